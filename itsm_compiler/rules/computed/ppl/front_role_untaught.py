"""A role that speaks with users and is not taught how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL050",
    "front-role-untaught",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PPL-23",),
    message=Text(
        "role `{role}` speaks with users, and no training teaches it `communication`",
        "角色 `{role}` 直接面对用户，却没有 `communication` 方面的培训",
    ),
    help=Text(
        "add it to the `audience` of a training with `teaches: {{communication: 3}}`",
        "把它写入含 `teaches: {{communication: 3}}` 的培训的 `audience`",
    ),
    why=Text("Users forgive a fault sooner than a tone.", "用户容忍故障，却难容忍态度。"),
)
EXAMPLE = Example(
    at="roles.driver",
    set={
        "roles.driver": {"type": "operation", "duties": "Brings parts", "cost": "9000/mo"},
        "teams.field-team.roles": [
            "field-lead",
            "field-engineer",
            "desktop-engineer",
            "spares-keeper",
            "driver",
        ],
    },
    base="reference",
)
SKILL = "communication"
ON_SITE = ("on-site-visit", "on-site-resident")


def check(context: Context) -> Iterator[Problem]:
    """Every role of the desk, of the interface to customers or of a team on site that no training teaches to communicate."""
    design = context.design
    if not design.training:
        return
    taught = {
        role
        for training in design.training.values()
        if SKILL in training.teaches
        for role in training.audience
    }
    for role in _front(context):
        if role in design.roles and role not in taught:
            yield Problem(("roles", role), {"role": role}, of="key", asks="training")


def _front(context: Context) -> dict[str, None]:
    """The roles that users and customers meet."""
    design = context.design
    found: dict[str, None] = {}
    if design.service_desk is not None:
        found |= dict.fromkeys(design.service_desk.roles)
    if design.deployment is not None:
        interface = design.deployment.roles.get("customer-interface")
        found |= dict.fromkeys(interface.by if interface is not None else ())
    for service in design.services.values():
        for kind, mode in service.modes.items():
            team = design.teams.get(mode.by or "") if kind in ON_SITE else None
            found |= dict.fromkeys(team.roles if team is not None else ())
    return found
