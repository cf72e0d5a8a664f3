"""Protects the report for people: what is marked, how long lines are cut, how second places are shown."""

from __future__ import annotations

import pytest

from itsm_compiler.diagnostics import Related, Severity, Span, Text
from itsm_compiler.reports.human import render, summary
from itsm_compiler.terminal import COLUMNS, width
from tests.reports.reporting import at, finding, report, same

TEXT = """slas:
  acme:
    targets: {availability: 99.9%}
components:
  core-switch: {availability: 99.7%, depends_on: power}
"""


def shown(one, texts=None, **options):
    return render(report([one], texts or {"itsm.yaml": TEXT}, **options))


def test_a_finding_reads_as_documented():
    """A sentence, the place with what to see there, second places, what to do, where to read on."""
    one = finding(
        "SLA `acme` promises 99.9 %, its dependencies can give 99.7 %",
        at("itsm.yaml", TEXT, "99.9%"),
        label=same("44 min of downtime a month allowed"),
        related=(Related(same("weakest link"), at("parts.yaml", TEXT, "core-switch")),),
        help=same("make it redundant"),
        factors=("SLM-16",),
    )
    assert shown(one, {"itsm.yaml": TEXT, "parts.yaml": TEXT}) == (
        "error[TST001]: SLA `acme` promises 99.9 %, its dependencies can give 99.7 %\n"
        " --> specs/itsm.yaml:3:29\n"
        "  |\n"
        "3 |     targets: {availability: 99.9%}\n"
        "  |                             ^^^^^ 44 min of downtime a month allowed\n"
        " ::: specs/parts.yaml:5:3\n"
        "  |\n"
        "5 |   core-switch: {availability: 99.7%, depends_on: power}\n"
        "  |   ----------- weakest link\n"
        "  = help: make it redundant\n"
        "  = success factor: SLM-16 · `itsmc explain TST001`\n"
        "\n"
    )


def test_places_of_one_file_stand_under_one_heading():
    """A file is named once; a line with several places is shown once, the others in the order of the story."""
    one = finding(
        span=at("itsm.yaml", TEXT, "99.7%"),
        related=(
            Related(same("stands on this"), at("itsm.yaml", TEXT, "power")),
            Related(same("promised here"), at("itsm.yaml", TEXT, "99.9%")),
            Related(same("next to it"), at("itsm.yaml", TEXT, "components")),
        ),
    )
    assert shown(one).splitlines()[1:-2] == [
        " --> specs/itsm.yaml:5:31",
        "  |",
        "5 |   core-switch: {availability: 99.7%, depends_on: power}",
        "  |                               ^^^^^",
        "  |                                                  ----- stands on this",
        "...",
        "3 |     targets: {availability: 99.9%}",
        "  |                             ----- promised here",
        "4 | components:",
        "  | ---------- next to it",
    ]


LONG = "  role: {" + ", ".join(f"field-{number}: value-{number}" for number in range(20)) + "}"
CUTS = (
    ("role", "  role: {field-0: value-0, field-1: value-1, field-2: value-2, ", "…"),
    ("value-10", "…", "…"),
    ("value-19", "…", "field-19: value-19}"),
    ("field-9: value-9", "…", "…"),
)


@pytest.mark.parametrize(("mark", "start", "end"), CUTS, ids=[mark for mark, _, _ in CUTS])
def test_long_lines_are_cut_around_what_is_marked(mark, start, end):
    """A line of three hundred characters shows what is wrong and its surroundings, with `…` where it was cut."""
    lines = shown(
        finding(span=at("itsm.yaml", LONG, mark), label=same("look here")), {"itsm.yaml": LONG}
    ).splitlines()
    line, marks = lines[3], lines[4]
    assert line.startswith(f"1 | {start}")
    assert line.endswith(end)
    assert width(line) <= COLUMNS
    column = marks.index("^")
    assert line[column : column + len(mark)] == mark
    assert marks[column:].split()[0] == "^" * len(mark)


def test_a_stretch_longer_than_a_line_is_cut_at_its_end():
    """What is marked may itself be too long; its beginning is what a reader looks for."""
    text = "key: " + "x" * 300
    lines = shown(finding(span=at("itsm.yaml", text, "x" * 300)), {"itsm.yaml": text}).splitlines()
    assert lines[3].endswith("x…")
    assert max(map(width, lines)) <= COLUMNS


def test_a_label_without_room_stands_below_its_mark():
    """A label is read as a sentence, not across the edge of the window."""
    text = " " * 70 + "here"
    label = "a label that is much too long for the room that is left behind the mark"
    lines = shown(
        finding(span=at("itsm.yaml", text, "here"), label=same(label)), {"itsm.yaml": text}
    ).splitlines()
    assert lines[4].rstrip().endswith("^^^^")
    assert " ".join(line.removeprefix("  |").strip() for line in lines[5:-2]) == label
    assert max(map(width, lines)) <= COLUMNS


