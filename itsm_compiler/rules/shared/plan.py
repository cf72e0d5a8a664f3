"""The deployment's plan as rules compare it: when its tasks begin, what follows them, and the services they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from itsm_compiler.model.deployment import Task
    from itsm_compiler.rules.rule import Context


def starts(context: Context) -> dict[str, date | None]:
    """The first day of every task; empty without a schedule."""
    schedule = context.figures.schedule
    return {figure.task: figure.start_date for figure in schedule.tasks} if schedule is not None else {}


def execution_begins(context: Context) -> date | None:
    """The day on which the first task of phase execute begins."""
    schedule = context.figures.schedule
    phases = schedule.phases if schedule is not None else ()
    return next((phase.start_date for phase in phases if phase.phase == "execute"), None)


def following(context: Context, task: str) -> Iterator[Task]:
    """The tasks that wait for one, over any number of others."""
    ahead, seen = [task], {task}
    while ahead:
        for after in context.lookup.referrers(ahead.pop(), "tasks.needs"):
            if after.id not in seen:
                seen.add(after.id)
                ahead.append(after.id)
                yield after


def services_of(context: Context, task: Task) -> dict[str, None]:
    """The services that a task is about, each once: those named, those of its releases, those its parts carry."""
    design, found = context.design, dict[str, None]()
    releases = design.deployment.releases if design.deployment is not None else {}
    for concerned in (*task.for_, *task.live):
        if concerned in design.services:
            found[concerned] = None
        elif concerned in releases:
            found |= dict.fromkeys(design.services_of(releases[concerned].services))
        elif concerned in design.components:
            found |= services_on(context, [concerned])
    return found


def services_on(context: Context, parts: Iterable[str]) -> dict[str, None]:
    """The services that some of the parts carry, each once."""
    return dict.fromkeys(service for part in parts for service in context.graph.services_touched(part))
