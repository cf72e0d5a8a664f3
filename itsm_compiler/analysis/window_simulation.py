"""Simulation of a service-level window: how likely each target of an agreement is met, and what makes it fail."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.availability import maintenance_minutes
from itsm_compiler.analysis.chance import standard_error, stream
from itsm_compiler.analysis.lifetimes import MOST_FAILURES, World, lifetime, merged
from itsm_compiler.analysis.outages import Outages
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.model.quantities import DAYS_A_MONTH, Duration, Period, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itsm_compiler.analysis.availability import Availabilities
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.lifetimes import Lifetime
    from itsm_compiler.analysis.outages import Segment
    from itsm_compiler.model.agreements import Sla

WindowMetric = Literal["availability", "failures", "recovery"]
METRICS: tuple[WindowMetric, ...] = ("availability", "failures", "recovery")

MOST_WINDOWS, FEWEST_WINDOWS = 10_000, 2_500
MOST_OUTAGES = 150_000
"""Failures gone through for one agreement: beyond, there are fewer windows, never less than `FEWEST_WINDOWS`."""

SLACK = 1e-6
"""Minutes by which a downtime may pass a limit that it equals."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A part that was down, so that the service was, in such a share of the windows in which a target was missed."""

    part: str
    share: float


@dataclass(frozen=True, slots=True)
class WindowFigure:
    """The probability that a target is met in one window, from `windows` simulated ones.

    `target` is a fraction for availability, a count of failures, or the minutes of a recovery. `mean` is what it was on
    average: the availability over agreed time, failures a window, or minutes of an outage (None when there was none).
    `contributors` are the parts by their share of the missed windows, the largest first.
    """

    sla: str
    service: str
    metric: WindowMetric
    target: float
    window: Period
    window_minutes: float
    probability: float
    standard_error: float
    mean: float | None
    contributors: tuple[Contributor, ...]
    windows: int
    seed: int


@dataclass(frozen=True, slots=True)
class UnsimulatedService:
    """A service under an agreement whose windows can't be simulated, because of `parts` without a repair time."""

    sla: str
    service: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Promise:
    """A target of a service in an agreement."""

    sla: Sla
    service: str
    metric: WindowMetric
    window: Period
    value: Share | Decimal | Duration

    @property
    def figure(self) -> float:
        if isinstance(self.value, Share):
            return self.value.fraction
        return self.value.minutes if isinstance(self.value, Duration) else float(self.value)


@dataclass(slots=True)
class _Tally:
    """What the windows of a promise have come to: how many missed it, and the sum and number of what was measured."""

    missed: int = 0
    total: float = 0.0
    count: int = 0
    blamed: Counter[str] = field(default_factory=Counter)


def window_figures(
    model: Availabilities, clocks: Clocks, seed: int
) -> tuple[tuple[WindowFigure, ...], tuple[UnsimulatedService, ...]]:
    """The figures of all targets of availability, failures and recovery, and the services that can't be simulated.

    Windows follow each other through the term of the agreement, each as likely as the other. The parts of all services
    of an agreement are drawn together, so that services share the failures that they share in reality.
    """
    lives = {
        name: life
        for name, component in sorted(model.design.components.items())
        if (life := lifetime(component)) is not None
    }
    figures: list[WindowFigure] = []
    unknown: dict[tuple[str, str], UnsimulatedService] = {}
    groups: dict[tuple[str, float], list[_Promise]] = {}
    for promise in _promises(model):
        reliance = model.reliance(promise.service)
        missing = tuple(part for part in reliance.parts if part not in lives)
        if missing:
            key = promise.sla.id, promise.service
            unknown[key] = UnsimulatedService(*key, missing)
        elif reliance.parts and reliance.possible:
            groups.setdefault((promise.sla.id, _days(promise.window)), []).append(promise)
    for promises in groups.values():
        figures += _simulated(model, clocks, lives, promises, seed)
    return tuple(figures), tuple(unknown.values())


