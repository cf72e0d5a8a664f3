"""The people of a design: teams, roles, staffing, training, appraisals and communication."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from itsm_compiler.model.agreements import Driver
from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Level, Model, Truth
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Money, Period, Share
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    AnyRef,
    AreaRef,
    CalendarRef,
    Funds,
    Key,
    KpiRef,
    Many,
    Mention,
    Name,
    Note,
    PartyRef,
    RoleRef,
    ServicesRef,
    SopRef,
    When,
    Who,
)

Skills = dict[Key, Level]
"""Levels by skill: 1 knows, 2 under guidance, 3 alone, 4 leads, 5 teaches."""

IN_ALL = Share(Decimal(25))
"""What of the paid hours is lost to leave, sickness, training and hand-over when nothing is said."""


class Team(Entity):
    """A team: its lead, its roles and its hours."""

    lead: RoleRef | None = None
    roles: Many[RoleRef] = ()
    hours: CalendarRef | None = None
    function: Literal["desk", "technical", "operations", "application", "management"] | None = None
    party: PartyRef | None = None


class Holder(Model):
    """A person who holds a role, and what that person can do."""

    name: Prose | None = None
    has: Skills = {}
    internal: Truth = False


class Shift(Model):
    """When a role is on duty and with how many posts, at work or on call."""

    hours: CalendarRef | None = None
    posts: Count = 1
    on_call: Truth = False


class HandOver(Model):
    """What is handed over from one shift or person to the next, and how long that takes."""

    items: Many[Prose] = ()
    takes: Duration | None = None


class Workload(Model):
    """What share of a demand of services a role works off, and the time each case takes."""

    of: Many[ServicesRef] = ()
    demand: Literal["incidents", "requests", "changes"] | None = None
    share: Share = Share(Decimal(100))
    each: Duration | None = None


class Role(Entity):
    """A role: its duties, its people and what they must be able to do."""

    type: Literal["management", "technical", "operation"] | None = None
    reports_to: RoleRef | None = None
    headcount: Count = 1
    cost: Money | None = None
    driver: Driver = "demand"
    duties: Many[Prose] = ()
    authority: Many[Prose] = ()
    skills: Skills = {}
    has: Skills = {}
    holders: Many[Holder] = ()
    backup: Many[RoleRef] = ()
    shift: Many[Shift] = ()
    hand_over: HandOver | None = None
    duty_from: When | None = None
    workload: Many[Workload] = ()
    trained_in: Many[AreaRef] = ()

    def held(self, skill: str) -> int:
        """The level of a skill that is held: `has`, else the least of the holders, else as wanted."""
        if skill in self.has:
            return self.has[skill]
        levels = [holder.has.get(skill, 0) for holder in self.holders if holder.has]
        if levels:
            return min(levels)
        return 0 if self.has else self.skills.get(skill, 0)


class Shrinkage(Model):
    """What of the paid hours is lost, part by part or `in_all`."""

    leave: Share | None = None
    sickness: Share | None = None
    training: Share | None = None
    hand_over: Share | None = None
    in_all: Share | None = None

    @property
    def total(self) -> Share:
        """What is lost in all: as said, else the sum of the parts, else 25 %."""
        parts = [
            part for part in (self.leave, self.sickness, self.training, self.hand_over) if part is not None
        ]
        if self.in_all is not None or not parts:
            return self.in_all or IN_ALL
        return Share(sum((part.percent for part in parts), Decimal()))


def _as_shrinkage(value: Any) -> Any:
    """A bare share is the shrinkage in all."""
    return value if isinstance(value, dict) else {"in_all": value}


class Reserve(Happening):
    """People in reserve for a role."""

    role: RoleRef | None = None
    count: Count | None = None
    source: Mention | None = None
    ready_by: When | None = None


class Roster(Model):
    """Limits of the roster."""

    nights_in_a_row: Count | None = None
    on_call_weeks: Count | None = None
    days_in_a_row: Count = 6
    rest: Duration = Duration(Decimal(11), "h")
    longest_shift: Duration = Duration(Decimal(10), "h")


class Prevention(Model):
    """What keeps people, and what they know, from being lost."""

    plan: Mention | None = None
    training: Many[Mention] = ()
    rotation: Mention | None = None
    growth: Mention | None = None
    hand_over_rule: SopRef | None = None
    agreed: Many[Evidence] = ()


class Reaction(Model):
    """What is done when somebody leaves."""

    kind: Literal["hand-over", "training", "notice", "access"] | None = None
    action: Prose | None = None
    by: RoleRef | None = None
    to: Many[Who] = ()
    within: Duration | None = None


class Staffing(Entity):
    """The rules of staffing that hold for every role."""

    week: Duration = Duration(Decimal(40), "h")
    shrinkage: Annotated[Shrinkage, Forms(_as_shrinkage)] = Shrinkage()
    reserve: Many[Reserve] = ()
    notice: Duration | None = None
    roster: Roster | None = None
    prevention: Prevention | None = None
    reaction: Many[Reaction] = ()


class TrainingNeed(Happening):
    """How it was found out what has to be taught."""

    method: Literal["survey", "interview", "data"] | None = None


class Evaluation(Model):
    """How a training is judged: the way, what passes, and what participants rate."""

    method: Prose | None = None
    pass_: Note | None = Field(default=None, alias="pass")
    rates: Many[Name] = ()


class Training(Entity, Happening):
    """A training: for whom, what it covers and teaches, when and how."""

    topic: Literal["management", "technical", "tool", "process", "delivery-emergency"] | None = None
    audience: Many[RoleRef] = ()
    covers: Many[AnyRef] = ()
    teaches: Skills = {}
    takes: Duration | None = None
    form: Prose | None = None
    trainer: Who | None = None
    need: TrainingNeed | None = None
    materials: Many[Mention] = ()
    discipline: Many[Prose] = ()
    evaluation: Evaluation | None = None


class AppraisalUse(Model):
    """What follows from an appraisal: goals met, goals missed, and what the result feeds."""

    met: Many[Prose] = ()
    missed: Many[Prose] = ()
    feeds: Many[Name] = ()


class Appraisal(Entity):
    """How the people in some roles are appraised."""

    roles: Many[RoleRef] = ()
    kpis: Many[KpiRef] = ()
    period: Period | None = None
    owner: RoleRef | None = None
    record: Mention | None = None
    use: AppraisalUse | None = None


class Communication(Entity):
    """Who tells whom what, how often and in which form."""

    kind: (
        Literal["routine", "shift", "performance", "change", "exception", "design", "team-building"] | None
    ) = None
    from_: Many[Who] = Field(default=(), alias="from")
    to: Many[Who] = ()
    frequency: Period | None = None
    form: Prose | None = None
    content: Many[Prose] = ()
    budget: Funds | None = None
