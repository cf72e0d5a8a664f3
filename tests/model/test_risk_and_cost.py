"""Protects the forms of risks, costs, budgets, allocations and terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import risk_and_cost
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Money, Period, Share
from tests.model.complete_entries import entries, left_out, written_fields
from tests.model.model_designs import read

BODY = """
risk_policy: {method: workshops, scale: {1: 1%, 2: 5%/y, 3: 20%, 4: 50%, 5: 90%}, bands: {low: 3, medium: 8, high: 14}, appetite: 8, owner: lead,
              frequency: quarter, report_to: [lark]}
risks:
  leak: {category: security, phase: operate, cause: open doors, effect: data in the press, affects: [mail, quality/audits], probability: 2, impact: 5,
         loss: 50000 EUR, response: mitigate, control: [locks, service_desk], cost: 300, owner: lead, trigger: watch, residual: {probability: 1, impact: 4},
         accepted_by: lark, review: quarter, checked: 2026-11-01, closed: 2027-02-01}
examined:
  - {phase: plan, element: [people, staff], when: 2026-11-01, by: lead, result: nothing found, record: minutes}
costs:
  rent: {kind: capital, amount: 6000, every: year, life: 4y, of: [tickets, all], driver: users, shares: {mail: 40%, files: 60%}, line: tools}
budgets:
  first: {period: 2027-03-01/2028-02-29, lines: {people: 290000, tools: 7000 EUR}, reserve: 9000, tolerance: 5%, margin: 10%,
          approved: {by: lark, when: 2026-11-15, result: pass, record: minutes}, control: {who: lead, when: month}}
allocations:
  split: {sla: lark-sla, units: {office: 70%, court: 30%}}
terms:
  ticket: {means: what a call is written on}
"""

FIELDS = {
    "RiskPolicy": "method scale bands appetite owner frequency report_to",
    "Risk": "category phase cause effect affects probability impact loss response control cost owner trigger residual accepted_by review checked closed",
    "Examination": "phase element when by result record none",
    "Cost": "kind amount every life of driver shares line",
    "Budget": "period lines reserve tolerance margin approved control",
    "Allocation": "sla units",
    "GlossaryTerm": "means",
}
ENTRIES = ["risk_policy", "risks.leak", "costs.rent", "budgets.first", "allocations.split", "terms.ticket"]


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(risk_and_cost, name)) | {"none"} == set(FIELDS[name].split()) | {"none"}


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_field_can_be_written(design, entry):
    """The entries above leave no field out, and all of them are read."""
    section, _, key = entry.partition(".")
    found = getattr(design, section)
    assert left_out(found[key] if key else found) == set()


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    policy, risk, cost = design.risk_policy, design.risks["leak"], design.costs["rent"]
    assert policy.scale == {
        1: Share(Decimal(1)),
        2: Share(Decimal(5)),
        3: Share(Decimal(20)),
        4: Share(Decimal(50)),
        5: Share(Decimal(90)),
    }
    assert risk.affects == ("mail", "quality/audits")
    assert (risk.loss.likely, risk.loss.mean, risk.loss.is_sure) == (Money(Decimal(50000), "EUR"),) * 2 + (
        True,
    )
    assert risk.cost == Money(Decimal(300))
    assert risk.checked == date(2026, 11, 1)
    assert (cost.every, cost.life, cost.shares["files"]) == (
        Period("year"),
        Duration(Decimal(4), "y"),
        Share(Decimal(60)),
    )
    assert design.budgets["first"].period == DateSpan(date(2027, 3, 1), date(2028, 2, 29))
    examined = design.examined[0]
    assert (examined.phase, examined.element, examined.result) == (
        "plan",
        ("people", "staff"),
        Prose.plain("nothing found"),
    )


def test_defaults():
    """Bands have figures of their own until the design sets others."""
    bands = entries("risk_policy: {}").risk_policy.bands
    assert (bands.low, bands.medium, bands.high) == (4, 9, 15)


@pytest.mark.parametrize("key", ["0", "6", "1.5", "one", '"01"'])
def test_a_scale_has_five_steps(key):
    """A step that no risk can have is an error."""
    _, findings = read(f"risk_policy: {{scale: {{{key}: 5%}}}}")
    assert [finding.rule for finding in findings] == ["SHP033"]
