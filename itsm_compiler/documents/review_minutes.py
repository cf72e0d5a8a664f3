"""The minutes of a review: its frame and agenda as the template, the meetings held, and the list of actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import (
    Column,
    Items,
    Section,
    Signatory,
    Signatures,
    Table,
    Tag,
    View,
    phrase,
)
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Audience, Block, Control, Phrase, Value
    from itsm_compiler.model.assurance import HeldReview, Review, ReviewAction
    from itsm_compiler.model.prose import Prose

DOCUMENT = "review-minutes"
AUDIENCES: Mapping[str, Audience] = {"customer": "customer", "supplier": "supplier"}
LEVELS = {
    1: phrase("Level 1: special review of a major or special matter"),
    2: phrase("Level 2: regular look at volume, attainment and major incidents"),
    3: phrase("Level 3: review of trends, satisfaction and improvement"),
    4: phrase("Level 4: review of the whole delivery with the leaders of both sides"),
}
FORMS = {
    "meeting": phrase("meeting"),
    "call": phrase("telephone conference"),
    "report": phrase("meeting on a written report"),
    "plan": phrase("written plan"),
    "outside-opinion": phrase("opinion from outside"),
}
SIDES = {
    "customer": phrase("customer"),
    "provider": phrase("provider"),
    "supplier": phrase("supplier"),
    "third-party": phrase("third party"),
}
DONE = Tag(phrase("done"), "good")
OVERDUE = Tag(phrase("overdue"), "bad")
UNDER_WAY = Tag(phrase("under way"), "neutral")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView(View):
    """The data of the minutes; `chapters` by the name under which the template places them."""

    outcome: Items | None
    purpose: Value
    chapters: Mapping[str, Section]
    signatures: Signatures | None


def views(scribe: Scribe) -> Iterator[MinutesView]:
    """The minutes of each review, for those with whom it is held."""
    for review in scribe.design.reviews.values():
        audience = "internal" if review.internal else AUDIENCES.get(review.with_ or "", "internal")
        yield _minutes(scribe.reading(audience), review)


def _minutes(scribe: Scribe, review: Review) -> MinutesView:
    return MinutesView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT, review.id),
        title=phrase("Minutes: {name}", name=scribe.name(review.id)),
        audience=scribe.audience,
        about=review.id,
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        control=_control(scribe, review),
        outcome=scribe.texts(_outcome(scribe, review)),
        purpose=review.purpose,
        chapters={name: write(scribe, review) for name, write in CHAPTERS.items()},
        signatures=_signatures(scribe, review),
    )


def _control(scribe: Scribe, review: Review) -> Control:
    """Document control; minutes with a supplier name it on the side of who provides."""
    head = scribe.design.head
    control = scribe.control(
        (DOCUMENT, review.id),
        owner=scribe.who(review.chair or head.owner),
        customer=_other_side(scribe, review),
    )
    if scribe.audience != "supplier":
        return control
    return replace(
        control,
        customer=control.provider,
        provider=control.customer,
        customer_is=phrase("Client"),
        provider_is=phrase("Supplier"),
    )


def _other_side(scribe: Scribe, review: Review) -> Value:
    """The party with which the review is held: of its agreements or contracts, else among those taking part."""
    design = scribe.design
    parties = [design.slas[one].customer for one in review.of if one in design.slas]
    parties += [design.contracts[one].supplier for one in review.of if one in design.contracts]
    if not parties:
        parties = [
            one
            for one in review.participants
            if isinstance(one, str) and one in design.parties and one != design.head.provider
        ]
    return scribe.links(dict.fromkeys(parties)) or scribe.links(design.head.customer)


def _outcome(scribe: Scribe, review: Review) -> Iterator[Value]:
    if review.level:
        yield LEVELS[review.level]
    if review.frequency:
        yield phrase("Held {frequency}.", frequency=review.frequency)
    held = [one for one in review.held if one.result is not None]
    ahead = [day for one in review.held if one.result is None and (day := scribe.figures.day(one.when))]
    yield (
        phrase(
            "{count} meeting has been recorded so far.",
            plural="{count} meetings have been recorded so far.",
            count=len(held),
        )
        if held
        else phrase("No meeting has been recorded yet.")
    )
    if ahead:
        yield phrase("The next one is planned for {day}.", day=min(ahead))
    actions = [action for one in review.held for action in one.actions]
    waiting = sum(1 for action in actions if action.result is None)
    if actions:
        yield phrase(
            "Of {all} actions {count} is still open.",
            plural="Of {all} actions {count} are still open.",
            all=len(actions),
            count=waiting,
        )


def _part(scribe: Scribe, review: Review, field: str, *blocks: Block | None, otherwise: Phrase) -> Section:
    return scribe.section(review, ("reviews", review.id, field), *blocks, otherwise=otherwise)


def _frame(scribe: Scribe, review: Review) -> Section:
    facts = scribe.facts(
        (phrase("What is reviewed"), scribe.links(review.of)),
        (phrase("Level"), LEVELS.get(review.level or 0)),
        (phrase("Frequency"), review.frequency),
        (phrase("Set off by"), listing(scribe.value(one) for one in _occasions(scribe, review))),
        (phrase("Form"), _form(scribe, review)),
        (phrase("Template"), scribe.who(review.template)),
        (phrase("Minutes are kept as"), scribe.who(review.record)),
    )
    return _part(
        scribe, review, "frequency", facts, otherwise=phrase("The frame of the review is not set yet.")
    )


def _form(scribe: Scribe, review: Review) -> Value:
    return FORMS.get(review.form) or scribe.word(review.form) if review.form else None


def _occasions(scribe: Scribe, review: Review) -> Iterator[Value]:
    for one in review.triggers:
        yield scribe.word(one) if isinstance(one, str) else one


def _people(scribe: Scribe, review: Review) -> Section:
    """Who takes part, and who leads, writes and prepares."""
    duties: dict[str | Prose, list[Value]] = {}
    for who, duty in (
        (review.chair, phrase("leads the meeting")),
        (review.secretary, phrase("writes the minutes")),
        (review.data, phrase("prepares the figures")),
    ):
        if who is not None:
            duties.setdefault(who, []).append(duty)
    everybody = dict.fromkeys((*(one for one in review.participants), *duties))
    rows = [
        (scribe.who(one), _side(scribe, one), listing(duties.get(one, ())) or phrase("takes part"))
        for one in everybody
        if scribe.who(one) is not None
    ]
    headings = (phrase("Participant"), phrase("Side"), phrase("Part played"))
    table = scribe.table(phrase("Who takes part, and with which duty"), headings, rows)
    nothing = phrase("Nobody is named yet who takes part.")
    return _part(scribe, review, "participants", table, otherwise=nothing)


def _side(scribe: Scribe, who: str | Prose) -> Value:
    party = scribe.design.parties.get(who) if isinstance(who, str) else None
    if party is not None:
        return SIDES[party.role]
    return SIDES["provider"] if isinstance(who, str) else None


def _agenda(scribe: Scribe, review: Review) -> Section:
    """Point by point, with what the last recorded meeting found; a form for the next where there was none."""
    last = next((one for one in reversed(review.held) if isinstance(one.result, dict)), None)
    found = last.result if last is not None and isinstance(last.result, dict) else {}
    rows = tuple(
        (str(place), capital(scribe.word(point)), scribe.outcome(found[point]) if point in found else "")
        for place, point in enumerate(review.agenda, start=1)
    )
    columns = (Column(phrase("No.")), Column(phrase("Point")), Column(phrase("Finding and decision")))
    caption = (
        phrase("What was found on {day}", day=scribe.when(last.when))
        if last is not None
        else phrase("Points of the meeting; findings are entered in the meeting")
    )
    table = Table(caption, columns, rows) if rows else None
    return _part(scribe, review, "agenda", table, otherwise=phrase("The review has no agenda yet."))


def _basis(scribe: Scribe, review: Review) -> Section:
    """The reports and measurements that the review looks at."""
    design = scribe.design
    agreements = set(review.of) & set(design.slas)
    reports = [
        report.id
        for report in design.reports.values()
        if agreements.intersection(report.of) and scribe.shows(report.id)
    ]
    measured = [one.id for one in design.measurements.values() if review.id in one.used_in]
    facts = scribe.facts(
        (phrase("Reports"), scribe.names(reports, lines=True)),
        (
            phrase("Measurements"),
            scribe.names(measured, lines=True) if scribe.audience == "internal" else None,
        ),
        (phrase("Figures prepared by"), scribe.who(review.data)),
    )
    return _part(
        scribe, review, "data", facts, otherwise=phrase("It is not set yet what the review builds on.")
    )


def _meetings(scribe: Scribe, review: Review) -> Section:
    rows = [
        (
            scribe.when(one.when),
            _result(scribe, one),
            scribe.who(one.record),
            len(one.actions) or None,
        )
        for one in review.held
    ]
    headings = (
        Column(phrase("Day")),
        phrase("Result"),
        phrase("Record"),
        Column(phrase("Actions"), figures=True),
    )
    table = scribe.table(phrase("Meetings held and planned"), headings, rows)
    return _part(scribe, review, "held", table, otherwise=phrase("No day is set for a meeting yet."))


def _result(scribe: Scribe, held: HeldReview) -> Value:
    if held.result is not None:
        return scribe.outcome(held.result)
    day = scribe.figures.day(held.when)
    past = day is not None and day < scribe.figures.as_of
    return Tag(phrase("minutes are missing"), "bad") if past else phrase("planned")


def _actions(scribe: Scribe, review: Review) -> Section:
    rows = [
        (
            action.what,
            scribe.who(action.by),
            scribe.when(action.due),
            _state(scribe, action),
            listing((scribe.outcome(action.result), _leads_to(scribe, action)), lines=True),
        )
        for held in review.held
        for action in held.actions
    ]
    headings = (
        phrase("Action"),
        phrase("Owner"),
        Column(phrase("Due"), figures=True),
        phrase("State"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Actions of all meetings"), headings, rows)
    if table is not None:
        return Section((table,))
    recorded = any(one.result is not None for one in review.held)
    nothing = (
        phrase("The meetings held so far decided on no action.")
        if recorded
        else phrase("There are no actions yet, as no meeting has been recorded.")
    )
    return Section((), (nothing,))


def _leads_to(scribe: Scribe, action: ReviewAction) -> Value:
    things = scribe.links(action.leads_to)
    return phrase("leads to {things}", things=things) if things is not None else None


def _state(scribe: Scribe, action: ReviewAction) -> Tag:
    if action.result is not None:
        return DONE
    due = scribe.figures.day(action.due)
    return OVERDUE if due is not None and due < scribe.figures.as_of else UNDER_WAY


def _signatures(scribe: Scribe, review: Review) -> Signatures | None:
    """The chair and the parties that take part; nothing for a review inside the team."""
    design = scribe.design
    parties = [one for one in review.participants if isinstance(one, str) and one in design.parties]
    if scribe.audience == "internal" or not parties:
        return None
    rows = []
    if design.head.provider:
        rows.append(Signatory(scribe.link(design.head.provider), "", scribe.who(review.chair) or ""))
    rows += [Signatory(scribe.link(one), "", "") for one in parties if scribe.shows(one)]
    return Signatures(tuple(rows))


CHAPTERS: Mapping[str, Callable[[Scribe, Review], Section]] = {
    "frame": _frame,
    "people": _people,
    "basis": _basis,
    "agenda": _agenda,
    "meetings": _meetings,
    "actions": _actions,
}
