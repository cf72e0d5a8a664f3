"""Opening hours and agreed times as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.view import Listing, Table, Value, phrase

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.model.calendars import Calendar, Intervals

WEEKDAYS = (
    Text("Monday", "星期一"),
    Text("Tuesday", "星期二"),
    Text("Wednesday", "星期三"),
    Text("Thursday", "星期四"),
    Text("Friday", "星期五"),
    Text("Saturday", "星期六"),
    Text("Sunday", "星期日"),
)


def hours_table(scribe: Scribe, calendar: Calendar) -> Table | None:
    """The open hours of an ordinary week, days with the same hours in one row; None when it is open round the clock."""
    if calendar.hours.always:
        return None
    rows: list[tuple[Value, Value]] = []
    days = calendar.hours.days
    first = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or days[index] != days[first]:
            rows.append((_days(first, index - 1), _times(days[first])))
            first = index
    return scribe.table(phrase("Hours of an ordinary week"), (phrase("Day"), phrase("Open")), rows)


def hours_sentence(calendar: Calendar, time_zone: str | None) -> Value:
    """Round the clock, or by the table that follows, in which time zone."""
    if calendar.hours.always:
        return phrase("round the clock, every day of the year")
    return phrase("local time, {zone}", zone=time_zone) if time_zone else None


def exceptions_table(scribe: Scribe, calendar: Calendar) -> Table | None:
    """The days on which other hours hold than in an ordinary week."""
    rows: list[tuple[Value, Value]] = [(span, phrase("closed")) for span in calendar.closed]
    rows += [(day, _times(times)) for day, times in sorted(calendar.open.items())]
    return scribe.table(phrase("Days with other hours"), (phrase("Day"), phrase("Open")), rows)


def _days(first: int, last: int) -> Value:
    if first == last:
        return WEEKDAYS[first]
    if (first, last) == (0, 6):
        return phrase("every day")
    return phrase("{first} to {last}", first=WEEKDAYS[first], last=WEEKDAYS[last])


def _times(intervals: Intervals) -> Value:
    if not intervals:
        return phrase("closed")
    return Listing(tuple(f"{_clock(start)}–{_clock(end)}" for start, end in intervals))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
