"""A tool that nobody who uses it knows well enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL011",
    "tool-skill-missing",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("PPL-03",),
    message=Text(
        "tool `{tool}` takes `{skill}` at level {wanted}, and {users} hold at most {held}",
        "工具 `{tool}` 需要 {wanted} 级 `{skill}`，而 {users} 最高只有 {held} 级",
    ),
    help=Text(
        "teach one of its users, or add a role that can to `used_by`",
        "培训其中一个使用角色，或在 `used_by` 中加入能胜任的角色",
    ),
    why=Text("A tool that nobody masters is run by trial and error.", "没人精通的工具，只能边试边用。"),
)
EXAMPLE = Example(
    at="tools.tickets.skills.queries",
    set={"tools.tickets.skills": {"queries": 3}, "tools.tickets.used_by": "agent"},
)


def check(context: Context) -> Iterator[Problem]:
    """Every skill of a tool that none of the roles which use it holds at the level wanted."""
    roles = context.design.roles
    for tool in context.design.tools.values():
        users = [roles[user] for user in tool.used_by if user in roles]
        for skill, wanted in tool.skills.items():
            held = max((user.held(skill) for user in users), default=0)
            if users and held < wanted:
                values = {
                    "tool": tool.id,
                    "skill": skill,
                    "wanted": wanted,
                    "users": wording.listing([user.id for user in users]),
                    "held": held,
                }
                yield Problem(("tools", tool.id, "skills", skill), values, of="key")
