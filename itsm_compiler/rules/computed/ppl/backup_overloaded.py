"""A role that stands in for too many others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL010",
    "backup-overloaded",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PPL-24",),
    message=Text(
        "role `{backup}` with {people} stands in for {number} others: {roles}",
        "角色 `{backup}` 共 {people}，却是 {number} 个角色的备份：{roles}",
    ),
    help=Text(
        "spread the load, or raise `design.limits.people_per_backup` (now {most} a person)",
        "分散安排，或提高 `design.limits.people_per_backup`（目前每人 {most} 个）",
    ),
    why=Text("On the day two are missing one person cannot be both.", "两人同时缺岗时，一个人不能分身。"),
)
EXAMPLE = Example(
    at="roles.engineer",
    set={"design.limits.people_per_backup": 0, "roles.engineer.backup": [], "roles.agent.backup": "engineer"},
)
PEOPLE = Text("person", "人"), Text("people", "人")


def check(context: Context) -> Iterator[Problem]:
    """Every role that more roles count on as their backup than its people may stand in for."""
    most = context.design.head.limits.people_per_backup
    for role in context.design.roles.values():
        others = [other for other in context.lookup.referrers(role.id, "roles.backup") if other.id != role.id]
        if len(others) > most * role.headcount:
            values = {
                "backup": role.id,
                "people": wording.count(role.headcount, *PEOPLE),
                "number": len(others),
                "roles": wording.listing([other.id for other in others]),
                "most": most,
            }
            yield Problem(("roles", role.id), values, of="key")
