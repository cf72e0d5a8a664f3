"""Protects the forms of tools, service desk, spares, knowledge, records and document rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import resources
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, Duration, Money, Share
from tests.model.complete_entries import entries, left_out, written_fields

BODY = """
tools:
  tickets:
    type: process
    supports: [help, all]
    watches: [server, network]
    automates: patching
    functions: [record, clock, priority, track]
    fields: [number, requester]
    party: pine
    owner: agent
    used_by: agent
    skills: {tickets: 3}
    selection:
      options: [{name: One, price: 3000}, {name: Other, price: 4000 EUR/mo}]
      reason: the cheaper one
      customer: [2026-11-01, agreed in the kick-off, {who: lark, when: 2026-12-01, record: minutes}]
      fit: up
    integrations: watcher
    manual: the handbook
    availability: 99.5%
    backup: {how: to the second site, every: 1d, keep: 30d, off_site: true}
    review: {who: lead, when: 2026-10-01, result: pass}
    test: 2026-11-01
    trial: try
    live: 2027-01-01
    stages: [{to: [desk, field], when: 2027-01-01, result: pass, record: log}]
    retirement: [save the data, hand over]
service_desk:
  team: desk
  hours: office
  channels: {phone: "01 555", wechat: helpdesk}
  roles: {agent: receipt to call-back}
  workflows: help
  record_fields: [number, requester]
  kpis: answer-rate
  appraisal: desk-appraisal
  load: {contacts_per_case: 1.3, peak_hour: 1%, handling: 6m, target: 80% in 20s, patience: 3m}
  rules:
    receipt: {by: agent, within: 1m}
    record: {by: agent, within: 5m}
    tracking: {by: agent, frequency: day}
    feedback: {by: agent, frequency: 4h}
    supervision: month
  dispatch: {desk: [mail, files], field: all}
  notify: {A: 15m, B: 1h}
  call_back: {sample: 10%, within: 3wd, questions: [courteous, How was it?], record: call-form}
  survey: {ways: [mail, call], sample: every tenth user, frequency: half-year, kpi: satisfied}
  duties: {notices: {by: agent, frequency: week}}
spares:
  disk:
    for: [file-server, mail-server]
    stock: 2
    lead_time: 2w
    confidence: 99%
    response: 2h
    swap: 30m
    contract: nimbus
    custody: {by: desk, party: pine, place: store room}
    test: half-year
    usable: 95%
    critical: true
spare_rules:
  label: a number on each
  steps:
    request: {by: agent, form: spare-form, within: 1h}
    purchase: {by: lead}
    receipt: {by: lead}
    issue: {by: lead}
    scrapping: {by: lead}
  write_off: after five years
  ledger: tickets
  selection: [price, delivery time]
  rating: {who: lead, when: year}
  test_interval: year
knowledge:
  owner: lead
  tool: tickets
  strategy: {kind: mixed, reason: five people}
  template: [description, analysis, solution]
  categories: [mail, files]
  seed: {mail: 30}
  readers: desk
  writers: desk
  life: {states: [draft, valid, withdrawn], reviewers: lead, review: year, keep: 5y}
  steps:
    gaining: {by: agent, record: article-form}
    sharing: {by: agent}
    keeping: {by: lead}
    review: {by: lead}
  maturity: 3
  kpis: articles
records:
  ticket: {kind: request, fields: [number, date], tool: tickets, owner: lead, within: 5m, archive: 3mo, keep: 3y}
document_rules:
  system: tickets
  standard: house style
  levels: {internal: {review: year, approver: lead}}
  archive: 12mo
  keep_after_end: 5y
  access: {desk: read, field: write}
  backup: every night
"""

FIELDS = {
    "Tool": "type supports watches automates functions fields party owner used_by skills selection integrations manual "
    "availability backup review test trial live stages retirement",
    "ServiceDesk": "team hours channels roles workflows record_fields kpis appraisal load rules dispatch notify call_back survey duties",
    "Spare": "for stock lead_time confidence response swap contract custody test usable critical",
    "SpareRules": "label steps write_off ledger selection rating test_interval",
    "Knowledge": "owner tool strategy template categories seed readers writers life steps maturity kpis",
    "Record": "kind fields tool owner within archive keep",
    "DocumentRules": "system standard levels archive keep_after_end access backup",
}


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(resources, name)) == set(FIELDS[name].split())


@pytest.mark.parametrize(
    "section",
    [
        "tools.tickets",
        "service_desk",
        "spares.disk",
        "spare_rules",
        "knowledge",
        "records.ticket",
        "document_rules",
    ],
)
def test_every_field_can_be_written(design, section):
    """The entry above leaves no field out, and all of them are read."""
    section, _, key = section.partition(".")
    entry = getattr(design, section)
    in_words = (
        {"BackupRule.every", "BackupRule.keep", "BackupRule.off_site"}
        if section == "document_rules"
        else set()
    )
    assert left_out(entry[key] if key else entry) == in_words


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    tool, desk, spare = design.tools["tickets"], design.service_desk, design.spares["disk"]
    assert tool.supports == ("help", "all")
    assert tool.selection.options[1].price == Money(Decimal(4000), "EUR", "mo")
    day, words, whole = tool.selection.customer
    assert (day.when, words.record, whole.who) == (
        date(2026, 11, 1),
        Prose.plain("agreed in the kick-off"),
        ("lark",),
    )
    assert (tool.test, tool.trial) == (date(2026, 11, 1), "try")
    assert tool.backup.every == Duration(Decimal(1), "d")
    assert design.document_rules.backup.how == Prose.plain("every night")
    assert desk.load.target == AnswerTarget(Share(Decimal(80)), 20.0)
    assert desk.load.contacts_per_case == Decimal("1.3")
    assert desk.dispatch == {"desk": ("mail", "files"), "field": ("all",)}
    assert desk.call_back.sample == Share(Decimal(10))
    assert desk.survey.sample == Prose.plain("every tenth user")
    assert desk.call_back.questions == ("courteous", Prose.plain("How was it?"))
    assert spare.for_ == ("file-server", "mail-server")
    assert design.knowledge.seed == {"mail": 30}


def test_defaults():
    """What is not written has the value that the language promises."""
    design = entries("spares: {disk: {for: a}}\nservice_desk: {load: {handling: 5m}}\ntools: {t: {}}\n")
    spare = design.spares["disk"]
    assert (spare.confidence, spare.critical, spare.stock) == (Share(Decimal(95)), False, None)
    assert design.service_desk.load.contacts_per_case == 1
    assert (design.tools["t"].supports, design.tools["t"].selection, design.tools["t"].skills) == (
        (),
        None,
        {},
    )
