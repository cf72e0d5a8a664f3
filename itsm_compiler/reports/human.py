"""Findings for people: a sentence, the place in the text with what to see there, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Severity, Text
from itsm_compiler.reports.excerpt import BLUE, Mark, excerpt, gutter_of
from itsm_compiler.terminal import COLUMNS, printable, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.reports import Report

COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
SEVERITIES = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.INFO: Text("note", "提示"),
}
HELP = Text("help: ", "建议：")
FACTORS = (
    Text("success factor: {factors} · ", "成功因素：{factors} · "),
    Text("success factors: {factors} · ", "成功因素：{factors} · "),
)
PASSED = Text("{design}: passed, {counts}", "{design}：检查通过，{counts}")
FAILED = Text("{design}: failed, {counts}", "{design}：检查未通过，{counts}")
SETTING = Text(
    "status {status}, profile {profile}, date {date}", "状态 {status}，要求级别 {profile}，基准日期 {date}"
)
NONE = Text("no findings", "未发现问题")
COUNTS = {
    Severity.ERROR: (Text("1 error", "1 个错误"), Text("{n} errors", "{n} 个错误")),
    Severity.WARNING: (Text("1 warning", "1 个警告"), Text("{n} warnings", "{n} 个警告")),
    Severity.INFO: (Text("1 note", "1 条提示"), Text("{n} notes", "{n} 条提示")),
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Whether colours may be used."""

    colour: bool

    def __call__(self, text: str, code: str) -> str:
        """The text in the colour of an SGR code, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def render(report: Report, *, colour: bool = False) -> str:
    """Every finding with its excerpt, a blank line after each."""
    paint = Paint(colour)
    return "".join("\n".join(_finding(finding, report, paint)) + "\n\n" for finding in report.findings)


def summary(report: Report, *, colour: bool = False) -> str:
    """One line: the outcome, how many findings of each severity, and under which demands."""
    language = report.language
    counts = [COUNTS[s][n != 1].format({"n": n})[language] for s, n in report.counts().items() if n]
    words = (", " if language == "en" else "、").join(counts) or NONE[language]
    outcome = (PASSED if report.passed else FAILED).format(
        {"design": printable(report.design), "counts": words}
    )[language]
    setting = SETTING.format(
        {"status": report.status, "profile": report.profile, "date": report.as_of.isoformat()}
    )
    brackets = "（{}）" if language == "zh" else " ({})"
    return Paint(colour)(outcome, "1;32" if report.passed else "1;31") + brackets.format(setting[language])


def _finding(finding: Finding, report: Report, paint: Paint) -> Iterator[str]:
    language = report.language
    colour = COLOURS[finding.severity]
    head = paint(f"{SEVERITIES[finding.severity][language]}[{finding.rule}]", colour)
    yield f"{head}: {paint(printable(finding.message[language]), '1')}"
    places = [(finding.span, finding.label, "^", colour)]
    places += [(related.span, related.message, "-", BLUE) for related in finding.related]
    marks = [
        Mark(span, sign, printable(label[language]) if label else "", code)
        for span, label, sign, code in places
        if span is not None
    ]
    yield from excerpt(marks, report, paint)
    margin = " " * gutter_of(marks)
    for span, label, _, _ in places:
        if span is None and label is not None:
            yield from _note(margin, "", printable(label[language]))
    if finding.help:
        yield from _note(margin, HELP[language], printable(finding.help[language]))
    factors = FACTORS[len(finding.factors) > 1].format({"factors": ", ".join(finding.factors)})[language]
    yield from _note(margin, "", f"{factors if finding.factors else ''}`itsmc explain {finding.rule}`")


def _note(margin: str, title: str, text: str) -> Iterator[str]:
    """A remark below the excerpt; further lines stand under the first word behind the title."""
    first, *others = wrapped(text, COLUMNS - len(margin) - 3 - width(title))
    yield f"{margin} = {title}{first}"
    for line in others:
        yield f"{margin}   {' ' * width(title)}{line}"
