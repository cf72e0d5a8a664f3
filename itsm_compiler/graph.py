"""The design as a graph: who refers to whom, what stands on what, and whom a loss reaches.

Every analysis is one pass over what is here. The graph is plain dictionaries; networkx, whose import costs more than
checking a small design, is only asked for the whole graph as one object (`Graph.digraph`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from itsm_compiler.model.design import Design

Touched = Literal["owner", "target", "both"]

HARM: dict[str, dict[str, Touched]] = {
    "services": {"provided_by": "owner", "modes.*.by": "owner", "modes.*.tools": "owner", "hours": "owner"},
    "components": {"provided_by": "owner"},
    "slas": {
        "services": "owner",
        "processes": "owner",
        "support.lines": "owner",
        "hours": "owner",
    },
    "olas": {"team": "both", "hours": "owner"},
    "contracts": {"supplier": "owner", "hours": "owner"},
    "teams": {"lead": "owner", "roles": "owner", "hours": "owner"},
    "service_desk": {"team": "owner", "hours": "owner", "workflows": "owner"},
    "tools": {"supports": "target", "integrations": "owner"},
    "processes": {"tool": "owner", "activities.*.r": "owner", "activities.*.a": "owner"},
    "kpis": {"source": "owner", "of": "owner"},
    "reports": {"by": "owner", "of": "owner"},
    "spares": {"for": "target", "contract": "owner", "custody.by": "owner"},
    "emergency_plans": {"leader": "owner", "members": "owner", "steps.*.by": "owner"},
    "continuity_plans": {"plans": "owner"},
    "deployment": {"hours": "owner"},
    "tasks": {"needs": "owner", "by": "owner", "for": "target"},
    "milestones": {"after": "owner"},
    "deliverables": {"from": "owner"},
    "releases": {"plan": "owner", "test": "owner", "services": "target"},
}
"""Who is touched when the other end of a reference is lost, late or changed: who refers, or what is referred to.

