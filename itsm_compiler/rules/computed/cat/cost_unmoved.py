"""A service that costs and is charged the same however much of it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT026",
    "cost-unmoved",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("CAT-09",),
    message=Text(
        "service `{service}` costs and is charged the same, however much of it is asked for",
        "服务 `{service}` 无论用量多少，成本和收费都不变",
    ),
    help=Text(
        "charge by what is used (`basis: per-user`, `per-call`, `capacity` or `tiers`), or give a cost a `driver` that moves: users, hours or demand",
        "按用量收费（`basis: per-user`、`per-call`、`capacity` 或 `tiers`），或为某项成本写明随用量变化的 `driver`：users、hours 或 demand",
    ),
    why=Text("Where more costs nothing more, everybody asks for more.", "多用不多花，人人都会多要。"),
)
EXAMPLE = Example(
    at="services.notices",
    set={
        "services.notices": {"name": "Notices", "users": 30, "charge": {"basis": "fixed", "price": "100/mo"}},
        "costs.notice-board": {
            "kind": "operating",
            "amount": 1200,
            "every": "year",
            "of": "notices",
            "driver": "equal",
        },
        "costs.tool-rent.driver": "equal",
    },
)
MOVING = ("users", "hours", "demand")
BY_USE = ("per-user", "per-call", "capacity")


def check(context: Context) -> Iterator[Problem]:
    """Every service that bears costs, none of which moves with users, hours or demand, and is charged at a flat rate."""
    design, costs = context.design, context.figures.costs
    if costs is None:
        return
    moving, bearing = set(), set()
    for item in costs.items:
        if item.weights is not None:
            borne = {
                name
                for name, weight in zip(item.weights.services, item.weights.weights, strict=True)
                if weight
            }
            bearing |= borne
            moving |= borne if item.driver in MOVING else set()
    for service in design.services.values():
        charge = service.charge
        by_use = charge is not None and (charge.tiers or charge.basis in BY_USE)
        if service.id in bearing and service.id not in moving and not by_use:
            yield Problem(("services", service.id), {"service": service.id}, of="key", asks="charge")
