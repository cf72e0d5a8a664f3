"""Thresholds of a metric of which the critical one comes before the warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.technology import Threshold
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC003",
    "thresholds-disordered",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("TEC-08",),
    message=Text(
        "metric `{metric}` of monitoring `{id}` is critical at “{critical}” before it warns at “{warning}”",
        "监控项 `{id}` 的指标 `{metric}` 在“{critical}”时已属严重，而“{warning}”时才预警",
    ),
    help=Text(
        'let both have the same sign, the warning reached first: `warning: "> 75"`, `critical: "> 90"`',
        '两者方向要一致，且预警先于严重：`warning: "> 75"`、`critical: "> 90"`',
    ),
    why=Text("A warning that comes after the alarm warns nobody.", "晚于告警的预警起不到预警作用。"),
)
EXAMPLE = Example(
    at="monitoring.watch.metrics.load.critical",
    set={"monitoring.watch.metrics.load": {"unit": "percent", "warning": "> 90", "critical": "> 75"}},
)


def check(context: Context) -> Iterator[Problem]:
    """Every metric with two numeric thresholds of which the critical one is not beyond the warning."""
    for entry in context.design.monitoring.values():
        for name, metric in entry.metrics.items():
            warning, critical = metric.warning, metric.critical
            if (
                isinstance(warning, Threshold)
                and isinstance(critical, Threshold)
                and not _in_order(warning, critical)
            ):
                values = {"id": entry.id, "metric": name, "warning": warning, "critical": critical}
                yield Problem(("monitoring", entry.id, "metrics", name, "critical"), values)


def _in_order(warning: Threshold, critical: Threshold) -> bool:
    if warning.is_upper is not critical.is_upper:
        return False
    return warning.value < critical.value if warning.is_upper else warning.value > critical.value
