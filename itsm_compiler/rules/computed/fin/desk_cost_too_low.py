"""A target for the cost of a call that is less than the time of its handling costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "FIN013",
    "desk-cost-too-low",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("FIN-07",),
    message=Text(
        "`{kpi}` aims at {target} a call, but {handling} of handling alone cost {least}",
        "`{kpi}` 的目标为每次 {target}，而仅 {handling} 的处理时间就需要 {least}",
    ),
    help=Text("raise the target, or shorten the handling", "提高目标值，或缩短处理时间"),
    why=Text(
        "A target below the price of the minutes it takes can be met only by hanging up.",
        "目标低于所用工时的成本，只有挂断电话才能达到。",
    ),
)
EXAMPLE = Example(at="kpis.desk-mean-cost.target", set={"kpis.desk-mean-cost.target": "2"}, base="reference")
USE = "res-desk-mean-cost"


def check(context: Context) -> Iterator[Problem]:
    """Every target of the mean cost of a call below handling time × cost of a net hour of the desk's roles."""
    desk = context.design.service_desk
    handling = desk.load.handling if desk is not None and desk.load is not None else None
    hour = _cost_of_an_hour(context)
    if handling is None or hour is None:
        return
    least = hour * Decimal(repr(handling.minutes)) / 60
    for kpi in context.design.kpis.values():
        amount = kpi.target.amount if isinstance(kpi.target, Money) else kpi.target
        if kpi.use == USE and isinstance(amount, Decimal) and amount < least:
            currency = context.design.head.currency
            values = {
                "kpi": kpi.id,
                "target": wording.money(amount, currency),
                "handling": wording.minutes(handling.minutes),
                "least": wording.money(least.quantize(Decimal("0.01")), currency),
            }
            yield Problem(("kpis", kpi.id, "target"), values)


def _cost_of_an_hour(context: Context) -> Decimal | None:
    """What a net hour of the desk's roles costs, by their headcounts."""
    design = context.design
    wanted = design.service_desk.roles if design.service_desk is not None else {}
    cost, hours = Decimal(), Decimal()
    for figure in context.figures.staffing:
        money = design.roles[figure.role].cost if figure.role in wanted else None
        if money is not None and money.per is not None:
            cost += money.per_month * figure.headcount
            hours += Decimal(repr(figure.net_hours_per_month)) * figure.headcount
    return cost / hours if hours else None
