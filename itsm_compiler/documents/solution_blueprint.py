"""The blueprint of each service: its processes, components, interfaces and ways of delivery, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.service_catalogue import services_needed
from itsm_compiler.documents.specification_sheet import live_services
from itsm_compiler.documents.view import Definitions, Edge, Flow, Node, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.services import Service

MANAGING = (
    "catalogue",
    "service-level",
    "supplier",
    "capacity",
    "availability",
    "security",
    "continuity",
)
"""The types of processes on which design work rests."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How one service is made: the facts, and a picture of who uses it and what it stands on."""

    id: str
    name: Value
    facts: Definitions | None
    picture: Flow


def blueprints(scribe: Scribe) -> tuple[Blueprint, ...]:
    """The blueprint of each service."""
    return tuple(
        Blueprint(service.id, scribe.name(service.id), _facts(scribe, service), _picture(scribe, service))
        for service in live_services(scribe)
    )


def _facts(scribe: Scribe, service: Service) -> Definitions | None:
    design = scribe.design
    own = [p.id for p in design.processes.values() if service.id in p.supports]
    everywhere = sum("all" in process.supports for process in design.processes.values())
    parts = scribe.material.graph.parts_of(service.id)
    interfaces = [need for need, _ in services_needed(service) if need in design.services]
    partners = [holder for holder in _holders(scribe, service) if holder in design.contracts]
    return scribe.facts(
        (phrase("Functions"), listing(f.name or scribe.title(f.id) for f in service.functions.values())),
        (phrase("Requests"), listing(r.name or scribe.title(r.id) for r in service.requests.values())),
        (phrase("Processes of its own"), scribe.links(own)),
        (
            phrase("Processes of all services"),
            phrase("{count} process", plural="{count} processes", count=everywhere) if everywhere else None,
        ),
        (
            phrase("Components"),
            phrase("{count} component", plural="{count} components", count=len(parts)) if parts else None,
        ),
        (phrase("Interfaces to services"), scribe.links(interfaces)),
        (phrase("Partners"), scribe.links(partners)),
        (phrase("Tools"), scribe.links(_tools(scribe, service))),
        (phrase("Way of delivery"), scribe.words(service.modes)),
    )


def _holders(scribe: Scribe, service: Service) -> Iterator[str]:
    """The teams and contracts behind a service and all that it stands on, each once."""
    found = dict.fromkeys(service.provided_by)
    for part in scribe.material.graph.parts_of(service.id):
        component = scribe.design.components.get(part)
        found |= dict.fromkeys(component.provided_by if component else ())
    yield from found


def _tools(scribe: Scribe, service: Service) -> list[str]:
    named = {tool for mode in service.modes.values() for tool in mode.tools}
    return [
        tool.id
        for tool in scribe.design.tools.values()
        if tool.id in named or service.id in scribe.design.services_of(tool.supports)
    ]


def _picture(scribe: Scribe, service: Service) -> Flow:
    """Customers, the service, what it needs at once, and who provides that first."""
    design = scribe.design
    kinds: dict[str, str] = dict.fromkeys(
        (one for one in service.customers if one in design.parties), "customer"
    )
    edges = [Edge(customer, service.id) for customer in kinds]
    kinds[service.id] = "services"
    for need, soft in services_needed(service):
        if need in design.services or need in design.components:
            kinds.setdefault(need, design.kind_of(need))
            edges.append(Edge(service.id, need, dashed=soft))
            thing = design.components.get(need)
            holders = [one for one in (thing.provided_by if thing else ()) if one in design.entities]
            edges += [Edge(need, holder) for holder in holders]
            kinds |= {holder: design.kind_of(holder) for holder in holders if holder not in kinds}
    direct = [holder for holder in service.provided_by if holder in design.entities]
    edges += [Edge(service.id, holder) for holder in direct]
    kinds |= {holder: design.kind_of(holder) for holder in direct if holder not in kinds}
    return Flow(
        phrase("Blueprint: {service}", service=scribe.name(service.id)),
        phrase(
            "Who uses the service, what it stands on, and who provides that; what it can do without is dashed"
        ),
        tuple(Node(id_, scribe.name(id_), kind) for id_, kind in kinds.items()),
        tuple(dict.fromkeys(edges)),
    )


def _managing(scribe: Scribe) -> Section:
    """The processes on which the design work itself rests."""
    rows = []
    for kind in MANAGING:
        for process in scribe.design.processes.values():
            if kind in process.type:
                given = dict.fromkeys(
                    receiver for receivers in process.outputs.values() for receiver in receivers
                )
                rows.append(
                    (
                        capital(scribe.word(kind)),
                        scribe.link(process.id),
                        scribe.who(process.owner),
                        scribe.links(given),
                    )
                )
    headings = (
        phrase("Field"),
        phrase("Process"),
        phrase("Owner"),
        phrase("For whom"),
    )
    table = scribe.table(phrase("Processes on which the solution rests"), headings, rows)
    nothing = phrase("No process manages catalogue, levels, suppliers, capacity or continuity yet.")
    return scribe.section(None, ("processes",), table, otherwise=nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {"managing": _managing}
