"""Response and resolution: the commitments along the chain of each part, against what is promised to the customer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.clock import NEVER
from itsm_compiler.analysis.legs import Extreme, Starts, elapsed, legs_of, reserve, through
from itsm_compiler.model.quantities import MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from itsm_compiler.analysis.clock import Instant, Timetable
    from itsm_compiler.analysis.clocks import Clocks, Days
    from itsm_compiler.analysis.legs import Leg, Pace
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.agreements import Contract, Ola, Sla
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Duration

Metric = Literal["response", "resolution"]
Field = Literal["response", "escalate", "resolution"]
ResponseVerdict = Literal["proved", "broken", "unsupported"]
METRICS: tuple[Metric, ...] = ("response", "resolution")


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One hop of a chain: who (`entity`, a team or contract), by which OLA or contract, with what commitment.

    `commitment_minutes` are open minutes for service time, clock minutes otherwise, minutes of mean days for `wd`;
    `hours` is the calendar on which they count. None where nothing is committed.
    """

    entity: str
    agreement: str | None
    field: Field
    commitment: Duration | None
    commitment_minutes: float | None
    hours: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What a chain lacks: at `part`, the `holder` has no `field`: a commitment, an `agreement`, or a `provider`."""

    part: str
    holder: str
    field: Literal["provider", "agreement", "response", "escalate", "resolution"]


@dataclass(frozen=True, slots=True)
class ResponseFigure:
    """A promised time against the composed one (convention 8).

    `composed_minutes` is the largest time elapsed on the agreement's clock over all starts and chains, first at
    `composed_from` and on the chain of `part`; `wall_minutes` and `wall_from` are the same by the wall clock. They are
    None when no chain is complete, infinite when somebody on the way does not open again. `link_attainment` is the
    share of cases in which each link must keep its time so that `attainment` follows from the union bound.
    """

    sla: str
    service: str
    priority: str
    metric: Metric
    target: Duration
    target_minutes: float
    composed_minutes: float | None
    composed_from: datetime | None
    wall_minutes: float | None
    wall_from: datetime | None
    verdict: ResponseVerdict
    part: str
    chain: tuple[ChainLink, ...]
    missing: tuple[Missing, ...]
    attainment: float | None
    link_attainment: float | None

    @property
    def margin_minutes(self) -> float | None:
        """What is left of the target; negative when it is broken."""
        return None if self.composed_minutes is None else self.target_minutes - self.composed_minutes


@dataclass(frozen=True, slots=True)
class Hop:
    """A holder in the chain of a part, with the agreement that holds there; None when there is none."""

    holder: str
    agreement: Ola | Contract | None
    hours: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A promised time with the chains that have to keep it, by the parts behind the service."""

    sla: Sla
    service: str
    priority: str
    metric: Metric
    target: Duration
    chains: tuple[tuple[str, tuple[Hop, ...]], ...]


