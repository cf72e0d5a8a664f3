"""People and technology in operation: knowledge, results put to use, deputies, incentives; research, skill, trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter, either
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.staffing_growth import cycles
from itsm_compiler.documents.technology_plan import research_follow_ups
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.technology import Technology

ALONE = 3
"""The level from which on somebody does the work alone."""

TWO = 2
"""People who must hold the ability of a technology, so that one may leave."""


def _knowledge(scribe: Scribe) -> Section:
    """What areas of knowledge each post has been taught."""
    areas: dict[tuple[str, ...], list[str]] = {}
    for role in scribe.design.roles.values():
        if role.trained_in:
            areas.setdefault(tuple(role.trained_in), []).append(role.id)
    rows = [(scribe.links(area), scribe.links(roles)) for area, roles in areas.items()]
    headings = (phrase("Areas of knowledge"), phrase("Posts"))
    table = scribe.table(phrase("What the posts have been taught of the services"), headings, rows)
    nothing = phrase("No post says which areas of knowledge it has been taught.")
    return chapter(scribe, None, ("roles", "trained_in"), [table], nothing)


def _cycles(scribe: Scribe) -> Section:
    nothing = phrase("No day is set on which results are reported and analysed.")
    return chapter(scribe, None, ("appraisals", "cycle"), [cycles(scribe)], nothing)


def _trust(scribe: Scribe) -> Section:
    """Who keeps each relation and who stands in, so that partners keep their trust when somebody leaves."""
    roles = scribe.design.roles
    reserve = {
        one.role for one in (scribe.design.staffing.reserve if scribe.design.staffing else ()) if one.role
    }
    rows = []
    for relation in scribe.design.relations.values():
        keeper = roles.get(relation.owner or "")
        backup = scribe.links(keeper.backup) if keeper else None
        if backup is None and keeper is not None and keeper.id in reserve:
            backup = phrase("a person in reserve")
        rows.append(
            (
                scribe.link(relation.party),
                scribe.who(relation.owner),
                backup,
                scribe.who(relation.coordinator),
            )
        )
    headings = (phrase("Party"), phrase("Relation kept by"), phrase("Stands in"), phrase("Coordinator"))
    table = scribe.table(phrase("Who keeps the relations"), headings, rows)
    contacts = [
        (
            scribe.link(party.id),
            scribe.who(contact.name),
            scribe.who(contact.deputy) or Tag(phrase("no deputy"), "warning"),
        )
        for party in scribe.design.parties.values()
        for contact in party.contacts
    ]
    deputies = scribe.table(
        phrase("Contact persons and their deputies"),
        (phrase("Party"), phrase("Contact"), phrase("Deputy")),
        contacts,
    )
    nothing = phrase("No relation has somebody who keeps it yet.")
    return chapter(scribe, None, ("relations", "owner"), [table, deputies], nothing)


def _raised(scribe: Scribe) -> Section:
    """How the skills of each post are raised: trainings, appraisal, and what meeting the goals brings."""
    design = scribe.design
    rows = [
        (
            scribe.link(role.id),
            sum(1 for training in design.training.values() if role.id in training.audience),
            scribe.links(one.id for one in design.appraisals.values() if role.id in one.roles),
            listing(
                (
                    met
                    for one in design.appraisals.values()
                    if role.id in one.roles and one.use is not None
                    for met in one.use.met
                ),
                lines=True,
            ),
        )
        for role in design.roles.values()
    ]
    headings = (
        phrase("Staff post"),
        Column(phrase("Number of trainings"), figures=True),
        phrase("Appraisal"),
        phrase("What meeting the goals brings"),
    )
    raised = design.training or design.appraisals
    table = (
        scribe.table(phrase("Training, appraisal and incentives of the posts"), headings, rows)
        if raised
        else None
    )
    nothing = phrase("Neither training nor appraisal is laid down yet.")
    return chapter(scribe, None, ("appraisals", "use"), [table], nothing)


def _aims(scribe: Scribe) -> Section:
    """What research is to better, from where it was started, and how its trend is followed."""
    rows = []
    for one in scribe.design.research.values():
        kpi = scribe.design.kpis.get(one.kpi or "")
        started = scribe.design.requirements.get(one.from_) if isinstance(one.from_, str) else None
        rows.append(
            (
                scribe.link(one.id),
                one.goal,
                scribe.link(kpi.id) if kpi else None,
                indicators.figure(scribe, kpi, kpi.baseline) if kpi else None,
                indicators.level(scribe, kpi, kpi.target) if kpi else None,
                (started.text or scribe.name(started.id)) if started else scribe.who(one.from_),
                listing(
                    (either(scribe.when(entry.when), scribe.who(entry.who)) for entry in one.trend),
                    lines=True,
                ),
            )
        )
    headings = (
        phrase("Research"),
        phrase("Goal"),
        phrase("Indicator"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
        phrase("Grew out of"),
        phrase("Trend is followed"),
    )
    table = scribe.table(phrase("What technology is to make better"), headings, rows)
    steps = scribe.table(
        phrase("How results of research are put to use"),
        (phrase("Research"), phrase("Kind"), Column(phrase("When")), phrase("Result")),
        research_follow_ups(scribe),
    )
    nothing = phrase("No research is planned.")
    return chapter(scribe, None, ("research", "kpi"), [table, steps], nothing)


def _experts(scribe: Scribe) -> Section:
    """For each technology: how many people master it, and what is written down of it."""
    design = scribe.design
    rows = []
    for one in design.technologies.values():
        if one.maturity == "retire":
            continue
        people = _masters(scribe, one.skill) if one.skill else None
        written = [sop.id for sop in design.sops.values() if set(sop.for_) & set(one.used_by)]
        rows.append(
            (
                scribe.link(one.id),
                scribe.word(one.skill) if one.skill else None,
                people,
                _written(scribe, one, written),
                None
                if people is None
                else Tag(phrase("spread"), "good")
                if people >= TWO
                else Tag(phrase("hangs on too few"), "bad"),
            )
        )
    headings = (
        phrase("Technology"),
        phrase("Ability"),
        Column(phrase("People who do it alone"), figures=True),
        phrase("Written down in"),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("What would be lost with an expert"), headings, rows)
    nothing = phrase("No technologies are registered yet.")
    return chapter(scribe, None, ("technologies", "skill"), [table], nothing)


def _masters(scribe: Scribe, skill: str) -> int:
    """The people of the posts that hold an ability at the level at which one works alone."""
    return sum(role.headcount for role in scribe.design.roles.values() if role.held(skill) >= ALONE)


def _written(scribe: Scribe, technology: Technology, sops: list[str]) -> Value:
    tools = scribe.design.tools
    manuals = (scribe.who(tools[id_].manual) for id_ in technology.used_by if id_ in tools)
    return either(scribe.links(sops), listing(manuals))


def _technical(scribe: Scribe) -> Section:
    """The technical posts whose people do not hold what the post asks for, and what closes the gap."""
    roles = scribe.design.roles
    rows = [
        (
            scribe.link(figure.role),
            scribe.word(skill.skill),
            skill.wanted,
            skill.held,
            scribe.links(skill.taught_by),
            scribe.when(roles[figure.role].duty_from),
        )
        for figure in scribe.figures.skills
        if roles[figure.role].type == "technical"
        for skill in figure.skills
        if skill.gap
    ]
    headings = (
        phrase("Staff post"),
        phrase("Ability"),
        Column(phrase("Level wanted"), figures=True),
        Column(phrase("Level held"), figures=True),
        phrase("Closed by"),
        Column(phrase("On duty from")),
    )
    table = scribe.table(phrase("Gaps in the abilities of technical posts"), headings, rows)
    if table is None and any(role.type == "technical" for role in roles.values()):
        return Section((), (phrase("The people in every technical post hold what the post asks for."),))
    nothing = phrase("There is no technical post.")
    return chapter(scribe, None, ("roles", "has"), [table], nothing)


def _trouble(scribe: Scribe) -> Section:
    """How trouble in each kind of component is found and treated."""
    design = scribe.design
    found = {part for one in design.monitoring.values() for part in one.of}
    treated: dict[str, list[str]] = {}
    means = [(sop.id, sop.for_) for sop in design.sops.values()]
    means += [(plan.id, plan.covers) for plan in design.emergency_plans.values()]
    for id_, parts_of in means:
        for part in parts_of:
            treated.setdefault(part, []).append(id_)
    kinds = dict.fromkeys(part.kind for part in design.components.values() if part.kind)
    rows: list[tuple[Value, ...]] = []
    for kind in kinds:
        parts = [part.id for part in design.components.values() if part.kind == kind]
        means_of = dict.fromkeys(one for part in parts for one in treated.get(part, ()))
        rows.append(
            (
                scribe.title(kind),
                len(parts),
                sum(part in found for part in parts),
                scribe.links(means_of) or phrase("by those who provide it"),
            )
        )
    headings = (
        phrase("Kind of component"),
        Column(phrase("Number of components"), figures=True),
        Column(phrase("Of them watched"), figures=True),
        phrase("Treated by"),
    )
    table = scribe.table(phrase("How trouble is found and treated"), headings, rows)
    nothing = phrase("The design names no components, so there is no trouble to find.")
    return chapter(scribe, None, ("components", "kind"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "knowledge_areas": _knowledge,
    "cycles": _cycles,
    "trust": _trust,
    "raised": _raised,
    "research_aims": _aims,
    "experts": _experts,
    "technical_gaps": _technical,
    "trouble": _trouble,
}
