"""A tolerance of a KPI that allows nothing, or everything."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.staffing import Rates
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator
from itsm_compiler.rules.shared.process_cases import cases_of_period
from itsm_compiler.rules.values import OperandError, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO050",
    "tolerance-senseless",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-31",),
    message=Text("the tolerance of KPI `{kpi}` {what}", "指标 `{kpi}` 的容差{what}"),
    help=Text(
        "write how many cases of a period may miss the target, and down to what value: `tolerance: {{count: 2, upto: 90%}}`",
        "写明一个周期内允许几件未达目标、最低到什么程度：`tolerance: {{count: 2, upto: 90%}}`",
    ),
    why=Text(
        "A single slip is forgiven only as long as it is clear which one and how far.",
        "允许偶尔失误，前提是讲清楚允许几次、到什么程度。",
    ),
)
EXAMPLE = Example(
    at="kpis.change-success.tolerance.upto",
    set={"kpis.change-success.tolerance.upto": "98%"},
    base="reference",
)
HALF = Text("lacks `{field}`", "缺少 `{field}`")
NO_WORSE = Text(
    "goes down to {upto}, which is no worse than the target {target}",
    "下限为 {upto}，并不低于目标 {target}",
)
ALL = Text(
    "lets {count} cases pass, and no more than {cases} are expected in the period",
    "允许 {count} 件，而一个周期预计不超过 {cases} 件",
)


def check(context: Context) -> Iterator[Problem]:
    """Every tolerance that lacks a part, that ends before the target, or that lets as many cases pass as there are."""
    rates = Rates(context.design)
    for kpi in context.design.kpis.values():
        tolerance = kpi.tolerance
        if tolerance is None:
            continue
        at = ("kpis", kpi.id, "tolerance")
        for field in ("count", "upto"):
            if getattr(tolerance, field) is None:
                yield Problem(at, {"kpi": kpi.id, "what": HALF.format({"field": field})}, asks=field)
        if _is_no_worse(kpi):
            what = NO_WORSE.format({"upto": tolerance.upto, "target": kpi.target})
            yield Problem((*at, "upto"), {"kpi": kpi.id, "what": what})
        cases = cases_of_period(context.design, rates, kpi)
        if tolerance.count is not None and 0 < cases <= tolerance.count:
            what = ALL.format({"count": tolerance.count, "cases": wording.number(math.floor(cases))})
            yield Problem((*at, "count"), {"kpi": kpi.id, "what": what})


def _is_no_worse(kpi: Kpi) -> bool:
    """Whether a tolerance ends at a value that reaches the target."""
    better = indicator(kpi).better
    upto = kpi.tolerance.upto if kpi.tolerance is not None else None
    if better is None or upto is None or kpi.target is None:
        return False
    try:
        order = compare(upto, kpi.target)
    except OperandError:
        return False
    return order is not None and (order >= 0 if better == "higher" else order <= 0)
