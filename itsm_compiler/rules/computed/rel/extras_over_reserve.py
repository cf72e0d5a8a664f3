"""Extra services that cost more than any budget keeps in reserve."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Relation
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL010",
    "extras-over-reserve",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REL-05",),
    message=Text(
        "extra services cost {cost} in all, the largest reserve of a budget is {reserve}",
        "增值服务合计 {cost}，而各预算中最大的预留为 {reserve}",
    ),
    help=Text(
        "give less away, or let somebody approve a larger `reserve`", "减少增值服务，或批准更大的 `reserve`"
    ),
    why=Text(
        "What is given away is paid out of what was meant for bad days.", "赠送的部分，用的是应急的钱。"
    ),
)
EXAMPLE = Example(
    at="relations.rel-renhe-group.value_added",
    set={"relations.rel-renhe-group.value_added.0.cost": 2000000},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """The relation that gives away most, when all together give away more than the reserve of each budget."""
    design = context.design
    reserves = [budget.reserve.amount for budget in design.budgets.values() if budget.reserve is not None]
    given = {relation.id: _given(context, relation) for relation in design.relations.values()}
    total = sum(given.values(), Decimal())
    if reserves and total > max(reserves):
        most = max(given, key=lambda relation: given[relation])
        currency = design.head.currency
        values = {"cost": wording.money(total, currency), "reserve": wording.money(max(reserves), currency)}
        yield Problem(("relations", most, "value_added"), values)


def _given(context: Context, relation: Relation) -> Decimal:
    """What the extra services of a relation cost, those that name an entry of `costs` by its amount."""
    total = Decimal()
    for extra in relation.value_added:
        cost = context.design.costs.get(extra.cost) if isinstance(extra.cost, str) else None
        money = cost.amount if cost is not None else extra.cost
        total += money.amount if isinstance(money, Money) else 0
    return total
