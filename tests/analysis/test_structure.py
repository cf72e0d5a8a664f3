"""Protects the structure function: exact availability, importance and bounds against the enumeration of all states."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis import evaluation, rare_failures
from itsm_compiler.analysis.reliability import alike_availability, alike_bounds
from itsm_compiler.analysis.structure import PartAvailability, Structure
from itsm_compiler.graph import Requirement


def hard(*nodes):
    return tuple(Requirement(1, (node,)) for node in nodes)


def any_of(need, *branches):
    return (Requirement(need, branches),)


def own(value):
    return PartAvailability(value, value, value)


def is_up(needs, parts, node, state):
    """The oracle of one state: all nodes start up, whatever lacks something goes down until nothing changes."""
    up = dict.fromkeys([*needs, *parts], True) | state
    changed = True
    while changed:
        changed = False
        for name in needs:
            holds = all(
                sum(up[branch] for branch in set(need.branches)) >= min(need.need, len(set(need.branches)))
                for need in needs[name]
            )
            if up[name] and not holds:
                up[name] = changed = True
                up[name] = False
    return up[node]


def enumerate_states(needs, parts, node):
    """P(up), the importance of each part, and the minimal path sets, by walking all 2^n states."""
    names = sorted(parts)
    total, importance, paths = 0.0, dict.fromkeys(names, 0.0), []
    for states in itertools.product((True, False), repeat=len(names)):
        state = dict(zip(names, states, strict=True))
        if not is_up(needs, parts, node, state):
            continue
        weight = math.prod(parts[name] if up else 1 - parts[name] for name, up in state.items())
        total += weight
        paths.append(frozenset(name for name, up in state.items() if up))
        for name, up in state.items():
            others = math.prod(
                parts[other] if on else 1 - parts[other] for other, on in state.items() if other != name
            )
            importance[name] += others if up else -others
    minimal = [path for path in paths if not any(other < path for other in paths)]
    return total, importance, minimal


def check_against_states(needs, parts, node, tolerance=1e-9):
    structure = Structure(needs, sorted(parts))
    reliance = structure.reliance(node)
    found = structure.availability(reliance, {name: own(value) for name, value in parts.items()})
    total, importance, minimal = enumerate_states(needs, parts, node)
    assert found.exact
    assert found.derived == pytest.approx(total, abs=tolerance)
    assert structure.derived(reliance, parts) == pytest.approx(total, abs=tolerance)
    for name in parts:
        assert found.importance.get(name, 0.0) == pytest.approx(importance[name], abs=tolerance)
    best = max((1 - sum(1 - parts[name] for name in path) for path in minimal), default=0.0)
    assert found.lower_bound == pytest.approx(max(0.0, best), abs=tolerance)
    single = [
        name for name in parts if not is_up(needs, parts, node, dict.fromkeys(parts, True) | {name: False})
    ]
    assert sorted(reliance.essential) == sorted(single)
    assert found.upper_bound == pytest.approx(
        min((parts[name] for name in single), default=1.0), abs=tolerance
    )
    assert found.lower_bound - tolerance <= found.derived <= found.upper_bound + tolerance
    return found


def test_series_and_parallel():
    """Two in a row multiply, two side by side leave the product of what is down."""
    needs = {"row": hard("a", "b"), "side": any_of(1, "a", "b")}
    assert check_against_states(needs, {"a": 0.99, "b": 0.98}, "row").derived == pytest.approx(0.9702)
    assert check_against_states(needs, {"a": 0.99, "b": 0.98}, "side").derived == pytest.approx(0.9998)


def test_a_shared_feed_is_counted_once():
    """Two nodes on one power feed are not independent: the product along paths counts the feed twice.

    Feed 99 %, nodes 95 %: exactly 0.99 · (1 − 0.05²) = 98.7525 %. Treating each node with its feed as one independent
    branch would give 1 − (1 − 0.99·0.95)² = 99.645975 %, far too much.
    """
    needs = {"service": any_of(1, "left", "right"), "left": hard("feed"), "right": hard("feed")}
    parts = {"feed": 0.99, "left": 0.95, "right": 0.95}
    assert check_against_states(needs, parts, "service").derived == pytest.approx(0.987525, abs=1e-12)
    naive = 1 - (1 - 0.99 * 0.95) ** 2
    assert naive == pytest.approx(0.99645975, abs=1e-12)


BRIDGE = {
    "system": any_of(1, "one-four", "two-five", "one-three-five", "two-three-four"),
    "one-four": hard("1", "4"),
    "two-five": hard("2", "5"),
    "one-three-five": hard("1", "3", "5"),
    "two-three-four": hard("2", "3", "4"),
}


@pytest.mark.parametrize(
    ("p", "reliability"), [(0.9, 0.97848), (0.8, 0.91136), (0.5, 0.5), (0.95, 0.994780625)]
)
def test_the_bridge(p, reliability):
    """The bridge of the textbooks (Barlow and Proschan 1975): 2p² + 2p³ − 5p⁴ + 2p⁵, 0.97848 at 0.9."""
    found = check_against_states(BRIDGE, dict.fromkeys("12345", p), "system")
    assert found.derived == pytest.approx(reliability, abs=1e-9)
    assert found.derived == pytest.approx(2 * p**2 + 2 * p**3 - 5 * p**4 + 2 * p**5, abs=1e-12)


ALIKE = [
    (2, 3, 0.9, 0.972),  # two out of three: 3p² − 2p³
    (2, 4, 0.9, 0.9963),
    (3, 5, 0.9, 0.99144),
    (1, 2, 0.99, 0.9999),
    (8, 10, 0.95, 0.9884964426),
    (3, 3, 0.9, 0.729),
    (0, 3, 0.2, 1.0),
    (4, 3, 0.9, 0.0),
    (1, 1, 0.75, 0.75),
]  # fmt: skip


@pytest.mark.parametrize(("need", "units", "availability", "expected"), ALIKE)
def test_alike_units(need, units, availability, expected):
    """The binomial tail (tables: P(X ≤ 2) = 0.9885 for n = 10, p = 0.05), and bounds on both sides of it."""
    assert alike_availability(need, units, availability) == pytest.approx(expected, abs=1e-9)
    lower, upper = alike_bounds(need, units, availability)
    assert lower <= expected + 1e-12
    assert expected <= upper + 1e-12


@given(st.integers(1, 12), st.integers(1, 12), st.floats(0, 1))
def test_alike_units_are_k_of_n(need, units, availability):
    """Alike units are the same as unlike branches with the same availability."""
    need = min(need, units)
    names = [f"u{index}" for index in range(units)]
    structure = Structure({"s": any_of(need, *names)}, names)
    found = structure.availability(structure.reliance("s"), dict.fromkeys(names, own(availability)))
    assert found.derived == pytest.approx(alike_availability(need, units, availability), abs=1e-9)
    assert found.lower_bound <= alike_bounds(need, units, availability)[0] + 1e-9


@pytest.mark.parametrize(
    ("need", "units"), [(need, units) for units in range(1, 6) for need in range(1, units + 1)]
)
@pytest.mark.parametrize("availability", [0.3, 0.6, 0.9, 0.99])
def test_bounds_of_alike_units_are_sharp(need, units, availability):
    """No joint distribution breaks the bounds, and one reaches each: a closed form of the linear programme.

    Put mass on the numbers of units up: the bound is reached by mixing two neighbouring vertices of the set of
    distributions with mean nA, which is all that correlation is free to choose (exchangeable by averaging).
    """
    lowest, highest = 1.0, 0.0
    mean = units * availability
    for few, many in itertools.product(range(units + 1), repeat=2):
        if few <= mean <= many and few != many:
            share = (mean - few) / (many - few)
            up = (share if many >= need else 0.0) + (1 - share if few >= need else 0.0)
            lowest, highest = min(lowest, up), max(highest, up)
    lower, upper = alike_bounds(need, units, availability)
    assert lower == pytest.approx(lowest, abs=1e-12)
    assert upper == pytest.approx(highest, abs=1e-12)


def test_very_many_units():
    """The tail of many units agrees with the exact sum where both can be had, and is bounded in time beyond."""
    exact = math.fsum(math.comb(1400, down) * 0.001**down * 0.999 ** (1400 - down) for down in range(6))
    assert alike_availability(1395, 1400, 0.999) == pytest.approx(exact, rel=1e-9)
    assert alike_availability(999_000_000, 1_000_000_000, 0.9995) == pytest.approx(1.0, abs=1e-5)
    assert alike_availability(5000, 10_000, 0.0) == 0.0
    assert alike_availability(5000, 10_000, 1.0) == 1.0


def random_design(seed, most_parts):
    """A design with shared parts, nested choices and, sometimes, cycles."""
    chance = random.Random(seed)
    parts = {
        f"p{index}": chance.choice([0.9, 0.95, 0.99, 0.5, chance.random()])
        for index in range(chance.randint(1, most_parts))
    }
    names = [*parts, *(f"s{index}" for index in range(chance.randint(1, 6)))]
    needs = {}
    for position, name in enumerate(names):
        pool = names if chance.random() < 0.1 else names[:position]
        entries = []
        for _ in range(chance.randint(0, 3) if pool else 0):
            branches = chance.sample(pool, min(len(pool), chance.choice([1, 1, 2, 3, 4])))
            entries.append(Requirement(chance.randint(1, len(branches)), tuple(branches)))
        needs[name] = tuple(entries)
    return needs, parts


def acyclic(needs):
    done = set()
    while True:
        ready = {
            name
            for name in needs
            if name not in done and all(b in done for need in needs[name] for b in need.branches)
        }
        if not ready:
            return len(done) == len(needs)
        done |= ready


@pytest.mark.parametrize("seed", range(150))
def test_every_state_agrees(seed):
    """On random designs of up to nine parts the figures are those of all states, one by one."""
    needs, parts = random_design(seed, 9)
    node = list(needs)[-1]
    if acyclic(needs):
        check_against_states(needs, parts, node)
    else:
        structure = Structure(needs, sorted(parts))
        found = structure.availability(
            structure.reliance(node), {name: own(value) for name, value in parts.items()}
        )
        assert found.lower_bound - 1e-9 <= found.derived <= enumerate_states(needs, parts, node)[0] + 1e-9


def test_fourteen_parts():
    """A larger case: two sites that share a network, each with a store of its own and two of three hosts."""
    needs = {
        "service": (*hard("network"), *any_of(1, "east", "west"), *hard("data")),
        "east": (*any_of(2, "h1", "h2", "h3"), *hard("room-east")),
        "west": (*any_of(2, "h4", "h5", "h6"), *hard("room-west")),
        "data": any_of(1, "store-east", "store-west"),
        "store-east": hard("room-east"),
        "store-west": hard("room-west"),
        "room-east": any_of(1, "grid", "generator"),
        "room-west": any_of(1, "grid", "generator"),
    }
    parts = dict.fromkeys(
        ["network", "h1", "h2", "h3", "h4", "h5", "h6", "room-east", "room-west", "store-east", "store-west"],
        0.98,
    )
    check_against_states(needs, parts | {"grid": 0.999, "generator": 0.95}, "service")


def test_cycles_are_condensed():
    """Services that need each other are up together, and need whatever any of them needs."""
    needs = {"a": hard("b", "x"), "b": hard("a", "y"), "top": hard("a")}
    for node in needs:
        assert check_against_states(needs, {"x": 0.9, "y": 0.8}, node).derived == pytest.approx(0.72)


def test_what_is_not_there():
    """A branch that is not there is left out; more needed than there are can't be, here or further down."""

    def derived(needs, node="s"):
        structure = Structure(needs, ["x", "y"])
        reliance = structure.reliance(node)
        found = structure.availability(reliance, {"x": own(0.9), "y": own(0.8)})
        assert structure.derived(reliance, {"x": 0.9, "y": 0.8}) == found.derived
        return found.derived

    assert derived({"s": (*any_of(2, "x", "gone", "y"), *hard("lost"))}) == pytest.approx(0.72)
    assert derived({"s": any_of(3, "x", "y")}) == 0.0
    assert derived({"t": any_of(3, "x", "y"), "s": hard("t", "x")}) == 0.0
    assert derived({"t": any_of(3, "x", "y"), "s": any_of(1, "t", "x")}) == pytest.approx(0.9)
    assert derived({"t": any_of(3, "x", "y"), "s": any_of(2, "t", "x")}) == 0.0


