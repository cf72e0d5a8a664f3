"""The clock of a calendar: its open minutes in its time zone, counted and added in logarithmic time.

An instant is a number of minutes since 1970-01-01T00:00Z: an `int`, or a `Fraction` where a duration of part of a
minute has led there, so that nothing is ever rounded. A minute is open when the wall clock of the zone shows an open
time at its beginning: an hour that daylight saving skips is not counted, one that it repeats is counted twice.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from itsm_compiler.analysis.zones import DAY, EPOCH, offsets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from itsm_compiler.analysis.holidays import Holidays
    from itsm_compiler.analysis.zones import Offsets

WEEK = 7 * DAY
MEAN_MONTH_DAYS = 30.4375
NEVER = math.inf
"""The instant that does not come: the next opening of a calendar that stays closed."""

EARLIEST, LATEST = date(1900, 1, 1), date(9000, 12, 31)
LONGEST_YEARS = 30
"""Beyond so many years dated exceptions and daylight saving are left out and the ordinary week repeats."""

Instant = int | Fraction | float
"""Minutes since the epoch; the only `float` among them is `NEVER`."""

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a calendar is open, by the wall clock of its zone: minutes of the day, the end exclusive.

    `week` is Monday first. `open` beats `closed`, which beats `holidays`, which beat `week`. A make-up day of the
    holidays has the hours of its weekday, or, when that has none, of the first weekday that has any.
    """

    week: tuple[tuple[Interval, ...], ...]
    closed: tuple[tuple[date, date], ...] = ()
    open: Mapping[date, tuple[Interval, ...]] | None = None
    holidays: Holidays | None = None

    @property
    def always(self) -> bool:
        """Whether every minute of every day is open."""
        return all(day == ((0, DAY),) for day in self.week) and not (
            self.closed or self.open or self.holidays
        )


ALWAYS = OpeningHours((((0, DAY),),) * 7)


@dataclass(frozen=True, slots=True)
class Track:
    """Open intervals in order and apart; `before[i]` is the number of open minutes before the i-th, `total` of all."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> Track:
        """The track of intervals that are in order; those that touch become one."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in intervals:
            if ends and start == ends[-1]:
                ends[-1] = end
            elif start < end:
                starts.append(start)
                ends.append(end)
        lengths = (end - start for start, end in zip(starts, ends, strict=True))
        before = (0, *accumulate(lengths))
        return cls(tuple(starts), tuple(ends), before, before[-1])

    def position(self, instant: Instant) -> Instant:
        """The open minutes before an instant."""
        index = bisect_right(self.starts, instant) - 1
        if index < 0:
            return 0
        return self.before[index] + min(instant, self.ends[index]) - self.starts[index]

    def moment(self, position: Instant) -> Instant:
        """The earliest instant before which `position` minutes are open, for 0 < position ≤ total."""
        index = bisect_left(self.before, position) - 1
        return self.starts[index] + position - self.before[index]

    def opening(self, instant: Instant) -> Instant | None:
        """The instant itself when it is open, else the next opening, None after the last."""
        index = bisect_right(self.ends, instant)
        return max(instant, self.starts[index]) if index < len(self.starts) else None


