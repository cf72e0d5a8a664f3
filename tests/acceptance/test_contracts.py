"""Protects programs that read what the compiler prints: the published schemas hold for every example design."""

from __future__ import annotations

import json
from functools import cache

import jsonschema
import pytest

from tests.cli.running import DATE, itsmc

DESIGNS = ("reference", "small", "starter", "first-draft")


@cache
def validator(name):
    return jsonschema.Draft202012Validator(json.loads(itsmc("schema", name).out))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("design", DESIGNS)
def test_check_keeps_its_contract(design, language):
    """Findings are as `itsmc schema check` says."""
    outcome = itsmc("check", f"specs/{design}", "--date", DATE, "--format", "json", "--language", language)
    validator("check").validate(json.loads(outcome.out))


@pytest.mark.parametrize("design", DESIGNS)
def test_analyze_keeps_its_contract(design):
    """Figures are as `itsmc schema analyze` says."""
    outcome = itsmc("analyze", f"specs/{design}", "--date", DATE, "--format", "json")
    validator("analyze").validate(json.loads(outcome.out))


def test_findings_are_in_order():
    """File, line, column, rule: two runs can be compared line by line."""
    outcome = itsmc("check", "specs/first-draft", "--date", DATE, "--format", "json")
    places = [(f["file"], f["line"], f["column"], f["rule"]) for f in json.loads(outcome.out)["findings"]]
    assert places == sorted(places)


def test_both_reports_say_the_same():
    """What a program reads is what a person is told."""
    told = itsmc("check", "specs/first-draft", "--date", DATE).out
    for finding in json.loads(itsmc("check", "specs/first-draft", "--date", DATE, "--format", "json").out)[
        "findings"
    ]:
        assert f"{finding['severity']}[{finding['rule']}]: {finding['message']}\n" in told
        assert f"{finding['file']}:{finding['line']}:{finding['column']}\n" in told
