"""A levelled schedule: tasks put off until those who do them have the hours, and what that does to the end."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.critical_path import network
from itsm_compiler.analysis.resources import (
    SLACK,
    RoleLoad,
    Workforce,
    WorkingWeeks,
    loads_of,
    overloads,
)
from itsm_compiler.analysis.schedule import WorkingDays, working_calendar

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.schedule import Schedule, TaskFigure
    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.model.design import Design

WEEKS_BEYOND = 4
"""So many weeks after the last one in which a role has work a task is tried, and then given up: it fits nowhere."""


@dataclass(frozen=True, slots=True)
class Move:
    """A task that is put off by `slip` working days, and between which dates it is done then.

    `within_float` says that it moves inside its total float, so that by itself it does not put off the end.
    """

    task: str
    role: str | None
    was_start_date: date | None
    was_finish_date: date | None
    start_date: date | None
    finish_date: date | None
    slip: Fraction
    total_float: Fraction
    within_float: bool


@dataclass(frozen=True, slots=True)
class LevelledSchedule:
    """A schedule in which no role has more to do in a week than its people have hours.

    Made by the serial schedule generation scheme (Kelley 1963; Kolisch 1996): of the tasks whose needs are placed, that
    with the least latest finish comes next (then the least total float, then the id), and is placed at the earliest
    day from which on all its hours fit. `remaining` are overloads that no shift can mend: a task asks more of a role in
    a week than its people have. `go_live_margin` as in the schedule.
    """

    finish: date | None
    duration_working_days: Fraction
    go_live_margin: int | None
    moves: tuple[Move, ...]
    remaining: tuple[RoleLoad, ...]


def levelled_schedule(
    design: Design, deployment: Deployment, clocks: Clocks, schedule: Schedule
) -> LevelledSchedule | None:
    """The schedule with overloads levelled; None without a start, as there are no weeks then."""
    if deployment.start is None:
        return None
    table = working_calendar(deployment, clocks)
    days = WorkingDays(table, deployment.start)
    weeks = WorkingWeeks(table, days)
    workforce = Workforce(design, deployment, table)
    spans = _placed(deployment, schedule, workforce, weeks)
    length = max((finish for _, finish in spans.values()), default=Fraction(0))
    margin = None
    if schedule.go_live_margin is not None:
        margin = schedule.go_live_margin + math.ceil(schedule.duration_working_days) - math.ceil(length)
    moved = (figure for figure in schedule.tasks if spans[figure.task][0] != figure.earliest_start)
    moves = (_move(figure, spans[figure.task], workforce, days) for figure in moved)
    return LevelledSchedule(
        finish=days.day(max(0, math.ceil(length) - 1)),
        duration_working_days=length,
        go_live_margin=margin,
        moves=tuple(sorted(moves, key=lambda move: (spans[move.task][0], move.task))),
        remaining=overloads(loads_of(spans, workforce, weeks)),
    )


def _placed(
    deployment: Deployment, schedule: Schedule, workforce: Workforce, weeks: WorkingWeeks
) -> dict[str, tuple[Fraction, Fraction]]:
    """From when to when each task is done, in working days from the start."""
    figures = {figure.task: figure for figure in schedule.tasks}
    net = network(sorted(figures), {name: task.needs for name, task in deployment.tasks.items()})
    waiting = {task: len(net.before[task]) for task in net.order}
    ready = [_rank(figures[task]) for task in net.order if not waiting[task]]
    heapq.heapify(ready)
    spans: dict[str, tuple[Fraction, Fraction]] = {}
    board = _Board(workforce, weeks)
    while ready:
        task = heapq.heappop(ready)[-1]
        earliest = max((spans[need][1] for need in net.before[task]), default=Fraction(0))
        start = board.place(task, earliest, figures[task].duration)
        spans[task] = (start, start + figures[task].duration)
        for follower in net.after[task]:
            waiting[follower] -= 1
            if not waiting[follower]:
                heapq.heappush(ready, _rank(figures[follower]))
    return spans


def _rank(figure: TaskFigure) -> tuple[Fraction, Fraction, str]:
    return figure.latest_finish, figure.total_float, figure.task


class _Board:
    """The hours that placed tasks have taken of each role in each week."""

    def __init__(self, workforce: Workforce, weeks: WorkingWeeks) -> None:
        self._workforce = workforce
        self._weeks = weeks
        self._taken: dict[str, dict[int, float]] = {}

    def place(self, task: str, earliest: Fraction, duration: Fraction) -> Fraction:
        """The start at which a task fits, from then on taken; the earliest one when it fits nowhere."""
        work = self._workforce.effort(task)
        if work is None or not work[1]:
            return earliest
        role, hours = work
        taken = self._taken.setdefault(role, {})
        start = self._fitting(role, earliest, duration, hours)
        if start is None:
            start = earliest
        for week, part in self._weeks.spread(start, start + duration, hours):
            taken[week] = taken.get(week, 0.0) + part
        return start

    def _fitting(self, role: str, earliest: Fraction, duration: Fraction, hours: float) -> Fraction | None:
        """The earliest start, at once or on the morning of a later working day, at which the hours fit."""
        start, taken = earliest, self._taken[role]
        first = self._weeks.week_of(math.floor(earliest))
        if first is None or self._too_dense(role, duration, hours):
            return None
        last = max(first, max(taken, default=0)) + WEEKS_BEYOND
        while True:
            full = self._full_week(role, start, duration, hours)
            if full is None:
                return start
            week = self._weeks.week_of(math.floor(start))
            if week is None or week > last:
                return None
            free = self._workforce.capacity(role, self._weeks, full) - taken.get(full, 0.0)
            after = self._weeks.end(full) if free <= SLACK else math.floor(start) + 1
            start = Fraction(max(after, math.floor(start) + 1))

    def _too_dense(self, role: str, duration: Fraction, hours: float) -> bool:
        """Whether an ordinary week that holds as much of a task as can be is too short for it alone."""
        week = Fraction(self._weeks.ordinary_days)
        part = hours * float(min(Fraction(1), week / duration)) if duration else hours
        return part > self._workforce.ordinary_capacity(role) + SLACK

    def _full_week(self, role: str, start: Fraction, duration: Fraction, hours: float) -> int | None:
        """The first week in which a role lacks the hours for a task, None when it has them."""
        taken = self._taken[role]
        for week, part in self._weeks.spread(start, start + duration, hours):
            if taken.get(week, 0.0) + part > self._workforce.capacity(role, self._weeks, week) + SLACK:
                return week
        return None


def _move(
    figure: TaskFigure, span: tuple[Fraction, Fraction], workforce: Workforce, days: WorkingDays
) -> Move:
    work, slip = workforce.effort(figure.task), span[0] - figure.earliest_start
    last = max(0, math.ceil(span[1]) - 1)
    return Move(
        task=figure.task,
        role=work[0] if work is not None else None,
        was_start_date=figure.start_date,
        was_finish_date=figure.finish_date,
        start_date=days.day(min(math.floor(span[0]), last)),
        finish_date=days.day(last),
        slip=slip,
        total_float=figure.total_float,
        within_float=slip <= figure.total_float,
    )
