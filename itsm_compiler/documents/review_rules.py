"""The rules of review and improvement: who looks back on what, how often, and how what is found becomes better work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import improvement_rules, review_duties
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered
from itsm_compiler.documents.review_minutes import FORMS, LEVELS
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.assurance import Review

WITH_CUSTOMER = (
    "contract",
    "goals",
    "results",
    "satisfaction",
    "scope",
    "need-changes",
    "problems",
    "past-actions",
    "next-plan",
)
IN_TEAM = (
    "past-plan",
    "hard-tickets",
    "open-tickets",
    "briefs",
    "problems",
    "staff-kpis",
    "next-plan",
)
"""The points that reviews with the customer and inside the team must have between them (REV-09, REV-10)."""

WITH = {
    "customer": phrase("customer"),
    "team": phrase("team"),
    "supplier": phrase("supplier"),
}


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The rules, when the design has services, reviews or improvements."""
    design = scribe.design
    if design.services or design.reviews or design.improvements:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    yield (
        phrase(
            "The rules cover {reviews}.",
            reviews=phrase("{count} review", plural="{count} reviews", count=len(design.reviews)),
        )
        if design.reviews
        else phrase("There are no reviews yet.")
    )
    yield (
        phrase(
            "{count} improvement is planned.",
            plural="{count} improvements are planned.",
            count=len(design.improvements),
        )
        if design.improvements
        else phrase("No improvement is planned yet.")
    )
    lacking = [sla.id for sla in design.slas.values() if len(_levels_of(scribe, sla.id)) < len(LEVELS)]
    if lacking:
        yield phrase("Not reviewed at all four levels: {agreements}.", agreements=scribe.links(lacking))
    elif design.slas:
        yield phrase("Every agreement is reviewed at all four levels.")
    late = review_duties.missed(scribe)
    if late:
        yield phrase(
            "{count} review is past its day without minutes.",
            plural="{count} reviews are past their day without minutes.",
            count=len(late),
        )


def _levels_of(scribe: Scribe, sla: str) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = {}
    for review in scribe.lookup.reviews.get(sla, ()):
        if review.level:
            found.setdefault(review.level, []).append(review)
    return found


def _mechanism(scribe: Scribe) -> Section:
    """What is reviewed, why, with whom and how."""
    rows = [
        (
            scribe.link(review.id),
            review.purpose,
            WITH.get(review.with_ or ""),
            review.frequency,
            FORMS.get(review.form or ""),
        )
        for review in scribe.design.reviews.values()
    ]
    headings = (
        phrase("Name of the review"),
        phrase("Purpose"),
        phrase("Held with"),
        phrase("Frequency"),
        phrase("Form"),
    )
    table = scribe.table(phrase("What is reviewed, why, with whom and how"), headings, rows)
    return chapter(scribe, None, ("reviews", "purpose"), [table], phrase("There are no reviews yet."))


def _levels(scribe: Scribe) -> Section:
    """At which levels each agreement is reviewed."""
    rows: list[tuple[Value, ...]] = []
    for sla in scribe.design.slas.values():
        levels = _levels_of(scribe, sla.id)
        cells = (
            scribe.links((review.id for review in levels.get(level, ())), lines=True) or phrase("none yet")
            for level in LEVELS
        )
        rows.append((scribe.link(sla.id), *cells))
    headings = (
        phrase("Agreement"),
        phrase("Level 1: special"),
        phrase("Level 2: regular"),
        phrase("Level 3: trends"),
        phrase("Level 4: whole delivery"),
    )
    table = scribe.table(phrase("Levels of review of each agreement"), headings, rows)
    return chapter(scribe, None, ("reviews", "level"), [table], phrase("There are no agreements to review."))


def _audience(scribe: Scribe) -> Section:
    """Before whom each measurement is reviewed."""
    reviews = scribe.design.reviews
    rows = [
        (
            scribe.link(one.id),
            scribe.links(one.used_in, lines=True),
            listing(
                dict.fromkeys(WITH[reviews[name].with_ or "team"] for name in one.used_in if name in reviews)
            ),
        )
        for one in scribe.design.measurements.values()
    ]
    headings = (phrase("Measurement"), phrase("Reviewed in"), phrase("Held with"))
    table = scribe.table(phrase("Before whom measures are reviewed"), headings, rows)
    nothing = phrase("There are no measurements to review yet.")
    if not rows:
        return Section((), (nothing,))
    return chapter(scribe, None, ("measurements", "used_in"), [table], nothing)


def _points(scribe: Scribe, with_: str, wanted: tuple[str, ...]) -> list[tuple[Value, ...]]:
    """Point by point, the reviews of a kind that have it on their agenda."""
    reviews = [review for review in scribe.design.reviews.values() if review.with_ == with_]
    every = dict.fromkeys((*wanted, *(point for review in reviews for point in review.agenda)))
    return [
        (
            capital(scribe.word(point)),
            scribe.links(review.id for review in reviews if point in review.agenda)
            or phrase("on no agenda yet"),
        )
        for point in every
    ]


def _agendas(scribe: Scribe) -> Section:
    headings = (phrase("Point"), phrase("On the agenda of"))
    held = {review.with_ for review in scribe.design.reviews.values()}
    blocks = [
        scribe.table(caption, headings, _points(scribe, with_, wanted))
        for with_, wanted, caption in (
            ("customer", WITH_CUSTOMER, phrase("Points of the reviews with customers")),
            ("team", IN_TEAM, phrase("Points of the reviews inside the team")),
        )
        if with_ in held
    ]
    return chapter(scribe, None, ("reviews", "agenda"), blocks, phrase("No review has an agenda yet."))


def _calendar(scribe: Scribe) -> Section:
    """The days of all reviews, the earliest first."""
    found = [
        (day, review, held)
        for review in scribe.design.reviews.values()
        for held in review.held
        if (day := scribe.figures.day(held.when)) is not None
    ]
    rows = [
        (day, scribe.link(review.id), review_duties.state(scribe, held), scribe.who(held.record))
        for day, review, held in sorted(found, key=lambda entry: entry[0])
    ]
    headings = (Column(phrase("Day")), phrase("Name of the review"), phrase("State"), phrase("Record"))
    table = scribe.table(phrase("The reviews in the order of their days"), headings, rows)
    nothing = phrase("No review has a day yet.")
    return chapter(scribe, None, ("reviews", "held"), [table], nothing)


def _anchors(_scribe: Scribe) -> Iterator[str]:
    """Nothing is described here under a heading of its own: reviews and improvements have their documents."""
    yield from ()


PLAN = Plan(
    kind="review-rules",
    title=phrase("Rules of review and improvement"),
    outcome=_outcome,
    chapters={
        "mechanism": _mechanism,
        "levels": _levels,
        "audience": _audience,
        "agendas": _agendas,
        "calendar": _calendar,
        **review_duties.CHAPTERS,
        **improvement_rules.CHAPTERS,
    },
    details={},
    anchors=_anchors,
)
