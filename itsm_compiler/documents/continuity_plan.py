"""The continuity and capacity plans: how services come back after a disaster, and how capacity keeps ahead of demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import capacity_chapters
from itsm_compiler.documents.chaptered import Detail, Plan, chapter, chaptered, detail, minutes
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.promises import PARTY_HEADINGS, contact_row
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.tool_plan import backup_words
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.analysis.continuity import ContinuityFigure
    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.technology import ContinuityPlan

VERDICTS: Mapping[str, Tag] = {
    "met": Tag(phrase("holds"), "good"),
    "missed": Tag(phrase("missed"), "bad"),
    "unknown": Tag(phrase("not known"), "warning"),
}
METRICS: Mapping[str, Phrase] = {
    "rto": phrase("back within"),
    "rpo": phrase("work lost at most"),
}
EFFECTS = ("availability-effect", "continuity-effect")
"""What a request for a change must tell for the plans to be weighed."""

SIDES: Mapping[str, Phrase] = {
    "customer": phrase("Customer"),
    "provider": phrase("Provider"),
    "supplier": phrase("Suppliers"),
    "third-party": phrase("Third party"),
}


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plans, when the design has services."""
    design = scribe.design
    if design.services or design.continuity_plans or design.capacity_plans:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    if design.continuity_plans:
        yield phrase(
            "How services go on through a disaster is laid down in {plans}.",
            plans=phrase(
                "{count} continuity plan",
                plural="{count} continuity plans",
                count=len(design.continuity_plans),
            ),
        )
    else:
        yield phrase("There is no continuity plan yet.")
    figures = scribe.figures.continuity
    missed = [figure.service for figure in figures if any(one.verdict == "missed" for one in figure.targets)]
    unknown = [
        figure.service
        for figure in figures
        if figure.service not in missed and any(one.verdict == "unknown" for one in figure.targets)
    ]
    if missed:
        yield phrase(
            "Recovery is slower, or more work is lost, than was promised: {services}.",
            services=scribe.links(missed),
        )
    if unknown:
        yield phrase("It is not proved that recovery holds: {services}.", services=scribe.links(unknown))
    if figures and not missed and not unknown and any(figure.targets for figure in figures):
        yield phrase(
            "Every service comes back within the time that is wanted and promised, and loses no more work than is borne."
        )
    tests = [
        day
        for plan in design.continuity_plans.values()
        for test in plan.tests
        if (day := scribe.figures.day(test.when)) is not None and day >= scribe.material.stamp
    ]
    if tests:
        yield phrase("The next continuity test is on {day}.", day=min(tests))
    yield from capacity_chapters.outcome(scribe)


def _targets(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.service),
            minutes(figure.rto_minutes),
            _derived(figure.derived_rto_minutes, least=bool(figure.unknown)),
            _state(figure, "rto"),
            minutes(figure.rpo_minutes),
            _derived(figure.derived_rpo_minutes, least=bool(figure.unsaved)),
            _state(figure, "rpo"),
        )
        for figure in scribe.figures.continuity
    ]
    headings = (
        phrase("Service"),
        Column(phrase("To be back after"), figures=True),
        Column(phrase("Comes back after"), figures=True),
        phrase("Verdict on recovery"),
        Column(phrase("Work lost at most"), figures=True),
        Column(phrase("Work that may be lost"), figures=True),
        phrase("Verdict on data"),
    )
    table = scribe.table(phrase("Recovery of each service"), headings, rows)
    lead = phrase(
        "All that a service stands on is taken as lost; the time runs from the start of the recovery."
    )
    nothing = phrase("Nothing is known of how services come back after a disaster.")
    return chapter(
        scribe, None, ("components", "restore"), [table, _wanted(scribe)], nothing, lead if table else None
    )


def _derived(amount: float | None, *, least: bool) -> Value:
    """A time that follows from the parts; a lower bound where one of them is silent."""
    if amount is None:
        return None
    return phrase("{duration} or more", duration=minutes(amount)) if least else minutes(amount)


def _state(figure: ContinuityFigure, metric: str) -> Value:
    verdicts = {one.verdict for one in figure.targets if one.metric == metric}
    return next((VERDICTS[name] for name in ("missed", "unknown", "met") if name in verdicts), None)


def _wanted(scribe: Scribe) -> Block | None:
    """Who wants what: needs of customers and promises of agreements."""
    rows = []
    for figure in scribe.figures.continuity:
        for target in figure.targets:
            need = scribe.design.requirements.get(target.wanted_by)
            rows.append(
                (
                    scribe.link(figure.service),
                    METRICS[target.metric],
                    minutes(target.minutes),
                    (need.text or scribe.name(need.id))
                    if need is not None
                    else scribe.link(target.wanted_by),
                    VERDICTS[target.verdict],
                )
            )
    headings = (
        phrase("Service"),
        phrase("Target"),
        Column(phrase("Time"), figures=True),
        phrase("Need or agreement behind it"),
        phrase("Verdict"),
    )
    return scribe.table(phrase("Needs and promises of continuity"), headings, rows)


