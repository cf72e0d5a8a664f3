"""Times of an agreement beyond the outer limits of one, two and three days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import open_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM101",
    "beyond-outer-limit",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("SLM-45",),
    message=Text(
        "SLA `{sla}` leaves {hours} for {field} in class {priority}, more than the usual {most}",
        "服务级别协议 `{sla}` 的 {priority} 级{field}时限长达 {hours}，超过通常的 {most}",
    ),
    help=Text(
        "shorten it, or say why so long in the class: `reason: …`",
        "缩短该时限，或在该级别中说明理由：`reason: …`",
    ),
    why=Text(
        "After three working days a user has found another way, and it is seldom one that you would want.",
        "三个工作日后，用户早已另找办法，而且多半不是你希望看到的办法。",
    ),
)
EXAMPLE = Example(
    at="slas.office-sla.priorities.D.resolution",
    set={"slas.office-sla.priorities.D.resolution": "80sh"},
    base="reference",
)
NAMES = {
    "response": Text("response", "响应"),
    "handling": Text("handling", "处理"),
    "resolution": Text("resolution", "解决"),
}
MOST_HOURS = {"response": 24, "handling": 48, "resolution": 72}


def check(context: Context) -> Iterator[Problem]:
    """Every time of a class without a reason that takes more open hours of its agreement than the limit."""
    clocks = context.figures.clocks
    for sla in context.design.slas.values():
        calendar = clocks.governing(sla.hours)
        for priority, times in sla.priorities.items():
            for field, most in MOST_HOURS.items():
                time = getattr(times, field)
                if time is None or times.reason is not None:
                    continue
                hours = open_hours(clocks, calendar, clocks.term(sla.valid), time)
                if hours > most:
                    values = {
                        "sla": sla.id,
                        "priority": priority,
                        "field": NAMES[field],
                        "hours": wording.open_minutes(hours * 60),
                        "most": wording.open_minutes(most * 60),
                    }
                    yield Problem(("slas", sla.id, "priorities", priority, field), values)
