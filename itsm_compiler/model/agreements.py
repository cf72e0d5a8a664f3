"""The promises of a design: service level agreements, operational level agreements and contracts."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Model, Scale, Term, Truth
from itsm_compiler.model.parts import Version
from itsm_compiler.model.prose import Line, Prose
from itsm_compiler.model.quantities import NUMBER, Allowance, Duration, Money, Period, Share
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    ApproverRef,
    CalendarRef,
    KpiRef,
    Many,
    Mention,
    MetricRef,
    Name,
    OutcomeRef,
    PartyRef,
    ProcessRef,
    ProviderRef,
    ReportRef,
    RequirementRef,
    ReviewRef,
    RoleRef,
    ServiceRef,
    ServicesRef,
    Sites,
    SourceRef,
    SpareRef,
    SupportRef,
    TeamRef,
    Value,
    Who,
    by_metric,
)

PriorityClass = Literal["A", "B", "C", "D"]
Driver = Literal["users", "hours", "demand", "equal"]


class Signatory(Happening):
    """Who signs for a party, and when."""

    party: PartyRef | None = None
    name: Prose | None = None


class SlaContacts(Model):
    """The persons whom each side speaks to, by name."""

    provider: Prose | None = None
    customer: Prose | None = None
    third_parties: dict[PartyRef, Prose] = Field(default={}, alias="third-parties")


class ComplaintChannel(Model):
    """To whom complaints go, and how."""

    to: RoleRef | None = None
    by: Many[Name] = ()


class Channels(Model):
    """Which channels of the desk take calls, and where complaints go."""

    intake: Many[Name] = ()
    complaints: ComplaintChannel | None = None


class SlaScope(Model):
    """What the agreement holds and how much of it."""

    included: Many[Prose] = ()
    excluded: Many[Prose] = ()
    sites: Sites = {}
    limits: dict[Line, Value] = {}


class Maintenance(Model):
    """When planned maintenance is done, how much of it, and whether it counts against the targets."""

    hours: CalendarRef | None = None
    notice: Duration | None = None
    most: Allowance | None = None
    counts: Truth = False


def _as_value_of_all(value: Any) -> Any:
    """One value holds for every service of the agreement."""
    return value if isinstance(value, dict) else {"all": value}


def _as_target(value: Any) -> Any:
    """A bare value is the target of every service."""
    return value if isinstance(value, dict) else {"of": value}


def _meant(metric: Any, target: Any) -> Any:
    """A target with its values marked by what the metric wants; of a KPI any figure will do."""
    if isinstance(target, dict):
        values = target.get("of")
        if isinstance(values, dict):
            return {**target, "of": {service: by_metric(metric, value) for service, value in values.items()}}
        return {**target, "of": by_metric(metric, values)} if "of" in target else target
    return by_metric(metric, target)


class Target(Model):
    """What is promised of one metric: values by service (`all` for every service of the agreement)."""

    window: Period = Period("month")
    source: Many[SourceRef] = ()
    means: Prose | None = None
    owner: RoleRef | None = None
    requirements: Many[RequirementRef] = ()
    warning: Share | None = None
    on_miss: ProcessRef | None = None
    of: Annotated[
        dict[ServicesRef, Value],
        Forms(_as_value_of_all),
    ] = {}

    def value_for(self, service: str) -> Value | None:
        """What is promised of this metric for a service: its own value, else that of all."""
        return self.of.get(service, self.of.get("all"))


class Priority(Model):
    """What a class of priority means and its times."""

    means: Prose | None = None
    response: Duration | None = None
    handling: Duration | None = None
    resolution: Duration | None = None
    attainment: Share | None = None
    reason: Prose | None = None


class Duty(Model):
    """What one side has to do, and who does it."""

    text: Prose | None = None
    by: Many[Who] = ()


class Responsibilities(Model):
    """The duties of each side."""

    provider: Many[Duty] = ()
    customer: Many[Duty] = ()
    third_parties: Many[Duty] = Field(default=(), alias="third-parties")


class Delivery(Model):
    """How and with whom the service is delivered, and what comes of it in which rhythm."""

    plan: Mention | None = None
    content: Many[Prose] = ()
    deliverables: dict[OutcomeRef, Period] = {}
    staff: Many[RoleRef] = ()


class Support(Model):
    """When support is there, and the lines it passes in order."""

    hours: CalendarRef | None = None
    lines: Many[ProviderRef] = ()


class Charges(Model):
    """The fee in all, and how often it is due."""

    total: Money | None = None
    when: Period | None = None


def _as_number(key: Any) -> Any:
    """A key of digits is a number: keys are read as texts."""
    return Decimal(key) if isinstance(key, str) and re.fullmatch(NUMBER, key) else key


class Compensation(Model):
    """What is paid back: the share of the fee by the value of a metric that is reached, up to a cap."""

    of: MetricRef | None = None
    steps: dict[Annotated[Value, Forms(_as_number)], Share] = {}
    cap: Share | None = None


class Confidentiality(Model):
    """What is kept secret, how long, and each side's duties."""

    classes: Many[Scale] = ()
    duration: Duration | None = None
    provider: Many[Prose] = ()
    customer: Many[Prose] = ()


