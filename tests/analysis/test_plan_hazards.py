"""Protects the risks that follow from plans and people: over-allocated roles, untested plans, suppliers without cover."""

from __future__ import annotations

import pytest

from tests.analysis.designs import CALENDARS, figures_of

BASE = (
    CALENDARS
    + """
services: {shop: {depends_on: [host, line], criticality: 1}, lone: {}}
slas: {deal: {customer: buyer, services: shop}}
teams: {crew: {}}
contracts: {help: {supplier: seller}, more: {supplier: seller}}
"""
)
BOTH = "components: {{host: {{provided_by: {}}}, line: {{provided_by: crew{}}}}}\n"


def derived(text, kind):
    """The derived risks of a kind."""
    return [risk for risk in figures_of(text)[0].derived_risks if risk.kind == kind]


SUPPLIERS = [
    ("[crew, help]", "", []),
    ("help", "", ["nobody else works on: `host`"]),
    ("[help, more]", "", ["nobody else works on: `host`"]),
    ("crew", ", party: seller", ["no contract with it stands behind its parts: `line`"]),
    ("crew", ", party: buyer", []),
    (
        "help",
        ", party: seller",
        ["no contract with it stands behind its parts: `line`", "nobody else works on: `host`"],
    ),
]


@pytest.mark.parametrize(("host", "line", "evidence"), SUPPLIERS)
def test_suppliers_without_cover(host, line, evidence):
    """A part of a supplier without a contract with it, or parts on which only one supplier works."""
    found = derived(BASE + BOTH.format(host, line), "supplier-without-cover")
    assert [text.en for risk in found for text in risk.evidence] == evidence
    assert all(
        (risk.entity, risk.touches, risk.services) == ("seller", ("deal",), ("shop",)) for risk in found
    )


PLANS = [
    ("emergency_plans: {fire: {covers: host, drills: {when: 2027-01-04}}}\n", []),
    ("emergency_plans: {fire: {covers: host, drills: {when: 2027-02-01}}}\n", ["first tried on 2027-02-01"]),
    ("emergency_plans: {fire: {covers: host, drills: {frequency: year}}}\n", ["no day is named"]),
    (
        "emergency_plans: {fire: {covers: host, drills: {when: 2026-01-04, result: fail}}}\n",
        ["failed when it was tried"],
    ),
    ("emergency_plans: {fire: {covers: host}}\n", ["no day is named"]),
    ("emergency_plans: {fire: {covers: host, drills: {when: early}}}\n", []),
    ("continuity_plans: {fire: {covers: shop, tests: {when: early}}}\n", []),
    ("continuity_plans: {fire: {covers: shop}}\n", ["no day is named"]),
]


@pytest.mark.parametrize(("plan", "evidence"), PLANS)
def test_untested_plans(plan, evidence):
    """A plan is tried before go-live and passes, or it is a risk for what it covers."""
    text = BASE + BOTH.format("crew", "") + plan
    text += "deployment: {start: 2027-01-04, go_live: 2027-02-01, hours: office, tasks: {early: {duration: 3wd}}}\n"
    found = derived(text, "untested-plan")
    assert [risk.entity for risk in found] == ["fire"] * len(evidence)
    for risk, words in zip(found, evidence, strict=True):
        assert words in risk.evidence[0].en
        assert (risk.touches, risk.services) == (("deal",), ("shop",))


def test_over_allocated_roles():
    """The worst week is told, with its tasks; a declared risk of the deployment covers it."""
    text = (
        BASE
        + BOTH.format("crew", "")
        + """
roles: {builder: {}}
risks: {strain: {phase: execute, affects: builder}, later: {phase: operate, affects: builder}}
deployment:
  start: 2027-01-04
  hours: office
  tasks:
    a: {duration: 5wd, by: builder, effort: 20h, for: shop}
    b: {duration: 10wd, by: builder, effort: 40h}
"""
    )
    (risk,) = derived(text, "over-allocated-role")
    assert (risk.entity, risk.covered_by, risk.touches) == ("builder", "strain", ("deal",))
    assert "in 1 week; in 2027-W01, 40 h of work for 30 h: `a`, `b`" in risk.evidence[0].en
    assert derived(text.replace("builder: {}", "builder: {headcount: 2}"), "over-allocated-role") == []
