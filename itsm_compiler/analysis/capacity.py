"""Capacity: how far each component is used, when its load outgrows it, and whether that is before the agreements end.

A growth by share compounds (`8%/y`: load × 1.08ᵗ), any other is added (`40/mo`: load + 40 t), each continuously over mean
periods (convention 1) from the day on which the load was looked at: `reviewed` of the component, else the day of judgement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from itsm_compiler.analysis.clock import LATEST
from itsm_compiler.model.quantities import DAYS_PER, DateSpan
from itsm_compiler.model.requirements import CapacityRequirement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Rate
    from itsm_compiler.model.services import Capacity, Component
    from itsm_compiler.model.technology import CapacityPlan

FARTHEST_DAYS = 36525
"""A load that takes longer than a century to outgrow something does not outgrow it."""

LARGEST_EXPONENT = 700.0
"""Beyond e to this power a float ends."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a capacity plan adds to a component, and from which day on; None where the plan gives no day."""

    plan: str
    when: date | None
    adds: float


@dataclass(frozen=True, slots=True)
class CapacityFigure:
    """The load of a component against its capacity, in its `unit`.

    `growth` is as written, by the component or, where it says none, the largest of the services that reach it
    (`growth_from`); both None when nothing grows. `utilisation` is that of `measured_on`. `exhausted_on` is the first day
    on which the load is above capacity, without and with (`expanded_until`) what plans add; None when that is a century
    away. `threshold` is the share at which `plan` wants to be warned, `threshold_on` the first day above it. `needed_until` is
    the last day of the agreements whose services reach the component (None: none does), `outlived_by` those that end after
    `exhausted_on`, `utilisation_at_end` that of `needed_until`. `peak` is the sum of the peaks that `requirements` of
    these services ask for in the same unit, grown to `measured_on`, and `peak_exhausted_on` when that is above capacity.
    """

    component: str
    unit: str | None
    capacity: float
    load: float
    growth: str | None
    growth_from: str | None
    measured_on: date
    utilisation: float
    exhausted_on: date | None
    threshold: float | None
    plan: str | None
    threshold_on: date | None
    expansions: tuple[Expansion, ...]
    expanded_until: date | None
    needed_until: date | None
    outlived_by: tuple[str, ...]
    utilisation_at_end: float | None
    peak: float | None
    requirements: tuple[str, ...]
    peak_exhausted_on: date | None

    @property
    def enough(self) -> bool:
        """Whether the capacity, with what plans add to it, lasts as long as the agreements, without any for now."""
        return self.expanded_until is None or self.expanded_until > (self.needed_until or self.measured_on)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quantity that grows: `base` on the day `start`."""

    base: float
    growth: Rate | None
    start: date

    def at(self, day: date) -> float:
        """The quantity on a day; before its start it is what it was on that day."""
        days = max(0, (day - self.start).days)
        if self.growth is None or (self.growth.is_share and not self.base):
            return self.base
        periods = days / float(DAYS_PER[self.growth.per])
        if not self.growth.is_share:
            return self.base + float(self.growth.value) * periods
        exponent = periods * math.log1p(float(self.growth.value) / 100)
        return self.base * math.exp(min(exponent, LARGEST_EXPONENT))


def capacity_figures(
    chains: Chains, as_of: date, day_of: Callable[[object], date | None]
) -> tuple[CapacityFigure, ...]:
    """The figure of each component that says its capacity, which is not 0, and its load, in order of ids.

    `day_of` tells the day of a date or of a task.
    """
    design = chains.design
    rated = {
        name: (component, component.capacity)
        for name, component in sorted(design.components.items())
        if component.capacity is not None
        and component.capacity.capacity
        and component.capacity.load is not None
    }
    reached = _reached(chains, rated)
    ends: dict[str, dict[str, date]] = {}
    for name, sla in sorted(design.slas.items()):
        for service in design.services_of(sla.services):
            ends.setdefault(service, {})[name] = chains.clocks.term(sla.valid).last
    plans = _Plans(design, reached, day_of)
    used = (
        _Used(
            component,
            stated,
            services,
            {sla: end for one in services for sla, end in ends.get(one, {}).items()},
        )
        for name, (component, stated) in rated.items()
        for services in (reached[name],)
    )
    return tuple(_figure(design, one, plans, as_of) for one in used)


def first_above(curves: Sequence[Curve], limits: Sequence[tuple[date, float]]) -> date | None:
    """The first day on which the sum of the curves is above the limit that holds then; None within a century.

    `limits` are days, in order, from which on each limit holds, the first for the days before it as well.
    """
    start = max(curve.start for curve in curves)
    last = min(start.toordinal() + FARTHEST_DAYS, LATEST.toordinal())

    def above(day: int, limit: float) -> bool:
        return math.fsum(curve.at(date.fromordinal(day)) for curve in curves) > limit

    for place, (since, limit) in enumerate(limits):
        low = max(start.toordinal(), since.toordinal()) if place else start.toordinal()
        high = min(limits[place + 1][0].toordinal() - 1, last) if place + 1 < len(limits) else last
        if low > high or not above(high, limit):
            continue
        if above(low, limit):
            return date.fromordinal(low)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if above(middle, limit) else (middle, high)
        return date.fromordinal(high)
    return None


@dataclass(frozen=True, slots=True)
class _Used:
    """A component with the services that reach it, and the last days of the agreements on these."""

    component: Component
    stated: Capacity
    services: tuple[str, ...]
    ends: dict[str, date]


class _Plans:
    """What capacity plans and requirements say of components."""

    def __init__(
        self, design: Design, reached: dict[str, tuple[str, ...]], day_of: Callable[[object], date | None]
    ) -> None:
        self.expansions: dict[str, list[Expansion]] = {}
        self._naming: dict[str, list[CapacityPlan]] = {}
        self._covering: dict[str, list[CapacityPlan]] = {}
        self._reached = reached
        for name, plan in sorted(design.capacity_plans.items()):
            for entry in plan.expand:
                if entry.part is not None:
                    when = entry.when.last if isinstance(entry.when, DateSpan) else day_of(entry.when)
                    added = Expansion(name, when, float(entry.adds or 0))
                    self.expansions.setdefault(entry.part, []).append(added)
                    self._naming.setdefault(entry.part, []).append(plan)
            for service in design.services_of(plan.covers):
                self._covering.setdefault(service, []).append(plan)
        self._asked: dict[str, list[tuple[CapacityRequirement, tuple[str, ...]]]] = {}
        for _, wish in sorted(design.requirements.items()):
            if isinstance(wish, CapacityRequirement) and wish.unit and wish.peak and wish.deferred is None:
                self._asked.setdefault(wish.unit, []).append((wish, design.services_of(wish.services)))

    def asked(self, unit: str | None, services: tuple[str, ...]) -> list[CapacityRequirement]:
        """The capacity requirements of these services, not put off, that give a peak in this unit."""
        reaching = set(services)
        return [wish for wish, asking in self._asked.get(unit or "", ()) if not reaching.isdisjoint(asking)]

    def threshold(self, component: str) -> tuple[float, str] | None:
        """The lowest threshold: of the plans that enlarge a component, else of those for the services that reach it."""
        covering = [plan for service in self._reached[component] for plan in self._covering.get(service, ())]
        for plans in (self._naming.get(component, []), covering):
            stated = [(plan.threshold.fraction, plan.id) for plan in plans if plan.threshold is not None]
            if stated:
                return min(stated)
        return None


def _reached(chains: Chains, rated: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The services that reach each component, in order of ids."""
    found: dict[str, list[str]] = {name: [] for name in rated}
    for service in sorted(chains.design.services) if found else ():
        for part in chains.graph.parts_of(service):
            if part in found:
                found[part].append(service)
    return {name: tuple(services) for name, services in found.items()}


