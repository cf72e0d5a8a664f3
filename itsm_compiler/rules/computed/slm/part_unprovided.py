"""A part of a promised service that nobody provides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM055",
    "part-unprovided",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("SLM-05", "PLN-18"),
    message=Text("nobody provides component `{part}`{reach}", "组件 `{part}` 没有人提供{reach}"),
    help=Text(
        "name the teams and contracts in the order in which they take over: `provided_by: [it-team, nimbus-contract]`",
        "按升级顺序写明团队和合同：`provided_by: [it-team, nimbus-contract]`",
    ),
    why=Text(
        "When it fails nobody is called, and no time that is promised can be proved.",
        "一旦故障就无人可叫，任何时限承诺都无从证明。",
    ),
)
EXAMPLE = Example(at="components.line", delete=("components.line.provided_by",))
REACH = Text(", on which {slas} rests", "，而 {slas} 依赖它")


def check(context: Context) -> Iterator[Problem]:
    """Every component without a provider, with the agreements that its loss reaches."""
    for part in context.figures.unprovided:
        slas = context.graph.slas_touched(part)
        reach = REACH.format({"slas": wording.listing(slas)}) if slas else Text("", "")
        yield Problem(("components", part), {"part": part, "reach": reach}, of="key", asks="provided_by")
