"""The form of the figures of people in what `itsmc analyze --format json` prints."""

from __future__ import annotations

from typing import Literal, TypedDict

RosterRule = Literal[
    "hours", "rest", "one-a-day", "days-in-a-row", "nights-in-a-row", "on-call-weeks", "together"
]


class ShiftHours(TypedDict):
    """The hours of an ordinary week that a shift counts: posts × open hours, on call their share of it."""

    hours: str
    posts: int
    on_call: bool
    open_hours_per_week: float
    counted_hours_per_week: float


class Work(TypedDict):
    """The work of a mean month that one demand gives a role: cases × share × hours for each."""

    demand: Literal["incidents", "requests", "changes"]
    cases_per_month: float
    share: float
    hours_for_each: float
    hours_per_month: float


class Staffing(TypedDict):
    """The people that a role takes: `posts` are those for its shifts, not rounded; null where no number would do."""

    role: str
    posts: float | None
    covered_hours_per_week: float
    net_hours_per_week: float
    required_for_posts: int | None
    workload_hours_per_month: float
    net_hours_per_month: float
    required_for_workload: int | None
    required: int | None
    binding: Literal["posts", "workload"]
    headcount: int
    utilisation: float | None
    shifts: list[ShiftHours]
    work: list[Work]
    shortage: int | None


class UnmannedHours(TypedDict):
    """Hours of an ordinary week of a team, or of a mode of a service, for which too few posts are manned."""

    team: str
    service: str | None
    mode: str | None
    hours: str
    needed: int
    minutes_per_week: int
    first_minute: int


class Answering(TypedDict):
    """How so many agents answer; the mean wait is null for a line that grows for ever."""

    agents: int
    service_level: float
    average_speed_of_answer_seconds: float | None
    occupancy: float
    probability_of_waiting: float
    abandonment: float


class ServiceDesk(TypedDict):
    """The desk in its busiest hour: the fewest agents that meet the target, and how the `manned` posts answer."""

    cases_per_month: float
    contacts_per_case: float
    peak_hour: float
    calls_per_hour: float
    handling_seconds: float
    patience_seconds: float | None
    target_share: float
    target_seconds: float
    load: float
    agents: int
    service_level: float
    average_speed_of_answer_seconds: float
    occupancy: float
    probability_of_waiting: float
    abandonment: float
    positions: int | None
    roles: list[str]
    manned: int | None
    as_manned: Answering | None


class LeastPeople(TypedDict):
    """The people that one rule of the roster takes by itself; null where no number would do."""

    rule: RosterRule
    least: int | None


class Roster(TypedDict):
    """Whether the people of a role can man its shifts; null in `feasible` where the search could not tell.

    `rotation` is worked by the `smallest` number of people, null for a day off: a row for each week from Monday on, or
    one row of days; the next person is `rotation_step` days behind.
    """

    role: str
    headcount: int
    feasible: bool | None
    at_least: int | None
    smallest: int | None
    binding: RosterRule
    broken: list[RosterRule]
    rules: list[LeastPeople]
    shifts_per_week: int
    night_shifts_per_week: int
    on_call_posts: int
    hours_per_week: float
    week_hours: float
    rest_hours: float
    days_in_a_row: int
    nights_in_a_row: int | None
    on_call_weeks: int | None
    rotation: list[list[str | None]]
    rotation_step: int | None
    exact: bool
    spare: int | None


class Skill(TypedDict):
    """A skill of a role: levels wanted, held and taught; `gap` is missing today, `open` once all have been taught."""

    skill: str
    wanted: int
    held: int
    taught: int
    taught_by: list[str]
    people_below: int
    gap: int
    open: int


class Shortfall(TypedDict):
    """A skill that a backup holds too far below what is wanted."""

    skill: str
    wanted: int
    held: int


class Backup(TypedDict):
    """A role that stands in: whether both do for each other, for how many it does, and what it lacks for it."""

    backup: str
    people: int
    mutual: bool
    stands_in_for: int
    lacking: list[Shortfall]
    place: int
    able: bool


class RoleSkills(TypedDict):
    """The skills of a role and its cover: `critical` when its loss reaches an agreement, `alone` when one person has it."""

    role: str
    critical: bool
    headcount: int
    named: int
    skills: list[Skill]
    backups: list[Backup]
    covered: bool
    alone: bool


class Raci(TypedDict):
    """The roles and parties of an activity, and who is missing."""

    process: str
    activity: str
    responsible: list[str]
    accountable: str | None
    consulted: list[str]
    informed: list[str]
    gaps: list[Literal["no-responsible", "no-accountable", "nobody-there"]]


class SinglePoint(TypedDict):
    """A component, supplier or person without a second, the parts that fall with it, and what hangs on it."""

    kind: Literal["component", "person", "supplier"]
    entity: str
    parts: list[str]
    services: list[str]
    slas: list[str]
