"""A technology that one person masters, or of which nothing is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.people import Role
    from itsm_compiler.model.technology import Technology
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC015",
    "technology-in-one-head",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("TEC-02",),
    message=Text(
        "technology `{technology}` leaves with whoever leaves: {lacks}",
        "技术 `{technology}` 会随人员离开而流失：{lacks}",
    ),
    help=Text(
        "write a procedure for a part that uses it, and teach a second person its `skill` up to level {level}",
        "为使用它的部件编写规程，并培训第二个人使其 `skill` 达到 {level} 级",
    ),
    why=Text(
        "Experts leave; what stays is what two people can do or what somebody wrote down.",
        "专家会离开，留下来的只有两个人都会的和写下来的。",
    ),
)
EXAMPLE = Example(
    at="technologies.tech-wireless", delete=("technologies.tech-wireless.skill",), base="reference"
)
LEVEL = 3
ENOUGH = 2
UNWRITTEN = Text("no procedure or manual tells how to work with it", "没有操作规程或手册")
UNNAMED = Text("it names no `skill`", "没有写明所需的 `skill`")
FEW = Text("{people} `{skill}` at level {level} or above", "{level} 级及以上的 `{skill}` {people}")
ONE, NOBODY = Text("only one person holds", "仅 1 人掌握"), Text("nobody holds", "无人掌握")


def check(context: Context) -> Iterator[Problem]:
    """Every technology in use that is written nowhere or mastered by less than two people."""
    roles = context.design.roles.values()
    people: dict[str, int] = {}
    for technology in context.design.technologies.values():
        if technology.maturity == "retire":
            continue
        lacks = [] if _is_written(context, technology) else [UNWRITTEN]
        skill = technology.skill
        if skill is None:
            lacks.append(UNNAMED)
        else:
            if skill not in people:
                people[skill] = sum(_masters(role, skill) for role in roles)
            if people[skill] < ENOUGH:
                holding = ONE if people[skill] else NOBODY
                lacks.append(FEW.format({"people": holding, "skill": skill, "level": LEVEL}))
        if lacks:
            values = {"technology": technology.id, "lacks": wording.listing(lacks), "level": LEVEL}
            yield Problem(("technologies", technology.id), values, of="key")


def _is_written(context: Context, technology: Technology) -> bool:
    """Whether a procedure is for a component that uses it, or a tool that does has a manual."""
    tools = context.design.tools
    return any(
        context.lookup.referrers(user, "sops.for") or (user in tools and tools[user].manual is not None)
        for user in technology.used_by
    )


def _masters(role: Role, skill: str) -> int:
    """How many people of a role master a skill: the holders with levels of their own, else all or none."""
    own = [holder for holder in role.holders if holder.has]
    if own:
        return sum(holder.has.get(skill, 0) >= LEVEL for holder in own)
    return role.headcount if role.held(skill) >= LEVEL else 0
