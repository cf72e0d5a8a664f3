"""Protects skills and cover, responsibilities, and single points of failure."""

from __future__ import annotations

import random

import networkx
import pytest

from itsm_compiler.graph import build_graph
from tests.analysis.designs import CALENDARS, design_of, figures_of

ROLES = """
services: {s: {depends_on: part}}
components: {part: {provided_by: t}}
slas: {l: {customer: buyer, services: s}}
teams: {t: {roles: [a, b]}}
roles:
  a: {headcount: 1, skills: {servers: 4, security: 2}, has: {servers: 3, security: 2}, holders: [{name: X, has: {servers: 3}}], backup: [b, c]}
  b: {headcount: 2, skills: {servers: 3}, has: {servers: 3, security: 1}, backup: a}
  c: {headcount: 1, has: {servers: 5}}
training:
  basic: {audience: [a, b], teaches: {servers: 2}}
  deep: {audience: a, teaches: {servers: 5}}
  other: {audience: c, teaches: {servers: 4}}
"""


def test_skills_and_cover():
    """Gaps against trainings of the role; a backup may hold each skill one level below; what is not held is lacking."""
    a, b, c = figures_of(CALENDARS + ROLES)[0].skills
    security, servers = a.skills
    assert (servers.wanted, servers.held, servers.gap, servers.open) == (4, 3, 1, 0)
    assert (servers.taught, servers.taught_by, servers.people_below) == (5, ("deep",), 1)
    assert (security.gap, security.taught, security.people_below) == (0, 0, 1)
    assert [(one.backup, one.able, one.mutual, one.people) for one in a.backups] == [("b", True, True, 2), ("c", False, False, 1)]  # fmt: skip
    assert [(one.skill, one.wanted, one.held) for one in a.backups[1].lacking] == [("security", 2, 0)]
    assert (a.covered, a.alone, a.critical, a.named) == (True, False, True, 1)
    assert (b.covered, b.backups[0].mutual, c.critical, c.covered, c.alone) == (
        True,
        True,
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("change", "covered", "alone"),
    [
        ({}, True, False),
        ({"backup: [b, c]": "backup: c"}, False, True),
        ({"backup: [b, c]": "backup: a"}, False, True),
        ({"b: {headcount: 2": "b: {headcount: 0"}, False, True),
        ({"security: 2}, has": "security: 3}, has"}, False, True),
        ({"a: {headcount: 1": "a: {headcount: 2", "backup: [b, c]": "backup: c"}, False, False),
    ],
)
def test_who_is_alone(change, covered, alone):
    """Work hangs on one person when that person is one, and no other role with people has the skills."""
    body = ROLES
    for old, new in change.items():
        body = body.replace(old, new)
    figures = figures_of(CALENDARS + body)[0]
    assert (figures.skills[0].covered, figures.skills[0].alone) == (covered, alone)
    people = [point.entity for point in figures.single_points if point.kind == "person"]
    assert people == (["a"] if alone else [])


def test_raci():
    """Who is missing in which activity, in the order written."""
    body = """
roles: {a: {}, b: {headcount: 0}}
processes:
  p: {type: incident, activities: {x: {r: a, a: a, c: b, i: b}, z: {a: a}, y: {r: [a, b]}}}
"""
    matrix = figures_of(body)[0].raci
    assert [(one.activity, one.gaps) for one in matrix] == [
        ("x", ()), ("z", ("no-responsible",)), ("y", ("no-accountable", "nobody-there")),
    ]  # fmt: skip
    assert (matrix[0].consulted, matrix[0].informed, matrix[2].responsible) == (("b",), ("b",), ("a", "b"))


def points_of(body):
    return {(one.kind, one.entity): one for one in figures_of(body)[0].single_points}


SUPPLIERS = """
parties: {buyer: {role: customer}, one: {role: supplier}, two: {role: supplier}}
contracts: {c1: {supplier: one}, c2: {supplier: two}, c3: {supplier: one}}
"""


@pytest.mark.parametrize(
    ("components", "found"),
    [
        pytest.param("a: {provided_by: [t, c1]}", {("component", "a")}, id="a team of ours is there too"),
        pytest.param("a: {provided_by: c1}", {("component", "a"), ("supplier", "one")}, id="a supplier alone"),
        pytest.param("a: {provided_by: [c1, c3]}", {("component", "a"), ("supplier", "one")}, id="two contracts of one supplier"),
        pytest.param("a: {provided_by: [c1, c2]}", {("component", "a")}, id="two suppliers"),
        pytest.param("a: {provided_by: c1, quantity: 2, need: 1}", {("supplier", "one")}, id="alike units have one supplier"),
        pytest.param("a: {provided_by: t, quantity: 3, need: 3}", {("component", "a")}, id="all units are needed"),
        pytest.param("a: {provided_by: t, quantity: 9, per: site}", set(), id="a user feels one site"),
        pytest.param("a: {depends_on: {any: [x, y]}, provided_by: t}, x: {provided_by: c1}, y: {provided_by: c2}", {("component", "a")}, id="two lines of two suppliers"),
        pytest.param("a: {depends_on: {any: [x, y]}, provided_by: t}, x: {provided_by: c1}, y: {provided_by: c3}", {("component", "a"), ("supplier", "one")}, id="two lines of one supplier"),
        pytest.param("a: {depends_on: {part: x, soft: why}, provided_by: t}, x: {provided_by: c1}", {("component", "a")}, id="the service goes on without it"),
        pytest.param("a: {provided_by: u}", {("component", "a"), ("supplier", "two")}, id="a team of a supplier"),
    ],
)  # fmt: skip
def test_single_points(components, found):
    """Redundant parts are none, but a supplier behind both is."""
    body = (
        f"{SUPPLIERS}teams: {{t: {{}}, u: {{party: two}}}}\nservices: {{s: {{depends_on: a}}, free: {{}}}}\n"
    )
    body += f"components: {{{components}}}\nslas: {{l: {{customer: buyer, services: s}}}}\n"
    points = points_of(body)
    assert set(points) == found
    assert all((one.services, one.slas) == (("s",), ("l",)) for one in points.values())


