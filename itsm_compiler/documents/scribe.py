"""What every document's module needs of a compiled design: names, links, money, gaps and document control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Profile
from itsm_compiler.documents.lookup import Lookup
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
    Tag,
    Value,
    phrase,
)
from itsm_compiler.documents.words import capital, known_word, plain_word, word_key
from itsm_compiler.knowledge import library
from itsm_compiler.model.fieldtexts import field_label, section_text
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Allowance, Money
from itsm_compiler.model.readers import ONE_THING_SECTIONS
from itsm_compiler.rules.asking import asked_by
from itsm_compiler.rules.catalogue import catalogue

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
ALLOWANCES = {
    "d": phrase("{duration} a day"),
    "w": phrase("{duration} a week"),
    "mo": phrase("{duration} a month"),
    "q": phrase("{duration} a quarter"),
    "y": phrase("{duration} a year"),
}
CLASSIFICATIONS: Mapping[Audience, Phrase] = {
    "customer": phrase("confidential between the parties"),
    "supplier": phrase("confidential between the parties"),
    "internal": phrase("internal"),
}
OUTCOMES = {"pass": Tag(phrase("passed"), "good"), "fail": Tag(phrase("not passed"), "bad")}
PROFILES = tuple(Profile)


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
    """Puts the things of one design into the values and blocks of a view, for one audience.

    Everything said of an entity goes through here, so that a name, a link, an amount or a gap looks the same in every
    document, and so that what is internal never reaches a reader outside.
    """

    def __init__(
        self, material: Material, audience: Audience = "internal", lookup: Lookup | None = None
    ) -> None:
        self.material = material
        self.design = material.design
        self.figures = material.figures
        self.audience: Audience = audience
        self.lookup = lookup or Lookup(material.design)

    def reading(self, audience: Audience) -> Scribe:
        """The scribe of the same design for other readers."""
        return Scribe(self.material, audience, self.lookup)

    def shows(self, reference: str) -> bool:
        """Whether the readers may know of a thing: neither it nor what it stands in is internal."""
        if self.audience == "internal":
            return True
        parts = (self.design.entities.get(reference.partition("/")[0]), self.design.thing(reference))
        return not any(part is not None and part.internal for part in parts)

    def link(self, reference: str) -> Value:
        """A thing by its name, None where readers may not know of it; a word that is no entity stays a word."""
        if reference == "all":
            return phrase("every service")
        if reference.partition("/")[0] not in self.design.entities:
            return self.word(reference)
        return Link(reference, self.name(reference)) if self.shows(reference) else None

    def links(self, references: Iterable[str], *, lines: bool = False) -> Value:
        """Several things by their names; None when there are none."""
        return listing((self.link(reference) for reference in references), lines=lines)

    def name(self, reference: str) -> Prose:
        """The name of a thing, without a link; without a name of its own that of the library or of its section."""
        kpi = self.design.kpis.get(reference)
        if kpi is not None and kpi.name is None and kpi.use in library():
            known = library()[kpi.use].text
            return Prose({"en": known.en, "zh": known.zh})
        thing = self.design.entities.get(reference)
        if thing is not None and thing.name is None and reference in ONE_THING_SECTIONS:
            label = section_text(reference).label
            return Prose({"en": label.en, "zh": label.zh})
        return self.design.label(reference)

    def names(self, references: Iterable[str], *, lines: bool = False) -> Value:
        """The names of several things that readers may know of."""
        return listing((self.name(one) for one in references if self.shows(one)), lines=lines)

    def word(self, name: str) -> Prose:
        """A short word as people say it: the language's, else the design's own term, else spelled out."""
        known = known_word(name)
        if known is not None:
            return known
        key = word_key(name)
        term = self.design.terms.get(key)
        if term is not None and term.name is not None:
            return term.name
        return self.name(key) if key in self.design.entities else plain_word(name)

    def title(self, name: str) -> Prose:
        """A short word as it begins a heading or a row."""
        return capital(self.word(name))

    def words(self, names: Iterable[str], *, lines: bool = False) -> Value:
        """Several short words."""
        return listing((self.word(name) for name in names), lines=lines)

    def who(self, mention: str | Prose | Iterable[str | Prose] | None) -> Value:
        """A role, party, team or a person by name, several as a list; internal persons are left out."""
        if isinstance(mention, Prose):
            hidden = self.audience != "internal" and any(
                name.says(mention) for name in self.lookup.hidden_names
            )
            return None if hidden else mention
        if mention is None or isinstance(mention, str):
            return self.link(mention) if mention else None
        return listing(self.who(one) for one in mention)

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
            words = ALLOWANCES[value.per]
            return Phrase(words.text, (("duration", value.most),))
        if isinstance(value, bool):
            return phrase("yes") if value else phrase("no")
        if isinstance(value, str):
            return self.link(value)
        if isinstance(value, tuple | list):
            return listing(self.value(one) for one in value)
        result: Value = value
        return result

    def when(self, occasion: Any) -> Value:
        """A day, a span or a rhythm; a task or milestone is the day it ends."""
        if isinstance(occasion, str):
            return self.figures.day(occasion) or self.link(occasion)
        result: Value = occasion
        return result

    def outcome(self, result: Any) -> Value:
        """What came of something: passed or not, in words, or topic by topic."""
        if isinstance(result, str):
            return OUTCOMES.get(result) or Prose.plain(result)
        if isinstance(result, dict):
            topics = (
                phrase("{topic}: {result}", topic=self.title(topic), result=self.outcome(value))
                for topic, value in result.items()
            )
            return listing(topics, lines=True)
        return self.value(result)

    # blocks

    def facts(self, *pairs: tuple[Phrase | Link | Prose, Value]) -> Definitions | None:
        """The pairs that have a value."""
        stated = tuple(pair for pair in pairs if not empty(pair[1]))
        return Definitions(stated) if stated else None

    def texts(self, values: Iterable[Value], *, ordered: bool = False) -> Items | None:
        """A list of what is said."""
        stated = tuple(value for value in values if not empty(value))
        return Items(stated, ordered) if stated else None

    def table(
        self, caption: Phrase, headings: Sequence[Phrase | Column], rows: Iterable[Sequence[Value]]
    ) -> Table | None:
        """A table of rows, without the columns that are empty in every row; None when there are no rows."""
        columns = [heading if isinstance(heading, Column) else Column(heading) for heading in headings]
        lines = [line for row in rows if not all(map(empty, line := tuple(row)))]
        kept = [index for index in range(len(columns)) if any(not empty(line[index]) for line in lines)]
        if not kept:
            return None
        return Table(
            caption, tuple(columns[i] for i in kept), tuple(tuple(line[i] for i in kept) for line in lines)
        )

    def section(
        self,
        owner: Entity | Model | None,
        path: tuple[str, ...],
        *blocks: Block | None,
        lead: Phrase | None = None,
        otherwise: Phrase | None = None,
    ) -> Section:
        """A chapter about the field at `path` of the design (section, id, field).

        Without content it says the reason the design gives for leaving it out, marks the gap with the rule that asks
        for it, or says `otherwise` where nobody asks.
        """
        stated = tuple(block for block in blocks if block is not None)
        if stated:
            return Section(stated, (lead,) if lead else ())
        missing = self.missing(owner, path)
        if missing is not None:
            return Section((missing,))
        label = field_label(path[0], path[-1])
        return Section((), (otherwise or phrase("{field}: nothing is laid down yet.", field=label),))

    def missing(self, owner: Entity | Model | None, path: tuple[str, ...]) -> Absence | Gap | None:
        """What stands for a field that is not there: the stated reason, or a gap where a rule asks for it.

        A design that passes its check is asked by the rules of its profile; one that does not shows all that it lacks.
        """
        section, field = path[0], path[-1]
        label = field_label(section, field)
        head = self.design.head.none
        reason = owner.none.get(field) if owner is not None else None
        reason = reason or (head.get(section) if owner is None or len(path) == 1 else None)
        if reason is not None:
            return Absence(phrase("{field}: left out on purpose", field=label), reason)
        rule = asked_by(section, field)
        info = catalogue().get(rule) if rule else None
        if rule is None or info is None:
            return None
        asked = PROFILES.index(info.profile) <= PROFILES.index(Profile(self.design.head.profile))
        if self.material.passed and not asked:
            return None
        return Gap(phrase("Not stated yet: {field}", field=label), rule)

    # the frame of a document

    def slug(self, kind: str, id_: str = "") -> str:
        """The file name of a document."""
        return "-".join(part for part in (kind, self.lookup.short_ids[kind, id_]) if part)

    def control(
        self,
        key: tuple[str, str],
        *,
        version: str | None = None,
        owner: Value,
        customer: Value,
        approvals: Iterable[tuple[Value, ...]] = (),
    ) -> Control:
        """Document control of the document of a kind about an id."""
        head = self.design.head
        rows = [(entry.version, entry.date, self.who(entry.author), entry.change) for entry in head.history]
        return Control(
            number=self.lookup.numbers[key],
            version=version or head.version or "0.1",
            status=STATUSES[head.status],
            classification=CLASSIFICATIONS[self.audience],
            owner=owner,
            customer=customer,
            provider=self.link(head.provider) if head.provider else None,
            stamp=self.material.stamp,
            approvals=tuple(approvals),
            history=tuple(rows) if self.audience == "internal" else (),
        )

    def signatures(self, signatories: Iterable[Any]) -> Signatures | None:
        """The block that the parties sign: planned days stay open lines."""
        rows = []
        for signatory in signatories:
            day = (
                signatory.when if isinstance(signatory.when, date) and signatory.result is not None else None
            )
            party = self.link(signatory.party) if signatory.party else ""
            post = self.lookup.post(signatory.party, signatory.name)
            rows.append(Signatory(party, self.who(signatory.name) or "", post or "", day))
        return Signatures(tuple(rows)) if rows else None


def empty(value: Value) -> bool:
    """Whether there is nothing to show."""
    return (
        value is None
        or value == ""
        or (isinstance(value, Listing) and all(empty(one) for one in value.values))
    )


def listing(values: Iterable[Value], *, lines: bool = False) -> Value:
    """The values that show something, one as itself, several as a list; None when there are none."""
    stated = tuple(value for value in values if not empty(value))
    if len(stated) <= 1:
        return stated[0] if stated else None
    return Listing(stated, lines)
