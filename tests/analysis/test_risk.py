"""Protects risks: scores, bands, money at stake, what they touch, and the risks that nobody declared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.analysis.risk import band, score_of
from itsm_compiler.model.risk_and_cost import Bands
from tests.analysis.designs import CALENDARS, figures_of

MATRIX = [
    (score, "low" if score <= 4 else "medium" if score <= 9 else "high" if score <= 15 else "critical")
    for score in range(1, 26)
]


@pytest.mark.parametrize(("score", "expected"), MATRIX)
def test_bands_of_the_matrix(score, expected):
    """1–4 low, 5–9 medium, 10–15 high, 16–25 critical, said or not."""
    assert band(score, None) == band(score, Bands()) == expected


def test_bands_of_a_design_win():
    """A design may draw its own lines."""
    own = Bands(low=2, medium=6, high=12)
    assert [band(score, own) for score in (2, 3, 6, 7, 12, 13)] == [
        "low",
        "medium",
        "medium",
        "high",
        "high",
        "critical",
    ]
    assert band(None, own) is None
    assert score_of(3, None) is None


BODY = f"""{CALENDARS}
roles: {{engineer: {{}}}}
teams: {{ops: {{roles: engineer}}, desk: {{}}}}
service_desk: {{team: desk}}
services: {{mail: {{depends_on: server, criticality: 1}}, files: {{depends_on: [disk, {{part: server, soft: slower}}], criticality: 3}}}}
components:
  server: {{availability: {{mtbf: 8766h, mttr: 10h}}, provided_by: ops}}
  disk: {{availability: 99.99%, quantity: 2, need: 1, provided_by: ops}}
slas:
  one: {{customer: buyer, services: mail, hours: always, targets: {{availability: 99.9%}}}}
  two: {{customer: buyer, services: files, hours: always, targets: {{availability: 99%}}}}
risk_policy: {{scale: {{1: 2%, 2: 10%, 3: 30%, 4: 60%, 5: 100%}}}}
risks:
  gone: {{affects: engineer, probability: 3, impact: 4, loss: 1000.10, residual: {{probability: 1, impact: 4}}}}
  burnt: {{affects: server, probability: 2, impact: 5, closed: 2026-01-01}}
  vague: {{affects: [mail, buyer]}}
"""


def test_scores_money_and_what_is_touched():
    """Score before and after, yearly chance × loss to the cent, and the agreements reached over the graph."""
    figures, _, _ = figures_of(BODY)
    gone, burnt, vague = (figures.risk(name) for name in ("gone", "burnt", "vague"))
    assert (gone.inherent, gone.inherent_band, gone.residual, gone.residual_band) == (12, "high", 4, "low")
    assert (gone.exposure, gone.residual_exposure) == (Decimal("300.03"), Decimal("20.002"))
    assert (gone.touches, gone.services) == (("one", "two"), ("files", "mail"))
    assert (burnt.touches, burnt.closed, burnt.exposure) == (("one",), True, None)
    assert (vague.inherent, vague.inherent_band, vague.touches) == (None, None, ("one",))
    assert figures.risk("nobody") is None


def test_single_points_of_failure():
    """A component without a second whose loss alone stops a promised service; rated from its failures and the service."""
    figures, _, _ = figures_of(BODY)
    single = {one.entity: one for one in figures.derived_risks if one.kind == "single-point-of-failure"}
    assert list(single) == ["server"]
    server = single["server"]
    assert (server.touches, server.services, server.declared) == (("one",), ("mail",), ()), (
        "a closed risk covers nothing"
    )
    assert (server.probability, server.impact, server.score, server.band) == (5, 5, 25, "critical")
    assert "63.2 %" in server.basis.en, "one failure a year on average: 1 − 1/e"
    assert "`mail`" in server.evidence[0].en
    assert "`mail`" in server.evidence[0].zh


def test_declared_risks_on_the_same_entity():
    """Those of the same phase of life come first, and those that are closed by the day do not come at all."""
    more = "  early: {affects: server, phase: execute}\n  later: {affects: server, phase: operate}\n"
    figures, _, _ = figures_of(BODY + more, as_of=date(2025, 12, 31))
    single = {one.entity: one for one in figures.derived_risks if one.kind == "single-point-of-failure"}[
        "server"
    ]
    assert single.declared == ("later", "burnt", "early")
    assert single.covered_by == "later"


def test_margins_that_are_thin_or_gone():
    """A missed target is a risk, and so is one that leaves little of the allowed downtime."""
    figures, _, _ = figures_of(BODY)
    assert [
        (one.entity, one.touches) for one in figures.derived_risks if one.kind == "availability-margin"
    ] == [("mail", ("one",))]
    relaxed, _, _ = figures_of(BODY.replace("availability: 99.9%", "availability: 99.85%"))
    assert [one.id for one in relaxed.derived_risks if one.kind == "availability-margin"] == [], (
        "114 of 150 per mille are used"
    )
    warned, _, _ = figures_of(
        BODY.replace("{availability: 99.9%}", "{availability: {of: 99.85%, warning: 50%}}")
    )
    assert [one.id for one in warned.derived_risks if one.kind == "availability-margin"] == [
        "availability-margin:mail"
    ]


TIMES = f"""{CALENDARS}
teams: {{ops: {{}}}}
services: {{mail: {{depends_on: a}}}}
components: {{a: {{provided_by: ops}}}}
olas: {{ops-ola: {{team: ops, hours: always, valid: {{to: 2027-08-31}}, priorities: {{A: {{resolution: 225m}}, B: {{resolution: 5h}}}}}}}}
slas: {{deal: {{customer: buyer, services: mail, hours: always, valid: {{from: 2027-06-01, to: 2027-12-31}}, priorities: {{A: {{resolution: 4h}}, B: {{resolution: 8h}}}}}}}}
deployment: {{start: 2027-05-24, go_live: 2027-05-28, hours: office, tasks: {{a-task: {{duration: 6wd}}, past: {{duration: 6wd, actual: {{to: 2027-06-01}}}}, b-task: {{duration: 1wd}}}}}}
"""


def test_times_terms_and_plans():
    """Thin times, agreements that end too soon, a late plan and its tasks without float are risks."""
    figures, _, _ = figures_of(TIMES)
    found = {one.id: one for one in figures.derived_risks}
    assert set(found) >= {
        "time-margin:mail",
        "expiring-agreement:ops-ola",
        "late-go-live:deployment",
        "critical-task:a-task",
    }
    assert "critical-task:past" not in found
    assert "critical-task:b-task" not in found
    assert len(found["time-margin:mail"].evidence) == 1
    assert "3 h 45 min of 4 h" in found["time-margin:mail"].evidence[0].en
    assert "解决" in found["time-margin:mail"].evidence[0].zh
    assert "2 working days" in found["late-go-live:deployment"].evidence[0].en
    wide, _, _ = figures_of(TIMES, head="language: itsm/v1\ndesign: {title: T, limits: {margin: 50%}}\n")
    assert len({one.id: one for one in wide.derived_risks}["time-margin:mail"].evidence) == 2


def test_derived_risks_are_rated_only_on_stated_ground():
    """Without a scale or a criticality there is no score."""
    figures, _, _ = figures_of(
        BODY.replace("scale: {1: 2%, 2: 10%, 3: 30%, 4: 60%, 5: 100%}", "method: words"),
        as_of=date(2027, 1, 1),
    )
    assert all(one.score is None and one.basis is None for one in figures.derived_risks)
