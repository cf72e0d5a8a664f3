"""A deliverable that is due before its task ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP023",
    "deliverable-before-task",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-28", "EXE-19"),
    message=Text(
        "deliverable `{id}` is due on {due}, its task `{task}` ends on {ends}",
        "交付物 `{id}` 应于 {due} 交付，而其任务 `{task}` 到 {ends} 才完成",
    ),
    help=Text(
        "let it be due on the end of its task (`due: {task}`), or shorten what comes before",
        "改为任务完成时交付（`due: {task}`），或缩短之前的工作",
    ),
    why=Text(
        "What is due before it is made is late from the beginning.",
        "还没做出来就到期的交付物，一开始就已延误。",
    ),
)
EXAMPLE = Example(
    at="deployment.deliverables.trial-paper.due",
    set={"deployment.deliverables.trial-paper.due": "2027-01-20"},
)
COMPUTED = Text("ends on {ends} by the schedule", "按进度计划于 {ends} 完成")


def check(context: Context) -> Iterator[Problem]:
    """Every deliverable due before the computed end of the task that makes it, unless it is there already."""
    deployment, figures = context.design.deployment, context.figures
    schedule = figures.schedule
    if deployment is None or schedule is None:
        return
    ends_of = {task.task: task.finish_date for task in schedule.tasks}
    for deliverable in deployment.deliverables.values():
        ends, due = ends_of.get(deliverable.from_ or ""), figures.day(deliverable.due)
        if ends is not None and due is not None and due < ends and deliverable.result is None:
            values = {
                "id": deliverable.id,
                "due": wording.day(due),
                "task": deliverable.from_,
                "ends": wording.day(ends),
            }
            related = ((("deployment", "tasks", str(deliverable.from_)), COMPUTED),)
            yield Problem(("deployment", "deliverables", deliverable.id, "due"), values, related=related)
