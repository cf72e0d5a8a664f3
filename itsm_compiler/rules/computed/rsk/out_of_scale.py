"""A risk rated with a step that the policy's scale does not explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK010",
    "out-of-scale",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("RSK-03", "RSK-01"),
    message=Text(
        "the risk policy does not say how likely probability {step} is, with which {risks} is rated",
        "风险管理策略没有说明可能性 {step} 级的含义，而 {risks} 使用了该级",
    ),
    help=Text(
        "add the step: `scale: {{1: 1%, 2: 5%, 3: 20%, 4: 50%, 5: 90%}}`",
        "补充该级：`scale: {{1: 1%, 2: 5%, 3: 20%, 4: 50%, 5: 90%}}`",
    ),
    why=Text(
        "A rating is worth what its step means; money cannot be reckoned without it.",
        "评级的意义取决于等级的定义；没有定义就无法折算金额。",
    ),
)
EXAMPLE = Example(at="risk_policy.scale", set={"risk_policy.scale": {2: "5%", 4: "50%"}})


def check(context: Context) -> Iterator[Problem]:
    """Every probability in use, before or after a response, that a given scale leaves out."""
    policy = context.design.risk_policy
    if policy is None or not policy.scale:
        return
    used: dict[int, list[str]] = {}
    for risk in context.design.risks.values():
        residual = risk.residual.probability if risk.residual is not None else None
        for step in {risk.probability, residual} - {None, *policy.scale}:
            used.setdefault(step, []).append(risk.id)  # type: ignore[arg-type]
    for step, risks in sorted(used.items()):
        values = {"step": step, "risks": wording.listing(risks)}
        yield Problem(("risk_policy", "scale"), values)
