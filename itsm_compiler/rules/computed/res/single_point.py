"""A part whose loss stops a promised service, and for which there is neither spare nor contract nor anyone who accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
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
UNITS = Text("several units, and all of them need it", "有多个单元，但都依赖它")


def check(context: Context) -> Iterator[Problem]:
    """Every single point of failure under an agreement without spare, contract or an accepted risk.

    Redundant units that hang on it are shown beside it: their redundancy is in vain.
    """
    for risk in context.figures.derived_risks:
        component = context.design.components.get(risk.entity)
        if component is None or risk.kind != "single-point-of-failure" or not risk.touches:
            continue
        if not has_help(context, component):
            values = {"part": component.id, "services": wording.listing(risk.services)}
            at = ("components", component.id)
            yield Problem(at, values, related=_in_vain(context, component), of="key", asks="spare")


def _in_vain(context: Context, part: Component) -> tuple[tuple[Path, Text], ...]:
    """The components of more units than are needed that all stand on a part."""
    users = context.lookup.referrers(part.id, "components.depends_on.part")
    return tuple((("components", user.id), UNITS) for user in users if user.quantity > user.needed)


def has_help(context: Context, component: Component) -> bool:
    """Whether a spare, a contract or somebody who accepts the risk stands by when a component fails."""
    lookup, contracts = context.lookup, context.design.contracts
    return (
        any(spare.stock for spare in lookup.referrers(component.id, "spares.for"))
        or any(holder in contracts for holder in component.provided_by)
        or any(risk.accepted_by is not None for risk in lookup.referrers(component.id, "risks.affects"))
    )
