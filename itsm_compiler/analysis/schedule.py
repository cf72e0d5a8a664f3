"""The schedule of the deployment: when each task begins and ends, what is critical, and whether go-live is met."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.clock import LATEST, WEEK
from itsm_compiler.analysis.clocks import Days
from itsm_compiler.analysis.critical_path import critical_path, pert_mean
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.model.quantities import MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.critical_path import Times
    from itsm_compiler.model.deployment import Deployment, Estimate, Task
    from itsm_compiler.model.quantities import Duration

FIRST_MONDAY = date(2000, 1, 3)
"""Stands for the start of a deployment that names none, as far as a calendar is needed to count."""

LONGEST = timedelta(5 * 366)
"""So long after the start closed and open days are exact; beyond, the ordinary week repeats."""

PHASES = ("plan", "execute", "accept")


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """When a task is done: offsets in working days from the start, exact, and the dates they fall on (convention 14).

    `duration` is the mean of the estimate. Dates are None when the deployment has no start.
    """

    task: str
    phase: str | None
    duration: Fraction
    earliest_start: Fraction
    earliest_finish: Fraction
    latest_start: Fraction
    latest_finish: Fraction
    total_float: Fraction
    free_float: Fraction
    start_date: date | None
    finish_date: date | None

    @property
    def critical(self) -> bool:
        """Whether the end of the whole slips with the task."""
        return not self.total_float


@dataclass(frozen=True, slots=True)
class MilestoneFigure:
    """When a milestone is reached by the schedule, and when it is due."""

    milestone: str
    reached: date | None
    due: date | None

    @property
    def late(self) -> bool:
        """Whether it is reached after it is due."""
        return self.reached is not None and self.due is not None and self.reached > self.due


@dataclass(frozen=True, slots=True)
class PhaseFigure:
    """From when to when the tasks of a phase are done; `phase` is None for tasks without one."""

    phase: str | None
    start_date: date | None
    finish_date: date | None
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of a deployment.

    `go_live_margin` counts the working days that are left between the finish and go-live: 0 when the last task ends on
    the last working day before it, negative when it ends later; None without both dates, or where go-live is itself
    set by a task. `cycles` are tasks that wait for each other; their waiting is left out. `days` holds the day on which
    each task, milestone and deliverable ends: the real one where it is recorded.
    """

    start: date | None
    finish: date | None
    go_live: date | None
    go_live_margin: int | None
    duration_working_days: Fraction
    critical_path: tuple[str, ...]
    tasks: tuple[TaskFigure, ...]
    milestones: tuple[MilestoneFigure, ...]
    phases: tuple[PhaseFigure, ...]
    cycles: tuple[tuple[str, ...], ...]
    days: Mapping[str, date]

    def day_of(self, entity: str) -> date | None:
        """The day on which a task, milestone or deliverable ends."""
        return self.days.get(entity)

    def task(self, entity: str) -> TaskFigure | None:
        """The figure of a task."""
        return next((figure for figure in self.tasks if figure.task == entity), None)


class WorkingDays:
    """Working days counted from the first one on or after a start."""

    def __init__(self, table: Timetable, start: date) -> None:
        self._table = table
        opening = table.opening(table.instant(start.toordinal()))
        self._first = table.local(opening)[0] if opening < math.inf else None

    def day(self, number: int) -> date | None:
        """The day of a number, 0 the first; None where the calendar has no such day."""
        day = self._table.open_day(self._first, number) if self._first is not None else None
        return date.fromordinal(day) if day is not None and day <= date.max.toordinal() else None

    def before(self, day: date) -> int:
        """How many working days there are before a day, negative when it is before the start."""
        if self._first is None:
            return 0
        return self._table.open_days(self._first, day.toordinal())


def schedule_of(deployment: Deployment, clocks: Clocks) -> Schedule | None:
    """The schedule of a deployment, None when it has no tasks."""
    if not deployment.tasks:
        return None
    start, table = deployment.start, working_calendar(deployment, clocks)
    durations = {name: pert_mean(*three_points(task, table)) for name, task in deployment.tasks.items()}
    plan = critical_path(durations, {name: task.needs for name, task in deployment.tasks.items()})
    calendar = WorkingDays(table, start) if start is not None else None
    tasks = tuple(
        _task_figure(deployment.tasks[name], durations[name], times, calendar)
        for name, times in plan.times.items()
    )
    finish = calendar.day(max(0, math.ceil(plan.length) - 1)) if calendar is not None else None
    days = _days(deployment, tasks)
    go_live = (
        deployment.go_live if isinstance(deployment.go_live, date) else days.get(deployment.go_live or "")
    )
    margin = None
    if calendar is not None and isinstance(deployment.go_live, date):
        margin = calendar.before(deployment.go_live) - math.ceil(plan.length)
    return Schedule(
        start=start,
        finish=finish,
        go_live=go_live,
        go_live_margin=margin,
        duration_working_days=plan.length,
        critical_path=plan.critical,
        tasks=tasks,
        milestones=tuple(_milestones(deployment, tasks, days)),
        phases=tuple(_phases(tasks)),
        cycles=plan.cycles,
        days=days,
    )


