"""What rules compare of levels: which way of a metric is better, what is looser, how much open time a promise takes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from itsm_compiler.analysis.clock import MEAN_MONTH_DAYS, mean_month_minutes
from itsm_compiler.analysis.offers import HIGHER
from itsm_compiler.model.quantities import Duration, Money, Share
from itsm_compiler.rules.shared.indicators import indicator
from itsm_compiler.rules.values import OperandError, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.clocks import Clocks, Days
    from itsm_compiler.model.design import Design


def higher_is_better(design: Design, metric: str | None) -> bool | None:
    """Whether a larger value of a metric, or of a KPI, is the better one; None for a KPI that does not say."""
    kpi = design.kpis.get(metric or "")
    if kpi is None:
        return HIGHER.get(metric or "", False)
    better = indicator(kpi).better
    return None if better is None else better == "higher"


def is_looser(design: Design, metric: str, value: Any, other: Any) -> bool:
    """Whether a value of a metric is worse than another; not when the two can't be compared or nobody says what is better."""
    higher = higher_is_better(design, metric)
    try:
        order = compare(value, other) or 0
    except OperandError:
        return False
    return higher is not None and (order < 0 if higher else order > 0)


def numbers_in(value: Any) -> Iterator[Decimal]:
    """Every number written somewhere in a value: amounts of time and money, shares in percent, counts."""
    if isinstance(value, BaseModel):
        value = value.__dict__
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from numbers_in(key)
            yield from numbers_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from numbers_in(inner)
    elif isinstance(value, Share):
        yield value.percent
    elif isinstance(value, Money | Duration):
        yield value.amount
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield Decimal(value)


def open_hours(clocks: Clocks, calendar: str, days: Days, time: Duration) -> float:
    """The open hours of a calendar that a time takes; of clock time the mean share that is open."""
    if time.unit == "wd":
        return float(time.amount) * float(clocks.table(calendar, days).day_minutes) / 60
    if time.is_service_time:
        return time.minutes / 60
    return time.minutes / 60 * _open_share(clocks, calendar, days)


def clock_minutes(clocks: Clocks, calendar: str, days: Days, time: Duration) -> float:
    """The mean clock minutes that a time takes, open time being spread over the hours of its calendar."""
    if not time.is_service_time:
        return time.minutes
    return open_hours(clocks, calendar, days, time) * 60 / _open_share(clocks, calendar, days)


def _open_share(clocks: Clocks, calendar: str, days: Days) -> float:
    """The share of all time in which a calendar is open; never nothing."""
    table = clocks.table(calendar, days)
    open_minutes = mean_month_minutes(table, days.first, days.last)
    return max(open_minutes / (MEAN_MONTH_DAYS * 24 * 60), 1e-6)
