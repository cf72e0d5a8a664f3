"""The operations concept: aim, guidance, balance, communication and functions, daily work, processes, people, technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import (
    indicators,
    operations_daily,
    operations_people,
    operations_processes,
    staffing_growth,
)
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered, either
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.staffing_plan import FUNCTIONS
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.knowledge import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.processes import Kpi

ELEMENTS = ("people", "resource", "technology", "process", "service")
ACTIVE = ("event", "problem", "capacity", "availability")
"""Types of processes that act before users call."""


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The concept, when the design has services or processes."""
    if scribe.design.services or scribe.design.processes:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    yield phrase(
        "Operation covers {services}, run by {teams} along {processes}.",
        services=phrase("{count} service", plural="{count} services", count=len(design.services)),
        teams=phrase("{count} team", plural="{count} teams", count=len(design.teams)),
        processes=phrase("{count} process", plural="{count} processes", count=len(design.processes)),
    )
    gaps = [figure for figure in scribe.figures.raci if figure.gaps]
    if gaps:
        yield phrase(
            "{count} activity lacks somebody who does it or who answers for it.",
            plural="{count} activities lack somebody who does them or who answers for them.",
            count=len(gaps),
        )
    elif scribe.figures.raci:
        yield phrase("Every activity has somebody who does it and one who answers for it.")
    points = scribe.figures.single_points
    if points:
        yield phrase(
            "Promised services hang on one thing alone: {points}.",
            points=scribe.links(dict.fromkeys(point.entity for point in points)),
        )
    missing = [
        name for kind, name in FUNCTIONS.items() if kind != "management" and not _teams_of(scribe, kind)
    ]
    if missing:
        yield phrase("No team carries the function: {functions}.", functions=listing(missing))


def _teams_of(scribe: Scribe, function: str) -> list[str]:
    return [team.id for team in scribe.design.teams.values() if team.function == function]


def _aim(scribe: Scribe) -> Section:
    head = scribe.design.head
    policy = scribe.facts((phrase("Guiding rule"), head.policy))
    rows = []
    for objective in head.objectives:
        kpi = scribe.design.kpis.get(objective.kpi or "")
        rows.append(
            (
                objective.text,
                scribe.link(kpi.id) if kpi else None,
                indicators.figure(scribe, kpi, kpi.baseline) if kpi else None,
                indicators.level(scribe, kpi, kpi.target) if kpi else None,
            )
        )
    headings = (
        phrase("Aim"),
        phrase("Indicator"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
    )
    table = scribe.table(phrase("What operation is to reach"), headings, rows)
    nothing = phrase("No aims are set for operation yet.")
    return chapter(scribe, None, ("design", "objectives"), [policy, table], nothing)


def _control(scribe: Scribe) -> Section:
    """How each of the elements is kept under control: what is measured, how often, by whom."""
    rows = [
        (
            scribe.title(element),
            listing((scribe.link(one.id) for one in found), lines=True),
            len({kpi for one in found for kpi in one.kpis}),
            listing((one.frequency for one in found), lines=True),
            listing((scribe.who(one.owner) for one in found), lines=True),
        )
        for element in ELEMENTS
        if (found := [one for one in scribe.design.measurements.values() if one.element == element])
    ]
    headings = (
        phrase("Element"),
        phrase("Measurement"),
        Column(phrase("Number of indicators"), figures=True),
        phrase("Frequency"),
        phrase("Owner"),
    )
    table = scribe.table(phrase("The elements under control"), headings, rows)
    nothing = phrase("Nothing is measured by element yet.")
    return chapter(scribe, None, ("measurements", "element"), [table], nothing)


def _guidance(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(relation.party),
            guidance.what,
            scribe.when(guidance.when),
            either(scribe.outcome(guidance.result), scribe.who(guidance.record)),
        )
        for relation in scribe.design.relations.values()
        for guidance in relation.guidance
    ]
    headings = (
        phrase("Party"),
        phrase("What it is shown or taught"),
        Column(phrase("When")),
        phrase("Result"),
    )
    shown = scribe.table(phrase("How expectations are guided"), headings, rows)
    duties = [
        (scribe.link(sla.id), duty.text, scribe.who(duty.by))
        for sla in scribe.design.slas.values()
        for duty in (sla.responsibilities.customer if sla.responsibilities else ())
    ]
    owed = scribe.table(
        phrase("What customers contribute"),
        (phrase("Agreement"), phrase("Duty"), phrase("Carried out by")),
        duties,
    )
    nothing = phrase("Nothing is laid down yet for guiding customers.")
    return chapter(scribe, None, ("relations", "guidance"), [shown, owed], nothing)


