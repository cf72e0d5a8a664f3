"""The chains of a design: who works on a part in turn, by which agreement, with what commitment.

A chain is one object for all parts and services that have it, so that whatever follows from it is computed once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.legs import Starts, legs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Clocks, Days
    from itsm_compiler.analysis.legs import Leg
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.agreements import Contract, Ola, Sla
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Duration

Metric = Literal["response", "resolution"]
Field = Literal["response", "escalate", "resolution"]
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
class Hop:
    """A holder in a chain, with the agreement that holds there; None when there is none."""

    holder: str
    agreement: Ola | Contract | None
    hours: str

    @property
    def name(self) -> str:
        """The agreement, or the holder that has none."""
        return self.agreement.id if self.agreement is not None else self.holder


@dataclass(frozen=True, eq=False, slots=True)
class Chain:
    """Holders in turn; `provided` says whether anybody but the desk stands behind the part."""

    hops: tuple[Hop, ...]
    provided: bool


@dataclass(frozen=True, eq=False, slots=True)
class Taken:
    """What a chain commits to for one metric and class: the response of the first, or the share of every hop."""

    chain: Chain
    links: tuple[ChainLink, ...]
    legs: tuple[Leg, ...]
    commitments: tuple[tuple[str, Duration | None], ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.chain.provided and all(link.commitment is not None for link in self.links)

    def missing(self, part: str) -> tuple[Missing, ...]:
        """What is missing for a part."""
        if not self.chain.provided:
            return (Missing(part, part, "provider"),)
        return tuple(
            Missing(part, link.entity, "agreement" if link.agreement is None else link.field)
            for link in self.links
            if link.commitment is None
        )


@dataclass(frozen=True, slots=True)
class Demand:
    """A promised time of an agreement, with the different chains that have to keep it, each with its first part."""

    sla: Sla
    hours: str
    days: Days
    service: str
    priority: str
    metric: Metric
    target: Duration
    chains: Mapping[Chain, str]


@dataclass(slots=True)
class Chains:
    """The chains of a design."""

    design: Design
    graph: Graph
    clocks: Clocks
    _known: dict[object, Chain] = field(default_factory=dict)
    _of_part: dict[tuple[str, str], Chain] = field(default_factory=dict)
    _of_service: dict[str, tuple[dict[Chain, str], dict[Chain, str]]] = field(default_factory=dict)
    _taken: dict[tuple[Chain, Metric, str, Days], Taken] = field(default_factory=dict)
    _starts: dict[tuple[str, Days], Starts] = field(default_factory=dict)
    _olas: dict[str, list[Ola]] = field(default_factory=dict)
    _selective: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for _, ola in sorted(self.design.olas.items()):
            self._olas.setdefault(ola.team, []).append(ola)
            if ola.covers:
                self._selective.add(ola.team)
        self._selective.update(name for name, contract in self.design.contracts.items() if contract.covers)

    def demands(self) -> Iterator[Demand]:
        """Each promised response and resolution of a service that has parts to answer for, in order of ids."""
        for _, sla in sorted(self.design.slas.items()):
            hours, days = self.clocks.governing(sla.hours), self.clocks.term(sla.valid)
            promises = [
                (priority, metric, target)
                for priority, promised in sorted(sla.priorities.items())
                for metric in METRICS
                if (target := getattr(promised, metric)) is not None
            ]
            for service in sorted(self.design.services_of(sla.services)) if promises else ():
                heads, chains = self.of_service(service)
                for priority, metric, target in promises:
                    used = heads if metric == "response" else chains
                    if used:
                        yield Demand(sla, hours, days, service, priority, metric, target, used)

    def of_service(self, service: str) -> tuple[dict[Chain, str], dict[Chain, str]]:
        """The different chains behind a service with the first part of each: those of one hop only, and the whole.

        A part that nobody provides stands for itself, so that each is named.
        """
        if service not in self._of_service:
            heads: dict[Chain, str] = {}
            chains: dict[Chain, str] = {}
            for part in self.graph.carried_by(service):
                chain = self.of_part(part, service)
                if not chain.provided:
                    chain = Chain(chain.hops, provided=False)
                chains.setdefault(chain, part)
                heads.setdefault(
                    self._interned(chain.hops[:1], provided=True) if chain.provided else chain, part
                )
            self._of_service[service] = (heads, chains)
        return self._of_service[service]

    def of_part(self, part: str, service: str) -> Chain:
        """The chain of a part, with the agreements that hold for the service."""
        line = self.graph.chain(part)
        selective = not self._selective.isdisjoint(line)
        key = (part, service if selective else "")
        if key not in self._of_part:
            entity = self.design.components.get(part) or self.design.services.get(part)
            provided = entity is not None and bool(entity.provided_by)
            hops = tuple(self._hop(holder, part, service, place) for place, holder in enumerate(line))
            self._of_part[key] = self._interned(hops, provided=provided)
        return self._of_part[key]

    def taken(self, chain: Chain, metric: Metric, priority: str, days: Days) -> Taken:
        """What a chain commits to for a metric and class, on calendars that are exact over these days."""
        key = (chain, metric, priority, days)
        if key not in self._taken:
            used = chain.hops[:1] if metric == "response" else chain.hops
            fields: list[Field] = ["escalate" for _ in used[:-1]]
            fields += ["response" if metric == "response" else "resolution" for _ in used[-1:]]
            links = tuple(self.link(hop, one, priority, days) for hop, one in zip(used, fields, strict=True))
            self._taken[key] = Taken(
                chain,
                links,
                tuple(leg for link in links for leg in self._legs(link, days)),
                tuple((link.hours, link.commitment) for link in links),
            )
        return self._taken[key]

    def starts(self, hours: str, days: Days) -> Starts:
        """Every open minute of an agreement with these hours and days."""
        key = (hours, days)
        if key not in self._starts:
            table = self.clocks.table(hours, days)
            first, end = table.instant(days.first.toordinal()), table.instant(days.last.toordinal() + 1)
            self._starts[key] = Starts(table, first, end)
        return self._starts[key]

    def _interned(self, hops: tuple[Hop, ...], *, provided: bool) -> Chain:
        """The one chain with these holders and agreements."""
        key = (provided, tuple((hop.holder, hop.agreement and hop.agreement.id, hop.hours) for hop in hops))
        if key not in self._known:
            self._known[key] = Chain(hops, provided)
        return self._known[key]

    def _hop(self, holder: str, part: str, service: str, place: int) -> Hop:
        """The agreement of a holder: the one that names the service, else the part, else the one for everything.

        An OLA that says no hours has those of the desk where its team answers first as the desk, else those of the team.
        """
        contract = self.design.contracts.get(holder)
        if contract is not None:
            named = part in contract.covers or service in self.design.services_of(contract.covers)
            return Hop(
                holder,
                contract if named or not contract.covers else None,
                self.clocks.governing(contract.hours),
            )
        olas = self._olas.get(holder, [])
        ranked = [ola for ola in olas if service in self.design.services_of(ola.covers)]
        ranked += [ola for ola in olas if part in ola.covers]
        ola = next(iter([*ranked, *(ola for ola in olas if not ola.covers)]), None)
        team = self.design.teams.get(holder)
        desk = self.design.service_desk
        first = desk.hours if desk is not None and not place and holder == desk.team else None
        hours = self.clocks.governing(ola.hours if ola else None, first, team.hours if team else None)
        return Hop(holder, ola, hours)

    def link(self, hop: Hop, wanted: Field, priority: str, days: Days) -> ChainLink:
        """What a holder commits to in a chain: one of its times for a class."""
        committed = hop.agreement.priorities.get(priority) if hop.agreement is not None else None  # type: ignore[call-overload]
        commitment: Duration | None = getattr(committed, wanted) if committed is not None else None
        minutes = None if commitment is None else own_minutes(commitment, self.clocks.table(hop.hours, days))
        agreement = hop.agreement.id if hop.agreement is not None else None
        return ChainLink(hop.holder, agreement, wanted, commitment, minutes, hop.hours)

    def _legs(self, link: ChainLink, days: Days) -> tuple[Leg, ...]:
        return (
            () if link.commitment is None else legs_of(link.commitment, self.clocks.table(link.hours, days))
        )


def own_minutes(duration: Duration, table: Timetable) -> float:
    """The minutes of a duration on its own clock; those of mean open days for `wd`."""
    if duration.unit == "wd":
        return float(duration.amount) * float(table.day_minutes)
    return duration.minutes
