"""Spares, capacity, continuity, contract dates and offers in tables for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler.analysis.contract_dates import calendar_of
from itsm_compiler.analysis.resource_derivations import CONTINUITY_VERDICTS
from itsm_compiler.analysis.telling import VERDICTS
from itsm_compiler.analysis.trade_derivations import EVENTS, OFFER_VERDICTS, level_words
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import minutes, money, number, open_minutes, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Language

Rows = list[tuple[str, ...]]

NOTHING = "–"
WITHOUT_END = Text("without end", "无限期")
AT_LEAST = Text("at least {time}", "至少 {time}")
TITLES = {
    "spares": Text("Spares", "备件库存"),
    "spare_paths": Text("Time to a swapped part", "备件更换时间"),
    "capacity": Text("Capacity", "容量"),
    "continuity": Text("Continuity", "连续性"),
    "contract_dates": Text("Calendar of agreements", "协议日程"),
    "sub_contracting": Text("Work passed on by suppliers", "供应商分包"),
    "offers": Text("Prices and levels", "价格与级别"),
}
HEADINGS = {
    "spares": (
        Text("spare", "备件"),
        Text("demand in the lead time", "补货周期内需求"),
        Text("stock", "库存"),
        Text("probability met", "满足概率"),
        Text("wanted", "要求"),
        Text("required stock", "所需库存"),
        Text("held by", "保管方"),
    ),
    "spare_paths": (
        Text("spare", "备件"),
        Text("SLA", "协议"),
        Text("priority", "优先级"),
        Text("target", "目标"),
        Text("composed", "合成值"),
        Text("verdict", "判定"),
        Text("part", "部件"),
    ),
    "capacity": (
        Text("component", "部件"),
        Text("load", "负载"),
        Text("capacity", "容量"),
        Text("utilisation", "利用率"),
        Text("growth", "增长"),
        Text("above threshold", "超过阈值"),
        Text("exhausted", "耗尽"),
        Text("with plans", "计入扩容"),
        Text("needed until", "须支撑至"),
    ),
    "continuity": (
        Text("service", "服务"),
        Text("to be back", "恢复时间目标"),
        Text("back", "恢复时间"),
        Text("may lose", "恢复点目标"),
        Text("loses", "数据丢失"),
        Text("verdict", "判定"),
        Text("restored first and last", "恢复顺序首尾"),
    ),
    "contract_dates": (
        Text("day", "日期"),
        Text("event", "事项"),
        Text("agreement", "协议"),
        Text("with", "对方"),
        Text("days left", "剩余天数"),
        Text("SLAs that rest on it", "依托它的协议"),
    ),
    "sub_contracting": (
        Text("contract", "合同"),
        Text("levels", "层级"),
        Text("priority", "优先级"),
        Text("composed", "合成值"),
        Text("promised", "承诺"),
        Text("verdict", "判定"),
    ),
    "offers": (
        Text("dearer", "价高者"),
        Text("price", "价格"),
        Text("cheaper", "价低者"),
        Text("price", "价格"),
        Text("verdict", "判定"),
        Text("the cheaper is better in", "价低者占优的级别"),
    ),
}
RIGHT = {
    "spares": {1, 2, 3, 4, 5},
    "spare_paths": {3, 4},
    "capacity": {1, 2, 3, 4},
    "continuity": {1, 2, 3, 4},
    "contract_dates": {4},
    "sub_contracting": {1, 3, 4},
    "offers": {1, 3},
}


def tables(
    figures: Figures, named: Callable[[Sequence[str], Language], str], language: Language
) -> Iterator[tuple[str, Rows]]:
    """The tables of resources and contracts; `named` tells a few ids, or the first with the number of the others."""
    yield "spares", _spares(figures, language)
    yield "spare_paths", _spare_paths(figures, language)
    yield "capacity", _capacity(figures, language)
    yield "continuity", _continuity(figures, language)
    calendar: Rows = [
        (
            entry.date.isoformat(),
            EVENTS[entry.event][language],
            entry.agreement,
            entry.party,
            str(entry.days_left),
            named(entry.slas, language),
        )
        for entry in calendar_of(figures.contract_dates)
    ]
    yield "contract_dates", calendar
    yield "sub_contracting", _sub_contracting(figures, language)
    yield "offers", _offers(figures, language)


def _spares(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.spare,
            _number(figure.demand_in_lead_time, language),
            _number(figure.stock, language),
            NOTHING
            if figure.probability_met is None
            else share(figure.probability_met, figure.confidence)[language],
            share(figure.confidence)[language],
            _number(figure.required_stock, language),
            figure.holder or NOTHING,
        )
        for figure in figures.spares
    ]


def _spare_paths(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.spare,
            path.sla,
            path.priority,
            path.target,
            _time(path.composed_minutes, language, is_open=not path.on_wall),
            VERDICTS[path.verdict][language],
            path.part,
        )
        for figure in figures.spares
        for path in figure.paths
    ]


def _capacity(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.component,
            _number(figure.load, language),
            _number(figure.capacity, language),
            share(figure.utilisation)[language],
            figure.growth or NOTHING,
            _day(figure.threshold_on),
            _day(figure.exhausted_on),
            _day(figure.expanded_until) if figure.expansions else "",
            _day(figure.needed_until),
        )
        for figure in figures.capacity
    ]


def _continuity(figures: Figures, language: Language) -> Rows:
    rows: Rows = []
    for figure in figures.continuity:
        verdicts = {target.verdict for target in figure.targets}
        worst = next((one for one in ("missed", "unknown", "met") if one in verdicts), None)
        ends = dict.fromkeys(step.entity for step in (*figure.steps[:1], *figure.steps[-1:]))
        back = _time(figure.derived_rto_minutes, language)
        if figure.unknown and figure.derived_rto_minutes is not None:
            back = AT_LEAST.format({"time": back})[language]
        rows.append(
            (
                figure.service,
                _time(figure.rto_minutes, language),
                back,
                _time(figure.rpo_minutes, language),
                _time(figure.derived_rpo_minutes, language),
                CONTINUITY_VERDICTS[worst][language] if worst is not None else NOTHING,
                " … ".join(ends),
            )
        )
    return rows


def _sub_contracting(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.agreement,
            str(figure.depth),
            one.priority,
            _time(one.composed_minutes, language, is_open=True),
            one.resolution,
            VERDICTS[one.verdict][language],
        )
        for figure in figures.contract_dates
        for one in figure.sub_contracting
    ]


def _offers(figures: Figures, language: Language) -> Rows:
    return [
        (
            pair.dearer,
            money(pair.dearer_price, pair.currency)[language],
            pair.cheaper,
            money(pair.cheaper_price, pair.currency)[language],
            OFFER_VERDICTS[pair.verdict][language],
            ", ".join(level_words(one.level)[language] for one in pair.levels if one.better == "cheaper")
            or NOTHING,
        )
        for pair in figures.offers
    ]


def _number(value: float | None, language: Language) -> str:
    return (
        NOTHING
        if value is None
        else number(float(f"{value:.4g}") if isinstance(value, float) else value)[language]
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else NOTHING


def _time(amount: float | None, language: Language, *, is_open: bool = False) -> str:
    if amount is None:
        return NOTHING
    if not math.isfinite(amount):
        return WITHOUT_END[language]
    return (open_minutes(amount) if is_open else minutes(amount))[language]
