"""A risk that the figures show and that nobody has declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK011",
    "derived-risk-undeclared",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("RSK-02", "PLN-05"),
    message=Text(
        "`{entity}` is a risk that nobody has declared: {evidence}",
        "`{entity}` 存在尚未登记的风险：{evidence}",
    ),
    help=Text(
        "declare it: a risk with `affects: {entity}`, its rating, response and owner",
        "登记该风险：`affects: {entity}`，并写明评分、应对和负责人",
    ),
    why=Text(
        "What the figures show is known; whoever leaves it out of the register has chosen to.",
        "计算已经揭示的风险是已知的；不登记就是有意忽略。",
    ),
)
EXAMPLE = Example(
    at="components.office-suite",
    set={"risks.risk-unfit-delivery.affects": ["clinical-software-contract", "imaging-contract"]},
    base="reference",
)
KINDS = ("single-point-of-failure", "availability-margin")


def check(context: Context) -> Iterator[Problem]:
    """Every derived risk of a kind that planning can answer, under which no declared risk lies.

    Hours and terms that nobody covers contradict an agreement, and are told there.
    """
    for risk in context.figures.derived_risks:
        if risk.kind in KINDS and risk.covered_by is None and risk.touches:
            evidence = risk.evidence[0] if risk.evidence else wording.same(risk.kind)
            values = {"entity": risk.entity, "evidence": evidence}
            yield Problem(context.design.path_of(risk.entity), values, of="key", asks="risks")
