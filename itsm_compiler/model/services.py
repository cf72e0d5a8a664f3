"""What is offered: the catalogue, services and the components they stand on."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Model, Named, Truth
from itsm_compiler.model.prose import Line, Prose
from itsm_compiler.model.quantities import Duration, Money, Period, Rate, Share
from itsm_compiler.model.reading import Forms
from itsm_compiler.model.references import (
    CalendarRef,
    CodePattern,
    ComponentRef,
    Currency,
    Many,
    MetricRef,
    Name,
    Note,
    Number,
    PartyRef,
    ProcessRef,
    ProviderRef,
    RequirementRef,
    RoleRef,
    Sites,
    SupportRef,
    TeamRef,
    ToolRef,
    Value,
    Volume,
    by_metric,
)

ComponentKind = Literal[
    "facility", "network", "server", "storage", "database", "middleware", "application", "cloud", "data"
]
LONGEST_CODE = 64
ModeKind = Literal["remote", "on-site-visit", "on-site-resident", "central-monitoring"]


class Publication(Happening):
    """When and to whom the catalogue is published."""

    to: Many[PartyRef] = ()


class Revision(Model):
    """Who looks the catalogue over, and how often."""

    owner: RoleRef | None = None
    frequency: Period | None = None


class Onboarding(Model):
    """The way a new service or a new customer comes in."""

    process: ProcessRef | None = None
    steps: Many[Prose] = ()
    approver: RoleRef | None = None
    within: Duration | None = None


class Charging(Model):
    """The rules of charging that hold for every service."""

    scheme: Prose | None = None
    currency: Currency | None = None
    tax: Note | None = None


class Catalogue(Entity):
    """The rules of the service catalogue."""

    group: Many[RoleRef] = ()
    classes: Many[Name] = ()
    code_pattern: CodePattern | None = None
    review: Many[Evidence] = ()
    published: Publication | None = None
    revision: Revision | None = None
    onboarding: Onboarding | None = None
    charging: Charging | None = None
    segments: Many[Name] = ()

    def takes(self, code: str) -> bool:
        """Whether a code matches the pattern; without a pattern any code does."""
        if self.code_pattern is None:
            return True
        return len(code) <= LONGEST_CODE and re.fullmatch(self.code_pattern, code) is not None


class Mode(Model):
    """One way in which a service is given."""

    hours: CalendarRef | None = None
    by: TeamRef | None = None
    tools: Many[ToolRef] = ()
    channel: Name | None = None
    travel: Duration | None = None
    posts: Count | None = None
    sites: Sites = {}
    serves: Many[RequirementRef] = ()


class Need(Model):
    """One service or component that is needed; `soft` says why things go on without it."""

    part: SupportRef
    soft: Prose | None = None


class Choice(Model):
    """Several unlike parts of which `need` are enough; `separation` argues why they do not fail together."""

    any_: Many[SupportRef] = Field(alias="any")
    need: Count = 1
    separation: Prose | None = None


def _tag_of_dependency(value: Any) -> str | None:
    if isinstance(value, dict):
        return "\1any" if "any" in value else "\1part" if "part" in value else None
    return "\1any" if isinstance(value, Choice) else "\1part"


def _as_dependency(value: Any) -> Any:
    """A bare id is the part that is needed."""
    return value if isinstance(value, dict) else {"part": value}


Dependency = Annotated[
    Annotated[
        Annotated[Need, Tag("\1part")] | Annotated[Choice, Tag("\1any")],
        Discriminator(
            _tag_of_dependency,
            custom_error_type="dependency",
            custom_error_message="neither a part nor a choice",
        ),
    ],
    Forms(_as_dependency),
]
"""An entry of `depends_on`: a part, or a choice of parts."""


class Function(Entity):
    """What a service does, the parts it takes and its technical parameters."""

    needs: Many[ComponentRef] = ()
    parameters: dict[Line, Note] = {}


class Request(Entity):
    """Something that users can order."""

    code: Line | None = None
    within: Duration | None = None
    steps: Many[Prose] = ()
    price: Money | None = None


class Options(Model):
    """What comes with a service and what does not."""

    included: Many[Prose] = ()
    excluded: Many[Prose] = ()


class Worth(Model):
    """What a customer has from a service: an outcome, and the costs and risks no longer borne."""

    outcome: Prose | None = None
    relieves: Many[Prose] = ()


class Strategy(Model):
    """Why the service is offered: to whom, for what need, against which rivals, with what assets."""

    group: Prose | None = None
    need: Prose | None = None
    rivals: Many[Prose] = ()
    assets: Many[Prose] = ()
    why: Prose | None = None


class Demand(Model):
    """How often a service is called upon, and how that grows."""

    incidents: Rate | None = None
    requests: Rate | None = None
    changes: Rate | None = None
    growth: Rate | None = None


class Tier(Model):
    """A price from a volume on."""

    above: Number
    price: Money


class Charge(Model):
    """How a service is charged."""

    basis: Literal["per-user", "per-call", "fixed", "capacity"] | None = None
    price: Money | None = None
    unit: Line | None = None
    volume: Volume | None = None
    tiers: Many[Tier] = ()


class Service(Entity):
    """A service as customers see it and as it is built."""

    code: Line | None = None
    category: Literal["system", "application", "data", "network", "support", "cloud"] | None = None
    owner: RoleRef | None = None
    customers: Many[PartyRef] = ()
    users: Count | None = None
    hours: CalendarRef | None = None
    criticality: Annotated[Count, Field(ge=1, le=4)] | None = None
    rank: Count | None = None
    lifecycle: Literal["chartered", "designed", "built", "tested", "operational", "retired"] = "designed"
    sourcing: Literal["ito", "bpo", "kpo", "saas", "cloud", "internal"] | None = None
    modes: dict[ModeKind, Mode] = {}
    depends_on: Many[Dependency] = ()
    provided_by: Many[ProviderRef] = ()
    functions: Named[Function] = {}
    requests: Named[Request] = {}
    options: Options | None = None
    value: Worth | None = None
    strategy: Strategy | None = None
    demand: Demand | None = None
    baseline: dict[MetricRef, Value] = {}
    charge: Charge | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_by_metric(cls, entry: Any) -> Any:
        """A default is read as its metric wants: `availability` is a share, `recovery` a duration."""
        baseline = entry.get("baseline") if isinstance(entry, dict) else None
        if not isinstance(baseline, dict):
            return entry
        return {**entry, "baseline": {metric: by_metric(metric, value) for metric, value in baseline.items()}}


class Reliability(Model):
    """How reliable one unit is: the share of time it is up, or times and numbers from which that follows."""

    share: Share | None = None
    mtbf: Duration | None = None
    mttr: Duration | None = None
    failures: Rate | None = None


class Backup(Model):
    """How often data are saved and how long the copies are kept."""

    every: Duration | None = None
    keep: Duration | None = None
    off_site: Truth = False


class Capacity(Model):
    """What one thing can bear, what it bears, and how that grows."""

    unit: Line | None = None
    capacity: Number | None = None
    load: Number | None = None
    growth: Rate | None = None


class Component(Entity):
    """A part that services stand on: `quantity` alike units, of which `needed` are enough.

    `mtbf`, `mttr` and `failures` may be written inside `availability` or beside it; here they are inside.
    """

    shorthand: ClassVar[tuple[str, ...]] = ("mtbf", "mttr", "failures")

    kind: ComponentKind | None = None
    quantity: Annotated[Count, Field(ge=1)] = 1
    need: Count | None = None
    per: Literal["site", "user"] | None = None
    separation: Prose | None = None
    availability: Reliability | None = None
    depends_on: Many[Dependency] = ()
    provided_by: Many[ProviderRef] = ()
    restore: Duration | None = None
    backup: Backup | None = None
    capacity: Capacity | None = None
    owner: RoleRef | None = None
    party: PartyRef | None = None

    @property
    def needed(self) -> int:
        """How many units must be up: `need`, else all of them."""
        return self.quantity if self.need is None else self.need

    @model_validator(mode="before")
    @classmethod
    def _gather_reliability(cls, entry: Any) -> Any:
        """One form for `availability: 99%`, for `availability: {mtbf, mttr}` and for both beside it."""
        if not isinstance(entry, dict):
            return entry
        beside = {name: entry[name] for name in cls.shorthand if name in entry}
        stated = entry.get("availability", {})
        if not beside and (isinstance(stated, dict) or "availability" not in entry):
            return entry
        inside = stated if isinstance(stated, dict) else {"share": stated}
        for name in beside:
            if name in inside:
                raise PydanticCustomError("said_twice", "said twice", {"key": name})
        rest = {name: value for name, value in entry.items() if name not in beside}
        return {**rest, "availability": {**inside, **beside}}
