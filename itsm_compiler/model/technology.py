"""Monitoring, technologies, standards, environments, procedures and the plans for emergencies, continuity and capacity."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Model, Truth
from itsm_compiler.model.parts import Chained, ProcessOrSopRef, SpanOrPeriod, StepRef, Version, Word
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Period, Share
from itsm_compiler.model.quantity import NUMBER, Quantity
from itsm_compiler.model.reading import Reads
from itsm_compiler.model.references import (
    ComponentRef,
    CostRef,
    EmergencyPlanRef,
    Funds,
    ImprovementRef,
    KpiRef,
    Many,
    Mention,
    MonitoringRef,
    Name,
    Number,
    PartyRef,
    Reference,
    RiskRef,
    RoleRef,
    ServicesRef,
    SopRef,
    Target,
    TrainingRef,
    When,
    Who,
)
from itsm_compiler.model.services import ComponentKind


@dataclass(frozen=True, slots=True)
class Threshold(Quantity):
    """A limit with its direction: `> 75`, `< 200`, `>= 5%`."""

    kind = "threshold"
    pattern = re.compile(
        rf"(?P<sign>>=|<=|>|<|≥|≤) ?(?P<value>-?{NUMBER})(?: ?(?P<unit>%|[A-Za-z°][A-Za-z0-9°/%]{{0,15}}))?"
    )
    sign: Literal[">", ">=", "<", "<="]
    value: Decimal
    unit: str | None = None

    @classmethod
    def build(cls, match: re.Match[str]) -> Self:
        """Make the limit from its sign, number and unit."""
        signs: dict[str, Literal[">", ">=", "<", "<="]] = {
            ">": ">",
            "<": "<",
            ">=": ">=",
            "<=": "<=",
            "≥": ">=",
            "≤": "<=",
        }
        return cls(signs[match["sign"]], Decimal(match["value"]), match["unit"])

    @property
    def is_upper(self) -> bool:
        """Whether it is passed by rising above it."""
        return self.sign.startswith(">")

    def __str__(self) -> str:
        return f"{self.sign} {self.value:f}{'' if self.unit is None or self.unit == '%' else ' '}{self.unit or ''}"


def read_limit(value: Any) -> Threshold | Prose:
    """Read a limit with its direction, or words."""
    if isinstance(value, Threshold):
        return value
    if isinstance(value, str) and Threshold.pattern.fullmatch(value):
        return Threshold.read(value)
    return Prose.read(value)


Limit = Annotated[Threshold | Prose, Reads(read_limit)]
"""A limit with its direction (`> 75`), or words."""

UsedByRef = Annotated[Target, Reference(("components", "tools", "services"))]


class Metric(Model):
    """What is watched of a part, and from where on it is a warning or critical."""

    unit: Word | None = None
    warning: Limit | None = None
    critical: Limit | None = None


class Escalation(Model):
    """After what time an unanswered alarm goes to whom."""

    after: Duration | None = None
    to: RoleRef | None = None


class Monitoring(Entity):
    """How parts are watched, and who is called."""

    of: Many[ComponentRef]
    method: Literal["active", "passive", "baseline", "log", "performance", "event"] | None = None
    every: Period | None = None
    alert: RoleRef | None = None
    escalate: Escalation | None = None
    class_: Name | None = Field(default=None, alias="class")
    metrics: dict[Name, Metric] = {}


class Technology(Entity):
    """A technology the services stand on, and how far it is trusted."""

    maturity: Literal["trial", "adopt", "hold", "retire"] | None = None
    owner: RoleRef | None = None
    used_by: Many[UsedByRef] = ()
    skill: Name | None = None
    purpose: Prose | None = None
    conditions: Many[Prose] = ()
    cost_class: Name | None = None


class Standard(Entity):
    """A standard that work follows."""

    kind: Literal["delivery", "monitoring", "improvement", "technical"] | None = None
    version: Version | None = None
    of: Many[ServicesRef] = ()
    taught_in: Many[TrainingRef] = ()
    used_in: Many[ProcessOrSopRef] = ()
    kpi: KpiRef | None = None
    told: Many[Evidence] = ()
    review: Many[Evidence] = ()


class Environment(Entity):
    """A place to build and test in."""

    for_: Many[ServicesRef] = Field(default=(), alias="for")
    kinds: Many[ComponentKind] = ()
    owner: RoleRef | None = None
    ready: When | None = None
    cost: CostRef | None = None


class Sop(Entity):
    """A standard operating procedure."""

    version: Version | None = None
    for_: Many[ComponentRef] = Field(default=(), alias="for")
    by: RoleRef | None = None
    frequency: Period | None = None
    purpose: Prose | None = None
    before: Many[Prose] = ()
    steps: Many[Prose] = ()
    check: Many[Prose] = ()
    rollback: Many[Prose] = ()
    kind: Literal["special"] | None = None


class EmergencyNotice(Model):
    """Who is told of an emergency, by whom, within what time."""

    who: Many[Who] = ()
    by: Who | None = None
    within: Duration | None = None


class EmergencyStep(Entity):
    """One step of an emergency plan."""

    does: Prose | None = None
    by: RoleRef | None = None
    within: Duration | None = None
    needs: Many[StepRef] = ()


class Drill(Happening):
    """A rehearsal of an emergency plan."""

    frequency: Period | None = None
    who: Many[Who] = ()
    scenario: Word | None = None
    goal: Prose | None = None
    safety: Prose | None = None
    cost: Funds | None = None
    leads_to: Many[ImprovementRef] = ()


class EmergencyPlan(Entity):
    """What is done, by whom and how fast, when the worst happens."""

    kind: Name | None = None
    grade: Count | None = None
    version: Version | None = None
    risks: Many[RiskRef] = ()
    covers: Many[ComponentRef] = ()
    trigger: MonitoringRef | None = None
    trigger_when: Prose | None = None
    notify: EmergencyNotice | None = None
    leader: RoleRef | None = None
    starter: RoleRef | None = None
    deputy: RoleRef | None = None
    members: Many[RoleRef] = ()
    steps: Chained[EmergencyStep] = {}
    end: Prose | None = None
    course: TrainingRef | None = None
    drills: Many[Drill] = ()


class PlanCopy(Model):
    """Where a copy of the plan lies when everything else is down."""

    place: Word | None = None
    offline: Truth = False


class ContinuityTest(Happening):
    """A test of a continuity plan; its result may give the recovery reached as `rto` and `rpo`."""

    frequency: Period | None = None
    scenario: Word | None = None
    leads_to: Many[ImprovementRef] = ()


class ContinuityPlan(Entity):
    """How services go on through a disaster."""

    owner: RoleRef | None = None
    covers: Many[ServicesRef] = ()
    scenarios: Many[Name] = ()
    plans: Many[EmergencyPlanRef] = ()
    copy_: PlanCopy | None = Field(default=None, alias="copy")
    tests: Many[ContinuityTest] = ()
    review: Many[Evidence] = ()


class Expansion(Happening):
    """Which part grows when, by how much of its unit."""

    part: ComponentRef | None = None
    adds: Number | None = None
    cost: CostRef | None = None


class CapacityPlan(Entity):
    """How capacity keeps ahead of demand."""

    owner: RoleRef | None = None
    date: When | None = None
    covers: Many[ServicesRef] = ()
    period: SpanOrPeriod | None = None
    threshold: Share | None = None
    monitor: MonitoringRef | None = None
    tune: SopRef | None = None
    expand: Many[Expansion] = ()
    forecast: Prose | None = None
    influences: Many[Prose] = ()


class KnowledgeTransfer(Entity, Happening):
    """What those who know hand over to those who will run the service."""

    class_: Literal["history", "infrastructure", "applications", "business"] | None = Field(
        default=None, alias="class"
    )
    from_: PartyRef | None = Field(default=None, alias="from")
    to: Many[RoleRef] = ()
    what: Many[Prose] = ()
    acceptance: Many[Prose] = ()


class ResearchFollowUp(Happening):
    """What a finished piece of research leads to."""

    what: Literal["training", "drill", "improvement"] | None = None


class Research(Entity):
    """A look ahead at technology that may serve the services."""

    goal: Prose | None = None
    owner: RoleRef | None = None
    period: DateSpan | None = None
    cost: CostRef | None = None
    kpi: KpiRef | None = None
    from_: Mention | None = Field(default=None, alias="from")
    trend: Many[Evidence] = ()
    due: When | None = None
    then: Many[ResearchFollowUp] = ()
