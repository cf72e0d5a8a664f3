"""A promised availability that cannot be judged, because parts say nothing of theirs."""

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
    "SLM057",
    "availability-unknown",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("MOD-06", "SLM-04"),
    message=Text(
        "component `{part}` says nothing of its availability, so what {slas} promises cannot be judged",
        "组件 `{part}` 没有写明可用性，因此无法判断 {slas} 的承诺能否兑现",
    ),
    help=Text(
        "write what its maker or its log says: `availability: 99.8%`, or `mtbf: 20000h` and `mttr: 6h`",
        "依据厂商数据或运行记录写明：`availability: 99.8%`，或 `mtbf: 20000h` 与 `mttr: 6h`",
    ),
    why=Text("One unknown part makes the whole chain a guess.", "只要有一个部件未知，整条链就只能靠猜。"),
)
EXAMPLE = Example(at="components.mail", delete=("components.mail.availability",))
PROMISE = Text("promised here", "此处的承诺")


def check(context: Context) -> Iterator[Problem]:
    """Every such part once, with the agreements that rest on it."""
    resting: dict[str, list[tuple[str, str]]] = {}
    for unknown in context.figures.unknown_availability:
        for part in unknown.parts:
            resting.setdefault(part, []).append((unknown.sla, unknown.service))
    for part, promises in resting.items():
        sla, service = promises[0]
        values = {"part": part, "slas": wording.listing(dict.fromkeys(sla for sla, _ in promises))}
        related = ((target_at(context.design, sla, "availability", service), PROMISE),)
        yield Problem(("components", part), values, related=related, of="key", asks="availability")
