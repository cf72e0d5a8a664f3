"""What stands in sentences and cells, free of language and format: phrases, links, numbers, tags and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, DateSpan, Duration, Money, Period, Rate, Share


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or word of ours, to be translated: the English text with `{named}` places is its key.

    `values` fill the places. With `plural`, `text` is the form for one and the place `count` decides.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None


def phrase(text: str, /, plural: str | None = None, **values: Value) -> Phrase:
    """A phrase with its places filled: `phrase("{count} team", plural="{count} teams", count=2)`."""
    return Phrase(text, tuple(values.items()), plural)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of the design under the name people know it by; `target` is its id, resolved to a page by the renderer."""

    target: str
    label: Prose


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its unit, rounded for reading to `digits` decimals.

    `unit` is one of `percent` (value 0–100), `minutes` (shown as days, hours and minutes), `hours`, `days`,
    `open-days`, `people`, `count`, `money` (with `currency`), `score`.
    """

    value: float | Decimal
    unit: str
    digits: int = 0
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A short state shown with a colour and always with its word: `good`, `warning`, `bad` or `neutral`."""

    text: Phrase
    tone: Literal["good", "warning", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in one place, joined as a sentence would (`a, b and c`) or one a line."""

    values: tuple[Value, ...]
    lines: bool = False


Value = (
    None | str | int | Decimal | date | Text | Prose | Phrase | Link | Number | Tag | Listing
    | Duration | Share | Money | Rate | Period | DateSpan | AnswerTarget
)  # fmt: skip
