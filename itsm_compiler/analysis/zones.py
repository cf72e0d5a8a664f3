"""How far the clocks of a time zone are ahead of Greenwich, and when they are set forth or back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

DAY = 1440
EPOCH = date(1970, 1, 1).toordinal()
"""The ordinal of the day from which instants are counted in minutes."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """The offsets of a zone, in minutes ahead of Greenwich, and the instants at which they change.

    `values` has one more entry than `changes`; its first and last hold before and ever after. `shown` are the wall
    clock times, in minutes since the epoch, from which on the next offset is to be used to read one: after a gap, and
    after the second of two equal times.
    """

    changes: tuple[int, ...]
    values: tuple[int, ...]
    shown: tuple[int, ...]

    def at(self, instant: float | Fraction) -> int:
        """The offset at an instant."""
        return self.values[bisect_right(self.changes, instant)]

    def reading(self, wall: float | Fraction) -> int:
        """The offset to read a wall clock time with: that of the first of two; in a gap that from before."""
        return self.values[bisect_right(self.shown, wall)]

    def between(self, first: float | Fraction, last: float | Fraction) -> tuple[int, ...]:
        """The changes from one instant to another, both included."""
        return self.changes[bisect_left(self.changes, first) : bisect_right(self.changes, last)]

    def until(self, instant: int) -> Offsets:
        """The same offsets up to an instant; what holds there holds ever after."""
        known = bisect_right(self.changes, instant)
        return Offsets(self.changes[:known], self.values[: known + 1], self.shown[:known])

    def stretches(self, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The stretches of one offset from one instant to another, each with it."""
        bounds = (begin, *self.between(begin + 1, end - 1), end)
        for start, finish in pairwise(bounds):
            yield start, finish, self.at(start)


@lru_cache(64)
def offsets_of(zone: tzinfo, first: int, until: int) -> Offsets:
    """The offsets of a zone from the day before `first` to the day after `until`, by the ordinals of days."""
    begin, finish = ((day - EPOCH) * DAY for day in (first - 1, until + 1))
    changes: list[int] = []
    values = [_offset_at(zone, begin)]
    for moment in range(begin + DAY, finish + DAY, DAY):
        offset = _offset_at(zone, moment)
        if offset != values[-1]:
            changes.append(_change(zone, moment - DAY, moment))
            values.append(offset)
    pairs = zip(changes, values, values[1:], strict=False)
    shown = tuple(change + max(before, after) for change, before, after in pairs)
    return Offsets(tuple(changes), tuple(values), shown)


def _change(zone: tzinfo, low: int, high: int) -> int:
    """The minute after `low` and up to `high` from which the offset of `high` holds."""
    offset = _offset_at(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset_at(zone, middle) == offset else (middle, high)
    return high


def _offset_at(zone: tzinfo, instant: int) -> int:
    offset = datetime.fromtimestamp(instant * 60, UTC).astimezone(zone).utcoffset()
    return (offset or timedelta()) // timedelta(minutes=1)
