"""The availability of services: what follows from their parts, against what is promised of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.analysis.reliability import alike_availability, part_figure
from itsm_compiler.analysis.structure import PartAvailability, Structure
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DAYS_A_MONTH, DAYS_PER, Period, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.reliability import PartFigure
    from itsm_compiler.analysis.structure import Availability, Reliance
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Allowance

AvailabilityVerdict = Literal["impossible", "missed", "conditional", "guaranteed"]
SLACK = 1e-12
"""Two shares that differ by less are the same: rounding of the arithmetic, far below any that is written."""

REMEDIES = 3


@dataclass(frozen=True, slots=True)
class WeakestPart:
    """The part whose improvement buys most: the largest unavailability × Birnbaum `importance` (convention 7)."""

    entity: str
    availability: float
    importance: float


@dataclass(frozen=True, slots=True)
class Remedy:
    """What improving one part would do for a target that is missed.

    `improve_to` is the availability of the part by itself that meets the target, None when not even 1 does. One unit
    more, that is `need` of `quantity`, `gives` the service so much; these are None for parts that exist `per` site.
    """

    entity: str
    improve_to: float | None
    quantity: int | None
    need: int | None
    gives: float | None
    closes: bool


@dataclass(frozen=True, slots=True)
class AvailabilityFigure:
    """The availability of a service under an agreement.

    Shares are fractions. `window_minutes` are the agreed minutes of a mean window. `derived` holds for independent
    parts; where it is not `exact` the budget of the evaluation was passed, `derived` is what it is at least and
    `derived_at_most` what it is at most. The bounds hold however failures hang together. `independence` is what
    the design says for it, None while one of `unargued`, the entities with redundancy, says nothing. Where planned
    maintenance counts, its `maintenance_minutes` a window are taken off all of them.
    """

    sla: str
    service: str
    target: float
    window: Period
    window_minutes: float
    derived: float
    derived_at_most: float
    exact: bool
    lower_bound: float
    upper_bound: float
    upper_bound_by: str | None
    verdict: AvailabilityVerdict
    independence: Prose | None
    unargued: tuple[str, ...]
    maintenance_minutes: float
    weakest: WeakestPart | None
    remedies: tuple[Remedy, ...]

    @property
    def margin(self) -> float:
        """By how much what is derived exceeds the target; negative when it is missed."""
        return self.derived - self.target

    @property
    def downtime_allowed_minutes(self) -> float:
        """How long the service may be down in a window."""
        return (1.0 - self.target) * self.window_minutes

    @property
    def downtime_expected_minutes(self) -> float:
        """How long it is down in a window on average."""
        return (1.0 - self.derived) * self.window_minutes

    @property
    def remedy(self) -> Remedy | None:
        """The remedy at the weakest part, None when the target is met."""
        return self.remedies[0] if self.remedies else None


@dataclass(frozen=True, slots=True)
class UnknownAvailability:
    """A target that can't be judged, because `parts` of the service say nothing of their availability."""

    sla: str
    service: str
    target: float
    parts: tuple[str, ...]