@dataclass(frozen=True, eq=False, slots=True)
class Timetable:
    """The open intervals of a calendar: those of `track` up to `horizon`, then `tail` week after week.

    The horizon is the midnight before a Monday, by the zone's offset there, which holds ever after. `first` is
    the ordinal of the first day, `days` are those of the days up to the horizon that are open at any time, `weekdays` those of the ordinary week.

    Everything before the horizon is answered in line: these methods are called some hundred thousand times a design.
    """

    zone: tzinfo
    track: Track
    tail: Track
    horizon: int
    offsets: Offsets
    first: int
    days: tuple[int, ...]
    weekdays: tuple[int, ...]
    always: bool
    _looks: dict[Instant, object | None] = field(default_factory=dict, repr=False)

    def position(self, instant: Instant) -> Instant:
        """The open minutes from the first day of the timetable to an instant."""
        if instant < self.horizon:
            track = self.track
            index = bisect_right(track.starts, instant) - 1
            if index < 0:
                return 0
            end = track.ends[index]
            return track.before[index] - track.starts[index] + (min(end, instant))
        if instant == NEVER:
            return NEVER
        weeks, rest = divmod(instant - self.horizon, WEEK)
        return self.track.total + weeks * self.tail.total + self.tail.position(rest)

    def moment(self, position: Instant) -> Instant:
        """The earliest instant before which `position` minutes are open; `position` is above 0."""
        if position <= self.track.total:
            return self.track.moment(position)
        if not self.tail.total or position == NEVER:
            return NEVER
        weeks, rest = divmod(position - self.track.total, self.tail.total)
        if not rest:
            weeks, rest = weeks - 1, self.tail.total
        return self.horizon + weeks * WEEK + self.tail.moment(rest)

    def opening(self, instant: Instant) -> Instant:
        """The instant itself when it is open, else the next opening."""
        if instant < self.horizon:
            track = self.track
            index = bisect_right(track.ends, instant)
            if index < len(track.ends):
                start = track.starts[index]
                return max(instant, start)
            instant = self.horizon
        if not self.tail.total or instant == NEVER:
            return NEVER
        weeks, rest = divmod(instant - self.horizon, WEEK)
        found = self.tail.opening(rest)
        return self.horizon + weeks * WEEK + (WEEK + self.tail.starts[0] if found is None else found)

    def closing(self, instant: Instant) -> Instant:
        """When what is open at an instant closes, or at the latest at the horizon."""
        if instant < self.horizon:
            return self.track.ends[bisect_right(self.track.starts, instant) - 1]
        weeks, rest = divmod(instant - self.horizon, WEEK)
        return self.horizon + weeks * WEEK + self.tail.ends[bisect_right(self.tail.starts, rest) - 1]

    def is_open(self, instant: Instant) -> bool:
        """Whether the calendar is open at an instant."""
        return self.opening(instant) == instant

    def between(self, start: Instant, end: Instant) -> Instant:
        """The open minutes from one instant to a later one."""
        return NEVER if end == NEVER else self.position(end) - self.position(start)

    def add_minutes(self, start: Instant, minutes: Instant) -> Instant:
        """The instant at which so many open minutes have passed since the first opening from `start` on."""
        if start < self.horizon and minutes:
            track = self.track
            index = bisect_right(track.ends, start)
            if index < len(track.ends):
                opening = track.starts[index]
                position = track.before[index] + minutes + (start - opening if start > opening else 0)
                if position <= track.total:
                    index = bisect_left(track.before, position, index) - 1
                    return track.starts[index] + position - track.before[index]
        opened = self.opening(start)
        if not minutes or opened == NEVER:
            return opened
        return self.moment(self.position(opened) + minutes)

    def add_wall_minutes(self, start: Instant, minutes: Instant) -> Instant:
        """The instant so many minutes of clock time after the first opening from `start` on."""
        return start + minutes if self.always else self.opening(start) + minutes

    def add_days(self, start: Instant, days: Instant) -> Instant:
        """The same time of day so many open days after the first opening from `start` on.

        A part of a day is that part of a mean open day of the ordinary week, in open minutes.
        """
        opening = self.opening(start)
        if opening == NEVER:
            return NEVER
        whole = math.floor(days)
        day, minute = self.local(opening)
        ordinal = self.open_day(day, whole)
        end = NEVER if ordinal is None else self.instant(ordinal, minute)
        part = days - whole
        return self.add_minutes(end, exact(part * self.day_minutes)) if part else end

    @property
    def day_minutes(self) -> Fraction:
        """The open minutes of a mean open day of the ordinary week, of all days when that week is closed."""
        if self.weekdays:
            return Fraction(self.tail.total, len(self.weekdays))
        return Fraction(self.track.total, max(1, len(self.days)))

    def open_day(self, day: int, steps: int) -> int | None:
        """The day so many open days after an open one, None when no more come."""
        steps += self._rank(day)
        if steps < len(self.days):
            return self.days[steps]
        if not self.weekdays:
            return None
        weeks, rest = divmod(steps - len(self.days), len(self.weekdays))
        return EPOCH + self._local_horizon // DAY + 7 * weeks + self.weekdays[rest]

    def open_days(self, day: int, until: int) -> int:
        """How many open days there are from an open day up to another day, that one not counted; negative backwards."""
        return self._rank(until) - self._rank(day)

    def _rank(self, day: int) -> int:
        """The number of open days from the first day of the timetable up to a day, by the ordinary week outside it."""
        monday = EPOCH + self._local_horizon // DAY
        if day < self.first:
            return self._ordinary(day) - self._ordinary(self.first)
        if day < monday:
            return bisect_left(self.days, day)
        return len(self.days) + self._ordinary(day) - self._ordinary(monday)

    def _ordinary(self, day: int) -> int:
        """The number of open days before a day if every week were an ordinary one."""
        weeks, weekday = divmod(day - 1, 7)
        return weeks * len(self.weekdays) + bisect_left(self.weekdays, weekday)

    def local(self, instant: Instant) -> tuple[int, Instant]:
        """The ordinal of the day and the minute of the day that the zone's clocks show at an instant."""
        day, minute = divmod(instant + self.offsets.at(instant), DAY)
        return EPOCH + int(day), minute

    def instant(self, day: int, minute: Instant = 0) -> Instant:
        """The instant at which the zone's clocks show a minute of a day: the first of two, in a gap as if it were none."""
        wall = (day - EPOCH) * DAY + minute
        return wall - self.offsets.reading(wall)

    def edges(self, start: Instant, end: Instant) -> Iterator[int]:
        """The openings and closings from one instant to another, both included."""
        for moments in (self.track.starts, self.track.ends):
            yield from moments[bisect_left(moments, start) : bisect_right(moments, end)]
        first = max(0, math.floor((start - self.horizon) / WEEK))
        last = math.floor((end - self.horizon) / WEEK) if self.tail.total else -1
        for week in range(first, last + 1):
            for edge in (*self.tail.starts, *self.tail.ends):
                moment = self.horizon + week * WEEK + edge
                if start <= moment <= end:
                    yield moment

    @property
    def _local_horizon(self) -> int:
        return self.horizon + self.offsets.values[-1]

    def look(self, start: Instant) -> object:
        """How the week from an instant on looks: weeks of equal look are the same to any count."""
        if start >= self.horizon:
            return (start - self.horizon) % WEEK
        if start not in self._looks:
            edges = tuple(edge - start for edge in self.edges(start, start + WEEK))
            changes = tuple(
                (change - start, self.offsets.at(change))
                for change in self.offsets.between(start, start + WEEK)
            )
            self._looks[start] = (self.offsets.at(start), self.is_open(start), edges, changes)
        return self._looks[start]

    def when(self, instant: Instant) -> datetime:
        """An instant as the zone's clocks show it, to the minute below."""
        return datetime.fromtimestamp(math.floor(instant) * 60, UTC).astimezone(self.zone)


