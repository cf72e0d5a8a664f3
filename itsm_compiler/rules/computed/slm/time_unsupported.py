"""A link of a chain that commits to no time for a class which agreements with customers promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import agreement_at, noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.chains import Missing
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM033",
    "time-unsupported",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("SLM-05", "SLM-06"),
    message=Text(
        "{noun} `{agreement}` has no {fields} for class {priority}, which {slas} promises",
        "{noun} `{agreement}` 没有 {priority} 级的 {fields}，而 {slas} 已作出承诺",
    ),
    help=Text(
        "write it: every link hands over after `escalate`, the first also has a `response`, the last a `resolution`",
        "请补写：每一环在 `escalate` 之后移交，第一环还要有 `response`，最后一环要有 `resolution`",
    ),
    why=Text(
        "A chain with a link that promises nothing proves nothing.",
        "支持链中只要有一环没有承诺，整条链就无法证明。",
    ),
)
EXAMPLE = Example(at="olas.it-ola.priorities.A", delete=("olas.it-ola.priorities.A.escalate",))


def check(context: Context) -> Iterator[Problem]:
    """Every class of an OLA or contract that lacks a time on some chain, once, with the agreements that need it."""
    wanted: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for figure in context.figures.response:
        for missing in figure.missing:
            agreement = _agreement(context, figure, missing)
            if agreement is not None:
                fields, slas = wanted.setdefault((agreement, figure.priority), ({}, {}))
                fields[missing.field] = None
                slas[figure.sla] = None
    for (agreement, priority), (fields, slas) in wanted.items():
        values = {
            "noun": noun(context.design, agreement),
            "agreement": agreement,
            "fields": wording.listing(fields),
            "priority": priority,
            "slas": wording.listing(slas),
        }
        yield Problem((*agreement_at(context.design, agreement), "priorities", priority), values, of="key")


def _agreement(context: Context, figure: ResponseFigure, missing: Missing) -> str | None:
    """The OLA or contract that lacks a time; None where there is no agreement or no provider at all."""
    if missing.field in ("provider", "agreement"):
        return None
    if missing.holder in context.design.contracts:
        return missing.holder
    services = (figure.service, None)
    olas = [ola for ola in context.design.olas.values() if ola.team == missing.holder]
    covering = [ola.id for ola in olas if services[0] in ola.covers] or [
        ola.id for ola in olas if not ola.covers
    ]
    return covering[0] if covering else None
