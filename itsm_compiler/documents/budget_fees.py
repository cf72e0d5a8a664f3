"""What services are charged for, what agreements leave over, what may have to be paid back, and how fees are split."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.allocation import split
from itsm_compiler.analysis.amounts import cents, in_money
from itsm_compiler.documents.budget_costs import money
from itsm_compiler.documents.chaptered import Detail, percent
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.sla_commerce import charged
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Number, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block
    from itsm_compiler.model.risk_and_cost import Allocation

WHOLE = 100_0000
"""Shares are weighed in parts of a ten-thousandth of a per cent."""


def _charges(scribe: Scribe) -> Section:
    costs = scribe.figures.costs
    figures = {one.service: one for one in costs.services} if costs else {}
    rows = []
    for service in scribe.design.services.values():
        charge, figure = service.charge, figures.get(service.id)
        if charge is not None:
            units = figure.units if figure and charge.basis != "fixed" else None
            rows.append(
                (
                    scribe.link(service.id),
                    charged(scribe, charge),
                    scribe.money(charge.price),
                    Number(float(units), "count") if units else None,
                    money(scribe, figure.price) if figure else None,
                )
            )
    headings = (
        phrase("Service"),
        phrase("Charged"),
        Column(phrase("Price"), figures=True),
        Column(phrase("Units"), figures=True),
        Column(phrase("Price in a year"), figures=True),
    )
    table = scribe.table(phrase("How the services are charged"), headings, rows)
    nothing = phrase("No service is charged for yet.")
    return scribe.section(None, ("services", "charge"), table, otherwise=nothing)


def _margins(scribe: Scribe) -> Section:
    costs = scribe.figures.costs
    rows = [
        (
            scribe.link(one.sla),
            money(scribe, one.price),
            money(scribe, one.computed),
            money(scribe, one.cost),
            money(scribe, one.margin),
            percent(float(one.margin / one.price)) if one.price and one.margin is not None else None,
        )
        for one in (costs.slas if costs else ())
    ]
    headings = (
        phrase("Agreement"),
        Column(phrase("Agreed fee in a year"), figures=True),
        Column(phrase("By the charges of its services"), figures=True),
        Column(phrase("Cost in a year"), figures=True),
        Column(phrase("Margin"), figures=True),
        Column(phrase("Margin of the fee"), figures=True),
    )
    table = scribe.table(phrase("Agreements with customers"), headings, rows)
    wanted = scribe.design.head.limits.margin
    lead = phrase("At least {share} of each fee is to be left.", share=wanted) if wanted and table else None
    nothing = phrase("There is no agreement whose fee is known.")
    return scribe.section(None, ("slas", "charges"), table, lead=lead, otherwise=nothing)


def _compensation(scribe: Scribe) -> Section:
    costs = scribe.figures.costs
    rows = [
        (
            scribe.link(one.sla),
            metric_name(scribe, one.compensation.metric) if one.compensation.metric else None,
            money(scribe, one.compensation.most),
            money(scribe, one.compensation.expected_at_most),
            money(scribe, one.compensation.at_derived),
        )
        for one in (costs.slas if costs else ())
        if one.compensation is not None
    ]
    headings = (
        phrase("Agreement"),
        phrase("Metric"),
        Column(phrase("At most"), figures=True),
        Column(phrase("To be expected at most"), figures=True),
        Column(phrase("When every window goes as derived"), figures=True),
    )
    table = scribe.table(phrase("What may have to be paid back in a year"), headings, rows)
    nothing = phrase("No agreement promises to pay anything back.")
    return scribe.section(None, ("slas", "compensation"), table, otherwise=nothing)


def allocations(scribe: Scribe) -> tuple[Detail, ...]:
    """Each split of a fee among the units of a customer."""
    return tuple(_allocation(scribe, one) for one in scribe.design.allocations.values())


def _allocation(scribe: Scribe, allocation: Allocation) -> Detail:
    costs = scribe.figures.costs
    figure = costs.sla(allocation.sla) if costs and allocation.sla else None
    fee = figure.price if figure else None
    facts = scribe.facts(
        (phrase("Agreement"), scribe.link(allocation.sla) if allocation.sla else None),
        (phrase("Agreed fee in a year"), money(scribe, fee)),
    )
    nothing = phrase("The fee is not split among units yet.")
    blocks: list[Block | None] = [facts, _units(scribe, allocation, fee)]
    body = scribe.section(allocation, ("allocations", allocation.id, "units"), *blocks, otherwise=nothing)
    return Detail(allocation.id, scribe.name(allocation.id), allocation.description, body)


def _units(scribe: Scribe, allocation: Allocation, fee: Decimal | None) -> Block | None:
    shares = list(allocation.units.values())
    weights = [int(share.percent * WHOLE) // 100 for share in shares]
    whole = sum(weights) == WHOLE
    parts = split(cents(Fraction(fee)), weights) if fee is not None and whole else (None,) * len(shares)
    rows = [
        (scribe.title(unit), share, money(scribe, in_money(part)) if part is not None else None)
        for (unit, share), part in zip(allocation.units.items(), parts, strict=True)
    ]
    headings = (
        phrase("Unit"),
        Column(phrase("Share"), figures=True),
        Column(phrase("In a year"), figures=True),
    )
    return scribe.table(phrase("Shares of the units"), headings, rows)


def _unsplit(scribe: Scribe) -> Section:
    """The agreements whose fee nobody has split."""
    design = scribe.design
    split_up = {one.sla for one in design.allocations.values()}
    left = [sla.id for sla in design.slas.values() if sla.charges is not None and sla.id not in split_up]
    if not left:
        return Section(())
    reason = design.head.none.get("allocations")
    if reason is not None:
        missing = scribe.missing(None, ("allocations",))
        return Section((missing,) if missing else ())
    what = phrase("how the fee is split under {agreements}", agreements=scribe.links(left))
    gap = lack(scribe, None, ("slas", "allocations"), what)
    nothing = phrase("The fee is paid as a whole under {agreements}.", agreements=scribe.links(left))
    return Section((gap,)) if gap else Section((), (nothing,))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "charges": _charges,
    "margins": _margins,
    "compensation": _compensation,
    "unsplit": _unsplit,
}
