"""The head of a design and the sections that steer the compiler: rules, waivers, documents, extensions."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from itsm_compiler.model.entity import Count, Entity, Evidence, Model
from itsm_compiler.model.parts import Version
from itsm_compiler.model.prose import Line, Prose
from itsm_compiler.model.quantities import Duration, Money, Period, Share
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    AnyRef,
    CalendarRef,
    Currency,
    Day,
    Key,
    KpiRef,
    Language,
    Many,
    Name,
    PartyRef,
    RoleRef,
    RuleCode,
    ServiceRef,
    Sites,
    TimeZone,
    Value,
)


class Objective(Model):
    """What the design is to reach, and the KPI that shows it."""

    text: Prose | None = None
    kpi: KpiRef | None = None


class DesignScope(Model):
    """What the design is about."""

    setting: Prose | None = None
    sites: Sites = {}
    included: Many[Prose] = ()
    excluded: Many[Prose] = ()


class Benefit(Model):
    """What gets better: a KPI from today's value to the wanted one."""

    text: Prose | None = None
    kpi: KpiRef | None = None
    baseline: Value | None = None
    target: Value | None = None


class SwotEntry(Model):
    """A strength, weakness, opportunity or threat, and what was made of it."""

    text: Prose | None = None
    leads_to: Many[AnyRef] = ()


class Swot(Model):
    """The position of the provider."""

    strengths: Many[SwotEntry] = ()
    weaknesses: Many[SwotEntry] = ()
    opportunities: Many[SwotEntry] = ()
    threats: Many[SwotEntry] = ()


class Pdca(Model):
    """The circle of the design itself."""

    plan: Many[Evidence] = ()
    do: Many[Evidence] = ()
    check: Many[Evidence] = ()
    act: Many[Evidence] = ()


class HistoryEntry(Model):
    """A version of the design: what changed and what that affects."""

    version: Version | None = None
    date: Day | None = None
    author: RoleRef | None = None
    change: Prose | None = None
    affects: Many[AnyRef] = ()


class Limits(Model):
    """The limits that rules and figures use."""

    utilisation: Share = Share(Decimal(85))
    on_call_share: Share = Share(Decimal(10))
    backup_level: Annotated[Count, Field(le=5)] = 1
    people_per_backup: Count = 2
    manual_measures: Share | None = None
    reserve_rate: Share | None = None
    kpi_per_process: Count = 5
    supplier_review: Period = Period(every=Duration(Decimal(1), "y"))
    margin: Share | None = None
    measuring_share: Share | None = None
    targets_per_service: Count = 6
    legal_review: Money | None = None


class DesignHead(Entity):
    """What the design is, for whom and by whom, and how strict and how complete it is to be."""

    title: Prose
    version: Version | None = None
    status: Literal["draft", "review", "approved"] = "draft"
    profile: Literal["essential", "standard", "full"] = "standard"
    customer: Many[PartyRef] = ()
    provider: PartyRef | None = None
    owner: RoleRef | None = None
    languages: Many[Language] = ("en",)
    currency: Currency | None = None
    time_zone: TimeZone | None = None
    hours: CalendarRef | None = None
    objectives: Many[Objective] = ()
    focus: dict[ServiceRef, Prose] = {}
    policy: Prose | None = None
    scope: DesignScope | None = None
    benefits: Many[Benefit] = ()
    swot: Swot | None = None
    pdca: Pdca | None = None
    history: Many[HistoryEntry] = ()
    limits: Limits = Limits()


class Rules(Entity):
    """Which rules are run, how strongly they count, and where not."""

    select: Many[RuleCode] = ()
    ignore: Many[RuleCode] = ()
    severity: dict[RuleCode, Literal["error", "warning", "info"]] = {}
    per_file_ignores: dict[Line, Many[RuleCode]] = {}
    packs: Many[Line] = ()


class Waiver(Entity):
    """Somebody accepts, until a day, that a rule is broken."""

    rule: RuleCode
    entity: AnyRef | None = None
    reason: Prose
    approved_by: RoleRef | None = None
    expires: Day


def _as_numbering(value: Any) -> Any:
    """One pattern holds for every document."""
    return {"all": value} if isinstance(value, str) else value


class Documents(Entity):
    """Which documents are written, in which formats, with whose templates and under which numbers."""

    formats: Many[Literal["md", "html", "docx", "pdf", "xlsx"]] = ("md", "html")
    include: Many[Name] = ()
    exclude: Many[Name] = ()
    templates: Line | None = None
    numbering: Annotated[dict[Key, Line], Forms(_as_numbering)] = {}


class Extensions(Entity):
    """The JSON Schema of the organisation's own `x-` fields."""

    schema_: Line | None = Field(default=None, alias="schema")
