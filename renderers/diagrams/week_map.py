"""Draw an ordinary week as a map of hours: who has how many posts at work, on call or unmanned, from Monday to Sunday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, picture, text, title
from itsm_compiler.renderers.diagrams.text import width, wrap

from itsm_compiler.documents.view import Column, Phrase, Table, WeekMap, WeekRow, phrase
from itsm_compiler.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Value

DAY, WEEK = 1440, 10080
DAY_WIDE = 114.0
LABELS = 150.0
ROW, TALL = 40.0, 30.0
TOP = 40.0
LEGEND = 34.0
SIZE, SMALL = 13.0, 11.0
NARROWEST = 15.0
"""A box narrower than this has no room for its number."""

STEPS = (0, 1, 3, 6)
"""Posts above which a box is darker: 1, 2 and 3, 4 to 6, more."""

TONES = ("one", "few", "some", "many")
AT_WORK = (
    phrase("1 at work"),
    phrase("2 or 3 at work"),
    phrase("4 to 6 at work"),
    phrase("7 or more at work"),
)
ON_CALL = phrase("only on call")
NOBODY = phrase("nobody")

Stretch = tuple[int, int, int, int]


def draw(week: WeekMap, speaker: Speaker, key: str) -> list[str]:
    """The map as one SVG."""
    names = [speaker.plain(row.holder) for row in week.rows]
    left = min(LABELS, max((width(name, SIZE) for name in names), default=0.0)) + 16
    bottom = TOP + len(week.rows) * ROW
    content = [*_days(left, bottom, speaker)]
    for place, (row, name) in enumerate(zip(week.rows, names, strict=True)):
        content += _row(row, name, (left, TOP + place * ROW), speaker)
    legend, needed = _legend(week, bottom + LEGEND / 2 + 4, speaker)
    size = (max(left + 7 * DAY_WIDE + 8, needed), bottom + LEGEND)
    says = (speaker.plain(week.title), speaker.plain(week.description))
    return [picture(key, size, "week-map", says, [*content, *legend])]


def week_table(week: WeekMap) -> Table:
    """The table that says the same: days in a row with the same hours in one line."""
    rows: list[tuple[Value, ...]] = []
    for row in week.rows:
        for first, last, hours in _alike(row.stretches):
            for start, end, at_work, on_call in hours:
                rows.append(
                    (row.holder, _span(first, last), f"{_clock(start)}–{_clock(end)}", at_work, on_call)
                )
    columns = (
        Column(phrase("Team")),
        Column(phrase("Days of the week")),
        Column(phrase("Time of day")),
        Column(phrase("Posts at work"), figures=True),
        Column(phrase("Posts on call"), figures=True),
    )
    return Table(week.title, columns, tuple(rows))


def _alike(stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, list[Stretch]]]:
    """First and last of days in a row with the same hours, which are in minutes of a day."""
    days = [
        [
            (max(start, day * DAY) - day * DAY, min(end, (day + 1) * DAY) - day * DAY, at_work, on_call)
            for start, end, at_work, on_call in stretches
            if start < (day + 1) * DAY and end > day * DAY
        ]
        for day in range(7)
    ]
    first = 0
    for day in range(1, 8):
        if day == len(days) or days[day] != days[first]:
            yield first, day - 1, days[first]
            first = day


def _span(first: int, last: int) -> Value:
    if first == last:
        return WEEKDAYS[first]
    if (first, last) == (0, 6):
        return phrase("daily")
    return phrase("{first} to {last}", first=WEEKDAYS[first], last=WEEKDAYS[last])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _days(left: float, bottom: float, speaker: Speaker) -> Iterator[str]:
    """The names of the days, a line before each, and the hours 6, 12 and 18."""
    for day, name in enumerate(WEEKDAYS):
        x = left + day * DAY_WIDE
        yield text(speaker.plain(name), x + DAY_WIDE / 2, 14, "strong", "middle")
        for hour in (6, 12, 18):
            yield text(str(hour), x + DAY_WIDE * hour / 24, 31, "axis", "middle")
            yield line(x + DAY_WIDE * hour / 24, 35, x + DAY_WIDE * hour / 24, bottom, "grid")
        yield line(x, 20, x, bottom, "rule")
    yield line(left + 7 * DAY_WIDE, 20, left + 7 * DAY_WIDE, bottom, "rule")


def _row(row: WeekRow, name: str, place: tuple[float, float], speaker: Speaker) -> Iterator[str]:
    left, top = place
    lines = wrap(name, SIZE, left - 14, 2)
    for index, words in enumerate(lines):
        yield text(words, left - 10, top + 21 - (len(lines) - 1) * 7 + index * 14, None, "end")
    for start, end, at_work, on_call in row.stretches:
        for first, until in _cut(start, end):
            x = left + first / DAY * DAY_WIDE
            wide = (until - first) / DAY * DAY_WIDE
            says = f"{name}, {speaker.plain(WEEKDAYS[first // DAY])} {_clock(first % DAY)}–{_clock((until - 1) % DAY + 1)}: {_count(at_work, on_call, speaker)}"
            pieces = [
                title(says),
                box(x + 0.5, top + 5, (max(wide - 1, 0.5), TALL), f"hours {_tone(at_work, on_call)}"),
            ]
            if wide >= NARROWEST and (at_work or on_call):
                words = str(at_work) if at_work else f"({on_call})"
                dark = " on-dark" if _tone(at_work, on_call) in TONES[2:] else ""
                pieces.append(text(words, x + wide / 2, top + 24, f"count{dark}", "middle"))
            yield element("g", pieces)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch cut at midnight."""
    while start < end:
        until = min(end, (start // DAY + 1) * DAY)
        yield start, until
        start = until


def _tone(at_work: int, on_call: int) -> str:
    if at_work:
        return TONES[sum(at_work > step for step in STEPS) - 1]
    return "called" if on_call else "nobody"


def _count(at_work: int, on_call: int, speaker: Speaker) -> str:
    return speaker.say(phrase("{work} at work, {call} on call"), work=at_work, call=on_call)


def _legend(week: WeekMap, y: float, speaker: Speaker) -> tuple[list[str], float]:
    """The tones that the map shows."""
    shown = {_tone(at_work, on_call) for row in week.rows for _, _, at_work, on_call in row.stretches}
    names: list[tuple[str, Phrase]] = [
        *zip(TONES, AT_WORK, strict=True),
        ("called", ON_CALL),
        ("nobody", NOBODY),
    ]
    x = 8.0
    found: list[str] = []
    for tone, name in names:
        if tone in shown:
            words = speaker.say(name)
            found += [box(x, y - 7, (18, 13), f"hours {tone}"), text(words, x + 24, y + 4, "legend")]
            x += 24 + width(words, SMALL) + 18
    return found, x
