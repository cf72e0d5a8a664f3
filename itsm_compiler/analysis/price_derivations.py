"""How margins, compensation and budget lines came about."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.compensation import promised_of
from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.prices import bands, volume_of
from itsm_compiler.analysis.telling import label, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.budget import BudgetFigure, LineFigure
    from itsm_compiler.analysis.compensation import CompensationFigure
    from itsm_compiler.analysis.cost import Costs, ServiceCost, SlaCost
    from itsm_compiler.analysis.telling import Explained

PRICE_LESS_COST = Text("price − cost", "价格 − 成本")
BY_UNITS = Text(
    "units × price, each unit at the price of its tier", "计量单位数 × 价格，各单位按所在阶梯计价"
)
AS_AGREED = Text("the fee as agreed", "协议约定的费用")
AS_CHARGED = Text("the charges of its services", "各项服务计费之和")
YEARLY_TIMES_YEARS = Text("the costs of a year × years of the budget", "年成本 × 预算期年数")


def of_service_margin(known: Explained, figure: ServiceCost) -> Derivation:
    """What the price of a service leaves over its cost in a year."""
    what = say("margin of `{service}` in a year", "`{service}`的年毛利", service=figure.service)
    cost = Derivation(Text("cost", "成本"), figure.total, "money", at=known.design.path_of(figure.service))
    return Derivation(what, figure.margin, "money", PRICE_LESS_COST, (_price(known, figure), cost))


def of_sla_margin(known: Explained, figure: SlaCost) -> Derivation:
    """What the fee of an agreement leaves over its cost in a year."""
    path = known.design.path_of(figure.sla)
    charges = known.design.slas[figure.sla].charges
    agreed = charges is not None and charges.total is not None and figure.price is not None
    charged = tuple(
        Derivation(
            say("charged for `{service}`", "`{service}`计费", service=part.service),
            part.price,
            "money",
            at=(*known.design.path_of(part.service), "charge"),
        )
        for part in figure.services
        if part.price is not None
    )
    parts = []
    if agreed and charges is not None:
        fee = leaf(Text("fee", "费用"), str(charges.total), "none", (*path, "charges", "total"))
        parts.append(Derivation(Text("price", "价格"), figure.price, "money", AS_AGREED, (fee,)))
    if figure.computed is not None:
        words = Text("price by the charges of its services", "按服务计费合计的价格")
        parts.append(Derivation(words, figure.computed, "money", AS_CHARGED, charged))
    cost = Derivation(Text("cost", "成本"), figure.cost, "money", at=path)
    what = say("margin of `{sla}` in a year", "`{sla}`的年毛利", sla=figure.sla)
    return Derivation(what, figure.margin, "money", PRICE_LESS_COST, (*parts, cost))


def of_compensation(known: Explained, figure: CompensationFigure) -> Derivation:
    """What an agreement may have to pay back in a year, at most and on average."""
    path = (*known.design.path_of(figure.sla), "compensation")
    rule = known.design.slas[figure.sla].compensation
    steps = rule.steps.items() if rule is not None else ()
    written = [
        leaf(
            say("paid back beyond {level}", "未达{level}时退还", level=level),
            str(share),
            "none",
            (*path, "steps", str(level)),
        )
        for level, share in steps
    ]
    if rule is not None and rule.cap is not None:
        written.append(leaf(Text("never more than", "上限"), str(rule.cap), "none", (*path, "cap")))
    count = len(promised_of(known.design, known.design.slas[figure.sla]))
    most = Derivation(
        Text("largest share of the fee", "占费用的最高比例"),
        figure.most_share,
        "share",
        Text(
            "the last step × services that are measured, at most the cap",
            "最高一档 × 被考核服务数，不超过上限",
        ),
        (*written, Derivation(Text("services that are measured", "被考核服务数"), count, "count")),
    )
    fee = Derivation(
        Text("fee of a year", "年费用"), figure.fee, "money", at=known.design.path_of(figure.sla)
    )
    what = say("paid back by `{sla}` in a year, at most", "`{sla}`每年最多退还", sla=figure.sla)
    formula = Text("largest share × fee", "最高比例 × 费用")
    return Derivation(what, figure.most, "money", formula, (most, fee, *_expected(figure)), path)


def of_budget(known: Explained, costs: Costs, figure: BudgetFigure) -> Derivation:
    """What is planned of a budget, line by line, against what is approved."""
    path = known.design.path_of(figure.budget)
    lines = tuple(_line(known, costs, figure, line) for line in figure.lines)
    years = leaf(Text("years of the budget", "预算期年数"), float(figure.years), "count", (*path, "period"))
    approved = Derivation(
        Text("approved in all lines", "各科目批准合计"), figure.approved, "money", at=(*path, "lines")
    )
    left = Derivation(
        Text("left", "结余") if figure.variance >= 0 else Text("short by", "缺口"),
        abs(figure.variance),
        "money",
    )
    what = say("planned in the time of `{budget}`", "`{budget}`期间的计划支出", budget=figure.budget)
    return Derivation(
        what, figure.planned, "money", YEARLY_TIMES_YEARS, (years, *lines, approved, left), path
    )


def _price(known: Explained, figure: ServiceCost) -> Derivation:
    """What a service is charged for in a year."""
    service = known.design.services[figure.service]
    charge, volume = service.charge, volume_of(service)
    path = (*known.design.path_of(figure.service), "charge")
    what = Text("price", "价格")
    if charge is None or charge.price is None:
        return Derivation(what, figure.price, "money", at=path)
    if charge.basis == "fixed" or volume is None:
        fee = leaf(Text("fixed fee", "固定费用"), str(charge.price), "none", (*path, "price"))
        return Derivation(what, figure.price, "money", None, (fee,))
    found = []
    for units, price, at in bands(charge.price, charge.tiers, volume.units):
        words = say("price of {units} units", "{units}个计量单位的价格", units=f"{float(units):,.10g}")
        found.append(leaf(words, str(price), "none", (*path, *at)))
    return Derivation(what, figure.price, "money", BY_UNITS, tuple(found), path)


def _expected(figure: CompensationFigure) -> Iterator[Derivation]:
    """What is paid back on average, at most, and what when every window goes as derived."""
    if figure.expected_at_most is None or figure.at_derived is None:
        return
    services = tuple(
        Derivation(
            say("`{service}`, as a share of the fee", "`{service}`，占费用的比例", service=one.service),
            one.expected_at_most,
            "share",
            None,
            (Derivation(Text("derived availability", "推导的可用性"), one.derived, "share"),),
        )
        for one in figure.services
    )
    yield Derivation(
        Text("to be expected in a year, at most", "每年预期退还的上界"),
        figure.expected_at_most,
        "money",
        Text(
            "the least concave function above the steps, at the mean downtime: it holds however outages are spread",
            "各档阶梯的最小上凹包络在平均停机处的取值：与中断如何分布无关",
        ),
        services,
    )
    words = Text("when every window goes as derived", "各窗口均达到推导值时")
    yield Derivation(words, figure.at_derived, "money")


def _line(known: Explained, costs: Costs, figure: BudgetFigure, line: LineFigure) -> Derivation:
    """A line: what runs under it in a year, and what is approved."""
    spent = tuple(
        Derivation(label(known, item.source), item.amount, "money", at=known.design.path_of(item.source))
        for item in costs.items
        if item.line == line.line
    )
    at = (*known.design.path_of(figure.budget), "lines", line.line or "")
    approved = Derivation(Text("approved", "批准"), line.budget, "money", at=at)
    what = say("line `{line}`", "科目`{line}`", line=line.line)
    if not line.within:
        what = say("line `{line}`, passed", "科目`{line}`，已超出", line=line.line)
    formula = YEARLY_TIMES_YEARS if figure.years != Fraction(1) else None
    return Derivation(what, line.planned, "money", formula, (*spent, approved))
