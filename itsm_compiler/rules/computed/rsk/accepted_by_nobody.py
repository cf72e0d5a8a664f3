"""A risk above the appetite that stays so, and that nobody accepts by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.risks import appetite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK004",
    "accepted-by-nobody",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("RSK-04",),
    message=Text(
        "risk `{risk}` stays at {score}, above the {appetite} that is borne, and nobody accepts it",
        "风险 `{risk}` 的评分为 {score}，高于可承受的 {appetite}，却没有人签字接受",
    ),
    help=Text(
        "add a control that brings it down (with `residual`), or name who accepts it: `accepted_by: manager`",
        "增加能降低风险的控制措施（并写 `residual`），或写明由谁接受：`accepted_by: manager`",
    ),
    why=Text(
        "A risk that large is borne by somebody; it should be someone who knows.",
        "这么大的风险总要有人承担，而且应是知情的人。",
    ),
)
EXAMPLE = Example(
    at="risks.late-take-over", set={"risks.late-take-over.impact": 5, "risks.late-take-over.probability": 3}
)


def check(context: Context) -> Iterator[Problem]:
    """Every open risk whose score after its response is above the appetite, else above the band medium."""
    most = appetite(context.design)
    for figure in context.figures.risks:
        score = figure.residual if figure.residual is not None else figure.inherent
        risk = context.design.risks[figure.id]
        if score is not None and score > most and not figure.closed and risk.accepted_by is None:
            values = {"risk": figure.id, "score": score, "appetite": most}
            yield Problem(("risks", figure.id), values, of="key", asks="accepted_by")
