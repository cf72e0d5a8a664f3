"""The matrix of services and design elements, the four kinds of resources, and the duties of service owners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from itsm_compiler.documents.specification_sheet import live_services
from itsm_compiler.documents.view import Column, Section, Tag, phrase
from itsm_compiler.model.fieldtexts import section_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.services import Service

MISSING = Tag(phrase("missing"), "bad")
LEFT_OUT = Tag(phrase("left out"), "neutral")
RESOURCES = ("tools", "service_desk", "knowledge", "spares")
"""The four kinds of resources."""


class Element(NamedTuple):
    """A column of the matrix: its heading, what of it a service has, and the fields and sections that excuse it."""

    heading: Phrase
    of: Callable[[Scribe, Service], Iterable[str]]
    excused_by: tuple[str, ...]


def _needs(scribe: Scribe, service: Service) -> Iterable[str]:
    design = scribe.design
    return [
        need.id for need in design.requirements.values() if service.id in design.services_of(need.services)
    ]


def _agreements(scribe: Scribe, service: Service) -> Iterable[str]:
    return [sla.id for sla in scribe.lookup.agreements.get(service.id, ())]


def _holders(scribe: Scribe, service: Service) -> Iterable[str]:
    """The teams and contracts behind a service and all it stands on."""
    found = dict.fromkeys(service.provided_by)
    for part in scribe.material.graph.parts_of(service.id):
        component = scribe.design.components.get(part)
        found |= dict.fromkeys(component.provided_by if component else ())
    return found


def _means(scribe: Scribe, service: Service) -> Iterable[str]:
    """The tools that support a service, and the spares of its parts."""
    design = scribe.design
    named = {tool for mode in service.modes.values() for tool in mode.tools}
    parts = set(scribe.material.graph.parts_of(service.id))
    processes = set(_processes(scribe, service))
    tools = [
        tool.id
        for tool in design.tools.values()
        if tool.id in named
        or service.id in design.services_of(tool.supports)
        or processes & set(tool.supports)
    ]
    spares = [spare.id for spare in design.spares.values() if parts & set(spare.for_)]
    return [*tools, *spares]


def _technologies(scribe: Scribe, service: Service) -> Iterable[str]:
    reached = {service.id, *scribe.material.graph.parts_of(service.id), *_means(scribe, service)}
    return [one.id for one in scribe.design.technologies.values() if reached & set(one.used_by)]


def _processes(scribe: Scribe, service: Service) -> Iterable[str]:
    design = scribe.design
    return [one.id for one in design.processes.values() if service.id in design.services_of(one.supports)]


def _risks(scribe: Scribe, service: Service) -> Iterable[str]:
    return [figure.id for figure in scribe.figures.risks if service.id in figure.services]


ELEMENTS = (
    Element(phrase("Needs of customers"), _needs, ("requirements",)),
    Element(phrase("Modes"), lambda _, service: service.modes, ("modes",)),
    Element(phrase("Agreements"), _agreements, ("slas",)),
    Element(phrase("Teams and partners"), _holders, ("provided_by", "teams")),
    Element(phrase("Tools and spares"), _means, ("tools", "spares")),
    Element(phrase("Technologies"), _technologies, ("technologies",)),
    Element(phrase("Processes"), _processes, ("processes",)),
    Element(phrase("Risks"), _risks, ("risks",)),
)
"""The elements of which every service has some, with their number in the cells."""


def _matrix(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(service.id),
            *(_cell(scribe, service, element) for element in ELEMENTS),
            _cost(scribe, service),
        )
        for service in live_services(scribe)
    ]
    headings: tuple[Phrase | Column, ...] = (
        phrase("Service"),
        *(Column(element.heading, figures=True) for element in ELEMENTS),
        phrase("Cost"),
    )
    table = scribe.table(phrase("How many of each element every service has"), headings, rows)
    return scribe.section(None, ("services",), table, otherwise=phrase("The design has no service yet."))


def _cell(scribe: Scribe, service: Service, element: Element) -> Value:
    count = len(dict.fromkeys(element.of(scribe, service)))
    if count:
        return count
    head = scribe.design.head.none
    excused = any(name in service.none or name in head for name in element.excused_by)
    return LEFT_OUT if excused else MISSING


def _cost(scribe: Scribe, service: Service) -> Value:
    costs = scribe.figures.costs
    if any(one.service == service.id and one.total for one in (costs.services if costs else ())):
        return phrase("known")
    excused = {"cost", "costs"} & {*service.none, *scribe.design.head.none}
    return LEFT_OUT if excused else MISSING


def _resources(scribe: Scribe) -> Section:
    rows = []
    for section in RESOURCES:
        found = getattr(scribe.design, section)
        reason = scribe.design.head.none.get(section)
        count = len(found) if isinstance(found, dict) else 0
        there = (
            phrase("{count} entry", plural="{count} entries", count=count) if count else phrase("designed")
        )
        text = section_text(section).label
        absent = LEFT_OUT if reason else MISSING
        rows.append((text, there if found else absent, reason))
    headings = (phrase("Resource"), phrase("State"), phrase("Reason"))
    table = scribe.table(phrase("Tools, service desk, knowledge and spare parts"), headings, rows)
    return Section((table,)) if table else Section(())


def _owners(scribe: Scribe) -> Section:
    """Where the owner of each service takes part: in negotiating, reviewing, handling incidents and improving."""
    rows = [
        (scribe.link(service.id), scribe.link(service.owner), *_parts(scribe, service))
        for service in live_services(scribe)
        if service.owner is not None
    ]
    headings = (
        phrase("Service"),
        phrase("Owner"),
        phrase("Negotiates"),
        phrase("Reviews"),
        phrase("Takes part in the processes"),
        phrase("Improves"),
    )
    table = scribe.table(phrase("Where service owners take part"), headings, rows)
    return scribe.section(
        None, ("services", "owner"), table, otherwise=phrase("No service has an owner yet.")
    )


def _parts(scribe: Scribe, service: Service) -> tuple[Value, ...]:
    design, owner = scribe.design, service.owner
    slas = scribe.lookup.agreements.get(service.id, ())
    negotiated = [
        sla.id for sla in slas if any(owner in entry.who for entry in sla.evidence.get("negotiation", ()))
    ]
    reviews = dict.fromkeys(
        review
        for sla in slas
        for review in sla.review
        if review in design.reviews and owner in design.reviews[review].participants
    )
    processes = [
        process.id
        for process in design.processes.values()
        if "incident" in process.type
        and any(owner in (*one.r, one.a, *one.c, *one.i) for one in process.activities.values())
    ]
    improvements = [
        one.id for one in design.improvements.values() if owner == one.owner or owner in one.stakeholders
    ]
    return tuple(
        scribe.links(ids) or phrase("nowhere yet")
        for ids in (negotiated, tuple(reviews), processes, improvements)
    )


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "matrix": _matrix,
    "resources": _resources,
    "owners": _owners,
}
