"""A target for the number of monitoring points that the monitoring described cannot reach."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA032",
    "monitoring-points-out-of-reach",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-10",),
    message=Text(
        "KPI `{kpi}` is to reach {target} monitoring points, `monitoring` describes {points}",
        "指标 `{kpi}` 的目标是 {target} 个监控点，而 `monitoring` 只定义了 {points} 个",
    ),
    help=Text(
        "describe the points that are to come (parts in `of` × `metrics`), or set the target to at most {points}",
        "补充将要增加的监控点（`of` 中的部件 × `metrics`），或把目标降到不超过 {points}",
    ),
    why=Text(
        "A number of points that nobody has designed is reached by watching what is easy.",
        "没有设计过的监控点数量，只能靠监控容易监控的东西来凑。",
    ),
)
EXAMPLE = Example(at="kpis.monitor-points.target", set={"kpis.monitor-points.target": 5000}, base="reference")
POINTS = "tech-monitor-points"


def check(context: Context) -> Iterator[Problem]:
    """Every target for monitoring points above the parts times the metrics of all monitoring entries."""
    design = context.design
    points = sum(len(entry.of) * len(entry.metrics) for entry in design.monitoring.values())
    for kpi in design.kpis.values():
        if kpi.use == POINTS and isinstance(kpi.target, Decimal) and kpi.target > points:
            values = {"kpi": kpi.id, "target": wording.number(kpi.target), "points": points}
            yield Problem(("kpis", kpi.id, "target"), values)