class Chains:
    """The chains of a design and their worst cases, each computed once however many services share it."""

    def __init__(self, design: Design, graph: Graph, clocks: Clocks) -> None:
        self.design = design
        self.graph = graph
        self.clocks = clocks
        self._hops: dict[tuple[str, str], tuple[Hop, ...]] = {}
        self._chains: dict[str, tuple[tuple[str, tuple[Hop, ...]], ...]] = {}
        self._worst: dict[object, tuple[Extreme, Extreme, Instant]] = {}

    def demands(self) -> Iterator[Demand]:
        """Each promised response and resolution of a service that has parts to answer for, with its different chains."""
        for _, sla in sorted(self.design.slas.items()):
            for service in sorted(self.design.services_of(sla.services)):
                chains = self._different(service)
                for priority, promised in sorted(sla.priorities.items()):
                    for metric in METRICS:
                        target = getattr(promised, metric)
                        if target is not None and chains:
                            yield Demand(sla, service, priority, metric, target, chains)

    def _different(self, service: str) -> tuple[tuple[str, tuple[Hop, ...]], ...]:
        """The chains behind a service, of those that are alike the first; a part without provider stands by itself."""
        if service not in self._chains:
            found: dict[object, tuple[str, tuple[Hop, ...]]] = {}
            for part in self.graph.carried_by(service):
                hops = self.hops(part, service)
                alike = tuple((hop.holder, hop.agreement and hop.agreement.id) for hop in hops)
                found.setdefault(alike if self._provided(part) else part, (part, hops))
            self._chains[service] = tuple(found.values())
        return self._chains[service]

    def hops(self, part: str, service: str) -> tuple[Hop, ...]:
        """The holders of a part in turn, with the agreements that hold for the service."""
        key = (part, service)
        if key not in self._hops:
            self._hops[key] = tuple(self._hop(holder, part, service) for holder in self.graph.chain(part))
        return self._hops[key]

    def links(self, demand: Demand, hops: Sequence[Hop]) -> tuple[ChainLink, ...]:
        """The commitments that a chain takes up for a promise: the response of the first, or every hop's share."""
        used = hops[:1] if demand.metric == "response" else hops
        fields: list[Field] = ["escalate" for _ in used[:-1]]
        fields += ["response" if demand.metric == "response" else "resolution" for _ in used[-1:]]
        days = self.clocks.term(demand.sla.valid)
        return tuple(
            self._link(hop, field, demand.priority, days) for hop, field in zip(used, fields, strict=True)
        )

    def missing(self, part: str, links: Sequence[ChainLink]) -> tuple[Missing, ...]:
        """What a chain lacks to be composed."""
        if not self._provided(part):
            return (Missing(part, part, "provider"),)
        return tuple(
            Missing(part, link.entity, "agreement" if link.agreement is None else link.field)
            for link in links
            if link.commitment is None
        )

    def starts(self, sla: Sla) -> Starts:
        """Every open minute of an agreement."""
        days = self.clocks.term(sla.valid)
        table = self.clocks.table(self.clocks.governing(sla.hours), days)
        return Starts(table, table.instant(days.first.toordinal()), table.instant(days.last.toordinal() + 1))

    def legs(self, links: Sequence[ChainLink], days: Days) -> list[Leg]:
        """The commitments of complete links as legs."""
        return [
            leg
            for link in links
            if link.commitment is not None
            for leg in legs_of(link.commitment, self.clocks.table(link.hours, days))
        ]

    def worst(self, demand: Demand, links: Sequence[ChainLink]) -> tuple[Extreme, Extreme, Instant]:
        """The longest time on the agreement's clock and by the wall, and the target in minutes at the first of them."""
        days, hours = self.clocks.term(demand.sla.valid), self.clocks.governing(demand.sla.hours)
        pace = _pace(demand.target)
        commitments = tuple((link.hours, link.commitment) for link in links)
        key = (hours, days, pace, commitments, demand.target if pace == "days" else None)
        if key not in self._worst:
            starts, legs = self.starts(demand.sla), self.legs(links, days)
            wall = elapsed(starts, legs, on_wall=True)
            found: tuple[Extreme, Instant] = (wall, NEVER)
            if pace == "open":
                found = (elapsed(starts, legs, on_wall=False), NEVER)
            elif pace == "days":
                found = _against_days(starts, legs, legs_of(demand.target, starts.table))
            self._worst[key] = (found[0], wall, found[1])
        own, wall, target = self._worst[key]
        return own, wall, target if pace == "days" else _amount(demand.target)

    def _provided(self, part: str) -> bool:
        entity = self.design.components.get(part) or self.design.services.get(part)
        return entity is not None and bool(entity.provided_by)

    @cached_property
    def _olas(self) -> dict[str, list[Ola]]:
        """The OLAs of each team, in order of id."""
        found: dict[str, list[Ola]] = {}
        for _, ola in sorted(self.design.olas.items()):
            found.setdefault(ola.team, []).append(ola)
        return found

    def _hop(self, holder: str, part: str, service: str) -> Hop:
        contract = self.design.contracts.get(holder)
        if contract is not None:
            held = contract if not contract.covers or self._covers(contract, part, service) else None
            return Hop(holder, held, self.clocks.governing(contract.hours))
        olas = self._olas.get(holder, [])
        named = [ola for ola in olas if service in self.design.services_of(ola.covers)]
        named += [ola for ola in olas if part in ola.covers]
        ola = next(iter([*named, *(ola for ola in olas if not ola.covers)]), None)
        team = self.design.teams.get(holder)
        hours = self.clocks.governing(ola.hours if ola else None, team.hours if team else None)
        return Hop(holder, ola, hours)

    def _covers(self, contract: Contract, part: str, service: str) -> bool:
        return part in contract.covers or service in self.design.services_of(contract.covers)

    def _link(self, hop: Hop, field: Field, priority: str, days: Days) -> ChainLink:
        committed = hop.agreement.priorities.get(priority) if hop.agreement is not None else None  # type: ignore[call-overload]
        commitment: Duration | None = getattr(committed, field) if committed is not None else None
        minutes = None if commitment is None else own_minutes(commitment, self.clocks.table(hop.hours, days))
        agreement = hop.agreement.id if hop.agreement is not None else None
        return ChainLink(hop.holder, agreement, field, commitment, minutes, hop.hours)


