"""Values and small maps that several families of sections share beside those of `references` and `entity`."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic_core import PydanticCustomError

from itsm_compiler.model.entity import Evidence, Happening, with_ids
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DATE, DateSpan, Duration, Period
from itsm_compiler.model.readers import read_id, read_mention
from itsm_compiler.model.reading import Forms, Reads
from itsm_compiler.model.references import Id, Key, Reference, Target, Who

PriorityClass = Literal["A", "B", "C", "D"]
PRIORITY_CLASSES: tuple[PriorityClass, ...] = ("A", "B", "C", "D")

VERSION = r"[0-9A-Za-z](?:[0-9A-Za-z._+-]{0,38}[0-9A-Za-z])?"
VARIABLE = r"[a-z](?:[a-z0-9_]{0,62}[a-z0-9])?"
EXPRESSION = r"(?=.*[^ ])[A-Za-z0-9_.()*/+\- ]{1,400}"

T = TypeVar("T")


def read_version(value: Any) -> str:
    """Read a version: a short text. A number has lost digits (`1.10` is `1.1`) and must be quoted.

    Raises:
        PydanticCustomError: `version`.
    """
    if not isinstance(value, str) or not re.fullmatch(VERSION, value, re.ASCII):
        raise PydanticCustomError("version", "not a version")
    return value


def read_variable(value: Any) -> str:
    """Read the name of a variable in a formula: small letters, digits and underscores.

    Raises:
        PydanticCustomError: `variable`.
    """
    if not isinstance(value, str) or not re.fullmatch(VARIABLE, value, re.ASCII):
        raise PydanticCustomError("variable", "not the name of a variable")
    return value


def read_expression(value: Any) -> str:
    """Read a formula as far as its characters go; whether it can be computed is checked with its variables.

    Raises:
        PydanticCustomError: `expression`.
    """
    if not isinstance(value, str) or not re.fullmatch(EXPRESSION, value, re.ASCII):
        raise PydanticCustomError("expression", "not a formula")
    return value


def read_span_or_period(value: Any) -> DateSpan | Period:
    """Read a stretch of days or a rhythm.

    Raises:
        PydanticCustomError: `span_or_period`.
    """
    if isinstance(value, DateSpan | Period):
        return value
    for form in (DateSpan, Period):
        if isinstance(value, str) and form.pattern.fullmatch(value):
            return form.read(value)
    raise PydanticCustomError("span_or_period", "neither a span of days nor a rhythm")


def read_yes_or_prose(value: Any) -> bool | Prose:
    """Read yes or no, or the words that say how."""
    return value if isinstance(value, bool) else Prose.read(value)


def as_statement(value: Any) -> Any:
    """A day alone is evidence of that day; words alone are its record."""
    if not isinstance(value, str):
        return value
    return {"when": value} if re.fullmatch(DATE, value, re.ASCII) else {"record": value}


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
        chained[key] = {"needs": previous, **entry} if isinstance(entry, dict) else entry
        previous = [key]
    return chained


Version = Annotated[str, Reads(read_version)]
"""A version as people count it: `"1.0"`, `"2"`, `2027-03`; quoted when it looks like a number."""

Variable = Annotated[str, Reads(read_variable)]
"""The name of a variable in a formula."""

Expression = Annotated[str, Reads(read_expression)]
"""A formula over variables: `1 - rolled_back / changes`."""

Word = Annotated[str | Prose, Reads(read_mention)]
"""A name from a list or the planner's own, or words."""

SpanOrPeriod = Annotated[DateSpan | Period, Reads(read_span_or_period)]
"""A stretch of days or a rhythm."""

YesOrProse = Annotated[bool | Prose, Reads(read_yes_or_prose)]
"""Yes or no, or the words that say how."""

Statement = Annotated[Evidence, Forms(as_statement)]
"""Evidence, where a day or words alone will do."""

ClassTimes = Annotated[dict[PriorityClass, Duration], Forms(as_times)]
"""Times by priority class; a plain duration holds for every class."""

Chained = Annotated[dict[Key, T], Forms(with_ids), Forms(in_a_chain)]
"""A map of named things in order; each needs the one before it unless it says what it needs."""

NameOrId = Annotated[str, Reads(read_id), Reference(("any",), or_text=True)]
"""The key of a map that may be the id of an entity or a name of its own."""

PeopleRef = Annotated[Target, Reference(("roles", "parties", "teams"))]
"""Somebody who is told, invited or bound: a role, a party or a team."""

AppraisalRef = Annotated[Target, Reference(("appraisals",))]
SopOrStandardRef = Annotated[Target, Reference(("sops", "standards"))]
ProcessOrSopRef = Annotated[Target, Reference(("processes", "sops"))]

RemedyRef = Annotated[Target, Reference(("processes", "improvements"))]
"""What follows a missed target: a process or an improvement."""

ActivityRef = Annotated[Id, Reference(("activities",))]
"""An activity of the same process."""

StepRef = Annotated[Id, Reference(("steps",))]
"""A step of the same emergency plan."""

StandardOrProse = Annotated[str | Prose, Reads(read_mention), Reference(("standards",), or_text=True)]
"""A standard of the design, or one by name."""


class Approval(Happening):
    """Who approves, and when."""

    by: Who | None = None
