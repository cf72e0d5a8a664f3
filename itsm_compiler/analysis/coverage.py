"""Whether somebody stands behind every hour and every day of an agreement: open hours, terms, providers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.clock import MEAN_MONTH_DAYS
from itsm_compiler.analysis.notice import last_notice, open_days_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.analysis.legs import Starts
    from itsm_compiler.model.agreements import Contract, Ola, Sla
    from itsm_compiler.model.entity import Term


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """Agreed hours in which nobody behind a part is there.

    `holders` are the teams and contracts that provide the part, with their calendars in `hours`; for the service desk
    itself `part` is `service_desk`. `uncovered_minutes` are those of the agreement's term, `minutes_per_month` those
    of a mean month, `first` the first of them.
    """

    sla: str
    part: str
    services: tuple[str, ...]
    holders: tuple[str, ...]
    hours: tuple[str, ...]
    uncovered_minutes: int
    minutes_per_month: float
    first: datetime


@dataclass(frozen=True, slots=True)
class TermGap:
    """Days of an agreement with a customer on which an OLA or contract behind it does not hold.

    `kind`: it `starts-late`, `ends-early`, or ends and renews only after a `renewal-gap`. `from_` and `to` are the
    days without cover, both included. `notice_by` is the last day to give notice of what ends or renews.
    """

    sla: str
    agreement: str
    kind: Literal["starts-late", "ends-early", "renewal-gap"]
    from_: date
    to: date
    notice_by: date | None
    renews: date | None

    @property
    def days(self) -> int:
        """The number of days without cover."""
        return (self.to - self.from_).days + 1


@dataclass(frozen=True, slots=True)
class ModeGap:
    """Hours for which a service is offered or wanted and in which none of its modes is open.

    `wanted_by` is the service itself, for its own hours, or an availability requirement. Minutes are those of a mean
    month; `first` is the first of them from the day on which the figures are computed from.
    """

    service: str
    wanted_by: str
    minutes_per_month: float
    first: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is not covered: hours, days, components without a provider, services that nobody supports."""

    gaps: tuple[CoverageGap, ...]
    modes: tuple[ModeGap, ...]
    terms: tuple[TermGap, ...]
    unprovided: tuple[str, ...]
    unsupported: tuple[str, ...]


def coverage(chains: Chains) -> Coverage:
    """What of the agreements of a design is not covered."""
    design = chains.design
    return Coverage(
        tuple(_hour_gaps(chains)),
        tuple(_mode_gaps(chains)),
        tuple(_term_gaps(chains)),
        tuple(sorted(name for name, part in design.components.items() if not part.provided_by)),
        tuple(sorted(service for service in design.services if not chains.graph.carried_by(service))),
    )


def uncovered(agreed: Starts, holders: Sequence[Timetable]) -> tuple[int, int | None]:
    """The open minutes of a calendar in which none of the others is open: their number and the first."""
    total, first = 0, None
    table, at = agreed.table, agreed.table.opening(agreed.first)
    while at < agreed.end:
        until = min(table.closing(at), agreed.end)
        covered = [holder for holder in holders if holder.is_open(at)]
        if covered:
            at = max(holder.closing(at) for holder in covered)
        else:
            until = min([until, *(holder.opening(at) for holder in holders)])
            total, first = total + int(until - at), int(at) if first is None else first
            at = until
        at = table.opening(at)
    return total, first


def _hour_gaps(chains: Chains) -> Iterator[CoverageGap]:
    """The gaps of each agreement, those of one part in all services with the same holders there together."""
    known: dict[tuple[str, Days, tuple[str, ...]], tuple[int, int | None]] = {}
    for _, sla in sorted(chains.design.slas.items()):
        agreed, days = chains.clocks.governing(sla.hours), chains.clocks.term(sla.valid)
        starts = chains.starts(agreed, days)
        for (part, holders, hours), services in _behind(chains, sla).items():
            key = (agreed, days, tuple(sorted(set(hours))))
            if agreed in hours or any(chains.design.calendar(calendar).always for calendar in hours):
                continue
            if key not in known:
                known[key] = uncovered(starts, [chains.clocks.table(calendar, days) for calendar in key[2]])
            minutes, first = known[key]
            if first is not None:
                month = minutes / days.count * MEAN_MONTH_DAYS
                when = starts.table.when(first)
                yield CoverageGap(sla.id, part, tuple(services), holders, hours, minutes, month, when)