def _promises(model: Availabilities) -> Iterator[_Promise]:
    """The targets that can be simulated, by agreement, service and metric; a baseline of the service stands in."""
    for _, sla in sorted(model.design.slas.items()):
        for service in sorted(model.design.services_of(sla.services)):
            for metric in METRICS:
                target = sla.targets.get(metric)
                value = target.value_for(service) if target is not None else None
                if value is None:
                    value = model.design.services[service].baseline.get(metric)
                window = target.window if target is not None else Period("month")
                if isinstance(value, Share | Decimal | Duration) and _fits(metric, value):
                    yield _Promise(sla, service, metric, window, value)


def _fits(metric: WindowMetric, value: Share | Decimal | Duration) -> bool:
    """Whether a value is one of its metric; open days have no fixed length and are left out."""
    if metric == "recovery":
        return isinstance(value, Duration) and value.unit != "wd"
    return isinstance(value, Share if metric == "availability" else Decimal)


def _days(window: Period) -> float:
    return window.days or float(DAYS_A_MONTH)


def _simulated(
    model: Availabilities,
    clocks: Clocks,
    lives: Mapping[str, Lifetime],
    promises: Sequence[_Promise],
    seed: int,
) -> Iterator[WindowFigure]:
    """The figures of the promises of one agreement with windows of one length."""
    sla, window = promises[0].sla, promises[0].window
    agreed = AgreedWindows(clocks, sla, window)
    outages = Outages(model.structure, {one.service: model.reliance(one.service) for one in promises})
    uniform = stream(seed, "window", sla.id, str(window))
    world = World([lives[part] for part in outages.parts], agreed.length, uniform)
    if not agreed.begins or world.failures > MOST_FAILURES:
        return
    runs = min(MOST_WINDOWS, max(FEWEST_WINDOWS, int(MOST_OUTAGES / max(world.failures, 1.0))))
    maintenance = maintenance_minutes(sla, clocks, window)
    judges: dict[str, list[_Judge]] = {}
    for one in promises:
        judges.setdefault(one.service, []).append(_Judge(one, agreed, maintenance, _Tally()))
    for run in range(runs):
        down = world.window()
        for service in outages.touched(down) if down else ():
            segments = outages.of(service, down)
            if segments:
                seen = seen_outages(agreed, run % len(agreed.begins), segments)
                for judge in judges[service]:
                    judge.count(run % len(agreed.begins), seen)
    for judge in (judge for of_service in judges.values() for judge in of_service):
        yield judge.figure(runs, seed)


@dataclass(frozen=True, slots=True)
class SeenOutage:
    """An outage of a service as its customer sees it: what touches no agreed time is not there.

    `begin` is in minutes from the begin of the window, below 0 for one that had begun before. `agreed_minutes` are those
    inside the window, `open_minutes` all agreed minutes of the outage, `wall_minutes` those by the wall clock from the
    first agreed one on.
    """

    begin: float
    agreed_minutes: float
    open_minutes: float
    wall_minutes: float
    blamed: tuple[str, ...]


def seen_outages(agreed: AgreedWindows, number: int, segments: Sequence[Segment]) -> list[SeenOutage]:
    """The outages of a service in a window, overlapping stretches merged."""
    found = []
    for begin, end in merged([(begin, end) for begin, end, _ in segments]):
        opened = agreed.minutes_between(number, begin, end)
        if opened > 0:
            inside = agreed.minutes_between(number, max(begin, 0.0), min(end, agreed.length))
            wall = end - agreed.opening(number, begin)
            parts = (
                part for first, last, names in segments if first < end and last > begin for part in names
            )
            found.append(SeenOutage(begin, inside, opened, wall, tuple(sorted(set(parts)))))
    return found


