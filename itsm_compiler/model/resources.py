"""Tools, service desk, spares, knowledge, records and the rules for documents."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Level, Model, Truth
from itsm_compiler.model.parts import AppraisalRef, PriorityClass, StandardOrProse, Statement, Word
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, Duration, Money, Period, Share
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    CalendarRef,
    ComponentRef,
    ContractRef,
    KpiRef,
    Many,
    Mention,
    Name,
    Note,
    Number,
    PartyRef,
    ProcessRef,
    RecordRef,
    Reference,
    RequirementRef,
    RoleRef,
    ServiceRef,
    ServicesRef,
    SopRef,
    Target,
    TeamRef,
    ToolRef,
    When,
    Who,
)
from itsm_compiler.model.services import ComponentKind

SupportedRef = Annotated[Target, Reference(("services", "processes"), words=("all",))]
"""What a tool is for: services or processes."""


def as_backup(value: Any) -> Any:
    """Words alone say how it is backed up."""
    is_words = isinstance(value, str) or (
        isinstance(value, dict) and not set(value) & set(BackupRule.model_fields)
    )
    return {"how": value} if is_words else value


class BackupRule(Model):
    """How something is backed up: in words, or how often, for how long and where."""

    how: Prose | None = None
    every: Duration | None = None
    keep: Duration | None = None
    off_site: Truth = False


BackupOrProse = Annotated[BackupRule, Forms(as_backup)]
"""A backup as a map, or in words."""


class Offer(Model):
    """One of the offers that a selection chose from."""

    name: Prose | None = None
    price: Money | None = None


class ToolSelection(Model):
    """How a tool was chosen: the offers, the reason, the customer's word and the requirement it meets."""

    options: Many[Offer] = ()
    reason: Prose | None = None
    customer: Many[Statement] = ()
    fit: Many[RequirementRef] = ()


class ToolStage(Happening):
    """One stage of a tool's roll-out."""

    to: Many[TeamRef] = ()


class Tool(Entity):
    """Something the service is run, watched or recorded with."""

    type: Literal["monitoring", "process", "other"] | None = None
    supports: Many[SupportedRef] = ()
    watches: Many[ComponentKind] = ()
    automates: Many[SopRef] = ()
    functions: Many[Name] = ()
    fields: Many[Name] = ()
    party: PartyRef | None = None
    owner: RoleRef | None = None
    used_by: Many[RoleRef] = ()
    skills: dict[Name, Level] = {}
    selection: ToolSelection | None = None
    integrations: Many[ToolRef] = ()
    manual: Mention | None = None
    availability: Share | None = None
    backup: BackupOrProse | None = None
    review: Many[Evidence] = ()
    test: When | None = None
    trial: When | None = None
    live: When | None = None
    stages: Many[ToolStage] = ()
    retirement: Many[Prose] = ()


class DeskLoad(Model):
    """What the desk has to bear in its busiest hour, and how soon it answers."""

    contacts_per_case: Number = Decimal(1)
    peak_hour: Share | None = None
    handling: Duration | None = None
    target: AnswerTarget | None = None
    patience: Duration | None = None


class DeskDuty(Model):
    """Who does something at the desk, within what time or how often."""

    by: Who | None = None
    within: Duration | None = None
    frequency: Period | None = None


class DeskRules(Model):
    """How the desk works on a case, and how often it is looked after."""

    receipt: DeskDuty | None = None
    record: DeskDuty | None = None
    tracking: DeskDuty | None = None
    feedback: DeskDuty | None = None
    supervision: Period | None = None


class CallBack(Model):
    """Calling requesters back once their case is closed."""

    sample: Note | None = None
    within: Duration | None = None
    questions: Many[Word] = ()
    record: Mention | None = None


class Survey(Model):
    """Asking users how satisfied they are."""

    ways: Many[Word] = ()
    sample: Note | None = None
    frequency: Period | None = None
    kpi: KpiRef | None = None


