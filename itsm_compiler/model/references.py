"""References to entities by id, and the words that stand beside them: ids, names, plurals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from itsm_compiler.model.codes import CURRENCIES, is_language
from itsm_compiler.model.prose import LANGUAGE_TAG, Prose
from itsm_compiler.model.quantities import (
    CURRENCY,
    DATE,
    DateSpan,
    Measure,
    Money,
    Period,
    Rate,
    read_date,
    read_measure,
    read_number,
)

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

METRICS = ("availability", "failures", "recovery", "satisfaction", "security-incidents")
"""The metrics that the language knows by itself; every other is a KPI."""

UNSAID = object()
"""Stands for the number of sites of a name that is written without one."""

ONE_THING_SECTIONS = frozenset(
    (
        "design rules documents extensions catalogue service_desk staffing knowledge spare_rules document_rules "
        "risk_policy deployment quality security"
    ).split()
)
"""Sections that are one thing: the section's name is its id."""

RULE_CODE = r"[A-Z]{1,8}[0-9]{0,4}"
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 64
_ID = re.compile(ID, re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a string as the id of an entity of one of `kinds` (names of sections, or `any`).

    `or_text` allows prose in its place: what is no known id is read as words. `words` are values with a meaning of
    their own, as `all` for every service.
    """

    kinds: tuple[str, ...]
    or_text: bool = False
    words: tuple[str, ...] = ()


def is_id(value: Any) -> bool:
    """Whether the value is written as an id: kebab-case, at most 64 characters."""
    return isinstance(value, str) and len(value) <= ID_LENGTH and _ID.fullmatch(value) is not None


def read_id(value: Any) -> str:
    """Read an id.

    Raises:
        PydanticCustomError: `id`.
    """
    if not is_id(value):
        raise PydanticCustomError("id", "not an id")
    return str(value)


def read_path(value: Any) -> str:
    """Read a reference that may lead into an entity: `id` or `parent/id`.

    Raises:
        PydanticCustomError: `id`.
    """
    if is_id(value):
        return str(value)
    parent, slash, child = value.partition("/") if isinstance(value, str) else ("", "", "")
    if (is_id(parent) or parent in ONE_THING_SECTIONS) and (is_id(child) if slash else not child):
        return str(value)
    raise PydanticCustomError("id", "not an id")


def read_mention(value: Any) -> str | Prose:
    """Read what may be an id or words: a plain id-like string stays a string, everything else is prose."""
    try:
        return read_path(value)
    except PydanticCustomError:
        return Prose.read(value)


def read_when(value: Any) -> date | str:
    """Read a day, or the id of the task or milestone on whose last day it falls.

    Raises:
        PydanticCustomError: `when`.
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(DATE, value, re.ASCII):
        return read_date(value)
    if not is_id(value):
        raise PydanticCustomError("when", "neither a date nor a task")
    return str(value)


def read_occasion(value: Any) -> date | str | DateSpan | Period:
    """Read when something happens: a day, a task, a span of days or a rhythm.

    Raises:
        PydanticCustomError: `occasion`.
    """
    for form in (DateSpan, Period):
        if isinstance(value, form):
            return value
        if isinstance(value, str) and form.pattern.fullmatch(value):
            return form.read(value)
    try:
        return read_when(value)
    except PydanticCustomError as error:
        if error.type == "date_calendar":
            raise
        raise PydanticCustomError("occasion", "neither a date, a task, a span nor a period") from None


def read_note(value: Any) -> Measure | Prose:
    """Read what may be a figure or words.

    Raises:
        PydanticCustomError: one of the errors of prose.
    """
    try:
        return read_measure(value)
    except PydanticCustomError:
        return Prose.read(value)


def read_funds(value: Any) -> Money | str:
    """Read an amount of money, or the id of the cost that carries it.

    Raises:
        PydanticCustomError: `money`.
    """
    if isinstance(value, str) and is_id(value) and not value[0].isdigit():
        return value
    return Money.read(value)


def read_volume(value: Any) -> Decimal | Rate:
    """Read how much of something there is: a number, or a rate.

    Raises:
        PydanticCustomError: `volume`.
    """
    try:
        return Rate.read(value) if isinstance(value, str) else read_number(value)
    except PydanticCustomError:
        raise PydanticCustomError("volume", "neither a number nor a rate") from None


def read_currency(value: Any) -> str:
    """Read the code of a currency.

    Raises:
        PydanticCustomError: `currency`.
    """
    if not isinstance(value, str) or value not in CURRENCIES:
        raise PydanticCustomError("currency", "no known currency")
    return value


def read_language(value: Any) -> str:
    """Read the tag of a language.

    Raises:
        PydanticCustomError: `language`.
    """
    if not is_language(value):
        raise PydanticCustomError("language", "no known language")
    return str(value)


def read_time_zone(value: Any) -> str:
    """Read the name of a time zone.

    Raises:
        PydanticCustomError: `time_zone`.
    """
    try:
        return ZoneInfo(value).key
    except (ValueError, TypeError, OSError, ZoneInfoNotFoundError):
        raise PydanticCustomError("time_zone", "no known time zone") from None


def read_rule_code(value: Any) -> str:
    """Read the code of a rule, or the beginning of one that stands for all rules with it.

    Raises:
        PydanticCustomError: `rule_code`.
    """
    if not isinstance(value, str) or not re.fullmatch(RULE_CODE, value, re.ASCII):
        raise PydanticCustomError("rule_code", "no code of a rule")
    return value


def read_code_pattern(value: Any) -> str:
    """Read a regular expression that codes have to match.

    Only such are taken whose matching time is bounded by the length of a code: no group is repeated, nothing is looked
    up, and at most three parts have no upper length.

    Raises:
        PydanticCustomError: `code_pattern`.
    """
    if not isinstance(value, str) or not 0 < len(value) <= 100:
        raise PydanticCustomError("code_pattern", "no pattern")
    plain = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", value)
    if re.search(r"\)[*+?{]|\(\?", plain) or len(re.findall(r"[*+]|,\}", plain)) > 3 or re.search(r"\\[0-9]", value):
        raise PydanticCustomError("code_pattern", "a pattern that may take long")
    try:
        re.compile(value)
    except (re.error, OverflowError):
        raise PydanticCustomError("code_pattern", "no pattern") from None
    return value


def tag_of_type(value: Any) -> str:
    """The tag of an entry whose form is told by its `type`; tags begin with a character that no spec can write."""
    kind = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return f"\1{kind}"


def as_sites(value: Any) -> Any:
    """A bare name, or a list of names, is a map of sites whose number is not said."""
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list | tuple) and all(isinstance(name, str) for name in names):
        return dict.fromkeys(names, UNSAID)
    return value


