"""The technology plan: technologies, standards, research, the threshold table, tests, procedures, emergencies, transfer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import emergency_chapters, indicators, technical_work
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered, either
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Section, Value
    from itsm_compiler.model.technology import Research

MATURITY: Mapping[str, Tag] = {
    "trial": Tag(phrase("on trial"), "warning"),
    "adopt": Tag(phrase("in general use"), "good"),
    "hold": Tag(phrase("no new use"), "warning"),
    "retire": Tag(phrase("to be given up"), "bad"),
}
STANDARDS: Mapping[str, Phrase] = {
    "delivery": phrase("standard of delivery"),
    "monitoring": phrase("standard of monitoring"),
    "improvement": phrase("standard of improvement"),
    "technical": phrase("technical standard"),
}
FOLLOW_UPS: Mapping[str, Phrase] = {
    "training": phrase("Training"),
    "drill": phrase("Drill"),
    "improvement": phrase("Improvement"),
}


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plan, when the design has services or technology."""
    design = scribe.design
    if design.services or design.technologies or design.sops or design.emergency_plans:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    technologies = phrase("{count} technology", plural="{count} technologies", count=len(design.technologies))
    standards = phrase("{count} standard", plural="{count} standards", count=len(design.standards))
    base = listing([technologies if design.technologies else None, standards if design.standards else None])
    if base is None:
        yield phrase("Neither technologies nor standards are registered yet.")
    else:
        yield phrase("The services rest on {base}.", base=base)
    yield from _work(scribe)
    yield from _drill(scribe)


def _work(scribe: Scribe) -> Iterator[Value]:
    """What the summary says of monitoring, procedures and emergency plans."""
    design = scribe.design
    metrics = sum(len(one.metrics) for one in design.monitoring.values())
    if metrics:
        watched = {part for one in design.monitoring.values() for part in one.of}
        yield phrase(
            "Monitoring follows {metrics} on {components}.",
            metrics=phrase("{count} metric", plural="{count} metrics", count=metrics),
            components=phrase("{count} component", plural="{count} components", count=len(watched)),
        )
    else:
        yield phrase("Nothing is watched against thresholds yet.")
    if design.sops:
        yield phrase(
            "Technical work follows {procedures}.",
            procedures=phrase(
                "{count} written procedure", plural="{count} written procedures", count=len(design.sops)
            ),
        )
    else:
        yield phrase("There are no written procedures yet.")
    if design.emergency_plans:
        yield phrase(
            "The design is prepared for emergencies with {plans}.",
            plans=phrase(
                "{count} emergency plan", plural="{count} emergency plans", count=len(design.emergency_plans)
            ),
        )
    else:
        yield phrase("There are no emergency plans yet.")


def _drill(scribe: Scribe) -> Iterator[Value]:
    drills = [
        day
        for plan in scribe.design.emergency_plans.values()
        for drill in plan.drills
        if (day := scribe.figures.day(drill.when)) is not None and day >= scribe.material.stamp
    ]
    if drills:
        yield phrase("The next drill is on {day}.", day=min(drills))


def _technologies(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(one.id),
            MATURITY.get(one.maturity or ""),
            one.purpose,
            scribe.who(one.owner),
            scribe.links(one.used_by),
            scribe.word(one.skill) if one.skill else None,
            listing(one.conditions, lines=True),
            scribe.word(one.cost_class) if one.cost_class else None,
        )
        for one in scribe.design.technologies.values()
    ]
    headings = (
        phrase("Technology"),
        phrase("Maturity"),
        phrase("Purpose"),
        phrase("Owner"),
        phrase("Used by"),
        phrase("Ability asked for"),
        phrase("Conditions"),
        phrase("Cost"),
    )
    table = scribe.table(phrase("Technologies in use and on trial"), headings, rows)
    nothing = phrase("No technologies are registered yet.")
    return chapter(scribe, None, ("technologies", "maturity"), [table], nothing)


def _standards(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(one.id),
            STANDARDS.get(one.kind or ""),
            one.version,
            scribe.links(one.of),
            scribe.links(one.used_in),
            scribe.links(one.taught_in),
            listing(
                (either(scribe.who(entry.who), scribe.when(entry.when)) for entry in one.told), lines=True
            ),
            listing((scribe.when(entry.when) for entry in one.review), lines=True),
        )
        for one in scribe.design.standards.values()
    ]
    headings = (
        phrase("Standard"),
        phrase("Kind"),
        phrase("Version"),
        phrase("Holds for"),
        phrase("Used in"),
        phrase("Taught in"),
        phrase("Told to"),
        Column(phrase("Looked over on")),
    )
    table = scribe.table(phrase("Standards that the work follows"), headings, rows)
    nothing = phrase("No standards are named yet.")
    return chapter(scribe, None, ("standards", "version"), [table], nothing)


def _research(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(one.id),
            one.goal,
            scribe.who(one.owner),
            one.period,
            scribe.when(one.due),
            _cost(scribe, one),
            _moved(scribe, one),
        )
        for one in scribe.design.research.values()
    ]
    headings = (
        phrase("Research"),
        phrase("Goal"),
        phrase("Owner"),
        Column(phrase("From when to when")),
        Column(phrase("Result by")),
        Column(phrase("Cost"), figures=True),
        phrase("Indicator that it moves"),
    )
    table = scribe.table(phrase("Planned research with its cost"), headings, rows)
    nothing = phrase("No research is planned.")
    return chapter(scribe, None, ("research", "goal"), [table], nothing)


def _cost(scribe: Scribe, one: Research) -> Value:
    """What the research costs, with the line of the budget that bears it."""
    cost = scribe.design.costs.get(one.cost or "")
    if cost is None:
        return None
    line = scribe.title(cost.line) if cost.line else None
    return either(scribe.money(cost.amount), phrase("budget line: {line}", line=line) if line else None)


def _moved(scribe: Scribe, one: Research) -> Value:
    kpi = scribe.design.kpis.get(one.kpi or "")
    if kpi is None:
        return None
    today = indicators.figure(scribe, kpi, kpi.baseline)
    target = indicators.level(scribe, kpi, kpi.target)
    levels = (
        phrase("today {today}, then {target}", today=today, target=target) if today and target else target
    )
    return either(scribe.link(kpi.id), levels)


def research_follow_ups(scribe: Scribe) -> list[tuple[Value, ...]]:
    """What each piece of research leads to: which kind, when, and what came of it."""
    return [
        (
            scribe.link(one.id),
            FOLLOW_UPS.get(step.what or ""),
            scribe.when(step.when),
            either(scribe.outcome(step.result), scribe.who(step.record)),
        )
        for one in scribe.design.research.values()
        for step in one.then
    ]


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    design = scribe.design
    return (
        *design.technologies,
        *design.standards,
        *design.research,
        *design.monitoring,
        *design.environments,
        *design.sops,
        *design.emergency_plans,
        *design.knowledge_transfer,
    )


PLAN = Plan(
    kind="technology-plan",
    title=phrase("Technology plan"),
    outcome=_outcome,
    chapters={
        "technologies": _technologies,
        "standards": _standards,
        "research": _research,
        **technical_work.CHAPTERS,
        **emergency_chapters.CHAPTERS,
    },
    details={"sops": technical_work.procedures, "emergencies": emergency_chapters.plans},
    anchors=_anchors,
)
