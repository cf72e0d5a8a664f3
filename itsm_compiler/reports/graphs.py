"""The graph of a design for programs that draw or compute with graphs: JSON, GraphML and DOT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from itsm_compiler.reports.json import as_text
from itsm_compiler.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.graph import Graph


class GraphNode(TypedDict):
    """An entity: its id, the section it stands in, and its name."""

    id: str
    kind: str
    name: str


class GraphEdge(TypedDict):
    """A reference from `source` to `target` in these fields; `soft` when the one can do without the other."""

    source: str
    target: str
    fields: list[str]
    soft: bool


class GraphOutput(TypedDict):
    """What `itsmc graph --format json` prints, in order of ids."""

    version: Literal[1]
    nodes: list[GraphNode]
    edges: list[GraphEdge]


def as_json(part: nx.DiGraph[str]) -> str:
    """Nodes with kind and name, edges with the fields that refer; described by `itsmc schema graph`."""
    output: GraphOutput = {
        "version": 1,
        "nodes": [
            {"id": node, "kind": data["kind"], "name": data["name"]} for node, data in part.nodes(data=True)
        ],
        "edges": [
            {"source": source, "target": target, "fields": data["fields"], "soft": data["soft"]}
            for source, target, data in part.edges(data=True)
        ],
    }
    return as_text(output)


def as_graphml(part: nx.DiGraph[str]) -> str:
    """GraphML, with the fields of an edge as one text."""
    import networkx as nx  # noqa: PLC0415 (slow to import)

    copy = part.copy()
    for _, _, data in copy.edges(data=True):
        data["fields"] = " ".join(data["fields"])
    return "\n".join(nx.generate_graphml(copy)) + "\n"


def as_dot(part: nx.DiGraph[str]) -> str:
    """Graphviz's language, each arrow with the fields that refer; what is soft is dashed."""
    lines = ["digraph design {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [
        f"  {_quoted(node)} [label={_quoted(data['name'])}, class={_quoted(data['kind'])}];"
        for node, data in part.nodes(data=True)
    ]
    for source, target, data in part.edges(data=True):
        style = ", style=dashed" if data["soft"] else ""
        label = _quoted(", ".join(data["fields"]))
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={label}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def part_of(
    graph: Graph,
    links: Mapping[str, Mapping[str, tuple[str, ...]]],
    shown: frozenset[str],
    language: Language,
) -> nx.DiGraph[str]:
    """The shown entities in order of id, with their names, and the references between them."""
    import networkx as nx  # noqa: PLC0415 (see above)

    design = graph.design
    part: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(shown & design.entities.keys()):
        part.add_node(node, kind=design.kind_of(node), name=printable(design.label(node)[language]))
    for source in list(part):
        for target, fields in sorted(links.get(source, {}).items()):
            if target in part:
                soft = target in graph.soft.get(source, ())
                part.add_edge(source, target, fields=sorted(fields), soft=soft)
    return part


def _quoted(text: str) -> str:
    """A string of DOT, in which a backslash would begin an escape."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
