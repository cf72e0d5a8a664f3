"""The graph of a design for programs that draw or compute with graphs: JSON, GraphML and DOT."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from itsm_compiler.graph import Graph


def as_json(graph: Graph, shown: Iterable[str]) -> str:
    """Nodes with kind and name, edges with the fields that refer."""
    part = _part(graph, shown)
    content = {
        "version": 1,
        "nodes": [{"id": node, **data} for node, data in part.nodes(data=True)],
        "edges": [
            {"source": a, "target": b, "fields": data["fields"]} for a, b, data in part.edges(data=True)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_graphml(graph: Graph, shown: Iterable[str]) -> str:
    """GraphML, with the fields of an edge as one text."""
    import networkx as nx  # noqa: PLC0415 (only this format needs it)

    part = _part(graph, shown)
    for _, _, data in part.edges(data=True):
        data["fields"] = " ".join(data["fields"])
    return "\n".join(nx.generate_graphml(part)) + "\n"


def as_dot(graph: Graph, shown: Iterable[str]) -> str:
    """Graphviz's language."""
    part = _part(graph, shown)
    lines = ["digraph design {", "  rankdir=LR;"]
    lines += [f"  {_quoted(node)} [label={_quoted(data['name'])}];" for node, data in part.nodes(data=True)]
    lines += [f"  {_quoted(a)} -> {_quoted(b)};" for a, b in part.edges()]
    return "\n".join([*lines, "}"]) + "\n"


def _part(graph: Graph, shown: Iterable[str]) -> nx.DiGraph[str]:
    """The shown entities in order of id, with their names, and the references between them."""
    import networkx as nx  # noqa: PLC0415 (see above)

    whole = graph.digraph
    part: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(set(shown) & set(whole)):
        part.add_node(node, kind=whole.nodes[node]["kind"], name=str(graph.design.label(node)))
    for source, target, data in sorted(whole.subgraph(part).edges(data=True), key=lambda edge: edge[:2]):
        part.add_edge(source, target, fields=sorted(data["fields"]))
    return part


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
