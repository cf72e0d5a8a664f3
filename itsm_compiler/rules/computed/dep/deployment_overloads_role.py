"""A role of which the tasks of the deployment ask more hours in a week than its people have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP050",
    "deployment-overloads-role",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    factors=("DEP-25", "DEP-14", "EXE-20", "EXE-25"),
    message=Text(
        "in {weeks} tasks ask too much of role `{role}`: in {week} {load}, its people have {capacity}",
        "角色 `{role}` 在 {weeks} 的任务负荷过重：{week} 需 {load}，而其人员只有 {capacity}",
    ),
    help=Text(
        "move {tasks} apart, lend people or cut the `effort`; the levelled schedule of `itsmc analyze` shows one that fits",
        "错开 {tasks}、增派人员或压缩 `effort`；`itsmc analyze` 给出资源平衡后的进度",
    ),
    why=Text(
        "A plan that needs more hours than there are is late from the first overbooked week on.",
        "所需工时超过现有工时的计划，从第一个超负荷的星期起就会延误。",
    ),
)
EXAMPLE = Example(at="deployment.tasks.take-over.effort", set={"deployment.tasks.take-over.effort": "600h"})


def check(context: Context) -> Iterator[Problem]:
    """Every overloaded role with its worst week, at the task that takes the largest part of it."""
    by_role: dict[str, list[RoleLoad]] = {}
    for load in context.figures.overloads:
        by_role.setdefault(load.role, []).append(load)
    for role, loads in by_role.items():
        worst = max(loads, key=lambda load: load.load_hours - load.capacity_hours)
        needed, given = wording.compared_minutes(worst.load_hours * 60, worst.capacity_hours * 60)
        values = {
            "role": role,
            "weeks": wording.listing([wording.same(load.week) for load in loads]),
            "week": worst.week,
            "load": needed,
            "capacity": given,
            "tasks": wording.listing(worst.tasks),
        }
        yield Problem(("deployment", "tasks", worst.tasks[0], "effort"), values)
