"""Amounts of money as those of a year: rates, rhythms, lives and terms, in the one currency of the design."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itsm_compiler.model.quantities import DAYS_A_YEAR, MINUTES, PERIOD_DAYS, Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Duration, Period
    from itsm_compiler.model.risk_and_cost import Cost

Reason = Literal["currency", "period", "rhythm"]
Basis = Literal["rate", "term", "life", "rhythm", "once"]
"""How an amount becomes that of a year."""

MONTHS_A_YEAR = 12
PERIOD_YEARS = {
    **{word: Fraction(days) / Fraction(DAYS_A_YEAR) for word, days in PERIOD_DAYS.items()},
    "month": Fraction(1, 12),
    "quarter": Fraction(1, 4),
    "half-year": Fraction(1, 2),
    "year": Fraction(1),
}


@dataclass(frozen=True, slots=True)
class Uncounted:
    """An amount that enters no figure: of another `currency`, without a `period`, or without a calendar `rhythm`."""

    entity: str
    at: Path
    written: Money
    reason: Reason


class Amounts:
    """Reads amounts of one design; what can't be counted is kept in `uncounted`.

    The currency is that of the design, else that of the catalogue, else the only one that the design names. There are
    no rates between currencies in the language: an amount in another one is named, never mixed in.
    """

    def __init__(self, design: Design) -> None:
        self.currency = _currency(design)
        self._uncounted: dict[Path, Uncounted] = {}

    @property
    def uncounted(self) -> tuple[Uncounted, ...]:
        """What could not be counted so far, in order of its place."""
        return tuple(self._uncounted[at] for at in sorted(self._uncounted, key=str))

    def single(self, money: Money | None, entity: str, at: Path) -> Fraction | None:
        """The amount as it stands, in whatever period it is written."""
        if money is None or not self._known(money, entity, at):
            return None
        return Fraction(money.amount)

    def yearly(
        self, money: Money | None, entity: str, at: Path, years: Fraction | None = None
    ) -> Fraction | None:
        """The amount of a year of a rate; one without a period is that of the whole term of so many `years`."""
        if money is None or not self._known(money, entity, at):
            return None
        if money.per is not None:
            return Fraction(money.per_year)
        if not years:
            self._leave_out(Uncounted(entity, at, money, "period"))
            return None
        return Fraction(money.amount) / years

    def of_cost(self, cost: Cost) -> tuple[Fraction, Basis] | None:
        """The amount of a year of a cost, and how it came about.

        A rate as it is; capital ÷ life; else the amount by its rhythm; else, without any, the whole amount at once.
        """
        at: Path = ("costs", cost.id, "amount")
        amount = self.single(cost.amount, cost.id, at)
        if amount is None:
            return None
        life = years_of_duration(cost.life) if cost.life is not None else None
        if cost.amount.per is not None:
            return Fraction(cost.amount.per_year), "rate"
        if life and (cost.kind == "capital" or cost.every is None):
            return amount / life, "life"
        if cost.every is None:
            return amount, "once"
        every = years_of_period(cost.every)
        if not every:
            self._leave_out(Uncounted(cost.id, at, cost.amount, "rhythm"))
            return None
        return amount / every, "rhythm"

    def _known(self, money: Money, entity: str, at: Path) -> bool:
        known = money.currency is None or money.currency == self.currency
        if not known:
            self._leave_out(Uncounted(entity, at, money, "currency"))
        return known

    def _leave_out(self, one: Uncounted) -> None:
        self._uncounted[one.at] = one


def cents(amount: Fraction) -> int:
    """An amount in whole cents, half a cent to the even one."""
    return round(amount * 100)


def in_money(whole_cents: int) -> Decimal:
    """Whole cents as an amount of money with two digits, exact however large."""
    sign = "-" if whole_cents < 0 else ""
    whole, rest = divmod(abs(whole_cents), 100)
    return Decimal(f"{sign}{whole}.{rest:02d}")


def years_of_period(period: Period) -> Fraction | None:
    """A rhythm in years; None when it is on demand or counted in service time."""
    if period.every is not None:
        return years_of_duration(period.every)
    return PERIOD_YEARS.get(period.word or "")


def years_of_duration(duration: Duration) -> Fraction | None:
    """A length of time in years of twelve months or 365.25 days; None for service time."""
    if duration.is_service_time:
        return None
    if duration.unit in ("mo", "y"):
        return Fraction(duration.amount) / (MONTHS_A_YEAR if duration.unit == "mo" else 1)
    return Fraction(duration.amount) * Fraction(MINUTES[duration.unit]) / Fraction(1440 * DAYS_A_YEAR)


def years_between(first: date, last: date) -> Fraction:
    """From one day to another, both included, in years: a whole month is a twelfth, its days are alike."""
    months = MONTHS_A_YEAR * (last.year - first.year) + last.month - first.month
    begun = Fraction(first.day - 1, monthrange(first.year, first.month)[1])
    ended = Fraction(last.day, monthrange(last.year, last.month)[1])
    return (months - begun + ended) / MONTHS_A_YEAR


def _currency(design: Design) -> str | None:
    charging = design.catalogue.charging if design.catalogue is not None else None
    if design.head.currency is not None:
        return str(design.head.currency)
    if charging is not None and charging.currency is not None:
        return str(charging.currency)
    named = {money.currency for money in _written(design) if money is not None and money.currency is not None}
    return named.pop() if len(named) == 1 else None


def _written(design: Design) -> Iterator[Money | None]:
    """The amounts from which the currency is read where nothing else says it."""
    yield from (role.cost for role in design.roles.values())
    yield from (contract.price for contract in design.contracts.values())
    yield from (cost.amount for cost in design.costs.values())
    yield from (sla.charges.total for sla in design.slas.values() if sla.charges is not None)
    yield from (service.charge.price for service in design.services.values() if service.charge is not None)
