"""A line of callers before several agents: Erlang C where all wait, Erlang A where they hang up after a while.

Calls come at random (Poisson), take exponential times, and are answered in the order in which they come. Sources:
A. K. Erlang 1917, the delay formula, here through the recursion of the loss formula; C. Palm 1946 and A. Mandelbaum and
S. Zeltyn 2007 for exponential patience (M/M/n + M).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

MOST_WAITING = 20_000
"""With so many calls within the patience of one caller nobody is taken to hang up."""

NEGLIGIBLE = 1e-18
HUGE = 1e200


@dataclass(frozen=True, slots=True)
class Queue:
    """Calls an hour, seconds for each, and the mean seconds that a caller waits before hanging up (None: for ever)."""

    calls_per_hour: float
    handling_seconds: float
    patience_seconds: float | None = None

    @property
    def load(self) -> float:
        """Calls in progress at a time if nobody waited, in Erlang."""
        return self.calls_per_hour * self.handling_seconds / 3600

    @property
    def patience(self) -> float | None:
        """The patience as it counts: None where nobody hangs up."""
        seconds = self.patience_seconds
        return None if not seconds or self.calls_per_hour * seconds / 3600 > MOST_WAITING else seconds


@dataclass(frozen=True, slots=True)
class Answering:
    """How so many agents answer.

    `service_level` is the share of all calls that is answered in time, `average_speed_of_answer_seconds` the mean wait of
    those that are answered, `occupancy` the share of time in which an agent talks, `abandonment` the share of callers who
    hang up. Of a line that grows for ever the service level is 0 and the wait infinite.
    """

    agents: int
    service_level: float
    average_speed_of_answer_seconds: float
    occupancy: float
    probability_of_waiting: float
    abandonment: float


def least_agents(queue: Queue, share: float, seconds: float) -> Answering:
    """The least number of agents with which at least `share` of the calls is answered within `seconds`.

    Without agents nobody is answered, so there is at least one. A share of 100 % counts as met when what lacks is below
    the digits of a float.
    """
    blocking = [1.0]

    def asked(agents: int) -> Answering:
        while len(blocking) <= agents:
            blocking.append(_next_blocking(queue.load, len(blocking), blocking[-1]))
        return _answering(queue, agents, blocking[agents], seconds)

    too_few = max(0, math.ceil(share * queue.load) - 1) if queue.patience else math.floor(queue.load)
    step = 1
    while asked(too_few + step).service_level < share:
        too_few += step
        step *= 2
    enough = too_few + step
    while enough - too_few > 1:
        between = (too_few + enough) // 2
        if asked(between).service_level < share:
            too_few = between
        else:
            enough = between
    return asked(enough)


def answering(queue: Queue, agents: int, seconds: float) -> Answering:
    """How so many agents answer within `seconds`."""
    blocked = 1.0
    for agent in range(1, agents + 1):
        blocked = _next_blocking(queue.load, agent, blocked)
    return _answering(queue, agents, blocked, seconds)


def positions(agents: int, shrinkage: Fraction) -> int | None:
    """The people to be planned so that so many agents sit there; None where shrinkage leaves nothing."""
    return math.ceil(agents / (1 - shrinkage)) if shrinkage < 1 else None


def _next_blocking(load: float, agents: int, blocked: float) -> float:
    """The loss probability (Erlang B) with so many agents, from that with one agent less."""
    return load * blocked / (agents + load * blocked)


def _answering(queue: Queue, agents: int, blocked: float, seconds: float) -> Answering:
    if not agents:
        return Answering(0, 0.0, math.inf, 1.0, 1.0, 1.0 if queue.patience else 0.0)
    if queue.patience is not None:
        return _with_patience(queue, queue.patience, agents, blocked, seconds)
    load, spare = queue.load, agents - queue.load
    if spare <= 0:
        return Answering(agents, 0.0, math.inf, 1.0, 1.0, 0.0)
    waiting = blocked / (1 - load / agents * (1 - blocked))
    in_time = 1 - waiting * math.exp(-spare * seconds / queue.handling_seconds)
    wait = waiting * queue.handling_seconds / spare
    return Answering(agents, in_time, wait, load / agents, waiting, 0.0)


def _with_patience(queue: Queue, patience: float, agents: int, blocked: float, seconds: float) -> Answering:
    """Erlang A, exact: the sum over the callers that an arriving one finds waiting.

    Who finds j before him is reached after j + 1 exponential steps of rates nμ + iθ, i from 0 to j (an agent is free, or
    someone hangs up). So exp(−θ × wait) has a Beta distribution with a = nμ/θ and b = j + 1, and it is also the chance that
    he still waits: what is answered, by when and after which wait are moments of it.
    """
    if blocked < NEGLIGIBLE:
        return Answering(agents, 1.0, 0.0, queue.load / agents, 0.0, 0.0)
    first = agents * patience / queue.handling_seconds
    calls = queue.calls_per_hour * patience / 3600
    steps = zip(_weights(first, calls), _late(first + 1, seconds / patience), strict=False)
    below, waited, answered, in_time, wait, scale, harmonic = 1 / blocked - 1, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0
    for ahead, ((weight, rescale), late) in enumerate(steps):
        scale *= rescale
        below, waited, answered, in_time, wait = (
            value * rescale for value in (below, waited, answered, in_time, wait)
        )
        reached = weight * first / (first + ahead + 1)
        harmonic += 1 / (first + 1 + ahead)
        waited += weight
        answered += reached
        in_time += reached * max(0.0, 1 - late)
        wait += reached * harmonic * patience
        if weight < NEGLIGIBLE * (below + waited) and calls < first + ahead:
            break
    total = below + waited
    served = (below + answered) / total
    return Answering(
        agents,
        (below + in_time) / total,
        wait / (below + answered),
        min(1.0, queue.load * served / agents),
        waited / total,
        max(0.0, 1 - served),
    )


def _weights(first: float, calls: float) -> Iterator[tuple[float, float]]:
    """The weight of each state with all agents busy, that without a line being 1, and by what to scale all before it."""
    weight, ahead = 1.0, 0
    while True:
        rescale = 1 / HUGE if weight > HUGE else 1.0
        weight *= rescale
        yield weight, rescale
        ahead += 1
        weight *= calls / (first + ahead)


def _late(shape: float, times: float) -> Iterator[float]:
    """P(X < exp(−times)) of Beta(shape, b) for b = 1, 2, …: the chance to be reached too late."""
    missing = -math.expm1(-times)
    term, total, step = -shape * times, 0.0, 0
    while True:
        total += math.exp(term)
        yield total
        step += 1
        term = term + math.log((shape + step - 1) / step * missing) if missing else -math.inf
