"""The worst case of a chain of commitments: the longest way through several clocks, over every start there is.

A commitment is a *leg*: it maps the instant at which it takes over to the instant at which it is through. A leg is
monotone and, between the points that `Leg.edges` names, of slope 0 or 1; so is a chain of legs between the points
pulled back through it. What is sought over the starts is therefore linear between these points, and only the whole
minutes next to them need a look:

- The time elapsed, on the customer's clock or the wall's, never grows between two such points: the start moves on at
  full speed, the end at most as fast. Its largest value stands at the first whole minute after a point.
- The time left to the last holder until the deadline may grow or shrink: its least value stands at the first or the
  last whole minute between two points.

Weeks that look alike to all calendars concerned, up to the last instant a chain begun in them can reach, give the same
values and are looked at once. So years of starts cost as much as the few dozen different weeks in them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.clock import DAY, EPOCH, NEVER, WEEK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from itsm_compiler.analysis.clock import Instant, Timetable
    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.model.quantities import Duration

Pace = Literal["wall", "open", "days"]
"""How a commitment counts: clock minutes, open minutes or open days."""

HALF_HOUR = 30


@dataclass(frozen=True)
class Leg:
    """A commitment on a calendar: `amount` minutes of clock or open time, or whole open days."""

    table: Timetable
    pace: Pace
    amount: Instant

    def end(self, start: Instant) -> Instant:
        """When what begins at `start`, moved to the next opening, is through."""
        if self.pace == "wall":
            return self.table.add_wall_minutes(start, self.amount)
        if self.pace == "open":
            return self.table.add_minutes(start, self.amount)
        return self.table.add_days(start, self.amount)

    def origin(self, end: Instant) -> Instant:
        """A start from which the leg is through at `end`, where its slope is 1; elsewhere some instant."""
        if self.pace == "wall":
            return end - self.amount
        if self.pace == "open":
            position = self.table.position(end) - self.amount
            return self.table.moment(position) if position > 0 else end
        day, minute = self.table.local(end)
        return self.table.instant(day, minute) if not self.amount else self._days_before(day, minute)

    def edges(self, first: Instant, last: Instant) -> Iterator[Instant]:
        """The starts from `first` to `last` at which the leg jumps or changes its slope, and maybe some more."""
        yield from self.table.edges(first, last)
        if self.pace == "open":
            yield from map(self.origin, self.table.edges(self.end(first), _finite(self.end(last), last)))
        elif self.pace == "days":
            end = _finite(self.end(last), last)
            step = DAY if self.table.offset_holds(first, end) else HALF_HOUR
            day, _ = self.table.local(first)
            until, _ = self.table.local(last)
            for midnight in range(day, until + 2):
                yield from (self.table.instant(midnight, minute) for minute in range(0, DAY, step))

    def _days_before(self, day: int, minute: Instant) -> Instant:
        """The same time of day as many open days before; the estimate is put right by stepping."""
        source = self.table.open_day_before(day, int(self.amount))
        return self.table.instant(source, minute)


@dataclass(frozen=True, slots=True)
class Worst:
    """The longest time elapsed, and the start that leads to it."""

    minutes: Instant
    start: Instant


@dataclass(frozen=True, slots=True)
class Starts:
    """The starts of a chain: every open minute of a calendar in a stretch of days."""

    table: Timetable
    days: Days

    @property
    def first(self) -> Instant:
        """The midnight before the first day."""
        return self.table.instant(self.days.first.toordinal())

    @property
    def end(self) -> Instant:
        """The midnight after the last day."""
        return self.table.instant(self.days.last.toordinal() + 1)
