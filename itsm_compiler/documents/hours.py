"""Opening hours as people read them: in a sentence, as a table of the week, and with the days that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.places import country_words, zone_words
from itsm_compiler.documents.view import Column, Listing, Phrase, Table, Value, phrase
from itsm_compiler.wording import WEEKDAYS

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Definitions
    from itsm_compiler.model.calendars import Calendar, Intervals
    from itsm_compiler.model.entity import Term

MOST_IN_A_SENTENCE = 3
"""Stretches of days that a sentence can name; a week with more is told by its name and the table."""


def hours_in_words(scribe: Scribe, reference: str | None) -> Value:
    """The open hours of an ordinary week in a few words; the name of the calendar where they are too many."""
    if reference is None:
        return None
    calendar = scribe.design.calendar(reference)
    if calendar.hours.always:
        return phrase("round the clock")
    stretches = [
        phrase("{days} {times}", days=days, times=times)
        for days, times, is_open in _stretches(calendar)
        if is_open
    ]
    if len(stretches) > MOST_IN_A_SENTENCE:
        return scribe.name(calendar.id)
    return Listing(tuple(stretches)) if stretches else phrase("never")


def hours_facts(scribe: Scribe, calendar: Calendar, term: Phrase) -> Definitions | None:
    """The hours in a sentence, the clock that counts, and whether public holidays are open."""
    always = calendar.hours.always
    country = country_words(calendar.holidays)
    holidays = phrase("closed on the public holidays of {country}", country=country) if country else None
    return scribe.facts(
        (
            term,
            phrase("round the clock, every day of the year")
            if calendar.always
            else hours_in_words(scribe, calendar.id),
        ),
        (phrase("Time zone"), None if always else zone_words(scribe.design.head.time_zone)),
        (phrase("Public holidays"), holidays),
    )


def hours_table(scribe: Scribe, calendar: Calendar) -> Table | None:
    """The open hours of an ordinary week where a sentence can't hold them."""
    stretches = _stretches(calendar)
    if calendar.hours.always or sum(is_open for _, _, is_open in stretches) <= MOST_IN_A_SENTENCE:
        return None
    rows = [(days, times) for days, times, _ in stretches]
    return scribe.table(phrase("An ordinary week"), (phrase("Day"), phrase("Hours")), rows)


def exceptions_table(scribe: Scribe, calendar: Calendar, valid: Term | None = None) -> Table | None:
    """The days on which other hours hold than in an ordinary week, those of the term where there is one."""
    first = valid.from_ if valid else None
    last = valid.to if valid else None
    rows: list[tuple[Value, Value]] = [
        (span.first if span.first == span.last else span, phrase("closed"))
        for span in sorted(calendar.closed, key=lambda span: span.first)
        if (first is None or span.last >= first) and (last is None or span.first <= last)
    ]
    rows += [
        (day, _times(times))
        for day, times in sorted(calendar.open.items())
        if (first is None or day >= first) and (last is None or day <= last)
    ]
    return scribe.table(
        phrase("Days with other hours"), (Column(phrase("Day")), Column(phrase("Hours"))), rows
    )


def _stretches(calendar: Calendar) -> list[tuple[Value, Value, bool]]:
    """Days in a row with the same hours: which days, which hours, whether there are any."""
    found: list[tuple[Value, Value, bool]] = []
    days = calendar.hours.days
    first = 0
    for index in range(1, len(days) + 1):
        if index == len(days) or days[index] != days[first]:
            found.append((_days(first, index - 1), _times(days[first]), bool(days[first])))
            first = index
    return found


def _days(first: int, last: int) -> Value:
    if first == last:
        return WEEKDAYS[first]
    if (first, last) == (0, 6):
        return phrase("daily")
    return phrase("{first} to {last}", first=WEEKDAYS[first], last=WEEKDAYS[last])


def _times(intervals: Intervals) -> Value:
    if not intervals:
        return phrase("closed")
    times = [f"{_clock(start)}–{_clock(end)}" for start, end in intervals]
    return Text(", ".join(times), "、".join(times))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
