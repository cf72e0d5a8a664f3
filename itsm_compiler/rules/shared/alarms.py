"""Whether an alarm is heard and passed on in the hours and within the times that agreements promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.chains import own_minutes
from itsm_compiler.analysis.coverage import uncovered
from itsm_compiler.model.quantities import DAYS_A_MONTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.technology import Monitoring
    from itsm_compiler.rules.rule import Context

DAY_MINUTES = 1440


class Reached:
    """The agreements whose services stand on the parts that a monitoring entry watches."""

    def __init__(self, context: Context) -> None:
        design = context.design
        standing: dict[str, tuple[str, ...]] = {}
        self._slas: list[tuple[Sla, frozenset[str]]] = []
        for sla in design.slas.values():
            services = design.services_of(sla.services)
            for service in services:
                if service not in standing:
                    standing[service] = context.graph.parts_of(service)
            parts = frozenset(part for service in services for part in standing[service])
            self._slas.append((sla, parts))

    def of(self, entries: Iterable[Monitoring]) -> list[Sla]:
        """The agreements that entries reach, in the order written."""
        watched = {part for entry in entries for part in entry.of}
        return [sla for sla, parts in self._slas if not parts.isdisjoint(watched)]


def passed_on_after(entry: Monitoring) -> float | None:
    """The minutes from a failure to the second call, `every` and `after`; None where these are no clock time."""
    after = entry.escalate.after if entry.escalate is not None else None
    every = entry.every.days if entry.every is not None else 0.0
    if after is None or after.unit == "wd" or every is None:
        return None
    return every * DAY_MINUTES + after.minutes


def tightest_response(context: Context, slas: Iterable[Sla]) -> tuple[float, Sla] | None:
    """The shortest response of class A, in minutes of its agreement's own clock."""
    clocks = context.figures.clocks
    found: list[tuple[float, Sla]] = []
    for sla in slas:
        promised = sla.priorities["A"].response if "A" in sla.priorities else None
        if promised is not None:
            table = clocks.table(clocks.governing(sla.hours), clocks.term(sla.valid))
            found.append((own_minutes(promised, table), sla))
    return min(found, key=lambda one: one[0], default=None)


def off_duty(context: Context, roles: Sequence[str], slas: Sequence[Sla]) -> tuple[float, Sla] | None:
    """The agreement in whose hours none of the roles has a shift for longest, with the minutes of a mean month.

    None where one of them always has, or is no role of the design.
    """
    design, figures = context.design, context.figures
    known = [design.roles[role] for role in roles if role in design.roles]
    calendars = sorted({shift.hours for role in known for shift in role.shift if shift.hours is not None})
    if len(known) < len(roles) or any(design.calendar(calendar).always for calendar in calendars):
        return None
    found: list[tuple[float, Sla]] = []
    for sla in slas:
        hours, days = figures.clocks.governing(sla.hours), figures.clocks.term(sla.valid)
        if hours not in calendars:
            tables = [figures.clocks.table(calendar, days) for calendar in calendars]
            minutes, first = uncovered(figures.chains.starts(hours, days), tables)
            if first is not None:
                found.append((minutes / days.count * float(DAYS_A_MONTH), sla))
    return max(found, key=lambda one: one[0], default=None)
