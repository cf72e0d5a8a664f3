"""A promised availability above what a single part allows, however failures hang together."""

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
    "SLM015",
    "availability-impossible",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("MOD-06", "SLM-04", "SLM-32", "SLM-52", "REL-06", "EXE-31"),
    message=Text(
        "SLA `{sla}` promises `{service}` {target} {window}, its dependencies can give {derived} and never more than {bound}",
        "服务级别协议 `{sla}` 承诺 `{service}` {window}可用率 {target}，而其依赖只能达到 {derived}，且不可能超过 {bound}",
    ),
    help=Text("promise at most {most}", "把承诺降到不超过 {most}"),
    why=Text(
        "A service is never up more than the part whose loss alone stops it, however lucky its failures fall together.",
        "服务的可用率不可能高于一旦失效就使其中断的部件，无论故障时间如何巧合。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.targets.availability.of.all", set={"slas.lark-sla.targets.availability": "99.9%"}
)

LIMIT = Text(
    "weakest link: without redundancy here nothing else can close the gap",
    "最薄弱环节：此处不做冗余，其他措施都无法弥补差距",
)


def check(context: Context) -> Iterator[Problem]:
    """Every target above the greatest availability that is possible."""
    for figure in context.figures.availability:
        if figure.verdict == "impossible":
            at = target_at(context.design, figure.sla, "availability", figure.service)
            limit = figure.upper_bound_by
            related = () if limit is None else ((("components", limit), LIMIT),)
            yield Problem(at, figures_of(figure), DOWNTIME, related, help=mending(figure))
