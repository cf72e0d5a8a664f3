"""A head of the deployment whose own tasks leave no time to lead it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE060",
    "lead-overloaded",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-30",),
    message=Text(
        "the tasks of `{role}`, who leads the deployment, take {share} of the hours in week {week}, the limit is {limit}",
        "部署负责人 `{role}` 在 {week} 周的任务占其工时的 {share}，上限为 {limit}",
    ),
    help=Text("give some of its tasks to other roles: {tasks}", "把部分任务转给其他角色：{tasks}"),
    why=Text(
        "Whoever works on the tasks all week sees the plan slip on Friday.",
        "整周埋头干活的负责人，到周五才发现计划已经延误。",
    ),
)
EXAMPLE = Example(
    at="deployment.responsible",
    set={"deployment.tasks.correct-gaps.effort": "26h", "design.limits.utilisation": "60%"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """The fullest week of the head of the deployment, where it is above the limit of utilisation.

    A week above all of its hours is another rule's.
    """
    deployment = context.design.deployment
    limit = context.design.head.limits.utilisation.fraction
    loads = [
        load
        for load in context.figures.loads
        if deployment is not None and load.role == deployment.responsible and load.capacity_hours
    ]
    peak = max(loads, key=lambda load: load.load_hours / load.capacity_hours, default=None)
    if peak is None:
        return
    share = peak.load_hours / peak.capacity_hours
    if limit < share <= 1:
        values = {
            "role": peak.role,
            "share": wording.share(share, limit),
            "week": peak.week,
            "limit": wording.share(limit),
            "tasks": wording.listing(peak.tasks),
        }
        yield Problem(("deployment", "responsible"), values)
