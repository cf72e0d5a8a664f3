"""A year of an agreement without an internal audit or a management review."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

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
    quality = context.design.quality
    for name in ACTIVITIES if quality is not None else ():
        activity = quality.activities.get(name) if quality is not None else None
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
                if sla.valid is not None and sla.valid.from_ is not None and sla.valid.to is not None
                for begins, ends in _years(sla.valid.from_, sla.valid.to)
                if not any(begins <= day <= ends for day in days)
            ),
            None,
        )
        if empty is not None:
            values = {
                "activity": f"`{name}`",
                "sla": empty[0],
                "begins": wording.day(empty[1]),
                "ends": wording.day(empty[2]),
            }
            yield Problem(("quality", "activities", name), values, of="key")


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The whole years of a term, and of a shorter one the whole."""
    begins = first
    while begins <= last:
        after = _a_year_later(begins)
        if after - timedelta(days=1) > last:
            if begins == first:
                yield begins, last
            return
        yield begins, after - timedelta(days=1)
        begins = after


def _a_year_later(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28) if leap else day.replace(year=day.year + 1)
