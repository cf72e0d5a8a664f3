"""The report on the deployment period: the plan and how it was kept, resources, deliverables, lessons, events, advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.acceptance_results import is_past, result_of, shown
from itsm_compiler.documents.deployment_acceptance import KINDS
from itsm_compiler.documents.deployment_work import OWN_PHASES
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.promises import EVIDENCE_HEADINGS, evidence_rows
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, DateSpan, Section, phrase
from itsm_compiler.documents.words import PHASES, capital

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.deployment import Deployment, Task


def _phases(scribe: Scribe, plan: Deployment) -> Section:
    """Each phase as planned and as it went, beside its goal."""
    schedule = scribe.figures.schedule
    planned = {figure.phase: figure for figure in schedule.phases} if schedule else {}
    rows = []
    for phase in OWN_PHASES:
        tasks = [task for task in plan.tasks.values() if task.phase == phase and scribe.shows(task.id)]
        figure = planned.get(phase)
        rows.append(
            (
                PHASES[phase],
                _span(figure.start_date, figure.finish_date) if figure else None,
                _actual(tasks),
                phrase("{done} of {count}", done=sum(map(_is_done, tasks)), count=len(tasks)),
                listing((goal.goal for goal in plan.goals if goal.phase == phase), lines=True),
                listing((goal.test for goal in plan.goals if goal.phase == phase), lines=True),
            )
        )
    headings = (
        phrase("Phase"),
        phrase("As planned"),
        phrase("As it went"),
        Column(phrase("Tasks done"), figures=True),
        phrase("Goal"),
        phrase("It is reached when"),
    )
    table = scribe.table(phrase("The phases of the plan and how they went"), headings, rows)
    nothing = phrase("The plan has no tasks yet.")
    return scribe.section(plan, ("deployment", "tasks"), table if plan.tasks else None, otherwise=nothing)


def _is_done(task: Task) -> bool:
    return task.actual is not None and task.actual.to is not None


def _actual(tasks: Iterable[Task]) -> Value:
    """The span of the work as it is recorded: from the first day to the last."""
    spans = [task.actual for task in tasks if task.actual is not None]
    first = min((one.from_ for one in spans if one.from_ is not None), default=None)
    last = max((one.to for one in spans if one.to is not None), default=None)
    if first is None:
        return phrase("not begun")
    return _span(first, last) if last is not None else phrase("since {day}", day=first)


def _span(first: date | None, last: date | None) -> Value:
    if first is None or last is None or first >= last:
        return first or last
    return DateSpan(first, last)


def _milestones(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (
            scribe.link(one.id),
            scribe.when(one.due) or scribe.figures.day(one.id),
            listing(one.criteria, lines=True),
            result_of(scribe, one.result, one.due or one.id),
        )
        for one in plan.milestones.values()
        if scribe.shows(one.id)
    ]
    headings = (
        phrase("Milestone"),
        Column(phrase("Due"), figures=True),
        phrase("Criteria"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Milestones and their results"), headings, rows)
    nothing = phrase("The plan has no milestones.")
    return scribe.section(plan, ("deployment", "milestones"), table, otherwise=nothing)


def _resources(scribe: Scribe, plan: Deployment) -> Section:
    """What both sides gave to the deployment, and whether it was there."""
    given = [
        (
            need.what,
            scribe.who(need.from_),
            scribe.when(need.ready),
            result_of(scribe, need.result, need.ready),
        )
        for need in plan.resources
    ]
    done = [
        (duty.what, scribe.who(duty.by), scribe.when(duty.due), result_of(scribe, duty.result, duty.due))
        for duty in plan.customer_obligations
    ]
    resources = scribe.table(
        phrase("Resources of the deployment and their use"),
        (phrase("Resource"), phrase("From whom"), Column(phrase("Ready"), figures=True), phrase("Result")),
        given,
    )
    duties = scribe.table(
        phrase("What the customer does for the deployment"),
        (
            phrase("What is needed"),
            phrase("From whom"),
            Column(phrase("Due"), figures=True),
            phrase("Result"),
        ),
        done,
    )
    nothing = phrase("No resources are asked for beside the people of the provider.")
    return scribe.section(plan, ("deployment", "resources"), resources, duties, otherwise=nothing)


def _deliverables(scribe: Scribe, plan: Deployment) -> Section:
    """How many deliverables of each kind there are, are due and are accepted; each of them stands further below."""
    items = shown(scribe, plan)
    rows = []
    for kind, name in KINDS.items():
        own = [item for item in items if item.kind == kind]
        if own:
            rows.append(
                (
                    name,
                    len(own),
                    sum(is_past(scribe, item.due) for item in own),
                    sum(item.result == "pass" for item in own),
                    sum(item.result not in (None, "pass") for item in own),
                )
            )
    headings = (
        phrase("Kind"),
        Column(phrase("In the plan"), figures=True),
        Column(phrase("Due so far"), figures=True),
        Column(phrase("Passed"), figures=True),
        Column(phrase("With reservations or not passed"), figures=True),
    )
    table = scribe.table(phrase("Deliverables by kind"), headings, rows)
    nothing = phrase("The plan has no deliverables.")
    return scribe.section(plan, ("deployment", "deliverables"), table, otherwise=nothing)


def _lessons(scribe: Scribe, plan: Deployment) -> Section:
    rows = evidence_rows(scribe, plan.evidence.get("lessons", ()))
    table = scribe.table(phrase("Lessons of the deployment"), EVIDENCE_HEADINGS, rows)
    if table is not None:
        return Section((table,))
    missing = lack(scribe, plan, ("deployment", "lessons"), phrase("Lessons of the deployment"))
    nothing = phrase("Nobody gathers the lessons of the deployment yet.")
    return Section((missing,)) if missing is not None else Section((), (nothing,))


def _events(scribe: Scribe, plan: Deployment) -> Section:
    """What went live on which day, and which changes of the plan were decided."""
    own = {"deployment", *plan.tasks, *plan.milestones, *plan.deliverables, *plan.releases}
    releases = [
        (
            scribe.when(one.when),
            phrase("Release: {name}", name=scribe.name(one.id)),
            result_of(scribe, one.result, one.when),
        )
        for one in plan.releases.values()
        if scribe.shows(one.id)
    ]
    live = scribe.figures.day(plan.go_live)
    starts = [(live, phrase("The services go live"), None)] if live is not None else []
    changes = [
        (entry.date, entry.change, scribe.names(id_ for id_ in entry.affects if id_ in own))
        for entry in scribe.design.head.history
        if own.intersection(entry.affects)
    ]
    events = scribe.table(
        phrase("Major events of the deployment"),
        (Column(phrase("Day"), figures=True), phrase("Event"), phrase("Result")),
        sorted([*releases, *starts], key=lambda row: str(row[0])),
    )
    altered = scribe.table(
        phrase("Changes of the plan"),
        (Column(phrase("Day"), figures=True), phrase("Change"), phrase("Affects")),
        changes,
    )
    nothing = phrase("No major event is planned or recorded.")
    return scribe.section(None, ("deployment", "events"), events, altered, otherwise=nothing)


def _advice(scribe: Scribe, plan: Deployment) -> Section:
    """What those who run the services should watch: known errors, the observation, and agreed improvements."""
    errors = [
        (scribe.link(one.id), listing(one.known_errors, lines=True))
        for one in plan.releases.values()
        if one.known_errors and scribe.shows(one.id)
    ]
    customers = set(scribe.design.head.customer)
    improvements = [
        (
            capital(scribe.name(one.id)),
            scribe.when(one.check),
        )
        for one in scribe.design.improvements.values()
        if "deployment" in (*one.cause, *one.inputs)
        and customers.intersection(who for who in one.agreed_by if isinstance(who, str))
        and scribe.shows(one.id)
    ]
    known = scribe.table(
        phrase("Known errors to be watched in operation"), (phrase("Release"), phrase("Known errors")), errors
    )
    agreed = scribe.table(
        phrase("Improvements agreed with the customer"),
        (phrase("Improvement"), Column(phrase("Checked on"), figures=True)),
        improvements,
    )
    watch = plan.acceptance.observe if plan.acceptance else None
    lead = (
        phrase("Watch the services for {duration} after they have gone live.", duration=watch.for_)
        if watch and watch.for_
        else None
    )
    nothing = lead or phrase("No advice for operation is recorded yet.")
    return scribe.section(None, ("deployment", "advice"), known, agreed, lead=lead, otherwise=nothing)


CHAPTERS = {
    "phases": _phases,
    "milestones": _milestones,
    "resources": _resources,
    "by_kind": _deliverables,
    "lessons": _lessons,
    "events": _events,
    "advice": _advice,
}
