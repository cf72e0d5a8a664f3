"""A part that is provided by teams without anybody who knows its technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.people import Role
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL049",
    "part-without-technician",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PPL-08",),
    message=Text(
        "`{part}` is looked after by {teams}, where no technical role {knows}",
        "`{part}` 由 {teams} 负责，但其中没有{knows}的技术岗",
    ),
    help=Text(
        "add a technical role to one of the teams, or the skill to the `skills` of one of theirs",
        "在其中一个团队中增加技术岗，或在其技术岗的 `skills` 中写入该技能",
    ),
    why=Text(
        "A part in the hands of people who do not know it is repaired by trying.",
        "不懂行的人维护部件，只能边试边修。",
    ),
)
EXAMPLE = Example(
    at="components.mail",
    set={
        "roles.engineer.type": "operation",
        "components.file-server.provided_by": "nimbus-contract",
        "components.line.provided_by": "nimbus-contract",
    },
)
ANY = Text("is", "")
SKILLED = Text("has the skill `{skill}`", "具备 `{skill}` 技能")


def check(context: Context) -> Iterator[Problem]:
    """Every component under a service whose teams have no technical role, or none with the skill of its technology.

    Components that only contracts provide are the suppliers' to know.
    """
    design = context.design
    skills: dict[str, dict[str, None]] = {}
    for technology in design.technologies.values():
        for part in technology.used_by if technology.skill is not None else ():
            skills.setdefault(part, {})[str(technology.skill)] = None
    reached = {
        part
        for service in design.services
        if design.services[service].lifecycle != "retired"
        for part in context.graph.parts_of(service)
    }
    technicians = {team: _technicians(context, team) for team in design.teams}
    for name, component in design.components.items():
        teams = [holder for holder in component.provided_by if holder in design.teams]
        if name not in reached or not teams:
            continue
        able = [role for team in teams for role in technicians[team]]
        missing = [skill for skill in skills.get(name, ()) if not any(skill in role.skills for role in able)]
        if not able or missing:
            knows = SKILLED.format({"skill": missing[0]}) if able else ANY
            values = {"part": name, "teams": wording.listing(teams), "knows": knows}
            yield Problem(("components", name), values, of="key")


def _technicians(context: Context, team: str) -> list[Role]:
    roles = context.design.roles
    return [
        roles[role]
        for role in context.design.teams[team].roles
        if role in roles and roles[role].type == "technical"
    ]
