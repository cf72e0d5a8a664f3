"""The commercial side of an agreement: fees, breach, reports, reviews, secrecy, acceptance, change and end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Money, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Section, Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.assurance import Review
    from itsm_compiler.model.services import Charge, Service

BASES = {
    "per-user": phrase("per user"),
    "per-call": phrase("per call"),
    "fixed": phrase("fixed fee"),
    "capacity": phrase("by capacity"),
}
USERS = (None, "user", "users")
"""What the unit of a charge by users may say; anything else is what is counted instead."""


def _chapter(
    scribe: Scribe, sla: Sla, field: str, *blocks: Block | None, otherwise: Phrase | None = None
) -> Section:
    return scribe.section(sla, ("slas", sla.id, field), *blocks, otherwise=otherwise)


def _charges(scribe: Scribe, sla: Sla) -> Section:
    charges = sla.charges
    rules = scribe.design.catalogue.charging if scribe.design.catalogue else None
    facts = (
        scribe.facts(
            (phrase("Fee"), scribe.money(charges.total)),
            (phrase("Payment"), charges.when),
            (phrase("Charging scheme"), rules.scheme if rules else None),
            (phrase("Tax"), scribe.value(rules.tax) if rules else None),
        )
        if charges
        else None
    )
    services = [
        scribe.design.services[id_] for id_ in scribe.design.services_of(sla.services) if scribe.shows(id_)
    ]
    return _chapter(scribe, sla, "charges", facts, prices(scribe, services, phrase("Prices behind the fee")))


def prices(scribe: Scribe, services: Iterable[Service], caption: Phrase) -> Table | None:
    """What each service costs: by what it is charged, how much of it there is, and what that comes to."""
    rows = []
    for service in services:
        charge = service.charge
        if charge is not None:
            rows.append(
                (
                    scribe.name(service.id),
                    charged(scribe, charge),
                    scribe.money(charge.price),
                    volume(scribe, service, charge),
                    _comes_to(scribe, charge, _count(service, charge)),
                )
            )
    headings = (
        phrase("Service"),
        phrase("Charged"),
        Column(phrase("Price"), figures=True),
        Column(phrase("Volume"), figures=True),
        Column(phrase("Comes to"), figures=True),
    )
    return scribe.table(caption, headings, rows)


def charged(scribe: Scribe, charge: Charge) -> Value:
    """What a service is charged by: users or calls, units of its own, capacity, or a fixed fee."""
    if charge.basis == "per-user" and charge.unit not in USERS:
        return phrase("per {unit}", unit=scribe.word(charge.unit or ""))
    if charge.basis == "capacity" and charge.unit:
        return phrase("by capacity ({unit})", unit=scribe.word(charge.unit))
    return BASES.get(charge.basis or "")


def volume(scribe: Scribe, service: Service, charge: Charge) -> Value:
    """How many units are charged; `charged` names what is no user."""
    count = _count(service, charge)
    if charge.basis == "per-user" and charge.unit in USERS:
        return None if count is None else phrase("{count} user", plural="{count} users", count=count)
    shown: Value = charge.volume if count is None else count
    if charge.basis in ("per-user", "capacity") or charge.unit is None:
        return shown
    unit = scribe.word(charge.unit)
    return unit if shown is None else phrase("{count} × {unit}", count=shown, unit=unit)


def _count(service: Service, charge: Charge) -> Decimal | int | None:
    if isinstance(charge.volume, Decimal):
        return charge.volume
    return service.users if charge.basis == "per-user" and charge.volume is None else None


def _comes_to(scribe: Scribe, charge: Charge, count: Decimal | int | None) -> Value:
    """The price times the volume, as long as no other price begins within it."""
    if charge.price is None:
        return None
    if charge.basis == "fixed":
        return scribe.money(charge.price)
    if count is None or any(count > tier.above for tier in charge.tiers):
        return None
    return scribe.money(Money(charge.price.amount * count, charge.price.currency, charge.price.per))


def _consequences(scribe: Scribe, sla: Sla) -> Section:
    rows = [(scribe.title(event), text) for event, text in sla.consequences.items()]
    table = scribe.table(phrase("What a breach leads to"), (phrase("Breach of"), phrase("Consequence")), rows)
    nothing = phrase("Beyond compensation and correction no consequences are agreed.")
    return _chapter(scribe, sla, "consequences", table, otherwise=nothing)


def _assessment(scribe: Scribe, sla: Sla) -> Section:
    rows = []
    for id_ in sla.assessment:
        kpi = scribe.design.kpis.get(id_)
        if kpi is not None and scribe.shows(id_):
            rows.append(
                (
                    capital(metric_name(scribe, id_)),
                    kpi.description,
                    indicators.period_of(kpi),
                    indicators.level(scribe, kpi, kpi.target),
                    scribe.value(kpi.source),
                )
            )
    headings = (
        phrase("Indicator"),
        phrase("Meaning"),
        phrase("Window"),
        Column(phrase("Target"), figures=True),
        phrase("Taken from"),
    )
    table = scribe.table(phrase("Indicators by which the provider is assessed"), headings, rows)
    return _chapter(
        scribe,
        sla,
        "assessment",
        table,
        otherwise=phrase("The provider is assessed by the levels of this agreement and by nothing else."),
    )


def _reporting(scribe: Scribe, sla: Sla) -> Section:
    rows = []
    for id_ in sla.reporting:
        report = scribe.design.reports.get(id_)
        if report is not None and scribe.shows(id_):
            due = phrase("{duration} after the period", duration=report.due) if report.due else None
            rows.append(
                (
                    scribe.link(id_),
                    report.frequency,
                    due,
                    scribe.who(report.to),
                    scribe.words(report.sections),
                )
            )
    headings = (phrase("Report"), phrase("Frequency"), phrase("Due"), phrase("Sent to"), phrase("Contents"))
    table = scribe.table(phrase("Reports that the customer receives"), headings, rows)
    return _chapter(scribe, sla, "reporting", table)


def _reviews(scribe: Scribe, sla: Sla) -> Section:
    reviews = [scribe.design.reviews[id_] for id_ in sla.review if id_ in scribe.design.reviews]
    return _chapter(
        scribe,
        sla,
        "review",
        reviews_table(scribe, reviews, phrase("Meetings at which the agreement is reviewed")),
    )


def reviews_table(scribe: Scribe, reviews: Iterable[Review], caption: Phrase) -> Table | None:
    """Meetings with their rhythm, people and points."""
    rows = [
        (
            scribe.link(review.id),
            review.frequency,
            scribe.who(review.participants),
            scribe.words(review.agenda),
        )
        for review in reviews
        if scribe.shows(review.id)
    ]
    headings = (phrase("Meeting"), phrase("Frequency"), phrase("Participants"), phrase("Agenda"))
    return scribe.table(caption, headings, rows)


def _confidentiality(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.confidentiality
    facts = (
        scribe.facts(
            (phrase("Classes of confidentiality"), scribe.words(rules.classes)),
            (phrase("Confidential after the end for"), rules.duration),
            (phrase("Duties of the provider"), listing(rules.provider, lines=True)),
            (phrase("Duties of the customer"), listing(rules.customer, lines=True)),
        )
        if rules
        else None
    )
    lead = phrase(
        "Each party keeps secret what it learns about the other under this agreement, and uses it for this agreement only."
    )
    path = ("slas", sla.id, "confidentiality")
    nothing = phrase("No rules on confidentiality are agreed.")
    return scribe.section(sla, path, facts, lead=lead if facts else None, otherwise=nothing)


def _change_control(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.change_control
    facts = (
        scribe.facts(
            (phrase("Changes follow"), scribe.who(rules.process)),
            (phrase("Agreed by"), scribe.who(rules.approvers)),
        )
        if rules
        else None
    )
    nothing = phrase("No further rules on changes are agreed.")
    return _chapter(scribe, sla, "change_control", facts, otherwise=nothing)


def _acceptance(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.acceptance
    facts = (
        scribe.facts(
            (phrase("Day of acceptance"), scribe.when(rules.when)),
            (phrase("Result"), scribe.outcome(rules.result)),
            (phrase("Criteria"), listing(rules.criteria, lines=True)),
        )
        if rules
        else None
    )
    return _chapter(scribe, sla, "acceptance", facts, otherwise=phrase("No acceptance is agreed."))


def _termination(scribe: Scribe, sla: Sla) -> Section:
    rules = sla.termination
    facts = (
        scribe.facts(
            (phrase("Notice of termination"), rules.notice),
            (phrase("Handed back at the end"), listing(rules.hand_back, lines=True)),
        )
        if rules
        else None
    )
    nothing = phrase("The agreement ends with its term; nothing else is agreed on termination.")
    return _chapter(scribe, sla, "termination", facts, otherwise=nothing)


def _remarks(scribe: Scribe, sla: Sla) -> Section:
    return _chapter(
        scribe, sla, "remarks", scribe.texts(sla.remarks), otherwise=phrase("There are no remarks.")
    )


CHAPTERS = {
    "charges": _charges,
    "consequences": _consequences,
    "assessment": _assessment,
    "reporting": _reporting,
    "reviews": _reviews,
    "confidentiality": _confidentiality,
    "change_control": _change_control,
    "acceptance": _acceptance,
    "termination": _termination,
    "remarks": _remarks,
}