def _order(scribe: Scribe) -> Section:
    """What is restored one after the other until each service is back."""
    rows = [
        (
            scribe.link(figure.service),
            listing(
                (
                    phrase(
                        "{part}, back after {duration}",
                        part=scribe.link(step.entity),
                        duration=minutes(step.back_after_minutes),
                    )
                    for step in figure.steps
                ),
                lines=True,
            ),
            scribe.links(figure.unknown),
        )
        for figure in scribe.figures.continuity
    ]
    headings = (
        phrase("Service"),
        phrase("Restored one after the other"),
        phrase("Without a time of their own"),
    )
    table = scribe.table(phrase("What is restored first"), headings, rows)
    lead = phrase(
        "Only what takes longest is named: shortening anything else does not bring the service back sooner."
    )
    nothing = phrase("No component says how long it takes to restore.")
    return chapter(scribe, None, ("components", "restore"), [table], nothing, lead if table else None)


def _backups(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(part.id), scribe.word(part.kind) if part.kind else None, backup_words(part.backup))
        for part in scribe.design.components.values()
        if part.backup is not None
    ]
    headings = (phrase("Component"), phrase("Kind"), phrase("Backup"))
    table = scribe.table(phrase("Backups and their copies"), headings, rows)
    unsaved = dict.fromkeys(part for figure in scribe.figures.continuity for part in figure.unsaved)
    lead = phrase("Data without a backup: {parts}.", parts=scribe.links(unsaved)) if unsaved else None
    return chapter(
        scribe, None, ("components", "backup"), [table], phrase("No component has a backup."), lead
    )


def _plans(scribe: Scribe) -> Iterator[Detail]:
    for plan in scribe.design.continuity_plans.values():
        nothing = phrase("Nothing is known of this plan but its name.")
        yield detail(scribe, "continuity_plans", plan, _blocks(scribe, plan), nothing)


def _blocks(scribe: Scribe, plan: ContinuityPlan) -> Iterator[Block | None]:
    copy = plan.copy_
    place = copy.place if copy else None
    yield scribe.facts(
        (phrase("Owner"), scribe.who(plan.owner)),
        (phrase("Covers"), scribe.links(plan.covers)),
        (phrase("Scenarios"), scribe.words(plan.scenarios)),
        (phrase("Emergency plans"), scribe.links(plan.plans)),
        (phrase("Copy off site"), scribe.word(place) if isinstance(place, str) else place),
        (
            phrase("Readable without network"),
            (phrase("yes") if copy.offline else phrase("no")) if copy else None,
        ),
    )
    yield scribe.table(
        phrase("Tests of the plan"),
        (
            Column(phrase("When")),
            phrase("Frequency"),
            phrase("Scenario"),
            phrase("Result"),
            phrase("Record"),
            phrase("Actions"),
        ),
        [
            (
                scribe.when(test.when),
                test.frequency,
                scribe.word(test.scenario) if isinstance(test.scenario, str) else test.scenario,
                scribe.outcome(test.result),
                scribe.who(test.record),
                scribe.links(test.leads_to),
            )
            for test in plan.tests
        ],
    )
    yield record_table(scribe, plan.review, phrase("Review of the plan"))


def _uncovered(scribe: Scribe) -> Section:
    """Which promised services no plan covers, or that there is no plan."""
    design = scribe.design
    if not design.continuity_plans:
        nothing = phrase("There is no continuity plan yet.")
        return chapter(scribe, None, ("continuity_plans", "covers"), [], nothing)
    promised = dict.fromkeys(
        service for sla in design.slas.values() for service in design.services_of(sla.services)
    )
    covered = {
        service for plan in design.continuity_plans.values() for service in design.services_of(plan.covers)
    }
    left = [service for service in promised if service not in covered]
    if left:
        return Section((), (phrase("No continuity plan covers: {services}.", services=scribe.links(left)),))
    return Section((), (phrase("Every promised service is covered by a continuity plan."),))


def _contacts(scribe: Scribe) -> Section:
    rows = [
        (*contact_row(scribe, SIDES[party.role], party.id, None, contact), scribe.words(contact.for_))
        for party in scribe.design.parties.values()
        for contact in party.contacts
    ]
    table = scribe.table(
        phrase("Whom to call when the office is closed"), (*PARTY_HEADINGS, phrase("For")), rows
    )
    nothing = phrase("No contacts are named yet.")
    return chapter(scribe, None, ("parties", "contacts"), [table], nothing)


def _changes(scribe: Scribe) -> Section:
    """Where changes are weighed against availability and continuity."""
    rows = [
        (scribe.link(process.id), listing(map(scribe.word, facts)))
        for process in scribe.design.processes.values()
        if "change" in process.type
        and (facts := [fact for fact in process.required_facts if fact in EFFECTS])
    ]
    headings = (phrase("Process"), phrase("What a request must say of it"))
    table = scribe.table(phrase("Effect of changes on availability and continuity"), headings, rows)
    nothing = phrase("No process asks yet what a change does to availability and continuity.")
    return chapter(scribe, None, ("processes", "required_facts"), [table], nothing)


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    return (*scribe.design.continuity_plans, *scribe.design.capacity_plans)


PLAN = Plan(
    kind="continuity-plan",
    title=phrase("Continuity and capacity plans"),
    outcome=_outcome,
    chapters={
        "targets": _targets,
        "order": _order,
        "backups": _backups,
        "covered": _uncovered,
        "contacts": _contacts,
        "changes": _changes,
        **capacity_chapters.CHAPTERS,
    },
    details={"plans": _plans, "capacity_plans": capacity_chapters.plans},
    anchors=_anchors,
)