def working_days(duration: Duration, table: Timetable) -> Fraction:
    """A duration in working days of a calendar, exact.

    `wd` counts as written, `sh` and `sm` as their part of a mean working day. Clock time is taken as a stretch of the
    calendar that begins in the morning of a working day and may run over the days that are closed: a week is the
    working days of an ordinary week, the days beyond whole weeks are as many working days, at most those of a week,
    and what is left of a day is its part of the working hours, at most one day.
    """
    amount = Fraction(duration.amount)
    if duration.unit == "wd":
        return amount
    minutes = amount * Fraction(MINUTES[duration.unit.removeprefix("s")])
    day = table.day_minutes or Fraction(DAY)
    if duration.is_service_time:
        return minutes / day
    in_week = len(table.weekdays) or 7
    weeks, rest = divmod(minutes, WEEK)
    days, left = divmod(rest, DAY)
    return weeks * in_week + min(Fraction(in_week), days + min(Fraction(1), left / day))


def working_calendar(deployment: Deployment, clocks: Clocks) -> Timetable:
    """The calendar by which the tasks of a deployment are done."""
    begin = min(deployment.start or FIRST_MONDAY, LATEST)
    return clocks.table(clocks.governing(deployment.hours), Days(begin, min(begin + LONGEST, LATEST)))


def three_points(task: Task, table: Timetable) -> tuple[Fraction, Fraction, Fraction]:
    """The estimate of a task in working days: best, most likely, worst; 0 when nothing is said."""
    estimate: Estimate | None = task.duration
    if estimate is None:
        return Fraction(0), Fraction(0), Fraction(0)
    return (
        working_days(estimate.best, table),
        working_days(estimate.likely, table),
        working_days(estimate.worst, table),
    )


def _task_figure(task: Task, duration: Fraction, times: Times, calendar: WorkingDays | None) -> TaskFigure:
    """The figure of a task; a task without duration falls on the day on which what it needs ends."""
    last = max(0, math.ceil(times.earliest_finish) - 1)
    first = min(math.floor(times.earliest_start), last)
    return TaskFigure(
        task=task.id,
        phase=task.phase,
        duration=duration,
        earliest_start=times.earliest_start,
        earliest_finish=times.earliest_finish,
        latest_start=times.latest_start,
        latest_finish=times.latest_finish,
        total_float=times.total_float,
        free_float=times.free_float,
        start_date=calendar.day(first) if calendar is not None else None,
        finish_date=calendar.day(last) if calendar is not None else None,
    )


def _days(deployment: Deployment, tasks: tuple[TaskFigure, ...]) -> dict[str, date]:
    """The day on which each task, milestone and deliverable ends; what is only due counts where nothing is computed."""
    days: dict[str, date] = {}
    for figure in tasks:
        actual = deployment.tasks[figure.task].actual
        end = actual.to if actual is not None and actual.to is not None else figure.finish_date
        if end is not None:
            days[figure.task] = end
    for name, milestone in deployment.milestones.items():
        ends = [days[task] for task in milestone.after if task in days]
        if ends:
            days[name] = max(ends)
    for name, deliverable in deployment.deliverables.items():
        if deliverable.from_ in days:
            days[name] = days[str(deliverable.from_)]
    for due_of in (deployment.milestones, deployment.deliverables):
        for name, entry in due_of.items():
            due = entry.due if isinstance(entry.due, date) else days.get(entry.due or "")
            if due is not None:
                days.setdefault(name, due)
    return days


def _milestones(
    deployment: Deployment, tasks: tuple[TaskFigure, ...], days: Mapping[str, date]
) -> Iterator[MilestoneFigure]:
    finished = {figure.task: figure.finish_date for figure in tasks}
    for name, milestone in deployment.milestones.items():
        ends = [end for task in milestone.after if (end := finished.get(task)) is not None]
        due = milestone.due if isinstance(milestone.due, date) else days.get(milestone.due or "")
        yield MilestoneFigure(name, max(ends, default=None), due)


def _phases(tasks: tuple[TaskFigure, ...]) -> Iterator[PhaseFigure]:
    """The tasks by phase, those without one last."""
    for phase in (*PHASES, None):
        group = [figure for figure in tasks if figure.phase == phase]
        if group:
            starts = [figure.start_date for figure in group if figure.start_date is not None]
            ends = [figure.finish_date for figure in group if figure.finish_date is not None]
            names = tuple(figure.task for figure in group)
            yield PhaseFigure(phase, min(starts, default=None), max(ends, default=None), names)
