"""What a service level agreement holds: its services, its scope, when it is open, and where users turn to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.hours import exceptions_table, hours_facts, hours_in_words, hours_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Definitions, Phrase, phrase
from itsm_compiler.documents.words import word_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Items, Section, Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.services import Service

LENGTHS = {
    "d": phrase("at most {duration} a day"),
    "w": phrase("at most {duration} a week"),
    "mo": phrase("at most {duration} a month"),
    "q": phrase("at most {duration} a quarter"),
    "y": phrase("at most {duration} a year"),
}
"""How long maintenance may take in all."""


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


def service_chapter(scribe: Scribe, service: Service) -> ServiceChapter:
    """The chapter of one service."""
    options, value = service.options, service.value
    return ServiceChapter(
        id=service.id,
        name=scribe.name(service.id),
        description=service.description,
        facts=scribe.facts(
            (phrase("Code"), service.code),
            (phrase("What the customer gains"), value.outcome if value else None),
            (phrase("What the customer is spared"), listing(value.relieves, lines=True) if value else None),
            (phrase("Users"), service.users),
            (phrase("Service hours"), hours_in_words(scribe, service.hours)),
            (phrase("Way of delivery"), scribe.words(service.modes)),
            (phrase("Service owner"), scribe.who(service.owner)),
        ),
        included=scribe.texts(options.included) if options else None,
        excluded=scribe.texts(options.excluded) if options else None,
        requests=requests_table(scribe, service),
    )


def requests_table(scribe: Scribe, service: Service) -> Table | None:
    """What users can order of a service."""
    rows = [
        (request.name or scribe.title(request.id), request.code, request.within, scribe.money(request.price))
        for request in service.requests.values()
        if not (request.internal and scribe.audience != "internal")
    ]
    headings = (
        phrase("Request"),
        phrase("Code"),
        Column(phrase("Fulfilled within"), figures=True),
        Column(phrase("Price"), figures=True),
    )
    return scribe.table(phrase("Requests that users can order"), headings, rows)


def sites(scribe: Scribe, counts: Mapping[str, int | None]) -> Value:
    """Sites by name, with how many of each there are where it is more than one."""
    return listing(
        phrase("{site} ({count})", site=scribe.word(site), count=count)
        if count and count > 1
        else scribe.word(site)
        for site, count in counts.items()
    )


def _chapter(scribe: Scribe, sla: Sla, field: str, *blocks: Block | None) -> Section:
    return scribe.section(sla, ("slas", sla.id, field), *blocks)


def _scope(scribe: Scribe, sla: Sla) -> Section:
    scope = sla.scope
    if scope is None:
        return _chapter(scribe, sla, "scope")
    facts = scribe.facts(
        (phrase("In scope"), listing(scope.included, lines=True)),
        (phrase("Out of scope"), listing(scope.excluded, lines=True)),
        (phrase("Sites"), sites(scribe, scope.sites)),
    )
    rows = [(scribe.title(word_key(unit)), scribe.value(most)) for unit, most in scope.limits.items()]
    headings = (phrase("What is counted"), Column(phrase("Up to"), figures=True))
    table = scribe.table(phrase("Volumes that the fee covers"), headings, rows)
    return _chapter(scribe, sla, "scope", facts, table)


def _exclusions(scribe: Scribe, sla: Sla) -> Section:
    return scribe.section(
        sla,
        ("slas", sla.id, "exclusions"),
        scribe.texts(sla.exclusions),
        otherwise=phrase("Nothing is left out: every interruption during the service time counts."),
    )


def _maintenance(scribe: Scribe, sla: Sla) -> Section:
    maintenance = sla.maintenance
    if maintenance is None:
        return scribe.section(
            sla,
            ("slas", sla.id, "maintenance"),
            otherwise=phrase("No maintenance windows are agreed: planned work counts as downtime."),
        )
    most = maintenance.most
    rules = scribe.facts(
        (phrase("Announced in advance by"), maintenance.notice),
        (phrase("Length"), Phrase(LENGTHS[most.per].text, (("duration", most.most),)) if most else None),
        (phrase("Counted as downtime"), phrase("yes") if maintenance.counts else phrase("no")),
    )
    if maintenance.hours is None:
        return _chapter(scribe, sla, "maintenance", rules)
    calendar = scribe.design.calendar(maintenance.hours)
    hours = hours_facts(scribe, calendar, phrase("Maintenance window"))
    pairs = tuple(pair for facts in (hours, rules) if facts for pair in facts.pairs)
    return _chapter(
        scribe,
        sla,
        "maintenance",
        Definitions(pairs),
        hours_table(scribe, calendar),
        exceptions_table(scribe, calendar, sla.valid),
    )


def _intake(scribe: Scribe, sla: Sla) -> Section:
    desk = scribe.design.service_desk
    names = sla.channels.intake if sla.channels else ()
    addresses = desk.channels if desk else {}
    rows = [(scribe.title(name), addresses.get(name)) for name in names]
    headings = (phrase("Channel"), phrase("Address"))
    hours = scribe.facts((phrase("The desk answers"), hours_in_words(scribe, desk.hours) if desk else None))
    table = scribe.table(phrase("Ways to the service desk"), headings, rows)
    return _chapter(scribe, sla, "intake", table, hours if table else None)


def _complaints(scribe: Scribe, sla: Sla) -> Section:
    complaints = sla.channels.complaints if sla.channels else None
    desk = scribe.design.service_desk
    addresses = desk.channels if desk else {}
    facts = (
        scribe.facts(
            (phrase("Complaints go to"), scribe.who(complaints.to)),
            (
                phrase("Received by"),
                listing(
                    (
                        phrase("{channel}: {address}", channel=scribe.title(name), address=addresses[name])
                        if name in addresses
                        else scribe.title(name)
                        for name in complaints.by
                    ),
                    lines=True,
                ),
            ),
        )
        if complaints
        else None
    )
    return _chapter(scribe, sla, "complaints", facts)


CHAPTERS = {
    "scope": _scope,
    "exclusions": _exclusions,
    "maintenance": _maintenance,
    "intake": _intake,
    "complaints": _complaints,
}
