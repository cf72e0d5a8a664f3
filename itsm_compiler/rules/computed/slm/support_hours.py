"""Hours of an agreement in which its support is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.clock import MEAN_MONTH_DAYS
from itsm_compiler.analysis.coverage import uncovered
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM083",
    "support-closed",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-33",),
    message=Text(
        "SLA `{sla}` holds when its support is closed: {length} a month, first on {first}",
        "服务级别协议 `{sla}` 的服务时间内支持不开放：每月 {length}，最早在 {first}",
    ),
    help=Text(
        "widen `support.hours`, or say in `support` why not: `none: {{hours: the reason}}`",
        "延长 `support.hours`，或在 `support` 中说明理由：`none: {{hours: 理由}}`",
    ),
    why=Text(
        "A service without help is down as soon as something happens.", "没有支持的服务，一出问题就是中断。"
    ),
)
EXAMPLE = Example(
    at="slas.clinical-sla.support.hours",
    set={"slas.clinical-sla.support.hours": "clinic-day"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every agreement whose own hours are wider than those of its support."""
    design, chains = context.design, context.figures.chains
    for sla in design.slas.values():
        support = sla.support
        agreed = chains.clocks.governing(sla.hours)
        if support is None or support.hours in (None, agreed) or "hours" in support.none:
            continue
        if design.calendar(support.hours).always:
            continue
        days = chains.clocks.term(sla.valid)
        starts = chains.starts(agreed, days)
        minutes, first = uncovered(starts, [chains.clocks.table(str(support.hours), days)])
        if first is not None:
            values = {
                "sla": sla.id,
                "length": wording.minutes(minutes / days.count * MEAN_MONTH_DAYS),
                "first": wording.instant(starts.table.when(first)),
            }
            yield Problem(("slas", sla.id, "support", "hours"), values)
