"""Protects `itsmc analyze --set`: it says what moves, touches no file, and refuses what has not the right shape."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import DATE, SPECS, changed, copied, itsmc

SMALL = ("specs/small", "--date", DATE)


def moved(*settings, design="specs/small"):
    arguments = [part for setting in settings for part in ("--set", setting)]
    outcome = itsmc("analyze", design, "--date", DATE, "--format", "json", *arguments)
    assert outcome.code == 0, outcome.err
    return {
        (one["section"], tuple(one["row"].values()), one["figure"]): (one["before"], one["after"])
        for one in json.loads(outcome.out)["changes"]
    }


def test_only_what_moves_is_told():
    """A better server moves availabilities, no time and no day."""
    found = moved("components.file-server.mttr=2h")
    before, after = found["availability", ("lark-sla", "office-it"), "derived"]
    assert (before, after) == (
        pytest.approx(0.999 * 0.998 * 20000 / 20006),
        pytest.approx(0.999 * 0.998 * 20000 / 20002),
    )
    still = {"response", "schedule", "staffing", "service_desk", "spares", "trace"}
    assert still.isdisjoint(section for section, _, _ in found)


def test_it_is_what_writing_it_would_give(tmp_path):
    """The figures with settings are those of the design in which they are written."""
    design = copied("small", tmp_path)
    changed(design, "mttr: 6h", "mttr: 90h")
    changed(design, "A: {response: 30m, resolution: 4h}", "A: {response: 30m, resolution: 9h}")
    changed(design, "duration: 10wd, needs: plan", "duration: 20wd, needs: plan")
    written = json.loads(itsmc("analyze", design, "--date", DATE, "--format", "json").out)
    settings = (
        "components.file-server.mttr=90h",
        "contracts.nimbus-contract.priorities.A.resolution=9h",
        "deployment.tasks.take-over.duration=20wd",
    )
    found = moved(*settings)
    availability = next(one for one in written["availability"] if one["service"] == "office-it")
    assert found["availability", ("lark-sla", "office-it"), "derived"][1] == availability["derived"]
    resolution = next(
        one for one in written["response"] if (one["priority"], one["metric"]) == ("A", "resolution")
    )
    assert (
        found["response", ("lark-sla", "office-it", "resolution", "A"), "composed_minutes"][1]
        == resolution["composed_minutes"]
    )
    assert found["schedule", (), "finish"][1] == written["schedule"]["finish"]
    assert moved(*settings, design=design) == {}


def test_tables_for_people():
    """Before and after stand side by side, in both languages."""
    arguments = ("--set", "contracts.nimbus-contract.priorities.A.resolution=9h")
    english = itsmc("analyze", *SMALL, *arguments).out
    assert "lark-sla office-it resolution A" in english
    assert "proved" in english
    assert "broken" in english
    chinese = itsmc("analyze", *SMALL, *arguments, "--language", "zh").out
    assert "变更前" in chinese
    assert "无法兑现" in chinese
    assert "no figure moves" in itsmc("analyze", *SMALL, "--set", "components.mail.name=Post").out


def test_nothing_is_written():
    """The files of the design are as before."""
    before = (SPECS / "small" / "itsm.yaml").read_bytes()
    moved("components.line=", "services.office-it.users=80")
    assert (SPECS / "small" / "itsm.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("components.mail.restore=soon", "--> --set:1:25"),
        ("components.mail.colour=blue", "unknown field `colour`"),
        ("components.mail.depends_on=nowhere", "`nowhere` names nothing in this design"),
        ("components.mail.name={a: [", "is opened here and never closed"),
        ("components.mial.restore=1h", "did you mean `components.mail`?"),
        ("nonsense", "is no setting"),
    ],
)
def test_what_cannot_be_set_is_refused(setting, told):
    """Exit code 2, and the fault located in the argument."""
    outcome = itsmc("analyze", *SMALL, "--set", setting)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


def test_what_no_longer_holds_together_is_told():
    """A removed part that others name is computed all the same, and said."""
    outcome = itsmc("analyze", *SMALL, "--set", "components.line=")
    assert outcome.code == 0
    assert "`line` names nothing in this design (itsm.yaml:" in outcome.err
