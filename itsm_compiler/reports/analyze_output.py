"""The form of what `itsmc analyze --format json` prints, from which `schemas/analyze-v1.schema.json` is made.

Ids are the design's, units stand in the names, availabilities are fractions, days and times are ISO 8601, money is a
decimal string in the design's currency; null stands for what has no value.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from itsm_compiler.analysis.remedies import RemedyFigure  # noqa: TC001 -- the schema is made from the types themselves
from itsm_compiler.analysis.trace import TraceFigure  # noqa: TC001 -- the schema is made from the types themselves
from itsm_compiler.reports.chance_output import (  # noqa: TC001 -- the schema is made from the types themselves
    Gate,
    GoLiveChance,
    Levelled,
    Loss,
    Overload,
    Window,
)
from itsm_compiler.reports.people_output import (  # noqa: TC001 -- the schema is made from the types themselves
    Raci,
    RoleSkills,
    Roster,
    ServiceDesk,
    SinglePoint,
    Staffing,
    UnmannedHours,
)
from itsm_compiler.reports.resources_output import (  # noqa: TC001 -- the schema is made from the types themselves
    AgreementDates,
    Capacity,
    Continuity,
    OfferPair,
    Spare,
)

Prose = str | dict[str, str]
"""A text for all languages, or one for each."""


class WeakestPart(TypedDict):
    """The part whose improvement buys most: the largest unavailability × Birnbaum importance."""

    entity: str
    availability: float
    importance: float


class Availability(TypedDict):
    """The availability of a service under an agreement; shares are fractions, the bounds hold under any correlation."""

    sla: str
    service: str
    target: float
    window_minutes: float
    derived: float
    lower_bound: float
    upper_bound: float
    upper_bound_by: str | None
    verdict: Literal["impossible", "missed", "conditional", "guaranteed"]
    independence: Prose | None
    margin: float
    downtime_allowed_minutes: float
    downtime_expected_minutes: float
    weakest: WeakestPart | None


class ChainLink(TypedDict):
    """One hop of a support chain: a team or contract, its commitment, and the calendar on which that counts."""

    entity: str
    commitment_minutes: float | None
    hours: str


class Response(TypedDict):
    """A promised time against the longest composed one, on the agreement's clock and by the wall clock."""

    sla: str
    service: str
    priority: str
    metric: Literal["response", "resolution"]
    target_minutes: float | None
    composed_minutes: float | None
    composed_from: str | None
    wall_minutes: float | None
    wall_from: str | None
    verdict: Literal["proved", "broken", "unsupported"]
    attainment: float | None
    link_attainment: float | None
    chain: list[ChainLink]


class Commitment(TypedDict):
    """What an OLA or contract has to commit to: minutes, or a fraction for availability."""

    holder: str
    kind: Literal["ola", "contract"]
    metric: Literal["response", "resolution", "availability"]
    priority: str | None
    required: float | None
    committed: float | None
    margin: float | None
    demanded_by: list[str]


class Task(TypedDict):
    """A task's place in the schedule, in working days after the start and in days of the calendar."""

    task: str
    earliest_start: float
    earliest_finish: float
    latest_start: float
    latest_finish: float
    start_date: str | None
    finish_date: str | None
    total_float: float
    free_float: float


class Schedule(TypedDict, total=False):
    """The schedule of the deployment; empty when the design has none."""

    start: str | None
    finish: str | None
    go_live: str | None
    duration_working_days: float
    critical_path: list[str]
    tasks: list[Task]
    go_live_chance: GoLiveChance | None
    overloads: list[Overload]
    levelled: Levelled | None


class Risk(TypedDict):
    """A risk that is declared, or that follows from the figures, with its score before and after the response."""

    id: str
    origin: Literal["declared", "derived"]
    inherent: int | None
    residual: int | None
    inherent_band: Literal["low", "medium", "high", "critical"] | None
    residual_band: Literal["low", "medium", "high", "critical"] | None
    exposure: str | None
    touches: list[str]


class BudgetLine(TypedDict):
    """A line of a budget (`of`): what the costs of the design make of it in its time, and what is approved.

    Costs whose line no budget has stand at the end, with their yearly amount and null for the budget.
    """

    of: str | None
    line: str | None
    planned: str
    budget: str | None
    within: bool
    variance: str | None


class Budget(TypedDict):
    """A budget as a whole; `years` is the length of its period."""

    budget: str
    years: float
    planned: str
    approved: str
    reserve: str | None


class CostParts(TypedDict):
    """What a service bears of roles, contracts and other costs."""

    people: str
    contracts: str
    other: str


class ServiceCost(TypedDict):
    """What a service costs and is charged for in a year; `unit` is the cost of one of its `units`."""

    service: str
    total: str
    parts: CostParts
    units: float | None
    unit: str | None
    price: str | None
    margin: str | None


class ServiceCompensation(TypedDict):
    """What a service adds to a compensation, as fractions of the agreement's fee."""

    service: str
    derived: float
    at_derived: float
    expected_at_most: float


class CompensationAtRisk(TypedDict):
    """The money of a year that an agreement may have to pay back; null where it can't be computed."""

    sla: str
    metric: str | None
    fee: str
    most_share: float
    most: str
    expected_at_most: str | None
    at_derived: str | None
    services: list[ServiceCompensation]


class SlaCost(TypedDict):
    """What an agreement costs and brings in in a year: the agreed fee, else the `computed` charges of its services."""

    sla: str
    years: float
    cost: str
    price: str | None
    computed: str | None
    margin: str | None
    compensation: CompensationAtRisk | None


class Unallocated(TypedDict):
    """What no service bears of a cost."""

    entity: str
    amount: str


class Uncounted(TypedDict):
    """An amount as it is written that enters no figure, and why."""

    entity: str
    amount: str
    reason: Literal["currency", "period", "rhythm"]


class Costs(TypedDict, total=False):
    """The costs of a mean year of operation; empty where the design speaks of no money."""

    currency: str | None
    total: str
    lines: list[BudgetLine]
    budgets: list[Budget]
    services: list[ServiceCost]
    slas: list[SlaCost]
    unallocated: list[Unallocated]
    unsold: list[str]
    uncounted: list[Uncounted]


class AnalyzeOutput(TypedDict):
    """What `itsmc analyze --format json` prints; what does not apply to a design is an empty list or object."""

    version: Literal[1]
    design: Prose
    date: str
    seed: int
    availability: list[Availability]
    response: list[Response]
    commitments: list[Commitment]
    staffing: list[Staffing]
    unmanned: list[UnmannedHours]
    service_desk: list[ServiceDesk]
    rosters: list[Roster]
    skills: list[RoleSkills]
    raci: list[Raci]
    single_points: list[SinglePoint]
    spares: list[Spare]
    capacity: list[Capacity]
    continuity: list[Continuity]
    contract_dates: list[AgreementDates]
    offers: list[OfferPair]
    schedule: Schedule
    gates: list[Gate]
    windows: list[Window]
    risks: list[Risk]
    losses: list[Loss]
    costs: Costs
    remedies: list[RemedyFigure]
    trace: list[TraceFigure]
