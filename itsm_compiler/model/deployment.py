"""The way into operation: tasks, milestones, deliverables, releases, and how it all is accepted."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from typing import Annotated, Any, Literal

from pydantic import Field

from itsm_compiler.model.entity import Count, Entity, Happening, Model, Named, Result
from itsm_compiler.model.parts import Approval, PeopleRef, RemedyRef, Word
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Period
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    AnyRef,
    ApproverRef,
    CalendarRef,
    Day,
    DeliverableRef,
    Many,
    Mention,
    MetricRef,
    Name,
    Note,
    PartyRef,
    ProcessRef,
    RecordRef,
    RoleRef,
    ServiceRef,
    ServicesRef,
    Sites,
    TaskRef,
    Value,
    When,
    Who,
    by_metric,
)

Phase = Literal["plan", "execute", "accept"]
DeploymentPart = Literal["planner", "director", "customer-interface", "engineers"]


def as_estimate(value: Any) -> Any:
    """A plain duration is all three estimates at once."""
    return value if isinstance(value, dict) else {"best": value, "likely": value, "worst": value}


def as_measured(value: Any) -> Any:
    """Each value is read as its metric wants: `availability` is a share, `recovery` a duration."""
    return (
        {metric: by_metric(metric, entry) for metric, entry in value.items()}
        if isinstance(value, dict)
        else value
    )


class Estimate(Model):
    """How long something takes: at best, most likely and at worst."""

    best: Duration
    likely: Duration
    worst: Duration

    @property
    def is_sure(self) -> bool:
        """Whether one duration was written for all three."""
        return self.best == self.likely == self.worst


class ActualTime(Model):
    """From when to when a task was really worked on."""

    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Task(Entity):
    """A piece of work on the way into operation."""

    phase: Phase | None = None
    element: Literal["people", "resource", "technology", "process"] | None = None
    kind: Literal["takeover", "set-up", "install"] | None = None
    duration: Annotated[Estimate, Forms(as_estimate)] | None = None
    needs: Many[TaskRef] = ()
    by: RoleRef | None = None
    effort: Duration | None = None
    for_: Many[AnyRef] = Field(default=(), alias="for")
    priority: Annotated[Count, Field(ge=1)] | None = None
    live: Many[AnyRef] = ()
    window: Duration | None = None
    rollback: Prose | None = None
    continuity: Prose | None = None
    actual: ActualTime | None = None


class Milestone(Entity):
    """A point at which something must be reached; once its day has passed it wants a result."""

    after: Many[TaskRef] = ()
    due: When | None = None
    by: RoleRef | None = None
    criteria: Many[Prose] = ()
    deliverables: Many[DeliverableRef] = ()
    result: Result | None = None
    record: Mention | None = None


class Deliverable(Entity):
    """Something that is handed over and accepted; once it is due it wants a result."""

    from_: TaskRef | None = Field(default=None, alias="from")
    kind: Literal["document", "system", "data", "goods", "service"] | None = None
    criteria: Many[Prose] = ()
    accepted_by: ApproverRef | None = None
    due: When | None = None
    template: Mention | None = None
    reviewer: RoleRef | None = None
    sections: Many[Name] = ()
    result: Result | None = None
    record: Mention | None = None
    deviation: Prose | None = None


class BackOut(Model):
    """How a release is taken back, whether that was tried, and whether it fits into the window."""

    how: Prose | None = None
    tested: When | None = None
    takes: Duration | None = None
    window: Duration | None = None
    result: Result | None = None
    record: Mention | None = None


class Release(Entity, Happening):
    """A set of changes that goes live together."""

    services: Many[ServicesRef] = ()
    plan: TaskRef | None = None
    test: TaskRef | None = None
    known_errors: Many[Prose] = ()
    roll_out: Prose | None = None
    rollback: BackOut | None = None
    acceptance: Many[Prose] = ()
    manual: Mention | None = None


class DeploymentScope(Model):
    """Which services go live, and at which sites."""

    services: Many[ServicesRef] = ()
    sites: Sites = {}


class PhaseGoal(Model):
    """What a phase is to reach, and how that is tested."""

    phase: Phase | None = None
    goal: Prose | None = None
    test: Prose | None = None


class DeploymentRole(Model):
    """Who plays a part in the deployment, and with which duties."""

    by: Many[RoleRef] = ()
    duties: Many[Prose] = ()


class Briefing(Model):
    """Who is told of the deployment, by whom, how often and in which way."""

    to: Many[PeopleRef] = ()
    form: Word | None = None
    frequency: Period | None = None
    way: Word | None = None
    by: RoleRef | None = None


class DeploymentResource(Model):
    """Something that the deployment is given, from whom, and by when it is ready."""

    what: Prose | None = None
    from_: PartyRef | None = Field(default=None, alias="from")
    ready: When | None = None
    before: TaskRef | None = None
    result: Result | None = None
    record: Mention | None = None


class CustomerObligation(Model):
    """What the customer has to do for the deployment, by when and before which task."""

    what: Prose | None = None
    by: Who | None = None
    due: When | None = None
    before: TaskRef | None = None
    result: Result | None = None
    record: Mention | None = None


class DeploymentSatisfaction(Happening):
    """How satisfied those concerned are with the deployment itself."""

    method: Word | None = None
    of: Many[Name] = ()
    target: Value | None = None
    on_miss: RemedyRef | None = None


class Trial(Model):
    """How the trial looks for gaps, mends them, and what it measures."""

    gap: Prose | None = None
    correct: Prose | None = None
    metrics: Many[MetricRef] = ()


class IssueRules(Model):
    """How issues of the deployment are followed, and to whom they go."""

    flow: Many[Name] = ()
    by: Who | None = None
    to: Who | None = None
    within: Duration | None = None
    limit: Note | None = None
    meeting: Mention | None = None


class DeploymentChange(Model):
    """How changes of the deployment are decided."""

    process: ProcessRef | None = None
    approver: Who | None = None


class AcceptanceSteps(Model):
    """The tasks that make up the acceptance, in their order."""

    prepare: TaskRef | None = None
    verify: TaskRef | None = None
    report: TaskRef | None = None
    confirm: TaskRef | None = None


class AcceptanceMember(Model):
    """Somebody who takes part in the acceptance, and with what skill."""

    who: Who | None = None
    skill: Word | None = None


class Observation(Model):
    """How long services are watched after they went live, by what, and when that ends."""

    for_: Duration | None = Field(default=None, alias="for")
    metrics: Many[MetricRef] = ()
    exit: Prose | None = None


class FeedbackRules(Model):
    """By which ways users tell what they think, and how soon that is looked at."""

    channels: Many[Name] = ()
    within: Duration | None = None


class SignOff(Happening):
    """Who signs the acceptance for a party."""

    party: PartyRef | None = None
    name: Prose | None = None
    deputy: Prose | None = None


class AcceptanceArchive(Model):
    """Where the papers of the acceptance are kept, and how long."""

    record: RecordRef | None = None
    keep: Duration | None = None


class DeploymentAcceptance(Model):
    """How it is found out, and signed, that the services are as promised."""

    steps: AcceptanceSteps | None = None
    team: Many[AcceptanceMember] = ()
    checks: Many[Name] = ()
    perception: Many[Name] = ()
    satisfaction: Note | None = None
    observe: Observation | None = None
    feedback: FeedbackRules | None = None
    results: dict[ServiceRef, Annotated[dict[Name, Value], Forms(as_measured)]] = {}
    sign_off: Many[SignOff] = ()
    archive: AcceptanceArchive | None = None


class Deployment(Entity):
    """The plan by which the services go into operation."""

    responsible: RoleRef | None = None
    deputy: RoleRef | None = None
    start: Day | None = None
    go_live: When | None = None
    hours: CalendarRef | None = None
    method: Prose | None = None
    scope: DeploymentScope | None = None
    goals: Many[PhaseGoal] = ()
    roles: dict[DeploymentPart, DeploymentRole] = {}
    communication: Many[Briefing] = ()
    resources: Many[DeploymentResource] = ()
    customer_obligations: Many[CustomerObligation] = ()
    tasks: Named[Task] = {}
    milestones: Named[Milestone] = {}
    deliverables: Named[Deliverable] = {}
    releases: Named[Release] = {}
    satisfaction: DeploymentSatisfaction | None = None
    trial: Trial | None = None
    issues: IssueRules | None = None
    budget: Name | None = None
    change_control: DeploymentChange | None = None
    confirmation: Many[Approval] = ()
    team_release: Happening | None = None
    acceptance: DeploymentAcceptance | None = None
