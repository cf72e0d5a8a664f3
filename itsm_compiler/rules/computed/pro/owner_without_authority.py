"""A process across teams whose owner cannot tell all of them what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO119",
    "owner-without-authority",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-87",),
    message=Text(
        "process `{process}` runs through {teams}, and its owner `{owner}` is no role of management with authority",
        "过程 `{process}` 跨越 {teams}，而其负责人 `{owner}` 不是具有职权的管理岗位",
    ),
    help=Text(
        "let a role of type `management` own it and write its `authority`",
        "由 `management` 类岗位负责，并写明其 `authority`",
    ),
    why=Text(
        "Between two teams work lies where each believes the other has it; only somebody above both can lift it.",
        "两个团队都以为对方在做的事，只有能管两边的人才推得动。",
    ),
)
EXAMPLE = Example(
    at="processes.change-management.owner",
    set={"processes.change-management.owner": "systems-engineer"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every process whose activities lie with roles of several teams, none of which holds them all, and its weak owner."""
    design = context.design
    teams: dict[str, set[str]] = {}
    for team in design.teams.values():
        for role in team.roles:
            teams.setdefault(role, set()).add(team.id)
    for process in design.processes.values():
        owner = design.roles.get(process.owner or "")
        crossed = _crossed(process, teams)
        if owner is None or not crossed or (owner.type == "management" and owner.authority is not None):
            continue
        values = {"process": process.id, "teams": wording.listing(crossed), "owner": owner.id}
        yield Problem(("processes", process.id, "owner"), values)


def _crossed(process: Process, teams: dict[str, set[str]]) -> list[str]:
    """The teams of those who carry out the activities, when no single team has all of them."""
    homes = [teams[role] for activity in process.activities.values() for role in activity.r if role in teams]
    if not homes or set.intersection(*homes):
        return []
    return sorted(set.union(*homes))
