"""The acceptance report: what the deployment period brought, how the results were verified, and the signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import acceptance_period, acceptance_results
from itsm_compiler.documents.acceptance_results import deployed, deviations, done_of, is_past, shown
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Items, Section, Signatory, Signatures, Tag, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.deployment import Deployment

DOCUMENT = "acceptance-report"
TOPICS = (
    ("dates", phrase("Time and milestones")),
    ("resources", phrase("Use of resources")),
    ("special-deliverables", phrase("Special deliverables")),
    ("indicators", phrase("Indicators of the services")),
    ("start-of-operation", phrase("Start of operation")),
)
"""The five points of the review of the deployment, by their word in an agenda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceView(View):
    """The data of the acceptance report; `chapters` by the name under which the template places them."""

    outcome: Items | None
    chapters: Mapping[str, Section]
    signatures: Signatures | None


def views(scribe: Scribe) -> Iterator[AcceptanceView]:
    """The report, when the design has a deployment; of one marked internal it stays inside."""
    plan = scribe.design.deployment
    if plan is None:
        return
    scribe = scribe.reading("internal" if plan.internal else "customer")
    yield AcceptanceView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Acceptance report and report on the deployment period"),
        audience=scribe.audience,
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(plan.responsible),
            customer=scribe.links(scribe.design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe, plan)),
        chapters={name: write(scribe, plan) for name, write in CHAPTERS.items()},
        signatures=_signatures(scribe, plan),
    )


def _outcome(scribe: Scribe, plan: Deployment) -> Iterator[Value]:
    """How far the plan is fulfilled, what is accepted, and whether it is signed."""
    schedule = scribe.figures.schedule
    if schedule is not None and schedule.start is not None and schedule.finish is not None:
        yield phrase("The plan runs from {start} to {finish}.", start=schedule.start, finish=schedule.finish)
    tasks = [task for task in plan.tasks.values() if scribe.shows(task.id)]
    if tasks:
        yield done_of(tasks)
    items = shown(scribe, plan)
    passed = sum(item.result == "pass" for item in items)
    if items and not passed:
        yield phrase(
            "The only deliverable has not been accepted yet.",
            plural="Not one of the {count} deliverables has been accepted yet.",
            count=len(items),
        )
    elif items:
        yield phrase(
            "Of {all} deliverables, {count} is accepted.",
            plural="Of {all} deliverables, {count} are accepted.",
            all=len(items),
            count=passed,
        )
    late = len(deviations(scribe, plan))
    if late:
        yield phrase(
            "{count} deviation from the plan is recorded.",
            plural="{count} deviations from the plan are recorded.",
            count=late,
        )
    yield _signed(scribe, plan)


def _signed(scribe: Scribe, plan: Deployment) -> Value:
    """Whether every side has signed, and until when it is to."""
    signing = plan.acceptance.sign_off if plan.acceptance else ()
    if not signing:
        return phrase("It is not said yet who signs the acceptance.")
    signed = sum(one.result is not None for one in signing)
    if signed == len(signing):
        return phrase("All sides have signed the acceptance.")
    last = max((day for one in signing if (day := scribe.figures.day(one.when)) is not None), default=None)
    if last is None:
        return phrase("The acceptance is not signed yet.")
    if last < scribe.figures.as_of:
        return phrase("The acceptance was to be signed by {day}; not every signature is recorded.", day=last)
    return phrase("The acceptance is to be signed by {day}; until then this report is a form.", day=last)


def _signatures(scribe: Scribe, plan: Deployment) -> Signatures | None:
    """Who signs the acceptance; where nobody is named yet, a line for each customer and the provider."""
    named = scribe.signatures(plan.acceptance.sign_off) if plan.acceptance else None
    if named is not None:
        return named
    head = scribe.design.head
    parties = [*head.customer, *([head.provider] if head.provider else [])]
    return Signatures(tuple(Signatory(scribe.link(party) or "", "") for party in parties))


def _meetings(scribe: Scribe, plan: Deployment) -> Section:
    """The days of the reviews of the deployment, with what was found."""
    del plan
    rows = []
    for review in scribe.lookup.reviews.get("deployment", ()):
        if not scribe.shows(review.id):
            continue
        for held in review.held:
            found = scribe.outcome(held.result) if held.result is not None else _open(scribe, held.when)
            rows.append((scribe.link(review.id), scribe.when(held.when), scribe.who(review.chair), found))
    headings = (
        phrase("Name of the review"),
        Column(phrase("Day"), figures=True),
        phrase("Chair"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Reviews of the deployment period"), headings, rows)
    nothing = phrase("No review of the deployment period is planned.")
    return scribe.section(None, ("deployment", "reviews"), table, otherwise=nothing)


def _open(scribe: Scribe, when: object) -> Tag:
    past = is_past(scribe, when)
    return Tag(phrase("minutes are missing"), "bad") if past else Tag(phrase("planned"), "neutral")


def _topics(scribe: Scribe, plan: Deployment) -> Section:
    """The five points of the review, which meeting has each on its agenda, and what was said of it."""
    del plan
    reviews = [one for one in scribe.lookup.reviews.get("deployment", ()) if scribe.shows(one.id)]
    rows = []
    for topic, name in TOPICS:
        on = [review for review in reviews if topic in review.agenda]
        said = listing(
            (
                scribe.outcome(held.result[topic])
                for review in on
                for held in review.held
                if isinstance(held.result, dict) and topic in held.result
            ),
            lines=True,
        )
        where = scribe.links(review.id for review in on) or Tag(phrase("on no agenda"), "warning")
        rows.append((name, where, said or phrase("not reviewed yet")))
    headings = (phrase("Point"), phrase("On the agenda of"), phrase("Result"))
    return Section(
        tuple(filter(None, [scribe.table(phrase("The five points of the review"), headings, rows)]))
    )


def _statement(scribe: Scribe, plan: Deployment) -> Section:
    """From when the services are in operation, and on what that depends."""
    live = scribe.figures.day(plan.go_live)
    if live is None:
        return scribe.section(
            plan, ("deployment", "go_live"), otherwise=phrase("The day of going live is not set yet.")
        )
    signing = plan.acceptance.sign_off if plan.acceptance else ()
    is_signed = bool(signing) and all(one.result is not None for one in signing)
    said: Phrase = (
        phrase("The parties declare that the services have been in operation since {day}.", day=live)
        if is_signed and live <= scribe.figures.as_of
        else phrase("With their signatures the parties declare that operation starts on {day}.", day=live)
    )
    facts = scribe.facts(
        (phrase("Services that go into operation"), scribe.links(deployed(scribe, plan), lines=True))
    )
    return Section((facts,) if facts else (), (said,))


CHAPTERS: Mapping[str, Callable[[Scribe, Deployment], Section]] = {
    **acceptance_period.CHAPTERS,
    "meetings": _meetings,
    "topics": _topics,
    "statement": _statement,
    **acceptance_results.CHAPTERS,
}
