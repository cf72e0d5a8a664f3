"""References to entities by id, and the words that stand beside them: ids, names, plurals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import (
    DateSpan,
    Duration,
    Meant,
    Measure,
    Money,
    Period,
    Rate,
    Share,
    read_date,
    read_measure,
    read_number,
)
from itsm_compiler.model.readers import (
    ID,
    ID_LENGTH,
    ONE_THING_SECTIONS,
    RULE_CODE,
    as_plural,
    as_sites,
    is_id,
    read_code_pattern,
    read_currency,
    read_funds,
    read_id,
    read_language,
    read_mention,
    read_note,
    read_occasion,
    read_path,
    read_rule_code,
    read_site_count,
    read_time_zone,
    read_volume,
    read_when,
    tag_of_type,
)
from itsm_compiler.model.reading import Forms, Reads

if TYPE_CHECKING:
    from collections.abc import Callable

METRICS = ("availability", "failures", "recovery", "satisfaction", "security-incidents")
"""The metrics that the language knows by itself; every other is a KPI."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a string as the id of an entity of one of `kinds` (names of sections, or `any`).

    `or_text` allows prose in its place: what is no known id is read as words. `words` are values with a meaning of
    their own, as `all` for every service.
    """

    kinds: tuple[str, ...]
    or_text: bool = False
    words: tuple[str, ...] = ()


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Forms(as_plural)]
"""A plural field: always a tuple, written as one value or a list."""


Id = Annotated[str, Reads(read_id)]
Name = Id
"""A short machine word in kebab-case, from a list of the language or the planner's own."""

Key = Id
"""The key of a map of named things."""

Target = Annotated[
    str,
    Reads(read_path),
]
"""The form of every reference; `Reference` says to what."""

AnyRef = Annotated[Target, Reference(("any",))]
CalendarRef = Annotated[Target, Reference(("calendars",), words=("always",))]
PartyRef = Annotated[Target, Reference(("parties",))]
ServiceRef = Annotated[Target, Reference(("services",))]
ServicesRef = Annotated[Target, Reference(("services",), words=("all",))]
ComponentRef = Annotated[Target, Reference(("components",))]
RoleRef = Annotated[Target, Reference(("roles",))]
TeamRef = Annotated[Target, Reference(("teams",))]
ContractRef = Annotated[Target, Reference(("contracts",))]
SlaRef = Annotated[Target, Reference(("slas",))]
ToolRef = Annotated[Target, Reference(("tools",))]
RecordRef = Annotated[Target, Reference(("records",))]
ProcessRef = Annotated[Target, Reference(("processes",))]
KpiRef = Annotated[Target, Reference(("kpis",))]
ReportRef = Annotated[Target, Reference(("reports",))]
ReviewRef = Annotated[Target, Reference(("reviews",))]
OlaRef = Annotated[Target, Reference(("olas",))]
MonitoringRef = Annotated[Target, Reference(("monitoring",))]
SopRef = Annotated[Target, Reference(("sops",))]
TrainingRef = Annotated[Target, Reference(("training",))]
StandardRef = Annotated[Target, Reference(("standards",))]
RiskRef = Annotated[Target, Reference(("risks",))]
CostRef = Annotated[Target, Reference(("costs",))]
ImprovementRef = Annotated[Target, Reference(("improvements",))]
RequirementRef = Annotated[Target, Reference(("requirements",))]
EmergencyPlanRef = Annotated[Target, Reference(("emergency_plans",))]
SpareRef = Annotated[Target, Reference(("spares",))]
TaskRef = Annotated[Target, Reference(("tasks",))]
DeliverableRef = Annotated[Target, Reference(("deliverables",))]
ProviderRef = Annotated[Target, Reference(("teams", "contracts"))]
"""Who brings a part or a service: a team, or a contract with a supplier."""

SupportRef = Annotated[Target, Reference(("services", "components"))]
"""What a service or a component stands on."""

READ_BY_METRIC: dict[str, Callable[[Any], Measure]] = {
    "availability": Share.read,
    "failures": read_number,
    "recovery": Duration.read,
    "security-incidents": read_number,
}
"""How the values of the language's metrics are read; satisfaction is a share or a mark."""


