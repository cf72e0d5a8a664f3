"""Any part of a design as a diagram: the entities around one, or those of some kinds, with all references between them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Edge, Flow, Node, phrase

if TYPE_CHECKING:
    from collections.abc import Collection

    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design

Links = dict[str, dict[str, tuple[str, ...]]]
"""By entity and by what it names, the fields in which it does."""


def links(graph: Graph) -> Links:
    """The references of a design, `all` spelt out: agreements to the services they mean, tools to those they support."""
    design = graph.design
    found = {owner: dict(targets) for owner, targets in graph.references.items() if owner in design.entities}
    for sla in design.slas.values():
        for service in design.services_of(sla.services):
            found.setdefault(sla.id, {}).setdefault(service, ("services",))
    for tool in design.tools.values():
        for service in design.services_of(tool.supports):
            found.setdefault(tool.id, {}).setdefault(service, ("supports",))
    return found


def around(design: Design, found: Links, entity: str, depth: int, kinds: Collection[str]) -> frozenset[str]:
    """The entities of some kinds (of all without any) that are at most so many references away from one, either way."""
    near: dict[str, dict[str, None]] = {}
    for owner, targets in found.items():
        for target in targets:
            near.setdefault(owner, {})[target] = None
            near.setdefault(target, {})[owner] = None
    distance = {entity: 0}
    waiting = deque([entity])
    while waiting:
        one = waiting.popleft()
        for other in near.get(one, ()) if distance[one] < depth else ():
            wanted = other in design.entities and (not kinds or design.kind_of(other) in kinds)
            if wanted and other not in distance:
                distance[other] = distance[one] + 1
                waiting.append(other)
    return frozenset(distance)


def of_kinds(design: Design, kinds: Collection[str]) -> frozenset[str]:
    """The entities of some kinds."""
    return frozenset(entity for entity in design.entities if design.kind_of(entity) in kinds)


def reference_map(graph: Graph, found: Links, shown: frozenset[str]) -> Flow:
    """The entities of `shown` with an arrow from who names to what is named; soft ones are dashed."""
    design = graph.design
    nodes = tuple(
        Node(entity, design.label(entity), _kind(design, entity))
        for entity in design.entities
        if entity in shown
    )
    edges = tuple(
        Edge(owner, target, dashed=target in graph.soft.get(owner, ()))
        for owner, targets in found.items()
        for target in targets
        if owner in shown and target in shown
    )
    return Flow(
        phrase("References"),
        phrase("From what names something to what is named; what a service can do without is dashed"),
        nodes,
        edges,
    )


def _kind(design: Design, entity: str) -> str:
    party = design.parties.get(entity)
    return "customer" if party is not None and party.role == "customer" else design.kind_of(entity)
