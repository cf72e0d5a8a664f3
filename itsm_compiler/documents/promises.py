"""What agreements and contracts have in common: parties, term, hours, what they carry, and times."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.documents.hours import exceptions_table, hours_facts, hours_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Duration, Number, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Section, Table, Value
    from itsm_compiler.model.agreements import Promise, Sla
    from itsm_compiler.model.parties import Contact
    from itsm_compiler.model.services import Component, Service

PRECISE = 3
"""Decimals of a derived availability in per cent."""

PARTY_HEADINGS = (
    phrase("Side"),
    phrase("Party"),
    phrase("Contact"),
    phrase("Telephone and e-mail"),
    phrase("Deputy"),
)


def contact_row(
    scribe: Scribe, side: Value, party: str, name: Value, contact: Contact | None
) -> tuple[Value, ...]:
    """A row under `PARTY_HEADINGS`; a contact that is internal is left out for readers outside."""
    if contact is None or (contact.internal and scribe.audience != "internal"):
        return side, scribe.link(party), name, None, None
    return (
        side,
        scribe.link(party),
        listing((scribe.who(contact.name), contact.post), lines=True),
        listing((contact.phone, contact.mail), lines=True),
        scribe.who(contact.deputy),
    )


def term(scribe: Scribe, section: str, agreement: Promise | Sla) -> Section:
    """From when until when an agreement holds, and how it ends."""
    valid = agreement.valid
    path = (section, agreement.id, "valid")
    if valid is None:
        return scribe.section(agreement, path)
    both = valid.from_ is not None and valid.to is not None
    lead = phrase("The first and the last day are both included.") if both else None
    facts = scribe.facts(
        (phrase("Takes effect"), valid.from_),
        (phrase("Ends on"), valid.to),
        (phrase("Notice before the end"), valid.notice),
        (phrase("Renewal is decided by"), valid.renews),
    )
    return scribe.section(agreement, path, facts, lead=lead)


def hours(scribe: Scribe, section: str, agreement: Promise | Sla, fallback: str | None = None) -> Section:
    """When the holder works for the promise."""
    reference = agreement.hours or fallback
    path = (section, agreement.id, "hours")
    if reference is None:
        return scribe.section(agreement, path)
    calendar = scribe.design.calendar(reference)
    return scribe.section(
        agreement,
        path,
        hours_facts(scribe, calendar, phrase("Service time")),
        hours_table(scribe, calendar),
        exceptions_table(scribe, calendar, agreement.valid),
    )


def times(scribe: Scribe, section: str, promise: Promise, caption: Phrase) -> Section:
    """The times by priority, and the availability of what is provided."""
    rows = [
        (name, commitment.response, commitment.escalate, commitment.resolution)
        for name, commitment in sorted(promise.priorities.items())
    ]
    headings = (
        phrase("Priority"),
        Column(phrase("Response within"), figures=True),
        Column(phrase("Handed on after"), figures=True),
        Column(phrase("Resolution within"), figures=True),
    )
    table = scribe.table(caption, headings, rows)
    facts = scribe.facts((phrase("Availability of what is provided"), at_least(promise.availability)))
    return scribe.section(promise, (section, promise.id, "priorities"), table, facts)


def at_least(value: Value) -> Value:
    """A level as its lower bound."""
    return None if value is None else phrase("at least {level}", level=value)


def carried(scribe: Scribe, things: Iterable[Service | Component], caption: Phrase) -> Table | None:
    """The services and components that the holder answers for, with their number; descriptions stay inside."""
    inside = scribe.audience == "internal"
    rows = [
        (
            scribe.link(thing.id),
            scribe.word(_kind(thing)),
            getattr(thing, "quantity", None),
            thing.description if inside else None,
        )
        for thing in things
        if scribe.shows(thing.id)
    ]
    headings = (
        phrase("Object"),
        phrase("Kind"),
        Column(phrase("Units"), figures=True),
        phrase("Description"),
    )
    return scribe.table(caption, headings, rows)


def _kind(thing: Service | Component) -> str:
    """The kind of a component or the class of a service; machines that stand with the users are devices."""
    if getattr(thing, "kind", None) == "server" and getattr(thing, "per", None):
        return "endpoint"
    return getattr(thing, "kind", None) or getattr(thing, "category", None) or "service"


def provided_by(scribe: Scribe, holder: str, covers: Sequence[str] = ()) -> list[Service | Component]:
    """What a team or contract provides, in the order of the design; with `covers` only what that names or reaches."""
    mine = list(scribe.lookup.provided.get(holder, ()))
    if not covers:
        return mine
    reached = set(covers)
    for id_ in covers:
        if id_ in scribe.design.services:
            reached.update(scribe.material.graph.parts_of(id_))
    return [thing for thing in mine if thing.id in reached]


def evidence_rows(scribe: Scribe, entries: Iterable[object]) -> list[tuple[Value, ...]]:
    """Who looked at something, when, and with what result."""
    return [
        (
            scribe.when(getattr(entry, "when", None)),
            scribe.who(getattr(entry, "who", None)),
            scribe.outcome(getattr(entry, "result", None)),
        )
        for entry in entries
    ]


EVIDENCE_HEADINGS = (phrase("When"), phrase("By whom"), phrase("Result"))


def span_of(minutes: float, *, service_time: bool) -> Duration:
    """Minutes as a duration that people read: whole hours as hours, else minutes."""
    whole = Decimal(round(minutes))
    hours_, rest = divmod(whole, 60)
    if rest and (whole <= 180 or rest % 15):
        return Duration(whole, "sm" if service_time else "m")
    amount = hours_ if not rest else hours_ + rest / 60
    return Duration(amount, "sh" if service_time else "h")


def percent(fraction: float) -> Number:
    """A share as per cent with no more decimals than it needs, three at most."""
    exact = Decimal(str(round(100 * fraction, PRECISE))).normalize()
    exponent = exact.as_tuple().exponent
    return Number(exact, "percent", max(0, -exponent) if isinstance(exponent, int) else 0)
