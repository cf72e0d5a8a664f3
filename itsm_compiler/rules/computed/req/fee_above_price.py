"""Fees above the price that a customer is ready to pay."""

from __future__ import annotations

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
    "REQ014",
    "fee-above-price",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("REQ-13", "REQ-12", "FIN-04"),
    message=Text(
        "the fee of SLA `{sla}` is {fee} a year, requirement `{requirement}` allows {price}",
        "服务级别协议 `{sla}` 的费用为每年 {fee}，而需求 `{requirement}` 的上限为 {price}",
    ),
    help=Text("lower the fee, or agree on another price", "降低费用，或另行商定价格"),
    why=Text(
        "A price that was asked for and is passed over ends the talk at signing.",
        "无视客户的价格期望，签约时谈判就会中断。",
    ),
)
EXAMPLE = Example(at="slas.lark-sla.charges.total", set={"requirements.fee.target": 300000})
ALLOWED = Text("the price asked for", "期望的价格")


def check(context: Context) -> Iterator[Problem]:
    """Every fee above the price requirement that covers all services of its agreement."""
    design = context.design
    wishes = [wish for wish in design.requirements.values() if isinstance(wish, PriceRequirement)]
    prices = [
        (wish, price, frozenset(design.services_of(wish.services)))
        for wish in wishes
        if wish.deferred is None and (price := yearly_price(wish)) is not None
    ]
    for sla in design.slas.values():
        fee = sla.charges.total if sla.charges is not None else None
        if fee is None or fee.per is None:
            continue
        for wish, price, covered in prices:
            asked = wish.from_ == sla.customer and covered.issuperset(design.services_of(sla.services))
            if asked and fee.per_year > price:
                values = {
                    "sla": sla.id,
                    "requirement": wish.id,
                    "fee": wording.money(fee.per_year, fee.currency or design.head.currency),
                    "price": wording.money(price, design.head.currency),
                }
                related = ((("requirements", wish.id, "target"), ALLOWED),)
                yield Problem(("slas", sla.id, "charges", "total"), values, related=related)
