"""The processes in operation: RACI matrix, what makes each one sound, which needs call for it, and the further ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter, either
from itsm_compiler.documents.needs import KINDS, kind_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Link, RaciMatrix, RaciRow, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.analysis.raci import ActivityRaci
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.processes import Process

MOST_COLUMNS = 10
"""Posts that the matrix can show side by side; of more it shows their teams."""

GROUPS: Mapping[str, Phrase] = {
    "customer": phrase("Customers"),
    "provider": phrase("Provider"),
    "supplier": phrase("Suppliers"),
    "third-party": phrase("Third parties"),
}

SERVED_BY: Mapping[str, str] = {
    "availability": "availability",
    "continuity": "continuity",
    "capacity": "capacity",
    "security": "security",
    "reporting": "service-reporting",
}
"""The type of the process that looks after each kind of need."""

FURTHER: Mapping[str, Phrase] = {
    "event": phrase("Events"),
    "incident": phrase("Incidents"),
    "problem": phrase("Problems and known errors"),
    "configuration": phrase("Configuration management system"),
    "access": phrase("Access rights"),
    "request": phrase("Standard requests"),
}


def _matrix(scribe: Scribe) -> Section:
    """Processes against posts, against teams where there are many posts."""
    posts = dict.fromkeys(one for figure in scribe.figures.raci for one in _people(figure))
    column_of = {one: one for one in posts}
    if len(posts) > MOST_COLUMNS:
        column_of = {one: _group(scribe, one) for one in posts}
    columns = tuple(dict.fromkeys(column_of.values()))
    found: dict[str, dict[str, set[str]]] = {}
    for figure in scribe.figures.raci:
        row = found.setdefault(figure.process, {})
        for letter, people in _parts(figure):
            for one in people:
                row.setdefault(column_of[one], set()).add(letter)
    matrix = (
        RaciMatrix(
            phrase("RACI matrix of the processes"),
            phrase(
                "R does some of the work, A answers for some of it, C is consulted, I is informed; the activities of each process have their own."
            ),
            tuple(GROUPS.get(column) or Link(column, scribe.name(column)) for column in columns),
            tuple(
                RaciRow(
                    Link(process, scribe.name(process)),
                    tuple("".join(sorted(row.get(column, ()), key="RACI".index)) for column in columns),
                )
                for process, row in found.items()
            ),
        )
        if columns
        else None
    )
    gaps = _gaps(scribe)
    nothing = phrase("No process says who does what.")
    return chapter(scribe, None, ("processes", "activities"), [matrix, gaps], nothing)


def _group(scribe: Scribe, one: str) -> str:
    """The team of a post, or what a party is to the provider."""
    design = scribe.design
    if one in design.parties:
        return design.parties[one].role
    return next((team.id for team in design.teams.values() if one in team.roles), one)


def _people(figure: ActivityRaci) -> Iterable[str]:
    return (one for _, people in _parts(figure) for one in people)


def _parts(figure: ActivityRaci) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("R", figure.responsible),
        ("A", (figure.accountable,) if figure.accountable else ()),
        ("C", figure.consulted),
        ("I", figure.informed),
    )


GAPS: Mapping[str, Phrase] = {
    "no-responsible": phrase("nobody does it"),
    "no-accountable": phrase("nobody answers for it"),
    "nobody-there": phrase("the post has no people"),
}


def _gaps(scribe: Scribe) -> Block | None:
    rows = [
        (
            scribe.link(figure.process),
            scribe.title(figure.activity),
            listing(GAPS.get(gap) or scribe.word(gap) for gap in figure.gaps),
        )
        for figure in scribe.figures.raci
        if figure.gaps
    ]
    headings = (phrase("Process"), phrase("Activity"), phrase("What is missing"))
    return scribe.table(phrase("Activities without somebody"), headings, rows)


def _sound(scribe: Scribe) -> Section:
    """What makes each process stable, measurable and traceable."""
    rows = [
        (
            scribe.link(process.id),
            scribe.who(process.owner),
            scribe.link(process.basis) if process.basis else None,
            len(process.activities),
            scribe.link(process.tool) if process.tool else None,
            scribe.links(process.records),
            len(process.kpis),
            _audit(scribe, process),
            listing((scribe.when(entry.when) for entry in process.review), lines=True),
        )
        for process in scribe.design.processes.values()
    ]
    headings = (
        phrase("Process"),
        phrase("Owner"),
        phrase("Standard behind it"),
        Column(phrase("Number of activities"), figures=True),
        phrase("Tool"),
        phrase("Records"),
        Column(phrase("Number of indicators"), figures=True),
        phrase("Audit"),
        phrase("Evaluated"),
    )
    table = scribe.table(phrase("Stability, measurement and trace of the processes"), headings, rows)
    return chapter(scribe, None, ("processes", "basis"), [table], phrase("There are no processes yet."))


def _audit(scribe: Scribe, process: Process) -> Value:
    audit = process.audit
    if audit is None:
        return None
    return either(audit.frequency, scribe.value(audit.sample))


def _wanted(scribe: Scribe) -> Section:
    """Which needs call for which process."""
    design = scribe.design
    counted: dict[str, int] = {}
    for need in design.requirements.values():
        kind = kind_of(need)
        if kind in SERVED_BY:
            counted[kind] = counted.get(kind, 0) + 1
    rows: list[tuple[Value, ...]] = []
    for kind, count in counted.items():
        serving = [one.id for one in design.processes.values() if SERVED_BY[kind] in one.type]
        rows.append((KINDS[kind], count, scribe.links(serving) or Tag(phrase("no process"), "bad")))
    headings = (
        phrase("Kind of need"),
        Column(phrase("Number of needs"), figures=True),
        phrase("Looked after by"),
    )
    table = scribe.table(phrase("From needs to processes"), headings, rows)
    nothing = phrase("No need calls for a process of its own.")
    return chapter(scribe, None, ("processes", "type"), [table], nothing)


def _paying(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(process.id), scribe.money(design_cost.amount), design_cost.every)
        for process in scribe.design.processes.values()
        if (design_cost := scribe.design.costs.get(process.budget or "")) is not None
    ]
    headings = (phrase("Process"), Column(phrase("Budget"), figures=True), phrase("Spent every"))
    table = scribe.table(phrase("Budgets of the processes"), headings, rows)
    nothing = phrase("No process has a budget of its own; the work in it is reckoned with the people.")
    return chapter(scribe, None, ("processes", "budget"), [table], nothing)


def _across(scribe: Scribe) -> Section:
    """The processes in which several teams work, and who holds them together."""
    design = scribe.design
    teams = {role: team.id for team in design.teams.values() for role in team.roles}
    rows = []
    for process in design.processes.values():
        working = dict.fromkeys(
            teams[one] for activity in process.activities.values() for one in activity.r if one in teams
        )
        if len(working) > 1:
            owner = design.roles.get(process.owner or "")
            rows.append(
                (
                    scribe.link(process.id),
                    scribe.links(working),
                    scribe.who(process.owner),
                    listing(owner.authority, lines=True) if owner else None,
                )
            )
    headings = (phrase("Process"), phrase("Teams at work in it"), phrase("Owner"), phrase("Authority"))
    table = scribe.table(phrase("Processes across functions"), headings, rows)
    if table is None and design.processes:
        return Section((), (phrase("No process runs across several teams."),))
    return chapter(scribe, None, ("processes", "owner"), [table], phrase("There are no processes yet."))


def _further(scribe: Scribe) -> Section:
    rows = [
        (
            name,
            scribe.links(process.id for process in found),
            listing(
                (
                    activity.name or scribe.title(activity.id)
                    for process in found
                    for activity in process.activities.values()
                ),
            ),
        )
        for kind, name in FURTHER.items()
        if (found := [one for one in scribe.design.processes.values() if kind in one.type])
    ]
    headings = (phrase("Subject"), phrase("Process"), phrase("Activities in order"))
    table = scribe.table(phrase("How further subjects are run"), headings, rows)
    missing = [
        name
        for kind, name in FURTHER.items()
        if all(kind not in one.type for one in scribe.design.processes.values())
    ]
    lead = phrase("No process yet for: {subjects}.", subjects=listing(missing)) if table and missing else None
    nothing = phrase("There are no processes yet.")
    return chapter(scribe, None, ("processes", "type"), [table, _repair(scribe)], nothing, lead)


def _repair(scribe: Scribe) -> Block | None:
    """Whether the fault or the work comes first, in the words of each process of incidents."""
    return scribe.facts(
        *(
            (Link(process.id, scribe.name(process.id)), _first(process))
            for process in scribe.design.processes.values()
            if process.repair_first is not None
        )
    )


def _first(process: Process) -> Value:
    if isinstance(process.repair_first, bool):
        return phrase("the fault is repaired first") if process.repair_first else phrase("work goes on first")
    return process.repair_first


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "matrix": _matrix,
    "sound": _sound,
    "wanted": _wanted,
    "paying": _paying,
    "across": _across,
    "further": _further,
}
