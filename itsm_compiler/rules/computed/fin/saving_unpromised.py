"""Benefits of which none is money saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "FIN009",
    "saving-unpromised",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("FIN-04",),
    message=Text(
        "no benefit of the design says what costs less than before",
        "设计的收益中没有一项说明哪里的成本会下降",
    ),
    help=Text(
        "add one with `baseline` and `target` in money, the target below the baseline",
        "增加一项 `baseline` 和 `target` 以金额表示、目标低于现状的收益",
    ),
    why=Text(
        "The owner of the money asks first what it costs today and what it will.",
        "出钱的人首先会问：现在花多少，以后花多少。",
    ),
)
EXAMPLE = Example(at="design.benefits", set={"design.benefits.2.target": 900}, base="reference")


def check(context: Context) -> Iterator[Problem]:
    """The benefits, where there are some and none of them falls from one amount of money to a lower one."""
    benefits = context.design.head.benefits
    if benefits and not any(
        isinstance(one.baseline, Money)
        and isinstance(one.target, Money)
        and one.baseline.per == one.target.per
        and one.target.amount < one.baseline.amount
        for one in benefits
    ):
        yield Problem(("design", "benefits"), asks="saving")
