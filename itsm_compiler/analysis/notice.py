"""The last day on which notice can be given, counted back from the end of an agreement.

A term ends with its last day, so a notice of six months to 30 June has to be given by 31 December: `mo` and `y` are calendar
months and years (a day that a month lacks is its last), `m h d w` whole days, `sm sh wd` open days of the agreement.
"""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from itsm_compiler.analysis.clocks import Days
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.model.agreements import Ola, Sla

if TYPE_CHECKING:
    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.model.agreements import Contract
    from itsm_compiler.model.quantities import Duration

MONTHS = {"mo": 1, "y": 12}
MEAN_MONTH_DAYS = 30.4375
LOOK_BACK = 1461
"""Open days are counted back over so many days: nobody gives notice years ahead."""


def last_notice(end: date, notice: Duration | None, table: Timetable | None = None) -> date | None:
    """The last day to give notice of an agreement that ends with the day `end`.

    None without a notice, where it reaches back beyond all dates or beyond the days of `table`, and for open days without
    a table.
    """
    if notice is None:
        return None
    try:
        if notice.is_service_time:
            return _open_days_before(end, notice, table)
        after = end + timedelta(1)
        if notice.unit not in MONTHS:
            return after - timedelta(math.ceil(notice.minutes / DAY) + 1)
        months = notice.amount * MONTHS[notice.unit]
        begun = _months_before(after, int(months)) - timedelta(round(float(months % 1) * MEAN_MONTH_DAYS))
        return begun - timedelta(1)
    except (OverflowError, ValueError):
        return None


def notice_of(agreement: Ola | Contract | Sla) -> Duration | None:
    """The notice of an agreement: of its term, else of an SLA's rules of termination."""
    if agreement.valid is not None and agreement.valid.notice is not None:
        return agreement.valid.notice
    termination = agreement.termination if isinstance(agreement, Sla) else None
    return termination.notice if termination is not None else None


def open_days_of(agreement: Ola | Contract | Sla, clocks: Clocks) -> Timetable | None:
    """The open days before the end of an agreement whose notice is in service time; None for other notices."""
    notice, valid = notice_of(agreement), agreement.valid
    if notice is None or not notice.is_service_time or valid is None or valid.to is None:
        return None
    team = clocks.design.teams.get(agreement.team) if isinstance(agreement, Ola) else None
    hours = clocks.governing(agreement.hours, team.hours if team is not None else None)
    first = date.fromordinal(max(1, valid.to.toordinal() - LOOK_BACK))
    return clocks.table(hours, Days(first, valid.to))


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month.

    Raises:
        ValueError: when it lies before the first of all years.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(max(year, 1), month + 1)[1]))


def _open_days_before(end: date, notice: Duration, table: Timetable | None) -> date | None:
    """The day before the last so many open days up to the end."""
    if table is None:
        return None
    amount = notice.amount if notice.unit == "wd" else notice.minutes / float(table.day_minutes or DAY)
    opened = [day for day in table.days if day <= end.toordinal()]
    number = math.ceil(amount)
    if number > len(opened):
        return None
    return date.fromordinal(opened[-number] - 1) if number else end
