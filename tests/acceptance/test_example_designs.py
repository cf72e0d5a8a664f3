"""Protects what the example designs show: the grown-up one passes, the first draft does not, a folder that is none is refused."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.running import DATE, SPECS, changed, copied, itsmc


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("specs/reference", 0),
        ("specs/small", 0),
        ("specs/starter", 0),
        ("specs/first-draft", 1),
        ("specs", 2),
    ],
)
def test_exit_code(folder, code):
    """What is right passes, what is wrong fails, what is no design is wrong usage."""
    assert itsmc("check", folder, "--date", DATE).code == code


@pytest.fixture
def reference(tmp_path):
    return copied("reference", tmp_path)


def findings(design, *options):
    outcome = itsmc("check", design, "--date", DATE, "--format", "json", *options)
    assert outcome.code in (0, 1)
    return json.loads(outcome.out)["findings"]


def of_rule(design, rule, *options):
    return [finding for finding in findings(design, *options) if finding["rule"] == rule]


def test_a_promise_above_what_the_parts_give(reference):
    """Five nines are promised: the finding names promise and weakest link, shows both places, and says what would mend it."""
    file, line, column = changed(reference, "of: {registration: 99.9%,", "of: {registration: 99.999%,")
    found = [one for one in findings(reference) if one["rule"] in ("SLM014", "SLM015")]
    (finding,) = found
    assert (finding["line"], finding["column"]) == (line, column + len("of: {registration: "))
    assert finding["file"].endswith("agreements/clinical-sla.yaml")
    assert (
        file.read_text(encoding="utf-8").splitlines()[line - 1][finding["column"] - 1 :].startswith("99.999%")
    )
    assert "`clinical-sla`" in finding["message"]
    assert "`registration`" in finding["message"]
    assert "99.999 %" in finding["message"]
    (weakest, *_) = finding["related"]
    assert weakest["message"].startswith("weakest link")
    place = SPECS / "reference" / weakest["file"].partition("/reference/")[2]
    written = place.read_text(encoding="utf-8").splitlines()[weakest["line"] - 1]
    assert re.fullmatch(r"  [a-z-]+:", written), "the weakest link is a component"
    assert "redundan" in weakest["message"] + finding["help"]
    assert "promise at most 99.9" in finding["help"]
    assert finding["fails"]


def test_redundancy_on_the_same_feed_is_not_independent(reference):
    """A second unit in the same room does not make up for the room, and the check says so."""
    old = "  database-servers:\n    name:"
    new = (
        "  reading-server-a: {kind: server, availability: 99%, depends_on: room-east, provided_by: infrastructure-team}\n"
        "  reading-server-b: {kind: server, availability: 99%, depends_on: room-east, provided_by: infrastructure-team}\n"
    )
    changed(reference, old, new + old)
    soft = "      - {part: remote-gateways, soft:"
    choice = "      - {any: [reading-server-a, reading-server-b], separation: two racks}\n"
    file, line, _ = changed(reference, soft, choice + soft)
    (finding,) = of_rule(reference, "SLM017")
    assert (finding["line"], finding["file"].rpartition("/")[2]) == (line, file.name)
    assert "`reading-server-a` and `reading-server-b` stand in for each other" in finding["message"]
    assert "`room-east`" in finding["message"]


def test_a_soft_dependency_needs_a_reason(reference):
    """Leaving a part out of the arithmetic by a word is noticed."""
    file, line, _ = changed(
        reference, "soft: {en: Only work from outside stops., zh: 仅影响院外远程接入。}", "soft: yes"
    )
    (finding,) = of_rule(reference, "TEC010")
    assert (finding["line"], finding["file"].rpartition("/")[2]) == (line, file.name)
