"""A task that waits for its people while they work on something less important."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.analysis.levelling import LevelledSchedule
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE050",
    "lower-priority-first",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-45",),
    message=Text(
        "task `{task}` of priority {priority} waits for `{role}`, who works on `{other}` of priority {lower}",
        "优先级 {priority} 的任务 `{task}` 等待 `{role}`，而后者正在做优先级 {lower} 的 `{other}`",
    ),
    help=Text(
        "let `{other}` come after it (`needs: {task}`), give one of them to another role, or mend the priorities",
        "让 `{other}` 排在其后（`needs: {task}`），或把其中之一转给其他角色，或更正优先级",
    ),
    why=Text(
        "Priority that does not decide who goes first is a decoration.", "优先级不能决定先后，就只是摆设。"
    ),
)
EXAMPLE = Example(
    at="deployment.tasks.set-up.priority",
    set={
        "deployment.tasks.set-up.by": "engineer",
        "deployment.tasks.set-up.effort": "60h",
        "deployment.tasks.set-up.priority": 1,
        "deployment.tasks.take-over.effort": "120h",
        "deployment.tasks.take-over.priority": 3,
    },
)


def check(context: Context) -> Iterator[Problem]:
    """Every task that levelling moves back while a task of lower priority with the same role is done, first one each."""
    deployment, schedule = context.design.deployment, context.figures.schedule
    if deployment is None or schedule is None or not context.figures.overloads:
        return
    levelled = context.figures.levelled
    if levelled is None:
        return
    spans = _spans(schedule, levelled)
    for move in levelled.moves:
        task = deployment.tasks[move.task]
        if task.priority is None or task.by is None or move.was_start_date is None or move.start_date is None:
            continue
        for other in deployment.tasks.values():
            span = spans.get(other.id)
            held = other.by == task.by and other.id != task.id and other.id not in task.needs
            if not held or span is None or other.priority is None or other.priority <= task.priority:
                continue
            if span[0] < move.start_date and span[1] >= move.was_start_date:
                values = {
                    "task": task.id,
                    "priority": task.priority,
                    "role": task.by,
                    "other": other.id,
                    "lower": other.priority,
                }
                yield Problem(("deployment", "tasks", task.id, "priority"), values)
                break


def _spans(schedule: Schedule, levelled: LevelledSchedule) -> dict[str, tuple[date, date]]:
    """From when to when each task is done once the schedule is levelled."""
    days = {figure.task: (figure.start_date, figure.finish_date) for figure in schedule.tasks}
    days |= {move.task: (move.start_date, move.finish_date) for move in levelled.moves}
    return {
        task: (start, end) for task, (start, end) in days.items() if start is not None and end is not None
    }
