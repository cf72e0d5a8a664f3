"""A target that nobody reaches in practice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import Indicator, indicator
from itsm_compiler.rules.values import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO013",
    "target-unreachable",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    factors=("PRO-26", "PPL-16"),
    message=Text(
        "KPI `{kpi}` is to reach {target}, which nobody keeps up", "指标 `{kpi}` 的目标 {target} 无法长期达到"
    ),
    help=Text(
        "choose a value that a good period reaches: `target: 98%`",
        "请选择表现良好时能达到的值：`target: 98%`",
    ),
    why=Text(
        "A target that is always missed is soon looked at by nobody.", "总也达不到的目标，很快就没人看了。"
    ),
)
EXAMPLE = Example(at="kpis.good-changes.target", set={"kpis.good-changes.target": "100%"})


def check(context: Context) -> Iterator[Problem]:
    """A target of 100 % where the library says that this is out of reach, and a share of 0 % to be undercut."""
    for kpi in context.design.kpis.values():
        known = indicator(kpi)
        if kpi.target is not None and _is_out_of_reach(known, kpi.target):
            yield Problem(("kpis", kpi.id, "target"), {"kpi": kpi.id, "target": kpi.target})


def _is_out_of_reach(known: Indicator, target: Any) -> bool:
    if not isinstance(target, Share):
        return False
    is_bounded = known.entry is not None and known.entry.bounded
    return is_bounded and known.better == "higher" and compare(target, Share.read("100%")) == 0
