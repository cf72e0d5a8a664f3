"""Protects impact: what stops, what redundancy saves, whom it reaches and along which way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.impact import down_without, impact_of
from itsm_compiler.graph import Graph, Requirement, build_graph
from tests.analysis.designs import CALENDARS, design_of, figures_of

BODY = f"""{CALENDARS}
services:
  mail: {{depends_on: [line, {{any: [left, right], need: 1}}, {{part: cache, soft: slower}}]}}
  chat: {{depends_on: mail}}
  help: {{provided_by: ops}}
components:
  line: {{availability: 99%, provided_by: ops}}
  left: {{availability: 90%, depends_on: room}}
  right: {{availability: 80%}}
  room: {{availability: 99%}}
  cache: {{availability: 99%}}
  twins: {{availability: 99%, quantity: 3, need: 1}}
teams: {{ops: {{}}}}
olas: {{ops-ola: {{team: ops, priorities: {{A: {{resolution: 2h}}}}}}}}
slas:
  deal: {{customer: buyer, services: [mail, chat], targets: {{availability: 99%, satisfaction: 90%}}, priorities: {{A: {{resolution: 4h}}}}}}
kpis: {{kept: {{of: deal}}}}
reports: {{monthly: {{of: deal}}}}
requirements: {{up: {{type: availability, from: buyer, services: mail}}}}
deployment: {{tasks: {{first: {{}}, second: {{needs: first}}}}}}
"""


def impact(entity):
    figures, _, graph = figures_of(BODY)
    return impact_of(graph, figures, entity)


def effects(entity):
    return {one.service: one.effect for one in impact(entity).services}


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ("line", {"mail": "stopped", "chat": "stopped"}),
        ("left", {"mail": "weakened", "chat": "weakened"}),
        ("room", {"mail": "weakened", "chat": "weakened"}),
        ("cache", {"mail": "without"}),
        ("mail", {"mail": "stopped", "chat": "stopped"}),
        ("ops", {"help": "touched", "mail": "touched", "chat": "touched"}),
        ("twins", {}),
        ("first", {}),
    ],
)
def test_what_stops_and_what_goes_on(lost, expected):
    """The structure function decides: a lost branch of two weakens, a lost link stops, people stop nothing."""
    assert effects(lost) == expected


def test_what_is_left_while_redundancy_stands_in():
    """Without the left branch the service has line × right: 99 % × 80 %."""
    by_service = {one.service: one for one in impact("room").services}
    assert by_service["mail"].availability_without == pytest.approx(0.99 * 0.8)
    assert by_service["chat"].way == ("room", "left", "mail", "chat")


def test_promises_customers_and_ways():
    """A part takes with it what is measured at the parts; a team takes the times."""
    found = impact("line")
    assert [one.way for one in found.slas] == [("line", "mail", "deal")]
    assert [one.way for one in found.customers] == [("line", "mail", "deal", "buyer")]
    assert {(one.service, one.metric) for one in found.promises} == {
        ("mail", "availability"),
        ("chat", "availability"),
    }
    people = impact("ops-ola").promises
    assert {(one.service, one.metric, one.priority) for one in people} == {
        ("mail", "resolution", "A"),
        ("chat", "resolution", "A"),
    }
    assert {one.metric for one in impact("deal").promises} == {"availability", "satisfaction", "resolution"}


def test_tasks_spare_units_and_who_names_it():
    """Later tasks wait; alike units are told; what only names an entity is listed for review."""
    assert [one.way for one in impact("first").tasks] == [("first", "second")]
    assert impact("twins").units_to_spare == 2
    assert [(one.entity, one.fields) for one in impact("mail").named_by] == [("up", ("services",))]


NODES = [f"n{number}" for number in range(8)]


@st.composite
def needs(draw):
    """A design's needs: services over parts, with choices and cycles."""
    found = {}
    for node in NODES[:5]:
        own = []
        for _ in range(draw(st.integers(0, 2))):
            branches = tuple(dict.fromkeys(draw(st.lists(st.sampled_from(NODES), min_size=1, max_size=3))))
            own.append(Requirement(draw(st.integers(1, len(branches))), branches))
        found[node] = tuple(own)
    return found | dict.fromkeys(NODES[5:], ())


@settings(max_examples=200, deadline=None)
@given(needs(), st.sampled_from(NODES))
def test_against_the_structure_function(needs, lost):
    """What is down without a part is what has no availability when all other parts never fail."""
    from itsm_compiler.analysis.structure import Structure

    graph = build_graph(design_of(CALENDARS))
    graph.__dict__["needs"] = needs
    structure = Structure(needs, NODES)
    expected = set()
    for node in NODES:
        reliance = structure.reliance(node)
        perfect = {part: 0.0 if part == lost else 1.0 for part in reliance.parts}
        if structure.derived(reliance, perfect) < 0.5:
            expected.add(node)
    assert isinstance(graph, Graph)
    assert down_without(graph, lost) == expected
