"""Protects the graph: what stands on what, cycles, chains, and whom a loss reaches."""

from __future__ import annotations

import random
import subprocess
import sys

import networkx as nx
import pytest

from itsm_compiler.graph import Requirement, build_graph, strong_components
from tests.analysis.designs import CALENDARS, design_of

BODY = f"""{CALENDARS}
roles: {{engineer: {{}}, agent: {{}}}}
teams: {{desk: {{roles: agent}}, ops: {{roles: engineer, lead: engineer}}}}
service_desk: {{team: desk}}
tools: {{watcher: {{supports: all}}, tickets: {{supports: help}}}}
services:
  mail: {{depends_on: [server, help, {{any: [left, right, left], need: 1}}, {{part: cache, soft: slower}}]}}
  help: {{provided_by: [desk, ops]}}
  chat: {{depends_on: mail}}
  idle: {{}}
components:
  server: {{depends_on: power, provided_by: [ops, ops, supply]}}
  left: {{depends_on: power, provided_by: supply}}
  right: {{provided_by: desk}}
  power: {{provided_by: ops}}
  cache: {{provided_by: ops}}
contracts: {{supply: {{supplier: seller}}}}
slas: {{one: {{customer: buyer, services: mail}}, two: {{customer: buyer, services: all}}}}
deployment: {{tasks: {{first: {{by: engineer}}, second: {{needs: first, for: watcher}}, third: {{needs: second}}}}}}
"""


@pytest.fixture(scope="module")
def graph():
    return build_graph(design_of(BODY))


def test_needs_are_read_with_choices_and_without_what_is_soft(graph):
    """Hard entries one by one, choices with their need, each branch once; soft ones apart."""
    assert graph.needs["mail"] == (
        Requirement(1, ("server",)),
        Requirement(1, ("help",)),
        Requirement(1, ("left", "right")),
    )
    assert graph.soft["mail"] == ("cache",)
    assert graph.needs["idle"] == ()


def test_what_a_service_stands_on(graph):
    """Components and services reached over what is needed; those for whom somebody must answer."""
    assert graph.support_of("chat") == ("help", "left", "mail", "power", "right", "server")
    assert graph.parts_of("mail") == ("left", "power", "right", "server")
    assert graph.parts_of("server") == ("server", "power")
    assert graph.carried_by("mail") == ("help", "left", "power", "right", "server")
    assert graph.carried_by("help") == ("help",)
    assert graph.carried_by("idle") == graph.parts_of("nobody") == ()


def test_chains(graph):
    """The desk's team first, then the providers; who follows himself counts once."""
    assert graph.chain("server") == ("desk", "ops", "supply")
    assert graph.chain("right") == ("desk",)
    assert graph.chain("help") == ("desk", "ops")
    assert graph.chain("nobody") == ("desk",)


def test_references_and_referrers(graph):
    """Every reference is an edge with the fields that make it."""
    assert graph.references["ops"]["engineer"] == ("lead", "roles")
    assert set(graph.referrers["ops"]) == {"help", "server", "power", "cache"}
    assert graph.digraph["ops"]["engineer"]["fields"] == ("lead", "roles")
    assert graph.digraph.nodes["ops"] == {"kind": "teams"}


IMPACTS = [
    ("power", ("one", "two"), ("chat", "mail"), ("buyer",), ()),
    ("cache", (), (), (), ()),
    ("engineer", ("one", "two"), ("chat", "help", "idle", "mail"), ("buyer",), ("first", "second", "third")),
    ("seller", ("one", "two"), ("chat", "mail"), ("buyer",), ()),
    ("service_desk", ("one", "two"), (), ("buyer",), ()),
    ("idle", ("two",), (), ("buyer",), ()),
    ("tickets", ("one", "two"), ("chat", "help", "mail"), ("buyer",), ()),
    ("one", (), (), ("buyer",), ()),
    ("third", (), (), (), ()),
    ("nobody", (), (), (), ()),
]


@pytest.mark.parametrize(("entity", "slas", "services", "customers", "tasks"), IMPACTS)
def test_whom_a_loss_reaches(graph, entity, slas, services, customers, tasks):
    """Up to services, agreements, customers and tasks; what is soft stops nothing."""
    impact = graph.impact(entity)
    assert tuple(sorted(impact.slas)) == slas
    assert tuple(sorted(impact.services)) == services
    assert (impact.customers, tuple(sorted(impact.tasks))) == (customers, tasks)
    own = (entity,) if entity in graph.design.slas else ()
    assert graph.slas_touched(entity) == tuple(sorted((*own, *slas)))
    assert set(graph.services_touched(entity)) - {entity} == set(services)


def test_the_way_of_a_loss(graph):
    """Impact names the entities in between."""
    impact = graph.impact("power")
    assert impact.way_to("power") == ("power",)
    way = impact.way_to("one")
    assert way[0] == "power"
    assert way[-2:] == ("mail", "one")


def test_cycles():
    """Services that need each other, or themselves, are found."""
    body = f"{CALENDARS}\nservices: {{a: {{depends_on: b}}, b: {{depends_on: c}}, c: {{depends_on: a}}, d: {{depends_on: d}}, e: {{depends_on: a}}}}\n"
    graph = build_graph(design_of(body))
    assert graph.cycles == (("a", "b", "c"), ("d",))
    assert graph.support_of("a") == ("b", "c")
    assert graph.support_of("e") == ("a", "b", "c")


@pytest.mark.parametrize("seed", range(60))
def test_strong_components_are_those_of_networkx(seed):
    """The same sets, each after those it reaches."""
    chance = random.Random(seed)
    nodes = [str(index) for index in range(chance.randint(1, 30))]
    targets = {node: chance.choices([*nodes, "gone"], k=chance.randint(0, 3)) for node in nodes}
    found = strong_components(nodes, targets)
    known = nx.DiGraph([(node, target) for node in nodes for target in targets[node] if target != "gone"])
    known.add_nodes_from(nodes)
    assert {frozenset(members) for members in found} == {
        frozenset(members) for members in nx.strongly_connected_components(known)
    }
    place = {node: index for index, members in enumerate(found) for node in members}
    assert all(place[target] <= place[node] for node in nodes for target in targets[node] if target in place)


def test_deep_graphs_need_no_recursion():
    """A chain of fifty thousand is one pass."""
    nodes = [str(index) for index in range(50_000)]
    assert len(strong_components(nodes, {node: [str(int(node) + 1)] for node in nodes})) == 50_000


def test_the_graph_starts_light():
    """Nothing that checks a design imports networkx, which takes longer to load than a small design to check."""
    code = "import sys, itsm_compiler.analysis.analyse; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