def by_metric(metric: Any, value: Any) -> Any:
    """A value marked with how its metric wants it read."""
    read = READ_BY_METRIC.get(metric) if isinstance(metric, str) else None
    return value if read is None else Meant(read, value)


MetricRef = Annotated[Target, Reference(("kpis",), words=METRICS)]
"""What is promised or counted: a metric of the language, or a KPI."""

ApproverRef = Annotated[Target, Reference(("roles", "parties"))]
"""Who may say yes: a role or a party."""

OutcomeRef = Annotated[Target, Reference(("reports", "records", "deliverables"), or_text=True)]
"""What a delivery yields: a report, a record or a deliverable, or a name for it."""

AreaRef = Annotated[Target, Reference(("services",), or_text=True)]
"""An area of knowledge, which is a service, or a name for it."""

SourceRef = Annotated[Target, Reference(("tools", "records", "monitoring"))]
"""Where a figure is taken from."""

Who = Annotated[
    str | Prose,
    Reads(read_mention),
    Reference(("roles", "parties", "teams"), or_text=True),
]
"""A role, party or team, or a person by name."""

Mention = Annotated[str | Prose, Reads(read_mention), Reference(("any",), or_text=True)]
"""Anything of the design by id, or words."""

When = Annotated[
    date | str,
    Reads(read_when),
    Reference(("tasks", "milestones")),
]
"""A day, or the task or milestone that ends on it."""

Occasion = Annotated[
    date | str | DateSpan | Period,
    Reads(read_occasion),
    Reference(("tasks", "milestones")),
]
"""A day, a task, a span of days or a rhythm."""

Day = Annotated[date, Reads(read_date)]
Value = Annotated[Measure, Reads(read_measure)]
"""A value of a metric."""

Number = Annotated[Decimal, Reads(read_number)]
"""A plain number, not below zero."""

Volume = Annotated[Decimal | Rate, Reads(read_volume)]
"""How much there is of something: a number, or a rate."""

Note = Annotated[Measure | Prose, Reads(read_note)]
"""A figure, or words."""

Funds = Annotated[Money | str, Reads(read_funds), Reference(("costs",))]
"""An amount of money, or the cost that carries it."""

Currency = Annotated[str, Reads(read_currency)]
Language = Annotated[str, Reads(read_language)]
TimeZone = Annotated[str, Reads(read_time_zone)]
RuleCode = Annotated[str, Reads(read_rule_code)]
CodePattern = Annotated[str, Reads(read_code_pattern)]

Sites = Annotated[
    dict[Key, Annotated[int | None, Reads(read_site_count)]],
    Forms(as_sites),
]
"""Sites by name and how many of each there are; None where only the name is written."""

__all__ = [
    "ID",
    "ID_LENGTH",
    "METRICS",
    "ONE_THING_SECTIONS",
    "RULE_CODE",
    "AnyRef",
    "ApproverRef",
    "AreaRef",
    "CalendarRef",
    "CodePattern",
    "ComponentRef",
    "ContractRef",
    "CostRef",
    "Currency",
    "Day",
    "DeliverableRef",
    "EmergencyPlanRef",
    "Funds",
    "Id",
    "ImprovementRef",
    "Key",
    "KpiRef",
    "Language",
    "Many",
    "Mention",
    "MetricRef",
    "MonitoringRef",
    "Name",
    "Note",
    "Number",
    "Occasion",
    "OlaRef",
    "OutcomeRef",
    "PartyRef",
    "ProcessRef",
    "ProviderRef",
    "RecordRef",
    "Reference",
    "ReportRef",
    "RequirementRef",
    "ReviewRef",
    "RiskRef",
    "RoleRef",
    "RuleCode",
    "ServiceRef",
    "ServicesRef",
    "Sites",
    "SlaRef",
    "SopRef",
    "SourceRef",
    "SpareRef",
    "StandardRef",
    "SupportRef",
    "Target",
    "TaskRef",
    "TeamRef",
    "TimeZone",
    "ToolRef",
    "TrainingRef",
    "Value",
    "Volume",
    "When",
    "Who",
    "as_plural",
    "by_metric",
    "is_id",
    "read_id",
    "read_mention",
    "read_note",
    "read_path",
    "read_when",
    "tag_of_type",
]
