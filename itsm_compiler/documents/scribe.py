"""What every document's module needs of a compiled design: names, links, money, gaps and document control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from itsm_compiler.documents.view import (
    Absence,
    Column,
    Control,
    Definitions,
    Gap,
    Items,
    Link,
    Listing,
    Phrase,
    Section,
    Signatory,
    Signatures,
    Table,
    Value,
    phrase,
)
from itsm_compiler.documents.words import word
from itsm_compiler.model.fieldtexts import field_label
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Allowance, Money
from itsm_compiler.rules.asking import asked_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.documents.view import Audience, Block
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.entity import Entity, Model

STATUSES = {
    "draft": phrase("draft"),
    "review": phrase("for review"),
    "approved": phrase("approved"),
}
PER = {
    "d": phrase("calendar day"),
    "w": phrase("calendar week"),
    "mo": phrase("calendar month"),
    "q": phrase("calendar quarter"),
    "y": phrase("calendar year"),
}
CLASSIFICATIONS: Mapping[str, Phrase] = {
    "customer": phrase("confidential between the parties"),
    "supplier": phrase("confidential between the parties"),
    "internal": phrase("internal"),
}


@dataclass(frozen=True, slots=True)
class Material:
    """What documents are made of: a design with its figures and findings, and the day they are stamped with."""

    design: Design
    graph: Graph
    figures: Figures
    findings: Sequence[Finding]
    stamp: date
    passed: bool


class Scribe:
    """Puts the things of one design into the values and blocks of a view.

    Everything said of an entity goes through here, so that a name, a link, an amount or a gap looks the same in every
    document.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.design = material.design
        self.figures = material.figures

    def link(self, reference: str) -> Value:
        """A thing by its name; `all` is every service, a word that is no entity stays a word."""
        if reference == "all":
            return phrase("every service")
        owner = reference.split("/")[0]
        if owner not in self.design.entities:
            return word(reference)
        return Link(reference, self.design.label(reference))

    def links(self, references: Iterable[str], *, lines: bool = False) -> Value:
        """Several things by their names; None when there are none."""
        values = tuple(self.link(reference) for reference in references)
        return Listing(values, lines) if values else None

    def name(self, reference: str) -> Prose:
        """The name of a thing, without a link."""
        return self.design.label(reference)

    def who(self, mention: str | Prose | Iterable[str | Prose] | None) -> Value:
        """A role, party, team or a person by name; several as a list."""
        if mention is None or isinstance(mention, Prose):
            return mention
        if isinstance(mention, str):
            return self.link(mention)
        values = tuple(self.who(one) for one in mention)
        return Listing(values) if values else None

    def money(self, amount: Money | None) -> Money | None:
        """An amount in its currency, the design's when none is written."""
        if amount is None or amount.currency:
            return amount
        return Money(amount.amount, self.design.head.currency, amount.per)

    def value(self, value: Any) -> Value:
        """Any value of a spec as a value of a view."""
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, Allowance):
            return phrase("{duration} in a {period}", duration=value.most, period=PER[value.per])
        if isinstance(value, bool):
            return phrase("yes") if value else phrase("no")
        if isinstance(value, tuple | list):
            values = tuple(self.value(one) for one in value)
            return Listing(values) if values else None
        result: Value = value
        return result

    def when(self, occasion: Any) -> Value:
        """A day, a span or a rhythm; a task or milestone is the day it ends."""
        if isinstance(occasion, str):
            return self.figures.day(occasion) or self.link(occasion)
        result: Value = occasion
        return result

    # blocks

    def facts(self, *pairs: tuple[Phrase | Link | Prose, Value]) -> Definitions | None:
        """The pairs that have a value."""
        stated = tuple(pair for pair in pairs if not empty(pair[1]))
        return Definitions(stated) if stated else None

    def texts(self, values: Iterable[Value], *, ordered: bool = False) -> Items | None:
        """A list of what is said."""
        stated = tuple(value for value in values if not empty(value))
        return Items(stated, ordered) if stated else None

    def table(self, caption: Phrase, headings: Sequence[Phrase | Column], rows: Iterable[Sequence[Value]]) -> Table | None:
        """A table of rows, without the columns that are empty in every row; None when there are no rows."""
        columns = [heading if isinstance(heading, Column) else Column(heading) for heading in headings]
        lines = [tuple(row) for row in rows]
        kept = [index for index in range(len(columns)) if any(not empty(line[index]) for line in lines)]
        if not kept:
            return None
        return Table(caption, tuple(columns[i] for i in kept), tuple(tuple(line[i] for i in kept) for line in lines))

    def section(self, owner: Entity | Model | None, path: tuple[str, ...], *blocks: Block | None, lead: Phrase | None = None) -> Section:
        """A chapter about the field at `path` of the design (section, id, field).

        Without content it says the reason the design gives for leaving it out, or marks the gap with the rule that
        asks for it.
        """
        stated = tuple(block for block in blocks if block is not None)
        if stated:
            return Section(stated, (lead,) if lead else ())
        return Section((self.missing(owner, path),))

    def missing(self, owner: Entity | Model | None, path: tuple[str, ...]) -> Absence | Gap:
        """What stands for a field that is not there: the stated reason, or a gap."""
        section, field = path[0], path[-1]
        label = field_label(section, field)
        reason = owner.none.get(field) if owner is not None else None
        if reason is not None:
            return Absence(phrase("{field}: left out on purpose", field=label), reason)
        return Gap(phrase("Not stated yet: {field}", field=label), asked_by(section, field) or "")

    # the frame of a document

    def control(self, number: str, audience: Audience, *, version: str | None, owner: Value, customer: Value) -> Control:
        """Document control from the head of the design."""
        head = self.design.head
        rows = [(entry.version, entry.date, self.who(entry.author), entry.change) for entry in head.history]
        return Control(
            number=number,
            version=version or head.version or "0.1",
            status=STATUSES[head.status],
            classification=CLASSIFICATIONS[audience],
            owner=owner,
            customer=customer,
            provider=self.link(head.provider) if head.provider else None,
            stamp=self.material.stamp,
            history=tuple(rows) if audience == "internal" else (),
        )

    def signatures(self, signatories: Iterable[Any]) -> Signatures | None:
        """The block that the parties sign: planned days stay open lines."""
        rows = []
        for signatory in signatories:
            day = signatory.when if isinstance(signatory.when, date) and signatory.result is not None else None
            rows.append(Signatory(self.link(signatory.party) if signatory.party else None, signatory.name, None, day))
        return Signatures(tuple(rows)) if rows else None


def empty(value: Value) -> bool:
    """Whether there is nothing to show."""
    return value is None or value == "" or (isinstance(value, Listing) and all(empty(one) for one in value.values))
