"""A day of a quality activity on which nobody works, or on which no agreement holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.clocks import Days
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "QUA010",
    "quality-day-unfit",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("QUA-04",),
    message=Text(
        "activity `{activity}` is planned for {day}, {reason}", "质量活动 `{activity}` 安排在 {day}，{reason}"
    ),
    help=Text("choose a working day within the term of an agreement", "改为协议有效期内的工作日"),
    why=Text("A date nobody looked up is a date nobody will keep.", "没核对过的日期，没有人会遵守。"),
)
EXAMPLE = Example(
    at="quality.activities.audits.dates.0",
    set={"quality.activities.audits.dates.0": "2027-11-14"},
    base="reference",
)
CLOSED = Text("a day on which the design's calendar is closed", "而当天不是工作日")
OUTSIDE = Text(
    "outside the term of every agreement on services it covers", "不在所覆盖服务的任何协议有效期内"
)


def check(context: Context) -> Iterator[Problem]:
    """Every date of an activity that is no open day, or in the term of no agreement on the services of the plan."""
    design, quality = context.design, context.design.quality
    if quality is None:
        return
    covered = set(design.services_of(quality.covers))
    terms = [
        (sla.valid.from_, sla.valid.to)
        for sla in design.slas.values()
        if sla.valid is not None and covered & set(design.services_of(sla.services))
    ]
    planned = [
        (name, index, day)
        for name, activity in quality.activities.items()
        for index, when in enumerate(activity.dates)
        if (day := context.figures.day(when)) is not None
    ]
    if not planned:
        return
    clocks = context.figures.clocks
    days = [day for _, _, day in planned]
    table = clocks.table(clocks.governing(None), Days(min(days), max(days)))
    for name, index, day in planned:
        reason = None
        if not table.open_days(day.toordinal(), day.toordinal() + 1):
            reason = CLOSED
        elif terms and not any(
            (not begin or begin <= day) and (not end or day <= end) for begin, end in terms
        ):
            reason = OUTSIDE
        if reason is not None:
            values = {"activity": name, "day": wording.day(day), "reason": reason}
            yield Problem(("quality", "activities", name, "dates", index), values)
