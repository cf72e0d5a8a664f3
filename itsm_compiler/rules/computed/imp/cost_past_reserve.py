"""Improvements of a budget's time that together cost more than its reserve holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Improvement
    from itsm_compiler.model.risk_and_cost import Budget
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP025",
    "improvements-past-reserve",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-14",),
    message=Text(
        "improvements {improvements} cost {cost} together, the reserve of budget `{budget}` is {reserve}",
        "改进 {improvements} 合计花费 {cost}，而预算 `{budget}` 的预备金为 {reserve}",
    ),
    help=Text(
        "raise the reserve, or put an improvement off into the next budget",
        "提高预备金，或把某项改进推迟到下一预算期",
    ),
    why=Text(
        "An improvement without money stops half-way, where it is worse than before.",
        "没有经费的改进会半途而废，往往比改之前更糟。",
    ),
)
EXAMPLE = Example(
    at="budgets.budget-year-1.reserve", set={"budgets.budget-year-1.reserve": 150000}, base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every budget whose reserve is less than the costs of the improvements that begin in its period."""
    for budget in context.design.budgets.values():
        improvements = _of_budget(context, budget)
        cost = sum((_cost(context, one, budget) for one in improvements), Decimal(0))
        if budget.reserve is not None and cost > budget.reserve.amount:
            currency = budget.reserve.currency or context.design.head.currency
            values = {
                "improvements": wording.listing([one.id for one in improvements]),
                "cost": wording.money(cost, currency),
                "reserve": wording.money(budget.reserve.amount, currency),
                "budget": budget.id,
            }
            yield Problem(("budgets", budget.id, "reserve"), values)


def _of_budget(context: Context, budget: Budget) -> list[Improvement]:
    """The improvements that begin in the period of a budget and cost anything."""
    period = budget.period
    return [
        one
        for one in context.design.improvements.values()
        if period is not None and one.plan_period is not None and one.cost is not None
        if period.first <= one.plan_period.first <= period.last
    ]


def _cost(context: Context, improvement: Improvement, budget: Budget) -> Decimal:
    """What an improvement costs, as an amount or as that of the cost it names; 0 in another currency."""
    cost = improvement.cost
    named = context.design.costs.get(cost) if isinstance(cost, str) else None
    amount = named.amount if named is not None else cost
    own = context.design.head.currency
    reserved = budget.reserve.currency if budget.reserve is not None else None
    if not isinstance(amount, Money) or (amount.currency or own) != (reserved or own):
        return Decimal(0)
    return amount.amount