`depends_on` is not here: it is read from the models, because what is soft touches nobody.
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """At least `need` of the branches, services or components, must be up."""

    need: int
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom the loss or change of an entity reaches: each with the one before it on a shortest way (`via`)."""

    entity: str
    via: Mapping[str, str]
    services: tuple[str, ...]
    slas: tuple[str, ...]
    customers: tuple[str, ...]
    tasks: tuple[str, ...]

    def way_to(self, reached: str) -> tuple[str, ...]:
        """The entities from the lost one to one that is reached, both included."""
        way = [reached]
        while way[-1] != self.entity:
            way.append(self.via[way[-1]])
        return tuple(reversed(way))


class Graph:
    """The views of a design that the analyses share, each made when it is first asked for."""

    def __init__(self, design: Design) -> None:
        self.design = design

    @cached_property
    def references(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By owner and target, the fields that refer; what is named inside an entity counts as that entity."""
        edges: dict[str, dict[str, tuple[str, ...]]] = {}
        for reference in self.design.references:
            owner, target = _whole(reference.owner_id), _whole(reference.target_id)
            to = edges.setdefault(owner, {})
            fields = to.get(target, ())
            if reference.field not in fields:
                to[target] = (*fields, reference.field)
        return edges

    @cached_property
    def referrers(self) -> dict[str, tuple[str, ...]]:
        """By target, who refers to it."""
        found: dict[str, list[str]] = {}
        for owner, targets in self.references.items():
            for target in targets:
                found.setdefault(target, []).append(owner)
        return {target: tuple(owners) for target, owners in found.items()}

    @cached_property
    def needs(self) -> dict[str, tuple[Requirement, ...]]:
        """What each service and component needs to be up; what is soft is left out."""
        return {node: tuple(_hard(entity.depends_on)) for node, entity in self._standing()}

    @cached_property
    def soft(self) -> dict[str, tuple[str, ...]]:
        """What each service and component uses and can do without."""
        return {
            node: tuple(entry.part for entry in entity.depends_on if getattr(entry, "soft", None) is not None)
            for node, entity in self._standing()
        }

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Services and components that need each other."""
        branches = self._branches
        return tuple(
            members
            for members in strong_components(self.needs, branches)
            if len(members) > 1 or members[0] in branches[members[0]]
        )

    def support_of(self, node: str) -> tuple[str, ...]:
        """The services and components that a service or component reaches over what it needs, without itself."""
        own = self._bits.get(node)
        return self._named(self._support[node] & ~(1 << own)) if own is not None else ()

    def parts_of(self, node: str) -> tuple[str, ...]:
        """The components that a service or component reaches over what it needs; a component counts itself."""
        components = self.design.components
        own = (node,) if node in components else ()
        return own + tuple(part for part in self.support_of(node) if part in components)

    def carried_by(self, service: str) -> tuple[str, ...]:
        """The parts behind a service for which somebody must answer.

        The components that it reaches, and what of itself and the services that it reaches is provided directly.
        """
        services = self.design.services
        reached = (service, *self.support_of(service))
        return tuple(node for node in reached if node not in services or services[node].provided_by)

    def chain(self, part: str) -> tuple[str, ...]:
        """Who works on a part in turn: the desk's team, then its providers; who follows himself counts once."""
        desk = self.design.service_desk
        entity = self.design.components.get(part) or self.design.services.get(part)
        line = [desk.team] if desk is not None and desk.team is not None else []
        for holder in entity.provided_by if entity is not None else ():
            if not line or line[-1] != holder:
                line.append(holder)
        return tuple(line)

    @cached_property
    def harm(self) -> dict[str, tuple[str, ...]]:
        """By entity, whom its loss or change touches directly."""
        touched: dict[str, dict[str, None]] = {}
        for lost, hit in self._harmed():
            if lost != hit:
                touched.setdefault(lost, {})[hit] = None
        return {lost: tuple(hits) for lost, hits in touched.items()}

    def impact(self, entity: str) -> Impact:
        """Whom the loss or change of an entity reaches, up to agreements and customers."""
        via: dict[str, str] = {}
        waiting = deque([entity])
        while waiting:
            lost = waiting.popleft()
            for hit in self.harm.get(lost, ()):
                if hit not in via and hit != entity:
                    via[hit] = lost
                    waiting.append(hit)
        design = self.design
        customers = (design.slas[sla].customer for sla in (entity, *via) if sla in design.slas)
        tasks = design.deployment.tasks if design.deployment is not None else {}
        return Impact(
            entity,
            via,
            tuple(hit for hit in via if hit in design.services),
            tuple(hit for hit in via if hit in design.slas),
            tuple(dict.fromkeys(customers)),
            tuple(hit for hit in via if hit in tasks),
        )

    def slas_touched(self, entity: str) -> tuple[str, ...]:
        """The agreements that the loss of an entity reaches, itself included, in order of id."""
        own = self._touched.get(entity, 0) & ((1 << len(self._slas)) - 1)
        return tuple(self._slas[position] for position in positions(own))

    def services_touched(self, entity: str) -> tuple[str, ...]:
        """The services that the loss of an entity reaches, itself included, in order of id."""
        bits = self._touched.get(entity, 0) >> len(self._slas)
        return tuple(self._services[position] for position in positions(bits))

    @cached_property
    def digraph(self) -> nx.DiGraph[str]:
        """The whole graph: entities with their `kind`, references with their `fields`."""
        import networkx as nx  # noqa: PLC0415 -- slow to import, and most commands do without

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from((node, {"kind": self.design.kind_of(node)}) for node in self.design.entities)
        for owner, targets in self.references.items():
            graph.add_edges_from((owner, target, {"fields": fields}) for target, fields in targets.items())
        return graph

    def _standing(self) -> Iterator[tuple[str, Any]]:
        """Services and components, which stand on others."""
        yield from self.design.services.items()
        yield from self.design.components.items()

    @cached_property
    def _branches(self) -> dict[str, list[str]]:
        return {
            node: [branch for need in own for branch in need.branches] for node, own in self.needs.items()
        }

    @cached_property
    def _bits(self) -> dict[str, int]:
        """The position of each service and component in a bit set, what stands at the bottom first."""
        ordered = (node for members in strong_components(self.needs, self._branches) for node in members)
        return {node: index for index, node in enumerate(ordered)}

    @cached_property
    def _support(self) -> dict[str, int]:
        """The support of each service and component as a bit set, itself included: one pass from the bottom up."""
        support: dict[str, int] = {}
        for members in strong_components(self.needs, self._branches):
            reached = 0
            for node in members:
                reached |= 1 << self._bits[node]
                for branch in self._branches[node]:
                    reached |= support.get(branch, 0)
            support.update(dict.fromkeys(members, reached))
        return support

    def _named(self, bits: int) -> tuple[str, ...]:
        """The nodes of a bit set, sorted by id."""
        return tuple(sorted(self._order[position] for position in positions(bits)))

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self._bits)

    def _harmed(self) -> Iterator[tuple[str, str]]:
        """Pairs of what is lost and who is touched."""
        for node, branches in self._branches.items():
            yield from ((branch, node) for branch in branches)
        design = self.design
        for owner, targets in self.references.items():
            table = HARM.get(design.kind_of(owner) if owner in design.paths else "", {})
            for target, fields in targets.items():
                ways = {table.get(field) for field in fields}
                if ways & {"owner", "both"}:
                    yield target, owner
                if ways & {"target", "both"}:
                    yield owner, target
        for sla, agreement in design.slas.items():
            yield from ((service, sla) for service in design.services_of(agreement.services))
            if design.service_desk is not None:
                yield "service_desk", sla
        for tool, entity in design.tools.items():
            if "all" in entity.supports:
                yield from ((tool, service) for service in design.services)

    @cached_property
    def _slas(self) -> tuple[str, ...]:
        return tuple(sorted(self.design.slas))

    @cached_property
    def _services(self) -> tuple[str, ...]:
        return tuple(sorted(self.design.services))

    @cached_property
    def _touched(self) -> dict[str, int]:
        """By entity, the agreements and services that its loss reaches: one pass over the condensation."""
        own = {node: 1 << index for index, node in enumerate((*self._slas, *self._services))}
        touched: dict[str, int] = {}
        for members in strong_components([*self.harm, *own], self.harm):
            reached = 0
            for node in members:
                reached |= own.get(node, 0)
                for hit in self.harm.get(node, ()):
                    reached |= touched.get(hit, 0)
            touched.update(dict.fromkeys(members, reached))
        return touched


