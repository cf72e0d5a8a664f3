"""Two agreements on one service, of which the dearer promises no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM102",
    "dearer-and-no-better",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("SLM-50",),
    message=Text(
        "SLA `{dearer}` costs more for each {unit} than `{cheaper}` and promises no more",
        "服务级别协议 `{dearer}` 每{unit}的价格高于 `{cheaper}`，承诺却不更高",
    ),
    help=Text(
        "raise what the dearer one promises, lower its price, or give the reason in its `remarks`",
        "提高较贵协议的承诺、降低其价格，或在其 `remarks` 中说明理由",
    ),
    why=Text(
        "Customers compare; who pays more for less leaves or asks for the difference.",
        "客户会比较；付得多、得到的少，不是离开，就是要求退差价。",
    ),
)
EXAMPLE = Example(
    at="slas.second-sla.charges",
    set={
        "slas.second-sla": {
            "customer": "lark-legal",
            "services": "office-it",
            "valid": {"from": "2028-03-01", "to": "2029-02-28"},
            "hours": "office",
            "scope": {"limits": {"users": 20}},
            "targets": {"availability": "98%", "failures": 3, "recovery": "8h"},
            "priorities": {
                "A": {"response": "40sm", "resolution": "9sh"},
                "B": {"response": "2sh", "resolution": "12sh"},
                "C": {"response": "3sh", "resolution": "24sh"},
                "D": {"response": "5sh", "resolution": "48sh"},
            },
            "charges": {"total": "336000/y", "when": "quarter"},
        }
    },
)
CHEAPER = Text("cheaper here", "此处价格更低")
UNITS = {"user/y": Text("user and year", "用户每年"), "y": Text("year", "年")}


def check(context: Context) -> Iterator[Problem]:
    """Every pair of agreements that hold a common service, the dearer of which is better in nothing and not explained."""
    design = context.design
    for pair in context.figures.offers:
        if pair.kind != "sla" or pair.verdict not in ("dominated", "same-level"):
            continue
        if design.slas[pair.dearer].remarks or design.slas[pair.cheaper].remarks:
            continue
        values = {
            "dearer": pair.dearer,
            "cheaper": pair.cheaper,
            "unit": UNITS[pair.unit],
        }
        related = ((("slas", pair.cheaper, "charges"), CHEAPER),)
        yield Problem(("slas", pair.dearer, "charges"), values, related=related)
