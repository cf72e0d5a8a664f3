"""What operational level agreements and contracts have in common: term, hours, what they carry, times and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.hours import exceptions_table, hours_sentence, hours_table
from itsm_compiler.documents.view import Column, Number, Tag, phrase
from itsm_compiler.documents.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Section, Table, Value
    from itsm_compiler.model.agreements import Promise
    from itsm_compiler.model.services import Component, Service


def term(scribe: Scribe, section: str, promise: Promise) -> Section:
    """From when until when the promise holds, and how it ends."""
    valid = promise.valid
    facts = valid and scribe.facts(
        (phrase("Takes effect"), valid.from_),
        (phrase("Ends"), valid.to),
        (phrase("Notice before the end"), valid.notice),
        (phrase("Renewal is decided by"), valid.renews),
    )
    return scribe.section(promise, (section, promise.id, "valid"), facts)


def hours(scribe: Scribe, section: str, promise: Promise, fallback: str | None = None) -> Section:
    """When the holder works for the promise."""
    reference = promise.hours or fallback
    if reference is None:
        return scribe.section(promise, (section, promise.id, "hours"))
    calendar = scribe.design.calendar(reference)
    facts = scribe.facts((phrase("Hours"), hours_sentence(calendar, scribe.design.head.time_zone)))
    return scribe.section(
        promise,
        (section, promise.id, "hours"),
        facts,
        hours_table(scribe, calendar),
        exceptions_table(scribe, calendar),
    )


def times(scribe: Scribe, section: str, promise: Promise) -> Section:
    """The times by priority."""
    rows = [
        (name, commitment.response, commitment.escalate, commitment.resolution)
        for name, commitment in sorted(promise.priorities.items())
    ]
    headings = (
        phrase("Priority"),
        Column(phrase("Response within"), figures=True),
        Column(phrase("Handed to the next line after"), figures=True),
        Column(phrase("Resolution within"), figures=True),
    )
    table = scribe.table(phrase("Times by priority"), headings, rows)
    facts = scribe.facts((phrase("Availability of what is provided"), promise.availability))
    return scribe.section(promise, (section, promise.id, "priorities"), table, facts)


def carried(scribe: Scribe, things: Iterable[Service | Component]) -> Table | None:
    """The services and components that the holder answers for."""
    rows = [(scribe.link(thing.id), word(_kind(thing)), thing.description) for thing in things]
    headings = (phrase("Provided"), phrase("Kind"), phrase("Description"))
    return scribe.table(phrase("Services and components provided"), headings, rows)


def _kind(thing: Service | Component) -> str:
    return getattr(thing, "kind", None) or getattr(thing, "category", None) or "service"


def provided_by(scribe: Scribe, holder: str, covers: Sequence[str] = ()) -> list[Service | Component]:
    """What a team or contract provides, in the order of the design; with `covers` only what that names or reaches."""
    design = scribe.design
    things: list[Service | Component] = [*design.services.values(), *design.components.values()]
    mine = [thing for thing in things if holder in thing.provided_by]
    if not covers:
        return mine
    reached = set(covers)
    for id_ in covers:
        if id_ in design.services:
            reached.update(scribe.material.graph.parts_of(id_))
    return [thing for thing in mine if thing.id in reached]


def required(scribe: Scribe, commitments: Iterable[CommitmentFigure]) -> Table | None:
    """What every agreement with a customer requires of the holder, beside what the holder commits to."""
    rows = [
        (
            word(figure.metric),
            figure.priority,
            _amount(figure.metric, figure.required),
            _amount(figure.metric, figure.committed),
            _verdict(figure),
            scribe.links(figure.demanded_by),
        )
        for figure in commitments
    ]
    headings = (
        phrase("Commitment"),
        phrase("Priority"),
        Column(phrase("Required"), figures=True),
        Column(phrase("Committed"), figures=True),
        phrase("Judgement"),
        phrase("Asked for by"),
    )
    return scribe.table(phrase("What the agreements with customers require"), headings, rows)


def _amount(metric: str, value: float | None) -> Value:
    """Minutes of a time, or a share as per cent."""
    if value is None:
        return None
    return Number(100 * value, "percent", 3) if metric == "availability" else Number(value, "minutes")


def _verdict(figure: CommitmentFigure) -> Tag:
    if figure.committed is None:
        return Tag(phrase("not committed"), "bad")
    if figure.margin is None or figure.margin >= 0:
        return Tag(phrase("holds"), "good")
    return Tag(phrase("does not hold"), "bad")
