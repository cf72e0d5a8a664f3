"""What rules compare of the means that services get: staff time for their cases, and redundant parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.model.services import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.analysis.staffing import StaffingFigure
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.services import Component, Service

CASES = ("incidents", "requests", "changes")


def cases_of(service: Service) -> float:
    """The cases of a month: incidents, requests and changes."""
    rates = (getattr(service.demand, case) for case in CASES) if service.demand is not None else ()
    return sum((float(rate.per_month) for rate in rates if rate is not None), 0.0)


def hours_of_cases(design: Design, figures: Iterable[StaffingFigure]) -> dict[str, float]:
    """By service the hours that all roles work on its cases in a month."""
    spent: dict[str, float] = {}
    for figure in figures:
        for work in figure.work:
            for name in work.services:
                demand = design.services[name].demand
                rate = getattr(demand, work.demand, None) if demand is not None else None
                if rate is not None:
                    spent[name] = spent.get(name, 0.0) + rate.per_month * work.share * work.hours_for_each
    return spent


def redundant_parts(design: Design) -> frozenset[str]:
    """The components of which more are there than are needed, or that are one of several to choose from."""
    spare = {name for name, part in design.components.items() if part.needed < part.quantity}
    standing: list[Service | Component] = [*design.services.values(), *design.components.values()]
    for entity in standing:
        for dependency in entity.depends_on:
            spare |= set(dependency.any_) if isinstance(dependency, Choice) else set()
    return frozenset(spare & design.components.keys())
