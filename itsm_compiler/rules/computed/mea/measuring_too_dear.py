"""Measuring that takes more of the budget than it may."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.amounts import in_money
from itsm_compiler.analysis.manning import work_minutes
from itsm_compiler.analysis.staffing import paid_week
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import DAYS_PER
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.cost import Costs
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA033",
    "measuring-too-dear",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-17",),
    message=Text(
        "measuring takes {spent} a year, {share} of budget `{budget}`; at most {most} are allowed",
        "测量每年花费 {spent}，占预算 `{budget}` 的 {share}，上限为 {most}",
    ),
    help=Text(
        "measure less often or by a tool, or raise `design.limits.measuring_share`",
        "降低测量频度、改用工具采集，或提高 `design.limits.measuring_share`",
    ),
    why=Text(
        "Measuring that costs more than it saves is stopped in the first lean year, the useful part with the rest.",
        "得不偿失的测量，遇到紧日子就会被砍掉，有用的部分也一并没了。",
    ),
)
EXAMPLE = Example(
    at="design.limits.measuring_share", set={"design.limits.measuring_share": "0.5%"}, base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """The budget of which measuring takes the largest share, when that is more than the limit."""
    limit = context.design.head.limits.measuring_share
    costs = context.figures.costs
    if limit is None or costs is None or not context.design.measurements:
        return
    spent = _spent(context, costs)
    yearly = [
        (Fraction(budget.approved) / budget.years, budget.budget)
        for budget in costs.budgets
        if budget.years and budget.approved
    ]
    if not yearly or not spent:
        return
    least, budget = min(yearly)
    most = Fraction(limit.percent) / 100
    if spent > most * least:
        values = {
            "spent": wording.money(in_money(round(spent * 100)).quantize(Decimal(1)), costs.currency),
            "share": wording.share(float(spent / least), float(most)),
            "most": wording.share(float(most)),
            "budget": budget,
        }
        yield Problem(("design", "limits", "measuring_share"), values)


def _spent(context: Context, costs: Costs) -> Fraction:
    """The money of a year for the hours of all measurements and for the tools that monitor."""
    design = context.design
    yearly = {item.source: Fraction(item.amount) for item in costs.items}
    paid_hours = paid_week(design) * Fraction(DAYS_PER["y"]) / 7
    spent = Fraction(0)
    for measurement in design.measurements.values():
        role = design.roles.get(measurement.owner or "")
        days = measurement.frequency.days if measurement.frequency is not None else None
        if role is not None and role.headcount and days and measurement.effort is not None:
            hours = work_minutes(design, measurement.effort) / 60 * Fraction(DAYS_PER["y"]) / Fraction(days)
            spent += hours * yearly.get(role.id, Fraction(0)) / (role.headcount * paid_hours)
    for cost in design.costs.values():
        tools = [tool for tool in cost.of if tool in design.tools and design.tools[tool].type == "monitoring"]
        if tools:
            spent += yearly.get(cost.id, Fraction(0)) * len(tools) / len(cost.of)
    return spent
