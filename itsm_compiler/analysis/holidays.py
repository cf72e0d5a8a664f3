"""Dated lists of public holidays, shipped with the compiler, one file a country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays of a country from `first` to `last`, the days the list speaks of.

    `days` are days off. `working` are days on which, to make up for a bridge, people work as on any working day though
    the weekday is one of rest.
    """

    country: str
    first: date
    last: date
    days: frozenset[date]
    working: frozenset[date]
    source: str


@lru_cache
def holidays_of(country: str) -> Holidays | None:
    """The list of a country by its ISO 3166 code, None where the compiler has none."""
    path = files("itsm_compiler") / "knowledge" / "holidays" / f"{country}.yaml"
    if not country.isalpha() or not path.is_file():
        return None
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    days: set[date] = set()
    working: set[date] = set()
    sources = []
    for year in listed["years"].values():
        sources.append(year["source"])
        for entry in year["holidays"]:
            days.update(_days(entry["closed"]))
            working.update(entry.get("open", ()))
    years = sorted(listed["years"])
    return Holidays(
        country,
        date(years[0], 1, 1),
        date(years[-1], 12, 31),
        frozenset(days),
        frozenset(working),
        "; ".join(sources),
    )


def _days(span: date | list[date]) -> list[date]:
    """A day, or the days from the first to the last of two."""
    if isinstance(span, date):
        return [span]
    first, last = span
    return [first + timedelta(offset) for offset in range((last - first).days + 1)]
