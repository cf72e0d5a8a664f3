"""The form of go-live, load, levelling, gates, windows and losses in what `itsmc analyze --format json` prints."""

from __future__ import annotations

from typing import Literal, TypedDict


class Criticality(TypedDict):
    """The share of the runs in which the end of the deployment hangs on a task."""

    task: str
    index: float


class GoLiveChance(TypedDict):
    """The probability of making go-live by simulation and by the formula; lengths in working days from the start."""

    simulated: float
    standard_error: float
    formula: float
    mean: float
    variance: float
    deadline: int
    simulated_mean: float
    percentile_80: float
    path: list[str]
    criticality: list[Criticality]
    near_critical: list[str]
    runs: int
    seed: int


class Overload(TypedDict):
    """An ISO week in which tasks ask more hours of a role than its people have."""

    role: str
    week: str
    load_hours: float
    capacity_hours: float
    working_days: int
    tasks: list[str]


class Move(TypedDict):
    """A task that levelling puts off, by `slip` working days."""

    task: str
    role: str | None
    was_start_date: str | None
    was_finish_date: str | None
    start_date: str | None
    finish_date: str | None
    slip: float
    total_float: float
    within_float: bool


class Levelled(TypedDict):
    """The schedule without overloads, but those that `remain` however tasks are put off."""

    finish: str | None
    duration_working_days: float
    go_live_margin: int | None
    moves: list[Move]
    remaining: list[Overload]


class GateItem(TypedDict):
    """One thing that a gate asks for, and the day on which it is there."""

    entity: str
    day: str | None
    deadline: str
    verdict: Literal["met", "late", "missing"]


class Gate(TypedDict):
    """A gate of a service, or of the whole deployment; `entity` is the item that decides."""

    gate: Literal[
        "people-hired",
        "people-trained",
        "tools-tested",
        "knowledge-loaded",
        "spares-in-place",
        "procedures-ready",
        "plans-drilled",
        "processes-trialled",
        "rollback-tested",
        "deliverables-accepted",
        "plan-before-sla",
    ]
    service: str | None
    verdict: Literal["met", "late", "missing"]
    entity: str
    day: str | None
    deadline: str
    items: list[GateItem]


class Contributor(TypedDict):
    """A part and the share of the missed windows in which it was to blame."""

    part: str
    share: float


class Window(TypedDict):
    """The probability that a target is met in a window: a fraction, a number of failures, or minutes of a recovery."""

    sla: str
    service: str
    metric: Literal["availability", "failures", "recovery"]
    target: float
    window: str
    window_minutes: float
    probability: float
    standard_error: float
    mean: float | None
    contributors: list[Contributor]
    windows: int
    seed: int


class Loss(TypedDict):
    """The loss of a year by a risk, before and after its response; by all risks together where `risk` is null."""

    risk: str | None
    currency: str | None
    expected: str
    percentile_90: str
    residual_expected: str
    residual_percentile_90: str
    years: int
    seed: int
