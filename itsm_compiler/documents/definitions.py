"""The definitions of an agreement: the words of the trade that it uses, and the design's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from itsm_compiler.documents.view import Definitions, phrase
from itsm_compiler.documents.words import capital, words
from itsm_compiler.knowledge import glossary
from itsm_compiler.model.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.services import Service

MEANINGS = {
    "service-hours": phrase("The hours in which the provider owes the service; only these count where a time or an availability is measured in service time."),
    "availability": phrase("The share of the service time of a window in which the service can be used, as measured by the means of this agreement."),
    "failures": phrase("The number of times at which a service becomes unusable during the service time; each counts once until it can be used again."),
    "recovery-time": phrase("The time from the beginning of an interruption until the service can be used again."),
    "window": phrase("The stretch of time over which a level is measured and judged."),
    "incident": phrase("An unplanned interruption of a service or fall in its quality, reported by a user or by monitoring."),
    "service-request": phrase("A user's wish for something that the catalogue offers, as opposed to a report of an incident."),
    "priority": phrase("The class from A (most urgent) to D in which a case is placed by its effect and urgency, and which decides its times."),
    "response-time": phrase("The time from the receipt of a case until a qualified person of the provider answers it."),
    "handling-time": phrase("The time from the receipt of a case until work on its solution begins."),
    "resolution-time": phrase("The time from the receipt of a case until the service works again, be it by a workaround."),
    "attainment": phrase("The share of the cases of a window that are closed within their time."),
    "service-desk": phrase("The provider's one point of contact for users, which receives, records and follows every case."),
    "maintenance-window": phrase("Hours agreed beforehand in which the provider may interrupt a service for planned work."),
    "service-credit": phrase("The share of the fee that the provider pays back when a promised level is missed."),
    "complaint": phrase("A statement of the customer's discontent, which calls for an answer and a remedy."),
    "third-party": phrase("A party with a part in the services that is neither the customer nor a supplier of the provider."),
}  # fmt: skip
"""What the words of an agreement mean, by their id in the glossary or below, in the order in which they are listed."""

OWN_NAMES = {
    "recovery-time": phrase("Recovery time"),
    "window": phrase("Window"),
    "handling-time": phrase("Handling time"),
    "attainment": phrase("Attainment"),
    "maintenance-window": phrase("Maintenance window"),
    "service-hours": phrase("Service time"),
}


def definitions(scribe: Scribe, sla: Sla, services: Iterable[Service]) -> Definitions:
    """The words that an agreement uses: those of the trade, then the design's own."""
    wanted = frozenset(_used(sla))
    pairs: list[tuple[Prose | Phrase, Value]] = [
        (_term(name), meaning) for name, meaning in MEANINGS.items() if name in wanted
    ]
    said = " ".join(text for thing in (sla, *services) for text in _texts(thing)).casefold()
    pairs += [
        (capital(scribe.name(term.id)), term.means)
        for term in scribe.design.terms.values()
        if term.means is not None and not term.internal and _is_said(scribe.name(term.id), said)
    ]
    return Definitions(tuple(pairs))


def _used(sla: Sla) -> Iterator[str]:
    """The ids of the words that an agreement uses, by what it holds."""
    yield from ("service-hours", "service-desk")
    if sla.targets:
        yield "window"
    for metric, name in (
        ("availability", "availability"),
        ("failures", "failures"),
        ("recovery", "recovery-time"),
    ):
        if metric in sla.targets:
            yield name
    rules = sla.priorities.values()
    if sla.priorities:
        yield from ("incident", "service-request", "priority", "response-time", "resolution-time")
    if any(rule.handling for rule in rules):
        yield "handling-time"
    if any(rule.attainment for rule in rules):
        yield "attainment"
    for given, name in (
        (sla.maintenance, "maintenance-window"),
        (sla.compensation, "service-credit"),
        (sla.channels and sla.channels.complaints, "complaint"),
        (sla.contacts and sla.contacts.third_parties, "third-party"),
    ):
        if given:
            yield name


def _term(name: str) -> Prose | Phrase:
    if name in OWN_NAMES:
        return OWN_NAMES[name]
    known = glossary()[name].text if name in glossary() else words()[name]
    return capital(Prose({"en": known.en, "zh": known.zh}))


def _is_said(name: Prose, said: str) -> bool:
    return any(text.casefold() in said for text in name.texts.values())


def _texts(value: object) -> Iterator[str]:
    """Every text inside a model."""
    if isinstance(value, Prose):
        yield from value.texts.values()
    elif isinstance(value, BaseModel):
        for inner in vars(value).values():
            yield from _texts(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
