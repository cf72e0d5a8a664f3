"""The latest reading of a KPI against its target, as several rules ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from itsm_compiler.rules.shared.levels import is_looser

if TYPE_CHECKING:
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context


def misses_target(context: Context, kpi: Kpi) -> bool:
    """Whether the latest reading with a result says `fail`, or holds a value that is worse than the target."""
    told = [reading for reading in kpi.evidence.get("reading", ()) if reading.result is not None]
    dated = [(day, reading) for reading in told if (day := context.figures.day(reading.when)) is not None]
    return bool(dated) and _misses(context, kpi, max(dated, key=lambda pair: pair[0])[1].result)


def _misses(context: Context, kpi: Kpi, result: Any) -> bool:
    if not isinstance(result, Mapping):
        return bool(result == "fail")
    return any(
        value == "fail" or (kpi.target is not None and is_looser(context.design, kpi.id, value, kpi.target))
        for value in result.values()
    )
