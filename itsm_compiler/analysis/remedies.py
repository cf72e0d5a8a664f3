"""The smallest changes that close each gap: which part better or redundant, which commitment or calendar, so that a promise holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.availability import SLACK, share_outside_maintenance
from itsm_compiler.analysis.commitments import least_root
from itsm_compiler.analysis.reliability import alike_availability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from itsm_compiler.analysis.availability import Availabilities, AvailabilityFigure
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.reliability import PartFigure
    from itsm_compiler.diagnostics import Path

Action = Literal["raise", "add-unit", "commit", "open"]
MOST_UNITS = 3
"""So many more units of one part are tried."""
PAIRED = 12
"""Among so many of the weakest parts pairs are sought."""


@dataclass(frozen=True, slots=True)
class RemedyStep:
    """One change at the field `at` of an entity.

    `raise`: the availability of each unit (of a part, or of all that an OLA or contract provides) from `before` to
    `after`; `add-unit`: the number of units; `commit`: minutes of a commitment on the calendar `hours`, None where
    there is none; `open`: work on the calendar `hours`.
    """

    entity: str
    action: Action
    before: float | None
    after: float | None
    hours: str | None
    at: Path


@dataclass(frozen=True, slots=True)
class RemedyFigure:
    """One way to close a gap, all its `steps` together; what it `gives` is an availability, or the longest time in minutes.

    `gives` is None for steps after which more than one promise moves. Ways of fewer steps come first.
    """

    sla: str
    service: str
    metric: Literal["availability", "response", "resolution"]
    priority: str | None
    steps: tuple[RemedyStep, ...]
    gives: float | None


@dataclass(frozen=True, slots=True)
class _Gap:
    """A target that is missed, as what the parts together must reach (`wanted`); maintenance leaves `share` of it."""

    model: Availabilities
    figure: AvailabilityFigure
    share: float

    @property
    def wanted(self) -> float:
        return self.figure.target / self.share if self.share else 2.0

    def reached(self, changed: Mapping[str, float]) -> float:
        """What the parts give with other availabilities of some."""
        service = self.figure.service
        reliance = self.model.reliance(service)
        return self.model.structure.derived(reliance, {**self.model.shares(service), **changed})

    def closes(self, changed: Mapping[str, float]) -> bool:
        return self.reached(changed) >= self.wanted - SLACK

    def way(self, steps: Iterable[RemedyStep], changed: Mapping[str, float]) -> RemedyFigure:
        figure, gives = self.figure, self.share * self.reached(changed)
        return RemedyFigure(figure.sla, figure.service, "availability", None, tuple(steps), gives)


def availability_remedies(
    model: Availabilities,
    clocks: Clocks,
    figures: Iterable[AvailabilityFigure],
    commitments: Iterable[CommitmentFigure],
) -> Iterator[RemedyFigure]:
    """For each availability that is missed or impossible: the best part to improve, the best to add units to.

    Where no one part will do, two; where no two, the fewest of the weakest. Last, the holders all of whose units would
    have to be better.
    """
    demanded = [one for one in commitments if one.metric == "availability"]
    for figure in figures:
        if figure.verdict not in ("impossible", "missed"):
            continue
        gap = _Gap(
            model, figure, share_outside_maintenance(model.design.slas[figure.sla], clocks, figure.window)
        )
        parts = _weakest_first(gap)
        ways = [way for way in (_raised(gap, ((part,) for part in parts)), _added(gap, parts)) if way]
        if not ways:
            several = _raised(gap, combinations(parts[:PAIRED], 2)) or _raised(gap, _growing(parts))
            ways = [several] if several else []
        yield from ways
        yield from _by_holders(model, figure, demanded)


def _weakest_first(gap: _Gap) -> list[str]:
    """The parts whose improvement buys anything, those that buy most first."""
    now = gap.reached({})
    gains = {part: gap.reached({part: 1.0}) - now for part in gap.model.reliance(gap.figure.service).parts}
    return sorted((part for part, gain in gains.items() if gain > 0), key=lambda part: (-gains[part], part))


def _growing(parts: list[str]) -> Iterator[tuple[str, ...]]:
    """The three weakest parts, the four weakest, and so on."""
    yield from (tuple(parts[:count]) for count in range(3, len(parts) + 1))


def _raised(gap: _Gap, choices: Iterable[tuple[str, ...]]) -> RemedyFigure | None:
    """The parts whose failures have to shrink least, all by the same factor; of many choices of more than two the first."""
    best: tuple[float, tuple[str, ...]] | None = None
    for parts in choices:
        if not gap.closes(dict.fromkeys(parts, 1.0)):
            continue
        least = least_root(partial(_excess, gap, parts), 0.0, 1.0)
        if least >= 1.0 - SLACK:
            continue
        if best is None or least < best[0] - SLACK:
            best = least, parts
        if len(parts) > 2:
            break
    if best is None:
        return None
    less, parts = best
    steps = []
    for part in parts:
        unit = gap.model.parts[part].unit_availability
        at = (*gap.model.design.path_of(part), "availability")
        steps.append(RemedyStep(part, "raise", unit, 1.0 - (1.0 - unit) * (1.0 - less), None, at))
    return gap.way(steps, _with(gap, parts, less))


def _excess(gap: _Gap, parts: Iterable[str], less: float) -> float:
    """By how much the target is exceeded when the units of some parts are down less."""
    return gap.reached(_with(gap, parts, less)) - gap.wanted


def _with(gap: _Gap, parts: Iterable[str], less: float) -> dict[str, float]:
    """The availabilities of parts whose units are down less: by the fraction `less` of their unavailability."""
    figures = ((part, gap.model.parts[part]) for part in parts)
    return {
        part: _alike(figure, 1.0 - (1.0 - figure.unit_availability) * (1.0 - less), 0)
        for part, figure in figures
    }


def _added(gap: _Gap, parts: Iterable[str]) -> RemedyFigure | None:
    """The part that closes the gap with the fewest more units; of several, the one that gives most."""
    for more in range(1, MOST_UNITS + 1):
        found = []
        for part in parts:
            figure = gap.model.parts[part]
            changed = {part: _alike(figure, figure.unit_availability, more)}
            if figure.per is None and gap.closes(changed):
                at = (*gap.model.design.path_of(part), "quantity")
                step = RemedyStep(part, "add-unit", figure.quantity, figure.quantity + more, None, at)
                found.append(gap.way((step,), changed))
        if found:
            return max(found, key=lambda way: way.gives or 0.0)
    return None


def _alike(figure: PartFigure, unit: float, more: int) -> float:
    """The availability of a part whose units have another, with more units of which as many must be up as before."""
    if figure.per is not None:
        return unit
    return alike_availability(figure.need, figure.quantity + more, unit)


def _by_holders(
    model: Availabilities, figure: AvailabilityFigure, demanded: Iterable[CommitmentFigure]
) -> Iterator[RemedyFigure]:
    """The holders whose units would all have to be better, others unchanged."""
    for one in demanded:
        short = one.required is not None and (one.committed is None or one.committed < one.required)
        if short and figure.sla in one.demanded_by:
            at = (*model.design.paths.get(one.holder, ()), "availability")
            step = RemedyStep(one.holder, "raise", one.committed, one.required, None, at)
            yield RemedyFigure(figure.sla, figure.service, "availability", None, (step,), None)
