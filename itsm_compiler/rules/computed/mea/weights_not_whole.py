"""Weights of the KPIs of an agreement that do not add up to a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.kpi_weights import weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA036",
    "agreement-weights-not-whole",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-25",),
    message=Text(
        "the KPIs of SLA `{sla}` weigh {total} % together",
        "服务级别协议 `{sla}` 各指标的权重合计为 {total} %",
    ),
    help=Text("let the weights of {kpis} add up to 100 %", "使 {kpis} 的权重合计为 100 %"),
    why=Text(
        "A mark of which parts are missing can be read either way.",
        "权重不足或超出百分之百，得分就可以任意解读。",
    ),
)
EXAMPLE = Example(
    at="kpis.attainment-office.weight", set={"kpis.attainment-office.weight": "80%"}, base="reference"
)
WHOLE = 100


def check(context: Context) -> Iterator[Problem]:
    """Every agreement whose weighed KPIs do not sum to a hundred percent, at the last of the weights."""
    for sla, kpis in weighed(context):
        total = sum(kpi.weight.percent for kpi in kpis if kpi.weight is not None)
        if total != WHOLE:
            values = {
                "sla": sla.id,
                "total": wording.number(total),
                "kpis": wording.listing([kpi.id for kpi in kpis]),
            }
            yield Problem(("kpis", kpis[-1].id, "weight"), values, entity=sla.id)
