"""A warning that speaks of a trend, on a part of which nobody keeps a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.prose import Prose
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA035",
    "trend-without-baseline",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-23",),
    message=Text(
        "metric `{metric}` of monitoring `{id}` warns of a trend, and nothing keeps a baseline of {parts}",
        "监控 `{id}` 的指标 `{metric}` 按趋势预警，却没有建立 {parts} 的基线",
    ),
    help=Text(
        "watch these parts in a monitoring of `method: baseline` too, or warn at a figure",
        "为这些部件增加 `method: baseline` 的监控，或改为按数值预警",
    ),
    why=Text(
        "Unusual is what differs from the usual, and somebody has to know the usual.",
        "异常是相对正常而言的，总得先知道什么是正常。",
    ),
)
EXAMPLE = Example(
    at="monitoring.watch-facility.metrics.leak.warning",
    set={"monitoring.watch-facility.metrics.leak.warning": "more than is usual at this hour"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every metric whose warning is prose, with the watched parts that no monitoring of method baseline covers."""
    monitoring = context.design.monitoring
    known = {part for entry in monitoring.values() if entry.method == "baseline" for part in entry.of}
    for entry in monitoring.values():
        parts = [part for part in entry.of if part not in known]
        for name, metric in entry.metrics.items():
            if parts and isinstance(metric.warning, Prose):
                values = {"id": entry.id, "metric": name, "parts": wording.listing(parts)}
                yield Problem(("monitoring", entry.id, "metrics", name, "warning"), values)
