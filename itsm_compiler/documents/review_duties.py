"""The duties that come out of reviews: who leads and writes, actions, violations, changes and their acceptance, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import HEADINGS, record_rows
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Tag, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Section, Value
    from itsm_compiler.model.assurance import HeldReview, Review

COMPLETION = "proc-review-completion"
"""The indicator of the library that counts reviews held as planned."""

HELD = Tag(phrase("held"), "good")
MISSED = Tag(phrase("past without minutes"), "bad")
PLANNED = Tag(phrase("planned"), "neutral")


def state(scribe: Scribe, held: HeldReview) -> Tag:
    """Whether a review is held, planned, or past without minutes."""
    if held.result is not None:
        return HELD
    day = scribe.figures.day(held.when)
    return MISSED if day is not None and day < scribe.figures.as_of else PLANNED


def missed(scribe: Scribe) -> list[Review]:
    """The reviews with a past day that has no minutes."""
    return [
        review
        for review in scribe.design.reviews.values()
        if any(state(scribe, held) is MISSED for held in review.held)
    ]


def _duties(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(review.id),
            scribe.who(review.chair),
            scribe.who(review.secretary),
            scribe.who(review.data),
            scribe.who(review.template),
            scribe.who(review.record),
        )
        for review in scribe.design.reviews.values()
    ]
    headings = (
        phrase("Name of the review"),
        phrase("Led by"),
        phrase("Minutes by"),
        phrase("Figures by"),
        phrase("Template"),
        phrase("Record"),
    )
    table = scribe.table(phrase("Duties in the reviews"), headings, rows)
    nothing = phrase("Nobody has duties in reviews yet.")
    return chapter(scribe, None, ("reviews", "chair"), [table], nothing)


def _actions(scribe: Scribe) -> Section:
    """The actions of all reviews, and what they lead to."""
    rows = [
        (
            action.what,
            scribe.link(review.id),
            scribe.who(action.by),
            scribe.when(action.due),
            scribe.outcome(action.result) if action.result is not None else phrase("open"),
            scribe.links(action.leads_to),
        )
        for review in scribe.design.reviews.values()
        for held in review.held
        for action in held.actions
    ]
    headings = (
        phrase("Action"),
        phrase("Name of the review"),
        phrase("Owner"),
        Column(phrase("Due"), figures=True),
        phrase("Result"),
        phrase("Leads to"),
    )
    table = scribe.table(phrase("Actions of all reviews"), headings, rows)
    nothing = phrase("The reviews have decided on no action yet.")
    return chapter(scribe, None, ("reviews", "actions"), [table], nothing)


def _violations(scribe: Scribe) -> Section:
    """Which process looks into a missed level, and what came of those that were missed."""
    found: dict[tuple[str, str], list[str]] = {}
    for sla in scribe.design.slas.values():
        for metric, target in sla.targets.items():
            if target.on_miss:
                found.setdefault((metric, target.on_miss), []).append(sla.id)
    rows = [
        (capital(metric_name(scribe, metric)), scribe.link(process), scribe.links(slas, lines=True))
        for (metric, process), slas in found.items()
    ]
    headings = (phrase("Missed level"), phrase("Looked into by"), phrase("Agreements"))
    table = scribe.table(phrase("What follows when a level is missed"), headings, rows)
    breaches = [
        (scribe.link(sla.id), *row)
        for sla in scribe.design.slas.values()
        for row in record_rows(scribe, sla.evidence.get("breach", ()))
    ]
    recorded = scribe.table(
        phrase("Breaches with their cause and decision"), (phrase("Agreement"), *HEADINGS), breaches
    )
    nothing = phrase("It is not laid down yet what follows when a level is missed.")
    return chapter(scribe, None, ("slas", "on_miss"), [table, recorded], nothing)


def _changes(scribe: Scribe) -> Section:
    """The processes through which changes go, and the changes made with what they affect."""
    design = scribe.design
    ways = scribe.facts(
        (
            phrase("Changes go through"),
            scribe.links(process.id for process in design.processes.values() if "change" in process.type),
        )
    )
    rows = [
        (entry.version, entry.date, entry.change, scribe.links(entry.affects), scribe.who(entry.author))
        for entry in design.head.history
    ]
    headings = (
        phrase("Version"),
        Column(phrase("Day"), figures=True),
        phrase("Change"),
        phrase("Affects"),
        phrase("Author"),
    )
    table = scribe.table(phrase("Changes of the design and what they affect"), headings, rows)
    nothing = phrase("No change of the design is recorded yet.")
    return chapter(scribe, design.head, ("design", "history"), [ways, table], nothing)


def _acceptance(scribe: Scribe) -> Section:
    """How those whom a change affects hear of it."""
    rows = [
        (
            scribe.link(one.id),
            scribe.who(one.from_),
            scribe.who(one.to),
            one.frequency,
            one.form,
        )
        for one in scribe.design.communications.values()
        if one.kind == "change"
    ]
    headings = (
        phrase("News"),
        phrase("Told by"),
        phrase("Told to"),
        phrase("Frequency"),
        phrase("Form"),
    )
    table = scribe.table(phrase("How changes are made known"), headings, rows)
    nothing = phrase("It is not laid down yet how changes are made known to those affected.")
    return chapter(scribe, None, ("communications", "kind"), [table], nothing)


def _completion(scribe: Scribe) -> Section:
    """How it is counted that reviews are held, and whose appraisal it enters."""
    rows: list[tuple[Value, ...]] = [
        (
            scribe.link(kpi.id),
            indicators.level(scribe, kpi, kpi.target),
            scribe.who(kpi.owner),
            scribe.links(one.id for one in scribe.design.appraisals.values() if kpi.id in one.kpis),
        )
        for kpi in scribe.design.kpis.values()
        if kpi.use == COMPLETION
    ]
    headings = (
        phrase("Indicator"),
        Column(phrase("Target"), figures=True),
        phrase("Owner"),
        phrase("Counts in the appraisal"),
    )
    table = scribe.table(phrase("How the completion of reviews is measured"), headings, rows)
    past = scribe.texts(scribe.link(review.id) for review in missed(scribe))
    lead = phrase("Past their day without minutes are the reviews named below.") if past else None
    nothing = phrase("It is not measured yet whether reviews are held as planned.")
    return chapter(scribe, None, ("appraisals", "kpis"), [table, past], nothing, lead)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "duties": _duties,
    "actions": _actions,
    "violations": _violations,
    "changes": _changes,
    "acceptance": _acceptance,
    "completion": _completion,
}
