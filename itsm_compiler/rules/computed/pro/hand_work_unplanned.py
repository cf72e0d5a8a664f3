"""KPIs measured by hand for which nobody has planned the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.kpi_sources import counted_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO116",
    "hand-work-unplanned",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-84",),
    message=Text(
        "KPI `{kpi}` is counted by hand ({variables}), and no measurement plans the effort",
        "指标 `{kpi}` 靠人工统计（{variables}），而测量安排中没有计入工作量",
    ),
    help=Text(
        "take the figures from a tool, a monitoring entry or a record kept in a tool; else write the `effort` of its measurement",
        "改由工具、监控项或存放在工具中的记录取数；否则在其测量安排中写明 `effort`",
    ),
    why=Text(
        "What is counted by hand and for which no hours are planned is estimated on the last evening.",
        "靠人工统计又没有安排工时的数据，只能在最后一晚估出来。",
    ),
)
EXAMPLE = Example(
    at="kpis.request-on-time.source",
    set={"kpis.request-on-time.source": "request-management"},
    delete=("measurements.measure-process.effort",),
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every KPI of a process with a variable that nobody's tool yields, in no measurement with an effort."""
    design = context.design
    paid = {kpi for one in design.measurements.values() if one.effort is not None for kpi in one.kpis}
    of_processes = dict.fromkeys(kpi for process in design.processes.values() for kpi in process.kpis)
    for name in of_processes:
        kpi = design.kpis.get(name)
        variables = counted_by_hand(design, kpi) if kpi is not None and name not in paid else ()
        if variables:
            values = {"kpi": name, "variables": wording.listing(variables)}
            yield Problem(("kpis", name, "source"), values)
