"""Small values and maps that several families of sections share: words, outcomes, happenings, duties, subjects."""

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from itsm_compiler.model.entity import Evidence, Model, with_ids
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DATE, CURRENCY, NUMBER, DateSpan, Duration, Measure, Money, Period, read_measure
from itsm_compiler.model.references import (
    ID,
    ID_LENGTH,
    Id,
    Key,
    Mention,
    Occasion,
    Reference,
    Target,
    Who,
    is_id,
    read_id,
    read_mention,
    read_path,
)

PriorityClass = Literal["A", "B", "C", "D"]
PRIORITY_CLASSES: tuple[PriorityClass, ...] = ("A", "B", "C", "D")

ComponentKind = Literal[
    "facility", "network", "server", "storage", "database", "middleware", "application", "cloud", "data"
]

Phase = Literal["plan", "execute", "accept"]

ONE_THING = (
    "design",
    "rules",
    "documents",
    "catalogue",
    "service_desk",
    "staffing",
    "knowledge",
    "spare_rules",
    "document_rules",
    "risk_policy",
    "deployment",
    "quality",
    "security",
)
"""Sections that are one thing; their name stands for them where any entity may be named."""

METRICS = ("availability", "failures", "recovery", "satisfaction", "security-incidents", "response", "resolution")
"""Metrics an agreement promises by themselves; every other metric is the id of a KPI."""

PROSE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": r"\S"},
        {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": {"type": "string", "pattern": r"\S"}},
            "additionalProperties": False,
        },
    ]
}
"""The written form of prose, for values that may be prose among other things."""

_SUBJECT = rf"(?:{ID}|{'|'.join(ONE_THING)})(?:/{ID})?"
_TWO_LETTERS = r"[a-z]{2}(?:-[A-Za-z0-9]{2,8})*"
_VERSION = r"[0-9A-Za-z](?:[0-9A-Za-z._+-]{0,38}[0-9A-Za-z])?"
_VARIABLE = r"[a-z](?:[a-z0-9_]{0,62}[a-z0-9])?"
_EXPRESSION = r"[A-Za-z0-9_.()*/+\- ]+"

T = TypeVar("T")


def read_subject(value: Any) -> str:
    """Read a reference to anything: an id, `parent/id`, or the name of a section that is one thing.

    Raises:
        PydanticCustomError: `id`.
    """
    if isinstance(value, str) and value.split("/")[0] in ONE_THING:
        head, *rest = value.split("/")
        if len(rest) <= 1 and all(is_id(part) for part in rest):
            return value
    return read_path(value)


def read_version(value: Any) -> str:
    """Read a version: a short text; a whole number will do, a decimal one has lost its digits.

    Raises:
        PydanticCustomError: `version`.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return str(value)
    if not isinstance(value, str) or not re.fullmatch(_VERSION, value, re.ASCII):
        raise PydanticCustomError("version", "not a version")
    return value


def read_variable(value: Any) -> str:
    """Read the name of a variable in a formula: small letters, digits and underscores.

    Raises:
        PydanticCustomError: `variable`.
    """
    if not isinstance(value, str) or not re.fullmatch(_VARIABLE, value, re.ASCII):
        raise PydanticCustomError("variable", "not the name of a variable")
    return value


def read_expression(value: Any) -> str:
    """Read a formula as far as its characters go; whether it can be computed is checked with its variables.

    Raises:
        PydanticCustomError: `expression`.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not re.fullmatch(_EXPRESSION, value, re.ASCII) or not value.strip():
        raise PydanticCustomError("expression", "not a formula")
    return value


def read_value_or_prose(value: Any) -> Measure | Prose:
    """Read a figure with its unit, or words where no figure says it."""
    if isinstance(value, Prose):
        return value
    try:
        return read_measure(value)
    except PydanticCustomError:
        return Prose.read(value)


