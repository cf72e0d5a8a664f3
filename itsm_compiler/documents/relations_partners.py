"""What holds for suppliers and third parties: choice, assessment, coordination, contracts, disputes, and their risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.relation_facts import relations_of
from itsm_compiler.documents.relations_customers import risk_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Table, Value
    from itsm_compiler.model.agreements import Contract


def overdue(scribe: Scribe) -> list[str]:
    """The suppliers whose next assessment should have been held."""
    return [
        party.id
        for party, relation in relations_of(scribe, "supplier")
        if relation is not None
        and relation.assessment is not None
        and relation.assessment.next is not None
        and relation.assessment.next < scribe.figures.as_of
    ]


def _chosen(role: str) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        if not relations_of(scribe, role):
            return Section((), (phrase("There is nobody to be chosen."),))
        nothing = phrase("It is not recorded how they were chosen.")
        return chapter(scribe, None, ("parties", "selection"), [_selection(scribe, role)], nothing)

    return write


def _selection(scribe: Scribe, role: str) -> Table | None:
    rows = [
        (
            scribe.link(party.id),
            listing(found.criteria, lines=True),
            listing((scribe.who(one) for one in found.candidates), lines=True)
            or found.none.get("candidates"),
            scribe.value(found.score) if found.score is not None else None,
            scribe.when(found.when),
            listing((scribe.outcome(found.result), scribe.who(found.record)), lines=True),
        )
        for party, relation in relations_of(scribe, role)
        if relation is not None and (found := relation.selection) is not None
    ]
    headings = (
        phrase("Who was chosen"),
        phrase("Criteria"),
        phrase("Candidates"),
        phrase("Marks"),
        Column(phrase("Chosen on"), figures=True),
        phrase("Result"),
    )
    return scribe.table(phrase("How they were chosen"), headings, rows)


def _assessed(scribe: Scribe) -> Section:
    late = set(overdue(scribe))
    rows = []
    for party, relation in relations_of(scribe, "supplier"):
        found = relation.assessment if relation is not None else None
        if found is None:
            continue
        due: Value = found.next
        if party.id in late and found.next is not None:
            due = Tag(phrase("overdue since {day}", day=found.next), "bad")
        rows.append(
            (
                scribe.link(party.id),
                found.period or scribe.design.head.limits.supplier_review,
                found.last,
                scribe.outcome(found.result),
                due,
                scribe.link(relation.review) if relation is not None and relation.review else None,
            )
        )
    headings = (
        phrase("The supplier"),
        phrase("Frequency"),
        Column(phrase("Last assessment"), figures=True),
        phrase("Result"),
        Column(phrase("Next assessment"), figures=True),
        phrase("Review meeting"),
    )
    table = scribe.table(phrase("Audits and assessments of the suppliers"), headings, rows)
    nothing = phrase("No assessment of a supplier is planned.")
    return chapter(scribe, None, ("relations", "assessment"), [table], nothing)


def _coordinated(scribe: Scribe) -> Section:
    """The parts behind which several suppliers stand, and where the work of each ends."""
    design = scribe.design
    boundary = {
        part: who
        for relation in design.relations.values()
        if relation.cooperation is not None
        for part, who in relation.cooperation.boundary.items()
    }
    rows = []
    for part in design.components.values():
        contracts = [design.contracts[one] for one in part.provided_by if one in design.contracts]
        suppliers = dict.fromkeys(contract.supplier for contract in contracts)
        if len(suppliers) > 1:
            answers = scribe.who(boundary.get(part.id)) or Tag(phrase("nobody named"), "warning")
            rows.append((scribe.link(part.id), scribe.links(suppliers), answers))
    headings = (phrase("Shared component"), phrase("Suppliers"), phrase("Answers for it"))
    table = scribe.table(phrase("Parts with several suppliers"), headings, rows)
    nothing = phrase("No part has more than one supplier.")
    return Section((table,)) if table else Section((), (nothing,))


def _contracts(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(contract.id),
            scribe.link(contract.supplier),
            contract.valid.from_ if contract.valid else None,
            contract.valid.to if contract.valid else None,
            contract.valid.notice if contract.valid else None,
            _holds(scribe, contract),
        )
        for contract in scribe.design.contracts.values()
    ]
    headings = (
        phrase("Contract"),
        phrase("The supplier"),
        Column(phrase("From"), figures=True),
        Column(phrase("To"), figures=True),
        phrase("Notice"),
        phrase("Covers the agreements"),
    )
    table = scribe.table(phrase("Underpinning contracts and their terms"), headings, rows)
    nothing = phrase("There is no contract with a supplier.")
    return chapter(scribe, None, ("contracts", "valid"), [table], nothing)


def _holds(scribe: Scribe, contract: Contract) -> Value:
    """Whether the contract holds on every day of the agreements that it carries."""
    gaps = [gap for gap in scribe.figures.terms if gap.agreement == contract.id]
    if not gaps:
        return Tag(phrase("over their whole term"), "good")
    days = sum(gap.days for gap in gaps)
    return Tag(phrase("{count} day without cover", plural="{count} days without cover", count=days), "bad")


def _disputes(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(one.id), listing(one.disputes.steps, lines=True), one.disputes.within)
        for one in scribe.design.contracts.values()
        if one.disputes is not None
    ]
    headings = (phrase("Contract"), phrase("Steps"), phrase("Within"))
    table = scribe.table(phrase("How disputes are settled"), headings, rows)
    nothing = phrase("No way to settle disputes is agreed.")
    return chapter(scribe, None, ("contracts", "disputes"), [table], nothing)


def _sub_contracts(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(one.id),
            one.sub_contracting.depth,
            listing(one.sub_contracting.flow_down, lines=True),
            listing(
                (
                    phrase("class {name}: {time}", name=name, time=time)
                    for name, time in one.sub_contracting.resolution.items()
                ),
                lines=True,
            ),
        )
        for one in scribe.design.contracts.values()
        if one.sub_contracting is not None
    ]
    headings = (
        phrase("Contract"),
        Column(phrase("Levels allowed"), figures=True),
        phrase("Duties that pass on"),
        phrase("Times of the sub-contractor"),
    )
    table = scribe.table(phrase("What each contract allows in sub-contracting"), headings, rows)
    nothing = phrase("No contract speaks of sub-contracting.")
    return Section((table,)) if table else Section((), (nothing,))


def _supplier_risks(scribe: Scribe) -> Section:
    design = scribe.design
    suppliers = {party.id for party in design.parties.values() if party.role == "supplier"}
    table = risk_table(scribe, suppliers | set(design.contracts), phrase("Risks with suppliers"))
    nothing = phrase("No risk names a supplier or a contract.")
    what = phrase("the risks with suppliers")
    missing = lack(scribe, None, ("contracts", "risks"), what) if design.contracts and table is None else None
    return chapter(scribe, None, ("risks",), [table, missing], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "suppliers_chosen": _chosen("supplier"),
    "assessed": _assessed,
    "coordinated": _coordinated,
    "contracts": _contracts,
    "disputes": _disputes,
    "sub_contracts": _sub_contracts,
    "supplier_risks": _supplier_risks,
    "third_parties_chosen": _chosen("third-party"),
}
