"""What may be written to a terminal or a log, and how wide it stands there: nothing moves the cursor or hides text."""

from __future__ import annotations

import json
import re
import unicodedata

COLUMNS = 100
"""The width that reports keep to, whatever the terminal's own: the same design gives the same lines everywhere."""

_HIDDEN = (
    "\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
_HARMFUL = re.compile(f"[\x00-\x08\x0a-\x1f{_HIDDEN}]")
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_COMMAND = re.compile(r"^(\s*)(::|##\[)")
_CLOSING = "],.;:!?)，。、；：！？）》」』”’"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u201c"
_PIECE = re.compile(
    rf"\s*(?:`[^`]*`|[^\s`{_WIDE}]+|[{_WIDE}]|`)[{re.escape(_CLOSING)}]*",
)
"""What a line break keeps together: a stretch in back-ticks, a word, a Chinese character, each with what closes it."""


def printable(text: str) -> str:
    """The text on one line, each control, bidirectional or invisible character shown as its code point."""
    return _COMMAND.sub(r"\1\\\2", _HARMFUL.sub(_shown, text).replace("\t", " "))


def printable_json(text: str) -> str:
    """The text of a JSON value with invisible characters written as JSON escapes, so that it still means the same."""
    return _INVISIBLE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def width(text: str) -> int:
    """How many columns a terminal gives the text: two for wide East Asian characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` columns; only what is longer than a line by itself is broken inside."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if width(lines[-1] + piece) <= room:
            lines[-1] += piece
            continue
        rest = piece.lstrip()
        if lines[-1]:
            lines.append("")
        while width(rest) > room:
            cut = _fitting(rest, room)
            lines[-1:] = [rest[:cut].rstrip(), ""]
            rest = rest[cut:]
        lines[-1] = rest
    return lines


def _fitting(text: str, room: int) -> int:
    """How many characters fit into `room` columns, cut behind a space or hyphen where there is one; at least one."""
    count = columns = 0
    for character in text:
        columns += _width(character)
        if columns > room:
            break
        count += 1
    cuts = (text.rfind(mark, 0, count) + 1 for mark in " -")
    return max(next((cut for cut in cuts if 2 * cut >= count), count), 1)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
