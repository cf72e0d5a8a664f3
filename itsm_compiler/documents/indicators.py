"""The levels of indicators with their unit and direction: a KPI's own, else those of the library that it uses."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Number, Period, phrase
from itsm_compiler.knowledge import library

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.knowledge import LibraryKpi
    from itsm_compiler.model.processes import Kpi

UNITLESS = ("ratio", "count", "money")
NUMBERS = ("hours", "minutes", "days")
DIGITS = 1
"""Decimals of a figure in a unit of time."""


def lower_is_better(kpi: Kpi) -> bool:
    """Whether the indicator should fall."""
    known = _known(kpi)
    return (kpi.better or (known.better if known else None)) == "lower"


def period_of(kpi: Kpi) -> Period | None:
    """The window over which the indicator is computed."""
    known = _known(kpi)
    return kpi.period or (Period(known.period) if known else None)


def level(scribe: Scribe, kpi: Kpi, value: object) -> Value:
    """A level of the indicator as its bound: at most so much of its unit, or at least."""
    if value is None:
        return None
    shown = figure(scribe, kpi, value)
    if lower_is_better(kpi):
        return phrase("at most {level}", level=shown)
    return phrase("at least {level}", level=shown)


def figure(scribe: Scribe, kpi: Kpi, value: object) -> Value:
    """A value of the indicator with its unit; None without one."""
    known = _known(kpi)
    unit = kpi.unit or (known.unit if known else None)
    if not isinstance(value, Decimal) or unit is None or unit in UNITLESS:
        return scribe.value(value)
    if isinstance(unit, str) and unit in NUMBERS:
        whole = value == value.to_integral_value()
        return Number(value, unit, 0 if whole else DIGITS)
    return phrase("{amount} {unit}", amount=value, unit=scribe.value(unit))


def _known(kpi: Kpi) -> LibraryKpi | None:
    return library().get(kpi.use) if kpi.use is not None else None
