"""Which services bear the cost of what: over parts that are provided, teams, contracts, tools and processes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from itsm_compiler.graph import positions, strong_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Process


class Reach:
    """The services behind each entity that costs money, as bit sets over the services in order of id (convention 16).

    A part counts for every service that reaches it over `depends_on`, what is `soft` included: the service uses it.
    Who provides no part is followed over weaker links: modes, dispatch and support lines, covers and spares, services
    and processes that a role owns or works in.
    """

    def __init__(self, design: Design, graph: Graph) -> None:
        self.design = design
        self.graph = graph
        self.order = tuple(sorted(design.services))
        self.all = (1 << len(self.order)) - 1
        self._named: dict[int, tuple[str, ...]] = {self.all: self.order}
        self._own = {service: 1 << index for index, service in enumerate(self.order)}

    def names(self, bits: int) -> tuple[str, ...]:
        """The services of a bit set, in order of id."""
        if bits not in self._named:
            self._named[bits] = tuple(self.order[position] for position in positions(bits))
        return self._named[bits]

    def of(self, entity: str) -> int:
        """The services that bear what is spent on a component, tool, team, contract, service, or on `all`."""
        design = self.design
        if entity == "all":
            return self.all
        if entity in design.tools:
            return self.of_tool(entity)
        if entity in design.teams or entity in design.contracts:
            return self.of_holder(entity)
        return self._own.get(entity) or self.parts.get(entity, 0)

    def of_role(self, role: str) -> int:
        """The services whose parts its teams provide, else what it owns or works in."""
        bits = 0
        for team in self._teams.get(role, ()):
            bits |= self.of_holder(team)
        return bits or self._by_role.get(role, 0)

    def of_holder(self, holder: str) -> int:
        """The services that reach a part which a team or contract provides; the desk's team answers for every part."""
        desk = self.design.service_desk
        if desk is not None and desk.team == holder:
            return self.all
        return self._provided.get(holder, 0) or self._loosely.get(holder, 0)

    def of_tool(self, tool: str) -> int:
        """The services that a tool supports, directly or through processes."""
        bits = 0
        for supported in self.design.tools[tool].supports:
            process = self.design.processes.get(supported)
            bits |= self.of_process(process) if process is not None else self._of_services((supported,))
        return bits

    def of_process(self, process: Process) -> int:
        """The services that a process supports."""
        return self._of_services(process.supports)

    @cached_property
    def parts(self) -> dict[str, int]:
        """By service and component, the services that reach it, itself included: one pass over the condensation."""
        needs, soft = self.graph.needs, self.graph.soft
        uses = {
            node: [*(branch for need in needs[node] for branch in need.branches), *soft[node]]
            for node in needs
        }
        reached = dict.fromkeys(uses, 0)
        reached.update(self._own)
        for members in reversed(strong_components(uses, uses)):
            bits = 0
            for node in members:
                bits |= reached[node]
            for node in members:
                reached[node] = bits
                for used in uses[node]:
                    if used in reached:
                        reached[used] |= bits
        return reached

    @cached_property
    def _provided(self) -> dict[str, int]:
        """By team and contract, the services that reach a part which it provides."""
        found: dict[str, int] = {}
        design = self.design
        providers = {name: service.provided_by for name, service in design.services.items()}
        providers.update((name, component.provided_by) for name, component in design.components.items())
        for node, holders in providers.items():
            for holder in holders:
                found[holder] = found.get(holder, 0) | self.parts[node]
        return found

    @cached_property
    def _loosely(self) -> dict[str, int]:
        """By team and contract, the services with which it has to do in another way."""
        found: dict[str, int] = {}
        for holder, bits in self._loose_links():
            found[holder] = found.get(holder, 0) | bits
        return found

    def _loose_links(self) -> Iterator[tuple[str, int]]:
        design = self.design
        for name, service in design.services.items():
            yield from ((mode.by, self._own[name]) for mode in service.modes.values() if mode.by is not None)
        for sla in design.slas.values():
            lines = sla.support.lines if sla.support is not None else ()
            yield from ((holder, self._of_services(sla.services)) for holder in lines)
        for name, contract in design.contracts.items():
            yield from ((name, self.parts.get(part, 0)) for part in contract.covers)
        for spare in design.spares.values():
            if spare.contract is not None:
                yield from ((spare.contract, self.parts.get(part, 0)) for part in spare.for_)
        if design.service_desk is not None:
            for team, services in design.service_desk.dispatch.items():
                yield team, self._of_services(services)

    @cached_property
    def _teams(self) -> dict[str, tuple[str, ...]]:
        """By role, the teams it leads or belongs to."""
        found: dict[str, dict[str, None]] = {}
        for name, team in self.design.teams.items():
            for role in (*team.roles, team.lead):
                if role is not None:
                    found.setdefault(role, {})[name] = None
        return {role: tuple(teams) for role, teams in found.items()}

    @cached_property
    def _by_role(self) -> dict[str, int]:
        """By role, the services that it owns, and those of the processes that it owns or works in."""
        found: dict[str, int] = {}
        for name, service in self.design.services.items():
            if service.owner is not None:
                found[service.owner] = found.get(service.owner, 0) | self._own[name]
        for process in self.design.processes.values():
            bits = self.of_process(process)
            for role in _workers(process):
                found[role] = found.get(role, 0) | bits
        return found

    def _of_services(self, services: Iterable[str]) -> int:
        bits = 0
        for service in services:
            bits |= self.all if service == "all" else self._own.get(service, 0)
        return bits


def _workers(process: Process) -> Iterator[str]:
    """Who owns a process, does its activities or answers for them."""
    if process.owner is not None:
        yield process.owner
    for activity in process.activities.values():
        yield from activity.r
        if activity.a is not None:
            yield activity.a
