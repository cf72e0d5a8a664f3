"""Two teams that work in one process and stand together in no communication."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL051",
    "teams-not-talking",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PPL-26",),
    message=Text(
        "{teams} work together in process `{process}`, and no communication brings them together",
        "{teams} 在过程 `{process}` 中协作，却没有任何沟通机制把它们联系起来",
    ),
    help=Text("put both into `from` or `to` of one communication", "把两者写入同一项沟通的 `from` 或 `to`"),
    why=Text(
        "Teams that meet only in tickets know each other by their delays.",
        "只在工单里碰面的团队，只会记住对方的拖延。",
    ),
)
EXAMPLE = Example(
    at="processes.walk-round",
    set={
        "teams.walkers": {"lead": "planner", "roles": ["runner"]},
        "roles.runner": {"type": "operation", "duties": "Walks", "cost": "9000/mo"},
        "processes.walk-round": {
            "type": "special",
            "activities": {"walk": {"r": ["runner", "desk-agent"], "a": "planner"}},
        },
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every process with the first pair of its working teams that no communication joins."""
    design = context.design
    team_of: dict[str, str] = {}
    for name, team in design.teams.items():
        for role in team.roles:
            team_of.setdefault(role, name)
    joined: set[tuple[str, str]] = set()
    for communication in design.communications.values():
        members = {
            team_of.get(str(who), str(who))
            for who in (*communication.from_, *communication.to)
            if isinstance(who, str)
        }
        joined.update(combinations(sorted(members & design.teams.keys()), 2))
    for process in design.processes.values():
        doers = {
            team_of[role]
            for activity in process.activities.values()
            for role in activity.r
            if role in team_of
        }
        for pair in combinations(sorted(doers), 2):
            if pair not in joined:
                values = {"process": process.id, "teams": wording.listing(pair)}
                yield Problem(("processes", process.id), values, of="key", asks="communications")
                break
