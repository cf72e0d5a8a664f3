"""Variables of a formula and variables that are declared: what is only in one of the two."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO020",
    "variables-differ",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-21", "PPL-12", "PRO-27"),
    message=Text("KPI `{kpi}`: {what}", "指标 `{kpi}`：{what}"),
    help=Text(
        "let `variables` hold exactly the variables of the formula, each with what it means",
        "`variables` 应恰好包含公式中的变量，并逐一说明含义",
    ),
    why=Text(
        "A variable nobody explained is counted differently by each who counts.",
        "没有说明的变量，每个统计的人口径都不同。",
    ),
)
EXAMPLE = Example(
    at="kpis.good-changes",
    set={
        "kpis.good-changes.formula": "1 - rolled_back / changes",
        "kpis.good-changes.variables": {"rolled_back": {"means": "changes taken back"}},
    },
)
MISSPELT = Text(
    "the formula takes `{taken}`, `variables` explains `{declared}`: one of them is misspelt",
    "公式用到 `{taken}`，而 `variables` 说明的是 `{declared}`：其中一个写错了",
)
UNEXPLAINED = Text(
    "the formula takes {names}, which `variables` does not explain",
    "公式用到 {names}，而 `variables` 没有说明",
)
UNUSED = Text(
    "`variables` explains {names}, which the formula does not take",
    "`variables` 说明了 {names}，而公式没有用到",
)


def check(context: Context) -> Iterator[Problem]:
    """Every KPI whose formula and declared variables differ."""
    for kpi in context.design.kpis.values():
        known = indicator(kpi)
        if known.expression is None:
            continue
        taken, declared = known.expression.names, known.variables
        unexplained = [name for name in taken if name not in declared]
        unused = [name for name in kpi.variables if name not in taken]
        at = ("kpis", kpi.id)
        for name in tuple(unexplained):
            for meant in get_close_matches(name, unused, n=1):
                unexplained.remove(name)
                unused.remove(meant)
                what = MISSPELT.format({"taken": name, "declared": meant})
                yield Problem((*at, "formula"), {"kpi": kpi.id, "what": what})
        if unexplained:
            yield Problem(
                at,
                {"kpi": kpi.id, "what": UNEXPLAINED.format({"names": wording.listing(unexplained)})},
                of="key",
            )
        if unused:
            what = UNUSED.format({"names": wording.listing(unused)})
            yield Problem((*at, "variables", unused[0]), {"kpi": kpi.id, "what": what}, of="key")
