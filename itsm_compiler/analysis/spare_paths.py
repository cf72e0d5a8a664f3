"""The way to a swapped part: desk escalate + first team's escalate + response + swap, against the promised resolution.

Convention 12: each step on its own calendar, the largest time elapsed over every open minute of the agreement, as with
any chain. Who brings and swaps a spare does so on the calendar of the contract when a supplier holds it, else of the team.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from itsm_compiler.analysis.chains import Chain, Demand, Taken, own_minutes
from itsm_compiler.analysis.legs import legs_of
from itsm_compiler.analysis.response import ResponseVerdict, WorstCases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from itsm_compiler.analysis.chains import Chains, Hop
    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.analysis.response import Worst
    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.model.resources import Spare

SUPPLIERS = ("supplier", "third-party")


@dataclass(frozen=True, slots=True)
class SpareLink:
    """One step to a swapped part: who (a team, or the spare itself), which field, in minutes of the calendar `hours`.

    `agreement` is the OLA that says it. `commitment` is as written; None, with its minutes, where nothing is.
    """

    entity: str
    agreement: str | None
    field: str
    commitment: str | None
    commitment_minutes: float | None
    hours: str


@dataclass(frozen=True, slots=True)
class SparePath:
    """The way to a swapped part for one agreement and class: the worst of all services and components concerned.

    `target` is the promised resolution as written; `composed_minutes` the largest time elapsed by the clock of the
    promise (`on_wall`: the wall's), first for a start at `composed_from`; both None where a step commits to nothing,
    infinite where somebody on the way does not open again.
    """

    sla: str
    priority: str
    service: str
    part: str
    target: str
    target_minutes: float
    composed_minutes: float | None
    composed_from: datetime | None
    on_wall: bool
    verdict: ResponseVerdict
    chain: tuple[SpareLink, ...]

    @property
    def margin_minutes(self) -> float | None:
        """What is left of the promised resolution; negative when it is broken."""
        return None if self.composed_minutes is None else self.target_minutes - self.composed_minutes


def spare_paths(chains: Chains) -> dict[str, tuple[SparePath, ...]]:
    """The ways to a swapped part by spare, in order of agreements and classes."""
    design = chains.design
    of_part: dict[str, list[Spare]] = {}
    for _, spare in sorted(design.spares.items()):
        for part in dict.fromkeys(spare.for_):
            of_part.setdefault(part, []).append(spare)
    worst: dict[tuple[str, str, str], SparePath] = {}
    for spare_id, path in _all_paths(chains, of_part) if of_part else ():
        key = (spare_id, path.sla, path.priority)
        if key not in worst or _badness(path) > _badness(worst[key]):
            worst[key] = path
    found: dict[str, list[SparePath]] = {}
    for (name, _, _), path in sorted(worst.items()):
        found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _all_paths(chains: Chains, of_part: dict[str, list[Spare]]) -> Iterator[tuple[str, SparePath]]:
    """Each spare with each of its different ways, for every promised resolution."""
    design, ways = chains.design, _Ways(chains)
    concerned: dict[str, list[tuple[Spare, tuple[Hop, ...], str]]] = {}
    for _, sla in sorted(design.slas.items()):
        hours, days = chains.clocks.governing(sla.hours), chains.clocks.term(sla.valid)
        promises = [
            (priority, promised.resolution)
            for priority, promised in sorted(sla.priorities.items())
            if promised.resolution is not None
        ]
        for service in sorted(design.services_of(sla.services)) if promises else ():
            if service not in concerned:
                concerned[service] = list(_concerned(chains, of_part, service))
            for priority, target in promises:
                demand = Demand(sla, hours, days, service, priority, "resolution", target, {})
                for spare, prefix, part in concerned[service]:
                    yield spare.id, ways.path(demand, spare, prefix, part)


def held_by(spare: Spare, chains: Chains) -> tuple[str | None, bool]:
    """Who keeps a spare, and whether that is a supplier or third party: its custody, else the supplier of its contract."""
    custody = spare.custody
    contract = chains.design.contracts.get(spare.contract or "")
    if custody is not None and custody.by is not None:
        return custody.by, False
    if custody is not None and custody.party is not None:
        party = chains.design.parties.get(custody.party)
        return custody.party, party is not None and party.role in SUPPLIERS
    return (contract.supplier, True) if contract is not None else (None, False)


def keeper_hours(spare: Spare, chains: Chains) -> str:
    """The calendar on which a spare is brought and swapped."""
    holder, away = held_by(spare, chains)
    contract = chains.design.contracts.get(spare.contract or "") if away else None
    team = chains.design.teams.get(holder or "")
    return chains.clocks.governing(
        contract.hours if contract is not None else None, team.hours if team is not None else None
    )


def _concerned(
    chains: Chains, of_part: dict[str, list[Spare]], service: str
) -> Iterator[tuple[Spare, tuple[Hop, ...], str]]:
    """The spares of a service's parts with the different ways to whoever fetches them, and the first part of each."""
    seen: set[object] = set()
    for part in chains.graph.carried_by(service):
        for spare in of_part.get(part, ()):
            prefix = _before(chains, part, service)
            key = (spare.id, tuple((hop.name, hop.hours) for hop in prefix))
            if key not in seen:
                seen.add(key)
                yield spare, prefix, part


def _before(chains: Chains, part: str, service: str) -> tuple[Hop, ...]:
    """Who hands a case on before a spare is asked for: the desk and the first team behind it."""
    desk = chains.design.service_desk
    most = 2 if desk is not None and desk.team is not None else 1
    hops = chains.of_part(part, service).hops[:most]
    return tuple(takewhile(lambda hop: hop.holder in chains.design.teams, hops))


def _badness(path: SparePath) -> tuple[int, float]:
    """Broken is worse than unsupported, that than proved; then what leaves less."""
    rank = ("proved", "unsupported", "broken").index(path.verdict)
    return rank, -(path.margin_minutes if path.margin_minutes is not None else 0.0)


class _Ways:
    """The ways of a design, each composed once for all that take it."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self.cases = WorstCases(chains)
        self._taken: dict[object, tuple[tuple[SpareLink, ...], Taken | None]] = {}

    def path(self, demand: Demand, spare: Spare, prefix: tuple[Hop, ...], part: str) -> SparePath:
        """The way through these hops to a swapped part, against a promise."""
        links, taken = self._way(spare, prefix, demand.priority, demand.days)
        case: Worst | None = self.cases.of(demand, taken) if taken is not None else None
        table = self.chains.starts(demand.hours, demand.days).table
        verdict: ResponseVerdict = "unsupported"
        if case is not None:
            late = case.excess > 0 and case.own.minutes > case.target
            verdict = "broken" if late else "proved"
        return SparePath(
            sla=demand.sla.id,
            priority=demand.priority,
            service=demand.service,
            part=part,
            target=str(demand.target),
            target_minutes=float(case.target) if case is not None else own_minutes(demand.target, table),
            composed_minutes=float(case.own.minutes) if case is not None else None,
            composed_from=table.when(case.own.start) if case is not None else None,
            on_wall=not demand.target.is_service_time,
            verdict=verdict,
            chain=links,
        )

    def _way(
        self, spare: Spare, prefix: tuple[Hop, ...], priority: str, days: Days
    ) -> tuple[tuple[SpareLink, ...], Taken | None]:
        """The steps of a way, and what they commit to where none is missing."""
        key = (spare.id, tuple((hop.name, hop.hours) for hop in prefix), priority, days)
        if key not in self._taken:
            chains, hours = self.chains, keeper_hours(spare, self.chains)
            steps: list[tuple[str, str | None, str, Duration | None, str]] = []
            for hop in prefix:
                link = chains.link(hop, "escalate", priority, days)
                steps.append((link.entity, link.agreement, "escalate", link.commitment, link.hours))
            steps += [
                (spare.id, None, "response", spare.response, hours),
                (spare.id, None, "swap", spare.swap, hours),
            ]
            taken = None
            if all(commitment is not None for *_, commitment, _ in steps):
                legs = [
                    leg
                    for *_, time, on in steps
                    if time
                    for leg in legs_of(time, chains.clocks.table(on, days))
                ]
                commitments = tuple((on, time) for *_, time, on in steps)
                taken = Taken(Chain(prefix, provided=True), (), tuple(legs), commitments)
            self._taken[key] = tuple(self._link(step, days) for step in steps), taken
        return self._taken[key]

    def _link(self, step: tuple[str, str | None, str, Duration | None, str], days: Days) -> SpareLink:
        entity, agreement, field, time, hours = step
        if time is None:
            return SpareLink(entity, agreement, field, None, None, hours)
        minutes = own_minutes(time, self.chains.clocks.table(hours, days))
        return SpareLink(entity, agreement, field, str(time), minutes, hours)
