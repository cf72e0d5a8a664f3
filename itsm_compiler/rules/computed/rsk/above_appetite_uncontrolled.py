"""A risk above the appetite against which nothing is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.risks import appetite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK009",
    "above-appetite-uncontrolled",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("RSK-04",),
    message=Text(
        "risk `{risk}` is rated {score}, above the {appetite} that is borne, and no control is named",
        "风险 `{risk}` 评分 {score}，高于可承受的 {appetite}，却没有控制措施",
    ),
    help=Text(
        "name what reduces it (`control: …`) and what is left then (`residual: {{probability: 2, impact: 3}}`)",
        "写明降低风险的措施（`control: …`）以及剩余风险（`residual: {{probability: 2, impact: 3}}`）",
    ),
    why=Text(
        "Above the appetite a risk is either brought down or accepted by name.",
        "超过可承受的风险，要么降低，要么有人签字接受。",
    ),
)
EXAMPLE = Example(at="risks.server-dies", delete=("risks.server-dies.control",))


def check(context: Context) -> Iterator[Problem]:
    """Every open risk above the appetite, else above the band medium, that is not accepted and has no control."""
    most = appetite(context.design)
    for figure in context.figures.risks:
        risk = context.design.risks[figure.id]
        if figure.inherent is None or figure.inherent <= most or figure.closed:
            continue
        if risk.response != "accept" and not risk.control:
            values = {"risk": figure.id, "score": figure.inherent, "appetite": most}
            yield Problem(("risks", figure.id), values, of="key", asks="control")