def stands(design, node, lost, seen=()):
    """Whether a service or component is up and provided without some suppliers, by definition and recursion."""
    entity = design.components.get(node) or design.services[node]
    if entity.provided_by and all(design.contracts[holder].supplier in lost for holder in entity.provided_by):
        return False
    needs = build_graph(design).needs[node]
    return all(
        sum(stands(design, branch, lost, (*seen, node)) for branch in need.branches) >= need.need
        for need in needs
    )


@pytest.mark.parametrize("seed", range(40))
def test_suppliers_against_removal(seed):
    """A supplier is a single point of a service exactly when the service does not stand without it."""
    chance = random.Random(seed)
    size, suppliers = 9, [f"s{number}" for number in range(4)]
    parts = []
    for part in range(size):
        below = [f"p{number}" for number in range(part)]
        some = chance.sample(below, min(len(below), chance.randint(0, 3)))
        needs = (
            some
            if chance.random() < 0.4 or not some
            else [f"{{any: [{', '.join(some)}], need: {chance.randint(1, len(some))}}}"]
        )
        by = chance.sample(suppliers, chance.choice([0, 1, 1, 1, 2]))
        parts.append(
            f"p{part}: {{depends_on: [{', '.join(needs)}], provided_by: [{', '.join(f'c-{one}' for one in by)}]}}"
        )
    body = "parties: {buyer: {role: customer}, " + ", ".join(
        f"{one}: {{role: supplier}}" for one in suppliers
    )
    body += "}\ncontracts: {" + ", ".join(f"c-{one}: {{supplier: {one}}}" for one in suppliers)
    body += f"}}\ncomponents: {{{', '.join(parts)}}}\nservices: {{a: {{depends_on: p{size - 1}}}, b: {{depends_on: [p4, p5]}}}}\n"
    body += "slas: {l: {customer: buyer, services: all}}\n"
    design = design_of(body)
    told = {
        (one.entity, service)
        for one in points_of(body).values()
        if one.kind == "supplier"
        for service in one.services
    }
    assert told == {
        (lost, service) for lost in suppliers for service in "ab" if not stands(design, service, {lost})
    }


def test_suppliers_are_articulations():
    """Where everything is needed, they dominate a part in the support graph from the ground over suppliers to the parts.

    (Articulation points of the undirected graph would be too few: a way back over another part is no support.)
    """
    chance = random.Random(7)
    behind = {"c1": "one", "c2": "two", "c3": "one", "t": "ground"}
    for _ in range(20):
        graph, held = networkx.DiGraph(), []
        for part in range(5):
            holders = chance.sample(sorted(behind), chance.randint(1, 2))
            held.append(f"p{part}: {{provided_by: [{', '.join(holders)}]}}")
            graph.add_edges_from((holder, f"p{part}") for holder in holders)
            graph.add_edges_from((behind[holder], holder) for holder in holders)
        graph.add_edges_from(("ground", one) for one in ("one", "two") if one in graph)
        body = f"{SUPPLIERS}teams: {{t: {{}}}}\ncomponents: {{{', '.join(held)}}}\n"
        body += (
            "services: {s: {depends_on: [p0, p1, p2, p3, p4]}}\nslas: {l: {customer: buyer, services: s}}\n"
        )
        told = {one.entity for one in points_of(body).values() if one.kind == "supplier"}
        above = networkx.immediate_dominators(graph, "ground")
        dominating = set()
        for part in range(5):
            node = f"p{part}"
            while node != "ground":
                node = above[node]
                dominating.add(node)
        assert told == dominating & {"one", "two"}


def test_parts_that_need_each_other():
    """A cycle is one thing: what takes one of its members down takes all."""
    body = f"{SUPPLIERS}components: {{a: {{depends_on: b, provided_by: c1}}, b: {{depends_on: a, provided_by: c2}}}}\n"
    body += "services: {s: {depends_on: a}}\nslas: {l: {customer: buyer, services: s}}\n"
    assert {("supplier", "one"), ("supplier", "two")} <= set(points_of(body))
