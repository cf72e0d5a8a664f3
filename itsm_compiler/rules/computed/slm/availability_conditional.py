"""A promised availability that rests on redundancy of which nobody says why it does not fail together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import target_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM016",
    "independence-unargued",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    factors=("MOD-06",),
    message=Text(
        "{slas} can be kept only if the redundant units of `{entity}` fail independently, and nobody says why they do",
        "只有 `{entity}` 的冗余单元各自独立失效，{slas} 才能兑现，但没有说明理由",
    ),
    help=Text(
        "say why they don't fail together: `separation: two rooms, two power feeds, two makers`",
        "写明为何不会同时失效：`separation: 两个机房、两路供电、两个厂商`",
    ),
    why=Text(
        "Two units in one rack under one patch fail as one; redundancy is worth what separates its units.",
        "装在同一机柜、打同一补丁的两个单元会同时失效；冗余的价值取决于单元之间的隔离。",
    ),
)
EXAMPLE = Example(
    at="components.line",
    set={
        "components.line.availability": "90%",
        "components.line.quantity": 2,
        "components.line.need": 1,
        "slas.lark-sla.targets.availability": "98.5%",
    },
)
RESTS = Text("{target} promised here rests on it", "此处承诺的 {target} 以此为前提")


def check(context: Context) -> Iterator[Problem]:
    """Every entity with redundancy that says nothing of independence, though a target depends on it."""
    resting: dict[str, list[tuple[str, str, float]]] = {}
    for figure in context.figures.availability:
        if figure.verdict == "conditional":
            for entity in figure.unargued:
                resting.setdefault(entity, []).append((figure.sla, figure.service, figure.target))
    design = context.design
    for entity, promises in resting.items():
        sla, service, target = promises[0]
        slas = wording.listing(dict.fromkeys(sla for sla, _, _ in promises))
        related = ((target_at(design, sla, "availability", service), RESTS),)
        values = {"entity": entity, "slas": slas, "target": wording.share(target)}
        yield Problem(design.path_of(entity), values, related=related, of="key", asks="separation")
