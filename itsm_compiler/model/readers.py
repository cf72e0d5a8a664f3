"""How scalars of the language are read: ids, days, mentions, codes, and the shorthands of plurals and sites."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

from itsm_compiler.model.codes import CURRENCIES, is_language
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import (
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
    from decimal import Decimal

UNSAID = object()
"""Stands for the number of sites of a name that is written without one."""

ONE_THING_SECTIONS = frozenset(
    (
        "design",
        "rules",
        "documents",
        "extensions",
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
)
"""Sections that are one thing: the section's name is its id."""

LONGEST_PATTERN = 100
RULE_CODE = r"[A-Z]{1,8}[0-9]{0,4}"
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 64
_ID = re.compile(ID, re.ASCII)


def is_id(value: Any) -> bool:
    """Whether the value is written as an id: kebab-case, at most 64 characters."""
    return isinstance(value, str) and len(value) <= ID_LENGTH and _is_id(value)


@lru_cache(maxsize=1 << 15)
def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


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
    if not isinstance(value, str) or not is_language(value):
        raise PydanticCustomError("language", "no known language")
    return value


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

    Raises:
        PydanticCustomError: `code_pattern`.
    """
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_PATTERN or not is_bounded(value):
        raise PydanticCustomError("code_pattern", "no pattern, or one that may take long")
    return value


def is_bounded(pattern: str) -> bool:
    """Whether a regular expression is one, and matches in a time that the length of the text bounds well.

    No group is repeated, nothing is looked up or referred back to, at most two parts are of open length and at most six
    may be missing.
    """
    plain = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern)
    open_ended, optional = len(re.findall(r"[*+]|\{[0-9]*,", plain)), plain.count("?")
    if re.search(r"\)[*+?{]|\(\?", plain) or re.search(r"\\[0-9]", pattern) or open_ended > 2 or optional > 6:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


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
