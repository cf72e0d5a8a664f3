"""What services cost in a year and why: each by people, contracts and other costs, and each cost by its driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, MoneyBars, MoneyRow, Number, Section, Tag, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from itsm_compiler.analysis.cost import CostItem, CostKind
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Absence, Gap, Phrase, Value

DRIVERS = {
    "users": phrase("number of users"),
    "hours": phrase("hours worked"),
    "demand": phrase("incidents, requests and changes"),
    "equal": phrase("equal parts"),
    "shares": phrase("agreed shares"),
}
BASES = {
    "rate": phrase("rate of a year"),
    "term": phrase("price of the term ÷ its years"),
    "life": phrase("price ÷ years of use"),
    "rhythm": phrase("all payments of a year"),
    "once": phrase("paid once, in full"),
}
REASONS = {
    "currency": phrase("in another currency"),
    "period": phrase("without a period"),
    "rhythm": phrase("without a rhythm that the calendar knows"),
}
LINES = {"people": phrase("Staff"), "contracts": phrase("Contracts")}
MANY = 4
"""Services that a cell names; of more it tells how many."""


def money(scribe: Scribe, amount: Decimal | int | None) -> Number | None:
    """An amount in the currency of the figures, to its unit."""
    costs = scribe.figures.costs
    currency = costs.currency if costs else scribe.design.head.currency
    return None if amount is None else Number(amount, "money", 0, currency)


def line_name(scribe: Scribe, line: str | None) -> Value:
    """A line of the budget by its name."""
    if line is None:
        return phrase("without a line")
    return LINES.get(line) or capital(scribe.word(line))


def _services(scribe: Scribe) -> Section:
    """The picture and the table of what each service costs and brings in."""
    costs = scribe.figures.costs
    figures = [one for one in (costs.services if costs else ()) if one.total or one.price is not None]
    nothing = phrase("What the services cost cannot be told yet.")
    if costs is None or not figures:
        return scribe.section(None, ("roles", "cost"), otherwise=nothing)
    dearest = sorted(figures, key=lambda one: (-one.total, one.service))
    bars = MoneyBars(
        phrase("Cost and price of the services in a year"),
        phrase("Each bar is the cost of a service; the stroke is what it is charged for."),
        (phrase("Staff"), phrase("Contracts"), phrase("Other")),
        phrase("Price in a year"),
        tuple(
            MoneyRow(scribe.link(one.service), (one.people, one.contracts, one.other), one.price)
            for one in dearest
        ),
        costs.currency,
    )
    rows = [
        (
            scribe.link(one.service),
            money(scribe, one.total),
            money(scribe, one.unit),
            money(scribe, one.price),
            money(scribe, one.margin),
        )
        for one in dearest
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Cost in a year"), figures=True),
        Column(phrase("Cost of a unit"), figures=True),
        Column(phrase("Price in a year"), figures=True),
        Column(phrase("Margin"), figures=True),
    )
    table = scribe.table(phrase("Services, the dearest first"), headings, rows)
    lead = phrase(
        "All figures are those of a mean year of operation. A unit is what the service is charged by, its users where the fee is fixed."
    )
    return Section(tuple(block for block in (bars, table) if block is not None), (lead,))


def _items(
    kind: CostKind, caption: Phrase, nothing: Phrase, asked: tuple[str, str]
) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        costs = scribe.figures.costs
        items = [item for item in (costs.items if costs else ()) if item.kind == kind]
        rows = [_item(scribe, item) for item in sorted(items, key=lambda one: (-one.cents, one.source))]
        headings = (
            phrase("Cost item"),
            phrase("Line"),
            Column(phrase("In a year"), figures=True),
            phrase("How the year is reckoned"),
            phrase("Shared by"),
            phrase("Borne by"),
        )
        table = scribe.table(caption, headings, rows)
        missing = _without_amount(scribe, kind)
        blocks = tuple(block for block in (table, missing) if block is not None)
        return Section(blocks) if blocks else scribe.section(None, asked, otherwise=nothing)

    return write


def _item(scribe: Scribe, item: CostItem) -> tuple[Value, ...]:
    bearers = [service for service, part in item.parts.items() if part]
    borne = (
        scribe.links(bearers)
        if len(bearers) <= MANY
        else phrase("{count} service", plural="{count} services", count=len(bearers))
    )
    return (
        scribe.link(item.source),
        line_name(scribe, item.line) if item.kind == "other" else None,
        money(scribe, item.amount),
        BASES[item.basis] if item.kind != "people" else None,
        DRIVERS[item.driver] if item.driver else None,
        borne or Tag(phrase("no service"), "warning"),
    )


def _without_amount(scribe: Scribe, kind: CostKind) -> Absence | Gap | None:
    """The roles and contracts that say no cost."""
    sources: Mapping[CostKind, tuple[str, str, Iterable[str]]] = {
        "people": ("roles", "cost", (one.id for one in scribe.design.roles.values() if one.cost is None)),
        "contracts": (
            "contracts",
            "price",
            (one.id for one in scribe.design.contracts.values() if one.price is None),
        ),
    }
    if kind not in sources:
        return None
    section, field, found = sources[kind]
    names = scribe.links(found)
    return (
        lack(scribe, None, (section, field), phrase("what these cost: {names}", names=names))
        if names
        else None
    )


def _loose(scribe: Scribe) -> Section:
    """What reaches no service, and what enters no figure."""
    costs = scribe.figures.costs
    unallocated = scribe.table(
        phrase("Costs that no service bears"),
        (phrase("Cost item"), Column(phrase("In a year"), figures=True)),
        [
            (scribe.link(item.source), money(scribe, item.unallocated))
            for item in (costs.unallocated if costs else ())
        ],
    )
    uncounted = scribe.table(
        phrase("Amounts that enter no figure"),
        (phrase("Where"), Column(phrase("Amount"), figures=True), phrase("Why")),
        [
            (scribe.link(one.entity), scribe.money(one.written), REASONS[one.reason])
            for one in (costs.uncounted if costs else ())
        ],
    )
    unsold = listing(scribe.link(service) for service in (costs.unsold if costs else ()))
    leads = (
        (phrase("These services cost money and no agreement sells them: {services}.", services=unsold),)
        if unsold
        else ()
    )
    blocks = tuple(table for table in (unallocated, uncounted) if table is not None)
    if not blocks and not leads:
        leads = (phrase("Every amount reaches a service, and every service that costs money is sold."),)
    return Section(blocks, leads)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "services": _services,
    "people": _items(
        "people",
        phrase("Cost of the staff"),
        phrase("What the staff costs is not stated yet."),
        ("roles", "cost"),
    ),
    "contracts": _items(
        "contracts",
        phrase("Cost of contracts"),
        phrase("There are no contracts that cost money."),
        ("contracts", "price"),
    ),
    "other": _items(
        "other",
        phrase("Costs beside staff and contracts"),
        phrase("There are no other costs."),
        ("costs", "of"),
    ),
    "loose": _loose,
}
