"""Satisfaction, management reviews and audits that are not counted yearly, or that are to be more than are planned."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import YEAR, indicator, of_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import QualityWork
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "QUA014",
    "quality-uncounted",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("QUA-14",),
    message=Text("{use} is not counted yearly as planned: {lacking}", "{use} 没有按年统计：{lacking}"),
    help=Text(
        "add a KPI with this `use` and `period: year`, whose target the planned dates reach",
        "增加使用该 `use`、`period: year` 的指标，目标不超过计划次数",
    ),
    why=Text(
        "Three numbers a year tell whether quality is looked after or only written about.",
        "每年三个数字，就能看出质量是有人抓还是只写在纸上。",
    ),
)
EXAMPLE = Example(at="kpis.internal-audits", set={"kpis.internal-audits.target": 4}, base="reference")
USES: dict[str, QualityWork | None] = {
    "qual-customer-satisfaction": None,
    "qual-management-reviews": "management-reviews",
    "qual-internal-audits": "audits",
}
NO_KPI = Text("there is no such KPI", "没有这项指标")
NOT_YEARLY = Text("its period is not a year", "周期不是一年")
TOO_MANY = Text("the target is {target}, {planned} a year are planned", "目标为 {target}，每年计划 {planned}")


def check(context: Context) -> Iterator[Problem]:
    """Each of the three figures without a KPI or the rhythm of a year, or counted higher than what is planned."""
    quality = context.design.quality
    for use, activity in USES.items() if quality is not None else ():
        kpi = of_use(context.design, use)
        lacking = NO_KPI if kpi is None else _lacking(context, kpi, activity)
        if lacking is not None:
            at = ("kpis", kpi.id) if kpi is not None else ("quality",)
            yield Problem(at, {"use": f"`{use}`", "lacking": lacking}, of="key", asks="kpis")


def _lacking(context: Context, kpi: Kpi, activity: QualityWork | None) -> Text | None:
    if not indicator(kpi).is_yearly:
        return NOT_YEARLY
    planned = _planned(context, activity) if activity is not None else None
    if planned is None or not isinstance(kpi.target, Decimal) or kpi.target <= planned:
        return None
    return TOO_MANY.format({"target": wording.number(kpi.target), "planned": planned})


def _planned(context: Context, name: QualityWork) -> int | None:
    """How often an activity is planned a year: by its rhythm, else the most dates in a year of the calendar."""
    quality = context.design.quality
    activity = quality.activities.get(name) if quality is not None else None
    if activity is None:
        return None
    rhythm = activity.frequency.days if activity.frequency is not None else None
    years: dict[int, int] = {}
    for when in activity.dates:
        day = context.figures.day(when)
        if day is not None:
            years[day.year] = years.get(day.year, 0) + 1
    by_rhythm = round(YEAR / rhythm) if rhythm else 0
    return max(by_rhythm, max(years.values(), default=0))
