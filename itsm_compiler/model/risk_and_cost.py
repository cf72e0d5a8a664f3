"""Risks and what was looked for and not found, costs, budgets, how fees are split, and the design's own words."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from itsm_compiler.model.agreements import Driver
from itsm_compiler.model.entity import Count, Entity, Evidence, Happening, Model
from itsm_compiler.model.parts import Approval, PeopleRef
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Money, Period, Share
from itsm_compiler.model.reading import Forms, Reads
from itsm_compiler.model.references import (
    AnyRef,
    Day,
    Funds,
    Key,
    Many,
    Name,
    Reference,
    RoleRef,
    ServiceRef,
    SlaRef,
    Target,
    Who,
)

RiskPhase = Literal["plan", "execute", "accept", "operate"]
Step = Annotated[Count, Field(ge=1, le=5)]
"""A step of the scale of chances or of harm: 1 least, 5 most."""

CostSubjectRef = Annotated[
    Target, Reference(("components", "tools", "teams", "contracts", "services"), words=("all",))
]
"""What a cost is for."""


def read_step(value: Any) -> int:
    """Read a step of a scale from 1 to 5, as a number or as the text that JSON makes of a key.

    Raises:
        PydanticCustomError: `count`.
    """
    if str(value) not in ("1", "2", "3", "4", "5"):
        raise PydanticCustomError("count", "not a step from 1 to 5")
    return int(value)


def as_yearly_share(value: Any) -> Any:
    """A chance is one of a year, said or not: `20%/y` is `20%`."""
    return value.removesuffix("/y") if isinstance(value, str) else value


class Bands(Model):
    """Up to which product of chance and harm a risk is low, medium and high; above that it is critical."""

    low: Annotated[Count, Field(ge=1, le=25)] = 4
    medium: Annotated[Count, Field(ge=1, le=25)] = 9
    high: Annotated[Count, Field(ge=1, le=25)] = 15


class RiskPolicy(Entity):
    """How risks are rated, how much risk is borne, and who looks after it."""

    method: Prose | None = None
    scale: dict[Annotated[int, Reads(read_step)], Annotated[Share, Forms(as_yearly_share)]] = {}
    bands: Bands = Bands()
    appetite: Count | None = None
    owner: RoleRef | None = None
    frequency: Period | None = None
    report_to: Many[PeopleRef] = ()


class Residual(Model):
    """What is left of a risk once its control works."""

    probability: Step | None = None
    impact: Step | None = None


def as_loss(value: Any) -> Any:
    """A plain amount is all three estimates at once."""
    return value if isinstance(value, dict) else {"best": value, "likely": value, "worst": value}


class Loss(Model):
    """What a risk costs when it happens: at best, most likely and at worst."""

    best: Money
    likely: Money
    worst: Money

    @property
    def is_sure(self) -> bool:
        """Whether one amount was written for all three."""
        return self.best == self.likely == self.worst

    @property
    def mean(self) -> Money:
        """The mean of the estimate, (best + 4 × likely + worst) / 6."""
        if self.is_sure:
            return self.likely
        mean = (self.best.amount + 4 * self.likely.amount + self.worst.amount) / 6
        return Money(mean, self.likely.currency)


class Risk(Entity):
    """Something that may go wrong: why, with what effect, on what, and what is done about it."""

    category: Name | None = None
    phase: RiskPhase | None = None
    cause: Prose | None = None
    effect: Prose | None = None
    affects: Many[AnyRef] = ()
    probability: Step | None = None
    impact: Step | None = None
    loss: Annotated[Loss, Forms(as_loss)] | None = None
    response: Literal["avoid", "mitigate", "transfer", "accept"] | None = None
    control: Many[AnyRef] = ()
    cost: Funds | None = None
    owner: RoleRef | None = None
    trigger: Many[AnyRef] = ()
    residual: Residual | None = None
    accepted_by: Who | None = None
    review: Period | None = None
    checked: Day | None = None
    closed: Day | None = None


class Examination(Happening):
    """Somebody looked for risks in a phase and found none of some sort."""

    phase: RiskPhase | None = None
    element: Many[Name] = ()
    by: Who | None = None


class Cost(Entity):
    """A cost: once or again and again, for what, spread how, and in which line of the budget."""

    kind: Literal["capital", "operating"] | None = None
    amount: Money
    every: Period | None = None
    life: Duration | None = None
    of: Many[CostSubjectRef] = ()
    driver: Driver | None = None
    shares: dict[ServiceRef, Share] = {}
    line: Name | None = None


class Budget(Entity):
    """The money of a stretch of time, line by line."""

    period: DateSpan | None = None
    lines: dict[Name, Money] = {}
    reserve: Money | None = None
    tolerance: Share | None = None
    margin: Share | None = None
    approved: Approval | None = None
    control: Many[Evidence] = ()


class Allocation(Entity):
    """How the fee of an agreement is split among the units of the customer."""

    sla: SlaRef | None = None
    units: dict[Key, Share] = {}


class GlossaryTerm(Entity):
    """A word as this design uses it."""

    means: Prose | None = None