def response_figures(chains: Chains) -> tuple[ResponseFigure, ...]:
    """The figure of each promised response and resolution."""
    return tuple(_figure(chains, demand) for demand in chains.demands())


def own_minutes(duration: Duration, table: Timetable) -> float:
    """The minutes of a duration on its own clock; those of mean open days for `wd`."""
    if duration.unit == "wd":
        return float(duration.amount) * float(table.day_minutes)
    return duration.minutes


def union_bound(attainments: Sequence[float]) -> float:
    """The share of cases in which all links keep their time, at least, whatever hangs together: 1 − Σ(1 − aᵢ)."""
    return max(0.0, 1.0 - math.fsum(1.0 - attainment for attainment in attainments))


def _figure(chains: Chains, demand: Demand) -> ResponseFigure:
    """The worst of the chains of a promise."""
    missing: dict[Missing, None] = {}
    first: tuple[str, tuple[ChainLink, ...]] | None = None
    worst: tuple[Instant, Instant, str, tuple[ChainLink, ...], Extreme] | None = None
    wall: Extreme | None = None
    for part, hops in demand.chains:
        links = chains.links(demand, hops)
        lacking = chains.missing(part, links)
        missing |= dict.fromkeys(lacking)
        if lacking:
            first = first or (part, links)
            continue
        own, on_wall, target = chains.worst(demand, links)
        if worst is None or _excess(own.minutes, target) > _excess(worst[0], worst[1]):
            worst = (own.minutes, target, part, links, own)
        if wall is None or on_wall.minutes > wall.minutes:
            wall = on_wall
    broken = worst is not None and worst[0] > worst[1]
    part, links = (worst[2], worst[3]) if worst and (broken or not first) else first or ("", ())
    table = chains.starts(demand.sla).table
    attainment = demand.sla.priorities[demand.priority].attainment  # type: ignore[index]
    wanted = attainment.fraction if attainment is not None else None
    return ResponseFigure(
        sla=demand.sla.id,
        service=demand.service,
        priority=demand.priority,
        metric=demand.metric,
        target=demand.target,
        target_minutes=float(worst[1]) if worst else own_minutes(demand.target, table),
        composed_minutes=float(worst[0]) if worst else None,
        composed_from=table.when(worst[4].start) if worst else None,
        wall_minutes=float(wall.minutes) if wall else None,
        wall_from=table.when(wall.start) if wall else None,
        verdict="broken" if broken else "unsupported" if missing else "proved",
        part=part,
        chain=links,
        missing=tuple(missing),
        attainment=wanted,
        link_attainment=1.0 - (1.0 - wanted) / max(1, len(links)) if wanted is not None else None,
    )


def _excess(composed: Instant, target: Instant) -> Instant:
    """By how much a time is too long; of times that never end the one is as bad as the other."""
    return composed - target if target < NEVER else composed


def _against_days(starts: Starts, legs: Sequence[Leg], deadline: Sequence[Leg]) -> tuple[Extreme, Instant]:
    """The time elapsed, and the open minutes until the deadline, at the start that leaves least between the two."""
    least = reserve(starts, legs, deadline)
    if least.minutes == NEVER:
        return elapsed(starts, legs, on_wall=False), NEVER
    table, start = starts.table, least.start
    composed = Extreme(table.between(start, through(legs, start)), start)
    return composed, table.between(start, through(deadline, start))


def _pace(duration: Duration) -> Pace:
    """How a duration counts."""
    if duration.unit == "wd":
        return "days"
    return "open" if duration.is_service_time else "wall"


def _amount(duration: Duration) -> Instant:
    """The exact minutes of a duration that is not in open days."""
    minutes = Fraction(duration.amount * MINUTES[duration.unit.removeprefix("s")])
    return minutes.numerator if minutes.denominator == 1 else minutes
