"""Protects the trial of a pack: a rule passes only if it is silent before its example's change and fires at its place after."""

from __future__ import annotations

import pytest
import yaml

from itsm_compiler.reports.trials import render, summary
from itsm_compiler.rules.catalogue import load_pack
from itsm_compiler.rules.trial import trials

ROW = {
    "id": "ORG001",
    "name": "cost-centre-missing",
    "kind": "gap",
    "severity": "error",
    "each": "services",
    "require": ["x-cost-centre"],
    "message": {"en": "service `{id}` names no cost centre", "zh": "服务 `{id}` 没有成本中心"},
    "help": {"en": "add `x-cost-centre`", "zh": "请补充 `x-cost-centre`"},
    "why": {"en": "Somebody pays.", "zh": "总要有人付费。"},
}
GIVEN = {"services.office-it.x-cost-centre": 4711}
GONE = ["services.office-it.x-cost-centre"]
AT = "services.office-it"


def tried(tmp_path, **fields):
    """The trial of one row with some fields changed; None takes a field away."""
    row = {key: value for key, value in (ROW | fields).items() if value is not None}
    path = tmp_path / "org.yaml"
    path.write_text(yaml.safe_dump({"version": 1, "rules": [row]}, allow_unicode=True), encoding="utf-8")
    return trials(load_pack(path))


def test_an_example_that_shows_its_rule_passes(tmp_path):
    """What the example design lacks is given, and the change takes it away."""
    (trial,) = tried(tmp_path, example={"given": GIVEN, "delete": GONE, "at": AT})
    assert trial.passed


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, ["it has no `example`"]),
        (
            {"example": {"set": {"services.office-it.code": "X-1"}, "at": AT}},
            [
                "it fires on `specs/small` before the change, at `services.office-it`: service `office-it` names no"
            ],
        ),
        (
            {"example": {"given": GIVEN, "set": {"services.office-it.code": "X-1"}, "at": AT}},
            ["it does not fire at `services.office-it` once `specs/small` is changed"],
        ),
        (
            {"example": {"given": GIVEN, "delete": GONE, "at": "services"}},
            ["it does not fire at `services` once", "it fires at `services.office-it` too: service"],
        ),
        (
            {"example": {"given": GIVEN, "delete": ["services.nobody.code"], "at": AT}},
            ["`services.nobody.code` leads nowhere in `specs/small`"],
        ),
        (
            {"example": {"given": GIVEN, "set": {"services.office-it.name": {"a": {"b": 1}}}, "at": AT}},
            ["it does not fire at", "the change itself is wrong: "],
        ),
        (
            {
                "require": None,
                "assert": "x == 1",
                "example": {"set": {"services.office-it.code": "X-1"}, "at": AT},
            },
            ["rule `ORG001` of a rule pack cannot be applied: `x` is not known here"],
        ),
        (
            {
                "require": None,
                "assert": "criticality == 2",
                "values": {"level": "reviewed"},
                "message": {"en": "level {level}", "zh": "级别 {level}"},
                "example": {
                    "set": {"services.office-it.criticality": 1},
                    "at": AT,
                },
            },
            ["a place of its texts is not filled: level None"],
        ),
    ],
)
def test_what_is_wrong_with_an_example_is_said(tmp_path, fields, faults):
    """Whoever writes a pack reads what his rule does instead of what its example shows."""
    (trial,) = tried(tmp_path, **fields)
    assert not trial.passed
    assert len(trial.faults) == len(faults), [fault.en for fault in trial.faults]
    for fault, beginning in zip(trial.faults, faults, strict=True):
        assert fault.en.startswith(beginning), fault.en
        assert fault.zh


def test_the_report_tells_people(tmp_path):
    """A line for each rule, what is wrong below it, and a count at the end, in both languages."""
    found = tried(tmp_path)
    assert render(found, "en").splitlines()[0] == "fails   ORG001 cost-centre-missing"
    assert render(found, "zh").splitlines()[0] == "未通过  ORG001 cost-centre-missing"
    assert summary("org.yaml", found, "en") == "org.yaml: 1 rule, 1 fails"
    assert summary("org.yaml", found, "zh") == "org.yaml：1 条规则，1 条未通过"
