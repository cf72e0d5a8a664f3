"""One service in the catalogue, as customers read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_commerce import USERS, charged, volume
from itsm_compiler.documents.sla_delivery import WAY_HEADINGS, way
from itsm_compiler.documents.sla_levels import level_of, metric_name
from itsm_compiler.documents.sla_scope import requests_table
from itsm_compiler.documents.view import phrase
from itsm_compiler.documents.words import capital
from itsm_compiler.model.services import Need

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Definitions, Items, Section, Table, Value
    from itsm_compiler.model.services import Service


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One service: what it gives, to whom and when, at which level and price, and what it stands on."""

    id: str
    name: Value
    description: Value
    facts: Definitions | None
    included: Items | None
    excluded: Items | None
    ways: Table | None
    levels: Section
    requests: Table | None
    charge: Section


def entry(scribe: Scribe, service: Service) -> CatalogueEntry:
    """The entry of a service."""
    options, value = service.options, service.value
    return CatalogueEntry(
        id=service.id,
        name=scribe.name(service.id),
        description=service.description,
        facts=scribe.facts(
            (phrase("Code"), service.code),
            (phrase("Class"), scribe.word(service.category) if service.category else None),
            (phrase("What the customer gains"), value.outcome if value else None),
            (phrase("What the customer is spared"), listing(value.relieves, lines=True) if value else None),
            (phrase("For"), scribe.links(service.customers)),
            (phrase("Users"), service.users),
            (phrase("Service hours"), hours_in_words(scribe, service.hours)),
            (phrase("Service owner"), scribe.who(service.owner)),
            (phrase("Channels for requests and incidents"), _channels(scribe, service)),
            (phrase("Depends on"), _needs(scribe, service)),
            (phrase("Lifecycle state"), scribe.word(service.lifecycle)),
            (phrase("Last reviewed"), service.reviewed),
        ),
        included=scribe.texts(options.included) if options else None,
        excluded=scribe.texts(options.excluded) if options else None,
        ways=_ways(scribe, service),
        levels=_levels(scribe, service),
        requests=requests_table(scribe, service),
        charge=_charge(scribe, service),
    )


def _channels(scribe: Scribe, service: Service) -> Value:
    """The channels that the agreements on a service name, else those of the desk."""
    agreed: dict[str, None] = {}
    for sla in scribe.lookup.agreements.get(service.id, ()):
        if scribe.shows(sla.id) and sla.channels:
            agreed.update(dict.fromkeys(sla.channels.intake))
    desk = scribe.design.service_desk
    return scribe.words(agreed or (desk.channels if desk else ()))


def _needs(scribe: Scribe, service: Service) -> Value:
    """The other services that it needs; what it can do without is said so."""
    rows: list[Value] = []
    for need in service.depends_on:
        if isinstance(need, Need):
            if need.part in scribe.design.services and scribe.shows(need.part):
                link = scribe.link(need.part)
                rows.append(phrase("{service} (not essential)", service=link) if need.soft else link)
        else:
            rows += [scribe.link(id_) for id_ in need.any_ if id_ in scribe.design.services]
    return listing(rows) or phrase("no other service of this catalogue")


def _ways(scribe: Scribe, service: Service) -> Table | None:
    rows = [way(scribe, name, mode) for name, mode in service.modes.items()]
    return scribe.table(phrase("Ways in which the service is given"), WAY_HEADINGS, rows)


def _levels(scribe: Scribe, service: Service) -> Section:
    """The levels that agreements promise for the service, else those that any agreement begins with."""
    rows: list[tuple[Value, ...]] = []
    for sla in scribe.lookup.agreements.get(service.id, ()):
        if scribe.shows(sla.id):
            for metric, target in sla.targets.items():
                level = level_of(scribe, sla, metric, service.id)
                if level is not None and scribe.shows(metric):
                    rows.append(
                        (capital(metric_name(scribe, metric)), level, target.window, scribe.link(sla.id))
                    )
    if not rows:
        rows = [
            (capital(metric_name(scribe, metric)), scribe.value(value), None, None)
            for metric, value in service.baseline.items()
        ]
    headings = (
        phrase("Metric"),
        phrase("Level"),
        phrase("Window"),
        phrase("Agreed in"),
    )
    table = scribe.table(phrase("Levels of the service"), headings, rows)
    return scribe.section(service, ("services", service.id, "targets"), table)


def _charge(scribe: Scribe, service: Service) -> Section:
    charge = service.charge
    tiers = tuple(
        phrase("{price} for every user above {volume}", price=scribe.money(tier.price), volume=tier.above)
        if charge and charge.basis == "per-user" and charge.unit in USERS
        else phrase(
            "{price} for every unit above {volume}", price=scribe.money(tier.price), volume=tier.above
        )
        for tier in (charge.tiers if charge else ())
    )
    facts = (
        scribe.facts(
            (phrase("Charged"), charged(scribe, charge)),
            (phrase("Price"), scribe.money(charge.price)),
            (phrase("Volume"), volume(scribe, service, charge)),
            (phrase("Price by volume"), listing(tiers, lines=True)),
        )
        if charge
        else None
    )
    return scribe.section(service, ("services", service.id, "charge"), facts)
