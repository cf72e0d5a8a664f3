"""Protects the smallest changes that close a gap: they close it, less does not, and none is passed over."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.explain import explain
from tests.analysis.designs import CALENDARS, figures_of

PARTS = """
services: {{mail: {{depends_on: {needs}}}}}
components: {{{parts}}}
slas: {{deal: {{customer: buyer, services: mail, targets: {{availability: {target}%}}}}}}
"""


def body(needs, parts, target):
    listed = ", ".join(f"{name}: {{{fields}}}" for name, fields in parts.items())
    return CALENDARS + PARTS.format(needs=needs, parts=listed, target=target)


def derived(needs, parts, target=50):
    (figure,) = figures_of(body(needs, parts, target))[0].availability
    return figure.derived


def test_one_part_in_a_row():
    """99 % × 99.5 % against 98.9 %: the weaker one at 98.9 ÷ 99.5 = 99.397 %, or two of it: 99.99 % × 99.5 %."""
    found = figures_of(body("[a, b]", {"a": "availability: 99%", "b": "availability: 99.5%"}, 98.9))[
        0
    ].remedies
    better, more = found
    (step,) = better.steps
    assert (step.entity, step.action, step.at) == ("a", "raise", ("components", "a", "availability"))
    assert step.after == pytest.approx(0.989 / 0.995, abs=1e-9)
    assert better.gives == pytest.approx(0.989, abs=1e-9)
    (step,) = more.steps
    assert (step.entity, step.action, step.before, step.after) == ("a", "add-unit", 1, 2)
    assert more.gives == pytest.approx(0.9999 * 0.995)


def test_two_parts_where_no_one_will_do():
    """99 % × 99 % × 99.9 % against 99.5 %: no part alone; the two at 99 % together, both by the same factor."""
    parts = {"a": "availability: 99%", "b": "availability: 99%", "c": "availability: 99.9%, per: site"}
    (both,) = figures_of(body("[a, b, c]", parts, 99.5))[0].remedies
    assert [step.entity for step in both.steps] == ["a", "b"]
    assert both.steps[0].after == pytest.approx(both.steps[1].after)
    assert both.steps[0].after ** 2 * 0.999 == pytest.approx(0.995, abs=1e-9)


def test_a_third_where_two_are_not_enough():
    """Three alike links that are all too weak have to be better all three."""
    parts = dict.fromkeys("abc", "availability: 99%, per: site")
    (three,) = figures_of(body("[a, b, c]", parts, 99.5))[0].remedies
    assert [step.entity for step in three.steps] == ["a", "b", "c"]
    assert three.gives == pytest.approx(0.995, abs=1e-9)


def test_nothing_can_promise_all():
    """No part is made perfect: 100 % is out of reach."""
    assert figures_of(body("a", {"a": "availability: 99%, per: site"}, 100))[0].remedies == ()


SHARE = st.sampled_from([90, 95, 99, 99.5])


@settings(max_examples=40, deadline=None)
@given(st.lists(SHARE, min_size=2, max_size=4), st.booleans(), st.sampled_from([98, 99, 99.7]))
def test_against_trying_everything(shares, redundant, target):
    """Each way closes the gap when written into the design; where one part is enough no way has two."""
    names = [f"p{index}" for index in range(len(shares))]
    parts = {name: f"availability: {share}%" for name, share in zip(names, shares, strict=True)}
    needs = (
        f"[{{any: [{', '.join(names[:2])}], need: 1}}, {', '.join(names[1:])}]" if redundant else str(names)
    )
    needs = needs.replace("'", "")
    figures = figures_of(body(needs, parts, target))[0]
    missed = figures.availability[0].verdict in ("missed", "impossible")
    assert bool(figures.remedies) == missed
    for way in figures.remedies:
        changed = dict(parts)
        for step in way.steps:
            changed[step.entity] = (
                f"availability: {math.ceil(step.after * 1e8) / 1e6:.6f}%"
                if step.action == "raise"
                else f"{parts[step.entity]}, quantity: {int(step.after)}, need: 1"
            )
        assert derived(needs, changed) >= target / 100
        less = {
            name: f"availability: {step.after * 100 - 0.001:.6f}%"
            for step in way.steps
            for name in [step.entity]
            if step.action == "raise"
        }
        if less:
            assert derived(needs, {**parts, **less}) < target / 100
    alone = [
        name for name in names if derived(needs, {**parts, name: "availability: 99.999999%"}) >= target / 100
    ]
    pairs = [
        pair
        for pair in combinations(names, 2)
        if derived(needs, parts | dict.fromkeys(pair, "availability: 99.999999%")) >= target / 100
    ]
    for way in figures.remedies:
        if way.steps[0].action == "raise":
            assert len(way.steps) == (1 if alone else 2 if pairs else len(way.steps))


TIMES = """
teams: {{desk: {{hours: office}}, ops: {{hours: office}}}}
service_desk: {{team: desk}}
services: {{mail: {{depends_on: {needs}}}}}
components: {{server: {{provided_by: ops}}, disk: {{provided_by: ops}}, link: {{provided_by: line}}}}
slas: {{deal: {{customer: buyer, services: mail, hours: {hours}, valid: {{from: 2027-06-07, to: 2027-07-04}}, priorities: {{A: {{resolution: {target}}}}}}}}}
olas:
  desk-ola: {{team: desk, hours: {hours}, priorities: {{A: {{escalate: 30m}}}}}}
  ops-ola: {{team: ops, hours: {ops}, priorities: {{A: {{{ops_time}}}}}}}
