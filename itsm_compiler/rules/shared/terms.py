"""The years of an agreement's term."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.entity import Term


def years_of(term: Term | None) -> Iterator[tuple[date, date]]:
    """The first and last days of the whole years of a term, a shorter one as one; none where an end is open."""
    first, last = (term.from_, term.to) if term is not None else (None, None)
    if first is None or last is None:
        return
    begins = first
    while (ends := _end_of_year(begins)) <= last:
        yield begins, ends
        begins = ends + timedelta(days=1)
    if begins == first <= last:
        yield first, last


def _end_of_year(first: date) -> date:
    """The last day of the year that begins on a day."""
    leap = first.month == 2 and first.day == 29
    return first.replace(year=first.year + 1, day=28 if leap else first.day) - timedelta(days=1)
