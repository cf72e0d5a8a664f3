"""A milestone that the schedule reaches after it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP024",
    "milestone-late",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-24", "DEP-28"),
    message=Text(
        "milestone `{id}` is due on {due}, its tasks end on {reached}",
        "里程碑 `{id}` 应于 {due} 达到，而其任务到 {reached} 才完成",
    ),
    help=Text(
        "shorten the tasks before it ({tasks}), or agree on a later day",
        "缩短之前的任务（{tasks}），或商定更晚的日期",
    ),
    why=Text("A milestone is a promise to those who wait for it.", "里程碑是对等待者的承诺。"),
)
EXAMPLE = Example(
    at="deployment.milestones.ready.due",
    set={
        "deployment.milestones.ready": {
            "after": "try",
            "due": "2027-02-01",
            "criteria": ["2 weeks without fault"],
        }
    },
)


def check(context: Context) -> Iterator[Problem]:
    """Every milestone reached after it is due that was not reached before."""
    deployment, schedule = context.design.deployment, context.figures.schedule
    for figure in schedule.milestones if schedule is not None and deployment is not None else ():
        milestone = deployment.milestones[figure.milestone] if deployment is not None else None
        if (
            milestone is not None
            and figure.late
            and milestone.result is None
            and figure.due
            and figure.reached
        ):
            values = {
                "id": milestone.id,
                "due": wording.day(figure.due),
                "reached": wording.day(figure.reached),
                "tasks": wording.listing(milestone.after),
            }
            yield Problem(("deployment", "milestones", milestone.id, "due"), values)
