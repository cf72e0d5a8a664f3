"""The dates of agreements: their terms, the last day to give notice, renewals, and what rests on them as long.

An OLA or contract has to hold on every day of the agreements with customers that rest on it (`coverage.TermGap` names the days
on which it does not), and a supplier should not be able to leave with less notice than the customer must be given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.chains import own_minutes
from itsm_compiler.analysis.coverage import rests_on
from itsm_compiler.analysis.legs import elapsed, legs_of
from itsm_compiler.analysis.notice import last_notice, notice_of, open_days_of
from itsm_compiler.analysis.response import pace_of
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.model.agreements import Contract, Ola, Sla

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.analysis.coverage import TermGap
    from itsm_compiler.analysis.response import ResponseVerdict
    from itsm_compiler.model.quantities import Duration

Event = Literal["begins", "notice", "renews", "ends"]
AgreementKind = Literal["sla", "ola", "contract"]

PASSED_ON = 2
"""Steps of work that is passed on: the supplier's response, the sub-contractor's resolution."""


@dataclass(frozen=True, slots=True)
class ContractDate:
    """A day that matters in the life of an agreement; `days_left` from the day of judgement, negative once it is past."""

    date: dt.date
    event: Event
    days_left: int


@dataclass(frozen=True, slots=True)
class Backed:
    """An agreement with a customer that rests on an OLA or contract.

    `uncovered_days` are days of its term on which that does not hold. `notice_margin_days` is by how much the notice of what
    it rests on is longer than the customer's, in mean days; negative where somebody behind it may leave sooner than the
    customer must be told; None where one of them says nothing.
    """

    sla: str
    uncovered_days: int
    notice_margin_days: float | None


@dataclass(frozen=True, slots=True)
class SubContract:
    """Work that a supplier passes on: the supplier's response and then the sub-contractor's resolution, for a class.

    Both count on the contract's hours; `composed_minutes` and `resolution_minutes` are compared by the wall clock from
    the worst start, or in open minutes where all are service time. None where something is not said, and then
    unsupported.
    """

    priority: str
    response: str | None
    sub_resolution: str | None
    resolution: str
    composed_minutes: float | None
    resolution_minutes: float
    verdict: ResponseVerdict


@dataclass(frozen=True, slots=True)
class AgreementDates:
    """The life of an agreement: an SLA with `party` the customer, an OLA with the team, a contract with the supplier.

    `begins`, `ends`, `renews`, `notice` (as written) and what follows from them are None where nothing is said.
    `renewal_after_notice` says that it renews only when notice can no longer be given. `depth` is how far a supplier may pass
    work on, None when that is not settled.
    """

    agreement: str
    kind: AgreementKind
    party: str
    begins: dt.date | None
    ends: dt.date | None
    notice: str | None
    notice_by: dt.date | None
    renews: dt.date | None
    renewal_after_notice: bool
    dates: tuple[ContractDate, ...]
    backs: tuple[Backed, ...]
    depth: int | None
    sub_contracting: tuple[SubContract, ...]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day of the calendar of contract dates: of which agreement, and which agreements with customers rest on it."""

    date: dt.date
    event: Event
    days_left: int
    agreement: str
    kind: AgreementKind
    party: str
    slas: tuple[str, ...]


def agreement_dates(chains: Chains, gaps: Sequence[TermGap], as_of: dt.date) -> tuple[AgreementDates, ...]:
    """The figure of each agreement that has any date or passes work on: SLAs, OLAs, contracts, each in order of ids."""
    design = chains.design
    resting: dict[str, list[str]] = {}
    for name, sla in sorted(design.slas.items()):
        for behind in rests_on(chains, sla):
            resting.setdefault(behind, []).append(name)
    uncovered: dict[tuple[str, str], int] = {}
    for gap in gaps:
        key = (gap.sla, gap.agreement)
        uncovered[key] = uncovered.get(key, 0) + gap.days
    found = []
    sections: tuple[Mapping[str, Sla | Ola | Contract], ...] = (design.slas, design.olas, design.contracts)
    for name, agreement in (entry for section in sections for entry in sorted(section.items())):
        backs = tuple(
            Backed(sla, uncovered.get((sla, name), 0), _notice_margin(agreement, design.slas[sla]))
            for sla in resting.get(name, ())
        )
        figure = _figure(chains, agreement, backs, as_of)
        if figure.dates or figure.notice or figure.sub_contracting or figure.depth is not None:
            found.append(figure)
    return tuple(found)


