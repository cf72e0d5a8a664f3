"""The service catalogue: what customers can choose, at which levels and prices, and how a service is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.sla import BASES, calendar_name, requests_table
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Edge, Flow, Items, Listing, Node, Section, View, phrase
from itsm_compiler.documents.words import word
from itsm_compiler.model.services import Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Definitions, Table, Value
    from itsm_compiler.model.services import Service


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One service as customers read it."""

    id: str
    name: Value
    description: Value
    facts: Definitions | None
    included: Items | None
    excluded: Items | None
    levels: Table | None
    requests: Table | None
    charge: Definitions | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView(View):
    """The data of the service catalogue; `chapters` by the name under which the template places them."""

    count: int
    entries: tuple[CatalogueEntry, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[CatalogueView]:
    """The catalogue, when the design has services."""
    services = offered(scribe)
    if not services:
        return
    rules = scribe.design.catalogue
    owner = rules.revision.owner if rules and rules.revision else scribe.design.head.owner
    yield CatalogueView(
        document="service-catalogue",
        slug="service-catalogue",
        title=phrase("Service catalogue"),
        audience="customer",
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=tuple(service.id for service in services),
        control=scribe.control(
            "CAT", "customer", version=None, owner=scribe.who(owner), customer=scribe.links(scribe.design.head.customer)
        ),
        count=len(services),
        entries=tuple(_entry(scribe, service) for service in services),
        chapters={
            "list": _list(scribe, services),
            "map": _map(scribe, services),
            "group": _group(scribe),
            "charging": _charging(scribe),
            "onboarding": _onboarding(scribe),
        },
    )


def offered(scribe: Scribe) -> list[Service]:
    """The services that are not retired and not internal, in the order of their codes."""
    services = [s for s in scribe.design.services.values() if s.lifecycle != "retired" and not s.internal]
    return sorted(services, key=lambda service: (service.rank or len(services), service.code or "", service.id))


def _list(scribe: Scribe, services: list[Service]) -> Section:
    rows = [
        (
            scribe.link(service.id),
            service.code,
            word(service.category) if service.category else None,
            calendar_name(scribe, service.hours),
            word(service.lifecycle),
        )
        for service in services
    ]
    headings = (phrase("Service"), phrase("Code"), phrase("Class"), phrase("Service hours"), phrase("State"))
    return scribe.section(None, ("design", "services"), scribe.table(phrase("Services offered"), headings, rows))


def _map(scribe: Scribe, services: list[Service]) -> Section:
    """Customers and the services they use, and which services stand on others."""
    shown = {service.id for service in services}
    nodes = [Node(service.id, scribe.name(service.id), "services") for service in services]
    edges: list[Edge] = []
    customers: dict[str, None] = {}
    for service in services:
        for customer in service.customers:
            customers.setdefault(customer)
            edges.append(Edge(customer, service.id))
        for id_, soft in _services_needed(service):
            if id_ in shown:
                edges.append(Edge(service.id, id_, dashed=soft))
    nodes = [*(Node(customer, scribe.name(customer), "customer") for customer in customers), *nodes]
    flow = Flow(
        phrase("Service map"),
        phrase("Which customer uses which service, and which services stand on others"),
        tuple(nodes),
        tuple(edges),
    )
    return Section((flow,))


def _services_needed(service: Service) -> Iterator[tuple[str, bool]]:
    for need in service.depends_on:
        if isinstance(need, Need):
            yield need.part, need.soft is not None
        else:
            yield from ((id_, False) for id_ in need.any_)


def _entry(scribe: Scribe, service: Service) -> CatalogueEntry:
    options, value = service.options, service.value
    return CatalogueEntry(
        id=service.id,
        name=scribe.name(service.id),
        description=service.description,
        facts=scribe.facts(
            (phrase("Code"), service.code),
            (phrase("What you gain"), value.outcome if value else None),
            (phrase("What it spares you"), Listing(value.relieves, lines=True) if value else None),
            (phrase("For"), scribe.links(service.customers)),
            (phrase("Users"), service.users),
            (phrase("Service hours"), calendar_name(scribe, service.hours)),
            (phrase("Way of delivery"), Listing(tuple(word(mode) for mode in service.modes))),
            (phrase("Service owner"), scribe.who(service.owner)),
        ),
        included=scribe.texts(options.included) if options else None,
        excluded=scribe.texts(options.excluded) if options else None,
        levels=_levels(scribe, service),
        requests=requests_table(scribe, service),
        charge=_charge(scribe, service),
    )


def _levels(scribe: Scribe, service: Service) -> Table | None:
    """The levels that agreements promise for the service, one row an agreement."""
    rows = []
    for sla in scribe.design.slas.values():
        if service.id in scribe.design.services_of(sla.services):
            for metric, target in sla.targets.items():
                level = target.value_for(service.id)
                if level is not None:
                    rows.append((scribe.link(sla.id), metric_name(scribe, metric), scribe.value(level), target.window))
    headings = (phrase("Agreement"), phrase("Metric"), Column(phrase("Level"), figures=True), phrase("Window"))
    return scribe.table(phrase("Levels agreed"), headings, rows)


def _charge(scribe: Scribe, service: Service) -> Definitions | None:
    charge = service.charge
    if charge is None:
        return None
    tiers = tuple(
        phrase("{price} above {volume}", price=scribe.money(tier.price), volume=tier.above) for tier in charge.tiers
    )
    return scribe.facts(
        (phrase("Charged"), BASES.get(charge.basis or "")),
        (phrase("Unit"), charge.unit),
        (phrase("Price"), scribe.money(charge.price)),
        (phrase("Price by volume"), Listing(tiers, lines=True)),
    )


def _group(scribe: Scribe) -> Section:
    rules = scribe.design.catalogue
    if rules is None:
        return scribe.section(None, ("catalogue", "group"))
    revision = rules.revision
    facts = scribe.facts(
        (phrase("Drawn up by"), scribe.links(rules.group)),
        (phrase("Kept up by"), scribe.who(revision.owner) if revision else None),
        (phrase("Looked over every"), revision.frequency if revision else None),
        (phrase("Published on"), scribe.when(rules.published.when) if rules.published else None),
        (phrase("Published to"), scribe.links(rules.published.to) if rules.published else None),
        (phrase("Classes of services"), Listing(tuple(word(name) for name in rules.classes))),
    )
    return scribe.section(rules, ("catalogue", "group"), facts)


def _charging(scribe: Scribe) -> Section:
    rules = scribe.design.catalogue
    charging = rules.charging if rules else None
    facts = charging and scribe.facts(
        (phrase("Charging scheme"), charging.scheme),
        (phrase("Currency"), charging.currency or scribe.design.head.currency),
        (phrase("Tax"), scribe.value(charging.tax)),
    )
    return scribe.section(rules, ("catalogue", "charging"), facts)


def _onboarding(scribe: Scribe) -> Section:
    rules = scribe.design.catalogue
    onboarding = rules.onboarding if rules else None
    steps = scribe.texts(onboarding.steps, ordered=True) if onboarding else None
    facts = onboarding and scribe.facts(
        (phrase("Decided by"), scribe.who(onboarding.approver)),
        (phrase("Answered within"), onboarding.within),
        (phrase("Process"), scribe.who(onboarding.process)),
    )
    return scribe.section(rules, ("catalogue", "onboarding"), steps, facts)
