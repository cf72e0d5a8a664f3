"""The plan of an improvement: when its tasks end, by the critical path method, and the hours they take of each role."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.clocks import Days
from itsm_compiler.analysis.critical_path import critical_path, pert_mean
from itsm_compiler.analysis.manning import work_minutes
from itsm_compiler.analysis.schedule import WorkingDays, three_points

if TYPE_CHECKING:
    from datetime import date

    from itsm_compiler.analysis.clocks import Clocks
    from itsm_compiler.model.assurance import Improvement
    from itsm_compiler.model.design import Design


def ends_of_tasks(improvement: Improvement, clocks: Clocks) -> dict[str, date]:
    """The day on which each task of an improvement ends, as `days_of_tasks` has it."""
    return {name: days.last for name, days in days_of_tasks(improvement, clocks).items()}


def days_of_tasks(improvement: Improvement, clocks: Clocks) -> dict[str, Days]:
    """The first and last day of each task of an improvement, by convention 14, in the design's working days.

    Tasks begin as early as what they need allows, the first on the first working day of `plan_period`; without one
    nothing is dated.
    """
    period = improvement.plan_period
    if period is None or not improvement.tasks:
        return {}
    table = clocks.table(clocks.governing(), Days(period.first, period.last))
    durations = {name: pert_mean(*three_points(task, table)) for name, task in improvement.tasks.items()}
    plan = critical_path(durations, {name: task.needs for name, task in improvement.tasks.items()})
    calendar = WorkingDays(table, period.first)
    found = {}
    for name, times in plan.times.items():
        last = calendar.day(max(0, math.ceil(times.earliest_finish) - 1))
        first = calendar.day(math.floor(times.earliest_start))
        if last is not None:
            found[name] = Days(min(first or last, last), last)
    return found


def hours_of_roles(improvement: Improvement, design: Design) -> dict[str, Fraction]:
    """The hours that the tasks of an improvement take of each role, exact."""
    hours: defaultdict[str, Fraction] = defaultdict(Fraction)
    for task in improvement.tasks.values():
        if task.by is not None and task.effort is not None:
            hours[task.by] += work_minutes(design, task.effort) / 60
    return hours
