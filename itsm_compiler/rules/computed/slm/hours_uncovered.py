"""Agreed hours in which nobody behind a part is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.coverage import CoverageGap
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM035",
    "hours-uncovered",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-07",),
    message=Text(
        "SLA `{sla}` holds when nobody is there for {parts}: {length} a month, first on {first}",
        "服务级别协议 `{sla}` 的部分服务时间无人值守（{parts}）：每月 {length}，最早在 {first}",
    ),
    help=Text(
        "widen the hours of {holders}, or narrow those of the agreement",
        "延长 {holders} 的服务时间，或缩短协议的服务时间",
    ),
    why=Text(
        "An hour that no team and no contract covers is promised and not manned.",
        "没有团队也没有合同覆盖的时段，等于承诺了却无人值守。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.hours",
    set={
        "calendars.long": {"hours": {"mon-fri": "06:00-20:00"}},
        "slas.lark-sla.hours": "long",
    },
)
DESK = Text("the service desk", "服务台")


def check(context: Context) -> Iterator[Problem]:
    """The gaps of an agreement that the same providers leave, taken together."""
    together: dict[tuple[str, tuple[str, ...], float], list[CoverageGap]] = {}
    for gap in context.figures.gaps:
        together.setdefault((gap.sla, gap.holders, gap.minutes_per_month), []).append(gap)
    for (sla, holders, monthly), gaps in together.items():
        values = {
            "sla": sla,
            "parts": wording.listing([DESK if gap.part == "service_desk" else gap.part for gap in gaps]),
            "length": wording.minutes(monthly),
            "first": wording.instant(gaps[0].first),
            "holders": wording.listing(holders),
        }
        yield Problem(("slas", sla, "hours"), values)
