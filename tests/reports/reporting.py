"""What the tests of the reports share: findings at marked places of short texts."""

from __future__ import annotations

import datetime

from itsm_compiler.diagnostics import Finding, Severity, Span, Text
from itsm_compiler.reports import Report


def same(text):
    """A sentence that reads alike in both languages."""
    return Text(text, text)


def at(file, text, mark, occurrence=1):
    """The span of a stretch of a text."""
    start = -1
    for _ in range(occurrence):
        start = text.index(mark, start + 1)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(file, line, column, line, column + len(mark))


def finding(message="something is wrong", span=None, **fields):
    """An error of the rule `TST001`."""
    return Finding("TST001", Severity.ERROR, same(message), span, **fields)


def report(findings, texts=None, *, passed=False, prefix="specs", language="en"):
    """A report on findings in texts by file name."""
    texts = texts or {}
    return Report(
        design="A design",
        as_of=datetime.date(2026, 11, 21),
        status="review",
        profile="standard",
        findings=findings,
        passed=passed,
        prefix=prefix,
        lines=lambda file: texts.get(file, "").split("\n"),
        language=language,
    )
