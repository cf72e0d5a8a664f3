"""Full-width punctuation and odd spaces where YAML wants its own: `title：`, `［a, b］`, `phone，web`, `“1.0”`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.text import code, occurrences

if TYPE_CHECKING:
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.written import Written

_COLON, _COMMA, _OPENING, _QUOTES, _SPACES = "：", "，", "｛［", "“‘", "\u3000\xa0"

_STRAIGHT = Text('straight quotation marks, `" "`', '英文直引号 `" "`')
_ASCII = {
    "：": Text("a colon and a space, `: `", "英文冒号加空格 `: `"),
    "，": Text("a comma and a space, `, `", "英文逗号加空格 `, `"),
    "｛": Text("braces, `{ }`", "英文花括号 `{ }`"),
    "［": Text("brackets, `[ ]`", "英文方括号 `[ ]`"),
    "“": _STRAIGHT,
    "‘": _STRAIGHT,
}
_REPLACEMENTS = {"：": ": ", "，": ", ", "\u3000": " ", "\xa0": " "}

_NEAR = 120  # characters around a mark that are looked at

_NAME = r"[a-z][a-z0-9_-]*"
_KEY_BEFORE = re.compile(rf"""(?:[ ]*(?:-[ ]+)*|.*\{{[ ]*)(["'“]?{_NAME}["'”]?)[ ]*""")
_KEY_AND_COLON_BEFORE = re.compile(rf"[ ]*(?:-[ ]+)*({_NAME}):")
_BEGINNING_BEFORE = re.compile(r"(?:.*[:,\[{?-])?[ ]*")
_NAME_BEFORE = re.compile(r".*[\[{,，:][ ]*[a-z0-9][a-z0-9_.%-]*[ ]*")
_NAME_AFTER = re.compile(rf"，[ ]*{_NAME}[ ]*[,\]}}，:：]")
_PAIR_AFTER = re.compile(rf"，[ ]*{_NAME}[ ]*[:：]")
_QUOTED_WORD = re.compile(r"“[ -~]{0,100}”|‘[ -~]{0,100}’")


class Candidate(NamedTuple):
    """A mark that may stand for one of YAML, and where the value or key it belongs to would begin."""

    offset: int
    begins: int
    mark: str


def find_candidates(text: str) -> list[Candidate]:
    """The marks that stand where YAML would want one of its own, whether or not inside prose."""
    marks = (_COLON, _COMMA, *_OPENING, *_QUOTES, *_SPACES)
    return [found for offset in sorted(occurrences(text, *marks)) if (found := _candidate(text, offset))]


def log_fullwidth(candidates: list[Candidate], written: Written, log: FaultLog, error: int | None) -> bool:
    """Log the candidates that are not inside prose; true when one of them is the last thing that was read."""
    explains = False
    begun: set[int] = set()
    for candidate in candidates:
        scalar = written.at(candidate.offset)
        if scalar is None:
            if error is None or not written.end <= candidate.offset <= error + _NEAR:
                continue
            explains = True
        elif scalar.plain and (
            scalar.start == candidate.begins or scalar.start in begun or candidate.mark == _COMMA
        ):
            begun.add(scalar.start)
            explains = explains or scalar.end >= written.end
        else:
            continue
        _log(candidate, log)
    return explains


def _log(candidate: Candidate, log: FaultLog) -> None:
    start, mark = candidate.offset, candidate.mark
    offsets, replacement = (start, start + 1), _REPLACEMENTS.get(mark)
    if mark in _SPACES:
        log.add("odd-space", offsets, {"code": code(mark)}, replacement=replacement)
    else:
        log.add("full-width-syntax", offsets, {"mark": mark, "ascii": _ASCII[mark]}, replacement=replacement)


def _candidate(text: str, offset: int) -> Candidate | None:
    """What the mark at `offset` may stand for, by the rest of its line; the neighbours alone settle most of them."""
    mark = text[offset]
    left, right = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if mark in _OPENING or mark in _QUOTES:
        meant = not left or left in " \n\r[{,"
    elif mark == _COMMA:
        meant = right == " " or "a" <= right <= "z"
    elif mark == _COLON:
        meant = left.isascii() and (left.isalnum() or left in "_-\"' ")
    else:
        meant = not left or left in " \n\r:"
    if not meant:
        return None
    nearest = max(0, offset - _NEAR)
    line_start = text.rfind("\n", nearest, offset) + 1 or nearest
    return _in_line(text, line_start, offset)


def _in_line(text: str, line_start: int, offset: int) -> Candidate | None:
    mark, before = text[offset], text[line_start:offset]
    if mark == _COLON or (mark in _SPACES and before.endswith(":")):
        key = (_KEY_BEFORE if mark == _COLON else _KEY_AND_COLON_BEFORE).fullmatch(before)
        return Candidate(offset, line_start + key.start(1), mark) if key else None
    if mark in _SPACES:
        meant = not before.strip(" ")
    elif mark == _COMMA:
        named = _NAME_BEFORE.fullmatch(before) and _NAME_AFTER.match(text, offset)
        meant = bool(named or _PAIR_AFTER.match(text, offset))
    else:
        meant = bool(_BEGINNING_BEFORE.fullmatch(before))
        meant = meant and (mark in _OPENING or bool(_QUOTED_WORD.match(text, offset)))
    return Candidate(offset, offset, mark) if meant else None
