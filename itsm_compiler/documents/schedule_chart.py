"""The Gantt chart of the deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Bar, Gantt, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.model.deployment import Deployment


def gantt(scribe: Scribe, plan: Deployment) -> Gantt | None:
    """Tasks by phase and date, with milestones; None as long as the tasks have no dates."""
    schedule = scribe.figures.schedule
    if schedule is None:
        return None
    bars = []
    for figure in sorted(schedule.tasks, key=lambda one: (one.earliest_start, one.earliest_finish, one.task)):
        task = plan.tasks.get(figure.task)
        if task and scribe.shows(task.id) and figure.start_date and figure.finish_date:
            bars.append(
                Bar(
                    id=task.id,
                    label=scribe.name(task.id),
                    first=figure.start_date,
                    last=max(figure.start_date, figure.finish_date),
                    group=PHASES.get(task.phase or ""),
                    critical=figure.critical,
                    needs=tuple(task.needs),
                )
            )
    order = {phase: place for place, phase in enumerate(PHASES.values())}
    bars.sort(key=lambda bar: order.get(bar.group, len(order)) if bar.group else len(order))
    bars += [
        Bar(
            id=point.milestone,
            label=scribe.name(point.milestone),
            first=point.reached,
            last=point.reached,
            group=phrase("Milestones"),
            milestone=True,
        )
        for point in schedule.milestones
        if point.reached and scribe.shows(point.milestone)
    ]
    if not bars:
        return None
    return Gantt(
        phrase("Tasks and milestones"), phrase("By phase and date; critical tasks are marked"), tuple(bars)
    )