def read_site_count(value: Any) -> int | None:
    """Read how many sites there are of a name.

    Raises:
        PydanticCustomError: `count`.
    """
    if value is UNSAID:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise PydanticCustomError("count", "no number of sites")
    return value


def as_plural(value: Any) -> Any:
    """One value is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


class _OneOrMany:
    """JSON Schema of a plural field: one value or a list of them."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(as_plural), _OneOrMany()]
"""A plural field: always a tuple, written as one value or a list."""

_ID_SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{ID}$", "maxLength": ID_LENGTH})
_TEXT_OR_MAP: dict[str, Any] = {"type": ["string", "object"]}

Id = Annotated[str, PlainValidator(read_id), _ID_SCHEMA]
Name = Id
"""A short machine word in kebab-case, from a list of the language or the planner's own."""

Key = Id
"""The key of a map of named things."""

_PARENT = "|".join((ID, *sorted(name for name in ONE_THING_SECTIONS if "_" in name)))

Target = Annotated[
    str,
    PlainValidator(read_path),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_PARENT})(?:/{ID})?$", "maxLength": 2 * ID_LENGTH + 1}),
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
    str | Prose, PlainValidator(read_mention), Reference(("roles", "parties", "teams"), or_text=True), WithJsonSchema(_TEXT_OR_MAP)
]
"""A role, party or team, or a person by name."""

Mention = Annotated[str | Prose, PlainValidator(read_mention), Reference(("any",), or_text=True), WithJsonSchema(_TEXT_OR_MAP)]
"""Anything of the design by id, or words."""

When = Annotated[
    date | str, PlainValidator(read_when), Reference(("tasks", "milestones")), WithJsonSchema({"type": "string", "pattern": f"^(?:{DATE}|{ID})$"})
]
"""A day, or the task or milestone that ends on it."""

Occasion = Annotated[
    date | str | DateSpan | Period,
    PlainValidator(read_occasion),
    Reference(("tasks", "milestones")),
    WithJsonSchema({"type": "string", "minLength": 2}),
]
"""A day, a task, a span of days or a rhythm."""

Day = Annotated[date, PlainValidator(read_date), WithJsonSchema({"type": "string", "pattern": f"^{DATE}$"})]
Value = Annotated[Measure, PlainValidator(read_measure), WithJsonSchema({"type": ["number", "string"]})]
"""A value of a metric."""

Number = Annotated[Decimal, PlainValidator(read_number), WithJsonSchema({"type": "number", "minimum": 0})]
"""A plain number, not below zero."""

Volume = Annotated[Decimal | Rate, PlainValidator(read_volume), WithJsonSchema({"type": ["number", "string"]})]
"""How much there is of something: a number, or a rate."""

Note = Annotated[
    Measure | Prose, PlainValidator(read_note), WithJsonSchema({"type": ["number", "string", "object"]})
]
"""A figure, or words."""

Funds = Annotated[
    Money | str, PlainValidator(read_funds), Reference(("costs",)), WithJsonSchema({"type": ["number", "string"]})
]
"""An amount of money, or the cost that carries it."""

Currency = Annotated[str, PlainValidator(read_currency), WithJsonSchema({"type": "string", "pattern": f"^{CURRENCY}$"})]
Language = Annotated[str, PlainValidator(read_language), WithJsonSchema({"type": "string", "pattern": LANGUAGE_TAG})]
TimeZone = Annotated[str, PlainValidator(read_time_zone), WithJsonSchema({"type": "string", "minLength": 2})]
RuleCode = Annotated[str, PlainValidator(read_rule_code), WithJsonSchema({"type": "string", "pattern": f"^{RULE_CODE}$"})]
CodePattern = Annotated[str, PlainValidator(read_code_pattern), WithJsonSchema({"type": "string", "maxLength": 100})]

Sites = Annotated[
    dict[Key, Annotated[int | None, PlainValidator(read_site_count), WithJsonSchema({"type": "integer", "minimum": 0})]],
    BeforeValidator(as_sites, json_schema_input_type=str | list[str] | dict[str, int]),
]
"""Sites by name and how many of each there are; None where only the name is written."""