class Availabilities:
    """The parts of a design and the structure functions over them, shared by all that asks for availability."""

    def __init__(self, design: Design, graph: Graph) -> None:
        self.design = design
        self.graph = graph
        self._reliances: dict[str, Reliance] = {}
        self._shares: dict[str, dict[str, float]] = {}

    @cached_property
    def parts(self) -> dict[str, PartFigure]:
        """The figures of the components that say something of their availability."""
        figures = (
            (name, part_figure(component)) for name, component in sorted(self.design.components.items())
        )
        return {name: figure for name, figure in figures if figure is not None}

    @cached_property
    def bounds(self) -> dict[str, PartAvailability]:
        """The parts as the structure functions take them."""
        return {
            name: PartAvailability(figure.availability, figure.lower_bound, figure.upper_bound)
            for name, figure in self.parts.items()
        }

    @cached_property
    def structure(self) -> Structure:
        """The structure functions of services and components."""
        return Structure(self.graph.needs, sorted(self.design.components))

    def reliance(self, service: str) -> Reliance:
        """What a service relies on."""
        if service not in self._reliances:
            self._reliances[service] = self.structure.reliance(service)
        return self._reliances[service]

    def shares(self, service: str) -> dict[str, float]:
        """The availability of each part that a service relies on, all of them known."""
        if service not in self._shares:
            parts = self.reliance(service).parts
            self._shares[service] = {part: self.parts[part].availability for part in parts}
        return self._shares[service]

    def targets(self) -> Iterator[tuple[Sla, str, float, Period]]:
        """Each promised availability: agreement, service, share and window.

        What an agreement does not say of a service is what the service says as its baseline.
        """
        for _, sla in sorted(self.design.slas.items()):
            promised = sla.targets.get("availability")
            for service in sorted(self.design.services_of(sla.services)):
                value = promised.value_for(service) if promised is not None else None
                if value is None:
                    value = self.design.services[service].baseline.get("availability")
                if isinstance(value, Share):
                    yield (
                        sla,
                        service,
                        value.fraction,
                        promised.window if promised is not None else Period("month"),
                    )

    def known(self, service: str) -> bool:
        """Whether a service has parts and all of them say what is needed."""
        reliance = self.reliance(service)
        return bool(reliance.parts) and all(part in self.parts for part in reliance.parts)


def availability_figures(
    model: Availabilities, clocks: Clocks
) -> tuple[tuple[AvailabilityFigure, ...], tuple[UnknownAvailability, ...]]:
    """The figure of each promised availability, and the promises that can't be judged."""
    figures: list[AvailabilityFigure] = []
    unknown: list[UnknownAvailability] = []
    found: dict[str, Availability] = {}
    for sla, service, target, window in model.targets():
        reliance = model.reliance(service)
        if model.known(service):
            if service not in found:
                found[service] = model.structure.availability(reliance, model.bounds)
            figures.append(_figure(model, clocks, sla, (service, target, window), found[service]))
        elif reliance.parts:
            missing = tuple(part for part in reliance.parts if part not in model.parts)
            unknown.append(UnknownAvailability(sla.id, service, target, missing))
    return tuple(figures), tuple(unknown)


def verdict_of(target: float, derived: float, lower: float, upper: float) -> AvailabilityVerdict:
    """What is to be said of a target (convention 5).

    `derived` is the most that follows for independent parts: what can't be shown to be missed is not called so.
    """
    if target > upper + SLACK:
        return "impossible"
    if target > derived + SLACK:
        return "missed"
    return "guaranteed" if target <= lower + SLACK else "conditional"


def maintenance_minutes(sla: Sla, clocks: Clocks, window: Period) -> float:
    """Minutes of planned maintenance in a mean window that count against the targets.

    What falls into the agreed hours, at most what the agreement allows; 0 when maintenance does not count.
    """
    maintenance = sla.maintenance
    if maintenance is None or not maintenance.counts:
        return 0.0
    days = clocks.term(sla.valid)
    months = (window.days or float(DAYS_A_MONTH)) / float(DAYS_A_MONTH)
    limits = []
    if maintenance.most is not None:
        limits.append(
            _minutes_a_month(maintenance.most, clocks.table(clocks.governing(sla.hours), days)) * months
        )
    if maintenance.hours is not None:
        planned = clocks.table(clocks.governing(maintenance.hours), days)
        agreed = clocks.table(clocks.governing(sla.hours), days)
        start, end = agreed.instant(days.first.toordinal()), agreed.instant(days.last.toordinal() + 1)
        both = sum(
            int(agreed.between(max(opening, start), min(closing, end)))
            for opening, closing in zip(planned.track.starts, planned.track.ends, strict=True)
            if opening < end and closing > start
        )
        limits.append(both / days.count * float(DAYS_A_MONTH) * months)
    return min(limits, default=0.0)


def _minutes_a_month(allowance: Allowance, table: Timetable) -> float:
    """The minutes of an allowance in a mean month; an open day is a mean one of the agreement's calendar."""
    if allowance.most.unit != "wd":
        return allowance.minutes_per_month
    days = float(allowance.most.amount * DAYS_A_MONTH / DAYS_PER[allowance.per])
    return days * float(table.day_minutes)


