"""The underpinning contract: one document for each contract with a supplier, for both parties to sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import promises
from itsm_compiler.documents.view import Items, Listing, Section, Signatures, View, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView(View):
    """The data of a contract with a supplier; `chapters` by the name under which the template places them."""

    description: Value
    supplier: Value
    starts: Value
    ends: Value
    chapters: Mapping[str, Section]
    signatures: Signatures | None


def views(scribe: Scribe) -> Iterator[ContractView]:
    """A view for each contract of the design."""
    for contract in scribe.design.contracts.values():
        yield ContractView(
            document="contract",
            slug=f"contract-{contract.id}",
            title=scribe.name(contract.id),
            audience="supplier",
            about=contract.id,
            draft=not scribe.material.passed,
            languages=scribe.design.head.languages,
            control=scribe.control(
                f"UC-{contract.id}",
                "supplier",
                version=None,
                owner=scribe.who(scribe.design.head.owner),
                customer=scribe.link(contract.supplier),
            ),
            description=contract.description,
            supplier=scribe.name(contract.supplier),
            starts=contract.valid.from_ if contract.valid else None,
            ends=contract.valid.to if contract.valid else None,
            chapters={name: write(scribe, contract) for name, write in CHAPTERS.items()},
            signatures=scribe.signatures(contract.signatories),
        )


def _chapter(scribe: Scribe, contract: Contract, field: str, *blocks: Items | None) -> Section:
    return scribe.section(contract, ("contracts", contract.id, field), *blocks)


def _parties(scribe: Scribe, contract: Contract) -> Section:
    design = scribe.design
    sides = ((phrase("Supplier"), contract.supplier), (phrase("Client"), design.head.provider))
    rows = []
    for side, id_ in sides:
        party = design.parties.get(id_ or "")
        for contact in party.contacts if party else ():
            if not contact.internal:
                rows.append((side, scribe.link(id_ or ""), contact.name, contact.post, contact.phone, contact.mail))
    headings = (phrase("Side"), phrase("Party"), phrase("Contact"), phrase("Post"), phrase("Telephone"), phrase("E-mail"))
    table = scribe.table(phrase("The parties and whom to speak to"), headings, rows)
    return scribe.section(design.parties.get(contract.supplier), ("parties", contract.supplier, "contacts"), table)


def _covers(scribe: Scribe, contract: Contract) -> Section:
    table = promises.carried(scribe, promises.provided_by(scribe, contract.id, contract.covers))
    return scribe.section(contract, ("contracts", contract.id, "covers"), table)


def _spares(scribe: Scribe, contract: Contract) -> Section:
    spares = [scribe.design.spares[id_] for id_ in contract.spares if id_ in scribe.design.spares]
    rows = [(scribe.link(spare.id), spare.stock, spare.lead_time, spare.response) for spare in spares]
    headings = (phrase("Spare part"), phrase("Stock"), phrase("Delivered within"), phrase("On site within"))
    return scribe.section(contract, ("contracts", contract.id, "spares"), scribe.table(phrase("Spare parts held for us"), headings, rows))


def _price(scribe: Scribe, contract: Contract) -> Section:
    facts = scribe.facts((phrase("Price"), scribe.money(contract.price)))
    return scribe.section(contract, ("contracts", contract.id, "price"), facts)


def _penalties(scribe: Scribe, contract: Contract) -> Section:
    return _chapter(scribe, contract, "penalties", scribe.texts(contract.penalties))


def _acceptance(scribe: Scribe, contract: Contract) -> Section:
    return _chapter(scribe, contract, "acceptance", scribe.texts(contract.acceptance))


def _sub_contracting(scribe: Scribe, contract: Contract) -> Section:
    rules = contract.sub_contracting
    depth = None
    if rules and rules.depth is not None:
        depth = (
            phrase("{count} further level", plural="{count} further levels", count=rules.depth)
            if rules.depth
            else phrase("not allowed")
        )
    facts = rules and scribe.facts(
        (phrase("Passing work on"), depth),
        (phrase("Duties that pass with it"), Listing(rules.flow_down, lines=True)),
    )
    return scribe.section(contract, ("contracts", contract.id, "sub_contracting"), facts)


def _disputes(scribe: Scribe, contract: Contract) -> Section:
    rules = contract.disputes
    facts = rules and scribe.facts((phrase("Settled within"), rules.within))
    steps = scribe.texts(rules.steps, ordered=True) if rules else None
    return scribe.section(contract, ("contracts", contract.id, "disputes"), steps, facts)


def _review(scribe: Scribe, contract: Contract) -> Section:
    rows = [(scribe.who(entry.who), scribe.when(entry.when)) for entry in contract.review]
    table = scribe.table(phrase("Reviews of the supplier"), (phrase("By"), phrase("When")), rows)
    return scribe.section(contract, ("contracts", contract.id, "review"), table)


CHAPTERS = {
    "parties": _parties,
    "covers": _covers,
    "term": lambda scribe, contract: promises.term(scribe, "contracts", contract),
    "hours": lambda scribe, contract: promises.hours(scribe, "contracts", contract),
    "times": lambda scribe, contract: promises.times(scribe, "contracts", contract),
    "spares": _spares,
    "price": _price,
    "penalties": _penalties,
    "acceptance": _acceptance,
    "sub_contracting": _sub_contracting,
    "disputes": _disputes,
    "review": _review,
}
