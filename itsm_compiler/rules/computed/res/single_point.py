"""A part whose loss stops a promised service, and for which there is neither spare nor contract nor anyone who accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.services import Component
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES014",
    "single-point-without-help",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("RES-36",),
    message=Text(
        "component `{part}` stops {services} when it fails, and there is no second, no spare and no contract",
        "组件 `{part}` 一旦失效就会中断 {services}，而它没有冗余、没有备件、也没有支持合同",
    ),
    help=Text(
        "add a spare (`for: {part}`), a contract in `provided_by`, a second unit, or a risk that somebody accepts (`accepted_by`)",
        "增加备件（`for: {part}`）、在 `provided_by` 中加入合同、增加一个单元，或写明有人接受的风险（`accepted_by`）",
    ),
    why=Text(
        "It will fail one day; what is done then is decided today.",
        "它总有一天会坏；到时怎么办，取决于今天的安排。",
    ),
)
EXAMPLE = Example(at="components.line", set={"components.line.provided_by": "it-team"})


def check(context: Context) -> Iterator[Problem]:
    """Every single point of failure under an agreement without spare, contract or an accepted risk."""
    for risk in context.figures.derived_risks:
        component = context.design.components.get(risk.entity)
        if component is None or risk.kind != "single-point-of-failure" or not risk.touches:
            continue
        if not _has_help(context, component):
            values = {"part": component.id, "services": wording.listing(risk.services)}
            yield Problem(("components", component.id), values, of="key", asks="spare")


def _has_help(context: Context, component: Component) -> bool:
    lookup, contracts = context.lookup, context.design.contracts
    return (
        any(spare.stock for spare in lookup.referrers(component.id, "spares.for"))
        or any(holder in contracts for holder in component.provided_by)
        or any(risk.accepted_by is not None for risk in lookup.referrers(component.id, "risks.affects"))
    )
