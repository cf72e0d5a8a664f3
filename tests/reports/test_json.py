"""Protects the report for programs: its contract, its values, and that a terminal can show it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from itsm_compiler.diagnostics import Edit, Related, Span
from itsm_compiler.reports.json import as_text, render
from tests.reports.reporting import at, finding, report, same

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "check-v1.schema.json").read_text(encoding="utf-8")
)
TEXT = "slas:\n  acme: {availability: 99.9%}\n"

FINDINGS = (
    finding(),
    finding(
        "too much", at("itsm.yaml", TEXT, "99.9%"), entity="acme", label=same("look"), help=same("less"),
        related=(Related(same("see"), at("parts.yaml", TEXT, "acme")), Related(same("and nowhere"), None)),
        factors=("SLM-16", "MOD-06"), path=("slas", "acme"), fix=(Edit(Span("itsm.yaml", 2, 1, 2, 3), "99%"),),
    ),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("findings", [(), FINDINGS], ids=["none", "some"])
def test_the_contract_holds(findings, language):
    """Whoever reads the output by its published schema can rely on it."""
    told = json.loads(render(report(list(findings), passed=not findings, language=language)))
    jsonschema.Draft202012Validator(SCHEMA).validate(told)


def test_every_value_of_a_finding():
    """Places are numbers and paths from the working folder; the second places and the correction are there."""
    (told,) = json.loads(render(report([FINDINGS[1]], {"itsm.yaml": TEXT})))["findings"]
    assert told == {
        "rule": "TST001", "severity": "error", "fails": True, "message": "too much", "entity": "acme",
        "file": "specs/itsm.yaml", "line": 2, "column": 24, "end_line": 2, "end_column": 29,
        "related": [
            {"message": "see", "file": "specs/parts.yaml", "line": 2, "column": 3},
            {"message": "and nowhere", "file": None, "line": None, "column": None},
        ],
        "help": "less", "success_factors": ["SLM-16", "MOD-06"], "fingerprint": FINDINGS[1].fingerprint,
        "fix": [{"file": "specs/itsm.yaml", "line": 2, "column": 1, "end_line": 2, "end_column": 3, "text": "99%"}],
    }  # fmt: skip


def test_the_fingerprint_survives_moved_lines():
    """A list of accepted findings stays right when lines are added above them."""
    moved = finding("too much", Span("itsm.yaml", 40, 24, 40, 29), path=("slas", "acme"))
    assert moved.fingerprint == FINDINGS[1].fingerprint
    assert moved.fingerprint != finding("too little", path=("slas", "acme")).fingerprint


def test_hidden_characters_are_escaped_and_mean_the_same():
    """A log shows the output without being steered by it, and a program reads what was written."""
    value = ["a\x1b\x07\x85\u202e\u200b\ufeff\U000e0041\u2028", "服务"]
    told = as_text(value)
    assert json.loads(told) == value
    assert "服务" in told
    assert not any(character in told for character in "\x1b\x07\x85\u202e\u200b\ufeff\U000e0041\u2028")
