"""A risk that grows by its response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK003",
    "residual-above-inherent",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("RSK-03", "RSK-04"),
    message=Text(
        "risk `{risk}` is rated {residual} after its response and {inherent} before",
        "风险 `{risk}` 应对后的评分 {residual} 不低于应对前的 {inherent}",
    ),
    help=Text(
        "mend one of the ratings; a response that changes nothing is `accept`",
        "更正评分；没有效果的应对应写为 `accept`",
    ),
    why=Text(
        "A response is paid for because it makes the risk smaller.", "应对措施的花费，换来的应是风险的降低。"
    ),
)
EXAMPLE = Example(
    at="risks.server-dies.residual", set={"risks.server-dies.residual": {"probability": 4, "impact": 4}}
)


def check(context: Context) -> Iterator[Problem]:
    """Every residual rating above the first; one that is not smaller although the risk is to be reduced, too."""
    for figure in context.figures.risks:
        if figure.inherent is None or figure.residual is None:
            continue
        response = context.design.risks[figure.id].response
        reduces = response in ("avoid", "mitigate", "transfer")
        if figure.residual > figure.inherent or (reduces and figure.residual == figure.inherent):
            values = {"risk": figure.id, "residual": figure.residual, "inherent": figure.inherent}
            yield Problem(("risks", figure.id, "residual"), values)