def _mode_gaps(chains: Chains) -> Iterator[ModeGap]:
    """The gaps between the hours wanted of a service and those of its modes, over the year from go-live on."""
    design, clocks = chains.design, chains.clocks
    days = clocks.term(None)
    wanted: dict[str, list[tuple[str, str]]] = {}
    for name, service in sorted(design.services.items()):
        if service.hours is not None:
            wanted.setdefault(name, []).append((name, service.hours))
    for name, requirement in sorted(design.requirements.items()):
        hours: str | None = getattr(requirement, "hours", None)
        if hours is None:
            continue
        for served in design.services_of(requirement.services):
            wanted.setdefault(served, []).append((name, hours))
    for name, asked in sorted(wanted.items()):
        modes = design.services[name].modes.values()
        offered = [
            clocks.table(calendar, days) for calendar in sorted({mode.hours for mode in modes if mode.hours})
        ]
        for wanted_by, calendar in asked if offered else ():
            minutes, first = uncovered(chains.starts(calendar, days), offered)
            if first is not None:
                month = minutes / days.count * MEAN_MONTH_DAYS
                yield ModeGap(name, wanted_by, month, clocks.table(calendar, days).when(first))


def _behind(chains: Chains, sla: Sla) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]]:
    """Who stands behind each part of an agreement, holders and their calendars, with the services where they do."""
    design = chains.design
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    services = sorted(design.services_of(sla.services))
    for service in services:
        for part in chains.graph.carried_by(service):
            entity = design.components.get(part) or design.services[part]
            hops = [hop for hop in chains.of_part(part, service).hops if hop.holder in entity.provided_by]
            if hops:
                key = (part, tuple(hop.holder for hop in hops), tuple(hop.hours for hop in hops))
                found.setdefault(key, []).append(service)
    found = dict(sorted(found.items()))
    desk = design.service_desk
    if desk is not None and found:
        team = design.teams.get(desk.team or "")
        hours = chains.clocks.governing(desk.hours, team.hours if team else None)
        found["service_desk", (desk.team,) if desk.team else (), (hours,)] = services
    return found


def rests_on(chains: Chains, sla: Sla) -> dict[str, Ola | Contract]:
    """The OLAs and contracts on which an agreement rests: those of its chains and those that hold spares of its parts."""
    design = chains.design
    found: dict[str, Ola | Contract] = {}
    services = design.services_of(sla.services)
    for service in services:
        for chain in chains.of_service(service)[1]:
            found |= {hop.agreement.id: hop.agreement for hop in chain.hops if hop.agreement is not None}
    held = [
        (contract, spare.for_)
        for spare in design.spares.values()
        if (contract := design.contracts.get(spare.contract or "")) is not None and contract.id not in found
    ]
    parts = {part for service in services for part in chains.graph.carried_by(service)} if held else set()
    found |= {contract.id: contract for contract, kept in held if not parts.isdisjoint(kept)}
    return dict(sorted(found.items()))


def _term_gaps(chains: Chains) -> Iterator[TermGap]:
    """The gaps between the term of each agreement and those of the OLAs and contracts on which it rests."""
    for _, sla in sorted(chains.design.slas.items()):
        days = chains.clocks.term(sla.valid)
        for agreement in rests_on(chains, sla).values():
            if agreement.valid is not None:
                open_days = open_days_of(agreement, chains.clocks)
                yield from term_gaps(sla.id, days, agreement.id, agreement.valid, open_days)


def term_gaps(
    sla: str, days: Days, agreement: str, valid: Term, open_days: Timetable | None = None
) -> Iterator[TermGap]:
    """The days on which an agreement with this term does not hold; what has no last day holds on.

    `open_days` are those of a notice in service time.
    """
    day = timedelta(1)
    if valid.from_ is not None and valid.from_ > days.first:
        yield TermGap(
            sla, agreement, "starts-late", days.first, min(valid.from_ - day, days.last), None, valid.renews
        )
    if valid.to is None or valid.to >= days.last:
        return
    begin, notice_by = max(valid.to + day, days.first), last_notice(valid.to, valid.notice, open_days)
    if valid.renews is None:
        yield TermGap(sla, agreement, "ends-early", begin, days.last, notice_by, None)
    elif valid.renews > begin:
        until = min(valid.renews - day, days.last)
        yield TermGap(sla, agreement, "renewal-gap", begin, until, notice_by, valid.renews)
