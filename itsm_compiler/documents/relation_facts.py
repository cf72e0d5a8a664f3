"""The relation with one party: owner, contact, satisfaction, complaints, praise, what is shown, given and shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import lack, record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Link, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Value
    from itsm_compiler.model.assurance import Relation
    from itsm_compiler.model.parties import Party
    from itsm_compiler.model.prose import Prose


def relations_of(scribe: Scribe, role: str) -> list[tuple[Party, Relation | None]]:
    """The parties of a role with how their relation is kept, in the order of the design."""
    kept = scribe.lookup.relations
    return [(party, kept.get(party.id)) for party in scribe.design.parties.values() if party.role == role]


def relation_section(scribe: Scribe, party: Party, relation: Relation | None) -> Section:
    """All that is laid down on the relation with a party."""
    if relation is None:
        what = phrase("how the relation with {party} is kept", party=scribe.name(party.id))
        missing = scribe.missing(None, ("relations",)) or lack(scribe, party, ("parties", "relations"), what)
        nothing = phrase("It is not laid down how the relation is kept.")
        return Section((missing,)) if missing else Section((), (nothing,))
    blocks = [_facts(scribe, relation), *_tables(scribe, party, relation), *_gaps(scribe, party, relation)]
    return scribe.section(
        relation,
        ("relations", relation.id, "owner"),
        *blocks,
        otherwise=phrase("Nothing more is laid down on this relation."),
    )


def _facts(scribe: Scribe, relation: Relation) -> Block | None:
    cooperation = relation.cooperation
    praise = relation.praise
    return scribe.facts(
        (phrase("Answers for the relation"), scribe.who(relation.owner)),
        (phrase("Coordinates"), scribe.who(relation.coordinator)),
        (phrase("How contact is kept"), contact(scribe, relation)),
        (phrase("Others concerned"), listing((scribe.who(one) for one in relation.stakeholders), lines=True)),
        (phrase("Satisfaction"), _satisfaction(scribe, relation)),
        (phrase("If it falls below the target"), _remedy(scribe, relation)),
        (phrase("Handling of complaints"), _complaints(scribe, relation)),
        (phrase("Praise comes by"), _said(scribe, praise.way) if praise else None),
        (phrase("Praise counts in"), scribe.links(praise.used_in) if praise else None),
        (phrase("Working together"), listing(cooperation.scope, lines=True) if cooperation else None),
        (phrase("What is told to each other"), listing(relation.exchange, lines=True)),
        (phrase("Support given"), listing(relation.support, lines=True)),
        (phrase("What both gain"), listing(relation.benefit, lines=True)),
        (phrase("Review meeting"), scribe.link(relation.review) if relation.review else None),
    )


def contact(scribe: Scribe, relation: Relation) -> Value:
    """How often, by whom and in which way contact is kept, one a line."""
    rules = relation.contact
    if rules is None:
        return None
    return listing((rules.frequency, scribe.who(rules.by), _said(scribe, rules.way)), lines=True)


def thing(scribe: Scribe, reference: str) -> Value:
    """A thing of the design by its name, or a name of its own with a capital as it begins a row."""
    known = reference.partition("/")[0] in scribe.design.entities
    return scribe.link(reference) if known else scribe.title(reference)


def need_link(scribe: Scribe, need: str | None) -> Value:
    """A need in the words in which it was stated."""
    known = scribe.design.requirements.get(need or "")
    if known is None or known.text is None:
        return scribe.link(need) if need else None
    return Link(known.id, known.text)


def _satisfaction(scribe: Scribe, relation: Relation) -> Value:
    rules = relation.satisfaction
    if rules is None:
        return None
    kpi = scribe.link(rules.kpi) if rules.kpi else None
    return listing(
        (
            _said(scribe, rules.method),
            rules.frequency,
            phrase("measured by {indicator}", indicator=kpi) if kpi else None,
        ),
        lines=True,
    )


def _remedy(scribe: Scribe, relation: Relation) -> Value:
    rules = relation.satisfaction
    return scribe.link(rules.on_miss) if rules and rules.on_miss else None


def _complaints(scribe: Scribe, relation: Relation) -> Value:
    rules = relation.complaints
    if rules is None:
        return None
    return listing(
        (
            phrase("by the process {process}", process=scribe.link(rules.process)) if rules.process else None,
            phrase("answered within {time}", time=scribe.value(rules.answer)) if rules.answer else None,
            phrase("{who} answers for them", who=scribe.who(rules.owner)) if rules.owner else None,
        ),
        lines=True,
    )


def _said(scribe: Scribe, word: str | Prose | None) -> Value:
    return scribe.word(word) if isinstance(word, str) else word


def _tables(scribe: Scribe, party: Party, relation: Relation) -> Iterator[Block | None]:
    persons = (
        (one.name, one.post, one.phone, one.mail, scribe.who(one.deputy), scribe.words(one.for_))
        for one in party.contacts
    )
    yield scribe.table(
        phrase("Persons to turn to"),
        (
            phrase("Name"),
            phrase("Post"),
            phrase("Telephone"),
            phrase("E-mail"),
            phrase("Deputy"),
            phrase("Matters"),
        ),
        persons,
    )
    yield scribe.table(
        phrase("What the party is shown or taught"),
        (phrase("Content"), phrase("When"), phrase("Result"), phrase("Record")),
        (
            (one.what, scribe.when(one.when), scribe.outcome(one.result), scribe.who(one.record))
            for one in relation.guidance
        ),
    )
    yield scribe.table(
        phrase("Value added beyond what is agreed"),
        (phrase("Content"), phrase("Need that it answers"), Column(phrase("Cost"), figures=True)),
        (
            (
                one.what,
                need_link(scribe, one.requirement),
                scribe.value(one.cost) if one.cost is not None else None,
            )
            for one in relation.value_added
        ),
    )
    boundary = relation.cooperation.boundary if relation.cooperation else {}
    yield scribe.table(
        phrase("Who answers for which part"),
        (phrase("Component or matter"), phrase("Answers for it")),
        ((thing(scribe, part), scribe.who(who)) for part, who in boundary.items()),
    )
    held = relation.evidence.get("contact", ())
    yield record_table(scribe, held, phrase("Contacts so far"))


def _gaps(scribe: Scribe, party: Party, relation: Relation) -> Iterator[Block | None]:
    """What the relation lacks that a rule asks of every customer."""
    if party.role == "customer":
        for field in ("satisfaction", "complaints", "praise", "guidance", "value_added"):
            if not getattr(relation, field):
                yield scribe.missing(relation, ("relations", relation.id, field))
    if party.role in ("customer", "third-party") and relation.contact is None:
        yield scribe.missing(relation, ("relations", relation.id, "contact"))
