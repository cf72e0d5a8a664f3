"""The form of the figures of spares, capacity, continuity, contract dates and offers in `itsmc analyze --format json`."""

from __future__ import annotations

from typing import Literal, TypedDict

Verdict = Literal["proved", "broken", "unsupported"]


class SpareDemand(TypedDict):
    """What one component takes of a spare in the lead time."""

    component: str
    quantity: int
    mtbf_minutes: float
    demand: float


class SpareLink(TypedDict):
    """One step to a swapped part: a team, or the spare itself, in minutes of the calendar `hours`."""

    entity: str
    agreement: str | None
    field: str
    commitment: str | None
    commitment_minutes: float | None
    hours: str


class SparePath(TypedDict):
    """The way to a swapped part for one agreement and class: the worst of all services and components concerned."""

    sla: str
    priority: str
    service: str
    part: str
    target: str
    target_minutes: float | None
    composed_minutes: float | None
    composed_from: str | None
    on_wall: bool
    verdict: Verdict
    chain: list[SpareLink]
    margin_minutes: float | None


class Spare(TypedDict):
    """A spare: its stock against the Poisson demand of the lead time, and the ways to a swapped part."""

    spare: str
    demand_in_lead_time: float | None
    stock: int | None
    probability_met: float | None
    confidence: float
    required_stock: int | None
    lead_time_minutes: float | None
    demands: list[SpareDemand]
    unknown: list[str]
    usable: float | None
    probability_usable: float | None
    holder: str | None
    supplier_held: bool
    contract: str | None
    response_minutes: float | None
    contract_response_minutes: float | None
    paths: list[SparePath]
    margin: int | None
    contract_keeps_response: bool | None


class Expansion(TypedDict):
    """What a capacity plan adds to a component, and from which day on."""

    plan: str
    when: str | None
    adds: float


class Capacity(TypedDict):
    """The load of a component against its capacity, and the first days on which it is above."""

    component: str
    unit: str | None
    capacity: float
    load: float
    growth: str | None
    growth_from: str | None
    measured_on: str
    utilisation: float
    exhausted_on: str | None
    threshold: float | None
    plan: str | None
    threshold_on: str | None
    expansions: list[Expansion]
    expanded_until: str | None
    needed_until: str | None
    outlived_by: list[str]
    utilisation_at_end: float | None
    peak: float | None
    requirements: list[str]
    peak_exhausted_on: str | None
    enough: bool


class ContinuityTarget(TypedDict):
    """A time within which a service is to be back, or from which work may be lost."""

    metric: Literal["rto", "rpo"]
    wanted_by: str
    wanted: str
    minutes: float
    verdict: Literal["met", "missed", "unknown"]


class RecoveryStep(TypedDict):
    """One entity on the way back, and the time after the start at which it is back."""

    entity: str
    restore_minutes: float | None
    back_after_minutes: float | None


class Continuity(TypedDict):
    """The recovery of a service along its path, what is restored first at its head, and the work that may be lost."""

    service: str
    rto_minutes: float | None
    derived_rto_minutes: float | None
    recovery_path: list[str]
    rpo_minutes: float | None
    derived_rpo_minutes: float | None
    rpo_by: str | None
    targets: list[ContinuityTarget]
    steps: list[RecoveryStep]
    unknown: list[str]
    unsaved: list[str]
    together: list[list[str]]
    rto_margin_minutes: float | None
    rpo_margin_minutes: float | None


class ContractDate(TypedDict):
    """A day that matters in the life of an agreement."""

    date: str
    event: Literal["begins", "notice", "renews", "ends"]
    days_left: int


class Backed(TypedDict):
    """An agreement with a customer that rests on an OLA or contract, and its days without that."""

    sla: str
    uncovered_days: int
    notice_margin_days: float | None


class SubContract(TypedDict):
    """Work that a supplier passes on: its response and then the sub-contractor's resolution, against its own."""

    priority: str
    response: str | None
    sub_resolution: str | None
    resolution: str
    composed_minutes: float | None
    resolution_minutes: float | None
    verdict: Verdict


class AgreementDates(TypedDict):
    """The life of an agreement: its term, the last day to give notice, renewals, and what rests on it."""

    agreement: str
    kind: Literal["sla", "ola", "contract"]
    party: str
    begins: str | None
    ends: str | None
    notice: str | None
    notice_by: str | None
    renews: str | None
    renewal_after_notice: bool
    dates: list[ContractDate]
    backs: list[Backed]
    depth: int | None
    sub_contracting: list[SubContract]


class LevelComparison(TypedDict):
    """One level of two offers as written, and which of them is better."""

    level: str
    dearer: str | None
    cheaper: str | None
    better: Literal["dearer", "cheaper", "same", "neither"]


class OfferPair(TypedDict):
    """Two offers to choose from by price, level by level."""

    kind: Literal["sla", "service", "request"]
    dearer: str
    cheaper: str
    of: list[str]
    unit: str
    dearer_price: str
    cheaper_price: str
    currency: str | None
    verdict: Literal["ordered", "same-level", "same-price", "mixed", "dominated"]
    levels: list[LevelComparison]
