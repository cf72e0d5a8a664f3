"""All figures of a design, computed once and shared by rules, documents and the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.analysis.availability import Availabilities, availability_figures
from itsm_compiler.analysis.chains import Chains
from itsm_compiler.analysis.clocks import Clocks
from itsm_compiler.analysis.commitments import commitment_figures
from itsm_compiler.analysis.coverage import coverage
from itsm_compiler.analysis.derived_risks import Findings, derived_risks
from itsm_compiler.analysis.reliability import disagreements
from itsm_compiler.analysis.response import response_figures
from itsm_compiler.analysis.risk import risk_figures
from itsm_compiler.analysis.schedule import schedule_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.analysis.availability import AvailabilityFigure, UnknownAvailability
    from itsm_compiler.analysis.clocks import HolidayGap
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.coverage import CoverageGap, ModeGap, TermGap
    from itsm_compiler.analysis.derived_risks import DerivedRisk
    from itsm_compiler.analysis.reliability import Disagreement, PartFigure
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design


@dataclass(frozen=True)
class Figures:
    """What follows from a design on the day `as_of`; what could not be computed is not there.

    `parts` by component; `disagreements` are stated figures that contradict each other; `gaps` and `terms` agreed
    hours and days that nobody covers; `mode_gaps` hours of services in which none of their modes is open; `unprovided` components without a provider, `unsupported` services that reach
    neither component nor provider; `cycles` services and components that need each other.
    """

    as_of: date
    seed: int
    parts: Mapping[str, PartFigure]
    disagreements: tuple[Disagreement, ...]
    availability: tuple[AvailabilityFigure, ...]
    unknown_availability: tuple[UnknownAvailability, ...]
    response: tuple[ResponseFigure, ...]
    commitments: tuple[CommitmentFigure, ...]
    gaps: tuple[CoverageGap, ...]
    mode_gaps: tuple[ModeGap, ...]
    terms: tuple[TermGap, ...]
    unprovided: tuple[str, ...]
    unsupported: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]
    schedule: Schedule | None
    risks: tuple[RiskFigure, ...]
    derived_risks: tuple[DerivedRisk, ...]
    holidays: tuple[HolidayGap, ...]
    clocks: Clocks = field(repr=False, compare=False)
    availabilities: Availabilities = field(repr=False, compare=False)

    def availability_of(self, sla: str, service: str) -> AvailabilityFigure | None:
        """The availability of a service under an agreement."""
        return self._availability.get((sla, service))

    def responses_of(self, sla: str) -> tuple[ResponseFigure, ...]:
        """The promised times of an agreement."""
        return self._responses.get(sla, ())

    def commitments_of(self, holder: str) -> tuple[CommitmentFigure, ...]:
        """What an OLA, a contract, or a team without an OLA has to commit to."""
        return self._commitments.get(holder, ())

    def day(self, when: object) -> date | None:
        """The day that is meant: itself, or that on which a task, milestone or deliverable ends."""
        if isinstance(when, date):
            return when
        return self.schedule.day_of(when) if isinstance(when, str) and self.schedule is not None else None

    def risk(self, risk: str) -> RiskFigure | None:
        """The figure of a declared risk."""
        return next((figure for figure in self.risks if figure.id == risk), None)

    @cached_property
    def _availability(self) -> dict[tuple[str, str], AvailabilityFigure]:
        return {(figure.sla, figure.service): figure for figure in self.availability}

    @cached_property
    def _responses(self) -> dict[str, tuple[ResponseFigure, ...]]:
        found: dict[str, list[ResponseFigure]] = {}
        for figure in self.response:
            found.setdefault(figure.sla, []).append(figure)
        return {sla: tuple(figures) for sla, figures in found.items()}

    @cached_property
    def _commitments(self) -> dict[str, tuple[CommitmentFigure, ...]]:
        found: dict[str, list[CommitmentFigure]] = {}
        for figure in self.commitments:
            found.setdefault(figure.holder, []).append(figure)
        return {holder: tuple(figures) for holder, figures in found.items()}


def analyse(design: Design, graph: Graph, as_of: date, seed: int = 0) -> Figures:
    """Everything that follows from a design on a day.

    Never raises on a design whose shape is right, however little it says: what lacks its parts is left out. `seed` is
    that of the simulations.
    """
    schedule = None
    if design.deployment is not None:
        schedule = schedule_of(design.deployment, Clocks(design, as_of))
    clocks = Clocks(design, as_of, schedule.go_live if schedule is not None else _go_live(design))
    model, chains = Availabilities(design, graph), Chains(design, graph, clocks)
    available, unknown = availability_figures(model, clocks)
    response = response_figures(chains)
    covered = coverage(chains)
    found = Findings(available, response, covered, schedule, as_of)
    return Figures(
        as_of=as_of,
        seed=seed,
        parts=model.parts,
        disagreements=tuple(
            one
            for name, component in sorted(design.components.items())
            if component.availability is not None
            for one in disagreements(name, component.availability)
        ),
        availability=available,
        unknown_availability=unknown,
        response=response,
        commitments=commitment_figures(chains, model),
        gaps=covered.gaps,
        mode_gaps=covered.modes,
        terms=covered.terms,
        unprovided=covered.unprovided,
        unsupported=covered.unsupported,
        cycles=graph.cycles,
        schedule=schedule,
        risks=risk_figures(design, graph, as_of),
        derived_risks=derived_risks(design, graph, model, found),
        holidays=clocks.holiday_gaps(),
        clocks=clocks,
        availabilities=model,
    )


def _go_live(design: Design) -> date | None:
    """The day of go-live of a deployment without tasks."""
    go_live = design.deployment.go_live if design.deployment is not None else None
    return go_live if isinstance(go_live, date) else None
