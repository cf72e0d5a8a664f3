"""A part for which two relations name different people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL029",
    "boundary-unclear",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("REL-14", "REL-23"),
    message=Text(
        "relation `{relation}` names `{holder}` for `{part}`, `{other}` names `{first}`",
        "业务关系 `{relation}` 写明 `{part}` 由 `{holder}` 负责，而 `{other}` 写的是 `{first}`",
    ),
    help=Text(
        "name exactly one who answers for it, the same in every relation: `boundary: {{{part}: WHO}}`",
        "写明唯一的责任方，各业务关系保持一致：`boundary: {{{part}: 责任方}}`",
    ),
    why=Text("What two answer for is done twice, or not at all.", "两方都负责的事，不是做两遍，就是没人做。"),
)
EXAMPLE = Example(
    at="relations.rel-jiangtong.cooperation.boundary.core-switches",
    set={"relations.rel-jiangtong.cooperation.boundary.core-switches": "infrastructure-team"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every part that two relations give to different people."""
    design = context.design
    named: dict[str, tuple[str, str]] = {}
    for relation in design.relations.values():
        for part, holder in (relation.cooperation.boundary if relation.cooperation else {}).items():
            first, other = named.setdefault(part, (holder, relation.id))
            if first != holder:
                at = ("relations", relation.id, "cooperation", "boundary", part)
                values = {
                    "relation": relation.id,
                    "part": part,
                    "holder": holder,
                    "other": other,
                    "first": first,
                }
                yield Problem(at, values)
