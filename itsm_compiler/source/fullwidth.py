"""Full-width punctuation where YAML wants its own: `title：`, `［a, b］`, `phone，web`, `“1.0”`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.text import occurrences

if TYPE_CHECKING:
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.written import Written

MARKS = "：，｛［“‘"

_ASCII = {
    "：": Text("a colon and a space, `: `", "英文冒号加空格 `: `"),
    "，": Text("a comma and a space, `, `", "英文逗号加空格 `, `"),
    "｛": Text("braces, `{ }`", "英文花括号 `{ }`"),
    "［": Text("brackets, `[ ]`", "英文方括号 `[ ]`"),
    "“": Text('straight quotation marks, `" "`', '英文直引号 `" "`'),
    "‘": Text('straight quotation marks, `" "`', '英文直引号 `" "`'),
}
_REPLACEMENTS = {"：": ": ", "，": ", "}
_OPENING = "｛［"
_QUOTED_WORD = re.compile(r"“[ -~]{0,200}”|‘[ -~]{0,200}’")

_NEAR = 120  # characters around a mark that are looked at

_KEY_BEFORE = re.compile(r"""[ ]*(?:-[ ]+)*(?:\{[ ]*)?(["'“]?[a-z][a-z0-9_-]*["'”]?)[ ]*""")
_KEY_IN_BRACES = re.compile(r"""\{[ ]*(["'“]?[a-z][a-z0-9_-]*["'”]?)[ ]*$""")
_VALUE_BEFORE = re.compile(r"(?:^|[:,\[{?-])[ ]*$")
_NAME_BEFORE = re.compile(r"[\[{,，:][ ]*[a-z0-9][a-z0-9_.%-]*[ ]*$")
_NAME_AFTER = re.compile(r"，[ ]*[a-z][a-z0-9_-]*[ ]*(?:[,\]}，]|[:：])")
_PAIR_AFTER = re.compile(r"，[ ]*[a-z][a-z0-9_-]*[ ]*[:：]")


class Candidate(NamedTuple):
    """A full-width mark that may stand for one of YAML, and where the value or key it belongs to would begin."""

    offset: int
    begins: int
    mark: str


def find_candidates(text: str) -> list[Candidate]:
    """The full-width marks that stand where YAML would want a mark of its own."""
    return [found for offset in sorted(occurrences(text, *MARKS)) if (found := _candidate(text, offset))]


def log_fullwidth(candidates: list[Candidate], written: Written, log: FaultLog, error: int | None) -> bool:
    """Log the candidates that are not inside prose; true when one of them is the last thing read."""
    explains = False
    begun: set[int] = set()
    for candidate in candidates:
        scalar = written.at(candidate.offset)
        if scalar is None:
            if error is None or not written.end <= candidate.offset <= error + _NEAR:
                continue
            explains = True
        elif scalar.plain and (
            scalar.start == candidate.begins or scalar.start in begun or candidate.mark == "，"
        ):
            begun.add(scalar.start)
            explains = explains or scalar.end >= written.end
        else:
            continue
        start, mark = candidate.offset, candidate.mark
        replacement = _REPLACEMENTS.get(mark)
        log.add(
            "full-width-syntax",
            (start, start + 1),
            {"mark": mark, "ascii": _ASCII[mark]},
            replacement=replacement,
        )
    return explains


def _candidate(text: str, offset: int) -> Candidate | None:
    mark = text[offset]
    nearest = max(0, offset - _NEAR)
    line_start = text.rfind("\n", nearest, offset) + 1 or nearest
    before = text[line_start:offset]
    begins = offset
    if mark == "：":
        key = _KEY_BEFORE.fullmatch(before) or _KEY_IN_BRACES.search(before)
        meant = key is not None
        begins = line_start + key.start(1) if key else offset
    elif mark == "，":
        meant = bool(
            _PAIR_AFTER.match(text, offset)
            or (_NAME_BEFORE.search(before) and _NAME_AFTER.match(text, offset))
        )
    else:
        meant = bool(_VALUE_BEFORE.search(before)) and (
            mark in _OPENING or bool(_QUOTED_WORD.match(text, offset))
        )
    return Candidate(offset, begins, mark) if meant else None
