"""A role that keeps or uses a tool without the skill for it, and is not taught before the tool is live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.trainings import needed_from, trainings_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.people import Role
    from itsm_compiler.model.resources import Tool
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES022",
    "tool-user-unskilled",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("RES-13", "RES-08"),
    message=Text(
        "tool `{tool}` takes `{skill}` at level {wanted}, which {roles} neither hold nor learn before {live}",
        "工具 `{tool}` 需要 {wanted} 级 `{skill}`，而 {roles} 尚不具备，在 {live} 之前也没有相应培训",
    ),
    help=Text(
        "add a training for them that teaches it or covers the tool: `covers: {tool}`, `when` before {live}",
        "为其安排讲授该技能或涵盖该工具的培训：`covers: {tool}`，`when` 早于 {live}",
    ),
    why=Text(
        "A tool costs more than it saves as long as people look for its buttons.",
        "人员不会用，工具的成本就大于收益。",
    ),
)
EXAMPLE = Example(
    at="tools.query-editor.skills.databases",
    set={
        "tools.query-editor": {
            "type": "other",
            "owner": "database-engineer",
            "used_by": ["database-engineer", "desk-agent"],
            "skills": {"databases": 3},
        }
    },
    base="reference",
)
SOON = Text("it is live", "投入使用")


def check(context: Context) -> Iterator[Problem]:
    """Every skill of a tool with the keepers and users that lack it.

    What nobody at all masters, and what a role wants for itself and is not taught, are told elsewhere.
    """
    roles = context.design.roles
    for tool in context.design.tools.values():
        due = needed_from(context, tool.live)
        users = [roles[name] for name in tool.used_by if name in roles]
        people = [roles[name] for name in dict.fromkeys((*tool.used_by, tool.owner or "")) if name in roles]
        for skill, wanted in tool.skills.items():
            if users and max(user.held(skill) for user in users) < wanted:
                continue
            lacking = [
                role.id
                for role in people
                if role.held(skill) < wanted and not _is_taught(context, role, tool, skill, wanted)
            ]
            if lacking:
                values = {
                    "tool": tool.id,
                    "skill": skill,
                    "wanted": wanted,
                    "roles": wording.listing(lacking),
                    "live": wording.day(due) if due else SOON,
                }
                yield Problem(("tools", tool.id, "skills", skill), values)


def _is_taught(context: Context, role: Role, tool: Tool, skill: str, wanted: int) -> bool:
    """Whether a role is taught in time, or its lack of a skill that it wants itself is told elsewhere."""
    trainings = context.lookup.referrers(role.id, "training.audience")
    if role.skills.get(skill, 0) >= wanted and not any(skill in one.teaches for one in trainings):
        return True
    in_time = trainings_by(context, role.id, needed_from(context, tool.live))
    return any(one.teaches.get(skill, 0) >= wanted or tool.id in one.covers for one in in_time)
