"""One of the four resources is neither designed nor explained away, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES003",
    "resource-unmentioned",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    factors=("RES-50",),
    message=Text(
        "the design has no `{section}` and does not say why", "设计没有 `{section}`，也没有说明理由"
    ),
    help=Text(
        "write the section, or say `design: {{none: {{{section}: the reason}}}}`",
        "补写该部分，或写 `design: {{none: {{{section}: 理由}}}}`",
    ),
    why=Text(
        "Tools, desk, knowledge and spares are the four resources; leaving one out must be a decision.",
        "工具、服务台、知识库、备件是四类资源；不设其中一类，应是有意的决定。",
    ),
)
EXAMPLE = Example(at="design", delete=("design.none.knowledge",))
RESOURCES = ("tools", "service_desk", "knowledge", "spares")


def check(context: Context) -> Iterator[Problem]:
    """Every one of the four sections that is empty and not under `none`."""
    for section in RESOURCES:
        if not getattr(context.design, section):
            yield Problem(("design",), {"section": section}, of="key", asks=section)
