"""A plan with more than one beginning or end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP026",
    "loose-ends",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    factors=("DEP-27",),
    message=Text("the plan has {number} {what}: {tasks}", "计划有 {number} 个{what}：{tasks}"),
    help=Text(
        "let each task need the one it waits for, so that one begins and one ends the plan",
        "用 `needs` 把任务连接起来，使计划只有一个起点和一个终点",
    ),
    why=Text(
        "A task that nothing waits for, or that waits for nothing, was forgotten in the order.",
        "没有前后关系的任务，多半是排序时漏掉的。",
    ),
)
EXAMPLE = Example(
    at="deployment.tasks",
    set={"deployment.tasks.paint": {"phase": "execute", "by": "agent", "duration": "1wd", "needs": "plan"}},
)
BEGINNINGS, ENDS = Text("beginnings", "起点"), Text("ends", "终点")


def check(context: Context) -> Iterator[Problem]:
    """More than one task without `needs`, or more than one that no other needs."""
    deployment = context.design.deployment
    tasks = deployment.tasks if deployment is not None else {}
    needed = {need for task in tasks.values() for need in task.needs}
    first = [name for name, task in tasks.items() if not task.needs]
    last = [name for name in tasks if name not in needed]
    for what, found in ((BEGINNINGS, first), (ENDS, last)):
        if len(found) > 1:
            values = {"number": len(found), "what": what, "tasks": wording.listing(found)}
            yield Problem(("deployment", "tasks"), values, of="key")
