"""Protects the chance of making go-live: the formula, the simulation, and what makes them differ."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest

from itsm_compiler.analysis.critical_path import critical_path, network
from itsm_compiler.analysis.explain import explain
from itsm_compiler.analysis.go_live import by_formula, simulated
from tests.analysis.designs import CALENDARS, figures_of

MILWAUKEE = {
    "a": ((1, 2, 3), ""),
    "b": ((2, 3, 4), ""),
    "c": ((1, 2, 3), "a"),
    "d": ((2, 4, 6), "ab"),
    "e": ((1, 4, 7), "c"),
    "f": ((1, 2, 9), "c"),
    "g": ((3, 4, 11), "de"),
    "h": ((1, 2, 3), "fg"),
}


def plan(tasks, go_live, start="2027-01-04"):
    """The figures of a deployment with these three-point estimates in working days."""
    lines = [
        f"    t-{name}: {{duration: {{best: {a}wd, likely: {m}wd, worst: {b}wd}}, needs: [{', '.join('t-' + need for need in needs)}]}}"
        for name, ((a, m, b), needs) in tasks.items()
    ]
    return figures_of(
        f"{CALENDARS}deployment:\n  start: {start}\n  go_live: {go_live}\n  hours: office\n  tasks:\n"
        + "\n".join(lines)
        + "\n"
    )


def test_milwaukee_paper():
    """Heizer and Render, Operations Management, Milwaukee Paper: A C E G H, 15 weeks, variance 3.11, P(T ≤ 16) = 71.57 %.

    The book looks up z = 0.57; with 0.5669 it is 71.46 %. Sixteen working days from Monday 4 January end before
    Tuesday the 26th.
    """
    figures, _, _ = plan(MILWAUKEE, "2027-01-26")
    chance = figures.go_live_chance
    assert chance.path == ("t-a", "t-c", "t-e", "t-g", "t-h")
    assert (chance.mean, chance.deadline) == (15, 16)
    assert chance.variance == pytest.approx(3.11, abs=0.002)
    assert chance.formula == pytest.approx(0.7157, abs=0.002)
    assert chance.simulated < chance.formula
    assert chance.simulated == pytest.approx(slow(MILWAUKEE, 16), abs=0.015)
    assert "t-d" in chance.near_critical


def slow(tasks, deadline, runs=20000):
    """The same by another generator of beta numbers, run by run and task by task."""
    chance = random.Random(5)
    met = 0
    for _ in range(runs):
        ends = {}
        for name, ((a, m, b), needs) in tasks.items():
            alpha, beta = 1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a)
            ends[name] = (
                max((ends[need] for need in needs), default=0) + a + (b - a) * chance.betavariate(alpha, beta)
            )
        met += max(ends.values()) <= deadline
    return met / runs


def test_two_equal_paths_halve_the_chance():
    """Of two alike paths, each in time with about one half, both are with about a quarter; the formula sees one."""
    figures, _, _ = plan({"a": ((1, 5, 9), ""), "b": ((1, 5, 9), "")}, "2027-01-11")
    chance = figures.go_live_chance
    assert chance.formula == pytest.approx(0.5)
    assert chance.simulated == pytest.approx(0.25, abs=0.02)
    assert [round(one.index, 1) for one in chance.criticality] == [0.5, 0.5]


def test_sure_plans():
    """A plan without uncertainty is in time or is not."""
    for go_live, expected in (("2027-01-08", 0.0), ("2027-01-11", 1.0), ("2027-02-11", 1.0)):
        chance = plan({"a": ((5, 5, 5), "")}, go_live)[0].go_live_chance
        assert (chance.simulated, chance.formula, chance.variance) == (expected, expected, 0)
    assert by_formula(5, 0, 5) == 1.0


NOTHING = [
    "deployment: {start: 2027-01-04, tasks: {a: {duration: 3wd}}}\n",
    "deployment: {go_live: 2027-02-04, tasks: {a: {duration: 3wd}}}\n",
    "deployment: {start: 2027-01-04, go_live: a, tasks: {a: {duration: 3wd}}}\n",
    "deployment: {start: 2027-01-04, go_live: 2027-02-04}\n",
    "services: {a: {}}\n",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_tell_the_chance_of(text):
    """Without a start, a day of go-live that is not itself a task, or tasks there is no chance."""
    assert figures_of(text)[0].go_live_chance is None


@pytest.mark.parametrize("seed", range(25))
def test_random_networks_against_a_run_by_run_simulation(seed):
    """Leaving out what can't set the end, and running all at once, changes neither lengths nor what is critical."""
    chance = random.Random(seed)
    names = [f"t{index}" for index in range(chance.randint(1, 12))]
    points = {}
    for name in names:
        a, m, b = sorted(chance.randint(0, 20) for _ in range(3))
        points[name] = (Fraction(a), Fraction(m), Fraction(b))
    needs = {name: chance.sample(names[:i], min(i, chance.randint(0, 2))) for i, name in enumerate(names)}
    net = network(names, needs)
    lengths, counts = simulated(net, points, seed)
    best = critical_path({name: points[name][0] for name in names}, needs).length
    worst = critical_path({name: points[name][2] for name in names}, needs).length
    assert best <= lengths[0] <= lengths[-1] <= worst
    mean = critical_path({n: (a + 4 * m + b) / 6 for n, (a, m, b) in points.items()}, needs).length
    assert math.fsum(lengths) / len(lengths) >= float(mean) - 0.2
    ends = [name for name in names if not any(name in needed for needed in needs.values())]
    assert sum(counts.get(name, 0) for name in ends) >= len(lengths) * (worst > 0)
    assert simulated(net, points, seed) == (lengths, counts)


def test_a_change_elsewhere_changes_no_draw():
    """Each task has a stream of its own: a task that never matters leaves every run as it was."""
    before = plan(MILWAUKEE, "2027-01-26")[0].go_live_chance
    after = plan(MILWAUKEE | {"z": ((1, 1, 2), "")}, "2027-01-26")[0].go_live_chance
    assert (after.simulated, after.criticality) == (before.simulated, before.criticality)


def test_explaining_the_chance():
    """Simulation first, the formula below it, near-critical tasks, and why both differ."""
    figures, design, graph = plan(MILWAUKEE, "2027-01-26")
    (tree,) = explain(design, graph, figures, "deployment", "go-live")
    assert tree.value == figures.go_live_chance.simulated
    texts = [part.what.en for part in tree.parts]
    assert any("formula for the critical path" in text for text in texts)
    assert "only" in texts[-1]
    assert len(explain(design, graph, figures, "t-d", "go-live")) == 1
    assert explain(design, graph, figures, "t-b", "go-live") != []
