"""The service level agreement: one document for each agreement, for all its parties to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents import promises, sla_commerce, sla_delivery, sla_levels, sla_scope
from itsm_compiler.documents.definitions import definitions
from itsm_compiler.documents.view import Definitions, Items, Listing, Section, View, phrase
from itsm_compiler.documents.words import titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.sla_scope import ServiceChapter
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Sla

KIND = Text("Service level agreement", "服务级别协议")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaView(View):
    """The data of a service level agreement; `chapters` by the name under which the template places them.

    `maintenance_counts` says whether planned maintenance counts as downtime, None where nothing is agreed on it;
    `always` whether service is given round the clock, `pays_back` whether a missed level is compensated.
    """

    description: Value
    always: bool
    pays_back: bool
    service_names: Value
    promises: Items | None
    definitions: Definitions
    services: tuple[ServiceChapter, ...]
    chapters: Mapping[str, Section]
    maintenance_counts: Value
    third_parties: Value


def views(scribe: Scribe) -> Iterator[SlaView]:
    """A view for each service level agreement of the design; one marked internal stays inside."""
    for sla in scribe.design.slas.values():
        yield _view(scribe.reading("internal" if sla.internal else "customer"), sla)


def _view(scribe: Scribe, sla: Sla) -> SlaView:
    services = [
        scribe.design.services[id_] for id_ in scribe.design.services_of(sla.services) if scribe.shows(id_)
    ]
    written = {name: write(scribe, sla) for name, write in CHAPTERS.items()}
    written |= {name: write(scribe, sla, services) for name, write in sla_levels.CHAPTERS.items()}
    return SlaView(
        document="sla",
        slug=scribe.slug("sla", sla.id),
        title=_title(scribe, sla),
        audience=scribe.audience,
        about=sla.id,
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=tuple(service.id for service in services),
        control=scribe.control(
            ("sla", sla.id),
            version=sla.version,
            owner=scribe.who(scribe.design.head.owner),
            customer=scribe.link(sla.customer),
        ),
        description=sla.description,
        always=sla.hours is not None and scribe.design.calendar(sla.hours).always,
        pays_back=sla.compensation is not None and bool(sla.compensation.steps or sla.compensation.cap),
        service_names=Listing(tuple(scribe.name(service.id) for service in services)),
        promises=sla_levels.promises(scribe, sla, services),
        definitions=definitions(scribe, sla, services),
        services=tuple(sla_scope.service_chapter(scribe, service) for service in services),
        chapters=written,
        maintenance_counts=_maintenance_counts(sla),
        third_parties=_third_parties(scribe, sla),
    )


def _title(scribe: Scribe, sla: Sla) -> Value:
    name = sla.title or sla.name
    if name is not None:
        return titled(KIND, name)
    return phrase("Service level agreement with {customer}", customer=scribe.name(sla.customer))


def _third_parties(scribe: Scribe, sla: Sla) -> Value:
    third = [party for party in (sla.contacts.third_parties if sla.contacts else ()) if scribe.shows(party)]
    if not third:
        return None
    return phrase(
        "{parties} takes part as a third party.",
        plural="{parties} take part as third parties.",
        count=len(third),
        parties=scribe.names(third),
    )


def _maintenance_counts(sla: Sla) -> Value:
    if sla.maintenance is None:
        return None
    if sla.maintenance.counts:
        return phrase("Planned maintenance counts as downtime.")
    return phrase("Planned maintenance within its window does not count as downtime.")


def _parties(scribe: Scribe, sla: Sla) -> Section:
    contacts, look = sla.contacts, scribe.lookup
    third = contacts.third_parties if contacts else {}
    sides = [
        (phrase("Customer"), sla.customer, contacts.customer if contacts else None),
        (phrase("Provider"), scribe.design.head.provider, contacts.provider if contacts else None),
        *((phrase("Third party"), party, name) for party, name in third.items()),
    ]
    rows = [
        promises.contact_row(scribe, side, party, scribe.who(name), look.contact(party, name))
        for side, party, name in sides
        if party and scribe.shows(party)
    ]
    caption = phrase("Contact persons of the parties")
    table = scribe.table(caption, promises.PARTY_HEADINGS, rows)
    project = scribe.facts((phrase("Project"), scribe.design.head.title)) if table else None
    return scribe.section(sla, ("slas", sla.id, "contacts"), table, project)


def _signatures(scribe: Scribe, sla: Sla) -> Section:
    return scribe.section(sla, ("slas", sla.id, "signatories"), scribe.signatures(sla.signatories))


CHAPTERS = {
    "parties": _parties,
    "term": lambda scribe, sla: promises.term(scribe, "slas", sla),
    "hours": lambda scribe, sla: promises.hours(scribe, "slas", sla),
    "signatures": _signatures,
    **sla_scope.CHAPTERS,
    **sla_delivery.CHAPTERS,
    **sla_commerce.CHAPTERS,
}
