"""How the deployment is steered: its tasks and people, progress, issues, deliverables, load, goals and training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import deployment_safety, deployment_work
from itsm_compiler.documents.acceptance_results import deployed, is_past, result_of
from itsm_compiler.documents.chaptered import percent
from itsm_compiler.documents.deployment_work import OWN_PHASES, days_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, DateSpan, Number, Section, Tag, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.deployment import Deployment, Task

GOALS = {
    "availability": phrase("availability"),
    "recovery": phrase("recovery"),
    "security-incidents": phrase("security incidents"),
    "satisfaction": phrase("satisfaction"),
}
"""The metrics for which every agreement of the deployment wants a number."""


def _tasks(scribe: Scribe, plan: Deployment) -> Section:
    """Each task with the persons behind it, its work, its dates as planned and as they were."""
    tables = []
    for phase in (*OWN_PHASES, None):
        own = [task for task in plan.tasks.values() if task.phase == phase]
        name = PHASES[phase] if phase else phrase("Without a phase")
        tables.append(_table(scribe, phrase("Tasks of the phase “{phase}”", phase=name), own))
    nothing = phrase("The plan has no tasks yet.")
    return scribe.section(plan, ("deployment", "tasks"), *tables, otherwise=nothing)


def _table(scribe: Scribe, caption: Phrase, tasks: list[Task]) -> Table | None:
    planned = scribe.lookup.planned(scribe.figures)
    rows = [
        (
            scribe.link(task.id),
            listing((scribe.who(task.by), _persons(scribe, task.by)), lines=True),
            task.effort,
            task.priority,
            days_of(planned.get(task.id)),
            _actual(scribe, task),
        )
        for task in tasks
    ]
    headings = (
        phrase("Task"),
        phrase("Owner"),
        Column(phrase("Effort"), figures=True),
        Column(phrase("Priority"), figures=True),
        phrase("As planned"),
        phrase("As it went"),
    )
    return scribe.table(caption, headings, rows)


def _persons(scribe: Scribe, by: str | None) -> Value:
    """Who holds the role of a task."""
    role = scribe.design.roles.get(by or "")
    return scribe.who([one.name for one in role.holders if one.name is not None]) if role else None


def _actual(scribe: Scribe, task: Task) -> Value:
    """From when to when a task was worked on; without a record whether one is missing."""
    real = task.actual
    if real is not None and real.from_ is not None:
        return DateSpan(real.from_, real.to) if real.to else phrase("since {day}", day=real.from_)
    past = is_past(scribe, task.id)
    return Tag(phrase("not recorded"), "bad") if past else Tag(phrase("not due yet"), "neutral")


def _meetings(scribe: Scribe, plan: Deployment) -> Section:
    del plan
    rows = [
        (
            scribe.link(one.id),
            one.frequency,
            scribe.who(one.chair),
            scribe.who(one.record),
            listing(
                (
                    phrase(
                        "{day}: {result}",
                        day=scribe.when(held.when),
                        result=result_of(scribe, held.result, held.when),
                    )
                    for held in one.held
                ),
                lines=True,
            ),
        )
        for one in scribe.lookup.reviews.get("deployment", ())
    ]
    headings = (
        phrase("Name of the review"),
        phrase("Frequency"),
        phrase("Chair"),
        phrase("Record"),
        phrase("Days and results"),
    )
    table = scribe.table(phrase("Reviews of the progress"), headings, rows)
    nothing = phrase("The progress of the deployment is reviewed at no meeting.")
    return scribe.section(None, ("deployment", "reviews"), table, otherwise=nothing)


def _deliverables(scribe: Scribe, plan: Deployment) -> Section:
    """Who answers for each deliverable, who looks it over, and to which milestone it belongs."""
    milestones: dict[str, list[str]] = {}
    for milestone in plan.milestones.values():
        for id_ in milestone.deliverables:
            milestones.setdefault(id_, []).append(milestone.id)
    rows = []
    for item in plan.deliverables.values():
        task = plan.tasks.get(item.from_ or "")
        rows.append(
            (
                scribe.link(item.id),
                scribe.who(task.by) if task else None,
                scribe.who(item.reviewer),
                scribe.who(item.template),
                scribe.links(milestones.get(item.id, ())),
                scribe.when(item.due),
                result_of(scribe, item.result, item.due),
                scribe.who(item.record),
            )
        )
    headings = (
        phrase("Deliverable"),
        phrase("Owner"),
        phrase("Looked over by"),
        phrase("Template"),
        phrase("Milestone"),
        Column(phrase("Due"), figures=True),
        phrase("Result"),
        phrase("Record"),
    )
    table = scribe.table(phrase("Deliverables and who answers for them"), headings, rows)
    nothing = phrase("The plan has no deliverables.")
    return scribe.section(plan, ("deployment", "deliverables"), table, otherwise=nothing)


def _load(scribe: Scribe, plan: Deployment) -> Section:
    """The busiest week of each role, the fullest first."""
    peaks: dict[str, tuple[float, RoleLoad]] = {}
    for load in scribe.figures.loads:
        share = load.load_hours / load.capacity_hours if load.capacity_hours else None
        known = peaks.get(load.role)
        if share is not None and (known is None or share > known[0]):
            peaks[load.role] = (share, load)
    rows = [
        (
            scribe.link(role),
            _week(load.week),
            Number(load.load_hours, "hours"),
            Number(load.capacity_hours, "hours"),
            Tag(phrase("{share}", share=percent(share, 0)), "bad") if share > 1 else percent(share, 0),
            scribe.links(load.tasks),
        )
        for role, (share, load) in sorted(peaks.items(), key=lambda pair: (-pair[1][0], pair[0]))
    ]
    headings = (
        phrase("Role"),
        Column(phrase("Busiest week"), figures=True),
        Column(phrase("Hours asked"), figures=True),
        Column(phrase("Hours there"), figures=True),
        Column(phrase("Load"), figures=True),
        phrase("Tasks"),
    )
    table = scribe.table(phrase("The busiest week of each role"), headings, rows)
    nothing = phrase("No task says how much work it is.")
    return scribe.section(plan, ("tasks", "effort"), table, otherwise=nothing)


def _week(name: str) -> Value:
    """An ISO week as people say it."""
    year, _, number = name.partition("-W")
    return phrase("week {week} of {year}", week=str(int(number)), year=year)


def _goals(scribe: Scribe, plan: Deployment) -> Section:
    """For which of the usual goals each agreement of the deployed services has a number."""
    agreements: dict[str, Sla] = {
        sla.id: sla for one in deployed(scribe, plan) for sla in scribe.lookup.agreements.get(one, ())
    }
    rows = []
    for sla in agreements.values():
        has = [name for metric, name in GOALS.items() if metric in sla.targets]
        lacks = [name for metric, name in GOALS.items() if metric not in sla.targets]
        times = (
            ("response", phrase("response"), [one.response for one in sla.priorities.values()]),
            ("resolution", phrase("resolution"), [one.resolution for one in sla.priorities.values()]),
        )
        for _, name, stated in times:
            (has if any(value is not None for value in stated) else lacks).append(name)
        excused = listing(
            (
                phrase("{topic}: {result}", topic=name, result=sla.none[metric])
                for metric, name in GOALS.items()
                if metric in sla.none
            ),
            lines=True,
        )
        rows.append((scribe.link(sla.id), listing(has), listing(lacks), excused))
    headings = (
        phrase("Agreement"),
        phrase("Goals with a number"),
        phrase("Without a number"),
        phrase("Reason"),
    )
    table = scribe.table(phrase("Goals of the services by agreement"), headings, rows)
    nothing = phrase("No agreement covers the services of the deployment yet.")
    return scribe.section(None, ("slas", "targets"), table, otherwise=nothing)


def _training(scribe: Scribe, plan: Deployment) -> Section:
    """The courses before the go-live, how they are judged and what came of them."""
    live = scribe.figures.day(plan.go_live)
    rows = []
    for course in scribe.design.training.values():
        how = course.evaluation
        rows.append(
            (
                scribe.link(course.id),
                scribe.when(course.when),
                how.method if how else None,
                scribe.value(how.pass_) if how else None,
                result_of(scribe, course.result, course.when),
            )
        )
    headings = (
        phrase("Training"),
        Column(phrase("Dates")),
        phrase("Way of judging"),
        phrase("Passed with"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Trainings and their results"), headings, rows)
    lead = phrase("Courses for those who run the services end before {day}.", day=live) if live else None
    nothing = phrase("No training is planned yet.")
    return scribe.section(None, ("training", "when"), table, lead=lead, otherwise=nothing)


CHAPTERS = {
    "tasks": _tasks,
    "meetings": _meetings,
    "milestones": deployment_work.CHAPTERS["milestones"],
    "issues": deployment_safety.CHAPTERS["issues"],
    "deliverables": _deliverables,
    "load": _load,
    "service_goals": _goals,
    "training": _training,
}
