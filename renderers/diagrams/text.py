"""Measure and wrap text for pictures, without a font at hand.

Widths are those of the common sans-serif faces, a little on the generous side, so that text stays inside its box whichever
of them a reader has. A Chinese character is a full em wide.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

NARROW = frozenset("ijlftrI.,:;'|!()[]{}`-/\\ ·")
WIDE = frozenset("mwMW@%&—…")
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """How wide the text is at a font size, in the unit of the size."""
    return sum(map(_em, text)) * size


def wrap(text: str, size: float, room: float, lines: int) -> list[str]:
    """The text in at most `lines` lines of at most `room`; what does not fit ends in an ellipsis.

    Lines break at spaces, between Chinese characters, and inside a word only when it is wider than a line.
    """
    rows: list[str] = []
    row = ""
    for piece in _pieces(" ".join(text.split())):
        candidate = row + piece
        if width(candidate.rstrip(), size) <= room:
            row = candidate
            continue
        if row.strip():
            rows.append(row.rstrip())
        row = piece.lstrip()
        while width(row.rstrip(), size) > room:
            cut = _fitting(row, size, room)
            rows.append(row[:cut])
            row = row[cut:]
    if row.strip():
        rows.append(row.rstrip())
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _shortened(rows[lines - 1] + " " + rows[lines], size, room)]
    return rows or [""]


def shortened(text: str, size: float, room: float) -> str:
    """The text in one line of at most `room`."""
    return wrap(text, size, room, 1)[0]


def _shortened(text: str, size: float, room: float) -> str:
    return text[: max(1, _fitting(text, size, room - width(ELLIPSIS, size)))].rstrip() + ELLIPSIS


def _fitting(text: str, size: float, room: float) -> int:
    """How many characters fit, at least one."""
    left = room
    for index, char in enumerate(text):
        left -= _em(char) * size
        if left < 0:
            return max(1, index)
    return len(text)


def _pieces(text: str) -> list[str]:
    """The text cut where a line may break; each piece keeps the space before it."""
    pieces: list[str] = []
    word = ""
    for char in text:
        if (
            char == " "
            or (_is_full(char) and not _closes(char))
            or (word and _is_full(word[-1]) and not _closes(char) and not unicodedata.combining(char))
        ):
            pieces.append(word)
            word = char
        else:
            word += char
    return [piece for piece in [*pieces, word] if piece]


def _closes(char: str) -> bool:
    """Whether a line must not begin with it."""
    return char in "，。、；：！？）》」』”’,.;:!?)"


@lru_cache(maxsize=8192)
def _is_full(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def _em(char: str) -> float:
    if _is_full(char):
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    if char in NARROW:
        return 0.36
    if char in WIDE:
        return 0.95
    return 0.72 if char.isupper() else 0.58
