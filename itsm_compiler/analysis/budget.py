"""Budgets: what the costs of a design make of each line in the time of a budget, against what is approved."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.amounts import cents, in_money, years_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from itsm_compiler.analysis.amounts import Amounts
    from itsm_compiler.model.risk_and_cost import Budget


@dataclass(frozen=True, slots=True)
class LineFigure:
    """A line of a budget: what is `planned` in its time by the costs of the design, and what is approved (`budget`).

    `budget` is None for costs whose line no budget has; then `of` is None, and `planned` is that of a year. `line` is
    None for costs that name no line. `within` says that what is planned passes the budget by no more than its tolerance.
    """

    of: str | None
    line: str | None
    planned: Decimal
    budget: Decimal | None
    within: bool

    @property
    def variance(self) -> Decimal | None:
        """What is left of the line, negative when more is planned; None without a budget."""
        return None if self.budget is None else self.budget - self.planned


@dataclass(frozen=True, slots=True)
class BudgetFigure:
    """A budget: its lines in order of name, and their sums; `reserve` stands beside the lines.

    `years` is the length of its period in years, whole months a twelfth each; a budget without a period holds a year.
    """

    budget: str
    years: Fraction
    lines: tuple[LineFigure, ...]
    planned: Decimal
    approved: Decimal
    reserve: Decimal | None

    @property
    def variance(self) -> Decimal:
        """What is left of all lines together."""
        return self.approved - self.planned


def budget_figures(
    amounts: Amounts, budgets: Mapping[str, Budget], yearly: Mapping[str | None, int]
) -> tuple[BudgetFigure, ...]:
    """The figure of each budget, in order of id; `yearly` holds the cents of a year by line."""
    return tuple(_figure(amounts, budget, yearly) for _, budget in sorted(budgets.items()))


def unbudgeted(budgets: Mapping[str, Budget], yearly: Mapping[str | None, int]) -> Iterator[LineFigure]:
    """The costs of a year whose line no budget has, when there are budgets at all."""
    known = {line for budget in budgets.values() for line in budget.lines}
    if budgets:
        for line, amount in sorted(yearly.items(), key=lambda item: item[0] or ""):
            if line not in known and amount:
                yield LineFigure(None, line, in_money(amount), None, within=False)


def _figure(amounts: Amounts, budget: Budget, yearly: Mapping[str | None, int]) -> BudgetFigure:
    years = (
        years_between(budget.period.first, budget.period.last) if budget.period is not None else Fraction(1)
    )
    at = ("budgets", budget.id)
    tolerance = Fraction(budget.tolerance.percent) / 100 if budget.tolerance is not None else Fraction()
    lines = []
    planned_in_all = approved_in_all = 0
    for name, money in sorted(budget.lines.items()):
        written = amounts.single(money, budget.id, (*at, "lines", name))
        if written is None:
            continue
        planned = cents(Fraction(yearly.get(name, 0), 100) * years)
        approved = cents(written if money.per is None else Fraction(money.per_year) * years)
        planned_in_all += planned
        approved_in_all += approved
        within = planned <= approved * (1 + tolerance)
        lines.append(LineFigure(budget.id, name, in_money(planned), in_money(approved), within))
    reserve = amounts.single(budget.reserve, budget.id, (*at, "reserve"))
    return BudgetFigure(
        budget.id,
        years,
        tuple(lines),
        in_money(planned_in_all),
        in_money(approved_in_all),
        in_money(cents(reserve)) if reserve is not None else None,
    )
