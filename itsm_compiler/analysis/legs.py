"""The worst case of a chain of commitments: the longest way through several clocks, over every start there is.

A commitment is a *leg*: it maps the instant at which it takes over to the instant at which it is through. A leg is
monotone and, between the points that `Leg.edges` names, of slope 0 or 1; so is a chain of legs between the points
pulled back through it (`turning_points`). What is sought over the starts is therefore linear between these points, and
only the whole minutes next to them need a look:

- The time elapsed, on the customer's clock or the wall's, never grows between two such points: the start moves on at
  full speed, the end at most as fast. Its largest value stands at the first whole minute after a point.
- The time that is left until a deadline may grow or shrink: its least value stands at the first or the last whole
  minute between two points.

Weeks that look alike to all calendars concerned, up to the last instant that a chain begun in them can reach, give the
same values and are looked at once (for chains of more than 60 weeks, up to that). So years of starts cost as much as
the few dozen different weeks in them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.clock import NEVER, WEEK, exact
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.model.quantities import MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from itsm_compiler.analysis.clock import Instant, Timetable
    from itsm_compiler.model.quantities import Duration

Pace = Literal["wall", "open", "days"]
"""How a commitment counts: clock minutes, open minutes or open days."""

LOOK_AHEAD = 60
"""Weeks that look alike for so many weeks on count as alike, however long a chain takes beyond them."""


MOST_DAYS = 4096
"""More open days than this are not looked for as a commitment."""


@dataclass(frozen=True, eq=False, slots=True)
class Leg:
    """A commitment on a calendar: `amount` minutes of clock or of open time, or whole open days."""

    table: Timetable
    pace: Pace
    amount: Instant
    _way: Callable[[Instant, Instant], Instant] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ways = {
            "wall": self.table.add_wall_minutes,
            "open": self.table.add_minutes,
            "days": self.table.add_days,
        }
        object.__setattr__(self, "_way", ways[self.pace])

    def end(self, start: Instant) -> Instant:
        """When what begins at `start`, moved to the next opening, is through."""
        return self._way(start, self.amount)

    def edges(self, first: Instant, last: Instant) -> Iterator[Instant]:
        """The starts from `first` to `last` at which the leg jumps or changes its slope, and maybe some more."""
        yield from self.table.edges(first, last)
        end = self.end(last)
        if self.pace == "open" and end < NEVER:
            yield from self.origins(self.table.edges(self.end(first), end), first, last)
        elif self.pace == "days":
            offsets = self.table.offsets
            times: set[Instant] = {0}
            for change in offsets.between(first, end):
                times.update(
                    (change + offset) % DAY for offset in (offsets.at(change - 1), offsets.at(change))
                )
            yield from self._at_times(times, first, last)

    def origins(self, ends: Iterable[Instant], first: Instant, last: Instant) -> Iterator[Instant]:
        """The starts from `first` to `last` that lead to one of the ends where the slope is 1, and maybe some more."""
        if self.pace == "wall":
            yield from (end - self.amount for end in ends)
        elif self.pace == "open":
            positions = (self.table.position(end) - self.amount for end in ends)
            yield from (self.table.moment(position) for position in positions if position > 0)
        else:
            yield from self._at_times({self.table.local(end)[1] for end in ends}, first, last)

    def _at_times(self, times: Iterable[Instant], first: Instant, last: Instant) -> Iterator[Instant]:
        """The instants from `first` to `last` at which the clocks show one of these times of the day."""
        days = range(self.table.local(first)[0], self.table.local(last)[0] + 2)
        yield from (self.table.instant(day, time) for time in times for day in days)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The extreme of a figure over all starts, with the earliest start that leads to it."""

    minutes: Instant
    start: Instant


@dataclass(frozen=True, eq=False, slots=True)
class Starts:
    """The starts of a chain: the open minutes of a calendar from one instant to another, the end exclusive."""

    table: Timetable
    first: Instant
    end: Instant
    _different: dict[object, list[tuple[Instant, Instant]]] = field(default_factory=dict, repr=False)

    def weeks(
        self, tables: Sequence[Timetable], reach: Callable[[Instant], Instant]
    ) -> list[tuple[Instant, Instant]]:
        """The weeks from the first start on, of those that look alike to the calendars only the first.

        `reach` tells the last instant that matters to what starts before a given one. Weeks are compared as far ahead
        as that, at most `LOOK_AHEAD` weeks: what begins in a week that looks alike so far ends within it as well.
        """
        ahead = 2
        while True:
            weeks = self._weeks(tables, ahead)
            limit = ahead * WEEK
            if ahead == LOOK_AHEAD or all(reach(finish) - begin <= limit for begin, finish in weeks):
                return weeks
            ahead = min(2 * ahead, LOOK_AHEAD)

    def _weeks(self, tables: Sequence[Timetable], ahead: int) -> list[tuple[Instant, Instant]]:
        """The weeks that look different over so many weeks."""
        key = (ahead, *map(id, tables))
        if key not in self._different:
            number = math.ceil((self.end - self.first) / WEEK)
            begins = [self.first + WEEK * week for week in range(number)]
            looks = [
                [table.look(self.first + WEEK * week) for table in tables] for week in range(number + ahead)
            ]
            names: dict[tuple[object, ...], int] = {}
            alike = [names.setdefault(tuple(look), len(names)) for look in looks]
            found: dict[tuple[object, ...], tuple[Instant, Instant]] = {}
            for week, begin in enumerate(begins):
                finish = min(begin + WEEK, self.end)
                found.setdefault((finish - begin, *alike[week : week + ahead]), (begin, finish))
            self._different[key] = list(found.values())
        return self._different[key]


