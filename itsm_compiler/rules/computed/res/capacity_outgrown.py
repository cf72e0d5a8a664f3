"""A component whose load outgrows its capacity before the agreements that need it end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES016",
    "capacity-outgrown",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("RES-03", "REQ-11", "CAT-13"),
    message=Text(
        "component `{part}` is full on {full}, and agreements need it until {until}",
        "组件 `{part}` 到 {full} 容量用尽，而协议要用到 {until}",
    ),
    help=Text(
        "let a capacity plan add enough before that day: `expand: [{{part: {part}, when: {full}, adds: …}}]`",
        "在容量计划中安排在此之前扩容：`expand: [{{part: {part}, when: {full}, adds: …}}]`",
    ),
    why=Text(
        "Growth is known years ahead; hardware that is ordered when it is full comes months late.",
        "增长多年前就能预见；等满了再订设备，就晚了几个月。",
    ),
)
EXAMPLE = Example(
    at="components.image-archive.capacity",
    set={"components.image-archive.capacity.growth": "900%/y"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every component that does not last with what plans add; one that is full from the start is told elsewhere."""
    for figure in context.figures.capacity:
        if not figure.enough and figure.load <= figure.capacity and figure.needed_until is not None:
            values = {
                "part": figure.component,
                "full": wording.day(figure.expanded_until or figure.measured_on),
                "until": wording.day(figure.needed_until),
            }
            yield Problem(("components", figure.component, "capacity"), values, asks="expand")
