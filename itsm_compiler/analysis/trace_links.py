"""What stands behind a target: who commits, which plans, indicators, monitoring and reports there are for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.model.agreements import Contract, Ola, Sla

Link = Literal["requirement", "target", "commitment", "plan", "kpi", "monitor", "report"]

CHARGES, CAPACITY, REPORTING, FUNCTION = "charges", "capacity", "reporting", "function"
"""What is promised besides metrics: a fee, limits or a plan of growth, reports, and what a service does."""

WATCHED_AT_THE_PARTS = frozenset({"availability", "failures", "recovery"})
"""Metrics that are taken from the monitoring of the parts where a target names no source."""


class Links:
    """Finds the links of the targets of one design, each kind looked up in a table that is made once."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self.design = chains.design
        self._watching: dict[str, tuple[str, ...]] = {}
        self._commitments: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def linked(
        self, link: Link, sla: Sla, metric: str, service: str, unit: str | None
    ) -> tuple[Iterable[str], Iterable[str]]:
        """What stands at a link of a target for one service, and the entities that lack it."""
        if link == "commitment":
            return self._committed(service, metric)
        if link == "plan":
            found = self._continuity_plans(service)
        elif link == "kpi":
            found = self._kpis(sla, metric, service)
        elif link == "report":
            found = self.reports(sla)
        else:
            found = self._monitors(sla, metric, service, unit)
        return [one for one in found if one in self.design.entities], ()

    def _committed(self, service: str, metric: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The agreements at the ends of the chains behind a service that commit to a metric, and who commits to nothing."""
        key = (service, metric)
        if key not in self._commitments:
            ids: dict[str, None] = {}
            lacking: dict[str, None] = {}
            for chain, part in self.chains.of_service(service)[1].items():
                if not chain.provided:
                    lacking[part] = None
                    continue
                hop = chain.hops[-1]
                agreement = hop.agreement
                (ids if agreement is not None and _commits(agreement, metric) else lacking)[hop.name] = None
            self._commitments[key] = tuple(sorted(ids)), tuple(sorted(lacking))
        return self._commitments[key]

    def _continuity_plans(self, service: str) -> tuple[str, ...]:
        plans = self.design.continuity_plans
        return tuple(plan for plan in sorted(plans) if service in self.design.services_of(plans[plan].covers))

    def capacity_plans(self, services: tuple[str, ...]) -> tuple[str, ...]:
        """The plans for the growth of one of these services."""
        plans = self.design.capacity_plans
        covered = {plan: self.design.services_of(plans[plan].covers) for plan in sorted(plans)}
        return tuple(plan for plan, covers in covered.items() if not set(covers).isdisjoint(services))

    def _kpis(self, sla: Sla, metric: str, service: str) -> tuple[str, ...]:
        """The metric where it is a KPI itself; else what judges the agreement, or measures it or the service."""
        if metric in self.design.kpis:
            return (metric,)
        measuring = (*self._measuring.get(sla.id, ()), *self._measuring.get(service, ()))
        return tuple(dict.fromkeys((*sla.assessment, *measuring)))

    @cached_property
    def _measuring(self) -> dict[str, list[str]]:
        """The KPIs by what they are of."""
        found: dict[str, list[str]] = {}
        for kpi, entity in sorted(self.design.kpis.items()):
            for subject in entity.of:
                found.setdefault(subject, []).append(kpi)
        return found

    def _monitors(self, sla: Sla, metric: str, service: str, unit: str | None) -> tuple[str, ...]:
        """Where the figures of a target are taken from."""
        target = sla.targets.get(metric)
        if target is not None and target.source:
            return target.source
        if metric == CAPACITY:
            plans = (self.design.capacity_plans[plan] for plan in self.capacity_plans((service,)))
            named = dict.fromkeys(plan.monitor for plan in plans if plan.monitor is not None)
            return tuple(named) or self._watched(service, unit)
        if metric in self.design.kpis:
            source = self.design.kpis[metric].source
            return (source,) if isinstance(source, str) else ()
        return self._watched(service, None) if metric in WATCHED_AT_THE_PARTS else ()

    def _watched(self, service: str, unit: str | None) -> tuple[str, ...]:
        """The monitoring of the parts of a service; with a unit of those whose capacity is told in it."""
        if unit is None and service in self._watching:
            return self._watching[service]
        found: dict[str, None] = {}
        for part in self.chains.graph.parts_of(service):
            capacity = self.design.components[part].capacity
            if unit is None or (capacity is not None and capacity.unit == unit):
                found.update(dict.fromkeys(self._watchers.get(part, ())))
        watching = tuple(sorted(found))
        if unit is None:
            self._watching[service] = watching
        return watching

    @cached_property
    def _watchers(self) -> dict[str, list[str]]:
        """The monitoring entries by the part that they watch."""
        found: dict[str, list[str]] = {}
        for monitoring, entity in sorted(self.design.monitoring.items()):
            for part in entity.of:
                found.setdefault(part, []).append(monitoring)
        return found

    def reports(self, sla: Sla) -> tuple[str, ...]:
        """The reports that an agreement names, and those that name it."""
        naming = (report for report, entity in sorted(self.design.reports.items()) if sla.id in entity.of)
        return tuple(dict.fromkeys((*sla.reporting, *naming)))


def _commits(agreement: Ola | Contract, metric: str) -> bool:
    """Whether an OLA or contract commits to an availability, or to a time of resolution in any class."""
    if metric == "availability":
        return agreement.availability is not None
    return any(commitment.resolution is not None for commitment in agreement.priorities.values())
