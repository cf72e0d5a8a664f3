"""Protects the forms of reports, reviews, measurements, improvements, quality, security and relations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import assurance
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import DateSpan, Duration, Share
from tests.model.complete_entries import entries, left_out, written_fields

BODY = """
reports:
  month: {of: lark-sla, frequency: month, due: 5wd, by: agent, approver: lead, to: [lark, lead], template: house form, form: mail, archive: ticket,
          sections: [attainment, volume], analyses: [trend, visual]}
reviews:
  talk:
    level: 2
    with: customer
    of: [lark-sla, deployment]
    frequency: month
    triggers: [major-incident, a wish of the customer]
    participants: [lead, lark, Ms. Adler]
    chair: lead
    secretary: agent
    data: agent
    form: meeting
    agenda: [volume, attainment]
    purpose: look back
    template: house form
    record: minutes
    held:
      - {when: 2027-04-01, record: minutes, result: {volume: fine, attainment: pass},
         actions: {what: more agents, by: lead, due: 2027-05-01, result: pass, leads_to: [better-help, lark-sla]}}
measurements:
  people: {element: people, class: process, kpis: in-time, frequency: month, owner: lead, channel: tool, effort: 2h, used_in: talk}
improvements:
  better-help:
    cause: [in-time, quality/audits, design]
    inputs: people
    goal: {kpi: in-time, from: 85%, to: 95%}
    plan: [train, hire]
    owner: lead
    stakeholders: [lark, lead]
    plan_period: 2027-04-01/2027-06-30
    effort: 80h
    cost: training-money
    people: 2
    delays: 1w
    changes: [service_desk, help, spare_rules]
    acceptance: 95 % for a month
    agreed_by: [lark, Ms. Adler]
    check: 2027-07-01
    lasting: 2027-12-01
    published: {when: 2027-07-15, to: [lark], result: pass, record: mail}
    tasks: {train: {duration: 5wd}, hire: {duration: 20wd, needs: train}}
    milestones: {ready: {after: hire}}
    result: {measured: 96%, record: minutes}
quality:
  version: "1.0"
  owner: lead
  covers: all
  goals: in-time
  activities: {audits: {by: auditor, frequency: year, dates: [2027-06-01, live], inputs: [ticket, what was said], output: ticket}, daily-check: {by: agent}}
  checks: {internal: {by: lead, frequency: week, sample: 5%}, periodic: {by: lead}, system: {by: auditor}}
  messages: by mail on the day
  issued: {by: lead, when: 2027-01-15, to: [agent], result: pass, record: mail}
security:
  policy: {goal: nothing leaks, principles: [least-right, need to know], owner: lead, approved: {by: lark, when: 2027-01-15, result: pass, record: mail}, review: 2028-01-15}
  scope: {services: mail, sites: [house], teams: desk, excluded: {canteen: no data there}}
  assessment: {who: lead, when: 2027-01-10}
  assets: {mail-server: {threats: [theft, loss of power], rating: high, risk: leak}}
  classes: {default: {confidentiality: high, integrity: medium, availability: low, control: low, reliability: medium}, mail: {integrity: high}}
  controls: {locks: {goal: confidentiality, does: locks the room, owner: lead, by: locking, detects: watch}}
  life: {establish: 2027-01-01, run: 2027-02-01, monitor: 2027-03-01, review: 2027-04-01, maintain: 2027-05-01, improve: live, owner: lead}
relations:
  lark-relation:
    party: lark
    owner: lead
    coordinator: agent
    contact: {frequency: month, by: lead, way: call}
    satisfaction: {method: survey, kpi: satisfied, frequency: half-year, on_miss: help}
    complaints: {process: complaints, answer: 2wd, owner: lead}
    praise: {way: mail, used_in: desk-appraisal}
    guidance: {what: a talk on phishing, when: 2027-05-01, result: pass, record: minutes}
    stakeholders: [lark, Ms. Adler]
    value_added: {what: a talk, requirement: up, cost: 300}
    selection: {criteria: [price], score: 4.5, when: 2026-10-01, candidates: [nimbus, another cloud], result: pass, record: minutes}
    assessment: {last: 2026-10-01, next: 2027-10-01, period: year, result: pass, record: minutes}
    cooperation: {scope: mail, boundary: {mail-server: lead, wiring: lark}}
    exchange: monthly figures
    support: one phone number
    benefit: both save a trip
    review: talk
"""

FIELDS = {
    "Report": "of frequency due by approver to template form archive sections analyses",
    "Review": "level with of frequency triggers participants chair secretary data form agenda purpose template record held",
    "HeldReview": "when actions result record",
    "Measurement": "element class kpis frequency owner channel effort used_in",
    "Improvement": "cause inputs goal plan owner stakeholders plan_period effort cost people delays changes acceptance agreed_by check lasting published "
    "tasks milestones result",
    "Quality": "version owner covers goals activities checks messages issued",
    "QualityActivity": "by frequency dates inputs output",
    "Security": "policy scope assessment assets classes controls life",
    "Relation": "party owner coordinator contact satisfaction complaints praise guidance stakeholders value_added selection assessment cooperation exchange "
    "support benefit review",
}
ENTRIES = [
    "reports.month",
    "reviews.talk",
    "measurements.people",
    "improvements.better-help",
    "quality",
    "security",
    "relations.lark-relation",
]
OF_THE_DEPLOYMENT = ("Task.", "Milestone.")


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(assurance, name)) == set(FIELDS[name].split())


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_field_can_be_written(design, entry):
    """The entries above leave no field out, and all of them are read."""
    section, _, key = entry.partition(".")
    found = getattr(design, section)
    assert {
        name for name in left_out(found[key] if key else found) if not name.startswith(OF_THE_DEPLOYMENT)
    } == set()


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    review, improvement = design.reviews["talk"], design.improvements["better-help"]
    assert review.with_ == "customer"
    assert review.triggers == ("major-incident", Prose.plain("a wish of the customer"))
    assert review.held[0].result["attainment"] == "pass"
    assert review.held[0].actions[0].leads_to == ("better-help", "lark-sla")
    assert improvement.changes == ("service_desk", "help", "spare_rules")
    assert improvement.plan_period == DateSpan(date(2027, 4, 1), date(2027, 6, 30))
    assert improvement.cost == "training-money"
    assert improvement.tasks["hire"].needs == ("train",)
    assert design.quality.activities["audits"].dates == (date(2027, 6, 1), "live")
    assert design.security.policy.principles == ("least-right", Prose.plain("need to know"))
    assert design.security.classes["mail"].integrity == "high"
    relation = design.relations["lark-relation"]
    assert relation.complaints.answer == Duration(Decimal(2), "wd")
    assert relation.cooperation.boundary == {"mail-server": "lead", "wiring": "lark"}
    assert design.reports["month"].of == ("lark-sla",)
    assert improvement.result.measured == Share(Decimal(96))


def test_parts_of_quality_and_security_are_found_by_name(design):
    """An improvement may name an audit as its cause, a risk a control as its answer."""
    targets = {reference.target_id for reference in design.references}
    assert {"quality/audits", "better-help/train", "better-help/hire"} <= targets
