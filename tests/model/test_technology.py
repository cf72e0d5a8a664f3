"""Protects the forms of monitoring, technologies, standards, environments, procedures and the four kinds of plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import technology
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Money, Period, Share
from itsm_compiler.model.technology import Threshold
from tests.model.complete_entries import entries, left_out, written_fields

BODY = """
monitoring:
  watch: {of: [mail, line], method: active, every: 5m, alert: agent, escalate: {after: 15m, to: engineer}, class: network,
          metrics: {load: {unit: "%", warning: "> 75", critical: "> 90"}, state: {warning: slow, critical: {en: down, zh: 停止}}}}
technologies:
  mail-suite: {maturity: adopt, owner: lead, used_by: [mail, tickets], skill: mail, purpose: mail for all, conditions: no free tier, cost_class: low}
standards:
  delivery: {kind: delivery, version: "2.1", of: all, taught_in: course, used_in: [help, patching], kpi: followed,
             told: {who: [lead, lark], when: 2026-11-01}, review: [{who: lead, when: 2026-11-01}, {who: lead, when: 2027-11-01}]}
environments:
  test: {for: mail, kinds: [server, database], owner: lead, ready: 2026-12-01, cost: test-rent}
sops:
  patching: {version: "1.0", for: mail-server, by: engineer, frequency: month, purpose: safe systems, before: a backup is there,
             steps: [announce, install, restart], check: mail runs, rollback: [stop, restore], kind: special}
emergency_plans:
  fire:
    kind: site
    grade: 1
    version: "1.0"
    risks: fire-risk
    covers: [mail-server]
    trigger: watch
    trigger_when: smoke in the room
    notify: {who: [lark, lead], by: agent, within: 10m}
    leader: lead
    starter: agent
    deputy: engineer
    members: [agent, engineer]
    steps:
      alarm: {does: call, by: agent, within: 5m}
      move: {does: go to the other site, by: engineer, within: 2h}
      tell: {does: tell everybody, by: agent, within: 30m, needs: alarm}
    end: mail runs at the other site
    course: fire-course
    drills: {when: 2026-12-01, result: pass, record: drill-log, frequency: half-year, who: [agent], scenario: fire at night, goal: two hours,
             safety: without power-off, cost: 500 EUR, leads_to: better-drill}
continuity_plans:
  mail-goes-on: {owner: lead, covers: mail, scenarios: [minor-outage, site-loss], plans: fire, copy: {place: at home, offline: true},
                 tests: [{when: 2026-11-01, frequency: year, scenario: site-loss, result: {rto: 3h, rpo: 30m}, record: test-log, leads_to: better-drill}],
                 review: {who: lead, when: year}}
capacity_plans:
  storage: {owner: lead, date: 2026-11-01, covers: mail, period: year, threshold: 80%, monitor: watch, tune: patching,
            expand: {part: mail-server, when: 2027-06-01, adds: 500, cost: more-disks, result: pass, record: log}, forecast: ten per cent a year, influences: new users}
knowledge_transfer:
  history: {class: history, from: lark, to: [agent], what: the tickets of two years, when: 2026-12-01, acceptance: a talk, result: pass, record: log}
research:
  new-mail: {goal: less spam, owner: lead, period: 2027-01-01/2027-06-30, cost: research-money, kpi: spam, from: many complaints,
             trend: {who: lead, when: half-year}, due: 2027-06-30, then: [{what: training, when: 2027-07-01, result: pass, record: log}]}
"""

FIELDS = {
    "Monitoring": "of method every alert escalate class metrics",
    "Technology": "maturity owner used_by skill purpose conditions cost_class",
    "Standard": "kind version of taught_in used_in kpi told review",
    "Environment": "for kinds owner ready cost",
    "Sop": "version for by frequency purpose before steps check rollback kind",
    "EmergencyPlan": "kind grade version risks covers trigger trigger_when notify leader starter deputy members steps end course drills",
    "EmergencyStep": "does by within needs",
    "Drill": "when frequency who scenario goal safety cost result record leads_to",
    "ContinuityPlan": "owner covers scenarios plans copy tests review",
    "CapacityPlan": "owner date covers period threshold monitor tune expand forecast influences",
    "KnowledgeTransfer": "class from to what when acceptance result record",
    "Research": "goal owner period cost kpi from trend due then",
}
ENTRIES = [
    "monitoring.watch",
    "technologies.mail-suite",
    "standards.delivery",
    "environments.test",
    "sops.patching",
    "emergency_plans.fire",
    "continuity_plans.mail-goes-on",
    "capacity_plans.storage",
    "knowledge_transfer.history",
    "research.new-mail",
]


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(technology, name)) == set(FIELDS[name].split())


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_field_can_be_written(design, entry):
    """The entries above leave no field out, and all of them are read."""
    section, _, key = entry.partition(".")
    assert left_out(getattr(design, section)[key]) == set()


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    watch = design.monitoring["watch"]
    assert watch.every == Period(every=Duration(Decimal(5), "m"))
    assert watch.metrics["load"].warning == Threshold(">", Decimal(75))
    assert watch.metrics["state"].critical["zh"] == "停止"
    assert watch.metrics["load"].unit == Prose.plain("%")
    fire = design.emergency_plans["fire"]
    assert fire.drills[0].cost == Money(Decimal(500), "EUR")
    assert fire.steps["move"].id == "move"
    assert design.continuity_plans["mail-goes-on"].copy_.offline
    assert design.continuity_plans["mail-goes-on"].tests[0].result["rto"] == Duration(Decimal(3), "h")
    plan = design.capacity_plans["storage"]
    assert (plan.period, plan.threshold, plan.expand[0].adds) == (
        Period("year"),
        Share(Decimal(80)),
        Decimal(500),
    )
    assert design.research["new-mail"].period == DateSpan(date(2027, 1, 1), date(2027, 6, 30))
    assert design.research["new-mail"].from_ == Prose.plain("many complaints")
    assert design.sops["patching"].before == (Prose.plain("a backup is there"),)


def test_steps_follow_the_one_before(design):
    """Only the first step needs nothing, and a step that says what it needs is not chained."""
    steps = design.emergency_plans["fire"].steps
    assert {key: step.needs for key, step in steps.items()} == {
        "alarm": (),
        "move": ("alarm",),
        "tell": ("alarm",),
    }


def test_a_step_may_begin_a_branch():
    """An empty list of needs is not the same as none written."""
    design = entries("emergency_plans: {p: {steps: {one: {}, two: {needs: []}}}}")
    assert design.emergency_plans["p"].steps["two"].needs == ()


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit", "shown"),
    [
        ("> 75", ">", "75", None, "> 75"),
        (">75", ">", "75", None, "> 75"),
        ("< 200", "<", "200", None, "< 200"),
        (">= 5%", ">=", "5", "%", ">= 5%"),
        ("≤ 0.5 ms", "<=", "0.5", "ms", "<= 0.5 ms"),
        ("≥ -3 °C", ">=", "-3", "°C", ">= -3 °C"),
    ],
)
def test_a_limit_tells_its_direction(text, sign, value, unit, shown):
    """The side on which it is bad is read from the sign."""
    limit = technology.read_limit(text)
    assert limit == Threshold(sign, Decimal(value), unit)
    assert str(limit) == shown
    assert limit.is_upper == sign.startswith(">")
    assert technology.read_limit(limit) is limit


def test_a_limit_may_be_words():
    """What has no sign is words."""
    assert technology.read_limit("more than usual") == Prose.plain("more than usual")