contracts: {{line: {{supplier: seller, hours: always, priorities: {{A: {{resolution: {line}}}}}}}}}
"""


def times(needs="server", hours="always", target="4h", ops="always", ops_time="resolution: 5h", line="2h"):
    text = TIMES.format(needs=needs, hours=hours, target=target, ops=ops, ops_time=ops_time, line=line)
    return figures_of(CALENDARS + text)


def steps(figures):
    return [
        [(step.entity, step.action, step.before, step.after, step.hours) for step in way.steps]
        for way in figures.remedies
    ]


def test_a_shorter_commitment():
    """Four hours less half an hour at the desk leave 210 minutes; no escalation can make up for five hours."""
    figures, _, _ = times()
    assert steps(figures) == [[("ops-ola", "commit", 300.0, 210.0, "always")]]
    assert figures.remedies[0].gives == 240
    assert figures.remedies[0].steps[0].at == ("olas", "ops-ola", "priorities", "A", "resolution")


def test_either_of_two_links():
    """Where the whole is ten minutes too long the desk may hand over sooner, or the team be quicker."""
    figures, _, _ = times(ops_time="resolution: 220m")
    assert steps(figures) == [
        [("desk-ola", "commit", 30.0, 20.0, "always")],
        [("ops-ola", "commit", 220.0, 210.0, "always")],
    ]


def test_other_hours():
    """Two open hours of an office team are 2 hours round the clock: its calendar alone closes the gap."""
    figures, _, _ = times(ops="office", ops_time="resolution: 2sh")
    assert [("ops-ola", "open", None, None, "always")] in steps(figures)


def test_a_commitment_that_is_missing():
    """Where nothing is committed the longest commitment that will do is told."""
    figures, _, _ = times(ops_time="response: 1h")
    assert steps(figures) == [[("ops-ola", "commit", None, 210.0, "always")]]


def test_two_holders_together():
    """Two chains that are both too long at their own ends need both ends, where the desk cannot make up for it."""
    figures, _, _ = times(needs="[server, link]", line="6h")
    assert steps(figures) == [
        [("line", "commit", 360.0, 210.0, "always"), ("ops-ola", "commit", 300.0, 210.0, "always")]
    ] or steps(figures) == [
        [("ops-ola", "commit", 300.0, 210.0, "always"), ("line", "commit", 360.0, 210.0, "always")]
    ]


@pytest.mark.parametrize("hours", ["always", "office", "clinic"])
@pytest.mark.parametrize("target", ["90m", "3sh", "1wd", "30h"])
@pytest.mark.parametrize("own", ["resolution: 20sh", "resolution: 3wd", "resolution: 40h"])
def test_against_writing_it_down(hours, target, own):
    """A found commitment keeps the promise when it is written, a minute (or day) more does not."""
    figures, _, _ = times(hours=hours, target=target, ops="office", ops_time=own)
    for way in figures.remedies:
        (step,) = way.steps
        if step.action != "commit" or step.entity != "ops-ola":
            continue
        unit, size = (
            ("wd", 600) if own.endswith("wd") else ("m", 1) if own == "resolution: 40h" else ("sm", 1)
        )
        amount = round(step.after / size)
        kept, late = (
            times(hours=hours, target=target, ops="office", ops_time=f"resolution: {amount + more}{unit}")[0]
            for more in (0, 1)
        )
        assert kept.response[0].verdict == "proved"
        assert late.response[0].verdict == "broken"


def test_every_way_can_be_explained():
    """From the agreement, the service and whoever has to change."""
    figures, design, graph = times()
    for entity in ("deal", "mail", "ops-ola"):
        (tree,) = explain(design, graph, figures, entity, "remedy")
        assert tree.parts[-1].value == 240
