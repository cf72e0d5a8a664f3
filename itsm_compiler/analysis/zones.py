"""How far the clocks of a time zone are ahead of Greenwich, and when they are set forth or back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

DAY = 1440
EPOCH = date(1970, 1, 1).toordinal()
"""The ordinal of the day from which instants are counted in minutes."""


@lru_cache(64)
def stretches(zone: tzinfo, first: int, until: int) -> tuple[tuple[int, int, int], ...]:
    """The stretches of instants (start, end, offset) from one midnight to another over which the offset holds."""
    begin = (first - EPOCH) * DAY - local_offset(zone, first, 0)
    finish = (until - EPOCH) * DAY - local_offset(zone, until, 0)
    stretches = []
    start, offset, seen = begin, offset_at(zone, begin), begin
    for moment in (*range(begin + DAY, finish, DAY), finish):
        if offset_at(zone, moment) != offset:
            change = _change(zone, seen, moment)
            stretches.append((start, change, offset))
            start, offset = change, offset_at(zone, change)
        seen = moment
    stretches.append((start, finish, offset))
    return tuple(stretches)


def _change(zone: tzinfo, low: int, high: int) -> int:
    """The minute after `low` and up to `high` from which the offset of `high` holds."""
    offset = offset_at(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if offset_at(zone, middle) == offset else (middle, high)
    return high


def offset_at(zone: tzinfo, instant: int) -> int:
    """Minutes by which the zone's clocks are ahead of Greenwich at an instant."""
    offset = datetime.fromtimestamp(instant * 60, UTC).astimezone(zone).utcoffset()
    return (offset or timedelta()) // timedelta(minutes=1)


def local_offset(zone: tzinfo, day: int, minute: int) -> int:
    """Minutes ahead of Greenwich at a wall clock time: at the first of two, in a gap those from before the change."""
    shown = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(minutes=minute)
    return (shown.replace(tzinfo=zone).utcoffset() or timedelta()) // timedelta(minutes=1)
