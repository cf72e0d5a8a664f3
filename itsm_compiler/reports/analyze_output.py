"""The form of what `itsmc analyze --format json` prints, from which `schemas/analyze-v1.schema.json` is made.

Ids are the design's, units stand in the names, availabilities are fractions, days and times are ISO 8601, money is a
decimal string in the design's currency; null stands for what has no value.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

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
    overloads: list[Any]


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


class AnalyzeOutput(TypedDict):
    """What `itsmc analyze --format json` prints; what does not apply to a design is an empty list or object."""

    version: Literal[1]
    design: Prose
    date: str
    seed: int
    availability: list[Availability]
    response: list[Response]
    commitments: list[Commitment]
    staffing: list[Any]
    service_desk: list[Any]
    spares: list[Any]
    capacity: list[Any]
    continuity: list[Any]
    schedule: Schedule
    risks: list[Risk]
    costs: dict[str, Any]
    trace: list[Any]
