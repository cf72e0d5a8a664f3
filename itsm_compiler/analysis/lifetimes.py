"""How the parts of a design fail and are repaired over a window of time, drawn at random."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.chance import exponential
from itsm_compiler.analysis.reliability import MINUTES_A_YEAR, unit_availability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.model.services import Component, Reliability

Outage = tuple[float, float]
"""From when to when something is down, in minutes from the begin of a window."""

MOST_FAILURES = 20_000.0
"""More failures in a window than can be gone through: such parts are not simulated."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A component that fails: `units` alike units of which `need` must be up.

    Each is up for an exponential time of mean 1 / `failure_rate` minutes and then down for exactly `repair_minutes`,
    so that its availability is that of convention 2. `repair_from` names the field that gives the repair time: `mttr`,
    two figures from which it follows (`derived`), or `restore`, the time to bring the component back.
    """

    component: str
    units: int
    need: int
    availability: float
    failure_rate: float
    repair_minutes: float
    repair_from: Literal["mttr", "derived", "restore"]

    def failures_in(self, minutes: float) -> float:
        """The mean number of failures of all units in a window."""
        return self.units * self.availability * self.failure_rate * minutes

    def weight(self, minutes: float) -> float:
        """−ln of the probability that a unit is up from begin to end of a window."""
        return self.failure_rate * minutes - math.log(self.availability)


def lifetime(component: Component) -> Lifetime | None:
    """How a component fails; None where its availability or its repair time is not known or is 0, or it can't be up."""
    stated = component.availability
    share = unit_availability(stated) if stated is not None else None
    if stated is None or not share:
        return None
    units, need = (1, 1) if component.per else (component.quantity, component.needed)
    if need > units:
        return None
    if share == 1.0:
        return Lifetime(component.id, units, need, share, 0.0, 0.0, "mttr")
    repair, source = _repair_minutes(stated, component.restore, share)
    if not repair:
        return None
    rate = (1.0 - share) / (share * repair)
    return Lifetime(component.id, units, need, share, rate, repair, source)


def _repair_minutes(
    stated: Reliability, restore: Duration | None, share: float
) -> tuple[float | None, Literal["mttr", "derived", "restore"]]:
    if stated.mttr is not None and stated.mttr.unit != "wd":
        return stated.mttr.minutes, "mttr"
    if stated.mtbf is not None and stated.mtbf.unit != "wd":
        return stated.mtbf.minutes * (1.0 - share) / share, "derived"
    if stated.failures is not None and stated.failures.per_year:
        return (1.0 - share) * MINUTES_A_YEAR / stated.failures.per_year, "derived"
    return (restore.minutes if restore is not None and restore.unit != "wd" else None), "restore"


class World:
    """The parts of some services over windows of one length, drawn window by window.

    Units whose window passes without a failure are skipped in one step: of the next that fails only the distance is
    drawn, on a scale on which each unit takes −ln of its probability to stay up. A quiet window costs one draw. When the
    failures of redundant units come is only drawn where enough of them fail to matter.
    """

    def __init__(self, parts: Sequence[Lifetime], minutes: float, uniform: Callable[[], float]) -> None:
        self.parts = [part for part in parts if part.failure_rate and part.need]
        self.minutes = minutes
        self._uniform = uniform
        self._weights = [part.weight(minutes) for part in self.parts]
        pairs = zip(self.parts, self._weights, strict=True)
        self._scale = [0.0, *accumulate(part.units * weight for part, weight in pairs)]
        self.failures = math.fsum(part.failures_in(minutes) for part in self.parts)

    def window(self) -> dict[str, list[Outage]]:
        """The outages of each component in a new window, in order and apart; they may reach beyond both its ends."""
        troubled: dict[int, int] = {}
        place = exponential(1.0, self._uniform)
        while place < self._scale[-1]:
            index = bisect_right(self._scale, place) - 1
            weight, begin = self._weights[index], self._scale[index]
            troubled[index] = troubled.get(index, 0) + 1
            unit = math.floor((place - begin) / weight)
            place = begin + (unit + 1) * weight + exponential(1.0, self._uniform)
        found: dict[str, list[Outage]] = {}
        for index, count in troubled.items():
            part = self.parts[index]
            least = part.units - part.need + 1
            if count >= least:
                outages = overlapping([list(self._troubled(part)) for _ in range(count)], least)
                if outages:
                    found[part.component] = outages
        return found

    def _troubled(self, part: Lifetime) -> Iterator[Outage]:
        """The outages of a unit that is down at some time of the window, in the steady state at its begin."""
        uniform, minutes, repair = self._uniform, self.minutes, part.repair_minutes
        quiet = math.exp(-part.failure_rate * minutes)
        if uniform() * (1.0 - part.availability * quiet) < 1.0 - part.availability:
            end = repair * uniform()
            yield end - repair, end
            begin = end + exponential(part.failure_rate, uniform)
        else:
            begin = -math.log1p(-uniform() * (1.0 - quiet)) / part.failure_rate
        while begin < minutes:
            end = begin + repair
            yield begin, end
            begin = end + exponential(part.failure_rate, uniform)


def overlapping(units: Sequence[Sequence[Outage]], least: int) -> list[Outage]:
    """When at least so many of some units are down at once; the outages of each unit are apart."""
    if len(units) < least:
        return []
    if least <= 1:
        return merged([outage for unit in units for outage in unit])
    edges = sorted(edge for unit in units for begin, end in unit for edge in ((begin, 1), (end, -1)))
    found: list[Outage] = []
    count, since = 0, 0.0
    for moment, step in edges:
        if step > 0:
            count += 1
            if count == least:
                since = moment
        else:
            if count == least and moment > since:
                found.append((since, moment))
            count -= 1
    return merged(found)


def merged(outages: Sequence[Outage]) -> list[Outage]:
    """Outages in order and apart: those that touch or overlap become one."""
    found: list[Outage] = []
    for begin, end in sorted(outages):
        if found and begin <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found
