"""Protects the comments that silence a rule where it is broken."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.source.readings import read, short

READ = {
    "on its line": ("a: 1 # itsmc: ignore[SLM014]\n", (1, ("SLM014",), None, None, None)),
    "on the next line": ("# itsmc: ignore[SLM014]\na: 1\n", (2, ("SLM014",), None, None, None)),
    "before other comments": (
        "a:\n  # itsmc: ignore[X]\n\n  # more\n  b: 1\n",
        (5, ("X",), None, None, None),
    ),
    "at the end": ("a: 1\n# itsmc: ignore[X]\n\n", (2, ("X",), None, None, None)),
    "several rules": (
        "a: 1 # itsmc: ignore[SLM014, CON, x-rule]\n",
        (1, ("SLM014", "CON", "x-rule"), None, None, None),
    ),
    "all attributes": (
        'a: 1 #itsmc:ignore[X] reason="interim, see CHG-7" until=2027-01-31 by=manager\n',
        (1, ("X",), "interim, see CHG-7", dt.date(2027, 1, 31), "manager"),
    ),
    "chinese reason": (
        'a: 1 # itsmc: ignore[X] reason="临时安排，见 CHG-7"\n',
        (1, ("X",), "临时安排，见 CHG-7", None, None),
    ),
    "bare reason": ("a: 1 # itsmc: ignore[X] reason=interim\r\nb: 2\r\n", (1, ("X",), "interim", None, None)),
    "empty reason": ('a: 1 # itsmc: ignore[X] reason=""\n', (1, ("X",), None, None, None)),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_silence(text, expected):
    """A silence is read with the line it applies to."""
    source, findings = read(text)
    assert not findings
    [silence] = source.silences
    assert (silence.line, silence.rules, silence.reason, silence.until, silence.by) == expected
    assert silence.file == silence.span.file == "x.yaml"


MALFORMED = {
    "# itsmc: ignore": "ignore[RULE]",
    "# itsmc: ignore[]": "``",
    "# itsmc: ignore[X,]": "``",
    "# itsmc: ignore[X; Y]": "`X; Y`",
    "# itsmc: disable[X]": "ignore[RULE]",
    "# itsmc: ignore[X] because of that": "`because of that`",
    "# itsmc: ignore[X] reason=“interim”": "`reason=“interim”`",
    '# itsmc: ignore[X] reason="interim': '`reason="interim`',
    "# itsmc: ignore[X] until=2027-02-30": "`2027-02-30`",
    "# itsmc: ignore[X] until=soon": "`soon`",
    "# itsmc: ignore[X] until=20270131": "`20270131`",
    "# itsmc: ignore[X] owner=me": "`owner`",
    "# itsmc: ignore[X] by=me by=you": "`by`",
}


@pytest.mark.parametrize("comment", MALFORMED)
def test_malformed_silence(comment):
    """A slip in a silencing comment is told, since it silences nothing."""
    source, findings = read(f"a: 1 {comment}\n")
    assert short(findings) == ["silence-malformed 1:6"]
    assert MALFORMED[comment] in findings[0].message.en
    assert not source.silences


@pytest.mark.parametrize(
    "text",
    [
        "a: '# itsmc: ignore[X]'\n",
        "a: |\n  # itsmc: ignore[X]\n",
        'a: "x\n  # itsmc: ignore[X]"\n',
        "a: x# itsmc: ignore[X]\n",
        "# see itsmc: ignore\n",
        "a: itsmc: b\n",
    ],
)
def test_prose_is_no_silence(text):
    """What only looks like a silencing comment silences nothing and is no slip."""
    source, findings = read(text)
    assert not source.silences
    assert all(finding.startswith("syntax") for finding in short(findings))


def test_column_of_silences():
    """Comments one below the other all apply to the line after them."""
    text = "".join(f"# itsmc: ignore[X{number}]\n" for number in range(50)) + "a: 1\n"
    silences = read(text)[0].silences
    assert [silence.rules for silence in silences] == [(f"X{number}",) for number in range(50)]
    assert {silence.line for silence in silences} == {51}


def test_silences_of_a_file_at_fault():
    """A fault of syntax further down does not undo what is silenced."""
    assert read("a: 1 # itsmc: ignore[X]\nb: [\n")[0].silences[0].line == 1
