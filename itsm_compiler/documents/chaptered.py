"""The frame of plans for the provider's own people: a summary, chapters by name, and what is told one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Gap, Items, Number, Section, View, phrase
from itsm_compiler.model.fieldtexts import field_label, section_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.entity import Entity, Model


@dataclass(frozen=True, slots=True)
class Detail:
    """One entity under a heading of its own: its name, what it is, and what the document says of it."""

    id: str
    name: Value
    description: Value
    body: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapteredView(View):
    """The data of a plan: `chapters` and `details` by the names under which the template places them."""

    outcome: Items | None
    chapters: Mapping[str, Section]
    details: Mapping[str, tuple[Detail, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes up one kind of plan: its title, how its summary, chapters and details are written."""

    kind: str
    title: Phrase
    outcome: Callable[[Scribe], Iterable[Value]]
    chapters: Mapping[str, Callable[[Scribe], Section]]
    details: Mapping[str, Callable[[Scribe], Iterable[Detail]]]
    anchors: Callable[[Scribe], Iterable[str]]


def chaptered(
    scribe: Scribe, plan: Plan, *, about: str | None = None, owner: str | None = None
) -> ChapteredView:
    """The plan of a design, owned by `owner`, else by the owner of the design."""
    head = scribe.design.head
    return ChapteredView(
        document=plan.kind,
        slug=scribe.slug(plan.kind),
        title=plan.title,
        audience="internal",
        about=about,
        draft=not scribe.material.passed,
        languages=head.languages,
        anchors=tuple(plan.anchors(scribe)),
        control=scribe.control(
            (plan.kind, ""), owner=scribe.who(owner or head.owner), customer=scribe.links(head.customer)
        ),
        outcome=scribe.texts(plan.outcome(scribe)),
        chapters={name: write(scribe) for name, write in plan.chapters.items()},
        details={name: tuple(write(scribe)) for name, write in plan.details.items()},
    )


def chapter(  # noqa: PLR0913, PLR0917 (what a chapter is about, and what stands in it)
    scribe: Scribe,
    owner: Entity | Model | None,
    path: tuple[str, ...],
    blocks: Iterable[Block | None],
    otherwise: Phrase,
    lead: Phrase | None = None,
) -> Section:
    """A chapter with its blocks; without any the stated reason, the rule that asks for it, or `otherwise`.

    A gap says of what the field is: `When` alone tells little in a document about many things.
    """
    section = scribe.section(owner, path, *blocks, lead=lead, otherwise=otherwise)
    if section.blocks and isinstance(gap := section.blocks[0], Gap):
        field, of = field_label(path[0], path[-1]), section_text(path[0]).label
        text = phrase("Not stated yet: {field} ({section})", field=field, section=of)
        return Section((replace(gap, text=text),))
    return section


def detail(
    scribe: Scribe, section: str, entity: Entity, blocks: Iterable[Block | None], otherwise: Phrase
) -> Detail:
    """An entity of a section by its name, with its blocks."""
    body = scribe.section(entity, (section, entity.id, "description"), *blocks, otherwise=otherwise)
    return Detail(entity.id, scribe.name(entity.id), entity.description, body)


def percent(share: float | None, digits: int = 1) -> Number | None:
    """A share from 0 to 1 as per cent."""
    return None if share is None else Number(share * 100, "percent", digits)


def minutes(amount: float | None) -> Number | None:
    """Minutes as days, hours and minutes."""
    return None if amount is None else Number(amount, "minutes")


def either(*values: Value) -> Value:
    """The values that show something, one a line."""
    return listing(values, lines=True)
