"""A role that its daily work and an improvement together take beyond what people can do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.improvement_plan import hours_of_roles
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import DAYS_A_MONTH
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP023",
    "role-overbooked-by-improvement",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-12",),
    message=Text(
        "improvement `{id}` takes role `{role}` from {before} to {booked} of its hours, above the limit of {limit}",
        "改进 `{id}` 使角色 `{role}` 的工时利用率由 {before} 升至 {booked}，超过上限 {limit}",
    ),
    help=Text(
        "stretch `plan_period`, hand tasks to another role, or have a reserve (`staffing.reserve`) or trained people ready before {end}",
        "延长 `plan_period`、把任务交给其他角色，或在 {end} 之前备好人员储备（`staffing.reserve`）或完成培训",
    ),
    why=Text(
        "Improvement on top of a full day is paid for with the incidents of that day.",
        "在满负荷之外加做改进，代价就是当天的事件没人处理。",
    ),
)
EXAMPLE = Example(
    at="improvements.imp-knowledge-use.tasks.articles-rewrite",
    set={
        "improvements.imp-knowledge-use.tasks.articles-rewrite.by": "newcomer",
        "roles.newcomer": {
            "workload": [{"of": "desktop", "demand": "requests", "share": "13%", "each": "1h"}]
        },
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every role that an improvement takes over the limit of utilisation, and that gets no help in time."""
    limit = Fraction(context.design.head.limits.utilisation.percent) / 100
    figures = {figure.role: figure for figure in context.figures.staffing}
    for improvement in context.design.improvements.values():
        period = improvement.plan_period
        if period is None:
            continue
        months = Fraction((period.last - period.first).days + 1) / Fraction(DAYS_A_MONTH)
        for role, hours in hours_of_roles(improvement, context.design).items():
            figure = figures.get(role)
            if figure is None or figure.utilisation is None or figure.utilisation > limit:
                continue
            net = Fraction(figure.net_hours_per_month) * figure.headcount * months
            booked = Fraction(figure.utilisation) + hours / net
            if booked > limit and not _gets_help(context, role, period.last):
                task = next(name for name, task in improvement.tasks.items() if task.by == role)
                values = {
                    "id": improvement.id,
                    "role": role,
                    "before": wording.share(figure.utilisation),
                    "booked": wording.share(float(booked), float(limit)),
                    "limit": wording.share(float(limit)),
                    "end": wording.day(period.last),
                }
                yield Problem(("improvements", improvement.id, "tasks", task), values, of="key")


def _gets_help(context: Context, role: str, end: date) -> bool:
    """Whether a reserve for a role, or a training of it, is ready before a day."""
    staffing = context.design.staffing
    reserves = staffing.reserve if staffing is not None else ()
    trainings = context.lookup.referrers(role, "training.audience")
    ready = (
        *(reserve.ready_by for reserve in reserves if reserve.role == role),
        *(training.when for training in trainings),
    )
    return any((day := context.figures.day(when)) is not None and day < end for when in ready)
