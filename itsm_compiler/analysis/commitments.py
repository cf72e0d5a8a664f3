"""What each holder has to commit to, so that every promise to customers holds (convention 9)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.availability import SLACK, share_outside_maintenance
from itsm_compiler.analysis.clock import NEVER
from itsm_compiler.analysis.legs import legs_of, room, room_in_days
from itsm_compiler.analysis.reliability import alike_availability
from itsm_compiler.analysis.response import pace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itsm_compiler.analysis.availability import Availabilities
    from itsm_compiler.analysis.chains import ChainLink, Chains, Demand, Hop, Taken
    from itsm_compiler.analysis.clock import Instant
    from itsm_compiler.analysis.legs import Pace
    from itsm_compiler.analysis.reliability import PartFigure
    from itsm_compiler.model.quantities import Duration

CommitmentMetric = Literal["response", "resolution", "availability"]
PRECISION = 1e-13
"""To so much a required availability is sought, far below the tolerance of availabilities."""


@dataclass(frozen=True, slots=True)
class CommitmentFigure:
    """What an OLA or a contract is required to commit to.

    `holder` is its id, that of the team where it has no OLA; `party` the team or the contract. Times are minutes on
    the calendar `hours`, open minutes where it is `service_time` (for a commitment in `wd`, those of mean open days); availabilities are fractions, for each unit of what
    the holder provides. `required` is None where nothing is enough (`out_of_reach`), or where links before it commit
    to nothing. `margin` is what the commitment has to spare; negative when it is too weak.
    """

    holder: str
    party: str
    kind: Literal["ola", "contract"]
    metric: CommitmentMetric
    priority: str | None
    required: float | None
    committed: float | None
    margin: float | None
    demanded_by: tuple[str, ...]
    out_of_reach: bool
    hours: str
    service_time: bool


@dataclass(slots=True)
class _Required:
    """The tightest demand on a holder so far."""

    hop: Hop
    committed: ChainLink
    slas: set[str] = field(default_factory=set)
    minutes: Instant = NEVER
    known: bool = False


def commitment_figures(chains: Chains, model: Availabilities) -> tuple[CommitmentFigure, ...]:
    """What each holder at an end of a chain has to commit to, by metric and priority, in order of holder."""
    figures = [*_times(chains), *_availabilities(chains, model)]
    return tuple(sorted(figures, key=lambda one: (one.kind, one.holder, one.metric, one.priority or "")))


def _times(chains: Chains) -> Iterator[CommitmentFigure]:
    """Response of the first in a chain, resolution of the last."""
    required: dict[tuple[str, str, str], _Required] = {}
    rooms: dict[object, Instant] = {}
    of_chain: dict[tuple[Taken, str, Duration], Instant | None] = {}
    for demand in chains.demands():
        for one in demand.chains:
            taken = chains.taken(one, demand.metric, demand.priority, demand.days)
            if not one.provided or not taken.links:
                continue
            hop, last = one.hops[len(taken.links) - 1], taken.links[-1]
            if not _can_commit(chains, hop):
                continue
            entry = required.setdefault((hop.name, demand.metric, demand.priority), _Required(hop, last))
            entry.slas.add(demand.sla.id)
            key = (taken, demand.hours, demand.target)
            if key not in of_chain:
                of_chain[key] = _room(chains, demand, taken, rooms)
            minutes = of_chain[key]
            if minutes is not None:
                entry.known = True
                entry.minutes = min(entry.minutes, minutes)
    for (holder, metric, priority), entry in required.items():
        yield _time_figure(chains, holder, metric, priority, entry)


def _can_commit(chains: Chains, hop: Hop) -> bool:
    """Whether a holder has a place for a commitment: a contract that covers something else has none."""
    return hop.agreement is not None or hop.holder not in chains.design.contracts


def _room(chains: Chains, demand: Demand, taken: Taken, rooms: dict[object, Instant]) -> Instant | None:
    """The time that is left to the last link of a chain, computed once for all that leave the same to a like holder.

    None when a link before it commits to nothing.
    """
    before, last = taken.commitments[:-1], taken.links[-1]
    known = [(hours, commitment) for hours, commitment in before if commitment is not None]
    if len(known) < len(before):
        return None
    pace = pace_of_link(chains, last)
    key = (demand.hours, demand.days, demand.target, before, last.hours, pace)
    if key not in rooms:
        starts, clocks, days = chains.starts(demand.hours, demand.days), chains.clocks, demand.days
        legs = [leg for hours, commitment in known for leg in legs_of(commitment, clocks.table(hours, days))]
        deadline = legs_of(demand.target, starts.table)
        own = clocks.table(last.hours, days)
        if pace == "days":
            rooms[key] = room_in_days(starts, legs, deadline, own)
        else:
            rooms[key] = room(starts, legs, deadline, own, pace).minutes
    return rooms[key]


def pace_of_link(chains: Chains, link: ChainLink) -> Pace:
    """How a holder counts: as it commits, else in open minutes unless it is open round the clock."""
    if link.commitment is not None:
        return pace_of(link.commitment)
    return "wall" if chains.design.calendar(link.hours).always else "open"


def _time_figure(
    chains: Chains, holder: str, metric: str, priority: str, entry: _Required
) -> CommitmentFigure:
    minutes = entry.minutes
    late = entry.known and minutes < 0
    required = float(math.floor(minutes)) if entry.known and 0 <= minutes < NEVER else None
    committed = entry.committed.commitment_minutes
    return CommitmentFigure(
        holder=holder,
        party=entry.hop.holder,
        kind="contract" if entry.hop.holder in chains.design.contracts else "ola",
        metric="response" if metric == "response" else "resolution",
        priority=priority,
        required=required,
        committed=committed,
        margin=required - committed if required is not None and committed is not None else None,
        demanded_by=tuple(sorted(entry.slas)),
        out_of_reach=late,
        hours=entry.committed.hours,
        service_time=pace_of_link(chains, entry.committed) != "wall",
    )


def _availabilities(chains: Chains, model: Availabilities) -> Iterator[CommitmentFigure]:
    """The least availability of each unit that a holder provides with which every promised availability holds.

    Other parts unchanged, by analogy with times: over the parts whose chain ends at the holder.
    """
    required: dict[str, tuple[Hop, float, set[str]]] = {}
    for sla, service, promised, window in model.targets():
        share = share_outside_maintenance(sla, chains.clocks, window)
        if not model.known(service):
            continue
        target = promised / share if share else 2.0
        ends: dict[str, tuple[Hop, list[str]]] = {}
        for part in model.reliance(service).parts:
            one = chains.of_part(part, service)
            if one.provided and _can_commit(chains, one.hops[-1]):
                ends.setdefault(one.hops[-1].name, (one.hops[-1], []))[1].append(part)
        for holder, (hop, parts) in sorted(ends.items()):
            _, before, slas = required.get(holder, (hop, 0.0, set()))
            needed, asked = _needed(model, service, parts, target, before)
            required[holder] = (hop, needed, {*slas, sla.id} if asked else slas)
    for holder, (hop, wanted, slas) in required.items():
        yield _availability_figure(chains, holder, hop, wanted, slas)


def _availability_figure(
    chains: Chains, holder: str, hop: Hop, share: float, slas: set[str]
) -> CommitmentFigure:
    stated = hop.agreement.availability if hop.agreement is not None else None
    committed = stated.fraction if stated is not None else None
    required = share if share <= 1.0 else None
    return CommitmentFigure(
        holder=holder,
        party=hop.holder,
        kind="contract" if hop.holder in chains.design.contracts else "ola",
        metric="availability",
        priority=None,
        required=required,
        committed=committed,
        margin=committed - required if required is not None and committed is not None else None,
        demanded_by=tuple(sorted(slas)),
        out_of_reach=required is None,
        hours=hop.hours,
        service_time=False,
    )


def _needed(
    model: Availabilities, service: str, parts: Sequence[str], target: float, before: float
) -> tuple[float, bool]:
    """The least availability of the units of these parts that meets a target, and whether it asks for any at all.

    `before` if that will do, 2 if none.
    """
    reliance, others = model.reliance(service), model.shares(service)

    def short(unit: float) -> float:
        raised = {part: _with_unit(model.parts[part], unit) for part in parts}
        return model.structure.derived(reliance, others | raised) - target

    without = short(0.0)
    if without >= 0:
        return before, False
    if before > 1.0 or (before and short(before) >= 0):
        return before, True
    if short(1.0) < -SLACK:
        return 2.0, True
    return least_root(short, before, 1.0), True


def _with_unit(figure: PartFigure, unit: float) -> float:
    """The availability of a part whose units have another."""
    if figure.per is not None:
        return unit
    return alike_availability(figure.need, figure.quantity, unit)


def least_root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function that is below 0 at `low` and not at `high` reaches 0, from above.

    The secant, and the middle whenever the secant did not halve the interval.
    """
    below, above = rising(low), rising(high)
    halved = True
    while high - low > PRECISION:
        width = high - low
        point = high - above * width / (above - below) if halved and above > below else (low + high) / 2
        point = min(max(point, low + PRECISION / 2), high - PRECISION / 2)
        value = rising(point)
        if value >= 0:
            high, above = point, value
        else:
            low, below = point, value
        halved = high - low < width / 2
    return high
