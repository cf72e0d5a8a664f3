"""How costs came about: what is spent in a year, by what it is shared out, and what each service bears of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.analysis.allocation import DEMANDS
from itsm_compiler.analysis.cost import KINDS
from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import label, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.amounts import Basis
    from itsm_compiler.analysis.cost import CostItem, CostKind, Costs, ServiceCost, SlaCost
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path

KIND_WORDS: dict[CostKind, Text] = {
    "people": Text("people", "人员"),
    "contracts": Text("contracts", "支撑合同"),
    "other": Text("other costs", "其他费用"),
}
DRIVER_WORDS = {
    "users": Text("by users", "按用户数分摊"),
    "hours": Text("by the hours worked", "按工时分摊"),
    "demand": Text("by incidents, requests and changes", "按事件、请求与变更数量分摊"),
    "equal": Text("in equal parts", "平均分摊"),
    "shares": Text("by the shares as written", "按写明的比例分摊"),
}
BASIS_WORDS: dict[Basis, Text] = {
    "rate": Text("the amount of a year", "折合一年的金额"),
    "term": Text("the price ÷ the years of the term", "价款 ÷ 有效期年数"),
    "life": Text("the amount ÷ the years of its life", "金额 ÷ 使用年限"),
    "rhythm": Text("the amount × how often a year", "金额 × 每年次数"),
    "once": Text("the whole amount, as it has neither rhythm nor life", "未写周期或年限，全额计入"),
}
PEOPLE = Text("cost of a person in a year × people", "每人年成本 × 人数")
SECTIONS: dict[CostKind, str] = {"people": "roles", "contracts": "contracts", "other": "costs"}
DEMAND_WORDS = {
    "incidents": Text("incidents", "事件"),
    "requests": Text("requests", "请求"),
    "changes": Text("changes", "变更"),
}
SUM_OF_PARTS = Text("the sum of its parts, exact to the cent", "各部分之和，精确到分")


def of_service(known: Explained, costs: Costs, figure: ServiceCost) -> Derivation:
    """What a service costs in a year, down to what each role, contract and cost adds."""
    parts = []
    for kind in KINDS:
        items = [item for item in costs.items if item.kind == kind and item.shares.get(figure.service)]
        if items:
            borne = tuple(_borne(known, item, figure.service) for item in items)
            parts.append(Derivation(KIND_WORDS[kind], getattr(figure, kind), "money", None, borne))
    return Derivation(
        say("cost of `{service}` in a year", "`{service}`的年成本", service=figure.service),
        figure.total,
        "money",
        SUM_OF_PARTS,
        (*parts, *_unit(figure)),
        known.design.path_of(figure.service),
    )


def of_sla(known: Explained, figure: SlaCost) -> Derivation:
    """What an agreement costs in a year: its services, each with what it bears of them."""
    return Derivation(
        say("cost of `{sla}` in a year", "`{sla}`的年成本", sla=figure.sla),
        figure.cost,
        "money",
        Text(
            "the cost of its services; one in several agreements at a time is shared by their users",
            "各项服务成本之和；同时列入多份协议的服务按协议用户数分摊",
        ),
        tuple(
            Derivation(
                say("cost of `{service}`", "`{service}`的成本", service=part.service),
                part.cost,
                "money",
                at=known.design.path_of(part.service),
            )
            for part in figure.services
        ),
        known.design.path_of(figure.sla),
    )


def of_item(known: Explained, item: CostItem) -> Derivation:
    """What something costs in a year, and which services bear it."""
    amount = _amount(known, item)
    shares = []
    for service, part in item.shares.items():
        if part:
            what = say("borne by `{service}`", "由`{service}`承担", service=service)
            shares.append(Derivation(what, part, "money", _by(item), tuple(_measured(known, item, service))))
    if item.unallocated:
        shares.append(_left(known, item))
    return Derivation(amount.what, amount.value, "money", amount.formula, (*amount.parts, *shares), amount.at)


def of_design(known: Explained, costs: Costs) -> Derivation:
    """What everything costs in a year: every role, contract and cost, and what no service bears of it."""
    parts = []
    for kind in KINDS:
        items = [item for item in costs.items if item.kind == kind]
        if items:
            amounts = tuple(_amount(known, item) for item in items)
            total = sum((item.amount for item in items), Decimal())
            parts.append(Derivation(KIND_WORDS[kind], total, "money", None, amounts))
    parts += [_left(known, item) for item in costs.unallocated]
    for one in costs.uncounted:
        what = say(
            "`{entity}`: {reason}", "`{entity}`：{reason}", entity=one.entity, reason=UNCOUNTED[one.reason]
        )
        parts.append(leaf(what, str(one.written), "none", one.at))
    what = Text("cost of all services in a year", "全部服务的年成本")
    return Derivation(what, costs.total, "money", SUM_OF_PARTS, tuple(parts), known.design.path_of("design"))


UNCOUNTED = {
    "currency": Text("not counted, another currency", "未计入：币种不同"),
    "period": Text("not counted, by what time is not said", "未计入：未写明计价周期"),
    "rhythm": Text("not counted, its rhythm is no time of the calendar", "未计入：周期无法折算为日历时间"),
}


def _borne(known: Explained, item: CostItem, service: str) -> Derivation:
    """What a service bears of an item."""
    return Derivation(
        say("of `{source}`", "来自`{source}`", source=item.source),
        item.shares[service],
        "money",
        _by(item),
        (_amount(known, item), *_measured(known, item, service)),
    )


def _by(item: CostItem) -> Text | None:
    """By what an item is shared out; where what was asked for measures nothing, that is said."""
    if item.driver is None:
        return None
    words = DRIVER_WORDS[item.driver]
    if item.driver == item.wanted:
        return words
    return say(
        "{words}: `{wanted}` measures nothing here",
        "{words}（`{wanted}`在此没有数据）",
        words=words,
        wanted=item.wanted,
    )


def _amount(known: Explained, item: CostItem) -> Derivation:
    """What an item costs in a year, with where its amount is written."""
    path: Path = (SECTIONS[item.kind], item.source)
    name = label(known, item.source)
    what = say("{name} in a year", "{name}，每年", name=name)
    if item.kind == "people":
        role = known.design.roles[item.source]
        parts = (
            leaf(Text("a person", "每人"), str(role.cost), "none", (*path, "cost")),
            leaf(Text("people", "人数"), role.headcount, "count", (*path, "headcount")),
        )
        return Derivation(what, item.amount, "money", PEOPLE, parts, path)
    if item.kind == "contracts":
        price = leaf(
            Text("price", "价款"), str(known.design.contracts[item.source].price), "none", (*path, "price")
        )
        return Derivation(what, item.amount, "money", BASIS_WORDS[item.basis], (price,), path)
    cost = known.design.costs[item.source]
    written = [leaf(Text("amount", "金额"), str(cost.amount), "none", (*path, "amount"))]
    if item.basis == "life":
        written.append(leaf(Text("life", "使用年限"), str(cost.life), "none", (*path, "life")))
    if item.basis == "rhythm":
        written.append(leaf(Text("every", "周期"), str(cost.every), "none", (*path, "every")))
    return Derivation(what, item.amount, "money", BASIS_WORDS[item.basis], tuple(written), path)


def _left(known: Explained, item: CostItem) -> Derivation:
    """What no service bears, and why."""
    why = (
        Text("no service reaches it", "没有服务与之关联")
        if item.weights is None
        else Text("the shares as written leave it over", "写明的比例合计不足100%")
    )
    return Derivation(
        say("of `{source}` borne by no service", "`{source}`中无服务承担的部分", source=item.source),
        item.unallocated,
        "money",
        why,
        at=known.design.path_of(item.source),
    )


def _measured(known: Explained, item: CostItem, service: str) -> Iterator[Derivation]:
    """What the driver measures at a service, and at all that share the item."""
    path = known.design.path_of(service)
    entity = known.design.services[service]
    if item.driver == "users":
        users = say("users of `{service}`", "`{service}`的用户数", service=service)
        yield leaf(users, entity.users, "count", (*path, "users"))
        services = item.weights.services if item.weights is not None else ()
        total = sum(known.design.services[one].users or 0 for one in services)
        yield Derivation(Text("users of all that share it", "参与分摊的用户总数"), total, "count")
    elif item.driver == "demand" and entity.demand is not None:
        for name in DEMANDS:
            rate = getattr(entity.demand, name)
            if rate is not None:
                yield leaf(DEMAND_WORDS[name], str(rate), "none", (*path, "demand", name))
        yield _part_of_all(item, service)
    elif item.driver == "hours":
        role = known.design.roles.get(item.source) if item.kind == "people" else None
        for index, work in enumerate(role.workload if role is not None else ()):
            if service in known.design.services_of(work.of) and work.demand is not None:
                what = say(
                    "{share} of the {demand}, each",
                    "{demand}的{share}，每件",
                    share=work.share,
                    demand=DEMAND_WORDS[work.demand],
                )
                yield leaf(what, str(work.each), "none", ("roles", item.source, "workload", index))
        yield _part_of_all(item, service)
    elif item.driver == "shares":
        spent = known.design.costs.get(item.source) or known.design.contracts[item.source]
        at = (*known.design.path_of(item.source), "shares", service)
        yield leaf(Text("share", "比例"), str(spent.shares[service]), "none", at)


def _part_of_all(item: CostItem, service: str) -> Derivation:
    """The part of a service in all that the driver measures."""
    weights = item.weights
    measured = dict(zip(weights.services, weights.weights, strict=True)) if weights is not None else {}
    all_of_it = sum(measured.values())
    what = Text("its part of what all have who share it", "在全部分摊对象中所占比例")
    return Derivation(what, measured[service] / all_of_it if all_of_it else None, "share")


def _unit(figure: ServiceCost) -> Iterator[Derivation]:
    if figure.unit is not None and figure.units is not None:
        yield Derivation(
            Text("cost of one unit", "单位成本"),
            figure.unit,
            "money",
            Text("cost ÷ units", "成本 ÷ 计量单位数"),
            (Derivation(Text("units", "计量单位数"), float(figure.units), "count"),),
        )
