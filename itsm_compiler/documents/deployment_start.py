"""How the deployment sets out: the talks before planning, rules of its own, kick-off, resources and mechanisms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import deployment_safety
from itsm_compiler.documents.deployment_aims import tasks_for
from itsm_compiler.documents.evidence_records import lack, topics_table
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.deployment import Deployment

TALKS = (
    ("customer-talk", phrase("With the customer")),
    ("design-talk", phrase("With those who designed the services")),
    ("delivery-talk", phrase("With those who will deliver them")),
)
OPENING = (
    ("plan-assessment", phrase("Assessment of the plan")),
    ("consensus", phrase("Consensus")),
    ("kick-off", phrase("Kick-off")),
    ("role-confirmation", phrase("Confirmation of the roles")),
)
"""What happens between the plan and its execution, by topic."""


def _topics(
    scribe: Scribe,
    plan: Deployment,
    topics: tuple[tuple[str, Phrase], ...],
    caption: Phrase,
    otherwise: Phrase,
) -> Section:
    """The records of several topics, and a gap for each topic without one."""
    table = topics_table(scribe, plan, topics, caption)
    missing = [
        lack(scribe, plan, ("deployment", topic), name)
        for topic, name in topics
        if not plan.evidence.get(topic)
    ]
    blocks = tuple(block for block in (table, *missing) if block is not None)
    return Section(blocks) if blocks else Section((), (otherwise,))


def _talks(scribe: Scribe, plan: Deployment) -> Section:
    nothing = phrase("No talk before the planning is recorded.")
    return _topics(scribe, plan, TALKS, phrase("Talks before the planning"), nothing)


def _rules(scribe: Scribe, plan: Deployment) -> Section:
    """The processes and procedures that only this customer's trade asks for."""
    del plan
    design = scribe.design
    rows = [
        (scribe.link(one.id), phrase("process"), scribe.who(one.owner), one.description)
        for one in design.processes.values()
        if "special" in one.type
    ]
    rows += [
        (scribe.link(one.id), phrase("procedure"), scribe.who(one.by), one.purpose)
        for one in design.sops.values()
        if one.kind == "special"
    ]
    headings = (phrase("Rule"), phrase("Kind"), phrase("Owner"), phrase("Purpose"))
    table = scribe.table(phrase("Rules to be kept, and where they come from"), headings, rows)
    nothing = phrase("The customer's trade asks for no rules of its own.")
    return scribe.section(None, ("design", "special"), table, otherwise=nothing)


def _opening(scribe: Scribe, plan: Deployment) -> Section:
    nothing = phrase("No start of the deployment is recorded.")
    return _topics(scribe, plan, OPENING, phrase("How the execution is opened"), nothing)


def _duty(scribe: Scribe, plan: Deployment) -> Section:
    """From when each role of a team is on duty, and by which courses it is prepared."""
    design = scribe.design
    live = scribe.figures.day(plan.go_live)
    rows = []
    for team in design.teams.values():
        for id_ in team.roles:
            role = design.roles.get(id_)
            if role is None:
                continue
            courses = [one.id for one in design.training.values() if id_ in one.audience]
            rows.append(
                (
                    scribe.link(team.id),
                    scribe.link(id_),
                    role.headcount,
                    scribe.when(role.duty_from) or live,
                    scribe.links(courses, lines=True),
                )
            )
    headings = (
        phrase("Team"),
        phrase("Role"),
        Column(phrase("People"), figures=True),
        Column(phrase("On duty from"), figures=True),
        phrase("Prepared by"),
    )
    table = scribe.table(phrase("When the people of the teams take up their duty"), headings, rows)
    nothing = phrase("No team has roles yet.")
    return scribe.section(None, ("roles", "duty_from"), table, otherwise=nothing)


def _mechanisms(scribe: Scribe, plan: Deployment) -> Section:
    """The mechanisms that must stand before daily work begins, each with the tasks that bring it in."""
    design = scribe.design
    change = [one.id for one in design.processes.values() if "change" in one.type]
    records = [
        one.tool for one in design.processes.values() if "configuration" in one.type and one.tool is not None
    ]
    wanted: tuple[tuple[Phrase, Iterable[str]], ...] = (
        (phrase("Processes"), design.processes),
        (phrase("Control of changes"), change),
        (phrase("Measurements and indicators"), (*design.kpis, *design.measurements)),
        (phrase("Control of documents"), ("document_rules",)),
        (phrase("Knowledge base"), ("knowledge",)),
        (phrase("Configuration data"), records),
    )
    tasks, planned = tasks_for(plan), scribe.lookup.planned(scribe.figures)
    rows: list[tuple[Value, ...]] = []
    for name, things in wanted:
        work = list(dict.fromkeys(task.id for id_ in things for task in tasks.get(id_, ())))
        handed = dict.fromkeys(item.id for id_ in work for item in scribe.lookup.results.get(id_, ()))
        ends = [day for id_ in work if id_ in planned and (day := planned[id_].finish_date) is not None]
        rows.append(
            (
                name,
                scribe.links(work, lines=True) or phrase("brought in by no task"),
                scribe.links(handed, lines=True),
                max(ends, default=None),
            )
        )
    headings = (
        phrase("Mechanism of work"),
        phrase("Brought in by"),
        phrase("Deliverables"),
        Column(phrase("Ready"), figures=True),
    )
    table = scribe.table(phrase("Mechanisms that stand before daily work begins"), headings, rows)
    return Section((table,) if table else ())


def _continuity(scribe: Scribe, plan: Deployment) -> Section:
    del plan
    rows = [
        (
            scribe.link(one.id),
            scribe.links(scribe.design.services_of(one.covers), lines=True),
            scribe.who(one.owner),
            min(
                (day for test in one.tests if (day := scribe.figures.day(test.when)) is not None),
                default=None,
            ),
        )
        for one in scribe.design.continuity_plans.values()
    ]
    headings = (
        phrase("Continuity plan"),
        phrase("Services"),
        phrase("Owner"),
        Column(phrase("First test"), figures=True),
    )
    table = scribe.table(phrase("How the services go on through a disaster"), headings, rows)
    nothing = phrase("There is no continuity plan yet.")
    return scribe.section(None, ("design", "continuity_plans"), table, otherwise=nothing)


def _reviews(scribe: Scribe, plan: Deployment) -> Section:
    """The meetings with the customer and in the team that begin with operation."""
    del plan
    rows = [
        (
            scribe.link(one.id),
            SIDES[one.with_],
            one.frequency,
            scribe.who(one.chair),
            scribe.words(one.agenda, lines=True),
        )
        for one in scribe.design.reviews.values()
        if one.with_ in SIDES
    ]
    headings = (
        phrase("Name of the review"),
        phrase("Held with"),
        phrase("Frequency"),
        phrase("Chair"),
        phrase("Points of the agenda"),
    )
    table = scribe.table(phrase("Reviews with the customer and in the team"), headings, rows)
    nothing = phrase("No reviews are planned yet.")
    return scribe.section(None, ("design", "reviews"), table, otherwise=nothing)


SIDES: dict[str | None, Phrase] = {"customer": phrase("the customer"), "team": phrase("the team")}

CHAPTERS = {
    "talks": _talks,
    "special_rules": _rules,
    "opening": _opening,
    "resources": deployment_safety.CHAPTERS["resources"],
    "duty": _duty,
    "mechanisms": _mechanisms,
    "continuity": _continuity,
    "reviews": _reviews,
}
