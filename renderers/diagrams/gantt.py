"""Draw tasks on a calendar: bars by day, milestones, the critical path and the slack of the rest.

A long plan is cut into several pictures with their own axis, so that each fits a printed page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, line, number, picture, text, title
from itsm_compiler.renderers.diagrams.text import shortened, width

from itsm_compiler.documents.view import Bar, Gantt, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.values import Speaker

ROW = 24.0
BAR = 12.0
SIZE, SMALL = 12.5, 11.0
BOLD = 1.07
"""How much wider bold text is."""

LABELS = 300.0
CALENDAR = 524.0
AXIS = 40.0
LEGEND = 30.0
ROWS_A_PICTURE = 44
"""Rows that fit a page of A4 in portrait at the width of the text."""

WEEKS_AT_MOST = 190
MONTHS_AT_MOST = 1100
"""Days up to which the axis shows weeks, then months; quarters beyond."""

CRITICAL = phrase("critical: a day later here is a day later for all")
ORDINARY = phrase("task")
SLACK = phrase("slack")
MILESTONE = phrase("milestone")
CONTINUED = phrase("{title} (part {number} of {count})")

Row = Bar | str


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The days a chart shows and where they stand."""

    first: date
    last: date
    left: float

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return self.left + CALENDAR * (day - self.first).days / self.days


def draw(gantt: Gantt, speaker: Speaker, key: str) -> list[str]:
    """The chart as one SVG for each page's worth of rows."""
    labels = max((width(speaker.plain(bar.label), SIZE * BOLD) for bar in gantt.bars), default=0.0)
    calendar = _calendar(gantt, min(LABELS, labels) + 24)
    pages = list(_pages(_rows(gantt, speaker)))
    name, description = speaker.plain(gantt.title), speaker.plain(gantt.description)
    pictures = []
    for count, rows in enumerate(pages, 1):
        words = speaker.say(CONTINUED, title=name, number=count, count=len(pages)) if len(pages) > 1 else name
        height = AXIS + len(rows) * ROW
        content = [
            *_axis(calendar, height, speaker),
            *_chart(rows, calendar, speaker),
            *_legend(gantt, height + LEGEND / 2 + 4, speaker),
        ]
        size = (calendar.left + CALENDAR + 14, height + LEGEND)
        pictures.append(picture(f"{key}-{count}", size, "gantt", (words, description), content))
    return pictures


def _calendar(gantt: Gantt, left: float) -> _Calendar:
    first = min(bar.first for bar in gantt.bars)
    last = max(max(bar.last, bar.slack_until or bar.last) for bar in gantt.bars)
    return _Calendar(first - timedelta(days=first.weekday()), last + timedelta(days=7 - last.weekday()), left)


def _rows(gantt: Gantt, speaker: Speaker) -> list[Row]:
    """Bars in order, with a heading where the group changes."""
    rows: list[Row] = []
    group = ""
    for bar in gantt.bars:
        name = speaker.plain(bar.group) if bar.group is not None else ""
        if name and name != group:
            rows.append(name)
        group = name
        rows.append(bar)
    return rows


