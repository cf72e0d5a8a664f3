"""The service level agreement: one document for each agreement, for both parties to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import sla_levels
from itsm_compiler.documents.hours import exceptions_table, hours_sentence, hours_table
from itsm_compiler.documents.view import Column, Items, Listing, Section, Signatures, View, phrase
from itsm_compiler.documents.words import word
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Definitions, Table, Value
    from itsm_compiler.model.agreements import Duty, Sla
    from itsm_compiler.model.services import Service


@dataclass(frozen=True, slots=True)
class ServiceChapter:
    """What the agreement says of one service."""

    id: str
    name: Value
    description: Value
    facts: Definitions | None
    included: Items | None
    excluded: Items | None
    requests: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaView(View):
    """The data of a service level agreement; `chapters` by the name under which the template places them."""

    description: Value
    service_names: Value
    starts: Value
    ends: Value
    promises: Items | None
    services: tuple[ServiceChapter, ...]
    chapters: Mapping[str, Section]
    third_parties: bool
    remarks: Items | None
    signatures: Signatures | None


def views(scribe: Scribe) -> Iterator[SlaView]:
    """A view for each service level agreement of the design."""
    for sla in scribe.design.slas.values():
        services = [scribe.design.services[id_] for id_ in scribe.design.services_of(sla.services)]
        yield SlaView(
            document="sla",
            slug=f"sla-{sla.id}",
            title=sla.title or scribe.name(sla.id),
            audience="customer",
            about=sla.id,
            draft=not scribe.material.passed,
            languages=scribe.design.head.languages,
            anchors=tuple(service.id for service in services),
            control=scribe.control(
                f"SLA-{sla.id}",
                "customer",
                version=sla.version,
                owner=scribe.who(scribe.design.head.owner),
                customer=scribe.link(sla.customer),
            ),
            description=sla.description,
            service_names=Listing(tuple(scribe.name(service.id) for service in services)),
            starts=sla.valid.from_ if sla.valid else None,
            ends=sla.valid.to if sla.valid else None,
            promises=sla_levels.promises(scribe, sla, services),
            services=tuple(_service(scribe, service) for service in services),
            chapters={name: write(scribe, sla) for name, write in CHAPTERS.items()}
            | {name: write(scribe, sla, services) for name, write in sla_levels.CHAPTERS.items()},
            third_parties=bool(sla.responsibilities and sla.responsibilities.third_parties),
            remarks=scribe.texts(sla.remarks),
            signatures=scribe.signatures(sla.signatories),
        )


def _chapter(scribe: Scribe, sla: Sla, field: str, *blocks: Block | None) -> Section:
    return scribe.section(sla, ("slas", sla.id, field), *blocks)


def _service(scribe: Scribe, service: Service) -> ServiceChapter:
    options = service.options
    modes = tuple(word(mode) for mode in service.modes)
    return ServiceChapter(
        id=service.id,
        name=scribe.name(service.id),
        description=service.description,
        facts=scribe.facts(
            (phrase("Code"), service.code),
            (phrase("What you gain"), service.value.outcome if service.value else None),
            (phrase("Users"), service.users),
            (phrase("Service hours"), calendar_name(scribe, service.hours)),
            (phrase("Way of delivery"), Listing(modes) if modes else None),
        ),
        included=scribe.texts(options.included) if options else None,
        excluded=scribe.texts(options.excluded) if options else None,
        requests=requests_table(scribe, service),
    )


def requests_table(scribe: Scribe, service: Service) -> Table | None:
    """What users can order of a service."""
    rows = [
        (request.name or word(request.id), request.code, request.within, scribe.money(request.price))
        for request in service.requests.values()
        if not request.internal
    ]
    headings = (
        phrase("Request"),
        phrase("Code"),
        Column(phrase("Fulfilled within"), figures=True),
        Column(phrase("Price"), figures=True),
    )
    return scribe.table(phrase("Requests that users can order"), headings, rows)


def calendar_name(scribe: Scribe, reference: str | None) -> Value:
    """A calendar by its name, or that it is open round the clock."""
    if reference is None:
        return None
    return phrase("round the clock") if scribe.design.calendar(reference).hours.always else scribe.name(reference)


def _parties(scribe: Scribe, sla: Sla) -> Section:
    design, contacts = scribe.design, sla.contacts
    third = contacts.third_parties if contacts else {}
    sides: list[tuple[Value, str | None, Prose | None]] = [
        (phrase("Customer"), sla.customer, contacts.customer if contacts else None),
        (phrase("Provider"), design.head.provider, contacts.provider if contacts else None),
        *((phrase("Third party"), party, name) for party, name in third.items()),
    ]
    rows = [(side, scribe.link(party), name, *_contact(scribe, party, name)) for side, party, name in sides if party]
    headings = (phrase("Side"), phrase("Party"), phrase("Contact"), phrase("Post"), phrase("Telephone"), phrase("E-mail"))
    return _chapter(scribe, sla, "contacts", scribe.table(phrase("The parties and whom to speak to"), headings, rows))


def _contact(scribe: Scribe, party: str, name: Prose | None) -> tuple[Value, Value, Value]:
    """Post, telephone and mail of a person named in the agreement, from the contacts of the party."""
    known = scribe.design.parties.get(party)
    for contact in known.contacts if known else ():
        if name is not None and not contact.internal and set(contact.name.texts.values()) & set(name.texts.values()):
            return contact.post, contact.phone, contact.mail
    return None, None, None


def _term(scribe: Scribe, sla: Sla) -> Section:
    valid = sla.valid
    facts = valid and scribe.facts(
        (phrase("Takes effect"), valid.from_),
        (phrase("Ends"), valid.to),
        (phrase("Notice before the end"), valid.notice),
        (phrase("Renewal is decided by"), valid.renews),
    )
    return _chapter(scribe, sla, "valid", facts)


def _hours(scribe: Scribe, sla: Sla) -> Section:
    if sla.hours is None:
        return _chapter(scribe, sla, "hours")
    calendar = scribe.design.calendar(sla.hours)
    sentence = hours_sentence(calendar, scribe.design.head.time_zone)
    facts = scribe.facts((phrase("Service time"), sentence))
    return _chapter(scribe, sla, "hours", facts, hours_table(scribe, calendar), exceptions_table(scribe, calendar))


def _maintenance(scribe: Scribe, sla: Sla) -> Section:
    maintenance = sla.maintenance
    if maintenance is None:
        return _chapter(scribe, sla, "maintenance")
    calendar = scribe.design.calendar(maintenance.hours) if maintenance.hours else None
    counted = phrase("counts as downtime") if maintenance.counts else phrase("does not count as downtime")
    facts = scribe.facts(
        (phrase("Announced beforehand by"), maintenance.notice),
        (phrase("At most"), scribe.value(maintenance.most)),
        (phrase("Planned maintenance"), counted),
    )
    return _chapter(scribe, sla, "maintenance", facts, hours_table(scribe, calendar) if calendar else None)


def _intake(scribe: Scribe, sla: Sla) -> Section:
    desk = scribe.design.service_desk
    names = sla.channels.intake if sla.channels else ()
    addresses = desk.channels if desk else {}
    rows = [(word(name), addresses.get(name)) for name in names]
    return _chapter(scribe, sla, "channels", scribe.table(phrase("How to reach the service desk"), (phrase("Channel"), phrase("Address")), rows))


def _complaints(scribe: Scribe, sla: Sla) -> Section:
    complaints = sla.channels.complaints if sla.channels else None
    facts = complaints and scribe.facts(
        (phrase("Complaints go to"), scribe.who(complaints.to)),
        (phrase("By"), Listing(tuple(word(name) for name in complaints.by)) if complaints.by else None),
    )
    return _chapter(scribe, sla, "channels", facts)


def _scope(scribe: Scribe, sla: Sla) -> Section:
    scope = sla.scope
    if scope is None:
        return _chapter(scribe, sla, "scope")
    sites = Listing(tuple(phrase("{site} ({count})", site=word(site), count=count) if count else word(site) for site, count in scope.sites.items()))
    facts = scribe.facts(
        (phrase("In scope"), Listing(scope.included, lines=True)),
        (phrase("Out of scope"), Listing(scope.excluded, lines=True)),
        (phrase("Sites"), sites),
    )
    limits = [(unit.replace("-", " "), scribe.value(most)) for unit, most in scope.limits.items()]
    table = scribe.table(phrase("Volumes covered at most"), (phrase("Unit"), phrase("Up to")), limits)
    return _chapter(scribe, sla, "scope", facts, table)


def _exclusions(scribe: Scribe, sla: Sla) -> Section:
    return _chapter(scribe, sla, "exclusions", scribe.texts(sla.exclusions))


def _support(scribe: Scribe, sla: Sla) -> Section:
    support = sla.support
    facts = scribe.facts(
        (phrase("Support hours"), calendar_name(scribe, support.hours) if support else None),
        (phrase("Processes that serve the agreement"), scribe.links(sla.processes)),
    )
    return _chapter(scribe, sla, "support", facts)


def _delivery(scribe: Scribe, sla: Sla) -> Section:
    delivery = sla.delivery
    if delivery is None:
        return _chapter(scribe, sla, "delivery")
    rows = [(scribe.link(name), period) for name, period in delivery.deliverables.items()]
    facts = scribe.facts(
        (phrase("Delivery plan"), scribe.who(delivery.plan)),
        (phrase("What is delivered"), Listing(delivery.content, lines=True)),
        (phrase("Staff of the provider"), scribe.links(delivery.staff)),
    )
    table = scribe.table(phrase("Results and how often they come"), (phrase("Result"), phrase("Every")), rows)
    return _chapter(scribe, sla, "delivery", facts, table)


def _duties(scribe: Scribe, sla: Sla, side: str, duties: tuple[Duty, ...]) -> Section:
    rows = [(duty.text, scribe.who(duty.by)) for duty in duties]
    table = scribe.table(phrase("Duties"), (phrase("Duty"), phrase("Carried out by")), rows)
    return scribe.section(sla.responsibilities, ("slas", sla.id, "responsibilities", side), table)


def _provider_duties(scribe: Scribe, sla: Sla) -> Section:
    return _duties(scribe, sla, "provider", sla.responsibilities.provider if sla.responsibilities else ())


def _customer_duties(scribe: Scribe, sla: Sla) -> Section:
    return _duties(scribe, sla, "customer", sla.responsibilities.customer if sla.responsibilities else ())


def _third_party_duties(scribe: Scribe, sla: Sla) -> Section:
    return _duties(scribe, sla, "third_parties", sla.responsibilities.third_parties if sla.responsibilities else ())


def _charges(scribe: Scribe, sla: Sla) -> Section:
    charges = sla.charges
    facts = charges and scribe.facts(
        (phrase("Fee"), scribe.money(charges.total)),
        (phrase("Due every"), charges.when),
    )
    return _chapter(scribe, sla, "charges", facts, _prices(scribe, sla))


BASES = {
    "per-user": phrase("per user"),
    "per-call": phrase("per call"),
    "fixed": phrase("fixed fee"),
    "capacity": phrase("by capacity"),
}


def _prices(scribe: Scribe, sla: Sla) -> Table | None:
    rows = []
    for id_ in scribe.design.services_of(sla.services):
        service = scribe.design.services[id_]
        charge = service.charge
        if charge is not None:
            basis = BASES.get(charge.basis or "")
            volume = charge.volume if charge.volume is not None else service.users if charge.basis == "per-user" else None
            rows.append((scribe.name(id_), basis, charge.unit, volume, scribe.money(charge.price)))
    headings = (phrase("Service"), phrase("Charged"), phrase("Unit"), phrase("Volume"), phrase("Price"))
    return scribe.table(phrase("Prices by service"), headings, rows)


def _consequences(scribe: Scribe, sla: Sla) -> Section:
    rows = [(event.replace("-", " "), text) for event, text in sla.consequences.items()]
    table = scribe.table(phrase("What follows from a breach"), (phrase("Event"), phrase("Consequence")), rows)
    return _chapter(scribe, sla, "consequences", table)


def _reporting(scribe: Scribe, sla: Sla) -> Section:
    reports = [scribe.design.reports[id_] for id_ in sla.reporting if id_ in scribe.design.reports]
    rows = [
        (scribe.link(report.id), report.frequency, report.due, scribe.who(report.to), Listing(tuple(word(name) for name in report.sections)))
        for report in reports
    ]
    headings = (phrase("Report"), phrase("Every"), phrase("Delivered within"), phrase("Sent to"), phrase("Contents"))
    return _chapter(scribe, sla, "reporting", scribe.table(phrase("Service reports"), headings, rows))


def _reviews(scribe: Scribe, sla: Sla) -> Section:
    reviews = [scribe.design.reviews[id_] for id_ in sla.review if id_ in scribe.design.reviews]
    rows = [
        (scribe.link(review.id), review.frequency, scribe.who(review.participants), Listing(tuple(word(name) for name in review.agenda)))
        for review in reviews
    ]
    headings = (phrase("Meeting"), phrase("Every"), phrase("Participants"), phrase("Agenda"))
    return _chapter(scribe, sla, "review", scribe.table(phrase("Review meetings"), headings, rows))


def _confidentiality(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.confidentiality
    facts = rules and scribe.facts(
        (phrase("Classes of information"), Listing(tuple(word(name) for name in rules.classes))),
        (phrase("Kept secret after the end for"), rules.duration),
        (phrase("Duties of the provider"), Listing(rules.provider, lines=True)),
        (phrase("Duties of the customer"), Listing(rules.customer, lines=True)),
    )
    return _chapter(scribe, sla, "confidentiality", facts)


def _change_control(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.change_control
    facts = rules and scribe.facts(
        (phrase("Changes follow"), scribe.who(rules.process)),
        (phrase("Approved by"), scribe.who(rules.approvers)),
    )
    return _chapter(scribe, sla, "change_control", facts)


def _acceptance(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.acceptance
    facts = rules and scribe.facts(
        (phrase("Accepted on"), scribe.when(rules.when)),
        (phrase("Criteria"), Listing(rules.criteria, lines=True)),
    )
    return _chapter(scribe, sla, "acceptance", facts)


def _termination(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.termination
    facts = rules and scribe.facts(
        (phrase("Notice of termination"), rules.notice),
        (phrase("Handed back at the end"), Listing(rules.hand_back, lines=True)),
    )
    return _chapter(scribe, sla, "termination", facts)


CHAPTERS = {
    "parties": _parties,
    "term": _term,
    "hours": _hours,
    "maintenance": _maintenance,
    "intake": _intake,
    "complaints": _complaints,
    "scope": _scope,
    "exclusions": _exclusions,
    "support": _support,
    "delivery": _delivery,
    "provider_duties": _provider_duties,
    "customer_duties": _customer_duties,
    "third_party_duties": _third_party_duties,
    "charges": _charges,
    "consequences": _consequences,
    "reporting": _reporting,
    "reviews": _reviews,
    "confidentiality": _confidentiality,
    "change_control": _change_control,
    "acceptance": _acceptance,
    "termination": _termination,
}
