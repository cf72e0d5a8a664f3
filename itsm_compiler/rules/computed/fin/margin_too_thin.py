"""An agreement whose fee leaves less over its cost than is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from itsm_compiler.analysis.cost import Costs, SlaCost
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "FIN010",
    "margin-too-thin",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("FIN-05",),
    message=Text(
        "SLA `{sla}` brings {price} a year and costs {cost}, that leaves {margin} of the fee, {wanted} is wanted; most goes into {largest}",
        "服务级别协议 `{sla}` 每年收入 {price}、成本 {cost}，毛利率 {margin}，要求 {wanted}；成本最高的是{largest}",
    ),
    help=Text(
        "raise the fee, lower that cost, or loosen the level that causes it",
        "提高费用、降低该项成本，或放宽导致该成本的级别",
    ),
    why=Text(
        "A level that satisfies the customer and starves the provider lasts until the first renewal.",
        "客户满意而供方亏损的级别，撑不到第一次续约。",
    ),
)
EXAMPLE = Example(at="slas.office-sla.charges.total", set={"design.limits.margin": "15%"}, base="reference")
GROUPS = (
    ("people", Text("people", "人员")),
    ("contracts", Text("contracts", "合同")),
    ("other", Text("other costs", "其他成本")),
)


def check(context: Context) -> Iterator[Problem]:
    """Every agreement with (fee − cost) ÷ fee below the margin that the design, else a budget, wants."""
    design = context.design
    margins = [budget.margin.fraction for budget in design.budgets.values() if budget.margin is not None]
    limit = design.head.limits.margin
    wanted = limit.fraction if limit is not None else max(margins, default=None)
    costs = context.figures.costs if wanted is not None else None
    if costs is None or wanted is None:
        return
    for figure in costs.slas:
        if not figure.price or figure.margin is None:
            continue
        left = float(figure.margin / figure.price)
        if left < wanted:
            values = {
                "sla": figure.sla,
                "price": wording.money(figure.price, costs.currency),
                "cost": wording.money(figure.cost, costs.currency),
                "margin": wording.share(left, wanted),
                "wanted": wording.share(wanted),
                "largest": _largest(costs, figure),
            }
            yield Problem(("slas", figure.sla, "charges", "total"), values)


def _largest(costs: Costs, figure: SlaCost) -> Text:
    """The group of costs that takes most of the services of an agreement."""
    services = [
        one for one in costs.services if any(share.service == one.service for share in figure.services)
    ]
    sums: list[tuple[Decimal, Text]] = [
        (sum((getattr(one, name) for one in services), start=figure.cost * 0), words)
        for name, words in GROUPS
    ]
    return max(sums, key=lambda entry: entry[0])[1]
