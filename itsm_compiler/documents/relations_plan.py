"""The relations plan: how contact with customers, suppliers and third parties is kept, and who does what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import relations_customers, relations_partners
from itsm_compiler.documents.chaptered import Detail, Plan, chaptered
from itsm_compiler.documents.relation_facts import relation_section, relations_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value

KINDS = {
    "customer": phrase("There is no customer among the parties."),
    "supplier": phrase("There is no supplier among the parties."),
    "third-party": phrase("There is no third party among the parties."),
}
"""The roles of parties with whom a relation is kept, and what is said where there is none of the role."""


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plan, when there is somebody to keep a relation with."""
    if any(party.role in KINDS for party in scribe.design.parties.values()):
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    parties = scribe.design.parties.values()
    counts = {role: [party.id for party in parties if party.role == role] for role in KINDS}
    customers, suppliers, third = (len(counts[role]) for role in KINDS)
    named = (
        phrase("{count} customer", plural="{count} customers", count=customers) if customers else None,
        phrase("{count} supplier", plural="{count} suppliers", count=suppliers) if suppliers else None,
        phrase("{count} third party", plural="{count} third parties", count=third) if third else None,
    )
    yield phrase("The plan holds the relations with {parties}.", parties=listing(named))
    kept = scribe.lookup.relations
    bare = [party for role in KINDS for party in counts[role] if party not in kept]
    if bare:
        yield phrase("How the relation is kept is not laid down for {parties}.", parties=scribe.links(bare))
    elif any(counts.values()):
        yield phrase("For each of them it is laid down how the relation is kept.")
    overdue = relations_partners.overdue(scribe)
    if overdue:
        yield phrase("Their assessment is overdue: {parties}.", parties=scribe.links(overdue))


def _details(role: str) -> Callable[[Scribe], tuple[Detail, ...]]:
    """A heading for each party of the role, with its relation or what stands for it."""

    def write(scribe: Scribe) -> tuple[Detail, ...]:
        kept = relations_of(scribe, role)
        return tuple(
            Detail(
                relation.id if relation is not None else party.id,
                scribe.name(party.id),
                relation.description if relation is not None else None,
                relation_section(scribe, party, relation),
            )
            for party, relation in kept
        )

    return write


def _none(role: str, nothing: Phrase) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        return Section(()) if relations_of(scribe, role) else Section((), (nothing,))

    return write


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    return tuple(scribe.design.relations)


PLAN = Plan(
    kind="relations-plan",
    title=phrase("Relations plan"),
    outcome=_outcome,
    chapters={
        **{f"no-{role}".replace("-", "_"): _none(role, nothing) for role, nothing in KINDS.items()},
        **relations_customers.CHAPTERS,
        **relations_partners.CHAPTERS,
    },
    details={role.replace("-", "_"): _details(role) for role in KINDS},
    anchors=_anchors,
)
