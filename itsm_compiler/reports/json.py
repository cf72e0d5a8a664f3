"""Findings for programs: one JSON object, the contract of `schemas/check-v1.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Finding, Span
    from itsm_compiler.reports import Report

VERSION = 1


def render(report: Report) -> str:
    """The report as JSON text, one line per finding left to the reader's tools."""
    counts = report.counts()
    content = {
        "version": VERSION,
        "design": report.design,
        "summary": {
            "date": report.as_of.isoformat(),
            "status": report.status,
            "profile": report.profile,
            "passed": report.passed,
            "failing": sum(finding.fails for finding in report.findings),
            **{f"{severity}s" if severity != "info" else "infos": count for severity, count in counts.items()},
        },
        "findings": [_finding(finding, report) for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    language = report.language
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "fails": finding.fails,
        "message": finding.message[language],
        "entity": finding.entity,
        **_place(finding.span, report),
        "related": [{"message": related.message[language], **_start(related.span, report)} for related in finding.related],
        "help": finding.help[language] if finding.help else None,
        "success_factors": list(finding.factors),
        "fingerprint": finding.fingerprint,
        "fix": [{**_place(edit.span, report), "text": edit.text} for edit in finding.fix],
    }


def _start(span: Span | None, report: Report) -> dict[str, Any]:
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": report.place(span.file), "line": span.line, "column": span.column}


def _place(span: Span | None, report: Report) -> dict[str, Any]:
    end = {"end_line": span.end_line if span else None, "end_column": span.end_column if span else None}
    return _start(span, report) | end
