"""Protects the simulation of windows: closed forms, agreed hours, redundancy, blame, and an independent slow simulation."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest

from itsm_compiler.analysis.chance import stream
from itsm_compiler.analysis.explain import explain
from itsm_compiler.analysis.lifetimes import World, lifetime, merged, overlapping
from tests.analysis.designs import CALENDARS, design_of, figures_of

MONTH = 43830.0

ONE = """
services: {{s: {{depends_on: {needs}}}}}
components:
{components}
slas:
  a: {{customer: buyer, services: s, hours: {hours}, valid: {{from: 2027-03-01, to: 2029-02-28}}, targets: {{{targets}}}}}
"""


def design_text(components, targets, *, needs="[p]", hours="always"):
    """A service of these components, with an agreement on it."""
    lines = "\n".join(f"  {name}: {{{text}}}" for name, text in components.items())
    return CALENDARS + ONE.format(needs=needs, components=lines, hours=hours, targets=targets)


def windows(components, targets, *, needs="[p]", hours="always"):
    """The figures of windows by metric, for a service of these components."""
    figures, design, graph = figures_of(design_text(components, targets, needs=needs, hours=hours))
    return {one.metric: one for one in figures.windows}, figures, design, graph


PAIRS = [(1000, 4), (300, 24), (2000, 100), (80, 2)]


@pytest.mark.parametrize(("mtbf", "mttr"), PAIRS)
def test_one_part_against_closed_forms(mtbf, mttr):
    """One part, up an exponential time and down a fixed one, in the steady state.

    No outage touches the window, and so none lasts longer than less than the repair time: A·e^(−λW). None begins in it:
    also when it is down at the begin and then stays up, A·e^(−λW) + (1 − A)/R · ∫ e^(−λ(W − t)) dt over 0 … R. Failures a
    window on average: W / (mtbf + mttr).
    """
    rate, hours = 1 / mtbf, MONTH / 60
    up = mtbf / (mtbf + mttr)
    targets = f"availability: 100%, failures: 0, recovery: {mttr * 60 - 1}m"
    found, _, _, _ = windows({"p": f"mtbf: {mtbf}h, mttr: {mttr}h"}, targets)
    untouched = up * math.exp(-rate * hours)
    none_begins = untouched + (1 - up) / mttr * math.exp(-rate * hours) * math.expm1(rate * mttr) / rate
    assert found["availability"].probability == pytest.approx(untouched, abs=0.01)
    assert found["recovery"].probability == pytest.approx(untouched, abs=0.01)
    assert found["failures"].probability == pytest.approx(none_begins, abs=0.01)
    assert found["failures"].mean == pytest.approx(hours / (mtbf + mttr), rel=0.05)
    assert found["availability"].mean == pytest.approx(up, abs=0.004)
    assert found["recovery"].mean == pytest.approx(60 * mttr)
    assert found["failures"].standard_error < 0.006


def poisson(mean, most):
    return sum(math.exp(-mean) * mean**count / math.factorial(count) for count in range(most + 1))


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_failures_are_poisson(most):
    """Where repair is short, failures of many parts in a series are Poisson with the sum of their rates."""
    parts = {f"p{i}": f"mtbf: {500 * (i + 1)}h, mttr: 1m" for i in range(4)}
    mean = sum(MONTH / 60 / (500 * (i + 1)) for i in range(4))
    found, _, _, _ = windows(parts, f"failures: {most}", needs="[p0, p1, p2, p3]")
    assert found["failures"].probability == pytest.approx(poisson(mean, most), abs=0.012)


@pytest.mark.parametrize(("allowed", "most"), [(90, 1), (150, 2), (330, 5)])
def test_downtime_is_compound_poisson(allowed, most):
    """Outages of an hour each: so many minutes of downtime allow so many failures, but for those cut at the edges."""
    mean = MONTH / 60 / 300
    share = 100 * (1 - allowed / MONTH)
    found, _, _, _ = windows({"p": "mtbf: 300h, mttr: 1h"}, f"availability: {share:.7f}%")
    assert found["availability"].probability == pytest.approx(poisson(mean, most), abs=0.01)


def test_redundancy_is_simulated_too():
    """Two units of which one is enough are down together for a share (1 − A)²; three hundred in a series fail often."""
    found, _, _, _ = windows({"p": "quantity: 2, need: 1, mtbf: 300h, mttr: 30h"}, "availability: 99%")
    assert found["availability"].mean == pytest.approx(1 - (30 / 330) ** 2, abs=0.002)
    found, _, _, _ = windows({"p": "quantity: 300, mtbf: 100000h, mttr: 10h"}, "availability: 98%")
    assert found["availability"].mean == pytest.approx((100000 / 100010) ** 300, abs=0.002)
    per, _, _, _ = windows({"p": "quantity: 300, per: site, mtbf: 1000h, mttr: 10h"}, "availability: 98%")
    assert per["availability"].mean == pytest.approx(1000 / 1010, abs=0.001)


def test_unlike_branches_and_what_they_share():
    """Two unlike branches on one feed: both must fail, or the feed; the mean is that of the exact evaluation."""
    parts = {
        "feed": "mtbf: 3000h, mttr: 5h",
        "x": "mtbf: 100h, mttr: 10h, depends_on: feed",
        "y": "mtbf: 200h, mttr: 20h, depends_on: feed",
    }
    found, figures, _, _ = windows(parts, "availability: 99%", needs="[{any: [x, y], need: 1}]")
    figure = found["availability"]
    assert figure.mean == pytest.approx(figures.availability_of("a", "s").derived, abs=0.002)
    blamed = {one.part: one.share for one in figure.contributors}
    assert blamed["x"] == pytest.approx(blamed["y"])
    assert blamed["feed"] < blamed["x"]
    assert all(0 < share <= 1 for share in blamed.values())


def test_only_agreed_hours_count():
    """Office hours: a share of agreed minutes in the window; what begins and ends at night touches nobody."""
    found, figures, _, _ = windows(
        {"p": "mtbf: 200h, mttr: 1h"}, "availability: 99%, failures: 1, recovery: 30sm", hours="office"
    )
    figure = found["availability"]
    assert figure.window_minutes == pytest.approx(figures.availability_of("a", "s").window_minutes, rel=0.01)
    assert figure.mean == pytest.approx(200 / 201, abs=0.001)
    share_open = figure.window_minutes / MONTH
    days = figure.window_minutes / 600
    touching = MONTH / 60 / 201 * share_open + days * 60 / 60 / 201
    assert found["failures"].mean == pytest.approx(touching, rel=0.05)
    assert found["recovery"].mean < 60


def test_maintenance_that_counts():
    """Planned maintenance that counts is taken off what is allowed; more of it than that misses every window."""
    for most, expected in (("40m/mo", "less"), ("2h/mo", "never")):
        text = design_text({"p": "mtbf: 1000h, mttr: 1h"}, "availability: 99.8%")
        counted = text.replace("targets:", f"maintenance: {{most: {most}, counts: true}}, targets:")
        plain, taken = figures_of(text)[0].windows[0], figures_of(counted)[0].windows[0]
        assert taken.probability < plain.probability
        assert (taken.probability == 0) == (expected == "never")
        assert taken.mean < plain.mean


NOTHING = [
    ({"p": "availability: 99%"}, "availability: 99%", ("p",)),
    ({"p": "provided_by: []"}, "availability: 99%", ("p",)),
    ({"p": "quantity: 1, need: 3, mtbf: 10h, mttr: 1h"}, "availability: 99%", ("p",)),
]


@pytest.mark.parametrize(("parts", "targets", "missing"), NOTHING)
def test_what_cannot_be_simulated(parts, targets, missing):
    """Parts without a repair time are named, nothing is guessed."""
    found, figures, _, _ = windows(parts, targets)
    assert found == {}
    assert [one.parts for one in figures.unsimulated] == [missing]


def test_parts_that_fail_too_often_or_never():
    """A part that fails each minute is not gone through; one that never fails costs nothing and misses nothing."""
    assert windows({"p": "quantity: 100000, mtbf: 1m, mttr: 1m"}, "availability: 99%")[0] == {}
    never, _, _, _ = windows({"p": "availability: 100%"}, "availability: 100%, failures: 0")
    assert [one.probability for one in never.values()] == [1.0, 1.0]


REPAIRS = [
    ("availability: 99%, mttr: 5h", 300, "mttr"),
    ("mtbf: 99h, failures: 87.66/y", 60 * 99 / 99, "derived"),
    ("availability: 99%, mtbf: 99h", 60, "derived"),
    ("availability: 99%, restore: 30m", 30, "restore"),
    ("mtbf: 99h, mttr: 1h, restore: 30m", 60, "mttr"),
]


@pytest.mark.parametrize(("written", "minutes", "source"), REPAIRS)
def test_repair_times(written, minutes, source):
    """Stated, else what follows from two other figures, else the time to bring a component back; availability is kept."""
    life = lifetime(design_of(f"components: {{p: {{{written}}}}}\n").components["p"])
    assert life.repair_minutes == pytest.approx(minutes, rel=0.02)
    assert life.repair_from == source
    up = 1 / life.failure_rate
    assert up / (up + life.repair_minutes) == pytest.approx(life.availability)


def test_overlaps():
    """At least so many of some units at once, ends that touch merged."""
    units = [[(0, 10), (20, 30)], [(5, 25)], [(8, 9), (22, 40)]]
    assert overlapping(units, 1) == [(0, 40)]
    assert overlapping(units, 2) == [(5, 10), (20, 30)]
    assert overlapping(units, 3) == [(8, 9), (22, 25)]
    assert overlapping(units, 4) == []
    assert merged([(3, 4), (0, 2), (1, 3)]) == [(0, 4)]


def test_units_fail_as_often_as_they_should():
    """Skipping what stays up: a thousand units give as many outages a window as their rates say, each equally likely."""
    components = design_of(
        "components: {p: {quantity: 1000, mtbf: 100000h, mttr: 1h}, q: {mtbf: 400h, mttr: 2h}}\n"
    ).components
    world = World([lifetime(components[name]) for name in "pq"], MONTH, stream(1, "t"))
    down = [world.window() for _ in range(3000)]
    assert sum(len(one.get("p", [])) for one in down) / 3000 == pytest.approx(world.failures - 1.8, rel=0.05)
    assert sum(len(one.get("q", [])) for one in down) / 3000 == pytest.approx(MONTH / 60 / 402, rel=0.05)


PARTS = {"p": (150, 8), "q": (60, 6), "r": (60, 12), "t": (400, 3), "u": (30, 2)}
"""Hours of mean up time and of repair."""


def slow_share(target, failures, months=500):
    """One long history of each part; months of office days cut out and walked in steps of twenty minutes."""
    chance = random.Random(11)
    horizon = months * MONTH + 10000
    outages = {}
    for name, (mtbf, mttr) in PARTS.items():
        now, spans = -1000 * 60.0, []
        while now < horizon:
            now += chance.expovariate(1 / (60 * mtbf))
            spans.append((now, now + 60 * mttr))
            now += 60 * mttr
        outages[name] = spans
    first = date(2027, 3, 1)
    met = counted = 0
    places = dict.fromkeys(PARTS, 0)
    for month in range(months):
        begin = month * MONTH
        steps = down_steps = count = 0
        was_down = None
        for step in range(int(MONTH // 20)):
            now = begin + 20 * step + 10
            down = set()
            for name, spans in outages.items():
                while spans[places[name]][1] <= now:
                    places[name] += 1
                if spans[places[name]][0] <= now:
                    down.add(name)
            is_down = "p" in down or {"q", "r"} <= down or len(down & {"r", "t", "u"}) >= 2
            day = first + timedelta(minutes=20 * step + 10)
            minute = (20 * step + 10) % 1440
            if day.weekday() < 5 and 480 <= minute < 1080:
                steps += 1
                down_steps += is_down
            count += is_down and was_down is False
            was_down = is_down
        met += down_steps <= (1 - target) * steps
        counted += count <= failures
    return met / months, counted / months


def test_against_a_slow_simulation():
    """A service of an essential part, a pair and two of three, in office hours, against steps of twenty minutes."""
    parts = {name: f"mtbf: {mtbf}h, mttr: {mttr}h" for name, (mtbf, mttr) in PARTS.items()}
    needs = "[p, {any: [q, r], need: 1}, {any: [r, t, u], need: 2}]"
    found, _, _, _ = windows(parts, "availability: 93%", needs=needs, hours="office")
    always, _, _, _ = windows(parts, "failures: 8", needs=needs)
    share, counted = slow_share(0.93, 8)
    assert found["availability"].probability == pytest.approx(share, abs=0.06)
    assert always["failures"].probability == pytest.approx(counted, abs=0.06)


def test_a_window_repeats_itself_and_improves_with_the_part():
    """Same seed, same figures; a better part never makes a promise less likely than the error of both."""
    first = windows({"p": "mtbf: 500h, mttr: 4h"}, "availability: 99.5%")[0]["availability"]
    again = windows({"p": "mtbf: 500h, mttr: 4h"}, "availability: 99.5%")[0]["availability"]
    better = windows({"p": "mtbf: 1000h, mttr: 4h"}, "availability: 99.5%")[0]["availability"]
    assert first == again
    assert better.probability > first.probability


def test_explaining_a_window():
    """Target, mean, error and contributors with their repair times, down to the lines in which they are written."""
    _, figures, design, graph = windows(
        {"p": "availability: 99%, restore: 4h"}, "availability: 99.5%, failures: 2"
    )
    trees = explain(design, graph, figures, "a", "window")
    assert [tree.value for tree in trees] == [one.probability for one in figures.windows]
    (blamed,) = trees[0].parts[3:]
    assert [part.at for part in blamed.parts] == [
        ("components", "p", "availability"),
        ("components", "p", "restore"),
    ]
    assert len(explain(design, graph, figures, "p", "window")) == 2
    assert explain(design, graph, figures, "buyer", "window") == []
