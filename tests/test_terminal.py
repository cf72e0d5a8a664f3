"""Protects the terminal: nothing of a design steers it, and what is told fits it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.terminal import printable, printable_json, width, wrapped

PRINTED = (
    ("plain text", "plain text"),
    ("two\nlines\tand a tab", "two\\u000alines and a tab"),
    ("\x1b[31mred", "\\u001b[31mred"),
    ("user\u202etxt.exe", "user\\u202etxt.exe"),
    ("zero\u200bwidth\u2060", "zero\\u200bwidth\\u2060"),
    ("::error file=x::boom", "\\::error file=x::boom"),
    ("  ##[command]rm", "  \\##[command]rm"),
    ("a::b", "a::b"),
    ("\ud800", "\\ud800"),
    ("服务目录 – e\u0301 ✓", "服务目录 – e\u0301 ✓"),
)


@pytest.mark.parametrize(("text", "shown"), PRINTED)
def test_harmful_characters_are_shown(text, shown):
    """What would move, hide, turn or command is visible instead."""
    assert printable(text) == shown


WIDTHS = (("mail", 4), ("邮件", 4), ("e\u0301", 1), ("", 0), ("（a）", 5))


@pytest.mark.parametrize(("text", "columns"), WIDTHS)
def test_width_is_what_a_terminal_gives(text, columns):
    """Marks stand below what they mark in every script."""
    assert width(text) == columns


WRAPPED = (
    ("", 10, [""]),
    ("short", 10, ["short"]),
    ("one two three", 7, ["one two", "three"]),
    ("say `a: b, c: d` here", 14, ["say", "`a: b, c: d`", "here"]),
    ("one-very-long-identifier", 10, ["one-very-", "long-", "identifier"]),
    ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
    ("中文没有空格也能换行。", 8, ["中文没有", "空格也能", "换行。"]),
)


@pytest.mark.parametrize(("text", "room", "lines"), WRAPPED)
def test_text_is_wrapped(text, room, lines):
    """Lines break between words, behind hyphens, between Chinese characters, and inside code only when they must."""
    assert wrapped(text, room) == lines


@given(st.text(), st.integers(2, 60))
def test_wrapping_loses_nothing(text, room):
    """Every line fits, and together they hold every character but spaces."""
    text = printable(text)
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= room for line in lines)


@given(st.text())
def test_json_keeps_its_meaning(text):
    """Escapes are those of JSON, so that a program reads what was written."""
    told = printable_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(told) == text
    assert printable(told.replace("::", "").replace("##", "")) == told.replace("::", "").replace("##", "")
