"""A KPI whose figures come from nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO010",
    "variable-without-source",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("PRO-22", "PRO-06", "PPL-13", "PRO-35", "PRO-42"),
    message=Text(
        "KPI `{kpi}` does not say where its figures come from: {variables}",
        "指标 `{kpi}` 没有写明数据来源：{variables}",
    ),
    help=Text(
        "name a tool, record, monitoring entry or process: `source: tickets` for all, or in `variables` for one",
        "写明工具、记录、监控项或过程：统一用 `source: tickets`，单个变量写在 `variables` 中",
    ),
    why=Text(
        "A figure without a source is entered by hand on the last day of the month.",
        "没有来源的数据，只能在月底手工填写。",
    ),
)
EXAMPLE = Example(at="kpis.good-changes", delete=("kpis.good-changes.source",))


def check(context: Context) -> Iterator[Problem]:
    """Every KPI with variables that have no source, neither their own nor the KPI's.

    Where variables are explained, one that is not is told of by `PRO020` alone.
    """
    for kpi in context.design.kpis.values():
        known = indicator(kpi)
        if kpi.source is not None or known.expression is None:
            continue
        sourced = {name for name, variable in kpi.variables.items() if variable.source is not None}
        explained = known.variables or known.expression.names
        lost = [name for name in known.expression.names if name in explained and name not in sourced]
        if lost:
            yield Problem(
                ("kpis", kpi.id), {"kpi": kpi.id, "variables": wording.listing(lost)}, of="key", asks="source"
            )
