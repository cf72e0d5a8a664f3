"""Single points of failure of promised services: components, suppliers and people without a second.

A node of the support graph is one when services are cut off from what they need without it (an articulation). What
a component takes down is the structure function's to say; for suppliers the graph is walked once from the bottom up
with a set of those whose loss stops each node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itsm_compiler.graph import positions, strong_components

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itsm_compiler.analysis.availability import Availabilities
    from itsm_compiler.analysis.competence import RoleSkills
    from itsm_compiler.graph import Graph, Requirement
    from itsm_compiler.model.design import Design

SinglePointKind = Literal["component", "person", "supplier"]


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """Something without a second: a component, the one person of a role, a supplier.

    A component stops the services; a supplier leaves `parts` of them with nobody who provides them, on which they
    stop when those fail; a person is the only one who can do a role on which they rest. `services` are the promised
    ones that hang on it, `slas` the agreements that promise them.
    """

    kind: SinglePointKind
    entity: str
    parts: tuple[str, ...]
    services: tuple[str, ...]
    slas: tuple[str, ...]


def single_points(model: Availabilities, skills: Sequence[RoleSkills]) -> tuple[SinglePoint, ...]:
    """The single points of all promised services, those with most services first, then by kind and id."""
    design = model.design
    promised: dict[str, list[str]] = {}
    for name, sla in sorted(design.slas.items()):
        for service in design.services_of(sla.services):
            promised.setdefault(service, []).append(name)
    points = [
        SinglePoint(kind, entity, parts, tuple(services), _agreements(promised, services))
        for kind, entity, parts, services in (
            *_components(model, sorted(promised)),
            *_suppliers(model.graph, sorted(promised)),
            *_people(model.graph, skills, promised),
        )
    ]
    return tuple(sorted(points, key=lambda point: (-len(point.services), point.kind, point.entity)))


def _agreements(promised: Mapping[str, Sequence[str]], services: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({sla for service in services for sla in promised[service]}))


_Found = tuple[SinglePointKind, str, tuple[str, ...], list[str]]


def _components(model: Availabilities, promised: Sequence[str]) -> Iterator[_Found]:
    """Components of which every unit is needed and whose loss alone stops a service."""
    stopped: dict[str, list[str]] = {}
    for service in promised:
        for part in model.reliance(service).essential:
            component = model.design.components[part]
            if component.per is None and component.needed >= component.quantity:
                stopped.setdefault(part, []).append(service)
    for part, services in sorted(stopped.items()):
        yield "component", part, (part,), services


def _people(
    graph: Graph, skills: Sequence[RoleSkills], promised: Mapping[str, Sequence[str]]
) -> Iterator[_Found]:
    """Roles that one person holds and nobody else can do, on which services rest."""
    for role in skills:
        services = (
            [name for name in graph.services_touched(role.role) if name in promised] if role.alone else []
        )
        if services:
            yield "person", role.role, (), services


def _suppliers(graph: Graph, promised: Sequence[str]) -> Iterator[_Found]:
    """Suppliers without whom some part that a service needs has nobody left."""
    design = graph.design
    only = _only_suppliers(design)
    names = sorted(set(only.values()))
    bits = {supplier: 1 << index for index, supplier in enumerate(names)}
    down = _taken_down(graph, {node: bits[supplier] for node, supplier in only.items()})
    stopped: dict[str, list[str]] = {}
    for service in promised:
        for position in positions(down.get(service, 0)):
            stopped.setdefault(names[position], []).append(service)
    for supplier, services in sorted(stopped.items()):
        reached = {node for service in services for node in (service, *graph.support_of(service))}
        parts = tuple(node for node in sorted(reached) if only.get(node) == supplier)
        yield "supplier", supplier, parts, services


def _only_suppliers(design: Design) -> dict[str, str]:
    """By component or service that is provided, the supplier who stands behind everybody that provides it."""
    found = {}
    provided = {node: part.provided_by for node, part in design.components.items()}
    provided.update((node, service.provided_by) for node, service in design.services.items())
    for node, holders in provided.items():
        behind = {_supplier(design, holder) for holder in holders}
        if len(behind) == 1 and (supplier := behind.pop()) is not None:
            found[node] = supplier
    return found


def _supplier(design: Design, holder: str) -> str | None:
    """The supplier of a contract, or to whom a team belongs; None for teams of the provider."""
    contract, team = design.contracts.get(holder), design.teams.get(holder)
    party = contract.supplier if contract is not None else team.party if team is not None else None
    known = design.parties.get(party) if party is not None else None
    return party if known is not None and (contract is not None or known.role == "supplier") else None


def _taken_down(graph: Graph, own: Mapping[str, int]) -> dict[str, int]:
    """By service and component, a bit for each supplier whose loss leaves it without what it needs.

    Each strongly connected set is settled after those that it reaches, its own members until nothing changes.
    """
    branches = {
        node: [branch for need in needs for branch in need.branches] for node, needs in graph.needs.items()
    }
    down: dict[str, int] = {}
    for members in strong_components(graph.needs, branches):
        down.update((node, own.get(node, 0)) for node in members)
        changed = True
        while changed:
            changed = False
            for node in members:
                lost = down[node]
                for need in graph.needs[node]:
                    lost |= _failing(need, down)
                changed |= lost != down[node]
                down[node] = lost
            changed &= len(members) > 1
    return down


def _failing(need: Requirement, down: Mapping[str, int]) -> int:
    """The suppliers whose loss leaves fewer branches than are needed."""
    sets = [down.get(branch, 0) for branch in need.branches]
    spare = len(sets) - need.need
    if spare < 0:
        return 0
    counted = [0] * (spare + 2)
    counted[0] = -1
    for lost in sets:
        for many in range(spare + 1, 0, -1):
            counted[many] |= counted[many - 1] & lost
    return counted[spare + 1]