def share_outside_maintenance(sla: Sla, clocks: Clocks, window: Period) -> float:
    """The share of the agreed time that counted maintenance leaves."""
    maintenance = maintenance_minutes(sla, clocks, window)
    minutes = clocks.window_minutes(sla, window) if maintenance else 0.0
    return max(0.0, 1.0 - maintenance / minutes) if minutes else 1.0


def _figure(
    model: Availabilities, clocks: Clocks, sla: Sla, promised: tuple[str, float, Period], found: Availability
) -> AvailabilityFigure:
    service, target, window = promised
    minutes = clocks.window_minutes(sla, window)
    factor = share_outside_maintenance(sla, clocks, window)
    lower, derived, upper = (
        factor * value for value in (found.lower_bound, found.derived, found.upper_bound)
    )
    verdict = verdict_of(target, factor * found.at_most, lower, upper)
    ranked = sorted(found.importance, key=lambda part: (-_criticality(model, found, part), part))
    weakest = ranked[0] if ranked and _criticality(model, found, ranked[0]) > 0 else None
    short = verdict in ("impossible", "missed") and weakest is not None
    independence, unargued = _separations(model, service)
    return AvailabilityFigure(
        sla=sla.id,
        service=service,
        target=target,
        window=window,
        window_minutes=minutes,
        derived=derived,
        derived_at_most=factor * found.at_most,
        exact=found.exact,
        lower_bound=lower,
        upper_bound=upper,
        upper_bound_by=found.upper_bound_by,
        verdict=verdict,
        independence=independence,
        unargued=unargued,
        maintenance_minutes=(1.0 - factor) * minutes,
        weakest=WeakestPart(weakest, model.parts[weakest].availability, found.importance[weakest])
        if weakest
        else None,
        remedies=tuple(_remedy(model, found, part, target, factor) for part in ranked[:REMEDIES])
        if short
        else (),
    )


def _criticality(model: Availabilities, found: Availability, part: str) -> float:
    return (1.0 - model.parts[part].availability) * found.importance[part]


def _remedy(model: Availabilities, found: Availability, part: str, target: float, factor: float) -> Remedy:
    """What improving a part does: the availability of the service is linear in that of each part."""
    figure, slope = model.parts[part], found.importance[part]
    without = found.derived - figure.availability * slope
    wanted = (target / factor - without) / slope if factor and slope else 2.0
    improve_to = wanted if wanted <= 1.0 else None
    if figure.per is not None:
        return Remedy(part, improve_to, None, None, None, closes=False)
    more = alike_availability(figure.need, figure.quantity + 1, figure.unit_availability)
    gives = factor * (without + more * slope)
    return Remedy(part, improve_to, figure.quantity + 1, figure.need, gives, closes=gives >= target - SLACK)


def _separations(model: Availabilities, service: str) -> tuple[Prose | None, tuple[str, ...]]:
    """What the design says for the independence of what is redundant, and who says nothing."""
    said: dict[Prose, None] = {}
    silent: dict[str, None] = {}
    for node, separation in _redundancies(model, service):
        if separation is None:
            silent[node] = None
        else:
            said[separation] = None
    return (_joined(said) if said and not silent else None), tuple(silent)


def _redundancies(model: Availabilities, service: str) -> Iterator[tuple[str, Prose | None]]:
    """The services and parts with redundancy that a service reaches, with what each says for its independence."""
    design = model.design
    for node in (service, *model.graph.support_of(service)):
        entity = design.services.get(node) or design.components[node]
        entries: tuple[Any, ...] = entity.depends_on
        for entry in entries:
            if hasattr(entry, "any_") and entry.need < len(set(entry.any_)):
                yield node, entry.separation
        if node in model.parts and model.parts[node].redundant:
            yield node, design.components[node].separation


def _joined(texts: Mapping[Prose, None]) -> Prose:
    """Several texts one after the other, in each language in which one of them is written."""
    languages = dict.fromkeys(language for text in texts for language in text.texts)
    if set(languages) != {""}:
        languages.pop("", None)
    return Prose({language: " ".join(text[language] for text in texts) for language in languages})
