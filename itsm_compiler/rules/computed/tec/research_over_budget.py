"""Research that falls due in the time of a budget and costs more than the budget sets aside for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.quantities import DateSpan
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC013",
    "research-over-budget",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("TEC-06",),
    message=Text(
        "research due in the time of budget `{budget}` costs {cost}, its line `research` holds {held}",
        "在预算 `{budget}` 期内到期的研发共需 {cost}，而其 `research` 科目为 {held}",
    ),
    help=Text("raise the line, or put off one of {projects}", "增加该科目，或推迟 {projects} 之一"),
    why=Text(
        "Research is the first thing to stop when money runs out; half of it is worth nothing.",
        "经费不足时最先停的就是研发，而做了一半的研发毫无价值。",
    ),
)
EXAMPLE = Example(
    at="budgets.budget-year-1.lines.research",
    set={"budgets.budget-year-1.lines.research": 180000},
    base="reference",
)
LINE = "research"


def check(context: Context) -> Iterator[Problem]:
    """Every budget whose line for research is below the cost of the research that falls due in its time."""
    currency = context.design.head.currency
    for budget in context.design.budgets.values():
        line = budget.lines.get(LINE)
        if line is None or budget.period is None:
            continue
        costs = _costs(context, budget.period)
        total = sum(costs.values(), Decimal())
        if total > line.amount:
            values = {
                "budget": budget.id,
                "cost": wording.money(total, currency),
                "held": wording.money(line.amount, currency),
                "projects": wording.listing(costs),
            }
            yield Problem(("budgets", budget.id, "lines", LINE), values)


def _costs(context: Context, period: DateSpan) -> dict[str, Decimal]:
    """The amounts named in the research that falls due in a stretch of time, each cost once."""
    costs, seen = {}, set()
    for project in context.design.research.values():
        due, cost = context.figures.day(project.due), context.design.costs.get(project.cost or "")
        if (
            due is not None
            and cost is not None
            and cost.id not in seen
            and period.first <= due <= period.last
        ):
            seen.add(cost.id)
            costs[project.id] = cost.amount.amount
    return costs