class ServiceDesk(Entity):
    """The one place where users turn to."""

    team: TeamRef | None = None
    hours: CalendarRef | None = None
    channels: dict[Name, Prose] = {}
    roles: dict[RoleRef, Prose] = {}
    workflows: Many[ProcessRef] = ()
    record_fields: Many[Name] = ()
    kpis: Many[KpiRef] = ()
    appraisal: AppraisalRef | None = None
    load: DeskLoad | None = None
    rules: DeskRules | None = None
    dispatch: dict[TeamRef, Many[ServicesRef]] = {}
    notify: dict[PriorityClass, Duration] = {}
    call_back: CallBack | None = None
    survey: Survey | None = None
    duties: dict[Name, DeskDuty] = {}


class Custody(Model):
    """Who keeps a spare, and where."""

    by: TeamRef | None = None
    party: PartyRef | None = None
    place: Prose | None = None


class Spare(Entity):
    """Parts held ready to replace those that fail."""

    for_: Many[ComponentRef] = Field(alias="for")
    stock: Count | None = None
    lead_time: Duration | None = None
    confidence: Share = Share(Decimal(95))
    response: Duration | None = None
    swap: Duration | None = None
    contract: ContractRef | None = None
    custody: Custody | None = None
    test: Period | None = None
    usable: Share | None = None
    critical: Truth = False


class SpareStep(Model):
    """One step in the life of a spare: who takes it, on which form, within what time."""

    by: Who | None = None
    form: RecordRef | None = None
    within: Duration | None = None


class SpareSteps(Model):
    """The steps in the life of a spare."""

    request: SpareStep | None = None
    purchase: SpareStep | None = None
    receipt: SpareStep | None = None
    issue: SpareStep | None = None
    scrapping: SpareStep | None = None


class SpareRules(Entity):
    """How spares are bought, kept, issued and written off."""

    label: Prose | None = None
    steps: SpareSteps | None = None
    write_off: Prose | None = None
    ledger: ToolRef | None = None
    selection: Many[Prose] = ()
    rating: Many[Evidence] = ()
    test_interval: Period | None = None


class KnowledgeStrategy(Model):
    """Whether knowledge is written down, passed on in person, or both, and why."""

    kind: Literal["codify", "personalise", "mixed"] | None = None
    reason: Prose | None = None


class KnowledgeLife(Model):
    """The life of an article of knowledge."""

    states: Many[Name] = ()
    reviewers: Many[RoleRef] = ()
    review: Period | None = None
    keep: Duration | None = None


class KnowledgeStep(Model):
    """Who takes a step of knowledge management, and what it leaves behind."""

    by: Who | None = None
    record: Mention | None = None


class KnowledgeSteps(Model):
    """The four steps of knowledge management."""

    gaining: KnowledgeStep | None = None
    sharing: KnowledgeStep | None = None
    keeping: KnowledgeStep | None = None
    review: KnowledgeStep | None = None


class Knowledge(Entity):
    """How the knowledge of the services is gained, shared and kept."""

    owner: RoleRef | None = None
    tool: ToolRef | None = None
    strategy: KnowledgeStrategy | None = None
    template: Many[Name] = ()
    categories: Many[ServicesRef] = ()
    seed: dict[ServiceRef, Count] = {}
    readers: Many[TeamRef] = ()
    writers: Many[TeamRef] = ()
    life: KnowledgeLife | None = None
    steps: KnowledgeSteps | None = None
    maturity: Level | None = None
    kpis: Many[KpiRef] = ()


class Record(Entity):
    """A form that is filled in and kept."""

    kind: Literal["request", "task", "change", "report"] | None = None
    fields: Many[Name] = ()
    tool: ToolRef | None = None
    owner: RoleRef | None = None
    within: Duration | None = None
    archive: Duration | None = None
    keep: Duration | None = None


class DocumentLevel(Model):
    """How often documents of a level are reviewed, and who approves them."""

    review: Period | None = None
    approver: RoleRef | None = None


class DocumentRules(Entity):
    """How documents are named, approved, kept and protected."""

    system: ToolRef | None = None
    standard: StandardOrProse | None = None
    levels: dict[Name, DocumentLevel] = {}
    archive: Duration | None = None
    keep_after_end: Duration | None = None
    access: dict[TeamRef, Literal["read", "write"]] = {}
    backup: BackupOrProse | None = None
