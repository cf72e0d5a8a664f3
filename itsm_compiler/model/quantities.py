"""Durations, shares, money, rates, dates and periods: how a number with its unit is written and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import PydanticCustomError

from itsm_compiler.model.codes import CURRENCIES
from itsm_compiler.model.quantity import LARGEST, NUMBER, Quantity, plain_number

if TYPE_CHECKING:
    from collections.abc import Callable


DAYS_A_MONTH = Decimal("30.4375")
DAYS_A_YEAR = Decimal("365.25")
"""The mean calendar of convention 1: a month is a twelfth of 365.25 days."""

DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CURRENCY = r"[A-Z]{3}"

MINUTES = {
    "m": Decimal(1),
    "h": Decimal(60),
    "d": Decimal(1440),
    "w": Decimal(10080),
    "mo": 1440 * DAYS_A_MONTH,
    "y": 1440 * DAYS_A_YEAR,
}
SERVICE_UNITS = ("sm", "sh", "wd")
DAYS_PER = {
    "h": Decimal(1) / 24,
    "d": Decimal(1),
    "w": Decimal(7),
    "mo": DAYS_A_MONTH,
    "q": 3 * DAYS_A_MONTH,
    "y": DAYS_A_YEAR,
}
RATE_WORDS = {"day": "d", "week": "w", "month": "mo", "quarter": "q", "year": "y"}
PERIOD_DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": DAYS_A_MONTH,
    "quarter": 3 * DAYS_A_MONTH,
    "half-year": 6 * DAYS_A_MONTH,
    "year": DAYS_A_YEAR,
}


@dataclass(frozen=True, slots=True)
class Duration(Quantity):
    """A length of time: clock time (`m h d w`, calendar `mo y`) or service time (`sm sh wd`) of a calendar."""

    kind = "duration"
    pattern = re.compile(rf"(?P<amount>{NUMBER})(?P<unit>sm|sh|wd|mo|m|h|d|w|y)")
    amount: Decimal
    unit: str

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the duration from its number and unit."""
        return cls(Decimal(match["amount"]), match["unit"])

    @property
    def is_service_time(self) -> bool:
        """Whether it counts open minutes, hours or days of a calendar."""
        return self.unit in SERVICE_UNITS

    @property
    def minutes(self) -> float:
        """Clock minutes; of `sm sh` the open minutes. A `wd` has no fixed length.

        Raises:
            ValueError: for open days, whose length only a calendar knows.
        """
        if self.unit == "wd":
            raise ValueError("an open day has no fixed number of minutes")
        return float(self.amount * MINUTES[self.unit.removeprefix("s")])

    def __str__(self) -> str:
        return f"{_trim(self.amount)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Share(Quantity):
    """A part of a whole, 0 % to 100 %; `percent` keeps the digits as written."""

    kind = "share"
    pattern = re.compile(r"(?P<percent>100(?:\.0{1,9})?|[1-9]?[0-9](?:\.[0-9]{1,9})?) ?%")
    percent: Decimal

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the share from its percentage."""
        return cls(Decimal(match["percent"]))

    @property
    def fraction(self) -> float:
        """The share as a number from 0 to 1."""
        return float(self.percent / 100)

    def __str__(self) -> str:
        return f"{_trim(self.percent)}%"


@dataclass(frozen=True, slots=True)
class Money(Quantity):
    """An amount in a currency, that of the design when none is said, and by what time it is due when it is a rate.

    `per` is one of `h d w mo q y`, or None for a single amount.
    """

    kind = "money"
    numbers = True
    pattern = re.compile(rf"(?P<amount>{NUMBER})(?: (?P<currency>{CURRENCY}))?(?:/(?P<per>h|d|w|mo|q|y))?")
    amount: Decimal
    currency: str | None = None
    per: str | None = None

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the amount, its currency and its period."""
        if match["currency"] and match["currency"] not in CURRENCIES:
            raise PydanticCustomError("currency", "no known currency")
        return cls(Decimal(match["amount"]), match["currency"], match["per"])

    @property
    def per_month(self) -> Decimal:
        """The amount of a mean month.

        Raises:
            ValueError: for a single amount, which has no period.
        """
        return self.per_year / 12

    @property
    def per_year(self) -> Decimal:
        """The amount of a year: months and quarters by the calendar, hours, days and weeks by the mean year.

        Raises:
            ValueError: for a single amount, which has no period.
        """
        if self.per is None:
            raise ValueError("a single amount has no period")
        times = {"y": Decimal(1), "q": Decimal(4), "mo": Decimal(12)}
        return self.amount * times.get(self.per, DAYS_A_YEAR / DAYS_PER[self.per])

    def __str__(self) -> str:
        currency = f" {self.currency}" if self.currency else ""
        return f"{_trim(self.amount)}{currency}" + (f"/{self.per}" if self.per else "")