class AgreedWindows:
    """The windows of an agreement that follow each other through its term, and the agreed time in each."""

    def __init__(self, clocks: Clocks, sla: Sla, window: Period) -> None:
        days = clocks.term(sla.valid)
        self._table = clocks.table(clocks.governing(sla.hours), days)
        first = self._table.instant(days.first.toordinal())
        whole = float(self._table.instant(days.last.toordinal() + 1) - first)
        self.length = min(_days(window) * DAY, whole)
        begins = [float(first) + self.length * index for index in range(int(whole / self.length))]
        minutes = [float(self._table.between(begin, begin + self.length)) for begin in begins]
        kept = [pair for pair in zip(begins, minutes, strict=True) if pair[1] > 0]
        self.begins = [begin for begin, _ in kept]
        self.minutes = [amount for _, amount in kept]

    def minutes_between(self, number: int, begin: float, end: float) -> float:
        """The agreed minutes between two times of a window."""
        if self._table.always:
            return max(0.0, end - begin)
        start = self.begins[number]
        return float(self._table.between(start + begin, start + max(begin, end)))

    def opening(self, number: int, begin: float) -> float:
        """The first agreed time of a window from a time on."""
        if self._table.always:
            return begin
        start = self.begins[number]
        return float(self._table.opening(start + begin)) - start


@dataclass(frozen=True, slots=True)
class _Judge:
    """Holds the windows of a service against one of its promises."""

    promise: _Promise
    agreed: AgreedWindows
    maintenance: float
    tally: _Tally

    def count(self, number: int, seen: Sequence[SeenOutage]) -> None:
        """Count a window with outages."""
        tally, metric, limit = self.tally, self.promise.metric, self.promise.figure
        if metric == "availability":
            lost = math.fsum(outage.agreed_minutes for outage in seen)
            tally.total += lost
            guilty = seen if lost > self._allowed(number) + SLACK else ()
        elif metric == "failures":
            begun = [outage for outage in seen if outage.begin >= 0]
            tally.total += len(begun)
            guilty = begun if len(begun) > limit else ()
        else:
            lengths = [self._recovery(outage) for outage in seen]
            tally.total += math.fsum(lengths)
            tally.count += len(lengths)
            pairs = zip(seen, lengths, strict=True)
            guilty = [outage for outage, length in pairs if length > limit + SLACK]
        if guilty and (metric != "availability" or self._allowed(number) >= -SLACK):
            tally.missed += 1
            tally.blamed.update({part for outage in guilty for part in outage.blamed})

    def figure(self, runs: int, seed: int) -> WindowFigure:
        """The figure after so many windows."""
        promise, tally, agreed = self.promise, self.tally, self.agreed
        missed = tally.missed + self._missed_by_maintenance(runs)
        share = 1.0 - missed / runs
        blamed = sorted(tally.blamed.items(), key=lambda pair: (-pair[1], pair[0]))
        return WindowFigure(
            sla=promise.sla.id,
            service=promise.service,
            metric=promise.metric,
            target=promise.figure,
            window=promise.window,
            window_minutes=math.fsum(agreed.minutes) / len(agreed.minutes),
            probability=share,
            standard_error=standard_error(share, runs),
            mean=self._mean(runs),
            contributors=tuple(Contributor(part, count / missed) for part, count in blamed),
            windows=runs,
            seed=seed,
        )

    def _allowed(self, number: int) -> float:
        """The downtime that is allowed in a window beside planned maintenance."""
        return (1.0 - self.promise.figure) * self.agreed.minutes[number] - self.maintenance

    def _recovery(self, outage: SeenOutage) -> float:
        value = self.promise.value
        is_open = isinstance(value, Duration) and value.is_service_time
        return outage.open_minutes if is_open else outage.wall_minutes

    def _missed_by_maintenance(self, runs: int) -> int:
        """The windows in which maintenance alone takes more than is allowed."""
        if self.promise.metric != "availability":
            return 0
        count = len(self.agreed.begins)
        return sum((runs - n + count - 1) // count for n in range(count) if self._allowed(n) < -SLACK)

    def _mean(self, runs: int) -> float | None:
        tally, metric = self.tally, self.promise.metric
        if metric == "failures":
            return tally.total / runs
        if metric == "recovery":
            return tally.total / tally.count if tally.count else None
        count = len(self.agreed.minutes)
        agreed = math.fsum(
            minutes * ((runs - number + count - 1) // count)
            for number, minutes in enumerate(self.agreed.minutes)
        )
        return 1.0 - (tally.total + self.maintenance * runs) / agreed
