"""Figures of a component's reliability that do not follow from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC009",
    "reliability-disagrees",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("SLM-32", "MOD-06"),
    message=Text(
        "component `{part}` states {what} {stated}, its other figures give {derived}",
        "组件 `{part}` 写明{what} {stated}，而由其他数字推算为 {derived}",
    ),
    help=Text(
        "keep two of `availability`, `mtbf`, `mttr` and `failures`; the others follow",
        "`availability`、`mtbf`、`mttr`、`failures` 保留两个即可，其余可推算",
    ),
    why=Text(
        "Figures of one thing must agree; otherwise each reader computes with another one.",
        "同一事物的数字必须一致，否则各人按不同的数字计算。",
    ),
)
EXAMPLE = Example(
    at="components.file-server.availability",
    set={"components.file-server.availability": {"share": "99%", "mtbf": "20000h", "mttr": "6h"}},
    delete=("components.file-server.mtbf", "components.file-server.mttr"),
)
AVAILABILITY, FAILURES = Text("an availability of", "可用性"), Text("failures a year:", "每年故障次数")


def check(context: Context) -> Iterator[Problem]:
    """Every stated figure that differs from what follows from the others."""
    for one in context.figures.disagreements:
        is_share = one.quantity == "availability"
        values = {
            "part": one.component,
            "what": AVAILABILITY if is_share else FAILURES,
            "stated": wording.share(one.stated, one.derived) if is_share else wording.number(one.stated),
            "derived": wording.share(one.derived, one.stated)
            if is_share
            else wording.number(round(one.derived, 3)),
        }
        yield Problem(("components", one.component, "availability"), values)