def _balance(scribe: Scribe) -> Section:
    """The indicators on both sides of each of the four balances."""
    kpis = scribe.design.kpis.values()
    sides: tuple[tuple[Phrase, Phrase, Iterable[Kpi], Phrase, Iterable[Kpi]], ...] = (
        (
            phrase("Outside and inside"),
            phrase("seen from outside"),
            [kpi for kpi in kpis if kpi.layer == "experience"],
            phrase("seen from inside"),
            [
                kpi
                for kpi in kpis
                if any(one in scribe.design.teams or one in scribe.design.roles for one in kpi.of)
            ],
        ),
        (
            phrase("Stability and response"),
            phrase("stability"),
            [kpi for kpi in kpis if kpi.layer == "base"],
            phrase("response"),
            [kpi for kpi in kpis if kpi.layer == "performance"],
        ),
        (
            phrase("Quality and cost"),
            phrase("quality"),
            [kpi for kpi in kpis if kpi.quality],
            phrase("cost"),
            [kpi for kpi in kpis if _unit(kpi) == "money"],
        ),
        (
            phrase("Passive and active"),
            phrase("after users call"),
            [kpi for kpi in kpis if _types(scribe, kpi) & {"incident"}],
            phrase("before users call"),
            [kpi for kpi in kpis if _types(scribe, kpi) & set(ACTIVE)],
        ),
    )
    rows = [
        (name, _side(scribe, left, first), _side(scribe, right, second))
        for name, left, first, right, second in sides
    ]
    headings = (phrase("Balance"), phrase("One side"), phrase("Other side"))
    table = scribe.table(phrase("Indicators on both sides"), headings, rows) if kpis else None
    nothing = phrase("There are no indicators yet that would show a balance.")
    return chapter(scribe, None, ("kpis", "layer"), [table], nothing)


def _unit(kpi: Kpi) -> object:
    known = library().get(kpi.use or "")
    return kpi.unit or (known.unit if known else None)


def _types(scribe: Scribe, kpi: Kpi) -> set[str]:
    """The types of the processes of which an indicator tells."""
    processes = scribe.design.processes
    return {kind for id_ in kpi.of if id_ in processes for kind in processes[id_].type}


def _side(scribe: Scribe, name: Phrase, kpis: Iterable[Kpi]) -> Value:
    shown = scribe.links(kpi.id for kpi in kpis)
    if shown is None:
        return phrase("{side}: no indicator", side=name)
    return phrase("{side}: {indicators}", side=name, indicators=shown)


def _communication(scribe: Scribe) -> Section:
    """The six kinds of news."""
    missing = [
        name
        for kind, name in staffing_growth.NEWS.items()
        if kind != "team-building" and all(one.kind != kind for one in scribe.design.communications.values())
    ]
    table = staffing_growth.news_table(scribe, team_building=False)
    lead = phrase("Not laid down yet: {kinds}.", kinds=listing(missing)) if table and missing else None
    nothing = phrase("No communication is laid down yet.")
    return chapter(scribe, None, ("communications", "kind"), [table], nothing, lead)


def _functions(scribe: Scribe) -> Section:
    rows = [
        (
            name,
            scribe.links(teams),
            scribe.links(dict.fromkeys(role for team in teams for role in scribe.design.teams[team].roles)),
        )
        for kind, name in FUNCTIONS.items()
        if (teams := _teams_of(scribe, kind))
    ]
    headings = (phrase("Function"), phrase("Team"), phrase("Posts"))
    table = scribe.table(phrase("Functions and who carries them"), headings, rows)
    nothing = phrase("No team says which function it carries.")
    return chapter(scribe, None, ("teams", "function"), [table], nothing)


PLAN = Plan(
    kind="operations-concept",
    title=phrase("Operations concept"),
    outcome=_outcome,
    chapters={
        "aim": _aim,
        "control": _control,
        "guidance": _guidance,
        "balance": _balance,
        "communication": _communication,
        "functions": _functions,
        **operations_daily.CHAPTERS,
        **operations_processes.CHAPTERS,
        **operations_people.CHAPTERS,
    },
    details={},
    anchors=lambda _scribe: (),
)
