"""What may be written to a terminal or a log: nothing that moves the cursor, changes colours or hides text."""

from __future__ import annotations

import re
import unicodedata

_HARMFUL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udfff]"
)
_COMMAND = re.compile(r"^(\s*)(::|##\[)")


def printable(text: str) -> str:
    """The text on one line, each control, bidirectional or invisible character shown as its code point."""
    return _COMMAND.sub(r"\1\\\2", _HARMFUL.sub(_shown, text).replace("\t", " "))


def width(text: str) -> int:
    """How many columns a terminal gives the text: two for wide East Asian characters, none for combining marks."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