def _figure(design: Design, used: _Used, plans: _Plans, as_of: date) -> CapacityFigure:
    component, ends = used.component, used.ends
    capacity, load = _number(used.stated.capacity), _number(used.stated.load)
    since = min(component.reviewed or as_of, LATEST)
    growth, growth_from = _growth(design, used)
    curve = Curve(load, growth, since)
    out = first_above([curve], [(since, capacity)])
    expansions = tuple(
        sorted(plans.expansions.get(component.id, ()), key=lambda one: (one.when or date.max, one.plan))
    )
    limits = list(_limits(since, capacity, expansions))
    warned = plans.threshold(component.id)
    asked = plans.asked(used.stated.unit, used.services)
    peaks = [
        Curve(_number(wish.peak), wish.growth or growth, wish.changed or wish.agreed or since)
        for wish in asked
    ]
    end = max(ends.values(), default=None)
    return CapacityFigure(
        component=component.id,
        unit=used.stated.unit,
        capacity=capacity,
        load=load,
        growth=str(growth) if growth is not None else None,
        growth_from=growth_from,
        measured_on=since,
        utilisation=load / capacity,
        exhausted_on=out,
        threshold=warned[0] if warned else None,
        plan=warned[1] if warned else None,
        threshold_on=first_above([curve], [(since, warned[0] * capacity)]) if warned else None,
        expansions=expansions,
        expanded_until=first_above([curve], limits),
        needed_until=end,
        outlived_by=tuple(sla for sla, last in sorted(ends.items()) if out is not None and last >= out),
        utilisation_at_end=curve.at(end) / _limit_on(limits, end) if end is not None else None,
        peak=math.fsum(peak.at(since) for peak in peaks) if peaks else None,
        requirements=tuple(wish.id for wish in asked),
        peak_exhausted_on=first_above(peaks, [(since, capacity)]) if peaks else None,
    )


def _growth(design: Design, used: _Used) -> tuple[Rate | None, str | None]:
    """What a load grows by, and who says so."""
    if used.stated.growth is not None:
        return used.stated.growth, used.component.id
    growing: list[tuple[float, str, Rate]] = []
    for service in used.services:
        demand = design.services[service].demand
        if demand is not None and demand.growth is not None and demand.growth.is_share:
            growing.append((demand.growth.per_year, service, demand.growth))
    if not growing:
        return None, None
    _, service, growth = max(growing, key=lambda one: one[0])
    return growth, service


def _limits(since: date, capacity: float, expansions: Iterable[Expansion]) -> Iterator[tuple[date, float]]:
    """The capacity from day to day: each expansion that has one adds to it from then on."""
    yield since, capacity
    for one in expansions:
        if one.when is not None:
            capacity += one.adds
            yield one.when, capacity


def _limit_on(limits: Sequence[tuple[date, float]], day: date) -> float:
    return [limit for place, (since, limit) in enumerate(limits) if not place or since <= day][-1]


def _number(value: Decimal | None) -> float:
    return float(value or 0)
