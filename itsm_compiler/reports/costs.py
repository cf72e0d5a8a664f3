"""Costs, prices and budgets in tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from itsm_compiler.analysis.cost import Costs
    from itsm_compiler.diagnostics import Language

Rows = list[tuple[str, ...]]

NOTHING = "–"
ALL = Text("all", "合计")
NOBODY = Text("no service", "无服务承担")
TITLES = {
    "service_costs": Text("Costs of services in a year", "各项服务年成本"),
    "sla_costs": Text("Costs and fees of agreements in a year", "各协议年成本与费用"),
    "budget": Text("Budgets", "预算"),
    "uncounted": Text("Amounts that are not counted", "未计入的金额"),
}
HEADINGS = {
    "service_costs": (
        Text("service", "服务"),
        Text("people", "人员"),
        Text("contracts", "合同"),
        Text("other", "其他"),
        Text("cost", "成本"),
        Text("a unit", "单位成本"),
        Text("price", "价格"),
        Text("margin", "毛利"),
    ),
    "sla_costs": (
        Text("SLA", "协议"),
        Text("cost", "成本"),
        Text("fee", "费用"),
        Text("margin", "毛利"),
        Text("pays back at most", "最多退还"),
        Text("expected at most", "预期退还上界"),
    ),
    "budget": (
        Text("budget", "预算"),
        Text("line", "科目"),
        Text("planned", "计划"),
        Text("approved", "批准"),
        Text("left", "结余"),
    ),
    "uncounted": (Text("entity", "对象"), Text("amount", "金额"), Text("why", "原因")),
}
RIGHT = {
    "service_costs": {1, 2, 3, 4, 5, 6, 7},
    "sla_costs": {1, 2, 3, 4, 5},
    "budget": {2, 3, 4},
    "uncounted": {1},
}
REASONS = {
    "currency": Text("another currency", "币种不同"),
    "period": Text("by what time is not said", "未写明计价周期"),
    "rhythm": Text("its rhythm is no time of the calendar", "周期无法折算为日历时间"),
}


def tables(costs: Costs | None, language: Language) -> Iterator[tuple[str, Rows]]:
    """The tables by name, those without rows too."""
    if costs is not None:
        yield "service_costs", _services(costs, language)
        yield "sla_costs", _slas(costs)
        yield "budget", _budgets(costs, language)
        uncounted: Rows = [
            (one.entity, str(one.written), REASONS[one.reason][language]) for one in costs.uncounted
        ]
        yield "uncounted", uncounted


def _services(costs: Costs, language: Language) -> Rows:
    """A row for each service, for what no service bears, and for all together."""
    rows: Rows = [
        (
            figure.service,
            *map(_amount, (figure.people, figure.contracts, figure.other, figure.total)),
            *map(_amount, (figure.unit, figure.price, figure.margin)),
        )
        for figure in costs.services
    ]
    rows += [
        (f"{NOBODY[language]}: {item.source}", "", "", "", _amount(item.unallocated), "", "", "")
        for item in costs.unallocated
    ]
    if rows:
        rows.append((ALL[language], "", "", "", money(costs.total, costs.currency)[language], "", "", ""))
    return rows


def _slas(costs: Costs) -> Rows:
    return [
        (
            figure.sla,
            *map(_amount, (figure.cost, figure.price, figure.margin)),
            _amount(figure.compensation.most if figure.compensation is not None else None),
            _amount(figure.compensation.expected_at_most if figure.compensation is not None else None),
        )
        for figure in costs.slas
    ]


def _budgets(costs: Costs, language: Language) -> Rows:
    rows: Rows = []
    for budget in costs.budgets:
        rows += [
            (budget.budget, line.line or "", *map(_amount, (line.planned, line.budget, line.variance)))
            for line in budget.lines
        ]
        sums = (budget.planned, budget.approved, budget.variance)
        rows.append((budget.budget, ALL[language], *map(_amount, sums)))
    rows += [
        (NOTHING, line.line or NOTHING, _amount(line.planned), NOTHING, NOTHING) for line in costs.unbudgeted
    ]
    return rows


def _amount(amount: Decimal | None) -> str:
    """An amount without its currency, which is the same everywhere."""
    return NOTHING if amount is None else money(amount, None)["en"]
