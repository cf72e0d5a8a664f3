"""Protects the forms of processes, activities and indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import processes
from itsm_compiler.model.processes import CaseTimes
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Money, Share
from tests.model.complete_entries import entries, left_out, written_fields
from tests.model.model_designs import read

BODY = """
processes:
  help:
    type: [incident, change]
    purpose: work again
    trigger: [watch, a call]
    inputs: {call: lark, alarm: [watching, tickets]}
    outputs: {answer: lark}
    provider: pine
    customer: lark
    owner: lead
    basis: iso
    supports: [mail]
    tool: tickets
    records: ticket
    kpis: in-time
    activities:
      receive: {name: Receive, r: agent, a: lead, c: engineer, i: [lark, lead], within: 10m, steps: [accept, track], record: ticket, procedure: taking,
                standard: iso, done: a ticket is there}
      solve: {r: engineer, a: lead, within: {A: 2h, B: 8sh}}
      close: {r: agent, a: lead, needs: [receive, solve], loop_to: solve}
    monitoring: {metric: in-time, threshold: "< 90%", every: week, by: lead}
    audit: {by: auditor, frequency: half-year, sample: 5%, evidence: [tickets, logs]}
    review: {who: lead, when: year}
    interfaces: watching
    framework: ISO 20000-1, 8.6.1
    budget: help-money
    priority: {high: {high: A, low: B}, low: {high: C, low: D}}
    precedence: what stops the business
    states: {open: [work, closed], work: closed, closed: []}
    categories: {urgent: {class: A, by: agent, help: [desk, nimbus]}}
    channels: [phone, mail]
    required_facts: [problem, scope]
    notify_at: [receipt, closure]
    fault_means: [logs, fault-tree]
    repair_first: true
    record_within: 1d
    archive_within: 3d
    durations: {7d: 60%, 14d: 90%, mean: 5d}
    kinds: {big: {risk: high, approver: lead, rollback: true, watch: 2w}}
kpis:
  in-time:
    use: proc-sla-attainment
    formula: 1 - late / all_cases
    variables: {late: {means: tickets over time, source: tickets}, all_cases: {means: all tickets}}
    source: tickets
    unit: ratio
    better: higher
    period: month
    of: [help, lead, service_desk]
    owner: lead
    baseline: 85%
    target: 95%
    tolerance: {count: 2, upto: 90%}
    warning: 92%
    on_miss: help
    layer: performance
    quality: [prompt]
    weight: 40%
    rolls_up_to: overall
    path: {2027-06-01: 88%, 2027-12-01: 92%}
"""

FIELDS = {
    "Process": "type purpose trigger inputs outputs provider customer owner basis supports tool records kpis activities monitoring audit review "
    "interfaces framework budget priority precedence states categories channels required_facts notify_at fault_means repair_first record_within "
    "archive_within durations kinds",
    "Activity": "r a c i needs within steps record procedure standard done loop_to",
    "Kpi": "use formula variables source unit better period of owner baseline target tolerance warning on_miss layer quality weight rolls_up_to path",
}


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(processes, name)) == set(FIELDS[name].split())


def test_every_field_can_be_written(design):
    """The entries above leave no field out, and all of them are read."""
    assert left_out(design.processes["help"]) == set()
    assert left_out(design.kpis["in-time"]) == set()


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    process, kpi = design.processes["help"], design.kpis["in-time"]
    assert process.trigger == ("watch", Prose.plain("a call"))
    assert process.inputs == {"call": ("lark",), "alarm": ("watching", "tickets")}
    assert process.states == {"open": ("work", "closed"), "work": ("closed",), "closed": ()}
    assert process.durations == CaseTimes(
        {Duration(Decimal(7), "d"): Share(Decimal(60)), Duration(Decimal(14), "d"): Share(Decimal(90))},
        Duration(Decimal(5), "d"),
    )
    assert process.monitoring.threshold.value == 90
    assert kpi.path == {date(2027, 6, 1): Share(Decimal(88)), date(2027, 12, 1): Share(Decimal(92))}
    assert kpi.variables["all_cases"].source is None
    assert kpi.formula == "1 - late / all_cases"


def test_activities_stand_in_a_chain(design):
    """Each activity follows the one before unless it says otherwise, and does the standard step it is named after."""
    activities = design.processes["help"].activities
    assert {key: activity.needs for key, activity in activities.items()} == {
        "receive": (),
        "solve": ("receive",),
        "close": ("receive", "solve"),
    }
    assert {key: activity.steps for key, activity in activities.items()} == {
        "receive": ("accept", "track"),
        "solve": ("solve",),
        "close": ("close",),
    }


def test_a_plain_time_holds_for_every_class(design):
    """`within: 10m` is the limit of each class; a map names each class that has one."""
    activities = design.processes["help"].activities
    assert set(activities["receive"].within) == set("ABCD")
    assert activities["solve"].within == {"A": Duration(Decimal(2), "h"), "B": Duration(Decimal(8), "sh")}
    assert activities["close"].within == {}


def test_defaults():
    """A process is for every service unless it names some; an end state may be left empty."""
    design = entries("processes: {p: {type: incident, states: {done: }}}\nkpis: {k: {target: 12 EUR}}\n")
    assert design.processes["p"].supports == ("all",)
    assert design.processes["p"].states == {"done": ()}
    assert design.processes["p"].durations is None
    assert design.kpis["k"].target == Money(Decimal(12), "EUR")


@pytest.mark.parametrize(
    ("durations", "near"),
    [("most", "a map"), ("{soon: 60%}", "soon"), ("{7d: 60}", "60"), ("{mean: 5}", "5")],
)
def test_case_times_say_where_they_are_wrong(durations, near):
    """The finding stands at the key that is wrong."""
    _, findings = read(f"processes: {{p: {{type: incident, durations: {durations}}}}}")
    assert len(findings) == 1
    assert near in findings[0].message.en
