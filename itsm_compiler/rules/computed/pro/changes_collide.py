"""Two changes of the same thing at the same time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO110",
    "changes-collide",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-76",),
    message=Text(
        "`{later}` and `{earlier}` both change `{target}`, from {first} to {last}",
        "`{later}` 与 `{earlier}` 在 {first} 至 {last} 期间同时改动 `{target}`",
    ),
    help=Text(
        "let one follow the other, or say in `none: {{conflicts: …}}` how they are kept apart",
        "错开实施时间，或在 `none: {{conflicts: …}}` 中说明如何避免冲突",
    ),
    why=Text(
        "When two hands change one thing, nobody can say which of them broke it.",
        "两项变更同时改动一处，出了问题就说不清是谁造成的。",
    ),
)
EXAMPLE = Example(
    at="improvements.imp-fewer-printer-tickets.changes",
    set={
        "improvements.imp-fewer-printer-tickets.changes": [
            "desktop", "sop-printer-care", "request-management", "printer-fleet", "incident-management",
        ]
    },
    base="reference",
)  # fmt: skip
OTHER = Text("the other change", "另一项变更")


_Change = tuple[date, date, str, "Path"]
"""The first and the last day of a change, what changes, and where that is written."""


def check(context: Context) -> Iterator[Problem]:
    """Every change that begins while another one of the same thing is under way."""
    for target, changes in _changes(context).items():
        ordered = sorted(changes)
        latest = ordered[0]
        for change in ordered[1:]:
            if change[0] <= latest[1]:
                values = {
                    "later": change[2],
                    "earlier": latest[2],
                    "target": target,
                    "first": wording.day(change[0]),
                    "last": wording.day(min(change[1], latest[1])),
                }
                yield Problem(change[3], values, related=((latest[3], OTHER),), asks="conflicts")
            latest = max(latest, change, key=lambda one: one[1])


def _changes(context: Context) -> dict[str, list[_Change]]:
    """By thing, the improvements and the deployment's tasks that change it on known days."""
    found: dict[str, list[_Change]] = {}
    for better in context.design.improvements.values():
        if better.plan_period is not None:
            at: Path = ("improvements", better.id, "changes")
            for target in dict.fromkeys(better.changes):
                change = (better.plan_period.first, better.plan_period.last, better.id, at)
                found.setdefault(target, []).append(change)
    deployment, schedule = context.design.deployment, context.figures.schedule
    for task in schedule.tasks if schedule is not None and deployment is not None else ():
        if task.start_date is not None and task.finish_date is not None:
            at = ("deployment", "tasks", task.task, "live")
            for target in dict.fromkeys(deployment.tasks[task.task].live if deployment else ()):
                found.setdefault(target, []).append((task.start_date, task.finish_date, task.task, at))
    return found