def calendar_of(agreements: Iterable[AgreementDates]) -> tuple[CalendarEntry, ...]:
    """All dates of all agreements in order of days."""
    entries = (
        CalendarEntry(
            one.date,
            one.event,
            one.days_left,
            agreement.agreement,
            agreement.kind,
            agreement.party,
            tuple(back.sla for back in agreement.backs),
        )
        for agreement in agreements
        for one in agreement.dates
    )
    return tuple(sorted(entries, key=lambda one: (one.date, one.event, one.kind, one.agreement)))


def _figure(
    chains: Chains, agreement: Ola | Contract | Sla, backs: tuple[Backed, ...], as_of: dt.date
) -> AgreementDates:
    kind, party = _whose(agreement)
    valid, notice = agreement.valid, notice_of(agreement)
    begins, ends, renews = (valid.from_, valid.to, valid.renews) if valid is not None else (None, None, None)
    notice_by = (
        last_notice(ends, notice, open_days_of(agreement, chains.clocks)) if ends is not None else None
    )
    days: tuple[tuple[dt.date | None, Event], ...] = (
        (begins, "begins"), (notice_by, "notice"), (renews, "renews"), (ends, "ends"),
    )  # fmt: skip
    rules = agreement.sub_contracting if isinstance(agreement, Contract) else None
    return AgreementDates(
        agreement=agreement.id,
        kind=kind,
        party=party,
        begins=begins,
        ends=ends,
        notice=str(notice) if notice is not None else None,
        notice_by=notice_by,
        renews=renews,
        renewal_after_notice=renews is not None and notice_by is not None and renews > notice_by,
        dates=tuple(
            sorted(
                (ContractDate(day, event, (day - as_of).days) for day, event in days if day is not None),
                key=lambda one: one.date,
            )
        ),
        backs=backs,
        depth=rules.depth if rules is not None else None,
        sub_contracting=tuple(_sub_contracts(chains, agreement)) if isinstance(agreement, Contract) else (),
    )


def _whose(agreement: Ola | Contract | Sla) -> tuple[AgreementKind, str]:
    if isinstance(agreement, Sla):
        return "sla", agreement.customer
    return ("ola", agreement.team) if isinstance(agreement, Ola) else ("contract", agreement.supplier)


def _notice_margin(agreement: Ola | Contract | Sla, sla: Sla) -> float | None:
    """By how many mean days the notice behind an agreement is longer than its own."""
    behind, own = notice_of(agreement), notice_of(sla)
    if behind is None or own is None or "wd" in (behind.unit, own.unit):
        return None
    if behind.is_service_time != own.is_service_time:
        return None
    return (behind.minutes - own.minutes) / DAY


def _sub_contracts(chains: Chains, contract: Contract) -> Iterator[SubContract]:
    """What is passed on for each class of a contract."""
    rules, hours = contract.sub_contracting, chains.clocks.governing(contract.hours)
    days = chains.clocks.term(contract.valid)
    for priority, promised in (
        sorted(contract.priorities.items()) if rules is not None and rules.depth else ()
    ):
        if promised.resolution is None or rules is None:
            continue
        response, passed = promised.response, rules.resolution.get(priority)
        steps = [step for step in (response, passed) if step is not None]
        composed, target = _compared(chains, hours, days, steps, promised.resolution)
        verdict: ResponseVerdict = "proved" if composed <= target else "broken"
        yield SubContract(
            priority,
            str(response) if response is not None else None,
            str(passed) if passed is not None else None,
            str(promised.resolution),
            composed if len(steps) == PASSED_ON else None,
            target,
            verdict if len(steps) == PASSED_ON or verdict == "broken" else "unsupported",
        )


def _compared(
    chains: Chains, hours: str, days: Days, steps: Sequence[Duration], target: Duration
) -> tuple[float, float]:
    """The minutes of steps one after the other and of what they have to stay within.

    On their own clock where all are told by the same one, else the longest that each side takes by the wall.
    """
    table = chains.clocks.table(hours, days)
    if len({pace_of(one) for one in (*steps, target)}) == 1:
        return math.fsum(own_minutes(step, table) for step in steps), own_minutes(target, table)
    starts = chains.starts(hours, days)
    legs = [leg for step in steps for leg in legs_of(step, table)]
    composed, allowed = elapsed(starts, legs)[1], elapsed(starts, legs_of(target, table))[1]
    return float(composed.minutes), float(allowed.minutes)