def read_span_or_period(value: Any) -> DateSpan | Period:
    """Read a stretch of days or a rhythm.

    Raises:
        PydanticCustomError: `span_or_period`.
    """
    for form in (DateSpan, Period):
        if isinstance(value, form):
            return value
        if isinstance(value, str) and form.pattern.fullmatch(value):
            return form.read(value)
    raise PydanticCustomError("span_or_period", "neither a span of days nor a rhythm")


def read_cost(value: Any) -> Money | str:
    """Read an amount of money, or the id of the cost that carries it.

    Raises:
        PydanticCustomError: `cost`.
    """
    if isinstance(value, Money):
        return value
    if isinstance(value, int | float) or (isinstance(value, str) and Money.pattern.fullmatch(value)):
        return Money.read(value)
    if not is_id(value):
        raise PydanticCustomError("cost", "neither an amount nor a cost")
    return str(value)


def read_result(value: Any) -> Literal["pass", "fail"] | Prose | dict[str, Any]:
    """Read what came of something: `pass`, `fail`, words, or a map of outcomes by topic.

    A map whose keys all look like languages of two letters is prose; any other is outcomes by topic, where an outcome
    is `pass`, `fail`, a figure, words, or a list of these.
    """
    if isinstance(value, Prose):
        return value
    if value == "pass":
        return "pass"
    if value == "fail":
        return "fail"
    if not isinstance(value, dict) or not value:
        return Prose.read(value)
    if all(isinstance(key, str) and re.fullmatch(_TWO_LETTERS, key) for key in value):
        return Prose.read(value)
    return {read_id(key): read_outcome(outcome) for key, outcome in value.items()}


def read_outcome(value: Any) -> Literal["pass", "fail"] | Measure | Prose | bool | tuple[Any, ...]:
    """Read the outcome of one topic: `pass`, `fail`, yes or no, a figure, words, or a list of these."""
    if isinstance(value, list | tuple):
        return tuple(read_outcome(item) for item in value)
    if isinstance(value, bool):
        return value
    if value == "pass":
        return "pass"
    if value == "fail":
        return "fail"
    return read_value_or_prose(value)


def as_statement(value: Any) -> Any:
    """A day alone is evidence of that day; words alone are its record."""
    if not isinstance(value, str):
        return value
    return {"when": value} if re.fullmatch(DATE, value, re.ASCII) else {"record": value}


def as_plural_or_nothing(value: Any) -> Any:
    """One value is a list of one, nothing is an empty list."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else [value]


def as_times(value: Any) -> Any:
    """A plain duration holds for every priority class."""
    return value if isinstance(value, dict) else dict.fromkeys(PRIORITY_CLASSES, value)


def in_a_chain(value: Any) -> Any:
    """Each entry that does not say what it `needs` needs the one before it."""
    if not isinstance(value, dict):
        return value
    chained: dict[Any, Any] = {}
    previous: list[Any] = []
    for key, entry in value.items():
        written = {} if entry is None else entry
        chained[key] = {"needs": previous, **written} if isinstance(written, dict) else entry
        previous = [key]
    return chained


def _one_of_schema(*forms: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [branch for form in forms for branch in form.get("anyOf", [form])]})


_NUMBER_SCHEMA: dict[str, Any] = {"type": "number"}

Version = Annotated[
    str,
    PlainValidator(read_version),
    _one_of_schema({"type": "string", "pattern": f"^{_VERSION}$"}, {"type": "integer", "minimum": 0}),
]
"""A version as people count it: `"1.0"`, `2`, `2027-03`; quoted when it has a decimal point."""

Variable = Annotated[
    str, PlainValidator(read_variable), WithJsonSchema({"type": "string", "pattern": f"^{_VARIABLE}$"})
]
"""The name of a variable in a formula."""

Expression = Annotated[
    str,
    PlainValidator(read_expression),
    _one_of_schema({"type": "string", "pattern": rf"^(?=.*\S){_EXPRESSION}$"}, _NUMBER_SCHEMA),
]
"""A formula over variables: `1 - rolled_back / changes`."""

Word = Annotated[str | Prose, PlainValidator(read_mention), WithJsonSchema(PROSE_SCHEMA)]
"""A name from a list or the planner's own, or words."""