def _pages(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows for each picture, of even length, cut before a group's heading where one is near."""
    while len(rows) > ROWS_A_PICTURE:
        cut = -(-len(rows) // -(-len(rows) // ROWS_A_PICTURE))
        near = range(max(1, cut - 5), min(cut + 6, len(rows), ROWS_A_PICTURE + 1))
        headings = [place for place in near if isinstance(rows[place], str)]
        cut = min(headings, key=lambda place: abs(place - cut), default=cut)
        cut = cut - 1 if cut < len(rows) and isinstance(rows[cut - 1], str) else cut
        yield rows[:cut]
        rows = rows[cut:]
    yield rows


def _axis(calendar: _Calendar, height: float, speaker: Speaker) -> Iterator[str]:
    """Months or years over weeks, months or quarters, with a line down the chart for each."""
    weeks = calendar.days <= WEEKS_AT_MOST
    for start, end, words in _spans(
        calendar, _next_month if weeks else _next_year, "yMMM" if weeks else "y", speaker
    ):
        yield line(start, 0, start, AXIS, "rule")
        if width(words, SMALL) + 8 <= end - start:
            yield text(words, start + 5, 14, "axis strong")
    step, form = (
        (_next_week, "d")
        if weeks
        else (_next_month, "LLL")
        if calendar.days <= MONTHS_AT_MOST
        else (_next_quarter, "QQQ")
    )
    for start, end, words in _spans(calendar, step, form, speaker):
        yield line(start, AXIS - 18, start, height, "grid")
        if width(words, SMALL) + 4 <= end - start:
            yield text(
                words,
                (start + 4) if weeks else (start + end) / 2,
                AXIS - 5,
                "axis",
                None if weeks else "middle",
            )
    yield line(0, AXIS, calendar.left + CALENDAR, AXIS, "rule")


def _spans(
    calendar: _Calendar, step: object, form: str, speaker: Speaker
) -> Iterator[tuple[float, float, str]]:
    """The stretches of the axis with their left and right edge and their name; with a year, as the language orders it."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - slow to import, and few documents have a chart

    day = calendar.first
    while day <= calendar.last:
        following = step(day)  # type: ignore[operator]
        end = min(following, calendar.last + timedelta(days=1))
        if form.startswith("y"):
            name = format_skeleton(form, day, locale=speaker.locale)
        else:
            name = format_date(day, form, locale=speaker.locale)
        yield calendar.x(day), calendar.x(end), name
        day = following


def _next_week(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_quarter(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year, month, 1) if month <= 12 else _next_year(day)


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def _chart(rows: list[Row], calendar: _Calendar, speaker: Speaker) -> Iterator[str]:
    """Bands, arrows, bars and labels of the rows."""
    middle = {row.id: AXIS + (place + 0.5) * ROW for place, row in enumerate(rows) if isinstance(row, Bar)}
    bars = {row.id: row for row in rows if isinstance(row, Bar)}
    for place, row in enumerate(rows):
        top = AXIS + place * ROW
        if isinstance(row, str):
            yield box(0, top, (calendar.left + CALENDAR, ROW), "group")
            yield text(shortened(row, SIZE * BOLD, calendar.left + CALENDAR - 12), 6, top + 16, "strong")
    for row in bars.values():
        for other in row.needs:
            if other in bars:
                yield _arrow(bars[other], row, middle, calendar)
    for row in bars.values():
        yield _bar(row, middle[row.id], calendar, speaker)


def _bar(bar: Bar, y: float, calendar: _Calendar, speaker: Speaker) -> str:
    label = speaker.plain(bar.label)
    left, right = calendar.x(bar.first), calendar.x(bar.last + timedelta(days=1))
    class_, size = ("critical", SIZE * BOLD) if bar.critical else ("ordinary", SIZE)
    hint = f"{label}: {speaker.plain(bar.first)}" + (
        "" if bar.first == bar.last else f" – {speaker.plain(bar.last)}"
    )
    parts = [title(hint), text(shortened(label, size, calendar.left - 18), 10, y + 4.5, class_)]
    if bar.slack_until is not None and bar.slack_until > bar.last:
        end = calendar.x(bar.slack_until + timedelta(days=1))
        parts += [line(right, y, end, y, "slack"), line(end, y - 4, end, y + 4, "slack")]
    if bar.milestone:
        at = (left + right) / 2
        parts.append(
            element("path", d=f"M{number(at)} {number(y - 8)}l8 8l-8 8l-8 -8z", class_=f"milestone {class_}")
        )
    else:
        parts.append(box(left, y - BAR / 2, (max(right - left, 3), BAR), f"bar {class_}", 2))
    return element("g", parts)


def _arrow(first: Bar, then: Bar, middle: dict[str, float], calendar: _Calendar) -> str:
    """From the end of a task down or up to the start of the one that needs it."""
    start = calendar.x(first.last + timedelta(days=1)) - (3 if not first.milestone else 0)
    end = calendar.x(then.first) + 4
    y, target = middle[first.id], middle[then.id]
    half = BAR / 2 if not then.milestone else 8
    edge = target - half - 1 if target > y else target + half + 1
    out = y + (BAR / 2 if target > y else -BAR / 2)
    bend = edge - 5 if target > y else edge + 5
    path = f"M{number(start)} {number(out)}V{number(bend)}H{number(end)}V{number(edge)}"
    return element("path", d=path, class_="needs")


def _legend(gantt: Gantt, y: float, speaker: Speaker) -> Iterator[str]:
    """What the looks mean, in words: only those that occur."""
    x = 10.0
    shown = [
        (any(bar.critical for bar in gantt.bars), CRITICAL, [box(x, y - 6, (18, BAR), "bar critical", 2)]),
        (any(not bar.critical and not bar.milestone for bar in gantt.bars), ORDINARY, [box(x, y - 6, (18, BAR), "bar ordinary", 2)]),
        (any(bar.slack_until and bar.slack_until > bar.last for bar in gantt.bars), SLACK, [line(x, y, x + 18, y, "slack"), line(x + 18, y - 4, x + 18, y + 4, "slack")]),
        (any(bar.milestone for bar in gantt.bars), MILESTONE, [element("path", d=f"M{number(x + 9)} {number(y - 7)}l7 7l-7 7l-7 -7z", class_="milestone ordinary")]),
    ]  # fmt: skip
    offset = 0.0
    for occurs, words, mark in shown:
        if occurs:
            name = speaker.say(words)
            yield element(
                "g", [*mark, text(name, x + 24, y + 4, "legend")], transform=f"translate({number(offset)} 0)"
            )
            offset += 24 + width(name, SMALL) + 24
