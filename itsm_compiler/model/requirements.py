"""What is wanted of services: a requirement has the fields of its type."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from itsm_compiler.model.entity import Entity, Model, Scale
from itsm_compiler.model.prose import Line, Prose
from itsm_compiler.model.quantities import Duration, Money, Period, Rate, Share
from itsm_compiler.model.readers import tag_of_type
from itsm_compiler.model.references import (
    CalendarRef,
    Day,
    Many,
    MetricRef,
    Number,
    PartyRef,
    ServicesRef,
    Value,
    When,
    Who,
    by_metric,
)

Stage = Literal["design", "transition", "operation"]


class Deferred(Model):
    """Why a requirement is put off, until when, and who agreed."""

    reason: Prose | None = None
    until: When | None = None
    agreed_by: Many[Who] = ()


class AnyRequirement(Entity):
    """What every requirement has, whatever its type."""

    from_: PartyRef | None = Field(default=None, alias="from")
    services: Many[ServicesRef] = ()
    stated: Literal["explicit", "implicit"] | None = None
    text: Prose | None = None
    priority: Literal["must", "should", "could"] | None = None
    agreed: Day | None = None
    changed: Day | None = None
    criteria: Many[Prose] = ()
    stage: Stage | None = None
    deferred: Deferred | None = None


class AvailabilityRequirement(AnyRequirement):
    """How much of the agreed hours a service is to be up, and the longest break that is borne."""

    type: Literal["availability"]
    target: Share | None = None
    window: Period | None = None
    hours: CalendarRef | None = None
    tolerated: Duration | None = None


class ContinuityRequirement(AnyRequirement):
    """How soon a service is to be back after a disaster, and how much work may be lost."""

    type: Literal["continuity"]
    rto: Duration | None = None
    rpo: Duration | None = None
    scenarios: Many[Prose] = ()


class CapacityRequirement(AnyRequirement):
    """How much a service is to bear."""

    type: Literal["capacity"]
    unit: Line | None = None
    normal: Number | None = None
    peak: Number | None = None
    growth: Rate | None = None


class PriceRequirement(AnyRequirement):
    """What a customer will pay at most."""

    type: Literal["price"]
    target: Money | None = None
    per: Period | None = None


class SecurityRequirement(AnyRequirement):
    """How confidential, unchanged and available the data of a service are to be kept."""

    type: Literal["security"]
    confidentiality: Scale | None = None
    integrity: Scale | None = None
    availability: Scale | None = None


class ReportingRequirement(AnyRequirement):
    """How often and in what form a customer wants to be told."""

    type: Literal["reporting"]
    frequency: Period | None = None
    form: Prose | None = None


class FunctionRequirement(AnyRequirement):
    """What a service is to do, measured by a metric where it can be."""

    type: Literal["function"]
    metric: MetricRef | None = None
    target: Value | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_by_metric(cls, entry: Any) -> Any:
        """The target is read as its metric wants."""
        if isinstance(entry, dict) and "target" in entry:
            return {**entry, "target": by_metric(entry.get("metric"), entry["target"])}
        return entry


Requirement = Annotated[
    Annotated[AvailabilityRequirement, Tag("\1availability")]
    | Annotated[ContinuityRequirement, Tag("\1continuity")]
    | Annotated[CapacityRequirement, Tag("\1capacity")]
    | Annotated[PriceRequirement, Tag("\1price")]
    | Annotated[SecurityRequirement, Tag("\1security")]
    | Annotated[ReportingRequirement, Tag("\1reporting")]
    | Annotated[FunctionRequirement, Tag("\1function")],
    Discriminator(tag_of_type),
]
"""A requirement, told apart by its `type`."""
