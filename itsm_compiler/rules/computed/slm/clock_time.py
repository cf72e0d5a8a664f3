"""Clock time in an agreement that is not open round the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import CONTRACT, OLA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM031",
    "clock-time-in-office-hours",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    factors=("SLM-25", "SLM-44"),
    message=Text(
        "{noun} `{id}` counts {times} by the wall clock, though it holds only in the hours of `{hours}`",
        "{noun} `{id}` 的 {times} 按钟表时间计算，但它只在 `{hours}` 的时段内有效",
    ),
    help=Text(
        "write `{better}` if open hours are meant; if the clock is meant, say `none: {{service-time: the reason}}`",
        "如果指服务时间，请写 `{better}`；如果确指钟表时间，请写 `none: {{service-time: 理由}}`",
    ),
    why=Text(
        "Four hours reported on Friday evening end on Friday night by the clock, on Monday by the open hours.",
        "周五傍晚报修的“四小时”，按钟表当晚到期，按服务时间则到下周一。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.priorities.A.resolution", set={"slas.lark-sla.priorities.A.resolution": "8h"}
)

SLA = Text("SLA", "服务级别协议")
FIELDS = ("response", "handling", "escalate", "resolution")
OPEN_UNITS = {"m": "sm", "h": "sh"}


def check(context: Context) -> Iterator[Problem]:
    """Every agreement with hours that close and times in clock minutes or hours: one finding, at the first of them."""
    design = context.design
    for section, noun in (("slas", SLA), ("olas", OLA), ("contracts", CONTRACT)):
        for agreement in getattr(design, section).values():
            if design.calendar(agreement.hours).always:
                continue
            found = list(_clock_times((section, agreement.id), agreement.priorities))
            if found:
                at, first = found[0]
                values = {
                    "noun": noun,
                    "id": agreement.id,
                    "times": wording.listing(dict.fromkeys(str(time) for _, time in found)),
                    "hours": agreement.hours or design.head.hours,
                    "better": f"{first.amount:f}{OPEN_UNITS[first.unit]}",
                }
                yield Problem(at, values, asks="service-time")


def _clock_times(path: Path, priorities: dict[str, object]) -> Iterator[tuple[Path, Duration]]:
    for priority, times in priorities.items():
        for field in FIELDS:
            duration = getattr(times, field, None)
            if duration is not None and duration.unit in OPEN_UNITS:
                yield (*path, "priorities", priority, field), duration
