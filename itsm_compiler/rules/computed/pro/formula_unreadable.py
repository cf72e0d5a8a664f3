"""A formula that cannot be computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.expressions import ExpressionError, compile_formula
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO009",
    "formula-unreadable",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-21", "PPL-12"),
    message=Text(
        "the formula of KPI `{kpi}` cannot be computed: {reason}", "指标 `{kpi}` 的公式无法计算：{reason}"
    ),
    help=Text(
        "write it with variables, numbers, `+ - * /` and brackets: `1 - rolled_back / changes`",
        "公式由变量、数字、`+ - * /` 和括号组成：`1 - rolled_back / changes`",
    ),
    why=Text(
        "What no machine can compute, two people compute differently.",
        "机器算不出来的公式，两个人会算出不同的结果。",
    ),
)
EXAMPLE = Example(
    at="kpis.good-changes.formula",
    set={"kpis.good-changes.formula": "(1 - rolled_back / changes", "kpis.good-changes.unit": "ratio"},
)
FAULT = Text("“{piece}”: {reason}", "“{piece}”：{reason}")
LONGEST_PIECE = 30


def check(context: Context) -> Iterator[Problem]:
    """Every formula that is none, with the piece at fault."""
    for kpi in context.design.kpis.values():
        if kpi.formula is None:
            continue
        try:
            compile_formula(kpi.formula)
        except ExpressionError as error:
            piece = kpi.formula[error.start : error.end][:LONGEST_PIECE]
            values = {"kpi": kpi.id, "reason": error.text, "piece": piece}
            yield Problem(("kpis", kpi.id, "formula"), values, FAULT)
