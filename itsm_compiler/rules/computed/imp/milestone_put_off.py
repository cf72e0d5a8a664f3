"""A milestone that is not reached in time once an improvement has put the work off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.clocks import Days
from itsm_compiler.analysis.schedule import WorkingDays, working_days
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP026",
    "milestone-put-off",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-14",),
    message=Text(
        "improvement `{id}` puts milestone `{milestone}` off to {day}, past its due day {due}",
        "改进 `{id}` 使里程碑 `{milestone}` 推迟到 {day}，晚于应完成日期 {due}",
    ),
    help=Text(
        "agree on a later `due` of the milestone, or shorten `delays`", "商定更晚的 `due`，或缩短 `delays`"
    ),
    why=Text("Work that is put off is somebody else's date.", "这里推迟的工作，就是别人等着的日期。"),
)
EXAMPLE = Example(
    at="improvements.imp-knowledge-use.delays",
    set={
        "improvements.imp-knowledge-use.changes": ["knowledge-management", "people-ready"],
        "improvements.imp-knowledge-use.delays": "15wd",
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every milestone that an improvement changes and that, its delay added, comes after its due day."""
    schedule = context.figures.schedule
    milestones = {figure.milestone: figure for figure in schedule.milestones} if schedule is not None else {}
    for improvement in context.design.improvements.values():
        for name in improvement.changes:
            figure = milestones.get(name)
            if figure is None or figure.reached is None or figure.due is None or improvement.delays is None:
                continue
            day = _put_off(context, figure.reached, improvement.delays)
            if not figure.late and day is not None and day > figure.due:
                values = {
                    "id": improvement.id,
                    "milestone": name,
                    "day": wording.day(day),
                    "due": wording.day(figure.due),
                }
                yield Problem(("improvements", improvement.id, "delays"), values)


def _put_off(context: Context, day: date, delay: Duration) -> date | None:
    """The working day that lies a delay after another."""
    clocks = context.figures.clocks
    table = clocks.table(clocks.governing(), Days(day, day))
    return WorkingDays(table, day).day(math.ceil(working_days(delay, table)))
