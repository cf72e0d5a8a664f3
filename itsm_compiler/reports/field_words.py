"""What the fields of figures are called and how their values are told, from `fields.yaml`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from itsm_compiler import wording
from itsm_compiler.analysis.telling import BANDS, VERDICTS
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTHING = Text("–", "–")
TRUTHS = {True: Text("yes", "是"), False: Text("no", "否")}


class Field(NamedTuple):
    """A field: the unit of its values, what it is called, and what it means."""

    unit: str
    label: Text
    description: str


@cache
def known_fields() -> Mapping[str, Field]:
    """Every field by its name, or by `Form.field` where it means something of its own."""
    text = files("itsm_compiler.reports").joinpath("fields.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)
    return {name: Field(row[0], Text(row[1], row[2]), row[3]) for name, row in rows.items()}


def field_of(section: str, name: str) -> Field | None:
    """What is known of a field: as it is meant in a section of the analysis, else everywhere."""
    return known_fields().get(f"{section}.{name}") or known_fields().get(name)


def field_words(name: str, section: str = "") -> Text:
    """What a field is called; its name in words where nothing is known of it."""
    known = field_of(section, name)
    words = name.replace("_", " ")
    return known.label if known is not None else Text(words, words)


def compared_words(unit: str, before: Any, after: Any, currency: str | None) -> tuple[Text, Text]:
    """Two values of a unit, told so that a difference stays visible."""
    numbers = all(isinstance(side, int | float) and not isinstance(side, bool) for side in (before, after))
    if numbers and unit == "share":
        return wording.share(before, after), wording.share(after, before)
    if numbers and unit in ("minutes", "open") and min(before, after) >= 0:
        return wording.compared_minutes(before, after)
    return value_words(unit, before, currency), value_words(unit, after, currency)


def value_words(unit: str, value: Any, currency: str | None) -> Text:
    """A value of a unit, as people read it."""
    if value is None or value == []:
        return NOTHING
    if isinstance(value, bool):
        return TRUTHS[value]
    if isinstance(value, int | float):
        told = TOLD.get(unit, _number)(abs(value))
        return Text(f"−{told.en}", f"−{told.zh}") if value < 0 else told
    if isinstance(value, list | dict):
        inside = value.values() if isinstance(value, dict) else value
        parts = [value_words("text", part, currency) for part in inside]
        return Text(", ".join(part.en for part in parts), "、".join(part.zh for part in parts))
    return _of_text(unit, value, currency)


def _of_text(unit: str, value: str, currency: str | None) -> Text:
    """A word of ours in both languages, money with its currency, anything else as it is."""
    if unit == "money":
        try:
            return wording.money(Decimal(value), currency)
        except InvalidOperation:
            return wording.same(value)
    return VERDICTS.get(value) or BANDS.get(value) or wording.same(value)


def _number(value: float) -> Text:
    return wording.number(Decimal(f"{value:.6g}"))


def _hours(value: float) -> Text:
    return wording.open_minutes(60 * value)


def _seconds(value: float) -> Text:
    shown = f"{value:.3g}"
    return Text(f"{shown} s", f"{shown} 秒")


TOLD: Mapping[str, Callable[[float], Text]] = {
    "share": wording.share,
    "minutes": wording.minutes,
    "open": wording.open_minutes,
    "hours": _hours,
    "seconds": _seconds,
}
"""How numbers of a unit are told."""
