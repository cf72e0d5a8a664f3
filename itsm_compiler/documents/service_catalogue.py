"""The service catalogue: what customers can choose, at which levels and prices, and how a service is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.catalogue_entry import CatalogueEntry, entry
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.places import currency_words
from itsm_compiler.documents.promises import EVIDENCE_HEADINGS, evidence_rows
from itsm_compiler.documents.sla_commerce import prices
from itsm_compiler.documents.view import Column, Edge, Flow, Node, Phrase, Section, View, phrase
from itsm_compiler.model.requirements import CapacityRequirement
from itsm_compiler.model.services import Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Rate, Value
    from itsm_compiler.model.entity import Entity
    from itsm_compiler.model.services import Service


CRITICALITIES = {
    1: phrase("highest"),
    2: phrase("high"),
    3: phrase("medium"),
    4: phrase("low"),
}

CASES = {
    "h": phrase("{count} per hour"),
    "d": phrase("{count} per day"),
    "w": phrase("{count} per week"),
    "mo": phrase("{count} per month"),
    "q": phrase("{count} per quarter"),
    "y": phrase("{count} per year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView(View):
    """The data of the service catalogue; `chapters` by the name under which the template places them."""

    count: int
    entries: tuple[CatalogueEntry, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[CatalogueView]:
    """The catalogue, when the design has services to offer."""
    scribe = scribe.reading("customer")
    services = offered(scribe)
    if not services:
        return
    rules = scribe.design.catalogue
    owner = rules.revision.owner if rules and rules.revision else scribe.design.head.owner
    yield CatalogueView(
        document="service-catalogue",
        slug=scribe.slug("service-catalogue"),
        title=phrase("Service catalogue"),
        audience="customer",
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=tuple(service.id for service in services),
        control=scribe.control(
            ("service-catalogue", ""),
            owner=scribe.who(owner),
            customer=scribe.links(scribe.design.head.customer),
            approvals=_approvals(scribe),
        ),
        count=len(services),
        entries=tuple(entry(scribe, service) for service in services),
        chapters={
            "list": _list(scribe, services),
            "reach": _reach(scribe),
            "map": _map(scribe, services),
            "independence": _independence(scribe, services),
            "demand": _demand(scribe, services),
            "capacity": _capacity(scribe, services),
            "charging": _charging(scribe),
            "prices": _prices(scribe, services),
            "onboarding": _onboarding(scribe),
            "group": _group(scribe),
            "review": _review(scribe),
        },
    )


def offered(scribe: Scribe) -> list[Service]:
    """The services that are not retired and not internal, by rank, then by code."""
    services = [s for s in scribe.design.services.values() if s.lifecycle != "retired" and scribe.shows(s.id)]
    return sorted(
        services, key=lambda service: (service.rank or len(services), service.code or "", service.id)
    )


def _approvals(scribe: Scribe) -> Iterator[tuple[Value, ...]]:
    """Those who reviewed the catalogue and passed it."""
    rules = scribe.design.catalogue
    for found in rules.review if rules else ():
        if found.result == "pass" and found.who:
            yield scribe.who(found.who), phrase("reviewers of the catalogue"), scribe.when(found.when)


def _list(scribe: Scribe, services: list[Service]) -> Section:
    rows = [
        (
            scribe.link(service.id),
            service.code,
            scribe.word(service.category) if service.category else None,
            scribe.links(service.customers),
            service.rank,
            _criticality(service),
            scribe.word(service.lifecycle),
        )
        for service in services
    ]
    headings = (
        phrase("Service"),
        phrase("Code"),
        phrase("Class"),
        phrase("For"),
        Column(phrase("Rank"), figures=True),
        phrase("Criticality"),
        phrase("Lifecycle state"),
    )
    ranked = any(service.rank for service in services)
    lead = (
        phrase("When resources are short, like services are served in the order of their rank.")
        if ranked
        else None
    )
    table = scribe.table(phrase("Services on offer"), headings, rows)
    return scribe.section(None, ("services",), table, lead=lead)


def _criticality(service: Service) -> Value:
    """How much hangs on a service, in words beside the class."""
    known = CRITICALITIES.get(service.criticality or 0)
    return None if known is None else phrase("{number} ({word})", number=service.criticality, word=known)


def _reach(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    channels = desk.channels.items() if desk and not desk.internal else ()
    rows = [(scribe.title(name), address) for name, address in channels]
    table = scribe.table(phrase("Ways to the service desk"), (phrase("Channel"), phrase("Address")), rows)
    hours = scribe.facts((phrase("The desk answers"), hours_in_words(scribe, desk.hours) if desk else None))
    return scribe.section(desk, ("service_desk", "channels"), table, hours if table else None)


def _map(scribe: Scribe, services: list[Service]) -> Section:
    """Customers and the services they use, and which services stand on others."""
    shown = {service.id for service in services}
    edges: list[Edge] = []
    customers: dict[str, None] = {}
    for service in services:
        for customer in service.customers:
            if scribe.shows(customer):
                customers.setdefault(customer)
                edges.append(Edge(customer, service.id))
        for id_, soft in services_needed(service):
            if id_ in shown:
                edges.append(Edge(service.id, id_, dashed=soft))
    nodes = [
        *(Node(customer, scribe.name(customer), "customer") for customer in customers),
        *(Node(service.id, scribe.name(service.id), "services") for service in services),
    ]
    flow = Flow(
        phrase("Service map"),
        phrase("Which customer uses which service, and which services depend on others"),
        tuple(nodes),
        tuple(edges),
    )
    return Section((flow,))


def services_needed(service: Service) -> Iterator[tuple[str, bool]]:
    """What a service stands on, and whether it can do without it."""
    for need in service.depends_on:
        if isinstance(need, Need):
            yield need.part, need.soft is not None
        else:
            yield from ((id_, False) for id_ in need.any_)


def _independence(scribe: Scribe, services: list[Service]) -> Section:
    """Whether each service can be had, measured and charged by itself."""
    shown = {service.id for service in services}
    circles = [[one for one in cycle if one in shown] for cycle in scribe.figures.cycles]
    found = [scribe.links(cycle) for cycle in circles if len(cycle) > 1]
    if found:
        lead = phrase("These services need each other and cannot be ordered separately:")
        items = scribe.texts(found)
        return Section((items,) if items else (), (lead,))
    uncharged = [service.id for service in services if service.charge is None]
    if uncharged:
        return Section(
            (),
            (
                phrase("No two services need each other."),
                phrase("These have no price of their own: {services}.", services=scribe.links(uncharged)),
            ),
        )
    if any(id_ in shown for service in services for id_, _ in services_needed(service)):
        alone = phrase(
            "No two services need each other; where one depends on another, its description says so. Each has a price of its own and can be ordered, measured and charged by itself."
        )
    else:
        alone = phrase(
            "No service depends on another, and each has a price of its own: every service can be ordered, measured and charged by itself."
        )
    return Section((), (alone,))


def _demand(scribe: Scribe, services: list[Service]) -> Section:
    rows = [
        (
            scribe.name(s.id),
            cases(s.demand.incidents),
            cases(s.demand.requests),
            cases(s.demand.changes),
            s.demand.growth,
        )
        for s in services
        if s.demand is not None
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Incidents"), figures=True),
        Column(phrase("Requests"), figures=True),
        Column(phrase("Changes"), figures=True),
        Column(phrase("Growth"), figures=True),
    )
    table = scribe.table(phrase("Expected cases and their growth"), headings, rows)
    return scribe.section(None, ("services", "demand"), table)


def cases(rate: Rate | None) -> Value:
    """So many cases in a stretch of time."""
    return None if rate is None else Phrase(CASES[rate.per].text, (("count", rate.value),))


def _capacity(scribe: Scribe, services: list[Service]) -> Section:
    """How much the services are to bear, as customers have asked for."""
    shown = {service.id for service in services}
    rows = []
    for need in scribe.design.requirements.values():
        if isinstance(need, CapacityRequirement) and scribe.shows(need.id):
            wanted = [id_ for id_ in scribe.design.services_of(need.services) if id_ in shown]
            if wanted:
                unit = scribe.word(need.unit) if need.unit else None
                rows.append((scribe.names(wanted), unit, need.normal, need.peak, need.growth))
    headings = (
        phrase("Service"),
        phrase("Unit"),
        Column(phrase("Normally"), figures=True),
        Column(phrase("At peak"), figures=True),
        Column(phrase("Growth"), figures=True),
    )
    table = scribe.table(phrase("Capacity that customers have asked for"), headings, rows)
    return scribe.section(
        None, ("services", "capacity"), table, otherwise=phrase("No customer has asked for a capacity.")
    )


def _chapter(
    scribe: Scribe, field: str, *blocks: Block | None, lead: Phrase | None = None, otherwise: Phrase
) -> Section:
    rules: Entity | None = scribe.design.catalogue
    return scribe.section(rules, ("catalogue", field), *blocks, lead=lead, otherwise=otherwise)


def _charging(scribe: Scribe) -> Section:
    charging = scribe.design.catalogue.charging if scribe.design.catalogue else None
    facts = (
        scribe.facts(
            (phrase("Charging scheme"), charging.scheme),
            (phrase("Currency"), currency_words(charging.currency or scribe.design.head.currency)),
            (phrase("Tax"), scribe.value(charging.tax)),
        )
        if charging
        else None
    )
    return _chapter(scribe, "charging", facts, otherwise=phrase("No rules on charging are laid down yet."))


def _prices(scribe: Scribe, services: list[Service]) -> Section:
    table = prices(scribe, services, phrase("What drives the cost of each service"))
    return scribe.section(None, ("services", "charge"), table)


def _onboarding(scribe: Scribe) -> Section:
    onboarding = scribe.design.catalogue.onboarding if scribe.design.catalogue else None
    steps = scribe.texts(onboarding.steps, ordered=True) if onboarding else None
    facts = (
        scribe.facts(
            (phrase("Process"), scribe.who(onboarding.process)),
            (phrase("Decided by"), scribe.who(onboarding.approver)),
            (phrase("Answered within"), onboarding.within),
        )
        if onboarding
        else None
    )
    lead = (
        phrase("A new service, or a new customer of an existing one, is taken on in these steps.")
        if steps
        else None
    )
    nothing = phrase("It is not laid down yet how a new service or a new customer is taken on.")
    return _chapter(scribe, "onboarding", steps, facts, lead=lead, otherwise=nothing)


def _group(scribe: Scribe) -> Section:
    rules = scribe.design.catalogue
    revision = rules.revision if rules else None
    facts = (
        scribe.facts(
            (phrase("Drawn up by"), scribe.links(rules.group)),
            (phrase("Maintained by"), scribe.who(revision.owner) if revision else None),
            (phrase("Revised"), revision.frequency if revision else None),
            (phrase("Classes of services"), scribe.words(rules.classes)),
            (phrase("Segments of customers"), scribe.words(rules.segments)),
            (phrase("Version"), scribe.design.head.version),
            (phrase("Last reviewed"), rules.reviewed),
        )
        if rules
        else None
    )
    return _chapter(scribe, "group", facts, otherwise=phrase("Nobody is named yet who keeps the catalogue."))


def _review(scribe: Scribe) -> Section:
    """Who reviewed the catalogue before it was published, and to whom it went."""
    rules = scribe.design.catalogue
    reviews = scribe.table(
        phrase("Review before publication"),
        EVIDENCE_HEADINGS,
        evidence_rows(scribe, rules.review if rules else ()),
    )
    published = rules.published if rules else None
    facts = (
        scribe.facts(
            (phrase("Published on"), scribe.when(published.when)),
            (phrase("Published to"), scribe.links(published.to)),
        )
        if published
        else None
    )
    nothing = phrase("The catalogue has not been reviewed or published yet.")
    return _chapter(scribe, "review", reviews, facts, otherwise=nothing)