ValueOrProse = Annotated[
    Measure | Prose, PlainValidator(read_value_or_prose), _one_of_schema(_NUMBER_SCHEMA, PROSE_SCHEMA)
]
"""A figure with its unit, or words."""

SpanOrPeriod = Annotated[
    DateSpan | Period,
    PlainValidator(read_span_or_period),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": (
                rf"^(?:{DATE}/{DATE}|day|week|month|quarter|half-year|year|on-demand|{NUMBER}(?:sm|sh|wd|mo|m|h|d|w|y))$"
            ),
        }
    ),
]
"""A stretch of days or a rhythm."""

Result = Annotated[
    Literal["pass", "fail"] | Prose | dict[str, Any],
    PlainValidator(read_result),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": "object", "minProperties": 1}]}),
]
"""What came of something: `pass`, `fail`, words, or outcomes by topic."""

Statement = Annotated[Evidence, BeforeValidator(as_statement)]
"""Evidence, where a day or words alone will do."""

Chained = Annotated[dict[Key, T], BeforeValidator(with_ids), BeforeValidator(in_a_chain)]
"""A map of named things in order; each needs the one before it unless it says what it needs."""

Subject = Annotated[
    str,
    PlainValidator(read_subject),
    Reference(("any",)),
    WithJsonSchema({"type": "string", "pattern": f"^{_SUBJECT}$", "maxLength": 2 * ID_LENGTH + 1}),
]
"""Any entity, what is nested in one (`parent/id`), or a section that is one thing by its name."""

SubjectKey = Annotated[
    str,
    PlainValidator(read_id),
    Reference(("any",), or_text=True),
    WithJsonSchema({"type": "string", "pattern": f"^{ID}$", "maxLength": ID_LENGTH}),
]
"""The key of a map that may be the id of an entity or a name of its own."""

PeopleRef = Annotated[Target, Reference(("roles", "parties", "teams"))]
RolePartyRef = Annotated[Target, Reference(("roles", "parties"))]
AppraisalRef = Annotated[Target, Reference(("appraisals",))]
SopOrStandardRef = Annotated[Target, Reference(("sops", "standards"))]
ProcessOrSopRef = Annotated[Target, Reference(("processes", "sops"))]
RemedyRef = Annotated[Target, Reference(("processes", "improvements"))]
"""What follows a missed target: a process or an improvement."""

ActivityRef = Annotated[Id, Reference(("activities",))]
"""An activity of the same process."""

StepRef = Annotated[Id, Reference(("steps",))]
"""A step of the same emergency plan."""

MetricRef = Annotated[Target, Reference(("kpis",), words=METRICS)]
"""A metric of an agreement, or a KPI."""

StandardOrProse = Annotated[
    str | Prose, PlainValidator(read_mention), Reference(("standards",), or_text=True), WithJsonSchema(PROSE_SCHEMA)
]
"""A standard of the design, or one by name."""

CostOrMoney = Annotated[
    Money | str,
    PlainValidator(read_cost),
    Reference(("costs",)),
    _one_of_schema(
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": f"^(?:{NUMBER}(?: {CURRENCY})?(?:/(?:h|d|w|mo|q|y))?|{ID})$"},
    ),
]
"""An amount of money, or the cost that carries it."""


class Part(Model):
    """A map inside an entity; `none` says with a reason which of its fields is absent on purpose."""

    none: dict[str, Prose] = {}


class Happening(Part):
    """Something that happens at a time: once its day has passed it wants a result."""

    when: Occasion | None = None
    result: Result | None = None
    record: Mention | None = None


class Approval(Happening):
    """Who approves, and when."""

    by: Who | None = None


class Duty(Part):
    """Who does something, within what time or how often."""

    by: Who | None = None
    within: Duration | None = None
    frequency: Period | None = None
