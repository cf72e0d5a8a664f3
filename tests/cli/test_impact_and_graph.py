"""Protects `itsmc impact` and `itsmc graph`: what is shown, the filters, and that every format can be read back."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from tests.cli.running import DATE, changed, copied, itsmc

SMALL = ("--design", "specs/small", "--date", DATE)
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
STRING = r'"((?:[^"\\]|\\.)*)"'
DOT_NODE = re.compile(rf"  {STRING} \[label={STRING}, class={STRING}\];")
DOT_EDGE = re.compile(rf"  {STRING} -> {STRING} \[label={STRING}(, style=dashed)?\];")
NASTY = 'A "quoted" \\N <b>&amp; name]; -> {x'


def graph(*arguments, design="specs/small", form="json"):
    outcome = itsmc("graph", *arguments, "--design", design, "--date", DATE, "--format", form)
    assert outcome.code == 0, outcome.err
    return outcome.out


def read_dot(text):
    """A reader of the part of DOT that is written: nodes with label and class, edges with label and style."""
    lines = text.splitlines()
    assert lines[0] == "digraph design {"
    assert lines[-1] == "}"
    found = nx.DiGraph()
    for line in lines[3:-1]:
        if node := DOT_NODE.fullmatch(line):
            found.add_node(node[1], name=re.sub(r"\\(.)", r"\1", node[2]), kind=node[3])
        else:
            edge = DOT_EDGE.fullmatch(line)
            assert edge, line
            found.add_edge(edge[1], edge[2], fields=edge[3].split(", "), soft=bool(edge[4]))
    return found


def read_json(text):
    data = json.loads(text)
    found = nx.DiGraph()
    for node in data["nodes"]:
        found.add_node(node["id"], name=node["name"], kind=node["kind"])
    for edge in data["edges"]:
        found.add_edge(edge["source"], edge["target"], fields=edge["fields"], soft=edge["soft"])
    return found


def read_graphml(text):
    found = nx.parse_graphml(text)
    for _, _, data in found.edges(data=True):
        data["fields"] = data["fields"].split(" ")
    return found


@pytest.mark.parametrize(
    "arguments", [(), ("mail",), ("--around", "office-it", "--depth", "2"), ("--kinds", "tasks")]
)
def test_formats_for_programs_say_the_same(arguments, tmp_path):
    """DOT and GraphML are read back as the graph that JSON gives, whatever stands in a name."""
    design = copied("small", tmp_path)
    changed(design, "mail: {kind: cloud,", f"mail: {{kind: cloud, name: '{NASTY}',")
    texts = {form: graph(*arguments, design=design, form=form) for form in ("json", "dot", "graphml")}
    as_json = read_json(texts["json"])
    for other in (read_dot(texts["dot"]), read_graphml(texts["graphml"])):
        assert dict(as_json.nodes(data=True)) == dict(other.nodes(data=True))
        assert sorted(as_json.edges(data=True), key=str) == sorted(other.edges(data=True), key=str)
    ET.fromstring(texts["graphml"].encode())


def test_pictures_are_valid(tmp_path):
    """An SVG is XML, and neither picture is broken by what stands in a name."""
    design = copied("small", tmp_path)
    changed(design, "mail: {kind: cloud,", f"mail: {{kind: cloud, name: '{NASTY}',")
    picture = ET.fromstring(graph("--around", "mail", design=design, form="svg"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    mermaid = graph("--around", "mail", design=design, form="mermaid")
    assert mermaid.startswith("flowchart LR\n")
    assert '"quoted"' not in mermaid
    assert "<b>" not in mermaid


@pytest.mark.parametrize(
    ("arguments", "nodes"),
    [
        (("--around", "mail"), {"mail", "office-it", "it-team", "nimbus-contract", "watch"}),
        (("--around", "mail", "--kinds", "services,teams"), {"mail", "office-it", "it-team"}),
        (("--around", "mail", "--depth", "2", "--kinds", "components,services"), {"mail", "office-it", "file-server", "line"}),
        (("--kinds", "tasks"), {"plan", "take-over", "set-up", "try", "accept"}),
        (("mail", "--depth", "1"), {"mail", "office-it", "it-team", "nimbus-contract"}),
        (("mail", "--kinds", "slas,services"), {"mail", "office-it", "lark-sla"}),
    ],
)  # fmt: skip
def test_filters(arguments, nodes):
    """Steps count either way over what is shown; kinds are sections."""
    assert set(read_json(graph(*arguments))) == nodes


def test_all_services_are_spelt_out(tmp_path):
    """An agreement on all services has an arrow to each."""
    design = copied("small", tmp_path)
    changed(design, "    services: office-it\n", "    services: all\n")
    assert read_json(graph("--kinds", "slas,services", design=design)).has_edge("lark-sla", "office-it")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mail", "--around", "line"), "not both"),
        (("--depth", "2"), "`--depth` wants an entity"),
        (("--around", "mial"), "did you mean `mail`?"),
        (("--kinds", "taks"), "did you mean `tasks`?"),
        (("--kinds", "improvements"), "has none of these kinds"),
    ],
)
def test_wrong_filters(arguments, told):
    """Exit code 2 and what to write instead."""
    outcome = itsmc("graph", *arguments, *SMALL)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


def test_impact_tells_all_sides():
    """Services, agreement, customer, promises, reports and documents, each along its way, in both languages."""
    english = itsmc("impact", "line", *SMALL).out
    assert "what the loss or change of `line` (a component) touches" in english
    assert re.search(r"office-it +stopped +line → office-it", english)
    assert "line → office-it → lark-sla → lark-legal" in english
    assert "sla-lark" in english
    chinese = itsmc("impact", "line", *SMALL, "--language", "zh").out
    assert "中断" in chinese
    assert "stopped" not in chinese
    assert "has" not in itsmc("impact", "kpis", *SMALL).out


def test_impact_for_programs():
    """The same as an object; ways begin at what is lost and end at what is reached."""
    found = json.loads(itsmc("impact", "nimbus", *SMALL, "--format", "json").out)
    assert found["kind"] == "parties"
    for group in ("slas", "customers", "tasks", "others"):
        for one in found[group]:
            assert (one["way"][0], one["way"][-1]) == ("nimbus", one["entity"])
    assert {one["because"] for one in found["documents"]} >= {"lark-sla", "nimbus-contract"} or found[
        "documents"
    ]


def test_impact_of_nothing_known():
    """A mistyped entity is refused with the nearest one."""
    outcome = itsmc("impact", "lien", *SMALL)
    assert outcome.code == 2
    assert "did you mean `line`?" in outcome.err
