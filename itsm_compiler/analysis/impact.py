"""What the loss or change of an entity touches: services and how badly, agreements and their promises, customers, tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.chains import METRICS
from itsm_compiler.analysis.trace_links import WATCHED_AT_THE_PARTS
from itsm_compiler.graph import strong_components

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.graph import Graph, Impact
    from itsm_compiler.model.agreements import Sla

Effect = Literal["stopped", "weakened", "without", "touched"]
EFFECTS: tuple[Effect, ...] = ("stopped", "weakened", "without", "touched")
"""From the worst on."""


@dataclass(frozen=True, slots=True)
class Reached:
    """An entity that is reached, with the section it stands in and the way along which, both ends included."""

    entity: str
    kind: str
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceImpact:
    """What the loss means for a service.

    `stopped`: it goes down with what is lost; `weakened`: redundancy stands in for it, and `availability_without` is
    the availability that is left so long, None where it is not known; `without`: it goes on without, as the design
    says; `touched`: nothing of it goes down, but people, hours or tools behind it are missing.
    """

    service: str
    effect: Effect
    availability_without: float | None
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseImpact:
    """A promise of an agreement that hangs on what is lost: a metric of a service, of a class for times."""

    sla: str
    service: str
    metric: str
    priority: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """An entity that names what is changed, in `fields`, and is not reached otherwise: to be looked at again."""

    entity: str
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactFigure:
    """All that the loss or change of an entity touches; what is reached comes nearest first.

    The loss of a component is that of all its units; `units_to_spare` of them may fail before that matters.
    """

    entity: str
    kind: str
    units_to_spare: int
    services: tuple[ServiceImpact, ...]
    slas: tuple[Reached, ...]
    customers: tuple[Reached, ...]
    promises: tuple[PromiseImpact, ...]
    tasks: tuple[Reached, ...]
    others: tuple[Reached, ...]
    named_by: tuple[Naming, ...]


def impact_of(graph: Graph, figures: Figures, entity: str) -> ImpactFigure:
    """Follow the loss of an entity through a design; one pass over the graph."""
    impact = graph.impact(entity)
    services = sorted(
        _services(graph, figures, impact), key=lambda one: (EFFECTS.index(one.effect), len(one.way))
    )
    slas = tuple(_reached(graph, impact, sla) for sla in _with_itself(impact.slas, entity, graph.design.slas))
    hit = {one.service for one in services if one.effect != "without"}
    part = figures.parts.get(entity)
    return ImpactFigure(
        entity=entity,
        kind=graph.design.kind_of(entity),
        units_to_spare=part.quantity - part.need if part is not None and part.redundant else 0,
        services=tuple(services),
        slas=slas,
        customers=tuple(_customers(graph, slas)),
        promises=tuple(_promises(graph, figures, impact, slas, services)),
        tasks=tuple(_reached(graph, impact, task) for task in impact.tasks),
        others=tuple(
            _reached(graph, impact, other)
            for other in impact.via
            if other not in hit and other not in impact.slas and other not in impact.tasks
        ),
        named_by=tuple(
            Naming(other, graph.design.kind_of(other), graph.references[other][entity])
            for other in graph.referrers.get(entity, ())
            if other not in impact.via and other != entity and other in graph.design.entities
        ),
    )


def down_without(graph: Graph, lost: str) -> frozenset[str]:
    """The services and components that are down when one of them is.

    Those that stand on each other are down together, as in the structure functions.
    """
    branches = {node: [one for need in own for one in need.branches] for node, own in graph.needs.items()}
    down: set[str] = set()
    for members in strong_components(graph.needs, branches):
        inside = set(members)
        short = any(
            sum(branch not in down for branch in need.branches if branch not in inside)
            + sum(branch in inside for branch in need.branches)
            < need.need
            for member in members
            for need in graph.needs[member]
        )
        if lost in inside or short:
            down |= inside
    return frozenset(down)


def _services(graph: Graph, figures: Figures, impact: Impact) -> Iterator[ServiceImpact]:
    """What the loss means for each service that it reaches or that could use what is lost."""
    lost, standing = impact.entity, impact.entity in graph.needs
    down = down_without(graph, lost) if standing else frozenset[str]()
    for service in graph.design.services:
        if service == lost or service in impact.via:
            stands = standing and (service == lost or lost in graph.support_of(service))
            effect: Effect = "stopped" if service in down else "weakened" if stands else "touched"
            left = _left(figures, service, lost) if effect == "weakened" else None
            yield ServiceImpact(service, effect, left, impact.way_to(service))
        elif missed := next((part for part in graph.soft[service] if part in down), None):
            yield ServiceImpact(service, "without", None, (*impact.way_to(missed), service))


def _left(figures: Figures, service: str, lost: str) -> float | None:
    """The availability of a service while a part is lost; None when it is not known."""
    model = figures.availabilities
    if not model.known(service) or lost not in model.parts:
        return None
    return model.structure.derived(model.reliance(service), {**model.shares(service), lost: 0.0})


def _with_itself(found: tuple[str, ...], entity: str, kind: Container[str]) -> tuple[str, ...]:
    """What is reached, before it the lost entity where it is of that kind itself."""
    return (entity, *found) if entity in kind else found


def _reached(graph: Graph, impact: Impact, entity: str) -> Reached:
    return Reached(entity, graph.design.kind_of(entity), impact.way_to(entity))


def _customers(graph: Graph, slas: tuple[Reached, ...]) -> Iterator[Reached]:
    """The customers of the agreements, each along the shortest way."""
    told: set[str] = set()
    for sla in sorted(slas, key=lambda one: len(one.way)):
        customer = graph.design.slas[sla.entity].customer
        if customer not in told and customer in graph.design.parties:
            told.add(customer)
            yield Reached(customer, "parties", (*sla.way, customer))


def _promises(
    graph: Graph, figures: Figures, impact: Impact, slas: tuple[Reached, ...], services: list[ServiceImpact]
) -> Iterator[PromiseImpact]:
    """The promises that hang on what is lost: those of the parts for services that it weakens or stops, and the times.

    All promises of an agreement that is reached by itself, not through one of its services.
    """
    design, reached = graph.design, {impact.entity, *impact.via}
    effects = {one.service: one.effect for one in services}
    for one in slas:
        sla = design.slas[one.entity]
        before = one.way[-2] if len(one.way) > 1 else ""
        for service in design.services_of(sla.services):
            whole = before not in design.services
            if whole or effects.get(service) in ("stopped", "weakened"):
                for metric, target in sla.targets.items():
                    hangs = whole or metric in WATCHED_AT_THE_PARTS
                    if hangs and target.value_for(service) is not None:
                        yield PromiseImpact(sla.id, service, metric, None)
            if whole or _worked_on(figures, service, reached):
                yield from _times(sla, service)


def _worked_on(figures: Figures, service: str, reached: set[str]) -> bool:
    """Whether somebody in a chain behind a service, or what he has promised, is touched."""
    return any(
        hop.holder in reached or hop.name in reached
        for chain in figures.chains.of_service(service)[1]
        for hop in chain.hops
    )


def _times(sla: Sla, service: str) -> Iterator[PromiseImpact]:
    for priority, promised in sorted(sla.priorities.items()):
        for metric in METRICS:
            if getattr(promised, metric) is not None:
                yield PromiseImpact(sla.id, service, metric, priority)
