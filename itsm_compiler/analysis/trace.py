"""The trace matrix: from each requirement to the target that answers it, and on to who commits, measures, watches and reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.analysis.trace_links import CAPACITY, CHARGES, FUNCTION, REPORTING, Links
from itsm_compiler.model.requirements import (
    AvailabilityRequirement,
    CapacityRequirement,
    ContinuityRequirement,
    FunctionRequirement,
    PriceRequirement,
    ReportingRequirement,
    SecurityRequirement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.analysis.trace_links import Link
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.requirements import AnyRequirement

LINKS: dict[str, tuple[Link, ...]] = {
    "availability": ("commitment", "kpi", "monitor", "report"),
    "recovery": ("commitment", "plan", "kpi", "monitor", "report"),
    CAPACITY: ("monitor", "report"),
    REPORTING: ("report",),
    CHARGES: (),
    FUNCTION: (),
}
"""What a target needs behind it, by metric; every other metric is measured, watched and reported."""
MEASURED: tuple[Link, ...] = ("kpi", "monitor", "report")

METRIC_OF = {
    AvailabilityRequirement: "availability",
    ContinuityRequirement: "recovery",
    SecurityRequirement: "security-incidents",
    CapacityRequirement: CAPACITY,
    PriceRequirement: CHARGES,
    ReportingRequirement: REPORTING,
}


@dataclass(frozen=True, slots=True)
class Hole:
    """A link that is missing: for a target of an agreement, of a service, for lack of something at `entity`.

    `sla`, `service` and `metric` are None for a requirement that no target answers; `service` and `entity` also where
    the lack is that of the whole target.
    """

    link: Link
    sla: str | None
    service: str | None
    metric: str | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class TraceTarget:
    """What answers a requirement in an agreement: a metric of some services, with all that stands behind it.

    `metric` is a metric of the language, a KPI, or `charges`, `capacity`, `reporting`, `function`. `sla` is None for
    what services or the deployment do without an agreement that says so. `means` are the continuity and capacity
    plans, and the tools, releases and whatever else of the design is there for the requirement.
    """

    sla: str | None
    metric: str
    services: tuple[str, ...]
    commitments: tuple[str, ...]
    means: tuple[str, ...]
    kpis: tuple[str, ...]
    monitors: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraceFigure:
    """The line of the trace matrix of a requirement; `requirement` is None for targets that nobody asked for.

    A requirement that was put off (`deferred`) has no holes.
    """

    requirement: str | None
    deferred: bool
    targets: tuple[TraceTarget, ...]
    holes: tuple[Hole, ...]

    @property
    def commitments(self) -> tuple[str, ...]:
        """The OLAs and contracts behind the targets."""
        return _union(target.commitments for target in self.targets)

    @property
    def means(self) -> tuple[str, ...]:
        """The plans, tools and whatever else is there for the requirement."""
        return _union(target.means for target in self.targets)

    @property
    def kpis(self) -> tuple[str, ...]:
        """The indicators by which the targets are judged."""
        return _union(target.kpis for target in self.targets)

    @property
    def monitors(self) -> tuple[str, ...]:
        """The tools, records and monitoring from which the targets are taken."""
        return _union(target.monitors for target in self.targets)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that tell of the targets."""
        return _union(target.reports for target in self.targets)


def trace_matrix(chains: Chains) -> tuple[TraceFigure, ...]:
    """The line of each requirement in order of id, and a last one for targets that no requirement asks for."""
    tracer = _Tracer(chains)
    lines = [tracer.line(requirement) for _, requirement in sorted(chains.design.requirements.items())]
    return (*lines, *tracer.unasked(lines))


