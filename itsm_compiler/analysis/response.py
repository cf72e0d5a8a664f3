"""Response and resolution: the commitments along the chain of each part, against what is promised to the customer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.chains import own_minutes
from itsm_compiler.analysis.clock import NEVER
from itsm_compiler.analysis.legs import Extreme, elapsed, legs_of, reserve, through
from itsm_compiler.model.quantities import MINUTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from itsm_compiler.analysis.chains import ChainLink, Chains, Demand, Metric, Missing, Taken
    from itsm_compiler.analysis.clock import Instant
    from itsm_compiler.analysis.legs import Pace, Starts
    from itsm_compiler.model.quantities import Duration

ResponseVerdict = Literal["proved", "broken", "unsupported"]


@dataclass(frozen=True, slots=True)
class ResponseFigure:
    """A promised time against the composed one (convention 8).

    `composed_minutes` is the largest time elapsed over all starts and chains, first at `composed_from` and on the chain
    of `part`: on the agreement's clock, for a target in clock time by the wall clock (`on_wall`); `wall_minutes` and `wall_from` are the same by the wall clock. They are
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
    def on_wall(self) -> bool:
        """Whether the promise is in clock time, so that the wall clock judges it."""
        return not self.target.is_service_time

    @property
    def margin_minutes(self) -> float | None:
        """What is left of the target; negative when it is broken."""
        return None if self.composed_minutes is None else self.target_minutes - self.composed_minutes


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst case of a chain against a target, in minutes: on the agreement's clock (`own`) and by the wall."""

    own: Extreme
    wall: Extreme
    target: Instant

    @property
    def excess(self) -> Instant:
        """By how much it is too long; of times that never end the one is as bad as the other."""
        return self.own.minutes - self.target if self.target < NEVER else self.own.minutes


def response_figures(chains: Chains) -> tuple[ResponseFigure, ...]:
    """The figure of each promised response and resolution."""
    cases = WorstCases(chains)
    return tuple(_figure(chains, cases, demand) for demand in chains.demands())


def union_bound(attainments: Sequence[float]) -> float:
    """The share of cases in which all links keep their time, at least, whatever hangs together: 1 − Σ(1 − aᵢ)."""
    return max(0.0, 1.0 - math.fsum(1.0 - attainment for attainment in attainments))


class WorstCases:
    """The worst cases of chains, each computed once for all that commit to the same."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self._of_chain: dict[tuple[Taken, str, Duration], Worst] = {}
        self._of_times: dict[object, tuple[Extreme, Extreme, Instant]] = {}

    def of(self, demand: Demand, taken: Taken) -> Worst:
        """The worst case of a chain, which is complete, for a promise."""
        key = (taken, demand.hours, demand.target)
        found = self._of_chain.get(key)
        if found is None:
            pace = pace_of(demand.target)
            by_days = demand.target if pace == "days" else None
            times = (demand.hours, demand.days, taken.commitments, by_days)
            if times not in self._of_times:
                starts = self.chains.starts(demand.hours, demand.days)
                self._of_times[times] = _computed(starts, taken, by_days)
            own, wall, target = self._of_times[times]
            if pace != "days":
                own, target = wall if pace == "wall" else own, _amount(demand.target)
            found = self._of_chain[key] = Worst(own, wall, target)
        return found


def _computed(starts: Starts, taken: Taken, by_days: Duration | None) -> tuple[Extreme, Extreme, Instant]:
    """The longest times on both clocks; for a target in open days, against it at the start that leaves least."""
    own, wall = elapsed(starts, taken.legs)
    if by_days is None:
        return own, wall, NEVER
    deadline = legs_of(by_days, starts.table)
    least = reserve(starts, taken.legs, deadline)
    if least.minutes == NEVER:
        return own, wall, NEVER
    table, start = starts.table, least.start
    composed = Extreme(table.between(start, through(taken.legs, start)), start)
    return composed, wall, table.between(start, through(deadline, start))


def _figure(chains: Chains, cases: WorstCases, demand: Demand) -> ResponseFigure:
    """The worst of the chains of a promise."""
    missing: dict[Missing, None] = {}
    first: tuple[str, Taken] | None = None
    worst: tuple[Worst, str, Taken] | None = None
    wall: Extreme | None = None
    for chain, part in demand.chains.items():
        taken = chains.taken(chain, demand.metric, demand.priority, demand.days)
        if not taken.complete:
            missing |= dict.fromkeys(taken.missing(part))
            first = first or (part, taken)
            continue
        case = cases.of(demand, taken)
        if worst is None or case.excess > worst[0].excess:
            worst = (case, part, taken)
        if wall is None or case.wall.minutes > wall.minutes:
            wall = case.wall
    broken = worst is not None and worst[0].excess > 0 and worst[0].own.minutes > worst[0].target
    part, shown = worst[1:] if worst and (broken or not first) else first or ("", None)
    links = shown.links if shown is not None else ()
    table = chains.starts(demand.hours, demand.days).table
    attainment = demand.sla.priorities[demand.priority].attainment  # type: ignore[index]
    wanted = attainment.fraction if attainment is not None else None
    return ResponseFigure(
        sla=demand.sla.id,
        service=demand.service,
        priority=demand.priority,
        metric=demand.metric,
        target=demand.target,
        target_minutes=float(worst[0].target) if worst else own_minutes(demand.target, table),
        composed_minutes=float(worst[0].own.minutes) if worst else None,
        composed_from=table.when(worst[0].own.start) if worst else None,
        wall_minutes=float(wall.minutes) if wall else None,
        wall_from=table.when(wall.start) if wall else None,
        verdict="broken" if broken else "unsupported" if missing else "proved",
        part=part,
        chain=links,
        missing=tuple(missing),
        attainment=wanted,
        link_attainment=1.0 - (1.0 - wanted) / max(1, len(links)) if wanted is not None else None,
    )


def pace_of(duration: Duration) -> Pace:
    """How a duration counts."""
    if duration.unit == "wd":
        return "days"
    return "open" if duration.is_service_time else "wall"


def _amount(duration: Duration) -> Instant:
    """The exact minutes of a duration that is not in open days."""
    minutes = Fraction(duration.amount * MINUTES[duration.unit.removeprefix("s")])
    return minutes.numerator if minutes.denominator == 1 else minutes
