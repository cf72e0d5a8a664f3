"""Protects the gates before go-live: what each asks for, when it is met, late or missing, and who decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.analysis.explain import explain
from itsm_compiler.graph import build_graph
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load
from tests.analysis.designs import AS_OF, CALENDARS, figures_of

BASE = (
    CALENDARS
    + """
services: {shop: {depends_on: host}, other: {lifecycle: operational}}
components: {host: {provided_by: crew}}
teams: {crew: {lead: chief, roles: [chief, hand]}}
roles: {chief: {}, hand: {}, stranger: {}}
slas: {deal: {customer: buyer, services: shop, valid: {from: 2027-03-01, to: 2028-02-29}}}
"""
)
DEPLOYMENT = """
deployment:
  start: 2027-01-04
  go_live: 2027-02-01
  hours: office
  tasks:
    early: {{duration: 5wd{early}}}
    late: {{duration: 30wd{late}}}
{more}
"""


def gates(body="", early="", late="", more="", base=BASE):
    """The gates of the service `shop` by name, and those of the deployment."""
    text = base + body + DEPLOYMENT.format(early=early, late=late, more=more)
    figures, design, graph = figures_of(text)
    return {one.gate: one for one in figures.gates}, figures, design, graph


def told(figure):
    """Verdict, who decides and when."""
    return figure.verdict, figure.entity, str(figure.day)


TOOL = "tools: {{watch: {{supports: shop, test: {}}}}}\n"
PLAN = "emergency_plans: {{fire: {{covers: host, drills: {}}}}}\n"
COURSE = "training: {{lesson: {{audience: [chief, hand], when: {}}}}}\n"
SPARE = "spares: {{disk: {{for: host, stock: {}}}}}\n"
CASES = [
    ("people-hired", "", ", for: [chief, hand]", "", ("met", "chief", "2027-01-08")),
    ("people-hired", "", ", for: crew", "", ("met", "chief", "2027-01-08")),
    ("people-hired", "", ", for: chief", ", for: hand", ("late", "hand", "2027-02-12")),
    ("people-hired", "", ", for: chief", "", ("missing", "hand", "None")),
    ("people-trained", COURSE.format("2027-01-31"), "", "", ("met", "chief", "2027-01-31")),
    ("people-trained", COURSE.format("2027-02-01"), "", "", ("late", "chief", "2027-02-01")),
    ("people-trained", COURSE.format("2027-01-11/2027-02-03"), "", "", ("late", "chief", "2027-02-03")),
    ("people-trained", COURSE.format("early"), "", "", ("met", "chief", "2027-01-08")),
    ("people-trained", COURSE.format("year"), "", "", ("missing", "chief", "None")),
    ("people-trained", COURSE.format("2027-01-05, result: fail"), "", "", ("missing", "chief", "None")),
    ("people-trained", "", "", "", ("missing", "chief", "None")),
    ("tools-tested", TOOL.format("2027-01-12"), "", "", ("met", "watch", "2027-01-12")),
    ("tools-tested", TOOL.format("late"), "", "", ("late", "watch", "2027-02-12")),
    ("tools-tested", "tools: {watch: {supports: all}}\n", "", "", ("missing", "watch", "None")),
    ("tools-tested", "processes: {help: {type: incident}}\ntools: {watch: {supports: help, test: early}}\n", "", "", ("met", "watch", "2027-01-08")),
    ("knowledge-loaded", "knowledge: {seed: {shop: 3}}\n", ", for: knowledge", "", ("met", "knowledge", "2027-01-08")),
    ("knowledge-loaded", "knowledge: {seed: {shop: 3}}\n", "", ", for: knowledge", ("late", "knowledge", "2027-02-12")),
    ("knowledge-loaded", "knowledge: {seed: {shop: 0}}\n", ", for: knowledge", "", ("missing", "knowledge", "None")),
    ("spares-in-place", SPARE.format(2), ", for: disk", "", ("met", "disk", "2027-01-08")),
    ("spares-in-place", SPARE.format(0), ", for: disk", "", ("missing", "disk", "None")),
    ("spares-in-place", SPARE.format(2), "", "", ("missing", "disk", "None")),
    ("spares-in-place", SPARE.format("2, contract: help") + "contracts: {help: {supplier: seller, valid: {from: 2027-02-01}}}\n", "", "", ("met", "disk", "2027-02-01")),
    ("procedures-ready", "sops: {care: {for: host}}\n", "", ", for: care", ("late", "care", "2027-02-12")),
    ("plans-drilled", PLAN.format("[{when: 2027-03-01}, {when: 2027-01-20}]"), "", "", ("met", "fire", "2027-01-20")),
    ("plans-drilled", PLAN.format("[{when: 2027-01-20, result: fail}]"), "", "", ("missing", "fire", "None")),
    ("plans-drilled", PLAN.format("[{frequency: year}]"), "", "", ("missing", "fire", "None")),
    ("plans-drilled", "continuity_plans: {cover: {covers: all, tests: {when: 2027-02-02}}}\n", "", "", ("late", "cover", "2027-02-02")),
    ("processes-trialled", "processes: {help: {type: incident}}\n", ", for: [help, shop]", "", ("met", "help", "2027-01-08")),
    ("processes-trialled", "processes: {help: {type: incident}}\n", ", for: shop", "", ("missing", "help", "None")),
    ("processes-trialled", "processes: {help: {type: incident, supports: other}}\n", ", for: shop", "", ("met", "shop", "2027-01-08")),
    ("plan-before-sla", "", "", "", ("met", "deal", "2027-02-12")),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "body", "early", "late", "expected"), CASES)
def test_each_gate(gate, body, early, late, expected):
    """A gate is met when the last of all that it asks for is there before go-live, and missing where nothing says when."""
    found, _, _, _ = gates(body, early, late)
    assert told(found[gate]) == expected
    assert found[gate].service == "shop"


def test_who_is_on_duty_needs_no_hiring():
    """A role that says from when it is on duty is there on that day, at the latest on that of go-live."""
    for day, verdict in (("2026-01-01", "met"), ("2027-02-01", "met"), ("2027-02-02", "late")):
        base = BASE.replace("hand: {}", f"hand: {{duty_from: {day}}}").replace(
            "chief: {}", "chief: {duty_from: 2026-01-01}"
        )
        assert gates(base=base)[0]["people-hired"].verdict == verdict


RELEASES = [
    ("tested: 2027-01-09", ("met", "2027-01-09")),
    ("tested: 2027-01-11", ("late", "2027-01-11")),
    ("tested: 2027-01-09, result: fail", ("missing", "None")),
    ("how: back", ("missing", "None")),
]


@pytest.mark.parametrize(("rollback", "expected"), RELEASES)
def test_a_way_back_is_tested_before_its_release(rollback, expected):
    """The deadline of a release is its own day, not that of go-live."""
    more = f"  releases: {{one: {{services: shop, when: 2027-01-11, rollback: {{{rollback}}}}}}}\n"
    figure = gates(more=more)[0]["rollback-tested"]
    assert (figure.verdict, str(figure.day), str(figure.deadline)) == (*expected, "2027-01-11")


DELIVERABLES = [
    ("from: early, criteria: x, accepted_by: buyer", "met", ("deployment", "deliverables", "paper", "from")),
    (
        "due: 2027-01-20, criteria: x, accepted_by: buyer",
        "met",
        ("deployment", "deliverables", "paper", "due"),
    ),
    ("from: late, criteria: x, accepted_by: buyer", "late", ("deployment", "deliverables", "paper", "from")),
    ("from: early, accepted_by: buyer", "missing", ("deployment", "deliverables", "paper", "criteria")),
    ("from: early, criteria: x", "missing", ("deployment", "deliverables", "paper", "accepted_by")),
    ("criteria: x, accepted_by: buyer", "missing", ("deployment", "deliverables", "paper", "due")),
]


@pytest.mark.parametrize(("text", "verdict", "at"), DELIVERABLES)
def test_deliverables_before_sign_off(text, verdict, at):
    """Criteria, an acceptor, and there on the day of the signature at the latest; the place to mend is named."""
    more = f"  deliverables: {{paper: {{{text}}}}}\n  acceptance: {{sign_off: [{{party: buyer, when: 2027-01-29}}]}}\n"
    figure = gates(more=more)[0]["deliverables-accepted"]
    assert (figure.service, figure.verdict, figure.items[0].at) == (None, verdict, at)
    assert str(figure.deadline) == "2027-01-29"


def test_the_plan_ends_before_the_agreement():
    """A last task on the first day of the agreement is too late."""
    base = BASE.replace("from: 2027-03-01", "from: 2027-02-12")
    assert told(gates(base=base)[0]["plan-before-sla"]) == ("late", "deal", "2027-02-12")


def test_which_services_go_live():
    """Those of the scope, else those that are not in use yet; what asks for nothing has no gate."""
    found, figures, _, _ = gates()
    assert {one.service for one in figures.gates} == {"shop"}
    assert set(found) == {"people-hired", "people-trained", "processes-trialled", "plan-before-sla"}
    figures = gates(more="  scope: {services: other}\n")[1]
    assert {one.service for one in figures.gates} == {"other"}
    text = BASE + "deployment: {start: 2027-01-04, tasks: {a: {duration: 1wd}}}\n"
    assert {one.gate for one in figures_of(text)[0].gates} == {"plan-before-sla"}
    assert figures_of(BASE)[0].gates == ()


def test_explaining_a_gate():
    """What decides with its line, all that is late or missing, and how many others are in time."""
    body = TOOL.format("2027-01-12")
    _, figures, design, graph = gates(body, ", for: chief")
    trees = explain(design, graph, figures, "shop", "gates")
    assert len(trees) == len(figures.gates)
    (hired,) = [tree for tree in trees if "hired" in tree.what.en]
    assert [part.at for part in hired.parts[1:]] == [("roles", "hand"), ()]
    assert hired.parts[-1].value == 1
    assert explain(design, graph, figures, "hand", "gates")


def test_the_reference_design_is_ready():
    """The reference design meets every gate of every service that goes live, with something to show at each."""
    design, _ = shape(load(Path(__file__).resolve().parents[2] / "specs" / "reference")[0])
    figures = analyse(design, build_graph(design), AS_OF)
    assert {one.verdict for one in figures.gates} == {"met"}
    assert len({one.gate for one in figures.gates}) == 11
    assert len({one.service for one in figures.gates}) == 15
    assert figures.overloads == ()
