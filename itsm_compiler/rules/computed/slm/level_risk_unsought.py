"""Kinds of risk to an agreement that nobody has looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM104",
    "level-risk-unsought",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("SLM-14",),
    message=Text(
        "no risk of {kinds} that reaches SLA `{sla}` is in the register, and nobody looked for one",
        "登记册中没有影响服务级别协议 `{sla}` 的 {kinds} 风险，也没有人识别过",
    ),
    help=Text(
        "write a risk of that `category` that affects the agreement, a service or a part of it, or under `examined` that its `element` was looked at",
        "写出该 `category` 的风险，使其影响该协议、其服务或部件；或在 `examined` 的 `element` 中写明已检查",
    ),
    why=Text(
        "Levels are lost by skill, by resources, by security and by cost; each is looked for in another place.",
        "级别会因技能、资源、安全、成本而失守，各要到不同的地方去找。",
    ),
)
EXAMPLE = Example(
    at="slas.alliance-sla",
    set={"risks.risk-ransomware.category": "technology", "risks.risk-data-leak.affects": ["emr"]},
    delete=("slas.clinical-sla", "slas.office-sla"),
    base="reference",
)
KINDS = ("skill", "resource", "security", "cost")


def check(context: Context) -> Iterator[Problem]:
    """Every agreement with the kinds of risk that neither reach it nor were examined."""
    design = context.design
    examined = {element for entry in design.examined if entry.when and entry.by for element in entry.element}
    if not design.risks:
        return
    reached: dict[str, set[str]] = {}
    for figure in context.figures.risks:
        category = design.risks[figure.id].category
        if category is not None:
            for sla in figure.touches:
                reached.setdefault(sla, set()).add(category)
    for sla in design.slas:
        absent = [kind for kind in KINDS if kind not in examined and kind not in reached.get(sla, ())]
        if absent:
            values = {"sla": sla, "kinds": wording.listing(absent)}
            yield Problem(("slas", sla), values, of="key", asks="risks")
