"""The graph of a design for programs that draw or compute with graphs: JSON, GraphML and DOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.reports.json import as_text
from itsm_compiler.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from itsm_compiler.diagnostics import Language
    from itsm_compiler.graph import Graph


def as_json(graph: Graph, shown: Iterable[str], language: Language) -> str:
    """Nodes with kind and name, edges with the fields that refer."""
    part = _part(graph, shown, language)
    nodes = [{"id": node, **data} for node, data in part.nodes(data=True)]
    edges = [{"source": a, "target": b, **data} for a, b, data in part.edges(data=True)]
    return as_text({"version": 1, "nodes": nodes, "edges": edges})


def as_graphml(graph: Graph, shown: Iterable[str], language: Language) -> str:
    """GraphML, with the fields of an edge as one text."""
    import networkx as nx  # noqa: PLC0415 (slow to import)

    part = _part(graph, shown, language)
    for _, _, data in part.edges(data=True):
        data["fields"] = " ".join(data["fields"])
    return "\n".join(nx.generate_graphml(part)) + "\n"


def as_dot(graph: Graph, shown: Iterable[str], language: Language) -> str:
    """Graphviz's language, each arrow with the fields that refer."""
    part = _part(graph, shown, language)
    lines = ["digraph design {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {_quoted(node)} [label={_quoted(data['name'])}];" for node, data in part.nodes(data=True)]
    lines += [
        f"  {_quoted(a)} -> {_quoted(b)} [label={_quoted(', '.join(data['fields']))}];"
        for a, b, data in part.edges(data=True)
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _part(graph: Graph, shown: Iterable[str], language: Language) -> nx.DiGraph[str]:
    """The shown entities in order of id, with their names, and the references between them."""
    import networkx as nx  # noqa: PLC0415 (see above)

    whole = graph.digraph
    part: nx.DiGraph[str] = nx.DiGraph()
    for node in sorted(set(shown) & set(whole)):
        name = printable(graph.design.label(node)[language])
        part.add_node(node, kind=whole.nodes[node]["kind"], name=name)
    for source, target, data in sorted(whole.subgraph(part).edges(data=True), key=lambda edge: edge[:2]):
        part.add_edge(source, target, fields=sorted(data["fields"]))
    return part


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
