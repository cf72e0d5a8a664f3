"""The clocks of a design: its calendars as timetables over the days of which its agreements speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from itsm_compiler.analysis.clock import (
    EARLIEST,
    LATEST,
    LONGEST_YEARS,
    OpeningHours,
    mean_month_minutes,
    timetable,
)
from itsm_compiler.analysis.holidays import holidays_of
from itsm_compiler.model.quantities import DAYS_A_MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.calendars import Calendar
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.entity import Term
    from itsm_compiler.model.quantities import Period

ALWAYS = "always"
AFTER_THE_TERM = timedelta(400)
"""So long after an agreement's last day a calendar is still exact, for what begins on that day and ends later."""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class HolidayGap:
    """A calendar whose list of holidays does not reach over the days for which it is needed.

    `first` and `last` are the days between which the compiler knows the holidays of `country`, None when it knows none.
    """

    calendar: str
    country: str
    first: date | None
    last: date | None
    needed_from: date
    needed_until: date


class Clocks:
    """Timetables by calendar and stretch of days; what a place does not say falls to the design's working calendar.

    A term without a first day begins at go-live, else on the day of the compilation; without a last day it is a year.
    """

    def __init__(self, design: Design, as_of: date, go_live: date | None = None) -> None:
        self.design = design
        self._begin = go_live or as_of
        self._tables: dict[tuple[str, Days], Timetable] = {}

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone of the design, Greenwich when none is said."""
        name = self.design.head.time_zone
        return UTC if name is None else ZoneInfo(str(name))

    def governing(self, *wanted: str | None) -> str:
        """The calendar that governs a place: the first that is named, else the design's, else `always`."""
        return next((calendar for calendar in (*wanted, self.design.head.hours) if calendar), ALWAYS)

    def term(self, valid: Term | None) -> Days:
        """The days of an agreement, with defaults, clipped to what calendars can reach."""
        first = valid.from_ if valid is not None and valid.from_ is not None else self._begin
        first = min(max(first, EARLIEST), LATEST)
        last = valid.to if valid is not None and valid.to is not None else None
        if last is None or last < first:
            last = first + timedelta(364)
        return Days(first, min(last, LATEST, first + timedelta(round(LONGEST_YEARS * 365.25))))

    def table(self, calendar: str, days: Days) -> Timetable:
        """The timetable of a calendar, exact over the days and for a year after them."""
        key = (calendar, days)
        if key not in self._tables:
            hours = opening_hours(self.design.calendar(calendar))
            self._tables[key] = timetable(
                hours, self.zone, days.first, min(days.last + AFTER_THE_TERM, LATEST)
            )
        return self._tables[key]

    def window_minutes(self, sla: Sla, window: Period) -> float:
        """The agreed minutes of a mean window of an agreement (convention 6)."""
        days = self.term(sla.valid)
        table = self.table(self.governing(sla.hours), days)
        return mean_month_minutes(table, days.first, days.last, window.days or float(DAYS_A_MONTH))

    def holiday_gaps(self) -> tuple[HolidayGap, ...]:
        """The calendars in use whose holidays are not known for every day that is asked of them."""
        needed: dict[str, Days] = {}
        for calendar, days in self._used():
            before = needed.get(calendar, days)
            needed[calendar] = Days(min(before.first, days.first), max(before.last, days.last))
        gaps = []
        for calendar, days in sorted(needed.items()):
            country = self.design.calendar(calendar).holidays
            listed = holidays_of(country) if country is not None else None
            if country is None or (listed and listed.first <= days.first and days.last <= listed.last):
                continue
            first, last = (listed.first, listed.last) if listed else (None, None)
            gaps.append(HolidayGap(calendar, country, first, last, days.first, days.last))
        return tuple(gaps)

    def _used(self) -> Iterator[tuple[str, Days]]:
        """Calendars with the days for which an agreement or the deployment asks them."""
        design = self.design
        terms = [self.term(sla.valid) for sla in design.slas.values()]
        whole = Days(min(days.first for days in terms), max(days.last for days in terms)) if terms else None
        for sla, days in zip(design.slas.values(), terms, strict=True):
            yield self.governing(sla.hours), days
        if whole is not None:
            for ola in design.olas.values():
                team = design.teams.get(ola.team)
                yield self.governing(ola.hours, team.hours if team else None), whole
            for contract in design.contracts.values():
                yield self.governing(contract.hours), whole
        if design.deployment is not None and design.deployment.start is not None:
            until = max(self._begin, design.deployment.start)
            yield self.governing(design.deployment.hours), Days(design.deployment.start, until)


def opening_hours(calendar: Calendar) -> OpeningHours:
    """A calendar of the design as plain opening hours."""
    return OpeningHours(
        calendar.hours.days,
        tuple((span.first, span.last) for span in calendar.closed),
        calendar.open,
        holidays_of(calendar.holidays) if calendar.holidays is not None else None,
    )
