"""Protects the table of faults itself: unique, in order, in both languages, each with a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from itsm_compiler.diagnostics import Kind, Severity
from itsm_compiler.source.faults import FAULTS, LOSSES, fault

TESTED = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_ids_and_names_are_unique():
    """A stable code and a readable name belong to one rule, numbered without a gap."""
    assert [rule.id for rule in FAULTS] == [f"SRC{number:03}" for number in range(1, len(FAULTS) + 1)]
    assert len({rule.name for rule in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.name)
def test_sentences(rule):
    """Messages are short sentences without a full stop, in English and Chinese with the same places."""
    for text in (rule.message, rule.help, rule.why):
        places = [sorted(re.findall(r"\{\w*\}", sentence)) for sentence in (text.en, text.zh)]
        assert places[0] == places[1]
        assert CHINESE.search(text.zh) or text.zh.startswith("{")
        assert not CHINESE.search(text.en)
    assert not rule.message.en.endswith(".")
    assert not rule.message.zh.endswith("。")
    assert rule.why.en.endswith(".")
    assert rule.why.zh.endswith("。")


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.name)
def test_each_fault_is_tested(rule):
    """No fault without a text that brings it about."""
    assert re.search(rf'"{rule.name} ', TESTED) or re.search(rf'f"{rule.name} ', TESTED)


def test_warnings_do_not_fail():
    """What is read, though perhaps not as meant, is a warning; only what is lost makes a design incomplete."""
    for rule in FAULTS:
        assert (rule.severity is Severity.ERROR) == (rule.kind is Kind.SHAPE)
        assert rule.severity is Severity.ERROR or rule.id not in LOSSES


def test_values_are_shown_safely():
    """A fault never repeats a control character or an endless text."""
    finding = fault("duplicate-key", None, {"key": "\x1b[2J\u202e" + "x" * 500})
    assert "\x1b" not in finding.message.en
    assert "\u202e" not in finding.message.zh
    assert len(finding.message.en) < 120
