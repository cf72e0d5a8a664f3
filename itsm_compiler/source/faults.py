"""What can be wrong with a design's files before its language is looked at: the rules SRC001 and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Finding, Related, RuleInfo, Severity, Text
from itsm_compiler.source.faults_of_files import FAULTS_OF_FILES
from itsm_compiler.source.faults_of_text import FAULTS_OF_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.diagnostics import Edit, Span

MOST_SHOWN = 60
FIRST = Text("first written here", "首次出现在这里")


def fault(
    name: str,
    span: Span | None,
    values: Mapping[str, Any] | None = None,
    *,
    first: Span | None = None,
    fix: tuple[Edit, ...] = (),
) -> Finding:
    """A finding of the rule called `name`; `first` is the earlier place that a repetition clashes with."""
    rule = FAULTS_BY_NAME[name]
    shown = {key: show(value) if isinstance(value, str) else value for key, value in (values or {}).items()}
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=rule.message.format(shown),
        span=span,
        related=(Related(FIRST, first),) if first else (),
        help=rule.help.format(shown),
        fix=fix,
        fails=rule.severity is Severity.ERROR,
    )


def show(text: str) -> str:
    """`text` shortened, with every character that does not print written as an escape."""
    if len(text) > MOST_SHOWN:
        text = text[: MOST_SHOWN - 1] + "…"
    return printable(text)


def printable(text: str) -> str:
    """`text` with every character that does not print written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


FAULTS: tuple[RuleInfo, ...] = tuple(sorted((*FAULTS_OF_TEXT, *FAULTS_OF_FILES), key=lambda rule: rule.id))

LOSSES = frozenset(
    rule.id
    for rule in FAULTS
    if rule.name
    in (
        "syntax",
        "anchor",
        "merge-key",
        "tab-indentation",
        "not-utf-8",
        "several-documents",
        "key-not-text",
        "comma-split",
        "comma-in-number",
        "full-width-syntax",
        "limit",
        "not-a-mapping",
        "link-outside",
        "broken-link",
        "not-a-file",
        "unreadable",
        "sections-differ",
        "import-missing",
        "import-unusable",
    )
)
"""The rules whose findings mean that part of the design was not read."""

FAULTS_BY_NAME: dict[str, RuleInfo] = {rule.name: rule for rule in FAULTS}
