"""That the solution holds and pays: availability, continuity, capacity and people against demand, price against cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.level_basis import AVAILABILITY, money
from itsm_compiler.documents.needs import KINDS
from itsm_compiler.documents.promises import percent, span_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase
from itsm_compiler.model.requirements import PriceRequirement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.analysis.continuity import ContinuityFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value

RECOVERY = {
    "met": Tag(phrase("in time"), "good"),
    "missed": Tag(phrase("too late"), "bad"),
    "unknown": Tag(phrase("not known"), "warning"),
}
NUMBER_OF_DIGITS = 1
"""Decimals of a load and of a share in use."""


def _availability(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.service),
            scribe.link(figure.sla),
            percent(figure.target),
            percent(figure.derived),
            Number(figure.downtime_allowed_minutes, "minutes"),
            Number(figure.downtime_expected_minutes, "minutes"),
            AVAILABILITY[figure.verdict],
        )
        for figure in scribe.figures.availability
    ]
    headings = (
        phrase("Service"),
        phrase("Agreement"),
        Column(phrase("Promised"), figures=True),
        Column(phrase("Derived"), figures=True),
        Column(phrase("Downtime allowed"), figures=True),
        Column(phrase("Downtime expected"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Availability that follows from the parts"), headings, rows)
    unknown = scribe.facts(
        (
            phrase("Cannot be judged yet"),
            scribe.links(dict.fromkeys(one.service for one in scribe.figures.unknown_availability)),
        )
    )
    nothing = phrase("No availability is promised yet.")
    return scribe.section(None, ("slas", "targets"), table, unknown, otherwise=nothing)


def _weakest(scribe: Scribe) -> Section:
    """The parts whose improvement buys most, with the services that they hold back."""
    found: dict[str, dict[str, None]] = {}
    for figure in scribe.figures.availability:
        if figure.weakest is not None:
            found.setdefault(figure.weakest.entity, {}).setdefault(figure.service)
    rows = [
        (
            scribe.link(part),
            scribe.links(services),
            percent(known.availability) if (known := scribe.figures.parts.get(part)) else None,
        )
        for part, services in sorted(found.items(), key=lambda pair: -len(pair[1]))
    ]
    headings = (
        phrase("Component"),
        phrase("Services that it holds back"),
        Column(phrase("Availability of the part"), figures=True),
    )
    table = scribe.table(phrase("Parts whose improvement helps most"), headings, rows)
    nothing = phrase("No part is known that holds a service back.")
    return Section((table,)) if table else Section((), (nothing,))


def _continuity(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.service),
            _minutes(figure.rto_minutes),
            _minutes(figure.derived_rto_minutes),
            _minutes(figure.rpo_minutes),
            _minutes(figure.derived_rpo_minutes),
            scribe.links(_plans(scribe, figure.service)),
            _verdict(figure),
        )
        for figure in scribe.figures.continuity
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Recovery wanted within"), figures=True),
        Column(phrase("Recovery takes"), figures=True),
        Column(phrase("Loss borne at most"), figures=True),
        Column(phrase("Loss at worst"), figures=True),
        phrase("Plans"),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Recovery that follows from the parts"), headings, rows)
    nothing = phrase("No recovery is wanted, and no part says how it is brought back.")
    if table is not None:
        return Section((table,))
    missing = lack(scribe, None, ("services", "continuity"), KINDS["continuity"])
    return Section((missing,)) if missing else Section((), (nothing,))


def _minutes(minutes: float | None) -> Value:
    return None if minutes is None else span_of(minutes, service_time=False)


def _verdict(figure: ContinuityFigure) -> Value:
    found = {target.verdict for target in figure.targets}
    return next((RECOVERY[verdict] for verdict in ("missed", "unknown", "met") if verdict in found), None)


def _plans(scribe: Scribe, service: str) -> list[str]:
    plans = scribe.design.continuity_plans.values()
    return [plan.id for plan in plans if service in scribe.design.services_of(plan.covers)]


def _path(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.service),
            listing(
                phrase(
                    "{part}: {duration}",
                    part=scribe.link(step.entity),
                    duration=_minutes(step.restore_minutes),
                )
                for step in figure.steps
            ),
            scribe.link(figure.rpo_by) if figure.rpo_by else None,
            scribe.links(figure.unsaved),
        )
        for figure in scribe.figures.continuity
        if figure.steps or figure.rpo_by or figure.unsaved
    ]
    headings = (
        phrase("Service"),
        phrase("Brought back in this order"),
        phrase("Backup that decides the loss"),
        phrase("Data that nothing saves"),
    )
    table = scribe.table(phrase("The longest way back of each service"), headings, rows)
    nothing = phrase("No part says how long it takes to bring it back.")
    return Section((table,)) if table else Section((), (nothing,))


def _capacity(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.component),
            scribe.word(figure.unit) if figure.unit else None,
            Number(figure.load, "count", 0),
            Number(figure.peak, "count", 0) if figure.peak is not None else None,
            Number(figure.capacity, "count", 0),
            Number(100 * figure.utilisation, "percent", NUMBER_OF_DIGITS),
            figure.expanded_until or phrase("not within a century"),
            Tag(phrase("enough"), "good") if figure.enough else Tag(phrase("too little"), "bad"),
        )
        for figure in scribe.figures.capacity
    ]
    headings = (
        phrase("Component"),
        phrase("Unit"),
        Column(phrase("Load"), figures=True),
        Column(phrase("Peak asked for"), figures=True),
        Column(phrase("Capacity"), figures=True),
        Column(phrase("In use"), figures=True),
        Column(phrase("Exhausted on"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Load of the parts against their capacity"), headings, rows)
    nothing = phrase("No part states its capacity and its load yet.")
    return scribe.section(None, ("components", "capacity"), table, otherwise=nothing)


def _people(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.role),
            figure.headcount,
            figure.required,
            Number(figure.workload_hours_per_month, "hours", 0) if figure.workload_hours_per_month else None,
            Number(100 * figure.utilisation, "percent", 0) if figure.utilisation is not None else None,
            _enough(figure.headcount, figure.required),
        )
        for figure in scribe.figures.staffing
    ]
    headings = (
        phrase("Role"),
        Column(phrase("People"), figures=True),
        Column(phrase("People needed"), figures=True),
        Column(phrase("Work a month"), figures=True),
        Column(phrase("In use"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("People against posts and work"), headings, rows)
    nothing = phrase("No role has shifts or a workload yet.")
    return scribe.section(None, ("roles", "workload"), table, otherwise=nothing)


def _enough(people: int, needed: int | None) -> Value:
    if needed is None:
        return None
    return Tag(phrase("enough"), "good") if people >= needed else Tag(phrase("too few"), "bad")


def _cost(scribe: Scribe) -> Section:
    costs = scribe.figures.costs
    rows = [
        (
            scribe.link(one.service),
            money(scribe, one.people),
            money(scribe, one.contracts),
            money(scribe, one.other),
            money(scribe, one.total),
            money(scribe, one.price),
            money(scribe, one.margin),
        )
        for one in (costs.services if costs else ())
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Cost of people"), figures=True),
        Column(phrase("Cost of contracts"), figures=True),
        Column(phrase("Other costs"), figures=True),
        Column(phrase("Cost a year"), figures=True),
        Column(phrase("Price a year"), figures=True),
        Column(phrase("Left over"), figures=True),
    )
    table = scribe.table(phrase("Cost and price of each service in a year"), headings, rows)
    nothing = phrase("The design speaks of no money yet.")
    return scribe.section(None, ("services", "charge"), table, otherwise=nothing)


def _limits(scribe: Scribe) -> Section:
    """What customers will pay at most beside the fees of their agreements."""
    costs = scribe.figures.costs
    fees: dict[str, Decimal] = {}
    for one in costs.slas if costs else ():
        sla = scribe.design.slas.get(one.sla)
        if sla is not None and one.price is not None:
            fees[sla.customer] = fees.get(sla.customer, Decimal()) + one.price
    rows = [
        (
            scribe.link(need.from_),
            need.text or KINDS["price"],
            scribe.money(need.target),
            need.per,
            money(scribe, fees.get(need.from_)),
        )
        for need in scribe.design.requirements.values()
        if isinstance(need, PriceRequirement) and need.from_ is not None
    ]
    headings = (
        phrase("Customer"),
        phrase("Need"),
        Column(phrase("Price limit"), figures=True),
        phrase("Frequency"),
        Column(phrase("Fees a year"), figures=True),
    )
    table = scribe.table(phrase("Fees against what customers will pay"), headings, rows)
    nothing = phrase("No customer has set a price limit.")
    return scribe.section(None, ("services", "price"), table, otherwise=nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "availability": _availability,
    "weakest": _weakest,
    "continuity": _continuity,
    "path": _path,
    "capacity": _capacity,
    "people": _people,
    "cost": _cost,
    "limits": _limits,
}
