"""The dependency graph as a diagram: customers, agreements, services, components and who provides them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Edge, Flow, Node, phrase
from itsm_compiler.model.services import Need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.services import Component, Service

KINDS = ("parties", "slas", "services", "components", "teams", "contracts")
"""The sections whose entities the diagram shows."""


def dependency_map(design: Design, shown: frozenset[str]) -> Flow:
    """The entities of `shown` with the arrows between them, from who needs to what is needed."""
    nodes = [
        Node(id_, design.label(id_), "customer" if section == "parties" else section)
        for section in KINDS
        for id_ in getattr(design, section)
        if id_ in shown
    ]
    edges = dict.fromkeys(edge for edge in _edges(design) if edge.source in shown and edge.target in shown)
    linked = {end for edge in edges for end in (edge.source, edge.target)}
    return Flow(
        phrase("Dependencies"),
        phrase("From who needs something to what is needed; what a service can do without is dashed"),
        tuple(node for node in nodes if node.id in linked or len(shown) == 1),
        tuple(edges),
    )


def neighbourhood(graph: Graph, entity: str | None) -> frozenset[str]:
    """The entities of the diagram: all, or those that an entity needs and those that need it."""
    design = graph.design
    every = frozenset(id_ for section in KINDS for id_ in getattr(design, section))
    if entity is None:
        return every
    below = {entity, *graph.support_of(entity)}
    holders = {holder for id_ in below for holder in _providers(design, id_)}
    above = graph.impact(entity)
    return every & (below | holders | {*above.services, *above.slas, *above.customers, *above.via})


def _providers(design: Design, entity: str) -> tuple[str, ...]:
    thing = design.services.get(entity) or design.components.get(entity)
    return thing.provided_by if thing is not None else ()


def _edges(design: Design) -> Iterator[Edge]:
    for sla in design.slas.values():
        yield Edge(sla.customer, sla.id)
        for service in design.services_of(sla.services):
            yield Edge(sla.id, service)
    things: list[Service | Component] = [*design.services.values(), *design.components.values()]
    for thing in things:
        yield from _needs(thing)
        for holder in thing.provided_by:
            yield Edge(thing.id, holder)


def _needs(thing: Service | Component) -> Iterator[Edge]:
    for need in thing.depends_on:
        if isinstance(need, Need):
            yield Edge(thing.id, need.part, dashed=need.soft is not None)
        else:
            label = phrase("{need} of {count}", need=need.need, count=len(need.any_))
            for branch in need.any_:
                yield Edge(thing.id, branch, label)