def test_certain_parts():
    """Parts that are always or never up give no division by zero."""
    needs = {"s": (*hard("a", "b"), *any_of(1, "c", "d"))}
    for states in itertools.product((0.0, 1.0, 0.5), repeat=4):
        check_against_states(needs, dict(zip("abcd", states, strict=True)), "s")


def test_long_chains_and_deep_nesting():
    """Ten thousand parts in a row, and choices nested a thousand deep, need no recursion."""
    names = [f"n{index}" for index in range(10_000)]
    row = {name: hard(after) for name, after in itertools.pairwise(names)}
    structure = Structure(row, names)
    found = structure.availability(structure.reliance("n0"), dict.fromkeys(names, own(0.99999)))
    assert found.derived == pytest.approx(0.99999**10_000)
    depth = 1000
    nested = {f"n{index}": any_of(1, f"n{index + 1}", f"x{index}") for index in range(depth)}
    parts = [f"x{index}" for index in range(depth)] + [f"n{depth}"]
    structure = Structure(nested, parts)
    found = structure.availability(structure.reliance("n0"), dict.fromkeys(parts, own(0.001)))
    assert found.derived == pytest.approx(1 - 0.999 ** (depth + 1))


def grid(size):
    """A lattice in which every node needs one of two neighbours: few parts, very many paths."""
    return {
        f"g{row}-{column}": any_of(1, f"g{row + 1}-{column}", f"g{row + 1}-{(column + 1) % size}")
        if row < size - 1
        else ()
        for row in range(size)
        for column in range(size)
    }