def legs_of(duration: Duration, table: Timetable) -> tuple[Leg, ...]:
    """A duration as legs on a calendar; a part of an open day is that part of the minutes of a mean one."""
    if duration.unit == "wd":
        whole = math.floor(duration.amount)
        part = exact((Fraction(duration.amount) - whole) * table.day_minutes)
        return (Leg(table, "days", whole), *((Leg(table, "open", part),) if part else ()))
    minutes = exact(Fraction(duration.amount * MINUTES[duration.unit.removeprefix("s")]))
    return (Leg(table, "open" if duration.is_service_time else "wall", minutes),)


def through(legs: Sequence[Leg], start: Instant) -> Instant:
    """When a chain of legs that takes over at `start` is through."""
    for leg in legs:
        start = leg._way(start, leg.amount)  # noqa: SLF001 -- the innermost loop of all: one call less
    return start


def elapsed(starts: Starts, legs: Sequence[Leg]) -> tuple[Extreme, Extreme]:
    """The longest time from a start to the end of the chain, by the calendar of the starts and by the wall clock.

    `NEVER` minutes when a calendar on the way does not open again; 0 when there is no start.
    """
    table = starts.table
    own = wall = Extreme(-1, starts.first)
    steady = table.always and _steady(legs)
    weeks = [] if steady else starts.weeks(_tables(table, legs), lambda last: through(legs, last))
    looked_at = [
        _after(starts, turning_points(legs, begin, finish), begin, finish) for begin, finish in weeks
    ]
    for start in [starts.first] if steady and starts.first < starts.end else chain.from_iterable(looked_at):
        end = through(legs, start)
        if end - start > wall.minutes:
            wall = Extreme(end - start, start)
        minutes = end - start if table.always else table.between(start, end)
        if minutes > own.minutes:
            own = Extreme(minutes, start)
    nothing = Extreme(0, starts.first)
    return (own, wall) if own.minutes >= 0 else (nothing, nothing)


def room(starts: Starts, legs: Sequence[Leg], deadline: Sequence[Leg], own: Timetable, pace: Pace) -> Extreme:
    """The least time, over all starts, that is left to a last holder after the other legs until the deadline.

    In open minutes of the holder's calendar, or in clock minutes from its next opening on. The deadline runs on the
    calendar of the starts; while that is closed, the customer's clock stands still, and so the holder has until its
    next opening. Negative when the other legs alone are too late; `NEVER` when there is no start.
    """
    table = starts.table
    on_wall = deadline[0].pace == "wall"

    def due(start: Instant) -> Instant:
        return through(deadline, start) if on_wall else table.opening(through(deadline, start))

    def left(start: Instant) -> Instant:
        opening, end = own.opening(through(legs, start)), due(start)
        if opening > end:
            return -1
        return end - opening if pace == "wall" or end == NEVER else own.between(opening, end)

    def reach(last: Instant) -> Instant:
        return max(due(last), own.opening(through(legs, last)))

    least = Extreme(NEVER, starts.first)
    if table.always and own.always and _steady((*legs, *deadline)):
        return _least(least, left, [starts.first] if starts.first < starts.end else [])
    for begin, finish in starts.weeks(_tables(table, (*legs, *deadline), own), reach):
        points = turning_points(legs, begin, finish, (own,)) | turning_points(
            deadline, begin, finish, (own, table)
        )
        least = _least(least, left, _around(starts, points, begin, finish))
    return least


