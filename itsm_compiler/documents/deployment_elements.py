"""The deployment element by element: people, knowledge, tools, spare parts, technology, processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.acceptance_results import result_of
from itsm_compiler.documents.deployment_aims import tasks_for
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.deployment import Deployment, Task


def _last_day(scribe: Scribe, tasks: Iterable[Task]) -> date | None:
    """The day on which the last of the tasks ends."""
    planned = scribe.lookup.planned(scribe.figures)
    ends = [planned[task.id].finish_date for task in tasks if task.id in planned]
    return max((day for day in ends if day is not None), default=None)


def _people(scribe: Scribe, plan: Deployment) -> Section:
    """The posts without a person, the tasks that fill them, and the courses with their material."""
    tasks = tasks_for(plan)
    rows = []
    for role in scribe.design.roles.values():
        open_posts = role.headcount - len(role.holders)
        if open_posts <= 0:
            continue
        work = [task for task in tasks.get(role.id, ()) if task.element in (None, "people")]
        rows.append(
            (
                scribe.link(role.id),
                role.headcount,
                open_posts,
                scribe.links(task.id for task in work),
                _last_day(scribe, work),
                scribe.when(role.duty_from) or scribe.figures.day(plan.go_live),
            )
        )
    posts = scribe.table(
        phrase("Posts without a named person"),
        (
            phrase("Role"),
            Column(phrase("People"), figures=True),
            Column(phrase("Without a person"), figures=True),
            phrase("Filled by the task"),
            Column(phrase("Ready"), figures=True),
            Column(phrase("On duty from"), figures=True),
        ),
        rows,
    )
    courses = scribe.table(
        phrase("Material of the trainings"),
        (phrase("Training"), phrase("Material")),
        [
            (scribe.link(one.id), listing((scribe.who(item) for item in one.materials), lines=True))
            for one in scribe.design.training.values()
            if one.materials
        ],
    )
    nothing = phrase("Every post has its person; there is nobody to be hired.")
    return scribe.section(None, ("roles", "holders"), posts, courses, otherwise=nothing)


def _knowledge(scribe: Scribe, plan: Deployment) -> Section:
    """What the knowledge base holds at the start, who keeps it, and what is handed over."""
    base = scribe.design.knowledge
    tasks = tasks_for(plan).get("knowledge", [])
    steps = base.steps if base else None
    facts = scribe.facts(
        (phrase("Set up by the task"), scribe.links(task.id for task in tasks)),
        (phrase("Ready"), _last_day(scribe, tasks)),
        (phrase("Knowledge is gained by"), scribe.who(steps.gaining.by) if steps and steps.gaining else None),
        (phrase("Knowledge is shared by"), scribe.who(steps.sharing.by) if steps and steps.sharing else None),
        (phrase("Knowledge is reviewed by"), scribe.who(steps.review.by) if steps and steps.review else None),
    )
    seed = scribe.table(
        phrase("Articles that are there at the start"),
        (phrase("Service"), Column(phrase("Articles"), figures=True)),
        [(scribe.link(service), count) for service, count in base.seed.items()] if base else [],
    )
    nothing = phrase("No knowledge is loaded by the deployment.")
    return scribe.section(base, ("knowledge", "seed"), facts, seed, otherwise=nothing)


def _tools(scribe: Scribe, plan: Deployment) -> Section:
    """Each tool on its way from test to use."""
    tasks = tasks_for(plan)
    rows = [
        (
            scribe.link(tool.id),
            scribe.who(tool.owner),
            scribe.links(task.id for task in tasks.get(tool.id, ())),
            scribe.when(tool.test),
            scribe.when(tool.trial),
            scribe.when(tool.live),
            len(tool.stages) or None,
            scribe.who(tool.manual),
        )
        for tool in scribe.design.tools.values()
    ]
    headings = (
        phrase("Tool"),
        phrase("Owner"),
        phrase("Set up by the task"),
        Column(phrase("Test"), figures=True),
        Column(phrase("Trial"), figures=True),
        Column(phrase("In use from"), figures=True),
        Column(phrase("Stages"), figures=True),
        phrase("Manual"),
    )
    table = scribe.table(phrase("Tools on their way into use"), headings, rows)
    nothing = phrase("The services need no tools.")
    return scribe.section(None, ("design", "tools"), table, otherwise=nothing)


def _spares(scribe: Scribe, plan: Deployment) -> Section:
    tasks = tasks_for(plan)
    rows = []
    for spare in scribe.design.spares.values():
        tests = [
            phrase(
                "{day}: {result}", day=scribe.when(one.when), result=result_of(scribe, one.result, one.when)
            )
            for one in spare.evidence.get("test", ())
        ]
        work = tasks.get(spare.id, [])
        rows.append(
            (
                scribe.link(spare.id),
                spare.stock,
                scribe.links(task.id for task in work),
                _last_day(scribe, work),
                listing(tests, lines=True),
            )
        )
    headings = (
        phrase("Spare part"),
        Column(phrase("Stock"), figures=True),
        phrase("Put in stock by the task"),
        Column(phrase("Ready"), figures=True),
        phrase("Test"),
    )
    table = scribe.table(phrase("Spare parts in place before the go-live"), headings, rows)
    nothing = phrase("No spare parts are held.")
    return scribe.section(None, ("design", "spares"), table, otherwise=nothing)


def _technology(scribe: Scribe, plan: Deployment) -> Section:
    """Transfers, emergency plans, procedures and test environments with the tasks and deliverables that bring them."""
    design = scribe.design
    tasks = tasks_for(plan)
    kinds = (
        (phrase("Transfers of knowledge"), design.knowledge_transfer),
        (phrase("Emergency plans"), design.emergency_plans),
        (phrase("Standard procedures"), design.sops),
        (phrase("Test environments"), design.environments),
    )
    rows: list[tuple[Value, ...]] = []
    for name, things in kinds:
        work = {task.id: task for id_ in things for task in tasks.get(id_, ())}
        papers = [
            item.id for id_ in work for item in scribe.lookup.results.get(id_, ()) if item.kind == "document"
        ]
        rows.append(
            (
                name,
                len(things),
                scribe.links(work, lines=True),
                scribe.links(papers, lines=True),
                _last_day(scribe, work.values()),
            )
        )
    headings = (
        phrase("Kind"),
        Column(phrase("Number"), figures=True),
        phrase("Tasks"),
        phrase("Documents"),
        Column(phrase("Ready"), figures=True),
    )
    table = scribe.table(phrase("What the deployment brings in of technology"), headings, rows)
    drills = scribe.table(
        phrase("First drills and the day from which environments can be used"),
        (phrase("Object"), phrase("Kind"), Column(phrase("Day"), figures=True)),
        [
            *(
                (scribe.link(one.id), phrase("first drill"), day)
                for one in design.emergency_plans.values()
                if (
                    day := min(
                        filter(None, (scribe.figures.day(drill.when) for drill in one.drills)), default=None
                    )
                )
            ),
            *(
                (scribe.link(one.id), phrase("environment ready"), scribe.when(one.ready))
                for one in design.environments.values()
            ),
        ],
    )
    nothing = phrase("The deployment brings in no technology.")
    filled = table if any(things for _, things in kinds) else None
    return scribe.section(plan, ("deployment", "technology"), filled, drills, otherwise=nothing)


def _processes(scribe: Scribe, plan: Deployment) -> Section:
    """Each process with the task that brings it in and the day on which its tool is tried and used."""
    design = scribe.design
    tasks = tasks_for(plan)
    rows = []
    for process in design.processes.values():
        work = tasks.get(process.id, [])
        tool = design.tools.get(process.tool or "")
        rows.append(
            (
                scribe.link(process.id),
                scribe.who(process.owner),
                scribe.links(task.id for task in work),
                _last_day(scribe, work),
                scribe.when(tool.trial) if tool else None,
                scribe.when(tool.live) if tool else None,
            )
        )
    headings = (
        phrase("Process"),
        phrase("Owner"),
        phrase("Brought in by"),
        Column(phrase("Ready"), figures=True),
        Column(phrase("Tried in the tool"), figures=True),
        Column(phrase("In use from"), figures=True),
    )
    table = scribe.table(phrase("Processes on their way into use"), headings, rows)
    nothing = phrase("The design has no processes yet.")
    return scribe.section(None, ("design", "processes"), table, otherwise=nothing)


CHAPTERS = {
    "people": _people,
    "knowledge": _knowledge,
    "tools": _tools,
    "spares": _spares,
    "technology": _technology,
    "processes": _processes,
}
