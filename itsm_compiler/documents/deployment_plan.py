"""The deployment plan: who brings the services into operation, by which tasks, when, and how it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from itsm_compiler.documents.schedule_chart import gantt
from itsm_compiler.documents.view import Column, Items, Listing, Number, Section, Tag, View, phrase
from itsm_compiler.documents.words import PHASES, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.deployment import Deployment, Task

OWN_PHASES = ("plan", "execute", "accept")
KINDS = {
    "takeover": phrase("takeover"),
    "set-up": phrase("set-up"),
    "install": phrase("installation"),
    None: phrase("management system"),
}
PARTS = {
    "planner": phrase("Planner"),
    "director": phrase("Director"),
    "customer-interface": phrase("Interface to the customer"),
    "engineers": phrase("Engineers"),
}


@dataclass(frozen=True, slots=True)
class PhaseChapter:
    """The tasks of one phase."""

    name: Value
    tasks: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentView(View):
    """The data of the deployment plan; `chapters` by the name under which the template places them."""

    method: Value
    responsible: Value
    outcome: Items | None
    phases: tuple[PhaseChapter, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[DeploymentView]:
    """The plan, when the design has a deployment."""
    plan = scribe.design.deployment
    if plan is None:
        return
    yield DeploymentView(
        document="deployment-plan",
        slug="deployment-plan",
        title=plan.name or phrase("Deployment plan"),
        audience="customer",
        about="deployment",
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=(*plan.tasks, *plan.milestones, *plan.deliverables, *plan.releases),
        control=scribe.control(
            "DEP",
            "customer",
            version=None,
            owner=scribe.who(plan.responsible),
            customer=scribe.links(scribe.design.head.customer),
        ),
        method=plan.method,
        responsible=scribe.who(plan.responsible),
        outcome=scribe.texts(_outcome(scribe, plan)),
        phases=tuple(
            PhaseChapter(
                PHASES[phase],
                _tasks(scribe, plan, [task for task in plan.tasks.values() if task.phase == phase]),
            )
            for phase in OWN_PHASES
        ),
        chapters={name: write(scribe, plan) for name, write in CHAPTERS.items()},
    )


def _outcome(scribe: Scribe, plan: Deployment) -> Iterator[Value]:
    """The plan in a few sentences."""
    schedule = scribe.figures.schedule
    if schedule is None or schedule.start is None or schedule.finish is None:
        return
    days = ceil(schedule.duration_working_days)
    yield phrase(
        "The work begins on {start} and ends on {finish}: {count} working day.",
        plural="The work begins on {start} and ends on {finish}: {count} working days.",
        start=schedule.start,
        finish=schedule.finish,
        count=days,
    )
    if schedule.go_live and schedule.go_live_margin is not None:
        if schedule.go_live_margin < 0:
            yield phrase(
                "The services are to go live on {day}; the plan is {count} working day late for that.",
                plural="The services are to go live on {day}; the plan is {count} working days late for that.",
                day=schedule.go_live,
                count=-schedule.go_live_margin,
            )
        elif schedule.go_live_margin == 0:
            yield phrase(
                "The services go live on {day}; no working day is left in between.", day=schedule.go_live
            )
        else:
            yield phrase(
                "The services go live on {day}, with {count} working day in reserve.",
                plural="The services go live on {day}, with {count} working days in reserve.",
                day=schedule.go_live,
                count=schedule.go_live_margin,
            )
    yield phrase("The plan has {count} task.", plural="The plan has {count} tasks.", count=len(plan.tasks))
    critical = len(schedule.critical_path)
    yield phrase(
        "{count} task is critical: a delay there delays the end.",
        plural="{count} tasks are critical: a delay in any of them delays the end.",
        count=critical,
    )


def _section(scribe: Scribe, plan: Deployment, field: str, *blocks: object) -> Section:
    return scribe.section(plan, ("deployment", field), *blocks)  # type: ignore[arg-type]


def _tasks(scribe: Scribe, plan: Deployment, tasks: list[Task]) -> Section:
    schedule = scribe.figures.schedule
    planned = {figure.task: figure for figure in schedule.tasks} if schedule else {}
    rows = []
    for task in sorted(
        tasks, key=lambda one: (planned[one.id].earliest_start if one.id in planned else 0, one.id)
    ):
        figure = planned.get(task.id)
        slack = (
            Number(float(figure.total_float), "open-days", 0 if figure.total_float.denominator == 1 else 1)
            if figure
            else None
        )
        rows.append(
            (
                scribe.link(task.id),
                KINDS.get(task.kind),
                scribe.who(task.by),
                figure.start_date if figure else None,
                figure.finish_date if figure else None,
                Tag(phrase("critical"), "warning") if figure and figure.critical else slack,
                scribe.links(task.needs),
                scribe.links(task.for_),
            )
        )
    headings = (
        phrase("Task"),
        phrase("Group"),
        phrase("Done by"),
        Column(phrase("Begins"), figures=True),
        Column(phrase("Ends"), figures=True),
        Column(phrase("Slack"), figures=True),
        phrase("After"),
        phrase("Puts in place"),
    )
    return _section(scribe, plan, "tasks", scribe.table(phrase("Tasks"), headings, rows))


def _roles(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (PARTS[part], scribe.links(role.by), Listing(role.duties, lines=True))
        for part, role in plan.roles.items()
    ]
    rows.insert(0, (phrase("Responsible person"), scribe.who(plan.responsible), None))
    if plan.deputy:
        rows.insert(1, (phrase("Deputy"), scribe.who(plan.deputy), None))
    headings = (phrase("Part"), phrase("Played by"), phrase("Duties"))
    return _section(scribe, plan, "roles", scribe.table(phrase("Roles and duties"), headings, rows))


def _scope(scribe: Scribe, plan: Deployment) -> Section:
    scope = plan.scope
    facts = scope and scribe.facts(
        (phrase("Services"), scribe.links(scribe.design.services_of(scope.services))),
        (phrase("Sites"), sites(scope.sites)),
    )
    return _section(scribe, plan, "scope", facts)


def sites(counts: Mapping[str, int | None]) -> Value:
    """Sites by name, with how many of each where it is more than one."""
    return Listing(
        tuple(
            phrase("{site} ({count})", site=word(site), count=count) if count and count > 1 else word(site)
            for site, count in counts.items()
        )
    )


def _goals(scribe: Scribe, plan: Deployment) -> Section:
    rows = [(word(goal.phase) if goal.phase else None, goal.goal, goal.test) for goal in plan.goals]
    headings = (phrase("Phase"), phrase("Goal"), phrase("It is reached when"))
    return _section(scribe, plan, "goals", scribe.table(phrase("Goals of the phases"), headings, rows))


def _chart(scribe: Scribe, plan: Deployment) -> Section:
    return _section(scribe, plan, "tasks", gantt(scribe, plan))


def _critical_path(scribe: Scribe, plan: Deployment) -> Section:
    schedule = scribe.figures.schedule
    planned = {figure.task: figure for figure in schedule.tasks} if schedule else {}
    rows = [
        (
            scribe.link(id_),
            scribe.who(plan.tasks[id_].by),
            planned[id_].start_date,
            planned[id_].finish_date,
            Number(
                float(planned[id_].duration), "open-days", 0 if planned[id_].duration.denominator == 1 else 1
            ),
        )
        for id_ in (schedule.critical_path if schedule else ())
    ]
    headings = (
        phrase("Task"),
        phrase("Done by"),
        Column(phrase("Begins"), figures=True),
        Column(phrase("Ends"), figures=True),
        Column(phrase("Takes"), figures=True),
    )
    return _section(scribe, plan, "tasks", scribe.table(phrase("The critical path"), headings, rows))


def _milestones(scribe: Scribe, plan: Deployment) -> Section:
    schedule = scribe.figures.schedule
    planned = {figure.milestone: figure for figure in schedule.milestones} if schedule else {}
    rows = []
    for milestone in plan.milestones.values():
        figure = planned.get(milestone.id)
        state = None
        if figure and figure.due:
            state = Tag(phrase("late by plan"), "bad") if figure.late else Tag(phrase("in time"), "good")
        rows.append(
            (
                scribe.link(milestone.id),
                figure.reached if figure else None,
                scribe.when(milestone.due),
                state,
                scribe.who(milestone.by),
                Listing(milestone.criteria, lines=True),
            )
        )
    headings = (
        phrase("Milestone"),
        Column(phrase("Reached by plan"), figures=True),
        Column(phrase("Due"), figures=True),
        phrase("State"),
        phrase("Answered for by"),
        phrase("Criteria"),
    )
    return _section(scribe, plan, "milestones", scribe.table(phrase("Milestones"), headings, rows))


def _deliverables(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (scribe.link(item.id), scribe.when(item.due), scribe.who(item.from_), scribe.who(item.accepted_by))
        for item in plan.deliverables.values()
    ]
    headings = (
        phrase("Deliverable"),
        Column(phrase("Due"), figures=True),
        phrase("Result of"),
        phrase("Accepted by"),
    )
    return _section(
        scribe, plan, "deliverables", scribe.table(phrase("List of deliverables"), headings, rows)
    )


def _criteria(scribe: Scribe, plan: Deployment) -> Section:
    rows = [(scribe.name(item.id), Listing(item.criteria, lines=True)) for item in plan.deliverables.values()]
    headings = (phrase("Deliverable"), phrase("It is accepted when"))
    return _section(
        scribe, plan, "deliverables", scribe.table(phrase("Criteria of acceptance"), headings, rows)
    )


def _obligations(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (duty.what, scribe.who(duty.by), scribe.when(duty.due), scribe.who(duty.before))
        for duty in plan.customer_obligations
    ]
    headings = (
        phrase("What is needed"),
        phrase("From"),
        Column(phrase("By"), figures=True),
        phrase("Before"),
    )
    table = scribe.table(phrase("Requirements on the customer"), headings, rows)
    return _section(scribe, plan, "customer_obligations", table)


def _resources(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (need.what, scribe.who(need.from_), scribe.when(need.ready), scribe.who(need.before))
        for need in plan.resources
    ]
    headings = (
        phrase("Resource"),
        phrase("From"),
        Column(phrase("Ready by"), figures=True),
        phrase("Before"),
    )
    return _section(
        scribe, plan, "resources", scribe.table(phrase("Resources of the deployment"), headings, rows)
    )


def _safety(scribe: Scribe, plan: Deployment) -> Section:
    """The tasks that touch what is in use: how work goes on, and how they are taken back."""
    rows = [
        (scribe.link(task.id), scribe.links(task.live), task.continuity, task.rollback, task.window)
        for task in plan.tasks.values()
        if task.live
    ]
    headings = (
        phrase("Task"),
        phrase("Touches"),
        phrase("How work goes on meanwhile"),
        phrase("How it is taken back"),
        Column(phrase("Window"), figures=True),
    )
    table = scribe.table(phrase("Work on what is in use"), headings, rows)
    return _section(
        scribe, plan, "tasks", table or Items((phrase("No task touches anything that is in use."),))
    )


def _risks(scribe: Scribe, plan: Deployment) -> Section:
    """The declared risks of the phases of deployment; their scores stay in the risk register."""
    rows = [
        (scribe.name(risk.id), word(risk.phase), risk.cause, risk.effect, scribe.links(risk.control))
        for risk in scribe.design.risks.values()
        if risk.phase in OWN_PHASES and not risk.internal and risk.closed is None
    ]
    headings = (
        phrase("Risk"),
        phrase("Phase"),
        phrase("Cause"),
        phrase("Effect"),
        phrase("What is done about it"),
    )
    return scribe.section(
        None, ("deployment", "risks"), scribe.table(phrase("Risks of the deployment"), headings, rows)
    )


def _communication(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (
            scribe.who(briefing.to),
            scribe.value(briefing.form),
            briefing.frequency,
            scribe.value(briefing.way),
            scribe.who(briefing.by),
        )
        for briefing in plan.communication
    ]
    headings = (phrase("To"), phrase("What"), phrase("Every"), phrase("Way"), phrase("By"))
    return _section(scribe, plan, "communication", scribe.table(phrase("Reporting"), headings, rows))


def _confirmation(scribe: Scribe, plan: Deployment) -> Section:
    rows = [(scribe.who(entry.by), scribe.when(entry.when)) for entry in plan.confirmation]
    headings = (phrase("Confirmed by"), Column(phrase("On"), figures=True))
    return _section(scribe, plan, "confirmation", scribe.table(phrase("Confirmation"), headings, rows))


CHAPTERS: Mapping[str, Callable[[Scribe, Deployment], Section]] = {
    "roles": _roles,
    "scope": _scope,
    "goals": _goals,
    "chart": _chart,
    "critical_path": _critical_path,
    "milestones": _milestones,
    "deliverables": _deliverables,
    "criteria": _criteria,
    "obligations": _obligations,
    "resources": _resources,
    "safety": _safety,
    "risks": _risks,
    "communication": _communication,
    "confirmation": _confirmation,
}
