"""What the deployment is to reach and to leave behind: method, goals, readiness, effects, baselines, prevention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import deployment_acceptance, indicators
from itsm_compiler.documents.chaptered import percent
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase
from itsm_compiler.documents.words import PHASES
from itsm_compiler.model.fieldtexts import section_text

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase
    from itsm_compiler.model.deployment import Deployment, Task

EFFECTS = ("processes", "tools", "roles", "sops", "emergency_plans", "spares", "services")
"""The sections of which a deployment brings every entity into being."""

GATES: dict[str, Phrase] = {
    "people-hired": phrase("People are hired"),
    "people-trained": phrase("People are trained"),
    "tools-tested": phrase("Tools are tested"),
    "knowledge-loaded": phrase("Knowledge is loaded"),
    "spares-in-place": phrase("Spare parts are in place"),
    "procedures-ready": phrase("Procedures are ready"),
    "plans-drilled": phrase("Plans are drilled"),
    "processes-trialled": phrase("Processes are tried"),
    "rollback-tested": phrase("The way back is tested"),
    "deliverables-accepted": phrase("Deliverables are accepted"),
    "plan-before-sla": phrase("The plan ends before the agreements begin"),
}


def tasks_for(plan: Deployment) -> dict[str, list[Task]]:
    """By entity, the tasks of the deployment that are for it."""
    found: dict[str, list[Task]] = {}
    for task in plan.tasks.values():
        for target in task.for_:
            found.setdefault(target, []).append(task)
    return found


def uncovered(scribe: Scribe, plan: Deployment) -> dict[str, list[str]]:
    """By section, what no task is for that yields a deliverable; sections where nothing lacks are left out."""
    tasks = tasks_for(plan)
    results = scribe.lookup.results
    found = {
        section: [
            id_
            for id_ in getattr(scribe.design, section)
            if not any(task.id in results for task in tasks.get(id_, ()))
        ]
        for section in EFFECTS
    }
    return {section: bare for section, bare in found.items() if bare}


def _goals(scribe: Scribe, plan: Deployment) -> Section:
    """How the deployment goes about it, and what each phase is to reach."""
    rows = [(PHASES.get(goal.phase or ""), goal.goal, goal.test) for goal in plan.goals]
    table = scribe.table(
        phrase("What each phase is to reach"),
        (phrase("Phase"), phrase("Goal"), phrase("It is reached when")),
        rows,
    )
    facts = scribe.facts((phrase("Method"), plan.method))
    nothing = phrase("No goals are set for the phases yet.")
    return scribe.section(plan, ("deployment", "goals"), facts, table, otherwise=nothing)


def _prospects(scribe: Scribe, plan: Deployment) -> Section:
    """Whether the dates and the money of the plan can be kept."""
    schedule, chance = scribe.figures.schedule, scribe.figures.go_live_chance
    effort = sum(task.effort.minutes for task in plan.tasks.values() if task.effort is not None) / 60
    facts = scribe.facts(
        (phrase("Planned end"), schedule.finish if schedule else None),
        (phrase("Day of going live"), scribe.figures.day(plan.go_live)),
        (
            phrase("Working days in reserve"),
            schedule.go_live_margin if schedule and schedule.go_live_margin is not None else None,
        ),
        (phrase("Chance of making the go-live"), percent(chance.simulated) if chance else None),
        (phrase("Work in all tasks"), Number(effort, "hours") if effort else None),
        (phrase("Paid from the budget line"), scribe.word(plan.budget) if plan.budget else None),
        (phrase("Tasks that may become critical"), scribe.links(chance.near_critical) if chance else None),
    )
    nothing = phrase("The plan has no dates yet.")
    return scribe.section(plan, ("deployment", "go_live"), facts, otherwise=nothing)


def _readiness(scribe: Scribe, plan: Deployment) -> Section:
    """Each proof that must be there before the services go live, and what decides it."""
    rows = []
    for gate, name in GATES.items():
        own = [figure for figure in scribe.figures.gates if figure.gate == gate]
        if not own:
            continue
        bad = [figure for figure in own if figure.verdict != "met"]
        last = max((figure.day for figure in own if figure.day is not None), default=None)
        rows.append(
            (
                name,
                len(own),
                last,
                Tag(phrase("late or missing"), "bad") if bad else Tag(phrase("in time"), "good"),
                scribe.links((figure.service for figure in bad if figure.service), lines=True),
                scribe.links(dict.fromkeys(figure.entity for figure in bad), lines=True),
            )
        )
    headings = (
        phrase("Proof"),
        Column(phrase("Asked for"), figures=True),
        Column(phrase("All there on"), figures=True),
        phrase("State"),
        phrase("Services concerned"),
        phrase("Late or missing"),
    )
    table = scribe.table(phrase("What must be in place before the services go live"), headings, rows)
    nothing = phrase("What must be in place before the go-live cannot be told yet: the plan has no dates.")
    return scribe.section(plan, ("deployment", "go_live"), table, otherwise=nothing)


def _effects(scribe: Scribe, plan: Deployment) -> Section:
    """How many entities of each section come out of a task with a deliverable, and which do not."""
    bare = uncovered(scribe, plan)
    rows = []
    for section in EFFECTS:
        count = len(getattr(scribe.design, section))
        if count:
            lacking = bare.get(section, [])
            label = section_text(section).label
            rows.append((label, count, count - len(lacking), scribe.links(lacking)))
    headings = (
        phrase("Elements of the design"),
        Column(phrase("Number"), figures=True),
        Column(phrase("Handed over by a deliverable"), figures=True),
        phrase("Not handed over"),
    )
    table = scribe.table(
        phrase("Elements of the design, and how many a deliverable hands over"), headings, rows
    )
    nothing = phrase("The design has no elements that the deployment could bring into being.")
    return scribe.section(plan, ("deployment", "deliverables"), table, otherwise=nothing)


def _cooperation(scribe: Scribe, plan: Deployment) -> Section:
    """Who of the customers meets whom of the provider, by matter."""
    rows = []
    for customer in scribe.design.head.customer:
        relation = scribe.lookup.relations.get(customer)
        boundary = relation.cooperation.boundary if relation and relation.cooperation else {}
        rows += [
            (scribe.link(customer), scribe.title(name), scribe.who(who)) for name, who in boundary.items()
        ]
    part = plan.roles.get("customer-interface")
    facts = scribe.facts((phrase("Interface to the customer"), scribe.links(part.by) if part else None))
    table = scribe.table(
        phrase("Where the work of both sides meets"),
        (phrase("Customer"), phrase("Matter"), phrase("In charge")),
        rows,
    )
    nothing = phrase("It is not laid down yet how the customers are joined to the services.")
    return scribe.section(plan, ("deployment", "cooperation"), facts, table, otherwise=nothing)


def _baselines(scribe: Scribe, plan: Deployment) -> Section:
    """From where the indicators of teams and roles set out, and how they rise to their target."""
    del plan
    design = scribe.design
    rows = [
        (
            scribe.link(kpi.id),
            scribe.links(one for one in kpi.of if one in design.teams or one in design.roles),
            indicators.figure(scribe, kpi, kpi.baseline),
            listing(
                (
                    phrase("{day}: {level}", day=day, level=indicators.figure(scribe, kpi, value))
                    for day, value in kpi.path.items()
                ),
                lines=True,
            ),
            indicators.level(scribe, kpi, kpi.target),
        )
        for kpi in design.kpis.values()
        if kpi.baseline is not None and any(one in design.teams or one in design.roles for one in kpi.of)
    ]
    headings = (
        phrase("Indicator"),
        phrase("Team or role"),
        Column(phrase("Baseline"), figures=True),
        phrase("On the way"),
        Column(phrase("Target"), figures=True),
    )
    table = scribe.table(phrase("Baselines of the teams and the way to the target"), headings, rows)
    nothing = phrase("No team has an indicator with a baseline yet.")
    return scribe.section(None, ("kpis", "baseline"), table, otherwise=nothing)


def _prevention(scribe: Scribe, plan: Deployment) -> Section:
    """Which risks of operation the deployment reduces before the go-live, by which task."""
    tasks = tasks_for(plan)
    planned = scribe.lookup.planned(scribe.figures)
    rows = []
    for risk in scribe.design.risks.values():
        if risk.phase != "operate" or risk.response not in ("avoid", "mitigate") or risk.closed is not None:
            continue
        controls = dict.fromkeys(risk.control)
        work = {task.id: None for id_ in (risk.id, *controls) for task in tasks.get(id_, ())}
        work |= {id_: None for id_ in controls if id_ in plan.tasks}
        ends = [day for id_ in work if id_ in planned and (day := planned[id_].finish_date) is not None]
        rows.append(
            (
                scribe.link(risk.id),
                scribe.links(controls, lines=True),
                scribe.links(work, lines=True),
                max(ends, default=None),
            )
        )
    headings = (
        phrase("Risk"),
        phrase("Control"),
        phrase("Prepared by the task"),
        Column(phrase("Ready"), figures=True),
    )
    table = scribe.table(phrase("Risks of operation that the deployment reduces"), headings, rows)
    nothing = phrase("No risk of operation is reduced by the deployment.")
    return scribe.section(None, ("design", "risks"), table, otherwise=nothing)


def _people(scribe: Scribe, plan: Deployment) -> Section:
    """The posts on which services hang that have nobody to stand in."""
    del plan
    rows = [
        (scribe.link(point.entity), scribe.links(point.services), scribe.links(point.slas))
        for point in scribe.figures.single_points
        if point.kind == "person"
    ]
    headings = (phrase("Role"), phrase("Services"), phrase("Agreements touched"))
    table = scribe.table(phrase("Roles that nobody else can fill"), headings, rows)
    if table is None:
        return Section((), (phrase("Every role on which a service hangs has somebody to stand in."),))
    return Section((table,))


CHAPTERS = {
    "goals": _goals,
    "prospects": _prospects,
    "readiness": _readiness,
    "effects": _effects,
    "cooperation": _cooperation,
    "trial": deployment_acceptance.CHAPTERS["trial"],
    "baselines": _baselines,
    "prevention": _prevention,
    "lone_people": _people,
}
