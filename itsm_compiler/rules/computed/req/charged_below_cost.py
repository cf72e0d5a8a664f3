"""A service that is charged below what it costs, without a word on why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ023",
    "charged-below-cost",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REQ-12",),
    message=Text(
        "service `{service}` brings in {price} a year and costs {cost}",
        "服务 `{service}` 每年收入 {price}，成本 {cost}",
    ),
    help=Text(
        "raise its price or lower its cost, or say in `charge` why it is given below: `none: {{margin: the reason}}`",
        "提高价格或降低成本；或在 `charge` 中说明低于成本的理由：`none: {{margin: 理由}}`",
    ),
    why=Text(
        "Needs are the basis of price; a price below cost answers a need that nobody pays for.",
        "需求是定价的依据；低于成本的价格，等于满足了没人付钱的需求。",
    ),
)
EXAMPLE = Example(at="services.emr.charge", set={"services.emr.charge.price": "50/mo"}, base="reference")


def check(context: Context) -> Iterator[Problem]:
    """Every charged service that brings in less than it costs."""
    costs = context.figures.costs
    for figure in costs.services if costs is not None else ():
        charge = context.design.services[figure.service].charge
        if charge is None or "margin" in charge.none or figure.price is None or figure.price >= figure.total:
            continue
        currency = context.design.head.currency
        values = {
            "service": figure.service,
            "price": wording.money(figure.price, currency),
            "cost": wording.money(figure.total, currency),
        }
        yield Problem(("services", figure.service, "charge"), values)
