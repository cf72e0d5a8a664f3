"""Whom a change concerns: the roles that act in what is changed, and whether they are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context


def changed_by(context: Context, targets: tuple[str, ...]) -> Iterator[str]:
    """The processes, procedures and roles that targets are, those of an improvement being what it changes."""
    design = context.design
    for target in targets:
        if target in design.improvements:
            yield from changed_by(context, design.improvements[target].changes)
        elif target in design.processes or target in design.sops or target in design.roles:
            yield target


def acting_in(context: Context, target: str) -> Iterator[str]:
    """The roles that act in a process or a procedure, a role itself."""
    design = context.design
    if target in design.roles:
        yield target
    elif target in design.sops:
        doer = design.sops[target].by
        if doer is not None:
            yield doer
    else:
        for activity in design.processes[target].activities.values():
            doers = (*activity.r, *([activity.a] if activity.a is not None else ()))
            yield from (role for role in doers if role in design.roles)


def is_told(context: Context, role: str, target: str) -> bool:
    """Whether a role, or its team, is told of changes, or is taught this one."""
    lookup = context.lookup
    teams = (*lookup.referrers(role, "teams.roles"), *lookup.referrers(role, "teams.lead"))
    told = (
        one
        for name in (role, *(team.id for team in teams))
        for one in lookup.referrers(name, "communications.to")
    )
    taught = lookup.referrers(role, "training.audience")
    return any(one.kind == "change" for one in told) or any(target in one.covers for one in taught)
