"""Continuity: how long a service takes to come back after everything was lost, and how much work is lost with it.

Convention 13. The recovery of an entity is its own `restore` + the longest among what it needs, of a choice the need-th
shortest: one pass from the bottom up. Entities that need each other can't be brought back in any order, so they count as
one whose members are restored one after the other. What is lost is at most what has changed since the last backup: the
largest `backup.every` among the parts reached.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.legs import elapsed, legs_of
from itsm_compiler.graph import strong_components
from itsm_compiler.model.quantities import Duration
from itsm_compiler.model.requirements import ContinuityRequirement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.graph import Requirement
    from itsm_compiler.model.services import Component

ContinuityVerdict = Literal["met", "missed", "unknown"]
ContinuityMetric = Literal["rto", "rpo"]

KEEPS_DATA = ("database", "data")
"""Kinds of components that lose work when nothing saves them."""


@dataclass(frozen=True, slots=True)
class ContinuityTarget:
    """A time within which a service is to be back (`rto`), or from which work may be lost (`rpo`).

    `wanted_by` is a continuity requirement, or an agreement with its target `recovery`; `wanted` is as written.
    """

    metric: ContinuityMetric
    wanted_by: str
    wanted: str
    minutes: float
    verdict: ContinuityVerdict


@dataclass(frozen=True, slots=True)
class RecoveryStep:
    """One entity on the way back: its own `restore`, and the time after the start at which it is back, in minutes."""

    entity: str
    restore_minutes: float
    back_after_minutes: float


@dataclass(frozen=True, slots=True)
class ContinuityFigure:
    """The recovery of a service against what is wanted of it.

    `rto_minutes` and `rpo_minutes` are the strictest of the `targets`, None without any. `derived_rto_minutes` is None where
    no part says how long it takes; where some do not (`unknown`), it is at least so much. `recovery_path` begins with what
    is restored first and ends with the service; `steps` are those of it that take time.
    `derived_rpo_minutes` is the interval of the backup of `rpo_by`; `unsaved` are the databases and data that nothing
    saves; both None, and empty, where no part has a backup or needs one. `together` are entities that need each other.
    """

    service: str
    rto_minutes: float | None
    derived_rto_minutes: float | None
    recovery_path: tuple[str, ...]
    rpo_minutes: float | None
    derived_rpo_minutes: float | None
    rpo_by: str | None
    targets: tuple[ContinuityTarget, ...]
    steps: tuple[RecoveryStep, ...]
    unknown: tuple[str, ...]
    unsaved: tuple[str, ...]
    together: tuple[tuple[str, ...], ...]

    @property
    def rto_margin_minutes(self) -> float | None:
        """What is left of the strictest recovery time; negative when it is missed."""
        if self.rto_minutes is None or self.derived_rto_minutes is None:
            return None
        return self.rto_minutes - self.derived_rto_minutes

    @property
    def rpo_margin_minutes(self) -> float | None:
        """What is left of the strictest recovery point; negative when it is missed."""
        if self.rpo_minutes is None or self.derived_rpo_minutes is None:
            return None
        return self.rpo_minutes - self.derived_rpo_minutes


def continuity_figures(chains: Chains) -> tuple[ContinuityFigure, ...]:
    """The figure of each service of which a recovery is wanted or known, in order of ids."""
    recoveries = Recoveries(chains)
    targets = _targets(chains)
    figures = (
        _figure(chains, recoveries, service, targets.get(service, []))
        for service in sorted(chains.design.services)
    )
    return tuple(
        figure
        for figure in figures
        if figure.targets or figure.derived_rto_minutes is not None or figure.derived_rpo_minutes is not None
    )


@dataclass(frozen=True, slots=True)
class Recovery:
    """When an entity is back, in minutes, and after what: `waits_for`, None when it needs nothing.

    `known` says whether anything of that is written.
    """

    minutes: float
    waits_for: str | None
    known: bool


class Recoveries:
    """The recovery of every service and component, each computed once."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._longest: dict[Duration, float] = {}
        self.of: dict[str, Recovery] = {}
        self.together: dict[str, tuple[str, ...]] = {}
        graph = chains.graph
        branches = {node: [one for need in own for one in need.branches] for node, own in graph.needs.items()}
        for members in strong_components(graph.needs, branches):
            self._bring_back(members, graph.needs)

    def restore(self, node: str) -> float | None:
        """The time that an entity itself takes; None where nothing is said, and for services, which have none."""
        component = self._chains.design.components.get(node)
        return (
            self.longest(component.restore)
            if component is not None and component.restore is not None
            else None
        )

    def longest(self, duration: Duration) -> float:
        """The clock minutes that a duration takes at most: service time on the design's calendar, from its worst start."""
        if not duration.is_service_time:
            return duration.minutes
        if duration not in self._longest:
            clocks = self._chains.clocks
            days = clocks.term(None)
            legs = legs_of(duration, clocks.table(clocks.governing(), days))
            self._longest[duration] = float(elapsed(self._chains.starts("always", days), legs)[1].minutes)
        return self._longest[duration]

    def path(self, service: str) -> list[str]:
        """The entities that are brought back one after the other until a service is, what is first first."""
        way: list[str] = []
        node: str | None = service
        while node is not None:
            group = self.together.get(node, (node,))
            way += [node, *(member for member in group if member != node)]
            node = self.of[node].waits_for
        return way[::-1]

    def _bring_back(self, members: tuple[str, ...], needs: dict[str, tuple[Requirement, ...]]) -> None:
        inside = set(members)
        waits: tuple[float, str | None] = (0.0, None)
        known = False
        for node in members:
            for need in needs[node]:
                ready = sorted(
                    (self.of[one].minutes, one)
                    for one in need.branches
                    if one in self.of and one not in inside
                )
                if ready:
                    known = known or any(self.of[one].known for _, one in ready)
                    last = ready[min(need.need, len(ready)) - 1]
                    if waits[1] is None or last[0] > waits[0]:
                        waits = last
        own = [self.restore(node) for node in members]
        back = waits[0] + math.fsum(one for one in own if one is not None)
        known = known or any(one is not None for one in own)
        for node in members:
            self.of[node] = Recovery(back, waits[1], known)
            if len(members) > 1:
                self.together[node] = members


