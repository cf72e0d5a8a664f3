"""Findings for people: a sentence, the place in the text with what to see there, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.diagnostics import Severity, Text
from itsm_compiler.terminal import printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Finding, Span
    from itsm_compiler.reports import Report

LONGEST_LINE = 160
COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
SEVERITIES = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.INFO: Text("note", "提示"),
}
HELP = Text("help", "建议")
FACTORS = Text("success factor", "成功因素")
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


class Paint(NamedTuple):
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
    head = paint(f"{SEVERITIES[finding.severity][language]}[{finding.rule}]", COLOURS[finding.severity])
    yield f"{head}: {printable(finding.message[language])}"
    places = [_Place(finding.span, finding.label, "^", "-->")]
    places += [_Place(related.span, related.message, "-", ":::") for related in finding.related]
    gutter = max((len(str(place.span.line)) for place in places if place.span), default=1)
    margin = " " * gutter
    for place in places:
        if place.span is not None:
            label = printable(place.label[language]) if place.label else ""
            yield f"{margin}{paint(place.arrow, '1;34')} {_where(place.span, report)}"
            yield from _excerpt(place.span, place.mark, label, gutter, report)
        elif place.label is not None:
            yield f"{margin} = {printable(place.label[language])}"
    if finding.help:
        yield f"{margin} = {HELP[language]}: {printable(finding.help[language])}"
    factors = ", ".join(finding.factors)
    reference = f"`itsmc explain {finding.rule}`"
    yield f"{margin} = " + (f"{FACTORS[language]}: {factors} · {reference}" if factors else reference)


class _Place(NamedTuple):
    span: Span | None
    label: Text | None
    mark: str
    arrow: str


def _where(span: Span, report: Report) -> str:
    return f"{printable(report.place(span.file))}:{span.line}:{span.column}"


def _excerpt(span: Span, mark: str, label: str, gutter: int, report: Report) -> Iterator[str]:
    """The line of the span, with the marked stretch underlined by `mark` and the label behind it."""
    lines = report.lines(span.file)
    if span.line > len(lines):
        return
    line = lines[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - LONGEST_LINE // 2) if len(line) > LONGEST_LINE else 0
    shown = line[first : first + LONGEST_LINE]
    before = printable(shown[: start - first])
    stretch = printable(shown[start - first : max(end, start + 1) - first])
    margin = " " * gutter
    yield f"{margin} |"
    yield f"{span.line:>{gutter}} | {before}{stretch}{printable(shown[max(end, start + 1) - first :])}".rstrip()
    yield f"{margin} | {' ' * width(before)}{mark * max(1, width(stretch))} {label}".rstrip()
