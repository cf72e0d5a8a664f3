"""Calendars: the open hours of a week, the days that are closed or open otherwise, and the holidays that count."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from itsm_compiler.model.entity import ID_KEY, Entity
from itsm_compiler.model.quantities import DateSpan, read_date
from itsm_compiler.model.reading import Reads
from itsm_compiler.model.references import Day, Many

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 1440
TIME = r"([01][0-9]|2[0-4]):([0-5][0-9])"
_RANGE = re.compile(rf"{TIME} ?- ?{TIME}")
_DAYS = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))?")

Interval = tuple[int, int]
"""Open from one minute of the day to another, the end exclusive: 08:00 to 18:00 is (480, 1080)."""

Intervals = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The open intervals of each day of an ordinary week, Monday first; each day's in order and apart.

    What is open over midnight is two intervals, one on each day.
    """

    days: tuple[Intervals, ...]

    @property
    def always(self) -> bool:
        """Whether it is open round the clock."""
        return all(day == ((0, MINUTES_A_DAY),) for day in self.days)

    @property
    def minutes(self) -> int:
        """The open minutes of an ordinary week."""
        return sum(end - start for day in self.days for start, end in day)


ROUND_THE_CLOCK = Week((((0, MINUTES_A_DAY),),) * 7)


def read_week(value: Any) -> Week:
    """Read the hours of a week: `24x7`, or intervals by day or stretch of days.

    Raises:
        PydanticCustomError: `hours` for another form, `hours_day` for a key that is no day, `hours_times` for a value
            that is no list of times, `hours_empty` for an interval of no length, `hours_overlap` for two that overlap,
            `hours_twice` for a day that is named twice. Where a key is at fault it is `key` in the context.
    """
    if isinstance(value, Week):
        return value
    if value == "24x7":
        return ROUND_THE_CLOCK
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("hours", "not the hours of a week")
    named: set[int] = set()
    open_minutes: list[list[Interval]] = [[] for _ in DAYS]
    for key, times in value.items():
        indexes = _read_days(key)
        if not named.isdisjoint(indexes):
            day = DAYS[min(named.intersection(indexes))]
            raise PydanticCustomError("hours_twice", "a day is named twice", {"key": key, "day": day})
        named.update(indexes)
        for start, end in _read_ranges(times, key):
            for index in indexes:
                open_minutes[index].append((start, min(end, MINUTES_A_DAY)))
                if end > MINUTES_A_DAY:
                    open_minutes[(index + 1) % 7].append((0, end - MINUTES_A_DAY))
    return Week(tuple(_in_order(day, value) for day in open_minutes))


def read_times(value: Any) -> Intervals:
    """Read the times of one day, which end at midnight at the latest.

    Raises:
        PydanticCustomError: as `read_week`, and `hours_midnight` for a time over midnight.
    """
    ranges = _read_ranges(value, None)
    for _, end in ranges:
        if end > MINUTES_A_DAY:
            raise PydanticCustomError("hours_midnight", "over midnight")
    return _in_order(ranges, None)


def _read_days(key: Any) -> list[int]:
    """The indexes of a day or of a stretch of days, which may go over Sunday."""
    match = _DAYS.fullmatch(key) if isinstance(key, str) else None
    if match is None:
        raise PydanticCustomError("hours_day", "no day of the week", {"key": key})
    first = DAYS.index(match[1])
    last = DAYS.index(match[2] or match[1])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _read_ranges(value: Any, key: Any) -> list[Interval]:
    """The intervals of one text; one that goes over midnight ends beyond 1440."""
    ranges = []
    for part in value.split(",") if isinstance(value, str) else [value]:
        match = _RANGE.fullmatch(part.strip()) if isinstance(part, str) else None
        hours = [int(number) for number in match.groups()] if match else []
        if not hours or (hours[0], hours[1]) >= (24, 0) or (hours[2], hours[3]) > (24, 0):
            raise PydanticCustomError("hours_times", "no times", {} if key is None else {"key": key})
        start, end = 60 * hours[0] + hours[1], 60 * hours[2] + hours[3]
        if start == end:
            raise PydanticCustomError("hours_empty", "no length", {} if key is None else {"key": key})
        ranges.append((start, end if end > start else end + MINUTES_A_DAY))
    return ranges


def _in_order(ranges: list[Interval], week: Any) -> Intervals:
    """The intervals of a day in order, those that touch as one."""
    joined: list[Interval] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            raise PydanticCustomError(
                "hours_overlap", "times overlap", {} if week is None else {"key": next(iter(week))}
            )
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def read_closed(value: Any) -> DateSpan:
    """Read a day or a span of days.

    Raises:
        PydanticCustomError: `closed`, `date_calendar` or `span_order`.
    """
    if isinstance(value, DateSpan):
        return value
    if isinstance(value, str) and "/" in value:
        return DateSpan.read(value)
    day = read_date(value)
    return DateSpan(day, day)


WeekHours = Annotated[
    Week,
    Reads(read_week),
]
DayTimes = Annotated[tuple[tuple[int, int], ...], Reads(read_times)]
Closed = Annotated[DateSpan, Reads(read_closed)]


def read_country(value: Any) -> str:
    """Read the code of a country whose holidays count.

    Raises:
        PydanticCustomError: `country`.
    """
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2}", value):
        raise PydanticCustomError("country", "no code of a country")
    return value


Country = Annotated[str, Reads(read_country)]


class Calendar(Entity):
    """Open hours: `open` beats `closed`, `closed` beats `holidays`, and these beat `hours`."""

    hours: WeekHours
    closed: Many[Closed] = ()
    open: dict[Day, DayTimes] = {}
    holidays: Country | None = None

    @property
    def always(self) -> bool:
        """Whether it is open every minute of every day."""
        return self.hours.always and not self.closed and not self.open and self.holidays is None

    def closes(self, day: date) -> bool:
        """Whether `closed` names the day (which `open` may open all the same)."""
        return any(span.first <= day <= span.last for span in self.closed)


def round_the_clock() -> Calendar:
    """The built-in calendar `always`."""
    return Calendar.model_validate({ID_KEY: "always", "hours": "24x7"})
