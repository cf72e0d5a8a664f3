"""The comments that silence a rule where it is broken: `# itsmc: ignore[SLM014] reason="…" until=2027-01-31 by=manager`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.source.faults import show
from itsm_compiler.source.text import occurrences

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Span
    from itsm_compiler.source.log import FaultLog
    from itsm_compiler.source.nodes import SourceFile
    from itsm_compiler.source.written import Written

SIGN = "itsmc:"

_BEFORE = re.compile(r"(?:^|[ \t])(#[ \t]{0,20})\Z", re.MULTILINE)
_FORM = re.compile(r"itsmc:\s*ignore\s*\[([^\]]*)\]\s*(.*?)\s*")
_RULE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ATTRIBUTE = re.compile(r'([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s"“”]+))(?:\s+|$)')
_NEAR = 40  # characters before the sign among which its `#` stands
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

_NO_FORM = Text("it lacks `ignore[RULE]`", "缺少 `ignore[规则]`")
_NO_RULE = Text("`{rule}` is not the name of a rule", "`{rule}` 不是规则名称")
_NO_ATTRIBUTE = Text("`{rest}` is not understood", "无法理解 `{rest}`")
_UNKNOWN = Text(
    "`{name}` is none of `reason`, `until` and `by`", "`{name}` 不是 `reason`、`until`、`by` 之一"
)
_TWICE = Text("`{name}` is written twice", "`{name}` 写了两次")
_NO_DATE = Text("`{date}` is not a date such as 2027-01-31", "`{date}` 不是 2027-01-31 这样的日期")


@dataclass(frozen=True, slots=True)
class Silence:
    """Findings of `rules` on `line` of `file` are silenced; `span` is the comment itself."""

    file: str
    line: int
    rules: tuple[str, ...]
    reason: str | None
    until: dt.date | None
    by: str | None
    span: Span


def silences_of(text: str, file: SourceFile, written: Written, log: FaultLog) -> tuple[Silence, ...]:
    """The silences of a file whose scalars are known; a malformed one is logged."""
    found: list[Silence] = []
    lines_meant: dict[int, int] = {}
    for at in reversed(list(occurrences(text, SIGN))):
        start, end = file.line_around(at)
        before = _BEFORE.search(text, max(start, at - _NEAR), at)
        scalar = written.at(at)
        if not before or (scalar and not scalar.plain):
            continue
        line = _line_meant(text, file, before.start(1), lines_meant)
        span = file.span(before.start(1), end)
        try:
            found.append(_silence(text[at:end], line, span))
        except _MalformedError as error:
            log.add("silence-malformed", (before.start(1), end), {"reason": error.reason})
    return tuple(reversed(found))


class _MalformedError(Exception):
    def __init__(self, reason: Text, **values: str) -> None:
        self.reason = reason.format({name: show(value) for name, value in values.items()})


def _silence(comment: str, line: int, span: Span) -> Silence:
    form = _FORM.fullmatch(comment)
    if not form:
        raise _MalformedError(_NO_FORM)
    rules = tuple(rule.strip() for rule in form[1].split(","))
    for rule in rules:
        if not _RULE.fullmatch(rule):
            raise _MalformedError(_NO_RULE, rule=rule)
    attributes = _attributes(form[2])
    return Silence(
        file=span.file,
        line=line,
        rules=rules,
        reason=attributes.get("reason") or None,
        until=_date(attributes["until"]) if "until" in attributes else None,
        by=attributes.get("by") or None,
        span=span,
    )


def _attributes(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at = 0
    while at < len(rest):
        match = _ATTRIBUTE.match(rest, at)
        if not match:
            raise _MalformedError(_NO_ATTRIBUTE, rest=rest[at:])
        name, quoted, bare = match.groups()
        if name not in ("reason", "until", "by"):
            raise _MalformedError(_UNKNOWN, name=name)
        if name in found:
            raise _MalformedError(_TWICE, name=name)
        found[name] = (bare if quoted is None else quoted).strip()
        at = match.end()
    return found


def _date(text: str) -> dt.date:
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise _MalformedError(_NO_DATE, date=text)


def _line_meant(text: str, file: SourceFile, at: int, known: dict[int, int]) -> int:
    """The line of the comment at offset `at`, or for a comment by itself the next line with content.

    `known` holds what is known of the comments further down, so that a column of them is walked once.
    """
    own = line = file.line_of(at)
    start, end = file.line_around(at)
    if text[start:at].strip():
        return own
    while end < len(text) and line < len(file.line_starts):
        line += 1
        if line in known:
            break
        start, end = file.line_around(file.line_starts[line - 1])
        content = text[start:end].strip()
        if content and not content.startswith("#"):
            known[line] = line
            break
    known[own] = known.get(line, own)
    return known[own]
