"""Tasks of the deployment that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP020",
    "schedule-cycle",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-27",),
    message=Text("tasks {tasks} wait for each other", "任务 {tasks} 相互等待"),
    help=Text("take one of them out of `needs`", "从其中一个任务的 `needs` 中去掉另一个"),
    why=Text(
        "Tasks that wait for each other never begin, and no date can be computed.",
        "相互等待的任务永远无法开始，日期也无从推算。",
    ),
)
EXAMPLE = Example(at="deployment.tasks.set-up.needs", set={"deployment.tasks.set-up.needs": ["plan", "try"]})


def check(context: Context) -> Iterator[Problem]:
    """Every set of tasks in a circle, at the first by name."""
    schedule = context.figures.schedule
    for cycle in schedule.cycles if schedule is not None else ():
        tasks = sorted(cycle)
        yield Problem(("deployment", "tasks", tasks[0], "needs"), {"tasks": wording.listing(tasks)})