def timetable(hours: OpeningHours, zone: tzinfo, first: date, last: date) -> Timetable:
    """The timetable of a calendar in a zone, exact from `first` to `last` (at most 30 years)."""
    first = min(max(first, EARLIEST), LATEST)
    last = min(max(first, last), LATEST, first + timedelta(round(LONGEST_YEARS * 365.25)))
    until = last + timedelta(7 - last.weekday())
    offsets = offsets_of(zone, first.toordinal(), until.toordinal())
    begin, horizon = (
        wall - offsets.reading(wall) for wall in ((day.toordinal() - EPOCH) * DAY for day in (first, until))
    )
    offsets = offsets.until(horizon)
    tail = Track.of(
        (day * DAY + start, day * DAY + end) for day in range(7) for start, end in hours.week[day]
    )
    weekdays = tuple(day for day in range(7) if hours.week[day])
    if hours.always:
        days = tuple(range(first.toordinal(), until.toordinal()))
        return Timetable(
            zone,
            Track.of([(begin, horizon)]),
            tail,
            horizon,
            offsets,
            first.toordinal(),
            days,
            weekdays,
            always=True,
        )
    by_day = list(_by_day(hours, first.toordinal(), until.toordinal()))
    local = Track.of(
        ((day - EPOCH) * DAY + start, (day - EPOCH) * DAY + end)
        for day, times in by_day
        for start, end in times
    )
    track = Track.of(_in_utc(local, offsets, begin, horizon))
    days = tuple(day for day, times in by_day if times)
    return Timetable(zone, track, tail, horizon, offsets, first.toordinal(), days, weekdays, always=False)


def mean_month_minutes(table: Timetable, first: date, last: date, days: float = MEAN_MONTH_DAYS) -> float:
    """The open minutes of a mean month of the days `first` to `last`, both included (convention 6).

    Round the clock that is 43,830 whatever daylight saving adds or takes. `days` is the length of another window.
    """
    if table.always:
        return days * DAY
    opened = table.between(table.instant(first.toordinal()), table.instant(last.toordinal() + 1))
    return float(opened * Fraction(days) / ((last - first).days + 1))


def _by_day(hours: OpeningHours, first: int, until: int) -> Iterator[tuple[int, tuple[Interval, ...]]]:
    """The open intervals of each day from `first` to the day before `until`."""
    off, working = (hours.holidays.days, hours.holidays.working) if hours.holidays else ((), ())
    closed = set(_covered(hours.closed, first, until)).union(day.toordinal() for day in off)
    opened = {day.toordinal(): times for day, times in (hours.open or {}).items()}
    at_work = {day.toordinal() for day in working} - set(_covered(hours.closed, first, until))
    ordinary = next((times for times in hours.week if times), ())
    for day in range(first, until):
        times = hours.week[(day - 1) % 7]
        if day in opened:
            yield day, opened[day]
        elif day in closed:
            yield day, ()
        else:
            yield day, times or ordinary if day in at_work else times


def _covered(spans: tuple[tuple[date, date], ...], first: int, until: int) -> Iterator[int]:
    """The days of `first` to `until` that lie in a span, each once."""
    reached = first
    for start, end in sorted((start.toordinal(), end.toordinal()) for start, end in spans):
        yield from range(max(start, reached), min(end + 1, until))
        reached = max(reached, end + 1)


def _in_utc(local: Track, offsets: Offsets, begin: int, end: int) -> Iterator[Interval]:
    """Intervals of the wall clock as intervals of instants, stretch by stretch of one offset."""
    for start, finish, offset in offsets.stretches(begin, end):
        index = bisect_right(local.ends, start + offset)
        while index < len(local.starts) and local.starts[index] < finish + offset:
            yield max(local.starts[index] - offset, start), min(local.ends[index] - offset, finish)
            index += 1


def exact(value: Instant) -> Instant:
    """A whole number as `int`, so that counting stays fast."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