@dataclass(frozen=True, slots=True)
class Rate(Quantity):
    """How often or how much per time: `40/mo`, `2/y`, or a growth `5%/y` (`is_share`)."""

    kind = "rate"
    pattern = re.compile(rf"(?P<value>{NUMBER})(?P<percent> ?%)?/(?P<per>h|d|w|mo|q|y)")
    value: Decimal
    per: str
    is_share: bool = False

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the rate from its number and its period."""
        return cls(Decimal(match["value"]), match["per"], match["percent"] is not None)

    @property
    def per_month(self) -> float:
        """The rate in a mean month; a growth in per cent of the start."""
        return float(self.value * DAYS_A_MONTH / DAYS_PER[self.per])

    @property
    def per_year(self) -> float:
        """The rate in a mean year."""
        return float(self.value * DAYS_A_YEAR / DAYS_PER[self.per])

    def __str__(self) -> str:
        return f"{_trim(self.value)}{'%' if self.is_share else ''}/{self.per}"


@dataclass(frozen=True, slots=True)
class DateSpan(Quantity):
    """A stretch of days, both included."""

    kind = "span"
    pattern = re.compile(rf"(?P<first>{DATE})/(?P<last>{DATE})")
    first: date
    last: date

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the span; the last day is not before the first."""
        first, last = read_date(match["first"]), read_date(match["last"])
        if last < first:
            raise PydanticCustomError("span_order", "ends before it begins")
        return cls(first, last)

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Period(Quantity):
    """A rhythm: one of the words of `PERIOD_DAYS`, `on-demand`, or a duration."""

    kind = "period"
    pattern = re.compile(
        rf"(?P<word>day|week|month|quarter|half-year|year|on-demand)|(?P<every>{NUMBER}(?:sm|sh|wd|mo|m|h|d|w|y))"
    )
    word: str | None = None
    every: Duration | None = None

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the period from its word or its duration."""
        return cls(match["word"], Duration.read(match["every"]) if match["every"] else None)

    @property
    def days(self) -> float | None:
        """Mean days from one time to the next; None when it is on demand or counted in service time."""
        if self.every is not None:
            return None if self.every.is_service_time else self.every.minutes / 1440
        days = PERIOD_DAYS.get(self.word or "")
        return None if days is None else float(days)

    def __str__(self) -> str:
        return self.word or str(self.every)


@dataclass(frozen=True, slots=True)
class AnswerTarget(Quantity):
    """A service desk's promise to answer: `80% in 20s`."""

    kind = "answer_target"
    pattern = re.compile(
        rf"(?P<share>100|[1-9]?[0-9](?:\.[0-9]{{1,9}})?)% in (?P<amount>{NUMBER})(?P<unit>s|m)"
    )
    share: Share
    seconds: float

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the target from its share and its time."""
        seconds = float(match["amount"]) * (60 if match["unit"] == "m" else 1)
        return cls(Share(Decimal(match["share"])), seconds)

    def __str__(self) -> str:
        return f"{self.share} in {self.seconds:g}s"


@dataclass(frozen=True, slots=True)
class Allowance(Quantity):
    """How much time in a period: `4h/mo` or `4h per month`."""

    kind = "allowance"
    pattern = re.compile(
        rf"(?P<most>{NUMBER}(?:sm|sh|wd|mo|m|h|d|w|y))(?:/(?P<per>d|w|mo|q|y)| per (?P<word>day|week|month|quarter|year))"
    )
    most: Duration
    per: str

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the allowance from its duration and its period."""
        return cls(Duration.read(match["most"]), match["per"] or RATE_WORDS[match["word"]])

    @property
    def minutes_per_month(self) -> float:
        """Minutes in a mean month.

        Raises:
            ValueError: when it is counted in open days.
        """
        return self.most.minutes * float(DAYS_A_MONTH / DAYS_PER[self.per])

    def __str__(self) -> str:
        return f"{self.most}/{self.per}"


Measure = Share | Duration | Money | Decimal
"""A value of any metric: a share, a time, an amount of money with its currency, or a plain number."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A value whose metric says how it is to be read."""

    read: Callable[[Any], Measure]
    written: Any


def read_measure(value: Any) -> Measure:
    """Read the value of a metric.

    Raises:
        PydanticCustomError: `measure` when it is none of the four forms, or the kind of the form that is meant.
    """
    if isinstance(value, Meant):
        return value.read(value.written)
    if isinstance(value, Share | Duration | Money | Decimal):
        return value
    if isinstance(value, int | float):
        text = plain_number(value)
        if re.fullmatch(rf"-?{NUMBER}", text):
            return Decimal(text)
    if isinstance(value, str):
        for form in (Share, Duration, Money):
            if form.pattern.fullmatch(value):
                return form.read(value)
    raise PydanticCustomError("measure", "not a value of a metric")


def read_number(value: Any) -> Decimal:
    """Read a plain number, not below zero.

    Raises:
        PydanticCustomError: `number`.
    """
    if isinstance(value, Decimal):
        return value
    text = plain_number(value) if isinstance(value, int | float) else ""
    if not re.fullmatch(NUMBER, text):
        raise PydanticCustomError("number", "not a number")
    return Decimal(text)


def read_date(value: Any) -> date:
    """Read a day written `YYYY-MM-DD`.

    Raises:
        PydanticCustomError: `date` for another form, `date_calendar` for a day that the calendar does not have.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(DATE, value, re.ASCII):
        raise PydanticCustomError("date", "not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date_calendar", "no such day") from None


def _trim(value: Decimal) -> str:
    """The digits as written, without an exponent."""
    return f"{value:f}"


__all__ = [
    "CURRENCY",
    "DATE",
    "DAYS_A_MONTH",
    "DAYS_A_YEAR",
    "DAYS_PER",
    "LARGEST",
    "MINUTES",
    "NUMBER",
    "PERIOD_DAYS",
    "RATE_WORDS",
    "SERVICE_UNITS",
    "Allowance",
    "AnswerTarget",
    "DateSpan",
    "Duration",
    "Meant",
    "Measure",
    "Money",
    "Period",
    "Quantity",
    "Rate",
    "Share",
    "read_date",
    "read_measure",
    "read_number",
]
