"""Protects continuity: recovery along what is needed, choices, rings, backups, and what is wanted of them."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.analysis.designs import CALENDARS, figures_of


def figure_of(components, more="", depends="[a]"):
    figures, _, _ = figures_of(
        f"{CALENDARS}\nservices: {{mail: {{depends_on: {depends}}}}}\ncomponents:\n{components}\n{more}\n"
    )
    return next((figure for figure in figures.continuity if figure.service == "mail"), None)


CASES = [
    ("a: {restore: 2h}", 120, ["a", "mail"]),
    ("a: {restore: 1h, depends_on: [b, c]}\n  b: {restore: 3h}\n  c: {restore: 2h}", 240, ["b", "a", "mail"]),
    (
        "a: {restore: 1h, depends_on: [{any: [b, c], need: 1}]}\n  b: {restore: 3h}\n  c: {restore: 2h}",
        180,
        ["c", "a", "mail"],
    ),
    (
        "a: {restore: 1h, depends_on: [{any: [b, c], need: 2}]}\n  b: {restore: 3h}\n  c: {restore: 2h}",
        240,
        ["b", "a", "mail"],
    ),
    (
        "a: {restore: 1h, depends_on: [{any: [b, c], need: 5}]}\n  b: {restore: 3h}\n  c: {restore: 2h}",
        240,
        ["b", "a", "mail"],
    ),
    ("a: {restore: 1h, depends_on: [{part: b, soft: mail goes on}]}\n  b: {restore: 9h}", 60, ["a", "mail"]),
    (
        "a: {restore: 1h, depends_on: b}\n  b: {depends_on: c}\n  c: {restore: 2h}",
        180,
        ["c", "b", "a", "mail"],
    ),
]


@pytest.mark.parametrize(("components", "minutes", "path"), CASES)
def test_recovery_along_what_is_needed(components, minutes, path):
    """Own restore + the longest among what is needed, of a choice the need-th shortest; what is soft is not waited for."""
    figure = figure_of("  " + components)
    assert figure.derived_rto_minutes == minutes
    assert list(figure.recovery_path) == path


def test_what_needs_each_other_is_restored_in_turn():
    """Neither of two can be first: one after the other, and after what both need."""
    figure = figure_of(
        "  a: {restore: 1h, depends_on: b}\n  b: {restore: 2h, depends_on: [a, c]}\n  c: {restore: 4h}"
    )
    assert figure.derived_rto_minutes == 420
    assert figure.recovery_path[0] == "c"
    assert figure.recovery_path[-1] == "mail"
    assert [set(ring) for ring in figure.together] == [{"a", "b"}]
    assert figure.steps[-1].back_after_minutes == 420


def test_what_is_unknown_is_named():
    """A part without `restore` leaves a lower bound: missed stays missed, all else is unknown; nothing known, no figure."""
    wish = "requirements: {back: {type: continuity, services: mail, rto: RTO}}"
    components = "  a: {restore: 2h, depends_on: b}\n  b: {}"
    late = figure_of(components, wish.replace("RTO", "1h"))
    assert (late.unknown, late.derived_rto_minutes, late.targets[0].verdict) == (("b",), 120, "missed")
    assert figure_of(components, wish.replace("RTO", "9h")).targets[0].verdict == "unknown"
    nothing = figure_of("  a: {}", wish.replace("RTO", "9h"))
    assert (nothing.derived_rto_minutes, nothing.recovery_path, nothing.targets[0].verdict) == (
        None,
        (),
        "unknown",
    )
    assert figure_of("  a: {}") is None


def test_the_point_of_recovery():
    """The largest interval among the parts reached; data that nothing saves make it unknown."""
    components = (
        "  a: {backup: {every: 1h}, depends_on: [b, c]}\n  b: {backup: {every: 4h}}\n  c: {kind: KIND}"
    )
    wish = "requirements: {back: {type: continuity, services: mail, rpo: 6h}}"
    figure = figure_of(components.replace("KIND", "server"), wish)
    assert (figure.rpo_minutes, figure.derived_rpo_minutes, figure.rpo_by) == (360, 240, "b")
    assert (figure.rpo_margin_minutes, figure.targets[0].verdict, figure.unsaved) == (120, "met", ())
    figure = figure_of(components.replace("KIND", "database"), wish)
    assert (figure.unsaved, figure.targets[0].verdict) == (("c",), "unknown")
    assert (
        figure_of(components.replace("KIND", "database"), wish.replace("6h", "3h")).targets[0].verdict
        == "missed"
    )


def test_everything_that_wants_a_recovery():
    """Requirements that are not put off, targets of agreements, and defaults of the catalogue; the strictest counts."""
    figures, _, _ = figures_of(
        f"""{CALENDARS}
services: {{mail: {{depends_on: a, baseline: {{recovery: 3h}}}}, files: {{depends_on: a, baseline: {{recovery: 7h}}}}}}
components: {{a: {{restore: 4h}}}}
requirements:
  back: {{type: continuity, services: all, rto: 5h}}
  later: {{type: continuity, services: all, rto: 1h, deferred: {{reason: next year}}}}
slas: {{deal: {{customer: buyer, services: all, targets: {{recovery: {{of: {{files: 6h}}}}}}}}}}
"""
    )
    found = {one.service: one for one in figures.continuity}
    assert [(one.wanted_by, one.wanted, one.verdict) for one in found["mail"].targets] == [
        ("back", "5h", "met"), ("deal", "3h", "missed"),
    ]  # fmt: skip
    assert (found["mail"].rto_minutes, found["mail"].rto_margin_minutes) == (180, -60)
    assert (found["files"].rto_minutes, found["files"].rto_margin_minutes) == (300, 60)


def test_restores_in_working_time_take_as_long_as_the_worst_start_makes_them():
    """Four open hours begun on Friday at 14:01 end on Monday at 8:01: 66 hours."""
    figures, _, _ = figures_of(
        f"{CALENDARS}\nservices: {{mail: {{depends_on: a}}}}\ncomponents: {{a: {{restore: 4sh}}}}\n",
        "language: itsm/v1\ndesign: {title: Test, time_zone: Asia/Shanghai, hours: office}\n",
    )
    assert figures.continuity[0].derived_rto_minutes == 66 * 60


def slowly(needs, restore, node):
    """The recovery of a node by trying every way to meet each of its needs."""
    longest = 0
    for need, branches in needs.get(node, []):
        ways = combinations(branches, min(need, len(branches)))
        longest = max(longest, min(max(slowly(needs, restore, one) for one in way) for way in ways))
    return restore[node] + longest


@pytest.mark.parametrize("seed", range(20))
def test_against_all_ways_to_recover(seed):
    """Random designs without rings: each choice is tried in every combination; slower parts never speed anything up."""
    chance = random.Random(seed)
    names = [f"p{number}" for number in range(9)]
    restore = {name: chance.randrange(0, 300) for name in names}
    needs = {
        name: [
            (chance.randint(1, 3), sorted(chance.sample(names[place + 1 :], min(3, len(names) - place - 1))))
            for _ in range(chance.randrange(3))
        ]
        for place, name in enumerate(names[:-1])
    }

    def derived():
        lines = []
        for name in names:
            wants = ", ".join(f"{{any: [{', '.join(of)}], need: {need}}}" for need, of in needs.get(name, []))
            lines.append(f"  {name}: {{restore: {restore[name]}m, depends_on: [{wants}]}}")
        return figure_of("\n".join(lines), depends="[p0]").derived_rto_minutes

    before = derived()
    assert before == slowly(needs, restore, "p0")
    restore[chance.choice(names)] += 50
    assert derived() >= before
