"""A role with open posts that no task of the deployment fills in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.trainings import needed_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL052",
    "posts-unfilled",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PPL-38",),
    message=Text(
        "role `{role}` names {named} of {headcount} holders, and no task fills the other posts by {day}",
        "角色 `{role}` 编制 {headcount} 人，现有 {named} 人，没有任务在 {day} 前补齐",
    ),
    help=Text(
        "name the role in the `for` of a task of element `people` that ends by then",
        "在该日期之前完成、`element: people` 的任务的 `for` 中写入该角色",
    ),
    why=Text(
        "A post is filled on the day somebody can work, not on the day it is approved.",
        "岗位以有人能上岗为准，而不是以批准编制为准。",
    ),
)
EXAMPLE = Example(
    at="roles.desk-agent",
    set={"deployment.tasks.hire-desk.element": "process"},
    base="reference",
)
SOON = Text("the go-live", "上线")


def check(context: Context) -> Iterator[Problem]:
    """Every role with fewer holders than posts that no task of element people names and ends before its duty begins."""
    if context.design.deployment is None:
        return
    figures = context.figures
    for role in context.design.roles.values():
        if len(role.holders) >= role.headcount:
            continue
        due = needed_from(context, role.duty_from)
        hired = any(
            task.element == "people"
            and ((ends := figures.day(task.id)) is None or due is None or ends <= due)
            for task in context.lookup.referrers(role.id, "tasks.for")
        )
        if not hired:
            values = {
                "role": role.id,
                "named": len(role.holders),
                "headcount": role.headcount,
                "day": wording.day(due) if due is not None else SOON,
            }
            yield Problem(("roles", role.id), values, of="key", asks="holders")
