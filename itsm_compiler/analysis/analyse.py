"""All figures of a design, computed once and shared by rules, documents and the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.analysis.availability import Availabilities, availability_figures
from itsm_compiler.analysis.capacity import capacity_figures
from itsm_compiler.analysis.chains import Chains
from itsm_compiler.analysis.clocks import Clocks
from itsm_compiler.analysis.commitments import commitment_figures
from itsm_compiler.analysis.competence import role_skills
from itsm_compiler.analysis.continuity import continuity_figures
from itsm_compiler.analysis.contract_dates import agreement_dates
from itsm_compiler.analysis.cost import cost_figures
from itsm_compiler.analysis.coverage import coverage
from itsm_compiler.analysis.derived_risks import Findings, derived_risks
from itsm_compiler.analysis.desk import desk_figure
from itsm_compiler.analysis.gates import gate_figures
from itsm_compiler.analysis.go_live import go_live_chance
from itsm_compiler.analysis.levelling import levelled_schedule
from itsm_compiler.analysis.losses import loss_figures
from itsm_compiler.analysis.manning import Manning
from itsm_compiler.analysis.offers import offer_pairs
from itsm_compiler.analysis.raci import raci
from itsm_compiler.analysis.reliability import disagreements
from itsm_compiler.analysis.remedies import availability_remedies
from itsm_compiler.analysis.resources import overloads, role_loads
from itsm_compiler.analysis.response import response_figures
from itsm_compiler.analysis.risk import risk_figures
from itsm_compiler.analysis.roster import roster_figures
from itsm_compiler.analysis.schedule import schedule_of
from itsm_compiler.analysis.single_points import single_points
from itsm_compiler.analysis.spares import spare_figures
from itsm_compiler.analysis.staffing import staffing_figures
from itsm_compiler.analysis.time_remedies import TimeRemedies
from itsm_compiler.analysis.trace import trace_matrix
from itsm_compiler.analysis.window_simulation import window_figures
from itsm_compiler.model.quantities import DateSpan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.analysis.availability import AvailabilityFigure, UnknownAvailability
    from itsm_compiler.analysis.capacity import CapacityFigure
    from itsm_compiler.analysis.clocks import HolidayGap
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.competence import RoleSkills
    from itsm_compiler.analysis.continuity import ContinuityFigure
    from itsm_compiler.analysis.contract_dates import AgreementDates
    from itsm_compiler.analysis.cost import Costs
    from itsm_compiler.analysis.coverage import CoverageGap, ModeGap, TermGap
    from itsm_compiler.analysis.derived_risks import DerivedRisk
    from itsm_compiler.analysis.desk import DeskFigure
    from itsm_compiler.analysis.gates import GateFigure
    from itsm_compiler.analysis.go_live import GoLiveChance
    from itsm_compiler.analysis.levelling import LevelledSchedule
    from itsm_compiler.analysis.losses import LossFigure
    from itsm_compiler.analysis.manning import TeamWeek, UnmannedHours
    from itsm_compiler.analysis.offers import OfferPair
    from itsm_compiler.analysis.raci import ActivityRaci
    from itsm_compiler.analysis.reliability import Disagreement, PartFigure
    from itsm_compiler.analysis.remedies import RemedyFigure
    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.analysis.roster import RosterFigure
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.analysis.single_points import SinglePoint
    from itsm_compiler.analysis.spares import SpareFigure
    from itsm_compiler.analysis.staffing import StaffingFigure
    from itsm_compiler.analysis.trace import TraceFigure
    from itsm_compiler.analysis.window_simulation import UnsimulatedService, WindowFigure
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design


@dataclass(frozen=True)
class Figures:
    """What follows from a design on the day `as_of`; what could not be computed is not there.

    `parts` by component; `disagreements` are stated figures that contradict each other; `gaps` and `terms` agreed
    hours and days that nobody covers; `mode_gaps` hours of services in which none of their modes is open; `unprovided` components without a provider, `unsupported` services that reach
    neither component nor provider; `cycles` services and components that need each other; `loads` the work that the deployment asks of roles, week by week.
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
    loads: tuple[RoleLoad, ...]
    risks: tuple[RiskFigure, ...]
    derived_risks: tuple[DerivedRisk, ...]
    holidays: tuple[HolidayGap, ...]
    clocks: Clocks = field(repr=False, compare=False)
    chains: Chains = field(repr=False, compare=False)
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
        """The day that is meant: itself, the last of a span, or that on which a task, milestone or deliverable ends.

        None for a rhythm and for what no schedule dates.
        """
        if isinstance(when, date):
            return when
        if isinstance(when, DateSpan):
            return when.last
        return self.schedule.day_of(when) if isinstance(when, str) and self.schedule is not None else None

    @cached_property
    def trace(self) -> tuple[TraceFigure, ...]:
        """The trace matrix: a line for each requirement."""
        return trace_matrix(self.chains)

    @cached_property
    def costs(self) -> Costs | None:
        """The costs of a year by service and agreement; None where the design speaks of no money."""
        return cost_figures(self.chains, self.availability_of)

    @property
    def overloads(self) -> tuple[RoleLoad, ...]:
        """The weeks in which the deployment asks more of a role than its people have hours."""
        return overloads(self.loads)

    @cached_property
    def go_live_chance(self) -> GoLiveChance | None:
        """The chance of making go-live; simulated when first asked for."""
        deployment = self.clocks.design.deployment
        if deployment is None or self.schedule is None:
            return None
        return go_live_chance(deployment, self.clocks, self.schedule, self.seed)

    @cached_property
    def levelled(self) -> LevelledSchedule | None:
        """The schedule in which no role is overloaded."""
        design = self.clocks.design
        if design.deployment is None or self.schedule is None:
            return None
        return levelled_schedule(design, design.deployment, self.clocks, self.schedule)

    @cached_property
    def gates(self) -> tuple[GateFigure, ...]:
        """What must be in place before each service goes live."""
        design = self.clocks.design
        if design.deployment is None or self.schedule is None:
            return ()
        return gate_figures(design, self.availabilities.graph, design.deployment, self.schedule)

    @property
    def windows(self) -> tuple[WindowFigure, ...]:
        """The probability that each target is met in a window; simulated when first asked for."""
        return self._windows[0]

    @property
    def unsimulated(self) -> tuple[UnsimulatedService, ...]:
        """The services of which windows can't be simulated."""
        return self._windows[1]

    @cached_property
    def losses(self) -> tuple[LossFigure, ...]:
        """What the declared risks cost in a year; simulated when first asked for."""
        return loss_figures(self.clocks.design, self.as_of, self.seed)

    @cached_property
    def _windows(self) -> tuple[tuple[WindowFigure, ...], tuple[UnsimulatedService, ...]]:
        return window_figures(self.availabilities, self.clocks, self.seed)

    @cached_property
    def spares(self) -> tuple[SpareFigure, ...]:
        """The stock of each spare against its demand, and the ways to a swapped part."""
        return spare_figures(self.chains)

    @cached_property
    def capacity(self) -> tuple[CapacityFigure, ...]:
        """The load of each component against its capacity."""
        return capacity_figures(self.chains, self.as_of, self.day)

    @cached_property
    def continuity(self) -> tuple[ContinuityFigure, ...]:
        """The recovery of each service against what is wanted of it."""
        return continuity_figures(self.chains)

    @cached_property
    def contract_dates(self) -> tuple[AgreementDates, ...]:
        """The terms, notices and renewals of agreements, and what rests on them."""
        return agreement_dates(self.chains, self.terms, self.as_of)

    @cached_property
    def offers(self) -> tuple[OfferPair, ...]:
        """Pairs of offers to choose from, by price and level."""
        return offer_pairs(self.chains)

    @cached_property
    def staffing(self) -> tuple[StaffingFigure, ...]:
        """The people that each role with a shift or a workload takes."""
        return staffing_figures(self._manning)

    @cached_property
    def unmanned(self) -> tuple[UnmannedHours, ...]:
        """The hours of teams and modes for which too few posts are manned."""
        return self._manning.unmanned()

    @cached_property
    def manned_weeks(self) -> tuple[TeamWeek, ...]:
        """The posts of each team through an ordinary week."""
        return self._manning.weeks()

    @cached_property
    def service_desk(self) -> DeskFigure | None:
        """The desk in its busiest hour; None where `desk_lacks` something."""
        return desk_figure(self._manning)

    @cached_property
    def rosters(self) -> tuple[RosterFigure, ...]:
        """Whether the people of each role with posts can man them."""
        return roster_figures(self._manning)

    @cached_property
    def skills(self) -> tuple[RoleSkills, ...]:
        """The skills and the cover of each role."""
        return role_skills(self.clocks.design, self.availabilities.graph)

    @cached_property
    def raci(self) -> tuple[ActivityRaci, ...]:
        """Who does what in each activity of the processes."""
        return raci(self.clocks.design)

    @cached_property
    def single_points(self) -> tuple[SinglePoint, ...]:
        """Components, people and suppliers without a second, with what hangs on them."""
        return single_points(self.availabilities, self.skills)

    @cached_property
    def _manning(self) -> Manning:
        return Manning(self.clocks.design, self.clocks)

    @cached_property
    def remedies(self) -> tuple[RemedyFigure, ...]:
        """The smallest changes that would close each gap between a promise and what follows."""
        shares = availability_remedies(self.availabilities, self.clocks, self.availability, self.commitments)
        return (*shares, *TimeRemedies(self.chains, self.commitments).of(self.response))

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
    loads: tuple[RoleLoad, ...] = ()
    if design.deployment is not None and schedule is not None:
        loads = role_loads(design, design.deployment, clocks, schedule)
    found = Findings(available, response, covered, schedule, overloads(loads), as_of)
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
        loads=loads,
        risks=risk_figures(design, graph, as_of),
        derived_risks=derived_risks(design, graph, model, found),
        holidays=clocks.holiday_gaps(),
        clocks=clocks,
        chains=chains,
        availabilities=model,
    )


def _go_live(design: Design) -> date | None:
    """The day of go-live of a deployment without tasks."""
    go_live = design.deployment.go_live if design.deployment is not None else None
    return go_live if isinstance(go_live, date) else None
