"""A process on which people spend more than was set aside for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.staffing import Rates
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_cases import effort_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO042",
    "process-over-budget",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("PRO-10",),
    message=Text(
        "the work in process `{process}` comes to {effort} a year, its budget `{cost}` is {amount}",
        "过程 `{process}` 每年的人工投入为 {effort}，而其预算 `{cost}` 为 {amount}",
    ),
    help=Text(
        "raise the budget, or save effort: fewer cases, a smaller `share` or less time for `each`",
        "增加预算，或减少投入：降低数量、`share` 或单件用时 `each`",
    ),
    why=Text(
        "Whether a process is worth its cost is seen only when its cost is seen.",
        "看得见过程的成本，才谈得上值不值。",
    ),
)
EXAMPLE = Example(
    at="processes.change-management.budget",
    set={"processes.change-management.budget": "cost-config-store"},
    base="reference",
)
AMOUNT = Text("the amount of the budget", "预算金额")


def check(context: Context) -> Iterator[Problem]:
    """Every process with a budget that is less than the yearly effort of the roles that work off its cases."""
    budgets = [process for process in context.design.processes.values() if process.budget is not None]
    costs = context.figures.costs if budgets else None
    if costs is None:
        return
    amounts = {item.source: item.amount for item in costs.items}
    rates = Rates(context.design)
    for process in budgets:
        amount = amounts.get(process.budget or "")
        effort = sum(
            (effort_of_year(context.design, rates, process, one) for one in context.figures.staffing),
            Decimal(),
        )
        if amount is not None and effort > amount:
            currency = context.design.head.currency
            values = {
                "process": process.id,
                "effort": wording.money(effort.quantize(Decimal(1)), currency),
                "cost": process.budget,
                "amount": wording.money(amount, currency),
            }
            related = ((("costs", process.budget or "", "amount"), AMOUNT),)
            yield Problem(("processes", process.id, "budget"), values, related=related)
