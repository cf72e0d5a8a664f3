"""Findings for programs: one JSON object, whose form is the contract of `schemas/check-v1.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypedDict

from itsm_compiler.terminal import printable_json

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Finding, Span
    from itsm_compiler.reports import Report

VERSION: Literal[1] = 1


class Start(TypedDict):
    """Where something begins: a path from the working folder, 1-based line and column; null where there is no place."""

    file: str | None
    line: int | None
    column: int | None


class Stretch(Start):
    """A stretch of a file, the end column exclusive."""

    end_line: int | None
    end_column: int | None


class RelatedPlace(Start):
    """A second place that explains a finding."""

    message: str


class Replacement(Stretch):
    """A safe correction: the text that takes the place of the stretch."""

    text: str


class FindingOutput(Stretch):
    """One finding; `fails` says whether it fails the check, `fingerprint` survives moved lines."""

    rule: str
    severity: Literal["error", "warning", "info"]
    fails: bool
    message: str
    entity: str | None
    related: list[RelatedPlace]
    help: str | None
    success_factors: list[str]
    fingerprint: str
    fix: list[Replacement]


class Summary(TypedDict):
    """By what was judged, and what came of it."""

    date: str
    status: str
    profile: str
    passed: bool
    failing: int
    errors: int
    warnings: int
    infos: int


class CheckOutput(TypedDict):
    """What `itsmc check --format json` prints."""

    version: Literal[1]
    design: str
    summary: Summary
    findings: list[FindingOutput]


def render(report: Report) -> str:
    """The report as the text of one JSON object."""
    return as_text(content(report))


def as_text(value: object) -> str:
    """A JSON value as every command prints it: indented, in UTF-8, nothing in it that a terminal would act on."""
    return printable_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def as_line(value: object) -> str:
    """A JSON value on one line."""
    return printable_json(json.dumps(value, ensure_ascii=False))


def content(report: Report) -> CheckOutput:
    """The report as plain data."""
    errors, warnings, infos = report.counts().values()
    return {
        "version": VERSION,
        "design": report.design,
        "summary": {
            "date": report.as_of.isoformat(),
            "status": report.status,
            "profile": report.profile,
            "passed": report.passed,
            "failing": sum(finding.fails for finding in report.findings),
            "errors": errors,
            "warnings": warnings,
            "infos": infos,
        },
        "findings": [_finding(finding, report) for finding in report.findings],
    }


def _finding(finding: Finding, report: Report) -> FindingOutput:
    language = report.language
    related: list[RelatedPlace] = [
        {"message": place.message[language], **_start(place.span, report)} for place in finding.related
    ]
    fix: list[Replacement] = [{**_stretch(edit.span, report), "text": edit.text} for edit in finding.fix]
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "fails": finding.fails,
        "message": finding.message[language],
        "entity": finding.entity,
        **_stretch(finding.span, report),
        "related": related,
        "help": finding.help[language] if finding.help else None,
        "success_factors": list(finding.factors),
        "fingerprint": finding.fingerprint,
        "fix": fix,
    }


def _start(span: Span | None, report: Report) -> Start:
    if span is None:
        return {"file": None, "line": None, "column": None}
    return {"file": report.place(span.file), "line": span.line, "column": span.column}


def _stretch(span: Span | None, report: Report) -> Stretch:
    end_line, end_column = (span.end_line, span.end_column) if span else (None, None)
    return {**_start(span, report), "end_line": end_line, "end_column": end_column}
