"""A task of an improvement that ends after the time planned for the improvement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.improvement_plan import ends_of_tasks
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP022",
    "improvement-task-past-plan",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-04", "IMP-20"),
    message=Text(
        "task `{task}` of improvement `{id}` ends on {end}, the improvement on {last}",
        "改进 `{id}` 的任务 `{task}` 要到 {end} 才结束，而改进计划 {last} 结束",
    ),
    help=Text(
        "let `plan_period` end on {finish} or later, or shorten the tasks before",
        "把 `plan_period` 延长到 {finish} 或更晚，或缩短此前的任务",
    ),
    why=Text(
        "Dates that do not come from the tasks are wishes with a day.",
        "不是由任务推算出来的日期，只是写了日子的愿望。",
    ),
)
EXAMPLE = Example(
    at="improvements.imp-knowledge-use.tasks.articles-train.duration",
    set={"improvements.imp-knowledge-use.tasks.articles-train.duration": "60wd"},
    base="reference",
)
PLANNED = Text("planned here", "计划期间")


def check(context: Context) -> Iterator[Problem]:
    """The first task of each improvement that ends after its plan; those that wait for it are late with it."""
    for improvement in context.design.improvements.values():
        ends = ends_of_tasks(improvement, context.figures.clocks)
        period = improvement.plan_period
        late = [(end, task) for task, end in ends.items() if period is not None and end > period.last]
        if late and period is not None:
            end, task = min(late)
            values = {
                "id": improvement.id,
                "task": task,
                "end": wording.day(end),
                "last": wording.day(period.last),
                "finish": wording.day(max(ends.values())),
            }
            at = ("improvements", improvement.id, "tasks", task, "duration")
            yield Problem(at, values, related=((("improvements", improvement.id, "plan_period"), PLANNED),))
