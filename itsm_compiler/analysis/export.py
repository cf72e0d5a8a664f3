"""The figures as plain data: the object that `analyze --format json` prints."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.cost import Costs
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.analysis.window_simulation import WindowFigure
    from itsm_compiler.model.design import Design

VERSION = 1
DIGITS = 12
"""Significant digits of a float."""


def export(design: Design, figures: Figures) -> dict[str, Any]:
    """The figures of a design: ids as written, units in the names, dates ISO, money as decimal strings.

    What does not apply is an empty list; a time without end is None.
    """
    return {
        "version": VERSION,
        "design": plain(design.head.title),
        "date": figures.as_of.isoformat(),
        "seed": figures.seed,
        "availability": [_availability(figure) for figure in figures.availability],
        "response": [_response(figure) for figure in figures.response],
        "commitments": [_commitment(figure) for figure in figures.commitments],
        "staffing": plain(figures.staffing),
        "unmanned": plain(figures.unmanned),
        "service_desk": [] if figures.service_desk is None else [plain(figures.service_desk)],
        "rosters": plain(figures.rosters),
        "skills": plain(figures.skills),
        "raci": plain(figures.raci),
        "single_points": plain(figures.single_points),
        "spares": plain(figures.spares),
        "capacity": plain(figures.capacity),
        "continuity": plain(figures.continuity),
        "contract_dates": plain(figures.contract_dates),
        "offers": plain(figures.offers),
        "schedule": _schedule(figures, figures.schedule) if figures.schedule is not None else {},
        "gates": plain(figures.gates),
        "windows": [_window(figure) for figure in figures.windows],
        "risks": _risks(figures),
        "losses": plain(figures.losses),
        "costs": _costs(figures.costs) if figures.costs is not None else {},
        "remedies": plain(figures.remedies),
        "trace": plain(figures.trace),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it; a figure as an object of its fields and properties."""
    for kind, write in WRITERS:
        if isinstance(value, kind):
            return write(value)
    if is_dataclass(value) and not isinstance(value, type):
        form: type = type(value)
        return {name: plain(getattr(value, name)) for name in columns(form)}
    return value


@cache
def columns(figure: type) -> tuple[str, ...]:
    """The names under which a figure is exported as a whole: its fields that are shown, and its properties."""
    shown = (one.name for one in fields(figure) if one.repr)
    derived = (name for name, value in vars(figure).items() if isinstance(value, property))
    return (*shown, *derived)


def number(value: float) -> float | None:
    """A float to twelve significant digits; None for what JSON can't write."""
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _prose(text: Prose) -> str | dict[str, str]:
    """One text for all languages, or a map of texts."""
    return text["en"] if text.is_plain else dict(sorted(text.texts.items()))


WRITERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (float, number),
    (Fraction, lambda value: value.numerator if value.denominator == 1 else number(float(value))),
    (datetime, lambda value: value.isoformat(timespec="minutes")),
    (date, date.isoformat),
    (Decimal, lambda value: f"{value:f}"),
    (tuple, lambda values: [plain(value) for value in values]),
    (Prose, _prose),
)
"""How the values of figures that JSON does not know are written; a datetime is also a date and comes first."""


def _fields(figure: Any, *names: str) -> dict[str, Any]:
    return {name: plain(getattr(figure, name)) for name in names}


def _availability(figure: AvailabilityFigure) -> dict[str, Any]:
    head = _fields(
        figure, "sla", "service", "target", "window_minutes", "derived", "lower_bound", "upper_bound"
    )
    tail = _fields(figure, "margin", "downtime_allowed_minutes", "downtime_expected_minutes")
    weakest = figure.weakest
    return {
        **head,
        **_fields(figure, "upper_bound_by", "verdict", "independence"),
        **tail,
        "weakest": _fields(weakest, "entity", "availability", "importance") if weakest is not None else None,
    }


def _response(figure: ResponseFigure) -> dict[str, Any]:
    return {
        **_fields(
            figure,
            "sla",
            "service",
            "priority",
            "metric",
            "target_minutes",
            "composed_minutes",
            "composed_from",
        ),
        **_fields(figure, "wall_minutes", "wall_from", "verdict", "attainment", "link_attainment"),
        "chain": [_fields(link, "entity", "commitment_minutes", "hours") for link in figure.chain],
    }


def _commitment(figure: CommitmentFigure) -> dict[str, Any]:
    names = ("holder", "kind", "metric", "priority", "required", "committed", "margin", "demanded_by")
    return _fields(figure, *names)


def _schedule(figures: Figures, schedule: Schedule) -> dict[str, Any]:
    times = (
        "earliest_start",
        "earliest_finish",
        "latest_start",
        "latest_finish",
        "start_date",
        "finish_date",
    )
    return {
        **_fields(schedule, "start", "finish", "go_live", "duration_working_days", "critical_path"),
        "tasks": [_fields(task, "task", *times, "total_float", "free_float") for task in schedule.tasks],
        "go_live_chance": plain(figures.go_live_chance),
        "overloads": [plain(load) for load in figures.overloads],
        "levelled": plain(figures.levelled),
    }


def _window(figure: WindowFigure) -> dict[str, Any]:
    head = _fields(figure, "sla", "service", "metric", "target")
    tail = ("window_minutes", "probability", "standard_error", "mean", "contributors", "windows", "seed")
    return {**head, "window": str(figure.window), **_fields(figure, *tail)}


def _costs(costs: Costs) -> dict[str, Any]:
    """The costs of a year: parts of services, agreements with what they may pay back, lines of budgets."""
    services = [
        {
            **_fields(one, "service", "total"),
            "parts": _fields(one, "people", "contracts", "other"),
            **_fields(one, "units", "unit", "price", "margin"),
        }
        for one in costs.services
    ]
    names = ("sla", "years", "cost", "price", "computed", "margin", "compensation")
    return {
        **_fields(costs, "currency", "total", "lines"),
        "budgets": [
            _fields(one, "budget", "years", "planned", "approved", "reserve") for one in costs.budgets
        ],
        "services": services,
        "slas": [_fields(one, *names) for one in costs.slas],
        "unallocated": [
            {"entity": one.source, "amount": plain(one.unallocated)} for one in costs.unallocated
        ],
        "unsold": plain(costs.unsold),
        "uncounted": [
            {"entity": one.entity, "amount": str(one.written), "reason": one.reason}
            for one in costs.uncounted
        ],
    }


def _risks(figures: Figures) -> list[dict[str, Any]]:
    """Declared and derived risks in one list; what the response leaves of a derived one is not known."""
    declared = [
        {
            "id": risk.id,
            "origin": "declared",
            **_fields(risk, "inherent", "residual", "inherent_band", "residual_band", "exposure", "touches"),
        }
        for risk in figures.risks
    ]
    derived = [
        {
            "id": risk.id,
            "origin": "derived",
            "inherent": risk.score,
            "residual": None,
            "inherent_band": risk.band,
            "residual_band": None,
            "exposure": None,
            "touches": list(risk.touches),
        }
        for risk in figures.derived_risks
    ]
    return declared + derived
