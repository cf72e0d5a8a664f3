"""A backup that lacks what the role takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.people import Role
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL009",
    "backup-unable",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PPL-24",),
    message=Text(
        "`{backup}` is to stand in for `{role}`, but lacks {skills}",
        "`{backup}` 是 `{role}` 的备份，但缺少 {skills}",
    ),
    help=Text(
        "teach it, name another backup, or raise `design.limits.backup_level` (now {level} below what is wanted)",
        "安排培训、改换备份，或放宽 `design.limits.backup_level`（目前允许低 {level} 级）",
    ),
    why=Text(
        "A backup who cannot do the work is found out on the day it is needed.",
        "不能胜任的备份，要到用时才会暴露。",
    ),
)
EXAMPLE = Example(at="roles.engineer.backup.0", set={"roles.agent.has": {"office": 3}})
SKILL = Text("`{skill}` ({held} held, {wanted} wanted)", "`{skill}`（现有 {held} 级，要求 {wanted} 级）")


def check(context: Context) -> Iterator[Problem]:
    """Every backup that holds a wanted skill too far below the level wanted."""
    level = context.design.head.limits.backup_level
    roles = context.design.roles
    for role in roles.values():
        for index, backup in enumerate(role.backup):
            stand_in = roles.get(backup)
            lacking = _lacking(role, stand_in, level) if stand_in is not None and backup != role.id else []
            if lacking:
                values = {
                    "backup": backup,
                    "role": role.id,
                    "skills": wording.listing(lacking),
                    "level": level,
                }
                yield Problem(("roles", role.id, "backup", index), values)


def _lacking(role: Role, backup: Role, level: int) -> list[Text]:
    """The skills that the backup holds more than `level` below what is wanted."""
    return [
        SKILL.format({"skill": skill, "held": backup.held(skill), "wanted": wanted})
        for skill, wanted in role.skills.items()
        if backup.held(skill) < wanted - level
    ]
