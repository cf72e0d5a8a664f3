"""Plain scalars into values by the core schema of YAML 1.2, whole numbers and fractions kept within bounds."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Any

LARGEST = 10**15
SMALLEST = 1e-15

TRUTHS: dict[str, bool | None] = {
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The words of the core schema that are no text; an empty scalar is nothing too."""

OLD_TRUTHS: dict[str, bool] = {
    **{word: True for base in ("yes", "on") for word in (base, base.title(), base.upper())},
    **{word: False for base in ("no", "off") for word in (base, base.title(), base.upper())},
}
"""The words that YAML 1.1 took for truth values and YAML 1.2 takes for texts."""

WORDS = frozenset(TRUTHS) | frozenset(OLD_TRUTHS)
"""Every plain word that is not simply a text, besides numbers."""

FIRST_LETTER = ":"
"""Every number, and the empty scalar, sorts before this character; hardly a text does."""

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_REWRITTEN = re.compile(r"\+|-?0[0-9ox]|.*[eE]|-?[1-9][0-9]{0,2}\.[0-9]{2}0$")
_SOME_DIGIT = re.compile(r"[-+.0]*[1-9]")
_MOST_DIGITS = 40


class Doubt(Enum):
    """What is to be said about a plain scalar besides its value."""

    NONE = auto()
    OUT_OF_RANGE = auto()
    OLD_TRUTH = auto()
    REWRITTEN = auto()


def resolve(text: str) -> tuple[Any, Doubt]:
    """The value of a plain scalar; a number that cannot be computed with stays the text it is."""
    if not text or text in TRUTHS:
        return TRUTHS.get(text), Doubt.NONE
    if text in OLD_TRUTHS:
        return text, Doubt.OLD_TRUTH
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FRACTION.fullmatch(text):
        return _fraction(text)
    return text, Doubt.OUT_OF_RANGE if _NO_NUMBER.fullmatch(text) else Doubt.NONE


def _integer(text: str) -> tuple[Any, Doubt]:
    if len(text) > _MOST_DIGITS:
        return text, Doubt.OUT_OF_RANGE
    number = int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if abs(number) >= LARGEST:
        return text, Doubt.OUT_OF_RANGE
    return number, Doubt.REWRITTEN if _REWRITTEN.match(text) else Doubt.NONE


def _fraction(text: str) -> tuple[Any, Doubt]:
    number = float(text)
    zero = not _SOME_DIGIT.match(text)
    if not zero and not SMALLEST <= abs(number) < LARGEST:
        return text, Doubt.OUT_OF_RANGE
    return number, Doubt.REWRITTEN if _REWRITTEN.match(text) else Doubt.NONE
