"""A second look at a file that holds something suspicious, so that the first pass need not look for it everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itsm_compiler.source.events import AliasEvent, ScalarEvent
from itsm_compiler.source.fullwidth import find_candidates, log_fullwidth
from itsm_compiler.source.silences import SIGN, Silence, silences_of
from itsm_compiler.source.text import INVISIBLE, code, occurrences
from itsm_compiler.source.written import Written

if TYPE_CHECKING:
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.nodes import SourceFile

_BEFORE_PROPERTY = re.compile(r"(?:^|[\r:,\[{?-])[ \t]*\Z", re.MULTILINE)
_PROPERTY = re.compile(r"(?:!<[^>\s]*>|[&*!][^\s,\[\]{}]*)\s*")
_TELLING_ESCAPE = re.compile(r"\\[0abefvNLPxuU]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = dict(zip("0abefvNLP", "\0\a\b\x1b\f\v\x85\u2028\u2029", strict=True))
_NEAR = 120


def scrutinise(
    text: str, file: SourceFile, log: FaultLog, *, error: int | None, stop: int | None
) -> tuple[bool, tuple[Silence, ...]]:
    """Log tags, anchors, aliases, escaped control characters and full-width syntax, and read the silences.

    `error` is the offset of a fault of syntax, `stop` that of a limit, beyond which nothing is read. The first result
    tells whether full-width punctuation explains that the reading ended.
    """
    properties = any(_is_property(text, at) for at in occurrences(text, *"&*!"))
    escapes = "\\" in text and _TELLING_ESCAPE.search(text) is not None
    candidates = find_candidates(text)
    silences = SIGN in text
    if not (properties or escapes or candidates or silences):
        return False, ()
    written = Written(text, stop)
    for event in written.events():
        if properties:
            _log_properties(event, text, log)
        if escapes and type(event) is ScalarEvent and event.style == '"':
            _log_escapes(event, text, log)
    explains = log_fullwidth(candidates, written, log, error)
    return explains, silences_of(text, file, written, log) if silences else ()


def _is_property(text: str, at: int) -> bool:
    """Whether a tag, an anchor or an alias may begin at `at`, by what stands around it."""
    if text[at] != "!" and text[at + 1 : at + 2].isspace():
        return False
    return _BEFORE_PROPERTY.search(text, max(0, at - _NEAR), at) is not None


def _log_properties(event: Any, text: str, log: FaultLog) -> None:
    start, kind = event.start_mark.index, type(event)
    if kind is AliasEvent:
        log.add("anchor", (start, event.end_mark.index), {"anchor": text[start : event.end_mark.index]})
        return
    if not (getattr(event, "anchor", None) or getattr(event, "tag", None)):
        return
    while match := _PROPERTY.match(text, start):
        written = match.group().rstrip()
        end = start + len(written)
        if written.startswith("!"):
            log.add("tag", (start, end), {"tag": written})
        else:
            log.add("anchor", (start, end), {"anchor": written})
        start = match.end()


def _log_escapes(event: Any, text: str, log: FaultLog) -> None:
    for match in _ESCAPE.finditer(text, event.start_mark.index, event.end_mark.index):
        number = match[1] or match[2] or match[3]
        character = chr(int(number, 16)) if number else _SHORT_ESCAPES.get(match[4], "")
        if INVISIBLE.match(character):
            log.add("control-character", match.span(), {"code": code(character)})
