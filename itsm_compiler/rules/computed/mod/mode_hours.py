"""Hours of a service in which none of its modes is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MOD008",
    "mode-past-hours",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("MOD-02",),
    message=Text(
        "service `{service}` is {wanted} when none of its modes is open: {length} a month, first on {first}",
        "服务 `{service}` {wanted}的时段内没有任何服务模式开放：每月 {length}，最早在 {first}",
    ),
    help=Text(
        "widen the hours of a mode, add one (round the clock: residents or somebody on call), or narrow the hours",
        "延长某种模式的时间、增加模式（全天候需驻场或值守），或缩短服务时间",
    ),
    why=Text(
        "Hours without a mode are hours in which nobody is reached.", "没有服务模式的时段，用户找不到任何人。"
    ),
)
EXAMPLE = Example(
    at="services.office-it.modes",
    set={
        "calendars.short": {"hours": {"mon-fri": "08:00-16:00"}},
        "services.office-it.modes.on-site-resident.hours": "short",
        "requirements.up.hours": "short",
    },
)
OFFERED = Text("offered", "提供服务")
ASKED = Text("wanted by requirement `{requirement}`", "被需求 `{requirement}` 要求")


def check(context: Context) -> Iterator[Problem]:
    """Every service with modes that leave hours open for which it is offered or asked for."""
    design = context.design
    for gap in context.figures.mode_gaps:
        own = gap.wanted_by == gap.service
        values = {
            "service": gap.service,
            "wanted": OFFERED if own else ASKED.format({"requirement": gap.wanted_by}),
            "length": wording.minutes(gap.minutes_per_month),
            "first": wording.instant(gap.first),
        }
        at = (*design.path_of(gap.wanted_by), "hours")
        yield Problem(
            ("services", gap.service, "modes"),
            values,
            related=((at, Text("these hours", "此处的时间")),),
            of="key",
        )
