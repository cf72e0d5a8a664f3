"""Fees of several agreements that together pass what a customer is ready to pay."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.requirements import PriceRequirement
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.requirements import yearly_price

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ022",
    "fees-above-price",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("REQ-12",),
    message=Text(
        "the agreements with `{customer}` cost {fees} a year together, requirement `{requirement}` allows {price}",
        "与 `{customer}` 的各协议费用合计每年 {fees}，而需求 `{requirement}` 的上限为 {price}",
    ),
    help=Text("lower the fees, or agree on another price", "降低费用，或另行商定价格"),
    why=Text(
        "A customer has one purse, however many agreements he signs.", "无论签几份协议，客户的钱袋只有一个。"
    ),
)
EXAMPLE = Example(
    at="requirements.price-group.target", set={"requirements.price-group.target": 40000000}, base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every price that the agreements it covers keep one by one and pass together."""
    design, costs = context.design, context.figures.costs
    for wish in design.requirements.values():
        if not isinstance(wish, PriceRequirement) or wish.deferred is not None or costs is None:
            continue
        price, covered = yearly_price(wish), set(design.services_of(wish.services))
        fees = [
            figure.price
            for figure in costs.slas
            if figure.price is not None
            and design.slas[figure.sla].customer == wish.from_
            and covered.issuperset(design.services_of(design.slas[figure.sla].services))
        ]
        if price is not None and fees and max(fees) <= price < sum(fees):
            currency = design.head.currency
            values = {
                "customer": wish.from_,
                "requirement": wish.id,
                "fees": wording.money(sum(fees, Decimal()), currency),
                "price": wording.money(price, currency),
            }
            yield Problem(("requirements", wish.id, "target"), values)