class _Tracer:
    """Follows the links of one design."""

    def __init__(self, chains: Chains) -> None:
        self.design = chains.design
        self.links = Links(chains)

    def line(self, requirement: AnyRequirement) -> TraceFigure:
        """The targets that answer a requirement, and what is missing."""
        deferred = requirement.deferred is not None
        holes: list[Hole] = []
        targets = [
            self._target(sla, metric, services, holes, _unit(requirement))
            for sla, metric, services in self._answers(requirement)
        ]
        targets += self._done(requirement) if self._metric(requirement) == FUNCTION and not targets else ()
        if not targets:
            holes.append(Hole("target", None, None, None, None))
        else:
            reached = {service for target in targets for service in target.services}
            wanted = self.design.services_of(requirement.services)
            holes += [
                Hole("target", None, service, None, None) for service in wanted if service not in reached
            ]
        return TraceFigure(requirement.id, deferred, tuple(targets), () if deferred else tuple(holes))

    def unasked(self, lines: Iterable[TraceFigure]) -> Iterator[TraceFigure]:
        """The targets of agreements that no line has reached."""
        asked = {
            (target.sla, target.metric, service)
            for line in lines
            for target in line.targets
            for service in target.services
        }
        holes: list[Hole] = []
        found: list[TraceTarget] = []
        for _, sla in sorted(self.design.slas.items()):
            for metric in sla.targets:
                services = tuple(
                    service
                    for service in self._promised(sla, metric)
                    if (sla.id, metric, service) not in asked
                )
                if services:
                    found.append(self._target(sla, metric, services, holes, None))
                    holes.append(Hole("requirement", sla.id, None, metric, None))
        if found:
            yield TraceFigure(None, deferred=False, targets=tuple(found), holes=tuple(holes))

    def _answers(self, requirement: AnyRequirement) -> Iterator[tuple[Sla, str, tuple[str, ...]]]:
        """The targets that answer a requirement: agreement, metric and the services for which it does.

        Targets that name the requirement; without any, those of its metric in the agreements of who asks for it.
        """
        wanted = self.design.services_of(requirement.services)
        named = [
            (sla, metric, self._meant(sla, metric, wanted))
            for _, sla in sorted(self.design.slas.items())
            for metric, target in sla.targets.items()
            if requirement.id in target.requirements
        ]
        if named:
            yield from named
            return
        metric = self._metric(requirement)
        for sla in self._agreements(requirement) if metric != FUNCTION else ():
            services = self._meant(sla, metric, wanted)
            if services and self._promises(sla, metric, services, _unit(requirement)):
                yield sla, metric, services

    def _metric(self, requirement: AnyRequirement) -> str:
        """The metric of the targets that answer a requirement."""
        if isinstance(requirement, FunctionRequirement):
            return requirement.metric or FUNCTION
        return METRIC_OF[type(requirement)]

    def _agreements(self, requirement: AnyRequirement) -> list[Sla]:
        """The agreements with who asks; those of everybody where none is with him."""
        every = [sla for _, sla in sorted(self.design.slas.items())]
        return [sla for sla in every if sla.customer == requirement.from_] or every

    def _meant(self, sla: Sla, metric: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The services of an agreement, of those that are wanted, for which it promises a metric."""
        services = self._promised(sla, metric)
        return tuple(service for service in services if service in wanted) if wanted else services

    def _promised(self, sla: Sla, metric: str) -> tuple[str, ...]:
        """The services of an agreement for which it promises a metric, itself or by what they promise everybody."""
        services = self.design.services_of(sla.services)
        if metric in (CHARGES, CAPACITY, REPORTING):
            return services
        target = sla.targets.get(metric)
        return tuple(
            service
            for service in services
            if (target is not None and target.value_for(service) is not None)
            or metric in self.design.services[service].baseline
        )

    def _promises(self, sla: Sla, metric: str, services: tuple[str, ...], unit: str | None) -> bool:
        """Whether an agreement says anything of what is no metric."""
        if metric == CHARGES:
            return sla.charges is not None and sla.charges.total is not None
        if metric == REPORTING:
            return bool(self.links.reports(sla))
        if metric == CAPACITY:
            return bool(self.links.capacity_plans(services)) or unit in (
                sla.scope.limits if sla.scope else {}
            )
        return True

    def _done(self, requirement: AnyRequirement) -> Iterator[TraceTarget]:
        """What answers a requirement without a figure: functions and modes of services, or the deployment.

        What is wanted of the transition is answered by the deployment and its releases.
        """
        wanted = self.design.services_of(requirement.services)
        deployment, means = self.design.deployment, self._naming.get(requirement.id, [])
        if requirement.stage == "transition":
            if deployment is None:
                return
            going_live = self.design.services_of(deployment.scope.services if deployment.scope else ())
            services = tuple(service for service in wanted if service in going_live or not going_live)
            releases = (
                release
                for release, entity in sorted(deployment.releases.items())
                if not set(self.design.services_of(entity.services)).isdisjoint(wanted)
            )
            means = ["deployment", *releases, *means]
        else:
            services = tuple(service for service in wanted if self._does(service, requirement.id))
        if services:
            yield TraceTarget(None, FUNCTION, services, (), tuple(dict.fromkeys(means)), (), (), ())

    def _does(self, service: str, requirement: str) -> bool:
        """Whether a service has functions, or a mode that serves a requirement."""
        entity = self.design.services[service]
        return bool(entity.functions) or any(requirement in mode.serves for mode in entity.modes.values())

    @cached_property
    def _naming(self) -> dict[str, list[str]]:
        """By requirement, who names it besides agreements and services."""
        found: dict[str, list[str]] = {}
        for reference in self.design.references:
            owner = reference.owner_id.partition("/")[0]
            known = reference.target_id in self.design.requirements
            if known and owner not in self.design.slas and owner not in self.design.services:
                found.setdefault(reference.target_id, []).append(owner)
        return found

    def _target(
        self, sla: Sla, metric: str, services: tuple[str, ...], holes: list[Hole], unit: str | None
    ) -> TraceTarget:
        """A target with what stands behind it; what is missing goes to the holes."""
        found: dict[Link, dict[str, None]] = {}
        for service in services:
            for link in LINKS.get(metric, MEASURED):
                ids, lacking = self.links.linked(link, sla, metric, service, unit)
                found.setdefault(link, {}).update(dict.fromkeys(ids))
                holes += [Hole(link, sla.id, service, metric, entity) for entity in lacking]
                if not ids and not lacking:
                    holes.append(Hole(link, sla.id, service, metric, None))
        capacity = self.links.capacity_plans(services) if metric == CAPACITY else ()
        return TraceTarget(
            sla=sla.id,
            metric=metric,
            services=services,
            commitments=tuple(found.get("commitment", ())),
            means=(*found.get("plan", ()), *capacity),
            kpis=tuple(found.get("kpi", ())),
            monitors=tuple(found.get("monitor", ())),
            reports=tuple(found.get("report", ())),
        )


def _unit(requirement: AnyRequirement) -> str | None:
    """The unit in which a capacity is asked for."""
    return requirement.unit if isinstance(requirement, CapacityRequirement) else None


def _union(many: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All ids of several lists once, in order of id."""
    return tuple(sorted({one for ids in many for one in ids}))
