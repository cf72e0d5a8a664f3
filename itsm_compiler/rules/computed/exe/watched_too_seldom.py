"""A part that is looked at less often than its service may be down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE061",
    "watched-too-seldom",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-31",),
    message=Text(
        "`{monitoring}` looks every {every} at `{part}`, on which `{service}` stands, and SLA `{sla}` allows {allowed} a window",
        "`{monitoring}` 每 {every} 检查一次 `{part}`，而依赖它的 `{service}` 在 `{sla}` 中每个周期只允许中断 {allowed}",
    ),
    help=Text("look more often", "提高监控频率"),
    why=Text(
        "A loss that is found after the whole allowance is spent cannot be kept within it.",
        "等发现时允许的中断时间已经用完，目标自然守不住。",
    ),
)
EXAMPLE = Example(
    at="monitoring.watch-cloud.every", set={"monitoring.watch-cloud.every": "12h"}, base="reference"
)
MINUTES = 24 * 60


def check(context: Context) -> Iterator[Problem]:
    """Every monitoring entry whose interval is not shorter than what a service on its parts may be down in a window."""
    strictest: dict[str, AvailabilityFigure] = {}
    for figure in context.figures.availability:
        for part in context.graph.parts_of(figure.service):
            known = strictest.get(part)
            if known is None or figure.downtime_allowed_minutes < known.downtime_allowed_minutes:
                strictest[part] = figure
    for entry in context.design.monitoring.values():
        every = entry.every.days if entry.every is not None else None
        judged = [(strictest[part].downtime_allowed_minutes, part) for part in entry.of if part in strictest]
        if every is None or not judged:
            continue
        allowed, part = min(judged)
        if every * MINUTES >= allowed:
            figure = strictest[part]
            values = {
                "monitoring": entry.id,
                "every": wording.minutes(every * MINUTES),
                "part": part,
                "service": figure.service,
                "sla": figure.sla,
                "allowed": wording.allowed_minutes(allowed),
            }
            yield Problem(("monitoring", entry.id, "every"), values)
