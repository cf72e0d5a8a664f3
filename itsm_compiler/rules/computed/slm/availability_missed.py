"""A promised availability that the parts of the service do not give on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.availability_promises import DOWNTIME, figures_of, mending
from itsm_compiler.rules.shared.phrases import target_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM014",
    "availability-missed",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("MOD-06", "SLM-04", "SLM-32", "SLM-52", "REL-06", "EXE-31"),
    message=Text(
        "SLA `{sla}` promises `{service}` {target} {window}, its dependencies can give {derived}",
        "服务级别协议 `{sla}` 承诺 `{service}` {window}可用率 {target}，而其依赖只能达到 {derived}",
    ),
    help=Text(
        "improve its parts, or promise at most {most}", "提高其部件的可用性，或把承诺降到不超过 {most}"
    ),
    why=Text(
        "A target above what the parts give on average is missed in most months, whatever anyone does.",
        "目标高于部件平均能达到的水平，多数月份必然无法兑现，谁也无能为力。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.targets.availability.of.all", set={"slas.lark-sla.targets.availability": "99.7%"}
)

WEAKEST = Text("weakest link: an improvement here buys most", "最薄弱环节：在此改进收效最大")


def check(context: Context) -> Iterator[Problem]:
    """Every target above what is derived that other parts of the same kind could still reach."""
    for figure in context.figures.availability:
        if figure.verdict == "missed":
            at = target_at(context.design, figure.sla, "availability", figure.service)
            weakest = figure.weakest
            related = () if weakest is None else ((("components", weakest.entity), WEAKEST),)
            yield Problem(at, figures_of(figure), DOWNTIME, related, help=mending(figure))
