"""What keeps services good: reports, reviews, measurements, improvements, quality, security and relations."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from typing import Annotated, Literal

from pydantic import Field

from itsm_compiler.model.deployment import Milestone, Task
from itsm_compiler.model.entity import (
    Count,
    Entity,
    Evidence,
    Happening,
    Model,
    Named,
    Result,
    Scale,
    with_ids,
)
from itsm_compiler.model.parts import AppraisalRef, Approval, NameOrId, PeopleRef, RemedyRef, Version, Word
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Period
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    AnyRef,
    ComponentRef,
    Day,
    Funds,
    KpiRef,
    Many,
    Mention,
    MonitoringRef,
    Name,
    Note,
    PartyRef,
    ProcessRef,
    RecordRef,
    Reference,
    RequirementRef,
    ReviewRef,
    RiskRef,
    RoleRef,
    ServicesRef,
    Sites,
    SlaRef,
    Target,
    TeamRef,
    Value,
    When,
    Who,
)

ReviewSubjectRef = Annotated[Target, Reference(("slas", "contracts", "deployment"))]
"""What a review looks at: an agreement, a contract or the deployment."""

ServiceOrDefault = Annotated[Target, Reference(("services",), words=("default",))]
"""A service, or `default` for every service that is not named."""

ControlRef = Annotated[Target, Reference(("processes", "sops", "components"))]
"""What carries a security control out."""

QualityWork = Literal[
    "complaints", "daily-check", "assurance", "satisfaction", "education", "audits", "management-reviews"
]


class Report(Entity):
    """A report: of which agreement, how often, by whom and to whom, with what in it."""

    of: Many[SlaRef] = ()
    frequency: Period | None = None
    due: Duration | None = None
    by: RoleRef | None = None
    approver: RoleRef | None = None
    to: Many[PeopleRef] = ()
    template: Mention | None = None
    form: Word | None = None
    archive: RecordRef | None = None
    sections: Many[Name] = ()
    analyses: Many[Name] = ()


class ReviewAction(Model):
    """What a review decided: by whom, until when, and what it leads to."""

    what: Prose | None = None
    by: Who | None = None
    due: When | None = None
    result: Result | None = None
    leads_to: Many[AnyRef] = ()


class HeldReview(Happening):
    """A review that took place or will, with its actions."""

    actions: Many[ReviewAction] = ()


class Review(Entity):
    """A meeting, or another way, in which people look back and decide."""

    level: Annotated[Count, Field(ge=1, le=4)] | None = None
    with_: Literal["customer", "team", "supplier"] | None = Field(default=None, alias="with")
    of: Many[ReviewSubjectRef] = ()
    frequency: Period | None = None
    triggers: Many[Word] = ()
    participants: Many[Who] = ()
    chair: RoleRef | None = None
    secretary: RoleRef | None = None
    data: RoleRef | None = None
    form: Name | None = None
    agenda: Many[Name] = ()
    purpose: Prose | None = None
    template: Mention | None = None
    record: Mention | None = None
    held: Many[HeldReview] = ()


class Measurement(Entity):
    """How KPIs are gathered: how often, by whom, over which channel, at what effort, for which review."""

    element: Literal["people", "resource", "technology", "process", "service"] | None = None
    class_: Literal["technical", "process", "service"] | None = Field(default=None, alias="class")
    kpis: Many[KpiRef] = ()
    frequency: Period | None = None
    owner: RoleRef | None = None
    channel: Literal["tool", "survey", "ticket", "audit"] | None = None
    effort: Duration | None = None
    used_in: Many[ReviewRef] = ()


class ImprovementGoal(Model):
    """The KPI that an improvement moves, from where and to where."""

    kpi: KpiRef | None = None
    from_: Value | None = Field(default=None, alias="from")
    to: Value | None = None


class Announcement(Happening):
    """When and to whom something is made known."""

    to: Many[PeopleRef] = ()


class ImprovementResult(Model):
    """What an improvement has reached."""

    measured: Value | None = None
    record: Mention | None = None


class Improvement(Entity):
    """Something that is made better: why, how, by whom, and how it is known that it worked."""

    cause: Many[AnyRef] = ()
    inputs: Many[AnyRef] = ()
    goal: ImprovementGoal | None = None
    plan: Many[Prose] = ()
    owner: RoleRef | None = None
    stakeholders: Many[PeopleRef] = ()
    plan_period: DateSpan | None = None
    effort: Duration | None = None
    cost: Funds | None = None
    people: Count | None = None
    delays: Duration | None = None
    changes: Many[AnyRef] = ()
    acceptance: Many[Prose] = ()
    agreed_by: Many[Who] = ()
    check: When | None = None
    lasting: When | None = None
    published: Announcement | None = None
    tasks: Named[Task] = {}
    milestones: Named[Milestone] = {}
    result: ImprovementResult | None = None


class QualityActivity(Entity):
    """One of the activities that keep quality up."""

    by: RoleRef | None = None
    frequency: Period | None = None
    dates: Many[When] = ()
    inputs: Many[Mention] = ()
    output: RecordRef | None = None


class QualityCheck(Model):
    """A check of the work: by whom, how often, and how much of it."""

    by: Who | None = None
    frequency: Period | None = None
    sample: Note | None = None


class QualityChecks(Model):
    """The three kinds of check."""

    internal: QualityCheck | None = None
    periodic: QualityCheck | None = None
    system: QualityCheck | None = None


class QualityIssue(Happening):
    """By whom, when and to whom the quality plan is issued."""

    by: Who | None = None
    to: Many[PeopleRef] = ()


class Quality(Entity):
    """The quality plan of the services."""

    version: Version | None = None
    owner: RoleRef | None = None
    covers: Many[ServicesRef] = ()
    goals: Many[KpiRef] = ()
    activities: Annotated[dict[QualityWork, QualityActivity], Forms(with_ids)] = {}
    checks: QualityChecks | None = None
    messages: Many[Prose] = ()
    issued: QualityIssue | None = None


class SecurityPolicy(Model):
    """The goal and principles of information security, and who stands for them."""

    goal: Prose | None = None
    principles: Many[Word] = ()
    owner: RoleRef | None = None
    approved: Approval | None = None
    review: When | None = None


class SecurityScope(Model):
    """What information security covers, and what is left out with which reason."""

    services: Many[ServicesRef] = ()
    sites: Sites = {}
    teams: Many[TeamRef] = ()
    excluded: dict[NameOrId, Prose] = {}


class SecurityAsset(Model):
    """What threatens a part, and how much that matters."""

    threats: Many[Word] = ()
    rating: Scale | None = None
    risk: Many[RiskRef] = ()


class SecurityClasses(Model):
    """How much each property of security matters."""

    confidentiality: Scale | None = None
    integrity: Scale | None = None
    availability: Scale | None = None
    control: Scale | None = None
    reliability: Scale | None = None


class SecurityControl(Entity):
    """A measure of security: its goal, what it does, what carries it out and what shows that it fails."""

    goal: Many[Word] = ()
    does: Prose | None = None
    owner: RoleRef | None = None
    by: Many[ControlRef] = ()
    detects: Many[MonitoringRef] = ()


class SecurityLife(Model):
    """The circle of information security, day by day."""

    establish: When | None = None
    run: When | None = None
    monitor: When | None = None
    review: When | None = None
    maintain: When | None = None
    improve: When | None = None
    owner: RoleRef | None = None


class Security(Entity):
    """How information is kept safe."""

    policy: SecurityPolicy | None = None
    scope: SecurityScope | None = None
    assessment: Many[Evidence] = ()
    assets: dict[ComponentRef, SecurityAsset] = {}
    classes: dict[ServiceOrDefault, SecurityClasses] = {}
    controls: Named[SecurityControl] = {}
    life: SecurityLife | None = None


class ContactRules(Model):
    """How often, by whom and in which way one keeps in touch."""

    frequency: Period | None = None
    by: Who | None = None
    way: Word | None = None


class SatisfactionRules(Model):
    """How satisfaction is found out, and what follows when it falls."""

    method: Word | None = None
    kpi: KpiRef | None = None
    frequency: Period | None = None
    on_miss: RemedyRef | None = None


class ComplaintRules(Model):
    """The process that complaints take, how soon they are answered, and who answers for them."""

    process: ProcessRef | None = None
    answer: Note | None = None
    owner: RoleRef | None = None


class PraiseRules(Model):
    """How praise comes in, and which appraisals use it."""

    way: Word | None = None
    used_in: Many[AppraisalRef] = ()


class Guidance(Happening):
    """What the customer is shown or taught."""

    what: Prose | None = None


class ValueAdded(Model):
    """Something beyond what was agreed, for which requirement, at what cost."""

    what: Prose | None = None
    requirement: RequirementRef | None = None
    cost: Funds | None = None


class PartnerSelection(Happening):
    """By which criteria a partner was chosen, with what score, among whom."""

    criteria: Many[Prose] = ()
    score: Note | None = None
    candidates: Many[Mention] = ()


class PartnerAssessment(Model):
    """When a partner was and will be assessed, and how that went."""

    last: Day | None = None
    next: Day | None = None
    period: Period | None = None
    result: Result | None = None
    record: Mention | None = None


class Cooperation(Model):
    """What is done together, and who answers for which part of it."""

    scope: Many[Prose] = ()
    boundary: dict[NameOrId, PeopleRef] = {}


class Relation(Entity):
    """How the relation with a party is kept."""

    party: PartyRef
    owner: RoleRef | None = None
    coordinator: RoleRef | None = None
    contact: ContactRules | None = None
    satisfaction: SatisfactionRules | None = None
    complaints: ComplaintRules | None = None
    praise: PraiseRules | None = None
    guidance: Many[Guidance] = ()
    stakeholders: Many[Who] = ()
    value_added: Many[ValueAdded] = ()
    selection: PartnerSelection | None = None
    assessment: PartnerAssessment | None = None
    cooperation: Cooperation | None = None
    exchange: Many[Prose] = ()
    support: Many[Prose] = ()
    benefit: Many[Prose] = ()
    review: ReviewRef | None = None
