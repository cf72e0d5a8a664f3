"""The work of the deployment: milestones, chart, critical path, the tasks phase by phase, and who is busy when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.schedule_chart import gantt
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, DateSpan, Number, Section, Tag, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from itsm_compiler.analysis.schedule import TaskFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.deployment import Deployment, Task

OWN_PHASES = ("plan", "execute", "accept")
GROUPS: Mapping[bool, Phrase] = {
    True: phrase("Takeover, set-up and installation"),
    False: phrase("Introduction of the management system"),
}
"""The two groups of tasks, by whether a task is of one of the kinds takeover, set-up and install."""


@dataclass(frozen=True, slots=True)
class PhaseChapter:
    """The tasks of one phase."""

    name: Value
    tasks: Section


def phases(scribe: Scribe, plan: Deployment) -> tuple[PhaseChapter, ...]:
    """The phases in order, and what stands in none last."""
    shown = [task for task in plan.tasks.values() if scribe.shows(task.id)]
    found = [
        PhaseChapter(
            PHASES[phase],
            _phase(scribe, plan, PHASES[phase], [task for task in shown if task.phase == phase]),
        )
        for phase in OWN_PHASES
    ]
    loose = [task for task in shown if task.phase not in OWN_PHASES]
    if loose:
        name = phrase("Without a phase")
        found.append(PhaseChapter(name, _phase(scribe, plan, name, loose)))
    return tuple(found)


def _phase(scribe: Scribe, plan: Deployment, name: Phrase, tasks: list[Task]) -> Section:
    """The tasks of a phase, in two groups where it has both."""
    groups = [(is_kind, [task for task in tasks if (task.kind is not None) == is_kind]) for is_kind in GROUPS]
    filled = [(GROUPS[is_kind], group) for is_kind, group in groups if group]
    if len(filled) == 1:
        filled = [(phrase("Tasks of the phase “{phase}”", phase=name), tasks)]
    tables = [_task_table(scribe, caption, group) for caption, group in filled]
    return scribe.section(plan, ("deployment", "tasks"), *tables, otherwise=phrase("The phase has no tasks."))


def _task_table(scribe: Scribe, caption: Phrase, tasks: list[Task]) -> Table | None:
    planned = scribe.lookup.planned(scribe.figures)
    rows = []
    for task in sorted(
        tasks, key=lambda one: (planned[one.id].earliest_start if one.id in planned else 0, one.id)
    ):
        figure = planned.get(task.id)
        rows.append(
            (
                scribe.link(task.id),
                scribe.who(task.by),
                days_of(figure),
                _slack(figure),
                scribe.names(item.id for item in scribe.lookup.results.get(task.id, ())),
            )
        )
    headings = (
        phrase("Task"),
        phrase("Owner"),
        phrase("Dates"),
        Column(phrase("Slack"), figures=True),
        phrase("Deliverables"),
    )
    return scribe.table(caption, headings, rows)


def days_of(figure: TaskFigure | None) -> Value:
    """From when to when a task is worked on."""
    if figure is None or figure.start_date is None or figure.finish_date is None:
        return None
    if figure.start_date >= figure.finish_date:
        return figure.start_date
    return DateSpan(figure.start_date, figure.finish_date)


def _slack(figure: TaskFigure | None) -> Value:
    if figure is None:
        return None
    return Tag(phrase("critical"), "warning") if figure.critical else _days(figure.total_float)


def _days(amount: Fraction) -> Number:
    return Number(float(amount), "open-days", 0 if amount.denominator == 1 else 1)


def _milestones(scribe: Scribe, plan: Deployment) -> Section:
    schedule = scribe.figures.schedule
    planned = {figure.milestone: figure for figure in schedule.milestones} if schedule else {}
    rows = []
    for milestone in plan.milestones.values():
        if not scribe.shows(milestone.id):
            continue
        figure = planned.get(milestone.id)
        state: Value = None
        if figure and figure.due:
            state = Tag(phrase("late"), "bad") if figure.late else Tag(phrase("on time"), "good")
        rows.append(
            (
                scribe.link(milestone.id),
                scribe.when(milestone.due),
                figure.reached if figure else None,
                state,
                scribe.who(milestone.by),
                listing(milestone.criteria, lines=True),
            )
        )
    headings = (
        phrase("Milestone"),
        Column(phrase("Due"), figures=True),
        Column(phrase("Planned"), figures=True),
        phrase("State"),
        phrase("Owner"),
        phrase("Criteria"),
    )
    table = scribe.table(phrase("Milestones with their dates and criteria"), headings, rows)
    return scribe.section(
        plan, ("deployment", "milestones"), table, otherwise=phrase("The plan has no milestones.")
    )


def _chart(scribe: Scribe, plan: Deployment) -> Section:
    chart = gantt(scribe, plan)
    if chart is None and plan.tasks:
        return Section((), (phrase("The tasks have no dates yet: the plan does not say when it starts."),))
    return scribe.section(plan, ("deployment", "tasks"), chart)


def _critical_path(scribe: Scribe, plan: Deployment) -> Section:
    schedule = scribe.figures.schedule
    planned = scribe.lookup.planned(scribe.figures)
    rows = [
        (
            scribe.link(id_),
            scribe.who(plan.tasks[id_].by),
            days_of(planned[id_]),
            _days(planned[id_].duration),
        )
        for id_ in (schedule.critical_path if schedule else ())
        if id_ in plan.tasks and scribe.shows(id_)
    ]
    headings = (
        phrase("Task"),
        phrase("Owner"),
        phrase("Dates"),
        Column(phrase("Takes"), figures=True),
    )
    table = scribe.table(phrase("Tasks on the critical path"), headings, rows)
    lead = phrase("No task here has slack: the plan ends sooner only when they are shortened.")
    return scribe.section(plan, ("deployment", "tasks"), table, lead=lead)


def _load(scribe: Scribe, plan: Deployment) -> Section:
    """Who is busy with how many tasks, from when to when; the effort itself stays inside."""
    planned = scribe.lookup.planned(scribe.figures)
    busy: dict[str, list[str]] = {}
    for task in plan.tasks.values():
        if task.by is not None and scribe.shows(task.id) and scribe.shows(task.by):
            busy.setdefault(task.by, []).append(task.id)
    rows = []
    for role, tasks in busy.items():
        known = scribe.design.roles.get(role)
        figures = [planned[task] for task in tasks if task in planned]
        rows.append(
            (
                scribe.link(role),
                known.headcount if known else None,
                len(tasks),
                _first([figure.start_date for figure in figures]),
                _last([figure.finish_date for figure in figures]),
            )
        )
    headings = (
        phrase("Role"),
        Column(phrase("People"), figures=True),
        Column(phrase("Tasks"), figures=True),
        Column(phrase("First day"), figures=True),
        Column(phrase("Last day"), figures=True),
    )
    table = scribe.table(
        phrase("When the people of the provider are at work for the deployment"), headings, rows
    )
    return scribe.section(None, ("deployment", "tasks", "by"), table)


def _first(days: list[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: list[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


CHAPTERS = {
    "milestones": _milestones,
    "chart": _chart,
    "critical_path": _critical_path,
    "load": _load,
}