def test_wide_characters_keep_marks_in_place():
    """Chinese characters take two columns each, before and inside what is marked."""
    text = "名称: {中文: 错误的值}"
    lines = shown(finding(span=at("itsm.yaml", text, "错误的值")), {"itsm.yaml": text}).splitlines()
    assert lines[4] == "  | " + " " * width("名称: {中文: ") + "^" * 8


def test_help_is_wrapped_and_what_can_be_copied_stays_whole():
    """Advice fits the terminal, and a stretch in back-ticks is not torn apart."""
    advice = "write which services are meant and why, or say that there are none: `none: {services: the reason}` in the entry"
    lines = shown(finding(span=at("itsm.yaml", TEXT, "acme"), help=same(advice))).splitlines()
    assert max(map(width, lines)) <= COLUMNS
    assert any("`none: {services: the reason}`" in line for line in lines)


def test_a_finding_without_a_place_says_what_it_can():
    """A crash of a rule has no line; second places without a line are remarks."""
    one = finding(related=(Related(same("accepted by nobody"), None),), help=same("report it"))
    assert shown(one) == (
        "error[TST001]: something is wrong\n"
        "  = accepted by nobody\n"
        "  = help: report it\n"
        "  = `itsmc explain TST001`\n"
        "\n"
    )


@pytest.mark.parametrize(
    "span", [Span("gone.yaml", 3, 1, 3, 5), Span("itsm.yaml", 99, 1, 99, 2), Span("itsm.yaml", 5, 90, 5, 95)]
)
def test_places_that_are_not_there_any_more(span):
    """A file changed or deleted while it was checked costs the excerpt, not the report."""
    assert f"{span.file}:{span.line}:{span.column}" in shown(finding(span=span))


def test_a_span_of_several_lines_is_marked_on_its_first():
    """A map of many lines shows where it begins."""
    lines = shown(finding(span=Span("itsm.yaml", 2, 3, 3, 10))).splitlines()
    assert lines[3:5] == ["2 |   acme:", "  |   ^^^^^"]


HOSTILE = "a\x1b[31m\u202eb\u200b\x07\x85"


def test_text_of_a_design_is_inert():
    """Control, bidirectional and invisible characters are shown by number wherever they stand."""
    text = f"key: {HOSTILE} value"
    one = finding(
        f"`{HOSTILE}` is wrong", at("itsm.yaml", text, "value"), label=same(HOSTILE), help=same(HOSTILE),
        related=(Related(same(HOSTILE), at("itsm.yaml", text, "key")),),
    )  # fmt: skip
    told = shown(one, {"itsm.yaml": text})
    assert not any(character in told for character in "\x1b\u202e\u200b\x07\x85")
    lines = told.splitlines()
    assert lines[3].index("value") == lines[4].index("^")


def test_colours_change_no_text():
    """With colours the same words stand in the same places."""
    import re

    one = finding(span=at("itsm.yaml", TEXT, "99.9%"), label=same("look"))
    coloured = render(report([one], {"itsm.yaml": TEXT}), colour=True)
    assert "\x1b[1;31m^^^^^\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(one)


SUMMARIES = (
    ([], True, "en", "A design: passed, no findings (status review, profile standard, date 2026-11-21)"),
    ([Severity.ERROR], False, "en", "A design: failed, 1 error (status review, profile standard, date 2026-11-21)"),
    (
        [Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO], False, "en",
        "A design: failed, 2 errors, 1 warning, 1 note (status review, profile standard, date 2026-11-21)",
    ),
    ([Severity.WARNING] * 2, True, "zh", "A design：检查通过，2 个警告（状态 review，要求级别 standard，基准日期 2026-11-21）"),
)  # fmt: skip


@pytest.mark.parametrize(("severities", "passed", "language", "line"), SUMMARIES)
def test_summary(severities, passed, language, line):
    """The last line says the outcome, the counts, and by what was judged."""
    import dataclasses

    found = [dataclasses.replace(finding(), severity=severity) for severity in severities]
    assert summary(report(found, passed=passed, language=language)) == line


def test_the_language_of_the_report():
    """Every word of the frame follows the language."""
    one = finding(span=at("itsm.yaml", TEXT, "acme"), help=Text("do this", "这样做"), factors=("SLM-01",))
    told = shown(one, language="zh")
    assert told.startswith("错误[TST001]")
    assert "= 建议：这样做" in told
    assert "成功因素：SLM-01" in told
