"""The deployment plan: who brings the services into operation, by which tasks, when, and how it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents import deployment_acceptance, deployment_safety, deployment_work
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Column, Items, Section, View, phrase
from itsm_compiler.documents.words import PHASES, titled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.deployment_acceptance import ReleaseChapter
    from itsm_compiler.documents.deployment_work import PhaseChapter
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.deployment import Deployment

KIND = Text("Deployment plan", "部署实施计划")
PARTS = {
    "planner": phrase("Planner"),
    "director": phrase("Service director"),
    "customer-interface": phrase("Interface to the customer"),
    "engineers": phrase("Engineers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentView(View):
    """The data of the deployment plan; `chapters` by the name under which the template places them."""

    method: Value
    outcome: Items | None
    phases: tuple[PhaseChapter, ...]
    releases: tuple[ReleaseChapter, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[DeploymentView]:
    """The plan, when the design has a deployment; one marked internal stays inside."""
    plan = scribe.design.deployment
    if plan is None:
        return
    scribe = scribe.reading("internal" if plan.internal else "customer")
    named = (*plan.tasks, *plan.milestones, *plan.deliverables, *plan.releases)
    yield DeploymentView(
        document="deployment-plan",
        slug=scribe.slug("deployment-plan"),
        title=titled(KIND, plan.name) if plan.name else phrase("Deployment plan"),
        audience=scribe.audience,
        about="deployment",
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=tuple(id_ for id_ in named if scribe.shows(id_)),
        control=scribe.control(
            ("deployment-plan", ""),
            owner=scribe.who(plan.responsible),
            customer=scribe.links(scribe.design.head.customer),
        ),
        method=plan.method,
        outcome=scribe.texts(_outcome(scribe, plan)),
        phases=deployment_work.phases(scribe, plan),
        releases=deployment_acceptance.releases(scribe, plan),
        chapters={name: write(scribe, plan) for name, write in CHAPTERS.items()},
    )


def _outcome(scribe: Scribe, plan: Deployment) -> Iterator[Value]:
    """The plan in a few sentences."""
    schedule = scribe.figures.schedule
    if schedule is None or schedule.start is None or schedule.finish is None:
        return
    yield phrase(
        "The work begins on {start} and ends on {finish}: {count} working day.",
        plural="The work begins on {start} and ends on {finish}: {count} working days.",
        start=schedule.start,
        finish=schedule.finish,
        count=ceil(schedule.duration_working_days),
    )
    yield _go_live(scribe)
    tasks = sum(scribe.shows(task) for task in plan.tasks)
    yield phrase("The plan has {count} task.", plural="The plan has {count} tasks.", count=tasks)
    results = sum(scribe.shows(item) for item in plan.deliverables)
    yield phrase(
        "It produces {count} deliverable.", plural="It produces {count} deliverables.", count=results
    )
    yield phrase(
        "{count} task is critical: a delay there delays the end.",
        plural="{count} tasks are critical: a delay in any of them delays the end.",
        count=len(schedule.critical_path),
    )


def _go_live(scribe: Scribe) -> Value:
    """Whether the plan keeps the day of going live."""
    schedule = scribe.figures.schedule
    if schedule is None or schedule.go_live is None:
        return None
    day, margin = schedule.go_live, schedule.go_live_margin
    if margin is None:
        return phrase("The services go live on {day}.", day=day)
    if margin < 0:
        return phrase(
            "The services are to go live on {day}; the plan is {count} working day late for that.",
            plural="The services are to go live on {day}; the plan is {count} working days late for that.",
            day=day,
            count=-margin,
        )
    if margin == 0:
        return phrase("The services go live on {day}; no working day is left in between.", day=day)
    return phrase(
        "The services go live on {day}, with {count} working day in reserve.",
        plural="The services go live on {day}, with {count} working days in reserve.",
        day=day,
        count=margin,
    )


def _responsible(scribe: Scribe, plan: Deployment) -> Section:
    role = scribe.design.roles.get(plan.responsible or "")
    facts = scribe.facts(
        (phrase("Responsible person"), scribe.who(plan.responsible)),
        (phrase("Held by"), _holders(scribe, plan.responsible)),
        (
            phrase("Authority"),
            listing(role.authority, lines=True) if role and scribe.shows(role.id) else None,
        ),
        (phrase("Deputy"), scribe.who(plan.deputy)),
    )
    nothing = phrase("Nobody is responsible for the deployment yet.")
    return scribe.section(
        plan, ("deployment", "responsible"), facts if plan.responsible else None, otherwise=nothing
    )


def _holders(scribe: Scribe, role: str | None) -> Value:
    """The persons who hold a role."""
    known = scribe.design.roles.get(role or "")
    return (
        scribe.who([holder.name for holder in known.holders if holder.name])
        if known and scribe.shows(known.id)
        else None
    )


def _roles(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (PARTS[part], listing(role.duties, lines=True), scribe.links(role.by))
        for part, role in plan.roles.items()
    ]
    headings = (phrase("Part"), phrase("Duties"), phrase("Played by"))
    table = scribe.table(phrase("Parts in the deployment"), headings, rows)
    nothing = phrase("No roles are laid down yet beside the owners of the tasks.")
    return scribe.section(plan, ("deployment", "roles"), table, otherwise=nothing)


def _scope(scribe: Scribe, plan: Deployment) -> Section:
    """What is deployed, for whom and where."""
    scope, head = plan.scope, scribe.design.head.scope
    facts = scribe.facts(
        (phrase("Background"), head.setting if head else None),
        (phrase("Sites"), sites(scribe, scope.sites) if scope else None),
        (phrase("Included"), listing(head.included, lines=True) if head else None),
        (phrase("Not included"), listing(head.excluded, lines=True) if head else None),
    )
    services = (
        [scribe.design.services[id_] for id_ in scribe.design.services_of(scope.services)] if scope else []
    )
    rows = [
        (
            scribe.link(service.id),
            scribe.links(service.customers),
            service.users,
            scribe.links(sla.id for sla in scribe.lookup.agreements.get(service.id, ())),
        )
        for service in services
        if scribe.shows(service.id)
    ]
    headings = (
        phrase("Service"),
        phrase("For"),
        Column(phrase("Users"), figures=True),
        phrase("Promised in"),
    )
    table = scribe.table(phrase("Services that go into operation"), headings, rows)
    nothing = phrase("It is not laid down yet which services the deployment puts into operation.")
    return scribe.section(
        plan, ("deployment", "scope"), facts if scope or rows else None, table, otherwise=nothing
    )


def _goals(scribe: Scribe, plan: Deployment) -> Section:
    rows = [(PHASES.get(goal.phase or ""), goal.goal, goal.test) for goal in plan.goals]
    headings = (phrase("Phase"), phrase("Goal"), phrase("It is reached when"))
    table = scribe.table(phrase("What each phase is to reach"), headings, rows)
    nothing = phrase("No goals are set for the phases yet.")
    return scribe.section(plan, ("deployment", "goals"), table, otherwise=nothing)


CHAPTERS: Mapping[str, Callable[[Scribe, Deployment], Section]] = {
    "responsible": _responsible,
    "roles": _roles,
    "scope": _scope,
    "goals": _goals,
    **deployment_work.CHAPTERS,
    **deployment_acceptance.CHAPTERS,
    **deployment_safety.CHAPTERS,
}
