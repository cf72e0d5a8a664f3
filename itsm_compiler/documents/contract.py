"""The underpinning contract: one document for each contract with a supplier, for both parties to sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents import promises
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_commerce import reviews_table
from itsm_compiler.documents.view import Column, Items, Section, View, phrase
from itsm_compiler.documents.words import titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.agreements import Contract

KIND = Text("Underpinning contract", "支持合同")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView(View):
    """The data of a contract with a supplier; `chapters` by the name under which the template places them.

    `always` says whether the supplier works round the clock.
    """

    description: Value
    always: bool
    summary: Items | None
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[ContractView]:
    """A view for each contract of the design; one marked internal stays inside."""
    for contract in scribe.design.contracts.values():
        yield _view(scribe.reading("internal" if contract.internal else "supplier"), contract)


def _view(scribe: Scribe, contract: Contract) -> ContractView:
    client = scribe.design.head.provider
    return ContractView(
        document="contract",
        slug=scribe.slug("contract", contract.id),
        title=_title(scribe, contract),
        audience=scribe.audience,
        about=contract.id,
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        control=replace(
            scribe.control(
                ("contract", contract.id),
                owner=scribe.who(scribe.design.head.owner),
                customer=scribe.link(client) if client else None,
            ),
            provider=scribe.link(contract.supplier),
            customer_is=phrase("Client"),
            provider_is=phrase("Supplier"),
        ),
        description=contract.description,
        always=contract.hours is not None and scribe.design.calendar(contract.hours).always,
        summary=scribe.texts(_summary(scribe, contract)),
        chapters={name: write(scribe, contract) for name, write in CHAPTERS.items()},
    )


def _title(scribe: Scribe, contract: Contract) -> Value:
    """The contract by its name, else by its supplier where that tells it from others."""
    if contract.name is not None or scribe.lookup.suppliers[contract.supplier] > 1:
        return titled(KIND, scribe.name(contract.id))
    return phrase("Underpinning contract with {supplier}", supplier=scribe.name(contract.supplier))


def _summary(scribe: Scribe, contract: Contract) -> Iterator[Value]:
    """The contract in a few sentences."""
    valid = contract.valid
    if valid and valid.from_ and valid.to:
        yield phrase("The contract holds from {first} to {last}.", first=valid.from_, last=valid.to)
    urgent = contract.priorities.get("A")
    if urgent and urgent.response and urgent.resolution:
        yield phrase(
            "The most urgent cases are responded to within {response} and resolved within {resolution}.",
            response=urgent.response,
            resolution=urgent.resolution,
        )
    if contract.availability:
        yield phrase(
            "What the supplier provides is available for at least {share} of the time.",
            share=contract.availability,
        )
    if contract.price:
        yield phrase("The price is {price}.", price=scribe.money(contract.price))


def _chapter(
    scribe: Scribe, contract: Contract, field: str, *blocks: Block | None, otherwise: Phrase | None = None
) -> Section:
    return scribe.section(contract, ("contracts", contract.id, field), *blocks, otherwise=otherwise)


def _parties(scribe: Scribe, contract: Contract) -> Section:
    design = scribe.design
    rows = []
    for side, id_ in (
        (phrase("Supplier"), contract.supplier),
        (phrase("Client"), design.head.provider or ""),
    ):
        party = design.parties.get(id_)
        shown = (
            [one for one in party.contacts if not one.internal or scribe.audience == "internal"]
            if party
            else []
        )
        rows += [promises.contact_row(scribe, side, id_, None, contact) for contact in shown]
        if party and not shown:
            rows.append(promises.contact_row(scribe, side, id_, None, None))
    caption = phrase("Contact persons of the parties")
    table = scribe.table(caption, promises.PARTY_HEADINGS, rows)
    return scribe.section(
        design.parties.get(contract.supplier), ("parties", contract.supplier, "contacts"), table
    )


def _covers(scribe: Scribe, contract: Contract) -> Section:
    things = promises.provided_by(scribe, contract.id, contract.covers)
    table = promises.carried(scribe, things, phrase("What the supplier answers for"))
    nothing = phrase("No part of the services is put under this contract yet.")
    return _chapter(scribe, contract, "covers", table, otherwise=nothing)


def _times(scribe: Scribe, contract: Contract) -> Section:
    return promises.times(
        scribe, "contracts", contract, phrase("Times that the supplier promises by priority")
    )


def _spares(scribe: Scribe, contract: Contract) -> Section:
    rows = []
    for id_ in contract.spares:
        spare = scribe.design.spares.get(id_)
        if spare is not None and scribe.shows(id_):
            custody = spare.custody
            keeper = (custody.party or custody.by) if custody else None
            rows.append(
                (
                    scribe.link(id_),
                    spare.stock,
                    scribe.link(keeper) if keeper else None,
                    spare.lead_time,
                    spare.response,
                    spare.swap,
                    spare.test,
                )
            )
    headings = (
        phrase("Spare part"),
        Column(phrase("Pieces in stock"), figures=True),
        phrase("Kept by"),
        Column(phrase("Delivered within"), figures=True),
        Column(phrase("On site within"), figures=True),
        Column(phrase("Exchanged within"), figures=True),
        phrase("Tested"),
    )
    table = scribe.table(phrase("Spare parts under this contract"), headings, rows)
    return _chapter(
        scribe, contract, "spares", table, otherwise=phrase("No spare parts are held under this contract.")
    )


def _price(scribe: Scribe, contract: Contract) -> Section:
    facts = scribe.facts((phrase("Price"), scribe.money(contract.price)))
    return _chapter(scribe, contract, "price", facts)


def _penalties(scribe: Scribe, contract: Contract) -> Section:
    nothing = phrase("No penalties are agreed.")
    return _chapter(scribe, contract, "penalties", scribe.texts(contract.penalties), otherwise=nothing)


def _acceptance(scribe: Scribe, contract: Contract) -> Section:
    nothing = phrase("No criteria are agreed by which deliveries are accepted.")
    return _chapter(scribe, contract, "acceptance", scribe.texts(contract.acceptance), otherwise=nothing)


def _sub_contracting(scribe: Scribe, contract: Contract) -> Section:
    rules = contract.sub_contracting
    nothing = phrase("Nothing is agreed on passing work on to sub-contractors.")
    if rules is None:
        return _chapter(scribe, contract, "sub_contracting", otherwise=nothing)
    depth: Value = None
    if rules.depth is not None:
        depth = (
            phrase(
                "allowed over at most {count} level",
                plural="allowed over at most {count} levels",
                count=rules.depth,
            )
            if rules.depth
            else phrase("not allowed")
        )
    facts = scribe.facts(
        (phrase("Sub-contracting of work"), depth),
        (phrase("Duties passed on with it"), listing(rules.flow_down, lines=True)),
    )
    headings = (phrase("Priority"), Column(phrase("Resolution within"), figures=True))
    table = scribe.table(phrase("Times of sub-contractors"), headings, sorted(rules.resolution.items()))
    return _chapter(scribe, contract, "sub_contracting", facts, table, otherwise=nothing)


def _review(scribe: Scribe, contract: Contract) -> Section:
    """How the supplier is audited and assessed, and where both meet."""
    relation = scribe.lookup.relations.get(contract.supplier)
    rule = relation.assessment if relation and scribe.shows(relation.id) else None
    facts = (
        scribe.facts(
            (phrase("The supplier is assessed"), rule.period),
            (phrase("Next assessment"), rule.next),
        )
        if rule
        else None
    )
    reviews = [one for one in scribe.lookup.reviews.get(contract.id, ()) if one.with_ != "team"]
    meetings = reviews_table(scribe, reviews, phrase("Meetings with the supplier"))
    rows = [(scribe.when(entry.when), scribe.who(entry.who)) for entry in contract.review]
    audits = scribe.table(phrase("Reviews of the contract"), (phrase("When"), phrase("By whom")), rows)
    nothing = phrase("No rule is agreed by which the supplier is audited and assessed.")
    return _chapter(scribe, contract, "review", facts, meetings, audits, otherwise=nothing)


def _disputes(scribe: Scribe, contract: Contract) -> Section:
    rules = contract.disputes
    steps = scribe.texts(rules.steps, ordered=True) if rules else None
    facts = scribe.facts((phrase("Settled within"), rules.within)) if rules else None
    nothing = phrase("No way is agreed in which disputes are settled.")
    lead = phrase("A dispute is taken through these steps in order.") if steps else None
    return scribe.section(
        contract, ("contracts", contract.id, "disputes"), steps, facts, lead=lead, otherwise=nothing
    )


def _signatures(scribe: Scribe, contract: Contract) -> Section:
    nothing = phrase("The signatories are not named yet.")
    return _chapter(
        scribe, contract, "signatories", scribe.signatures(contract.signatories), otherwise=nothing
    )


CHAPTERS = {
    "parties": _parties,
    "covers": _covers,
    "term": lambda scribe, contract: promises.term(scribe, "contracts", contract),
    "hours": lambda scribe, contract: promises.hours(scribe, "contracts", contract),
    "times": _times,
    "spares": _spares,
    "price": _price,
    "penalties": _penalties,
    "acceptance": _acceptance,
    "sub_contracting": _sub_contracting,
    "review": _review,
    "disputes": _disputes,
    "signatures": _signatures,
}
