"""An agreement that costs more than another for the same services and promises less in something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE057",
    "dearer-and-looser",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-46",),
    message=Text(
        "SLA `{dearer}` costs more than `{cheaper}` for {services}, and promises less in {levels}",
        "协议 `{dearer}` 的费用高于 `{cheaper}`，而在 {services} 上 {levels} 的承诺更低",
    ),
    help=Text(
        "tighten these levels, lower its fee, or ask more for the other",
        "收紧这些级别、降低其费用，或提高另一份协议的费用",
    ),
    why=Text(
        "Customers compare; who pays more for less finds out.", "客户会比较，付得多得得少，迟早会被发现。"
    ),
)
EXAMPLE = Example(
    at="slas.second-sla.charges.total",
    set={
        "slas.second-sla": {
            "customer": "lark-legal",
            "services": ["office-it"],
            "charges": {"total": "400000/y"},
            "targets": {"availability": "98%", "failures": 2, "recovery": "6h"},
        }
    },
)
APART = ("hours", "services")


def check(context: Context) -> Iterator[Problem]:
    """Every pair of agreements with a common service of which the dearer has a looser target or time."""
    for pair in context.figures.offers:
        looser = [one.level for one in pair.levels if one.better == "cheaper" and one.level not in APART]
        if pair.kind == "sla" and looser and pair.verdict != "same-price":
            values = {
                "dearer": pair.dearer,
                "cheaper": pair.cheaper,
                "services": wording.listing(pair.of),
                "levels": wording.listing(looser),
            }
            yield Problem(("slas", pair.dearer, "charges", "total"), values)