@pytest.mark.parametrize("up", [0.9, 0.99, 0.999])
def test_beyond_the_budget_bounds_stand_in(monkeypatch, up):
    """Where the diagram grows too large, the figure is what holds at least and at most, and says that it is not exact."""
    needs = grid(4) | {"top": any_of(2, "g0-0", "g0-1", "g0-2")}
    parts = {name: up for name in needs if name != "top"}
    bounds = {name: own(value) for name, value in parts.items()}
    exact = Structure(needs, sorted(parts))
    known = exact.availability(exact.reliance("top"), bounds)
    assert known.exact
    monkeypatch.setattr(evaluation, "NODE_BUDGET", 3)
    monkeypatch.setattr(rare_failures, "MOST_STATES", 700)
    bounded = Structure(needs, sorted(parts))
    found = bounded.availability(bounded.reliance("top"), bounds)
    assert not found.exact
    assert found.lower_bound <= found.derived <= known.derived + 1e-12 <= found.at_most + 2e-12
    failed = [math.comb(16, count) * (1 - up) ** count * up ** (16 - count) for count in range(4)]
    assert found.at_most - found.derived <= 1 - sum(failed) + 1e-12
    ranked = sorted(parts, key=lambda name: -found.importance.get(name, 0.0))
    assert known.importance[ranked[0]] == pytest.approx(max(known.importance.values()), rel=0.3)


