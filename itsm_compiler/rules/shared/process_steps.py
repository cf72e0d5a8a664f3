"""The standard steps of processes: which activities do them, what they wait for, how long they take, what is recorded."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from itsm_compiler.model.parts import PriorityClass
    from itsm_compiler.model.processes import Activity, Process
    from itsm_compiler.rules.rule import Context
    from itsm_compiler.rules.shared.process_times import Way

Notes = dict[str, tuple[str, ...]]
"""By step, the names that its record holds."""


def doers(process: Process, step: str) -> tuple[Activity, ...]:
    """The activities of a process that do a standard step."""
    return tuple(activity for activity in process.activities.values() if step in activity.steps)


def follows(process: Process, activity: Activity, step: str) -> bool:
    """Whether an activity does a step itself or waits, over any number of others, for one that does."""
    waiting, seen = [activity.id], {activity.id}
    while waiting:
        known = process.activities.get(waiting.pop())
        if known is None:
            continue
        if step in known.steps:
            return True
        waiting += [name for name in known.needs if name not in seen]
        seen.update(known.needs)
    return False


def in_turn(activities: Iterable[Activity], priority: PriorityClass) -> Way | None:
    """What activities take one after the other; None without limits, or with open days, whose length varies."""
    limits = [one.within[priority] for one in activities if priority in one.within]
    if not limits or any(limit.unit == "wd" for limit in limits):
        return None
    on_wall = not any(limit.is_service_time for limit in limits)
    return Fraction(sum(limit.minutes for limit in limits)), on_wall


def unrecorded(context: Context, wanted: Mapping[str, Notes]) -> Iterator[tuple[str, str, dict[str, None]]]:
    """Process, record and the names that no record of its steps holds; `wanted` is by type of process.

    A step that names no record is recorded in those of its process; where there is none at all nothing is said.
    """
    for process in context.design.processes.values():
        lacking: dict[str, dict[str, None]] = {}
        for kind in process.type:
            for step, names in wanted.get(kind, {}).items():
                found = _least_lacking(context, process, step, names)
                if found is not None:
                    record, absent = found
                    lacking.setdefault(record, {}).update(dict.fromkeys(absent))
        yield from ((process.id, record, absent) for record, absent in lacking.items() if absent)


def _least_lacking(
    context: Context, process: Process, step: str, names: tuple[str, ...]
) -> tuple[str, list[str]] | None:
    """Of the records of a step the one that lacks least, and what it lacks; a form without fields is told elsewhere."""
    doing = doers(process, step)
    ids = [activity.record for activity in doing if activity.record is not None] or process.records
    records = [context.design.records[one] for one in dict.fromkeys(ids) if one in context.design.records]
    if not doing or not records or any(not record.fields for record in records):
        return None
    lacks = [
        (record.id, [name for name in names if name not in record.fields and name not in record.none])
        for record in records
    ]
    return min(lacks, key=lambda one: len(one[1]))
