"""The needs of a customer as tables, one for each of their kinds, with the figures that the kind has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.needs import KINDS, kind_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import LOWER_IS_BETTER, metric_name
from itsm_compiler.documents.view import Absence, Column, Phrase, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Link, Value
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.requirements import (
        AnyRequirement,
        AvailabilityRequirement,
        CapacityRequirement,
        ContinuityRequirement,
        FunctionRequirement,
        PriceRequirement,
        ReportingRequirement,
        SecurityRequirement,
    )

PRICES = {
    "month": phrase("at most {level} a month"),
    "quarter": phrase("at most {level} a quarter"),
    "half-year": phrase("at most {level} in six months"),
    "year": phrase("at most {level} a year"),
}

CAPTIONS: Mapping[str, Phrase] = {
    "availability": phrase("How much of the agreed time the services are to be up"),
    "continuity": phrase("How soon the services are to be back after a disaster"),
    "capacity": phrase("How much the services are to bear"),
    "price": phrase("What the services may cost"),
    "security": phrase("How well the data of the services are to be kept"),
    "reporting": phrase("How the customer wants to be told"),
    "function": phrase("What the services are to do"),
}

HEADINGS: Mapping[str, tuple[Phrase | Column, ...]] = {
    "availability": (
        Column(phrase("Target"), figures=True),
        phrase("Window"),
        phrase("Hours"),
        Column(phrase("Longest break tolerated"), figures=True),
    ),
    "continuity": (
        Column(phrase("Back within"), figures=True),
        Column(phrase("Data lost at most"), figures=True),
        phrase("After which events"),
    ),
    "capacity": (
        phrase("Unit"),
        Column(phrase("Normally"), figures=True),
        Column(phrase("At peak"), figures=True),
        Column(phrase("Growth"), figures=True),
    ),
    "price": (Column(phrase("Price limit"), figures=True),),
    "security": (phrase("Confidentiality class"), phrase("Integrity"), phrase("Availability")),
    "reporting": (phrase("Frequency"), phrase("Form")),
    "function": (phrase("Measured by"), Column(phrase("Target"), figures=True)),
}


def kind_section(
    scribe: Scribe,
    kind: str,
    needs: Sequence[AnyRequirement],
    numbers: Mapping[str, Link],
    services: Sequence[str],
) -> Section:
    """The needs of one kind, and the services for which the design gives a reason why there is none."""
    rows = [
        (
            numbers[need.id],
            need.text or scribe.name(need.id),
            wanted(scribe, need, services),
            *CELLS[kind](scribe, need),
        )
        for need in needs
        if kind_of(need) == kind
    ]
    headings = (phrase("No."), phrase("Need"), phrase("Services"), *HEADINGS[kind])
    table = scribe.table(CAPTIONS[kind], headings, rows)
    left_out = tuple(_left_out(scribe, kind, services))
    if table is not None or left_out:
        return Section((*((table,) if table else ()), *left_out))
    gap = lack(scribe, None, ("services", kind), KINDS[kind])
    nothing = phrase("No need of this kind has been stated.")
    return Section((gap,)) if gap is not None else Section((), (nothing,))


def wanted(scribe: Scribe, need: AnyRequirement, services: Sequence[str]) -> Value:
    """The services that a need is about; all of those in the document are called so."""
    named = scribe.design.services_of(need.services)
    if len(named) > 1 and set(named) == set(services):
        return phrase("all services named here")
    return scribe.names(named)


def _left_out(scribe: Scribe, kind: str, services: Sequence[str]) -> Iterator[Absence]:
    for id_ in services:
        reason = scribe.design.services[id_].none.get(kind)
        if reason is not None and scribe.shows(id_):
            what = phrase("{field}: left out on purpose", field=scribe.name(id_))
            yield Absence(what, reason)


def _availability(scribe: Scribe, need: AvailabilityRequirement) -> tuple[Value, ...]:
    return _at_least(need.target), need.window, hours_in_words(scribe, need.hours), need.tolerated


def _continuity(scribe: Scribe, need: ContinuityRequirement) -> tuple[Value, ...]:
    return need.rto, need.rpo, listing((_event(scribe, one) for one in need.scenarios), lines=True)


def _event(scribe: Scribe, event: Prose) -> Prose:
    """What a service is to outlive: a short word is spelled out, a sentence stays."""
    return scribe.word(str(event)) if event.is_plain and " " not in str(event) else event


def _at_least(level: Value) -> Value:
    return None if level is None else phrase("at least {level}", level=level)


def _capacity(scribe: Scribe, need: CapacityRequirement) -> tuple[Value, ...]:
    return scribe.word(need.unit) if need.unit else None, need.normal, need.peak, need.growth


def _price(scribe: Scribe, need: PriceRequirement) -> tuple[Value, ...]:
    amount = scribe.money(need.target)
    if amount is None:
        return (None,)
    words = PRICES.get(need.per.word or "") if need.per is not None and amount.per is None else None
    if words is None:
        return (phrase("at most {level}", level=amount),)
    return (Phrase(words.text, (("level", amount),)),)


def _security(scribe: Scribe, need: SecurityRequirement) -> tuple[Value, ...]:
    levels = (need.confidentiality, need.integrity, need.availability)
    return tuple(scribe.word(level) if level else None for level in levels)


def _reporting(_scribe: Scribe, need: ReportingRequirement) -> tuple[Value, ...]:
    return need.frequency, need.form


def _function(scribe: Scribe, need: FunctionRequirement) -> tuple[Value, ...]:
    metric = need.metric if need.metric and scribe.shows(need.metric) else None
    if metric is None:
        return None, scribe.value(need.target)
    kpi = scribe.design.kpis.get(metric)
    level = indicators.level(scribe, kpi, need.target) if kpi else bound(scribe, metric, need.target)
    return capital(metric_name(scribe, metric)), level


def bound(scribe: Scribe, metric: str, value: object) -> Value:
    """A level of a metric of the language as its bound."""
    if value is None:
        return None
    if metric in LOWER_IS_BETTER:
        return phrase("at most {level}", level=scribe.value(value))
    return _at_least(scribe.value(value))


CELLS: Mapping[str, Callable[[Scribe, Any], tuple[Value, ...]]] = {
    "availability": _availability,
    "continuity": _continuity,
    "capacity": _capacity,
    "price": _price,
    "security": _security,
    "reporting": _reporting,
    "function": _function,
}
"""What each kind of need says beside its text, under the headings of the kind."""
