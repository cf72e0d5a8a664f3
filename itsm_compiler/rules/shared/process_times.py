"""How long a process takes at most by the limits of its activities, against a time that was promised."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.chains import own_minutes
from itsm_compiler.analysis.clock import exact
from itsm_compiler.analysis.critical_path import critical_path
from itsm_compiler.analysis.legs import Leg, elapsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.clocks import Days
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.parts import PriorityClass
    from itsm_compiler.model.processes import Process
    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.rules.rule import Context

Way = tuple[Fraction, bool]
"""The minutes of a way through a process, and whether all of them are clock time."""


def longest_way(context: Context, process: Process, priority: PriorityClass) -> Way:
    """The longest way through the activities of a process in a class, by the critical path over `needs`.

    Activities without a limit count nothing, open days as mean ones of the design's working calendar.
    """
    clocks = context.figures.clocks
    limits = {
        name: activity.within[priority]
        for name, activity in process.activities.items()
        if priority in activity.within
    }
    table = clocks.table(clocks.governing(), clocks.term(None)) if limits else None
    durations = {
        name: Fraction(own_minutes(limits[name], table)) if name in limits and table else Fraction()
        for name in process.activities
    }
    needs = {name: activity.needs for name, activity in process.activities.items()}
    whole = critical_path(durations, needs)
    return whole.length, not any(limit.is_service_time for limit in limits.values())


def against(context: Context, way: Way, target: Duration, hours: str, days: Days) -> tuple[float, float]:
    """The minutes that a way takes at most and those that are allowed, both on the clock of the target.

    Clock time is carried over to open time, and open time to clock time, by the worst start in the calendar `hours`.
    """
    minutes, on_wall = way
    figures = context.figures
    table = figures.clocks.table(hours, days)
    allowed = own_minutes(target, table)
    if on_wall == (not target.is_service_time) or (on_wall and minutes <= allowed):
        return float(minutes), allowed
    leg = Leg(table, "wall" if on_wall else "open", exact(minutes))
    open_time, clock_time = elapsed(figures.chains.starts(hours, days), [leg])
    return float((open_time if on_wall else clock_time).minutes), allowed


def agreements_of(context: Context, process: Process) -> Iterator[Sla]:
    """The agreements on a service that a process supports."""
    design = context.design
    supported = frozenset(design.services_of(process.supports))
    yield from (
        sla for sla in design.slas.values() if not supported.isdisjoint(design.services_of(sla.services))
    )


def of_types(context: Context, types: Iterable[str]) -> Iterator[Process]:
    """The processes of one of these types."""
    wanted = frozenset(types)
    yield from (
        process for process in context.design.processes.values() if not wanted.isdisjoint(process.type)
    )
