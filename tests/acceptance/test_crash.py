"""Protects from our own mistakes: a crash is told as one, with what to send, and takes nothing else along."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from itsm_compiler.rules import catalogue, engine
from tests.cli.running import DATE, changed, copied, itsmc

SECRET = "the password of the vault"


def broken(_context):
    raise KeyError(SECRET)


@pytest.fixture
def broken_rule(monkeypatch):
    """One of the computed rules fails, as a slip of ours would."""
    from dataclasses import replace

    rules = tuple(replace(rule, check=broken) if rule.id == "SLM003" else rule for rule in catalogue.rules())
    monkeypatch.setattr(engine, "rules", lambda: rules)


def test_a_crashing_rule_is_one_finding(broken_rule):
    """The rule is named, every other finding stays, and the exit code tells it from a failed check."""
    before = json.loads(itsmc("check", "specs/first-draft", "--date", DATE, "--format", "json").out)[
        "findings"
    ]
    assert [finding["rule"] for finding in before].count("INT001") == 1
    outcome = itsmc("check", "specs/first-draft", "--date", DATE)
    assert outcome.code == 3
    assert "error[INT001]: internal error in rule `SLM003`: KeyError" in outcome.out
    assert "error[SLM014]" in outcome.out
    assert "Traceback" not in outcome.out + outcome.err


def test_a_crashing_rule_leaves_all_others(monkeypatch):
    """No finding is lost and none is new but the crash itself."""
    from dataclasses import replace

    def found():
        told = json.loads(itsmc("check", "specs/first-draft", "--date", DATE, "--format", "json").out)
        return [finding for finding in told["findings"] if finding["rule"] != "INT001"]

    whole = found()
    rules = tuple(replace(rule, check=broken) if rule.id == "SLM003" else rule for rule in catalogue.rules())
    monkeypatch.setattr(engine, "rules", lambda: rules)
    assert found() == whole


def test_a_clean_design_with_a_crashing_rule_is_not_passed(broken_rule):
    """Nobody takes a check that could not be finished for a passed one."""
    assert itsmc("check", "specs/small", "--date", DATE).code == 3


def test_a_crash_of_a_stage_is_told_without_the_design(monkeypatch, tmp_path):
    """One line says where it failed; the file to send holds places of the program and no word of the design."""
    from itsm_compiler import pipeline

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(pipeline, "build_graph", broken)
    outcome = itsmc("check", "specs/small", "--date", DATE)
    assert (outcome.code, outcome.out) == (3, "")
    first, second = outcome.err.splitlines()
    assert first == "itsmc: internal error in `pipeline` (KeyError)"
    report = Path(re.search(r"the file (\S+)$", second)[1]).read_text(encoding="utf-8")
    assert "itsm_compiler.pipeline" in report
    assert SECRET not in report + outcome.err


def test_build_with_a_crashing_rule(broken_rule, tmp_path):
    """Documents are refused as a failed check refuses them; a draft is written and the exit code says what happened."""
    design = copied("small", tmp_path)
    changed(design, "title: Office IT for Lark Legal", "title: Office IT")
    assert itsmc("build", design, "-o", tmp_path / "out", "--date", DATE).code == 3
    assert not (tmp_path / "out").exists()
    assert itsmc("build", design, "-o", tmp_path / "out", "--date", DATE, "--draft").code == 3
    assert (tmp_path / "out" / "index.html").exists()
