"""Processes with their activities, and the indicators that tell how well things go."""
# ruff: noqa: RUF012 -- pydantic copies the default of a field

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from itsm_compiler.model.entity import Count, Entity, Evidence, Model, Scale, Truth
from itsm_compiler.model.parts import (
    ActivityRef,
    Chained,
    ClassTimes,
    Expression,
    PriorityClass,
    RemedyRef,
    SopOrStandardRef,
    Variable,
    Word,
    YesOrProse,
)
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Period, Share
from itsm_compiler.model.readers import ONE_THING_SECTIONS, read_mention
from itsm_compiler.model.reading import Forms, Reads
from itsm_compiler.model.references import (
    AnyRef,
    ApproverRef,
    CostRef,
    Day,
    KpiRef,
    Many,
    Name,
    Note,
    ProcessRef,
    RecordRef,
    Reference,
    RoleRef,
    ServicesRef,
    StandardRef,
    Target,
    ToolRef,
    Value,
    Who,
)
from itsm_compiler.model.technology import Limit

ProcessType = Literal[
    "incident",
    "event",
    "request",
    "access",
    "problem",
    "knowledge",
    "change",
    "release",
    "configuration",
    "service-level",
    "catalogue",
    "service-reporting",
    "security",
    "capacity",
    "availability",
    "continuity",
    "supplier",
    "complaint",
    "improvement",
    "staff-change",
    "special",
]

InputRef = Annotated[Target, Reference(("processes", "parties", "tools"))]
"""Where an input comes from."""

Trigger = Annotated[str | Prose, Reads(read_mention), Reference(("monitoring", "processes"), or_text=True)]
"""What starts a process: a monitoring entry, a process, or words."""

HelpRef = Annotated[Target, Reference(("teams", "contracts", "parties"))]
"""Who is called for help: a team, a contract or a supplier."""

FigureRef = Annotated[Target, Reference(("tools", "records", "monitoring", "processes"))]
"""Where the figures of an indicator are taken from."""

KpiSubjectRef = Annotated[
    Target,
    Reference(
        ("processes", "roles", "teams", "slas", "services", "contracts", *sorted(ONE_THING_SECTIONS)),
    ),
]
"""What an indicator tells about."""


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """How long cases take: the share that is done within a time, and the mean time."""

    shares: dict[Duration, Share]
    mean: Duration | None = None


def read_case_times(value: Any) -> CaseTimes:
    """Read how long cases take: shares by duration, and `mean`.

    Raises:
        PydanticCustomError: `dict_type` when it is no map, `duration` or `share` with the `key` at fault.
    """
    if isinstance(value, CaseTimes):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("dict_type", "not a map")
    shares: dict[Duration, Share] = {}
    mean = None
    for key, written in value.items():
        try:
            if key == "mean":
                mean = Duration.read(written)
            else:
                shares[Duration.read(key)] = Share.read(written)
        except PydanticCustomError as error:
            raise PydanticCustomError(error.type, "not a time of cases", {"key": key}) from None
    return CaseTimes(shares, mean)


def as_next_states(value: Any) -> Any:
    """A state with nothing behind it is an end: no state follows."""
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


def with_own_steps(value: Any) -> Any:
    """An activity that does not say which standard steps it does, does the one it is named after."""
    if not isinstance(value, dict):
        return value
    return {
        key: {"steps": [key], **entry} if isinstance(entry, dict) else entry for key, entry in value.items()
    }


class Activity(Entity):
    """One activity of a process, with who does it, answers for it, is asked and is told."""

    r: Many[ApproverRef] = ()
    a: ApproverRef | None = None
    c: Many[ApproverRef] = ()
    i: Many[ApproverRef] = ()
    needs: Many[ActivityRef] = ()
    within: ClassTimes = {}
    steps: Many[Name] = ()
    record: RecordRef | None = None
    procedure: SopOrStandardRef | None = None
    standard: StandardRef | None = None
    done: Prose | None = None
    loop_to: ActivityRef | None = None


class ProcessControl(Model):
    """How the running of a process is watched."""

    metric: Word | None = None
    threshold: Limit | None = None
    every: Period | None = None
    by: Who | None = None


class Audit(Model):
    """How it is checked that a process is followed."""

    by: Who | None = None
    frequency: Period | None = None
    sample: Note | None = None
    evidence: Many[Name] = ()


class CaseCategory(Model):
    """A category of cases: its priority class, who takes it and who helps."""

    class_: PriorityClass | None = Field(default=None, alias="class")
    by: Who | None = None
    help: Many[HelpRef] = ()


class ChangeKind(Model):
    """A kind of change: how risky it is, who approves it, whether it can be taken back, how long it is watched."""

    risk: Scale | None = None
    approver: RoleRef | None = None
    rollback: Truth = False
    watch: Duration | None = None


class Process(Entity):
    """A process: what starts it, what goes in and comes out, who does what, and how it is kept in hand."""

    type: Many[ProcessType]
    purpose: Prose | None = None
    trigger: Many[Trigger] = ()
    inputs: dict[Name, Many[InputRef]] = {}
    outputs: dict[Name, Many[AnyRef]] = {}
    provider: ApproverRef | None = None
    customer: ApproverRef | None = None
    owner: RoleRef | None = None
    basis: StandardRef | None = None
    supports: Many[ServicesRef] = ("all",)
    tool: ToolRef | None = None
    records: Many[RecordRef] = ()
    kpis: Many[KpiRef] = ()
    activities: Annotated[Chained[Activity], Forms(with_own_steps)] = {}
    monitoring: ProcessControl | None = None
    audit: Audit | None = None
    review: Many[Evidence] = ()
    interfaces: Many[ProcessRef] = ()
    framework: Prose | None = None
    budget: CostRef | None = None
    priority: dict[Name, dict[Name, PriorityClass]] = {}
    precedence: Prose | None = None
    states: dict[Name, Annotated[Many[Name], Forms(as_next_states)]] = {}
    categories: dict[Name, CaseCategory] = {}
    channels: Many[Name] = ()
    required_facts: Many[Name] = ()
    notify_at: Many[Name] = ()
    fault_means: Many[Name] = ()
    repair_first: YesOrProse | None = None
    record_within: Duration | None = None
    archive_within: Duration | None = None
    durations: Annotated[CaseTimes, Reads(read_case_times)] | None = None
    kinds: dict[Name, ChangeKind] = {}


class KpiVariable(Model):
    """A variable of a formula: what it means and where its figure is taken from."""

    means: Prose | None = None
    source: FigureRef | None = None


class Tolerance(Model):
    """How many cases of a period may miss the target, and down to what value."""

    count: Count | None = None
    upto: Value | None = None


class Kpi(Entity):
    """An indicator: how it is computed, from what, of what, and what it should reach."""

    use: Name | None = None
    formula: Expression | None = None
    variables: dict[Variable, KpiVariable] = {}
    source: FigureRef | None = None
    unit: Word | None = None
    better: Literal["higher", "lower"] | None = None
    period: Period | None = None
    of: Many[KpiSubjectRef] = ()
    owner: RoleRef | None = None
    baseline: Value | None = None
    target: Value | None = None
    tolerance: Tolerance | None = None
    warning: Value | None = None
    on_miss: RemedyRef | None = None
    layer: Literal["base", "performance", "security", "experience"] | None = None
    quality: Many[Name] = ()
    weight: Share | None = None
    rolls_up_to: KpiRef | None = None
    path: dict[Day, Value] = {}
