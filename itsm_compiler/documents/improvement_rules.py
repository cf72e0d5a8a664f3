"""How improvement goes: its steps, where it comes from, how improvements are designed and carried out, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.handbook_work import within
from itsm_compiler.documents.improvement_plan import named
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.assurance import Improvement

SOURCES: Mapping[str, Phrase] = {
    "design": phrase("Policy"),
    "goals": phrase("Quality goals"),
    "quality/audits": phrase("Results of audits"),
    "measurements": phrase("Measurements"),
    "reviews": phrase("Reviews"),
    "quality/satisfaction": phrase("Satisfaction"),
    "complaints": phrase("Complaints"),
    "quality/management-reviews": phrase("Management reviews"),
}
"""The eight sources that drive improvement (IMP-02)."""

ELEMENTS: Mapping[str, tuple[Phrase, tuple[str, ...]]] = {
    "people": (
        phrase("People: reserve, ability, rules and structure"),
        ("staffing", "roles", "teams", "training", "appraisals"),
    ),
    "resource": (
        phrase("Resources: coverage, tools, rules of desk, knowledge and spares"),
        ("components", "tools", "service_desk", "knowledge", "spares", "spare_rules"),
    ),
    "technology": (
        phrase("Technology: research, emergency plans, documents, thresholds"),
        ("research", "technologies", "emergency_plans", "sops", "document_rules", "monitoring"),
    ),
    "process": (
        phrase("Processes: new and refined ones, indicators, services, reports"),
        ("processes", "kpis", "services", "catalogue", "communications", "reports"),
    ),
}
"""What an improvement of each element changes, by section (IMP-16 to IMP-19)."""


def _part(scribe: Scribe, field: str, table: Table | None, nothing: Phrase) -> Section:
    """A chapter on all improvements; what is asked of each of them is no gap where there is none."""
    if not scribe.design.improvements:
        return Section((), (nothing,))
    return chapter(scribe, None, ("improvements", field), [table], nothing)


def _steps(scribe: Scribe) -> Section:
    """The steps from strategy to implementation, of each process of improvement."""
    design = scribe.design
    rows = [
        (
            str(place),
            activity.name or scribe.title(activity.id),
            activity.done,
            scribe.who(activity.r),
            scribe.who(activity.a),
            within(activity.within),
            scribe.link(activity.record) if activity.record else None,
        )
        for process in design.processes.values()
        if "improvement" in process.type
        for place, activity in enumerate(process.activities.values(), start=1)
    ]
    headings = (
        phrase("No."),
        phrase("Step of the work"),
        phrase("It is done when"),
        phrase("Done by"),
        phrase("Answered for by"),
        phrase("Time limit"),
        phrase("Record"),
    )
    table = scribe.table(phrase("The steps of improvement"), headings, rows)
    nothing = phrase("There is no process of improvement yet.")
    return chapter(scribe, None, ("processes", "type"), [table], nothing)


def _sources(scribe: Scribe) -> Section:
    """Which improvements each source has set off or fed."""
    rows = [
        (
            name,
            scribe.links(
                (one.id for one in scribe.design.improvements.values() if _comes_from(scribe, one, source)),
                lines=True,
            )
            or phrase("none yet"),
        )
        for source, name in SOURCES.items()
    ]
    headings = (phrase("Source"), phrase("Improvements"))
    table = (
        scribe.table(phrase("Where improvements come from"), headings, rows)
        if scribe.design.improvements
        else None
    )
    nothing = phrase("No improvement is planned yet.")
    return _part(scribe, "cause", table, nothing)


def _comes_from(scribe: Scribe, improvement: Improvement, source: str) -> bool:
    """Whether the cause or an input of an improvement is of a source."""
    design = scribe.design
    named = (*improvement.cause, *improvement.inputs)
    if source == "goals":
        return bool(set(named) & set(design.quality.goals if design.quality else ()))
    if source == "complaints":
        complaints = {one.id for one in design.processes.values() if "complaint" in one.type}
        return bool(complaints.intersection(named)) or "quality/complaints" in named
    if source in ("measurements", "reviews"):
        return any(one in getattr(design, source) for one in named)
    return source in named


def _design(scribe: Scribe) -> Section:
    """Who answers for each improvement, what it is to reach, and until when."""
    rows = []
    for one in scribe.design.improvements.values():
        goal = one.goal
        kpi = scribe.design.kpis.get(goal.kpi or "") if goal else None
        start = (goal.from_ if goal.from_ is not None else kpi.baseline) if goal and kpi else None
        rows.append(
            (
                scribe.link(one.id),
                scribe.who(one.owner),
                scribe.link(kpi.id) if kpi else None,
                indicators.figure(scribe, kpi, start) if kpi else None,
                indicators.figure(scribe, kpi, goal.to) if kpi and goal else None,
                one.plan_period,
            )
        )
    headings = (
        phrase("Improvement"),
        phrase("Owner"),
        phrase("Indicator"),
        Column(phrase("Where we are"), figures=True),
        Column(phrase("Where we want to be"), figures=True),
        phrase("Time of the plan"),
    )
    table = scribe.table(phrase("Improvements with their goals"), headings, rows)
    return _part(scribe, "goal", table, phrase("No improvement is planned yet."))


def _carrying_out(scribe: Scribe) -> Section:
    """Tasks, checks and what came of them."""
    rows = [
        (
            scribe.link(one.id),
            listing((named(scribe, task) for task in one.tasks.values()), lines=True),
            scribe.when(one.check),
            scribe.when(one.lasting),
            _result(scribe, one),
        )
        for one in scribe.design.improvements.values()
    ]
    headings = (
        phrase("Improvement"),
        phrase("Tasks"),
        Column(phrase("Checked on"), figures=True),
        Column(phrase("Looked at again on"), figures=True),
        phrase("Result"),
    )
    table = scribe.table(phrase("How improvements are carried out and checked"), headings, rows)
    nothing = phrase("No improvement is planned yet.")
    return _part(scribe, "check", table, nothing)


def _result(scribe: Scribe, improvement: Improvement) -> Value:
    result = improvement.result
    kpi = scribe.design.kpis.get(improvement.goal.kpi or "") if improvement.goal else None
    if result is None or result.measured is None:
        return phrase("not checked yet")
    return indicators.figure(scribe, kpi, result.measured) if kpi else scribe.value(result.measured)


def _questions(scribe: Scribe) -> Section:
    """Where we are, where we want to be, how we get there, and how we know that we have arrived."""
    rows = []
    for one in scribe.design.improvements.values():
        goal = one.goal
        kpi = scribe.design.kpis.get(goal.kpi or "") if goal else None
        above = kpi.rolls_up_to if kpi and kpi.rolls_up_to else None
        rows.append(
            (
                scribe.link(one.id),
                scribe.link(above) if above else None,
                listing(one.plan, lines=True),
                listing(one.acceptance, lines=True),
            )
        )
    headings = (
        phrase("Improvement"),
        phrase("What it serves"),
        phrase("How we get there"),
        phrase("How we know that we have arrived"),
    )
    table = scribe.table(phrase("Way and arrival of each improvement"), headings, rows)
    nothing = phrase("No improvement is planned yet.")
    return _part(scribe, "plan", table, nothing)


def _elements(scribe: Scribe) -> Section:
    """Which improvements change each element, and where it was looked without finding any."""
    design = scribe.design
    rows = []
    for element, (name, sections) in ELEMENTS.items():
        changing = [
            one.id
            for one in design.improvements.values()
            if any(part in design.entities and design.kind_of(part) in sections for part in one.changes)
        ]
        looked = [
            phrase("looked at on {day}, nothing found", day=scribe.when(entry.when))
            for entry in design.examined
            if entry.phase == "operate" and element in entry.element and entry.when is not None
        ]
        rows.append((name, listing((*map(scribe.link, changing), *looked), lines=True) or phrase("none yet")))
    headings = (phrase("Element"), phrase("Improvements"))
    table = (
        scribe.table(phrase("Improvements of each element"), headings, rows) if design.improvements else None
    )
    nothing = phrase("No improvement is planned yet.")
    return _part(scribe, "changes", table, nothing)


def _projects(scribe: Scribe) -> Section:
    """The improvements of services, which are run as projects with milestones."""
    design = scribe.design
    rows = [
        (
            scribe.link(one.id),
            scribe.links(part for part in one.changes if part in design.services),
            named(scribe, milestone),
            scribe.when(milestone.due),
        )
        for one in design.improvements.values()
        if any(part in design.services for part in one.changes)
        for milestone in one.milestones.values()
    ]
    headings = (
        phrase("Improvement"),
        phrase("Services"),
        phrase("Milestone"),
        Column(phrase("Due"), figures=True),
    )
    table = scribe.table(phrase("Milestones of the improvements of services"), headings, rows)
    nothing = phrase("No improvement of a service has milestones.")
    return _part(scribe, "milestones", table, nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "steps": _steps,
    "sources": _sources,
    "design": _design,
    "carrying_out": _carrying_out,
    "questions": _questions,
    "elements": _elements,
    "projects": _projects,
}
