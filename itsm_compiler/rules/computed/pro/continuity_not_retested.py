"""A continuity plan that is not tested again after business or design changed under it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO066",
    "continuity-not-retested",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.FULL,
    factors=("PRO-49",),
    message=Text(
        "`{service}` changed on {day}, and continuity plan `{plan}` is not tested within a year of that",
        "`{service}` 于 {day} 发生变更，而连续性计划 `{plan}` 在其后一年内没有安排测试",
    ),
    help=Text(
        "plan a test until {until}: `tests: [{{when: {until}, scenario: site-loss}}]`",
        "在 {until} 之前安排测试：`tests: [{{when: {until}, scenario: site-loss}}]`",
    ),
    why=Text(
        "A plan that held before the change proves nothing about the time after it.",
        "变更之前通过测试，不能证明变更之后仍然有效。",
    ),
)
EXAMPLE = Example(
    at="continuity_plans.cp-office.tests",
    set={"continuity_plans.cp-office.tests.0.when": "2028-05-20"},
    base="reference",
)
CHANGED = Text("changed here", "变更见此处")
YEAR = timedelta(days=366)


def check(context: Context) -> Iterator[Problem]:
    """Every plan with tests and the last change of a service it covers that none of them follows within a year."""
    changes = _changes(context)
    for plan in context.design.continuity_plans.values():
        tests = [known for test in plan.tests if (known := context.figures.day(test.when)) is not None]
        own = (
            (changed, service, at)
            for service in context.design.services_of(plan.covers)
            for changed, at in changes.get(service, ())
        )
        open_changes = [
            change for change in own if not any(change[0] < test <= change[0] + YEAR for test in tests)
        ]
        if tests and open_changes:
            changed, service, at = max(open_changes, key=lambda change: change[0])
            values = {
                "plan": plan.id,
                "service": service,
                "day": wording.day(changed),
                "until": wording.day(changed + YEAR),
            }
            yield Problem(("continuity_plans", plan.id, "tests"), values, related=((at, CHANGED),))


def _changes(context: Context) -> dict[str, list[tuple[date, Path]]]:
    """By service, the days on which a requirement on it or the design around it changed."""
    design = context.design
    found: dict[str, list[tuple[date, Path]]] = {}
    for need in design.requirements.values():
        if need.changed is not None:
            for service in design.services_of(need.services):
                found.setdefault(service, []).append((need.changed, ("requirements", need.id, "changed")))
    for index, entry in enumerate(design.head.history):
        if entry.date is not None:
            for service in design.services_of(entry.affects):
                found.setdefault(service, []).append((entry.date, ("design", "history", index)))
    return found
