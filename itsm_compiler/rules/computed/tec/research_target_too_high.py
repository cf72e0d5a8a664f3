"""A target for the number of research results that no year of the plans can reach."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC040",
    "research-target-too-high",
    kind=Kind.CONTRADICTION,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("TEC-29",),
    message=Text(
        "KPI `{kpi}` wants {target} research results a year, at most {planned} fall due in one",
        "指标 `{kpi}` 要求每年 {target} 项研发成果，而计划中一年最多到期 {planned} 项",
    ),
    help=Text("plan more research, or lower the target", "增加研发计划，或降低目标"),
    why=Text(
        "A target that the plan itself cannot meet is missed from the first day on.",
        "计划本身就达不到的目标，从第一天起就注定落空。",
    ),
)
EXAMPLE = Example(
    at="kpis.research-results.target", set={"kpis.research-results.target": 5}, base="reference"
)
USE = "tech-research-results"
YEAR = timedelta(365)


def check(context: Context) -> Iterator[Problem]:
    """Every indicator of research results whose target is above what falls due within any year from go-live on."""
    deployment = context.design.deployment
    begin = context.figures.day(deployment.go_live) if deployment is not None else None
    days = sorted(
        due for one in context.design.research.values() if (due := context.figures.day(one.due)) is not None
    )
    later = [due for due in days if begin is None or due >= begin]
    planned = max((sum(due <= other < due + YEAR for other in later) for due in later), default=0)
    for kpi in context.design.kpis.values():
        if kpi.use == USE and isinstance(kpi.target, Decimal | int) and later and kpi.target > planned:
            values = {"kpi": kpi.id, "target": wording.number(Decimal(kpi.target)), "planned": planned}
            yield Problem(("kpis", kpi.id, "target"), values)