def room_in_days(starts: Starts, legs: Sequence[Leg], deadline: Sequence[Leg], own: Timetable) -> Instant:
    """The room of a last holder who commits in open days: the most whole days with which every deadline is kept.

    In minutes of mean open days, with the open minutes that are left after them, less than a day. Days that differ in
    length don't matter: it is the commitment in days that is tried. Negative when not even none is in time.
    """
    if not _in_time(starts, legs, deadline, own, 0):
        return -1
    high = 1
    while high < MOST_DAYS and _in_time(starts, legs, deadline, own, high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _in_time(starts, legs, deadline, own, middle) else (low, middle)
    left = room(starts, [*legs, Leg(own, "days", low)], deadline, own, "open").minutes
    return low * own.day_minutes + min(max(left, 0), own.day_minutes - 1)


def _in_time(starts: Starts, legs: Sequence[Leg], deadline: Sequence[Leg], own: Timetable, days: int) -> bool:
    """Whether a last holder who takes so many open days keeps the deadline from every start."""
    table, on_wall = starts.table, deadline[0].pace == "wall"
    whole = [*legs, Leg(own, "days", days)]

    def left(start: Instant) -> Instant:
        end, due = through(whole, start), through(deadline, start)
        due = due if on_wall else table.opening(due)
        return NEVER if due == NEVER else -NEVER if end == NEVER else due - end

    def reach(last: Instant) -> Instant:
        return max(through(whole, last), table.opening(through(deadline, last)))

    least = Extreme(NEVER, starts.first)
    for begin, finish in starts.weeks(_tables(table, (*whole, *deadline)), reach):
        points = turning_points(whole, begin, finish) | turning_points(deadline, begin, finish, (table,))
        least = _least(least, left, _around(starts, points, begin, finish))
        if least.minutes < 0:
            return False
    return True


def reserve(starts: Starts, legs: Sequence[Leg], deadline: Sequence[Leg]) -> Extreme:
    """The least time, over all starts, from the end of the chain to the deadline, in open minutes of the starts' calendar.

    Negative when the chain is too late; `NEVER` when there is no start or the deadline never comes.
    """
    table = starts.table

    def left(start: Instant) -> Instant:
        end, due = through(legs, start), through(deadline, start)
        if NEVER in (end, due):
            return NEVER if due == NEVER else -NEVER
        return table.position(due) - table.position(end)

    def reach(last: Instant) -> Instant:
        return max(through(legs, last), through(deadline, last))

    least = Extreme(NEVER, starts.first)
    for begin, finish in starts.weeks(_tables(table, (*legs, *deadline)), reach):
        points = turning_points(legs, begin, finish, (table,)) | turning_points(
            deadline, begin, finish, (table,)
        )
        least = _least(least, left, _around(starts, points, begin, finish))
    return least


def _least(least: Extreme, value: Callable[[Instant], Instant], starts: Iterable[Instant]) -> Extreme:
    """The least value at any of the starts, or `least` where that is no more."""
    for start in starts:
        minutes = value(start)
        if minutes < least.minutes:
            least = Extreme(minutes, start)
    return least


def turning_points(
    legs: Sequence[Leg], first: Instant, last: Instant, after: Sequence[Timetable] = ()
) -> set[Instant]:
    """The starts between which a chain is of one slope: the edges of every leg, pulled back through those before it.

    With `after`, also the starts that lead to an opening or closing of these calendars.
    """
    inputs = [(first, last)]
    for leg in legs:
        inputs.append((leg.end(inputs[-1][0]), leg.end(inputs[-1][1])))
    low, high = inputs[-1]
    points: set[Instant] = set()
    if high < NEVER:
        points.update(edge for table in after for edge in table.edges(low, high))
    for leg, (low, high) in zip(reversed(legs), reversed(inputs[:-1]), strict=True):
        if low == NEVER:
            continue
        until = high if high < NEVER else leg.table.horizon
        points = {*leg.edges(low, until), *leg.origins(points, low, until)}
        points = {point for point in points if low <= point <= until}
    return points


def _steady(legs: Sequence[Leg]) -> bool:
    """Whether a chain takes the same time whenever it begins."""
    return all(leg.table.always and leg.pace != "days" for leg in legs)


def _tables(first: Timetable, legs: Sequence[Leg], *more: Timetable) -> list[Timetable]:
    """The different calendars of a chain."""
    return list({id(table): table for table in (first, *(leg.table for leg in legs), *more)}.values())


def _after(starts: Starts, points: Iterable[Instant], begin: Instant, finish: Instant) -> list[Instant]:
    """The open whole minutes at and just after the points and the openings."""
    near: set[int] = {math.ceil(begin)}
    for point in (*points, *starts.table.edges(begin, finish)):
        near.update((math.ceil(point), math.floor(point) + 1))
    return _open(starts, near, begin, finish)


def _around(starts: Starts, points: Iterable[Instant], begin: Instant, finish: Instant) -> list[Instant]:
    """The open whole minutes just before, at and just after the points and the openings and closings."""
    near: set[int] = {math.ceil(begin), math.ceil(finish) - 1}
    for point in (*points, *starts.table.edges(begin, finish)):
        near.update((math.ceil(point) - 1, math.ceil(point), math.floor(point) + 1))
    return _open(starts, near, begin, finish)


def _open(starts: Starts, minutes: Iterable[int], begin: Instant, finish: Instant) -> list[Instant]:
    return sorted(minute for minute in minutes if begin <= minute < finish and starts.table.is_open(minute))
