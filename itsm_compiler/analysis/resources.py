"""The load that the deployment puts on each role, week by week, against the hours that its people have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.schedule import WorkingDays, working_calendar
from itsm_compiler.analysis.staffing import net_week

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from itsm_compiler.analysis.clock import Timetable
    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Duration

LAST_DAY = 3660
"""Working days from the start over which load is laid out, some fourteen years; what lies beyond is left out."""

SLACK = 1e-6
"""Hours by which a load may pass a capacity that it equals."""


@dataclass(frozen=True, slots=True)
class RoleLoad:
    """The hours that tasks ask of a role in an ISO week (`2027-W03`), and those that its people have in it.

    The week has so many `working_days`; `tasks` are those worked on in the week, the largest share of hours first.
    """

    role: str
    week: str
    load_hours: float
    capacity_hours: float
    working_days: int
    tasks: tuple[str, ...]


class WorkingWeeks:
    """The ISO weeks of a deployment: which working days, counted from the start, fall into each.

    Weeks are numbered as they come; a week without a working day has no number. In the week of the start only the days
    from the start on count.
    """

    def __init__(self, table: Timetable, days: WorkingDays) -> None:
        self.days = days
        self.ordinary_days = len(table.weekdays) or 7
        self.names: list[str] = []
        self.starts: list[int] = []
        self._of_day: list[int] = []
        self._ended = False

    def week_of(self, day: int) -> int | None:
        """The number of the week of a working day; None beyond the calendar."""
        while day >= len(self._of_day) and not self._ended:
            moment = self.days.day(len(self._of_day)) if len(self._of_day) < LAST_DAY else None
            if moment is None:
                self._ended = True
                break
            year, week, _ = moment.isocalendar()
            name = f"{year:04d}-W{week:02d}"
            if not self.names or self.names[-1] != name:
                self.names.append(name)
                self.starts.append(len(self._of_day))
            self._of_day.append(len(self.names) - 1)
        return self._of_day[day] if day < len(self._of_day) else None

    def end(self, week: int) -> int:
        """The first working day after a week."""
        day = self.starts[week]
        while week + 1 >= len(self.starts) and self.week_of(day) == week:
            day += 1
        return self.starts[week + 1] if week + 1 < len(self.starts) else day

    def length(self, week: int) -> float:
        """How long a week is, as a part of an ordinary one."""
        return (self.end(week) - self.starts[week]) / self.ordinary_days

    def spread(self, start: Fraction, finish: Fraction, hours: float) -> Iterator[tuple[int, float]]:
        """The hours of a piece of work by week, spread evenly over its working days; of no length, on its last day."""
        if finish <= start:
            week = self.week_of(max(0, math.ceil(finish) - 1))
            if week is not None:
                yield week, hours
            return
        rate = hours / float(finish - start)
        week = self.week_of(math.floor(start))
        while week is not None and self.starts[week] < finish:
            begin, end = Fraction(self.starts[week]), Fraction(self.end(week))
            yield week, rate * float(min(finish, end) - max(start, begin))
            week = self.week_of(self.end(week))


class Workforce:
    """The hours of the roles that do the tasks of a deployment.

    A person has the net hours of convention 10 in an ordinary week, and in a shorter week as many fewer as it has fewer
    working days.
    """

    def __init__(self, design: Design, deployment: Deployment, table: Timetable) -> None:
        self._roles = design.roles
        self._net_hours = float(net_week(design))
        self._efforts = {
            name: (task.by, effort_hours(task.effort, table))
            for name, task in deployment.tasks.items()
            if task.by in design.roles and task.effort is not None
        }

    def effort(self, task: str) -> tuple[str, float] | None:
        """Who works on a task, and how many hours; None where the design does not say it."""
        found = self._efforts.get(task)
        return None if found is None or found[0] is None else (found[0], found[1])

    def capacity(self, role: str, weeks: WorkingWeeks, week: int) -> float:
        """The hours of all people of a role in a week."""
        return self.ordinary_capacity(role) * weeks.length(week)

    def ordinary_capacity(self, role: str) -> float:
        """The hours of all people of a role in an ordinary week."""
        return self._roles[role].headcount * self._net_hours


def effort_hours(effort: Duration, table: Timetable) -> float:
    """An amount of work in hours; nobody works round the clock, so that days and weeks are those of the calendar."""
    day = float(table.day_minutes) / 60
    in_days = {"d": 1, "wd": 1, "w": len(table.weekdays) or 7}
    if effort.unit in in_days:
        return float(effort.amount) * in_days[effort.unit] * day
    if effort.unit in ("mo", "y"):
        weeks = effort.minutes / (7 * 24 * 60)
        return weeks * in_days["w"] * day
    return effort.minutes / 60


def role_loads(
    design: Design, deployment: Deployment, clocks: Clocks, schedule: Schedule
) -> tuple[RoleLoad, ...]:
    """The load of every role in every week in which it has any, by role and week; empty without a start.

    Each task is worked on evenly between its earliest start and finish.
    """
    if deployment.start is None:
        return ()
    table = working_calendar(deployment, clocks)
    weeks = WorkingWeeks(table, WorkingDays(table, deployment.start))
    spans = {figure.task: (figure.earliest_start, figure.earliest_finish) for figure in schedule.tasks}
    return loads_of(spans, Workforce(design, deployment, table), weeks)


def loads_of(
    spans: Mapping[str, tuple[Fraction, Fraction]], workforce: Workforce, weeks: WorkingWeeks
) -> tuple[RoleLoad, ...]:
    """The loads of tasks that are done from one working day to another."""
    found: dict[tuple[str, int], list[tuple[float, str]]] = {}
    for task, (start, finish) in spans.items():
        work = workforce.effort(task)
        if work is not None:
            for week, hours in weeks.spread(start, finish, work[1]):
                found.setdefault((work[0], week), []).append((hours, task))
    return tuple(
        RoleLoad(
            role,
            weeks.names[week],
            math.fsum(hours for hours, _ in parts),
            workforce.capacity(role, weeks, week),
            weeks.end(week) - weeks.starts[week],
            tuple(task for hours, task in sorted(parts, key=lambda part: (-part[0], part[1])) if hours),
        )
        for (role, week), parts in sorted(found.items())
        if any(hours for hours, _ in parts)
    )


def overloads(loads: Iterable[RoleLoad]) -> tuple[RoleLoad, ...]:
    """The weeks in which more is asked of a role than its people have."""
    return tuple(load for load in loads if load.load_hours > load.capacity_hours + SLACK)
