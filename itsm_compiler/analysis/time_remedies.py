"""The smallest changes with which a promised time holds: one commitment shorter, one holder on other hours, or each last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.clock import NEVER
from itsm_compiler.analysis.commitments import pace_of_link
from itsm_compiler.analysis.legs import Leg, elapsed, legs_of, reserve
from itsm_compiler.analysis.remedies import RemedyFigure, RemedyStep
from itsm_compiler.analysis.response import pace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.chains import ChainLink, Chains, Demand, Taken
    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.response import ResponseFigure

MOST_MINUTES = 1 << 22
"""Longer commitments, of eight years and more, are not sought."""

Place = tuple[str, str]
"""A holder of a commitment (an agreement, or who has none) with the field of it."""
Way = tuple[tuple["RemedyStep", ...], float | None]
"""Steps, and the longest time with them; None where more than one promise moves."""


class TimeRemedies:
    """Seeks the ways to keep the promised times of a design, alike ones once."""

    def __init__(self, chains: Chains, commitments: Iterable[CommitmentFigure]) -> None:
        self.chains = chains
        self.required = {(one.holder, one.metric, one.priority): one for one in commitments}
        self._known: dict[object, list[Way]] = {}

    def of(self, figures: Iterable[ResponseFigure]) -> Iterator[RemedyFigure]:
        """For each promise that is broken or unsupported: the ways to keep it."""
        failing = {
            (one.sla, one.service, one.priority, one.metric) for one in figures if one.verdict != "proved"
        }
        for demand in self.chains.demands():
            key = (demand.sla.id, demand.service, demand.priority, demand.metric)
            if key in failing:
                for steps, gives in self._ways(demand):
                    yield RemedyFigure(key[0], key[1], demand.metric, demand.priority, steps, gives)

    def _ways(self, demand: Demand) -> list[Way]:
        """The ways for one promise: one holder's commitment or hours; without any, all last holders together."""
        taken = [
            self.chains.taken(chain, demand.metric, demand.priority, demand.days) for chain in demand.chains
        ]
        if not all(one.chain.provided for one in taken):
            return []
        key = (tuple(taken), demand.hours, demand.target)
        if key not in self._known:
            late = [one for one in taken if not one.complete or not self._holds(demand, one, {})]
            shared = (
                set.intersection(*({_place(link) for link in one.links} for one in late)) if late else set()
            )
            ways = [way for place in sorted(shared) if (way := self._shorter(demand, taken, place))]
            ways += [way for place in sorted(shared) if (way := self._opened(demand, taken, place))]
            self._known[key] = ways or self._together(demand, late)
        return self._known[key]

    def _shorter(self, demand: Demand, taken: Sequence[Taken], place: Place) -> Way | None:
        """The longest commitment of one holder with which every chain is in time, others unchanged."""
        link = next(link for one in taken for link in one.links if _place(link) == place)
        if self.chains.design.contracts.get(link.entity) is not None and link.agreement is None:
            return None
        pace = pace_of_link(self.chains, link)
        table = self.chains.clocks.table(link.hours, demand.days)
        unit = float(table.day_minutes) if pace == "days" else 1.0

        def holds(amount: int) -> bool:
            changed = {place: (Leg(table, pace, amount),)}
            return all(self._holds(demand, one, changed) for one in taken)

        if not holds(0):
            return None
        high = 1
        while high < MOST_MINUTES and holds(high):
            high *= 2
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if holds(middle) else (low, middle)
        changed = {place: (Leg(table, pace, low),)}
        step = self._step(demand, link, low * unit)
        return (step,), max(self._longest(demand, one, changed) for one in taken)

    def _opened(self, demand: Demand, taken: Sequence[Taken], place: Place) -> Way | None:
        """One holder on the calendar of the agreement with the customer, its commitment unchanged."""
        link = next(link for one in taken for link in one.links if _place(link) == place)
        if link.hours == demand.hours or link.commitment is None or link.agreement is None:
            return None
        legs = legs_of(link.commitment, self.chains.clocks.table(demand.hours, demand.days))
        if not all(self._holds(demand, one, {place: legs}) for one in taken):
            return None
        at = (*self.chains.design.path_of(link.agreement), "hours")
        step = RemedyStep(link.agreement, "open", None, None, demand.hours, at)
        return (step,), max(self._longest(demand, one, {place: legs}) for one in taken)

    def _together(self, demand: Demand, late: Sequence[Taken]) -> list[Way]:
        """The last holder of every late chain at what is required of it; nothing where that is not enough."""
        steps: dict[Place, RemedyStep] = {}
        for one in late:
            link = one.links[-1]
            figure = self.required.get((link.agreement or link.entity, demand.metric, demand.priority))
            if figure is None or figure.required is None:
                return []
            if figure.committed is None or figure.committed > figure.required:
                steps[_place(link)] = self._step(demand, link, figure.required)
        return [(tuple(steps.values()), None)] if steps else []

    def _step(self, demand: Demand, link: ChainLink, minutes: float) -> RemedyStep:
        holder = link.agreement or link.entity
        path = self.chains.design.paths.get(holder, ())
        at = (*path, "priorities", demand.priority, link.field) if link.agreement is not None else path
        return RemedyStep(holder, "commit", link.commitment_minutes, minutes, link.hours, at)

    def _legs(self, taken: Taken, changed: Mapping[Place, Sequence[Leg]], days: Days) -> list[Leg] | None:
        """The legs of a chain with some changed; None when a link still commits to nothing."""
        legs: list[Leg] = []
        for link in taken.links:
            if _place(link) in changed:
                legs += changed[_place(link)]
            elif link.commitment is None:
                return None
            else:
                legs += legs_of(link.commitment, self.chains.clocks.table(link.hours, days))
        return legs

    def _holds(self, demand: Demand, taken: Taken, changed: Mapping[Place, Sequence[Leg]]) -> bool:
        """Whether a chain is in time from every start."""
        legs = self._legs(taken, changed, demand.days)
        if legs is None:
            return False
        starts = self.chains.starts(demand.hours, demand.days)
        deadline = legs_of(demand.target, starts.table)
        if pace_of(demand.target) == "days":
            return reserve(starts, legs, deadline).minutes >= 0
        own, wall = elapsed(starts, legs)
        longest = wall if pace_of(demand.target) == "wall" else own
        return longest.minutes < NEVER and longest.minutes <= deadline[0].amount

    def _longest(self, demand: Demand, taken: Taken, changed: Mapping[Place, Sequence[Leg]]) -> float:
        """The longest time that a chain takes, on the clock of the promise."""
        legs = self._legs(taken, changed, demand.days) or []
        own, wall = elapsed(self.chains.starts(demand.hours, demand.days), legs)
        return float((wall if pace_of(demand.target) == "wall" else own).minutes)


def _place(link: ChainLink) -> Place:
    return link.agreement or link.entity, link.field