def _targets(chains: Chains) -> dict[str, list[tuple[ContinuityMetric, str, Duration]]]:
    """What is wanted of each service: by requirements that are not put off, and by agreements."""
    design = chains.design
    found: dict[str, list[tuple[ContinuityMetric, str, Duration]]] = {}
    for name, wish in sorted(design.requirements.items()):
        if isinstance(wish, ContinuityRequirement) and wish.deferred is None:
            for service in design.services_of(wish.services):
                if wish.rto is not None:
                    found.setdefault(service, []).append(("rto", name, wish.rto))
                if wish.rpo is not None:
                    found.setdefault(service, []).append(("rpo", name, wish.rpo))
    for name, sla in sorted(design.slas.items()):
        target = sla.targets.get("recovery")
        for service in design.services_of(sla.services) if target is not None else ():
            promised = target.value_for(service) if target is not None else None
            promised = promised or design.services[service].baseline.get("recovery")
            if isinstance(promised, Duration):
                found.setdefault(service, []).append(("rto", name, promised))
    return found


def _figure(
    chains: Chains,
    recoveries: Recoveries,
    service: str,
    wanted: Sequence[tuple[ContinuityMetric, str, Duration]],
) -> ContinuityFigure:
    components = chains.design.components
    parts = [components[part] for part in chains.graph.parts_of(service)]
    unknown = tuple(part.id for part in parts if part.restore is None)
    unsaved = tuple(part.id for part in parts if part.kind in KEEPS_DATA and _every(part) is None)
    recovery = recoveries.of[service]
    rto = recovery.minutes if recovery.known else None
    saved = [(recoveries.longest(every), part.id) for part in parts if (every := _every(part)) is not None]
    rpo, rpo_by = max(saved, key=lambda one: one[0]) if saved else (None, None)
    derived = {"rto": (rto, unknown), "rpo": (rpo, unsaved)}
    targets = tuple(
        ContinuityTarget(metric, by, str(time), least, _verdict(least, *derived[metric]))
        for metric, by, time in wanted
        for least in (_least(chains, time),)
    )
    path = recoveries.path(service) if rto is not None else []
    return ContinuityFigure(
        service=service,
        rto_minutes=min((one.minutes for one in targets if one.metric == "rto"), default=None),
        derived_rto_minutes=rto,
        recovery_path=tuple(path),
        rpo_minutes=min((one.minutes for one in targets if one.metric == "rpo"), default=None),
        derived_rpo_minutes=rpo,
        rpo_by=rpo_by,
        targets=targets,
        steps=tuple(_steps(recoveries, path)),
        unknown=unknown,
        unsaved=unsaved,
        together=tuple(
            dict.fromkeys(recoveries.together[node] for node in path if node in recoveries.together)
        ),
    )


def _steps(recoveries: Recoveries, path: Sequence[str]) -> Iterator[RecoveryStep]:
    """The entities of a path that take time themselves; members of a ring follow each other."""
    back = 0.0
    for node in path:
        own = recoveries.restore(node)
        if own is not None:
            back += own
            yield RecoveryStep(node, own, back)


def _every(part: Component) -> Duration | None:
    return part.backup.every if part.backup is not None else None


def _verdict(target: float, derived: float | None, lacking: Sequence[str]) -> ContinuityVerdict:
    """Whether a target is met; where something is not known, the derived time is only a lower bound."""
    if derived is not None and derived > target:
        return "missed"
    return "unknown" if derived is None or lacking else "met"


def _least(chains: Chains, wanted: Duration) -> float:
    """The clock minutes of a target, of service time the least that it can take: without a break."""
    if wanted.unit == "wd":
        table = chains.clocks.table(chains.clocks.governing(), chains.clocks.term(None))
        return float(wanted.amount) * float(table.day_minutes)
    return wanted.minutes
