"""A year of an agreement without an internal audit or a management review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.terms import years_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import QualityWork
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "QUA011",
    "review-year-missing",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("QUA-13",),
    message=Text(
        "no {activity} falls into the year from {begins} to {ends} of SLA `{sla}`",
        "服务级别协议 `{sla}` 自 {begins} 至 {ends} 的一年内没有安排 {activity}",
    ),
    help=Text(
        "add a date in that year, or a `frequency` of a year or less",
        "在该年度内增加日期，或写明不超过一年的 `frequency`",
    ),
    why=Text(
        "A year that nobody looks back on is a year of faults made twice.", "没有回顾的一年，错误会再犯一遍。"
    ),
)
EXAMPLE = Example(
    at="quality.activities.management-reviews",
    set={"quality.activities.management-reviews.dates": ["2027-12-15", "2029-12-12"]},
    delete=("quality.activities.management-reviews.frequency",),
    base="reference",
)
ACTIVITIES: tuple[QualityWork, ...] = ("audits", "management-reviews")
A_YEAR = 366


def check(context: Context) -> Iterator[Problem]:
    """Both activities with the first year of an agreement in which neither a date nor a rhythm puts one."""
    activities = context.design.quality.activities if context.design.quality is not None else {}
    for name in ACTIVITIES:
        activity = activities.get(name)
        if activity is None or not (activity.dates or activity.frequency):
            continue
        rhythm = activity.frequency.days if activity.frequency is not None else None
        if rhythm is not None and rhythm <= A_YEAR:
            continue
        days = [day for when in activity.dates if (day := context.figures.day(when)) is not None]
        empty = next(
            (
                (sla.id, begins, ends)
                for sla in context.design.slas.values()
                for begins, ends in years_of(sla.valid)
                if not any(begins <= day <= ends for day in days)
            ),
            None,
        )
        if empty is not None:
            sla, begins, ends = empty
            values = {
                "activity": f"`{name}`",
                "sla": sla,
                "begins": wording.day(begins),
                "ends": wording.day(ends),
            }
            yield Problem(("quality", "activities", name), values, of="key")