def build_graph(design: Design) -> Graph:
    """The graph of a design; nothing is computed before it is asked for."""
    return Graph(design)


def strong_components(nodes: Iterable[str], targets: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The sets of nodes that reach each other, each after those it reaches (Tarjan 1972, without recursion).

    Targets that are no nodes are left out; the members of a set come in the order of `nodes`.
    """
    rank = {node: index for index, node in enumerate(dict.fromkeys(nodes))}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    placed: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in rank:
        waiting = [] if start in index else [(start, iter(targets.get(start, ())))]
        while waiting:
            node, rest = waiting[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for target in rest:
                if target in rank and target not in index:
                    waiting.append((target, iter(targets.get(target, ()))))
                    break
                if target in rank and target not in placed:
                    low[node] = min(low[node], index[target])
            else:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[node])
                if low[node] == index[node]:
                    members = [stack.pop()]
                    while members[-1] != node:
                        members.append(stack.pop())
                    placed.update(members)
                    found.append(tuple(sorted(members, key=rank.__getitem__)))
    return found


def positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _whole(reference: str) -> str:
    """The entity in which what is referred to stands."""
    return reference.partition("/")[0]


def _hard(entries: Iterable[Any]) -> Iterator[Requirement]:
    """The entries of `depends_on` without which nothing goes."""
    for entry in entries:
        if hasattr(entry, "any_"):
            if entry.any_ and entry.need:
                yield Requirement(entry.need, tuple(dict.fromkeys(entry.any_)))
        elif entry.soft is None:
            yield Requirement(1, (entry.part,))
