"""A figure that stands in the remarks of an agreement and nowhere else in it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM100",
    "figure-only-in-remarks",
    kind=Kind.WEAKNESS,
    severity=Severity.INFO,
    profile=Profile.FULL,
    factors=("SLM-38",),
    message=Text(
        "the remarks of SLA `{sla}` promise “{figure}”, which stands in no field of it",
        "服务级别协议 `{sla}` 的备注写有“{figure}”，而其他字段都没有该数值",
    ),
    help=Text(
        "write the figure into the field it belongs to: a target, a priority, a charge, a limit",
        "把该数值写入相应字段：目标、优先级、费用或限额",
    ),
    why=Text(
        "A promise in the remarks is checked by nobody and claimed by everybody.",
        "写在备注里的承诺，没有人检查，却人人可以主张。",
    ),
)
EXAMPLE = Example(
    at="slas.office-sla.remarks.0",
    set={
        "slas.office-sla.remarks": [
            {"en": "In January the desk answers within 45 minutes.", "zh": "一月份服务台在45分钟内响应。"}
        ]
    },
    base="reference",
)
FIGURE = re.compile(
    r"(?P<before>\d[\d,]*(?:\.\d+)?) ?(?:%|percent|minutes?|hours?|days?|weeks?|months?|years?|[A-Z]{3}\b|分钟|小时|个?工作日|天|周|个月|(?<!\d{4})年|元|万元)"
    r"|\b[A-Z]{3} (?P<after>\d[\d,]*(?:\.\d+)?)"
)
"""A number with what makes it a share, a time or a sum."""


def check(context: Context) -> Iterator[Problem]:
    """The first share, time or sum of each remark whose number no field of its agreement holds."""
    for sla in context.design.slas.values():
        if not sla.remarks:
            continue
        held = set(numbers_in(sla.model_copy(update={"remarks": (), "evidence": {}})))
        for index, remark in enumerate(sla.remarks):
            loose = {
                language: next(
                    (
                        found[0]
                        for found in FIGURE.finditer(remark[language])
                        if Decimal(_number(found)) not in held
                    ),
                    None,
                )
                for language in ("en", "zh")
            }
            if shown := [figure for figure in loose.values() if figure]:
                figure = Text(loose["en"] or shown[0], loose["zh"] or shown[0])
                yield Problem(("slas", sla.id, "remarks", index), {"sla": sla.id, "figure": figure})


def _number(found: re.Match[str]) -> str:
    return (found["before"] or found["after"]).replace(",", "")
