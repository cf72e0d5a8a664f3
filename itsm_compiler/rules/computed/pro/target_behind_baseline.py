"""A target that is worse than what is reached today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator
from itsm_compiler.rules.values import OperandError, compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO019",
    "target-behind-baseline",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PPL-16", "PRO-26", "DEP-09"),
    message=Text(
        "KPI `{kpi}` is to go from {baseline} to {target}, though {better} is better",
        "指标 `{kpi}` 要从 {baseline} 变为 {target}，而该指标{better}",
    ),
    help=Text(
        "mend `target` or `baseline`, or turn `better` round", "更正 `target` 或 `baseline`，或调整 `better`"
    ),
    why=Text("Everyone would work towards getting worse.", "否则大家都在朝变差的方向努力。"),
)
EXAMPLE = Example(at="kpis.good-changes.target", set={"kpis.good-changes.target": "85%"})
DIRECTIONS = {"higher": Text("higher", "以高为好"), "lower": Text("lower", "以低为好")}


def check(context: Context) -> Iterator[Problem]:
    """Every KPI whose target lies on the wrong side of its baseline; one that keeps it is no problem."""
    for kpi in context.design.kpis.values():
        better = indicator(kpi).better
        if kpi.baseline is None or kpi.target is None or better is None:
            continue
        try:
            order = compare(kpi.target, kpi.baseline)
        except OperandError:
            continue
        if order is not None and (order < 0 if better == "higher" else order > 0):
            values = {
                "kpi": kpi.id,
                "baseline": kpi.baseline,
                "target": kpi.target,
                "better": DIRECTIONS[better],
            }
            yield Problem(("kpis", kpi.id, "target"), values)