class AgreementChange(Model):
    """How the agreement itself is changed."""

    process: ProcessRef | None = None
    approvers: Many[ApproverRef] = ()


class Acceptance(Happening):
    """When and by what criteria the service is accepted."""

    criteria: Many[Prose] = ()


class Termination(Model):
    """How the agreement ends."""

    notice: Duration | None = None
    hand_back: Many[Prose] = ()


class Sla(Entity):
    """An agreement with a customer on services and their levels."""

    @model_validator(mode="before")
    @classmethod
    def _read_by_metric(cls, entry: Any) -> Any:
        """A target is read as its metric wants: `availability` is a share, `recovery` a duration."""
        targets = entry.get("targets") if isinstance(entry, dict) else None
        if not isinstance(targets, dict):
            return entry
        return {**entry, "targets": {metric: _meant(metric, target) for metric, target in targets.items()}}

    title: Prose | None = None
    version: Version | None = None
    customer: PartyRef
    services: Many[ServicesRef]
    valid: Term | None = None
    hours: CalendarRef | None = None
    contacts: SlaContacts | None = None
    channels: Channels | None = None
    scope: SlaScope | None = None
    exclusions: Many[Prose] = ()
    maintenance: Maintenance | None = None
    targets: dict[
        MetricRef,
        Annotated[Target, Forms(_as_target)],
    ] = {}
    priorities: dict[PriorityClass, Priority] = {}
    responsibilities: Responsibilities | None = None
    delivery: Delivery | None = None
    processes: Many[ProcessRef] = ()
    support: Support | None = None
    assessment: Many[KpiRef] = ()
    reporting: Many[ReportRef] = ()
    review: Many[ReviewRef] = ()
    charges: Charges | None = None
    compensation: Compensation | None = None
    consequences: dict[Line, Prose] = {}
    confidentiality: Confidentiality | None = None
    change_control: AgreementChange | None = None
    acceptance: Acceptance | None = None
    termination: Termination | None = None
    remarks: Many[Prose] = ()
    signatories: Many[Signatory] = ()

    def promised(self, metric: str, service: str) -> Value | None:
        """What the agreement promises of a metric for a service."""
        target = self.targets.get(metric)
        return target.value_for(service) if target is not None else None


class Commitment(Model):
    """The times of one holder for a class: handed to the next line after `escalate`."""

    response: Duration | None = None
    escalate: Duration | None = None
    resolution: Duration | None = None


class Promise(Entity):
    """What OLAs and contracts share: hours, term, what they cover and the commitments."""

    hours: CalendarRef | None = None
    valid: Term | None = None
    covers: Many[SupportRef] = ()
    priorities: dict[PriorityClass, Commitment] = {}
    availability: Share | None = None
    review: Many[Evidence] = ()
    signatories: Many[Signatory] = ()


class Ola(Promise):
    """A team's standing promise; without `covers` it holds for all that the team provides."""

    team: TeamRef
    hand_over: Many[Prose] = ()


class SubContracting(Model):
    """How deep a supplier may pass work on, which duties pass with it, and the sub-contractor's times."""

    depth: Count | None = None
    flow_down: Many[Prose] = ()
    resolution: dict[PriorityClass, Duration] = {}


class Disputes(Model):
    """The way a dispute is settled, and how soon."""

    steps: Many[Prose] = ()
    within: Duration | None = None


class Contract(Promise):
    """A supplier's promise, with its price and its commercial terms."""

    supplier: PartyRef
    price: Money | None = None
    driver: Driver | None = None
    shares: dict[ServiceRef, Share] = {}
    penalties: Many[Prose] = ()
    spares: Many[SpareRef] = ()
    sub_contracting: SubContracting | None = None
    disputes: Disputes | None = None
    acceptance: Many[Prose] = ()