@pytest.mark.parametrize("seed", range(30))
def test_states_with_few_failures(seed, monkeypatch):
    """All states at once, as bits, are all states one by one; with fewer states the bounds still hold the truth."""
    needs, parts = random_design(seed, 8)
    node = list(needs)[-1]
    structure = Structure(needs, sorted(parts))
    everything = structure.reliance(node)
    whole = structure._residual(structure._group_of[node], 0)
    values = {structure._bits[part]: parts[part] for part in everything.parts}
    exact = structure.evaluator.evaluate(whole, values).low
    low, high, _ = rare_failures.rare_failures(structure.formulas, whole, values)
    assert (low, high) == (pytest.approx(exact, abs=1e-12), pytest.approx(exact, abs=1e-12))
    monkeypatch.setattr(rare_failures, "MOST_STATES", 12)
    low, high, _ = rare_failures.rare_failures(structure.formulas, whole, values)
    assert low - 1e-12 <= exact <= high + 1e-12


def test_a_figure_that_is_not_exact_is_never_below_its_bound():
    """Eighteen parts of 90 %, forty services on four of them, three of these needed: 99.948 % over all 2^18 states."""
    chance = random.Random(2)
    needs = {f"b{index}": hard(*(f"p{part}" for part in chance.sample(range(18), 4))) for index in range(40)}
    needs["s"] = any_of(3, *needs)
    parts = [f"p{index}" for index in range(18)]
    structure = Structure(needs, parts)
    found = structure.availability(structure.reliance("s"), dict.fromkeys(parts, own(0.9)))
    assert found.lower_bound <= found.derived <= 0.99948 + 1e-5
    assert found.at_most >= 0.99948 - 1e-5
    assert found.at_most - found.derived < 0.05
    assert found.importance


def test_beyond_the_search_budget_a_path_set_stands(monkeypatch):
    """The lower bound is that of a real path set even when the search is cut short."""
    needs = grid(4)
    parts = {name: 0.9 + index / 200 for index, name in enumerate(needs)}
    exact = Structure(needs, sorted(parts))
    best = exact.availability(exact.reliance("g0-0"), {name: own(value) for name, value in parts.items()})
    monkeypatch.setattr(evaluation, "SEARCH_BUDGET", 1)
    greedy = Structure(needs, sorted(parts))
    found = greedy.availability(greedy.reliance("g0-0"), {name: own(value) for name, value in parts.items()})
    assert 0 < found.lower_bound <= best.lower_bound


@given(st.integers(0, 10_000), st.data())
@settings(max_examples=60, deadline=None)
def test_more_redundancy_never_lowers_availability(seed, data):
    """Adding a branch to a choice, or raising the availability of a part, never makes a service worse."""
    needs, parts = random_design(seed, 8)
    node = list(needs)[-1]
    before = Structure(needs, sorted(parts))
    own_parts = {name: own(value) for name, value in parts.items()}
    base = before.availability(before.reliance(node), own_parts)
    raised = own_parts | {name: own(data.draw(st.floats(parts[name], 1))) for name in parts}
    better = before.availability(before.reliance(node), raised)
    assert better.derived >= base.derived - 1e-12
    assert better.lower_bound >= base.lower_bound - 1e-12
    spared = {
        name: tuple(Requirement(need.need, (*need.branches, "spare")) for need in own)
        for name, own in needs.items()
    }
    after = Structure(spared, sorted([*parts, "spare"]))
    wider = after.availability(after.reliance(node), own_parts | {"spare": own(0.5)})
    if acyclic(needs):
        assert wider.derived >= base.derived - 1e-12
