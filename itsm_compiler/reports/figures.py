"""Every derived figure in tables for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler.analysis.telling import BANDS, METRIC_WORDS, VERDICTS
from itsm_compiler.diagnostics import Text
from itsm_compiler.reports import chances, costs, people, resources, trace
from itsm_compiler.reports.tables import table
from itsm_compiler.terminal import printable
from itsm_compiler.wording import minutes, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.model.design import Design

Rows = list[tuple[str, ...]]

TITLE = Text("{design}, as of {date}", "{design}，基准日期 {date}")
TITLES = {
    "availability": Text("Availability under `{sla}`", "`{sla}` 的可用性"),
    "response": Text("Response and resolution under `{sla}`", "`{sla}` 的响应与解决时间"),
    "commitments": Text("Required commitments", "所需承诺"),
    "gaps": Text("Uncovered hours", "未覆盖时段"),
    "schedule": Text("Schedule", "部署进度"),
    "risks": Text("Risks", "风险"),
    "derived_risks": Text("Risks that follow from the design", "由设计推导出的风险"),
    "trace": trace.TITLE,
    **costs.TITLES,
    **chances.TITLES,
    **people.TITLES,
    **resources.TITLES,
}
DERIVED = {
    "single-point-of-failure": Text("single point of failure", "单点故障"),
    "availability-margin": Text("availability without margin", "可用性余量不足"),
    "time-margin": Text("times without margin", "时限余量不足"),
    "uncovered-hours": Text("uncovered hours", "时段未覆盖"),
    "expiring-agreement": Text("agreement that ends too early", "协议过早到期"),
    "late-go-live": Text("late go-live", "上线延误"),
    "critical-task": Text("task on the critical path", "关键路径上的任务"),
    "over-allocated-role": Text("role with more work than hours", "工作量超出工时的岗位"),
    "untested-plan": Text("plan that nobody has tried", "未经演练的预案"),
    "supplier-without-cover": Text("supplier without cover", "缺少保障的供应商"),
}
WITHOUT_END = Text("without end", "无限期")
MORE = Text("{first} and {n} more", "{first} 等 {n} 项")
MOST_NAMED = 2
NOTHING = "–"
HEADINGS = {
    "availability": (
        Text("service", "服务"),
        Text("target", "目标"),
        Text("derived", "推导值"),
        Text("bounds", "上下界"),
        Text("verdict", "判定"),
        Text("weakest part", "最弱环节"),
    ),
    "response": (
        Text("services", "服务"),
        Text("time", "时限"),
        Text("target", "目标"),
        Text("composed", "合成值"),
        Text("verdict", "判定"),
        Text("chain", "支持链"),
    ),
    "commitments": (
        Text("holder", "承诺方"),
        Text("metric", "指标"),
        Text("priority", "优先级"),
        Text("required", "要求"),
        Text("committed", "承诺"),
        Text("for", "对应协议"),
    ),
    "gaps": (
        Text("SLA", "协议"),
        Text("part", "部件"),
        Text("uncovered a month", "每月未覆盖"),
        Text("holders", "承担方"),
    ),
    "schedule": (
        Text("task", "任务"),
        Text("start", "开始"),
        Text("finish", "完成"),
        Text("float (working days)", "浮动时间（工作日）"),
        Text("on the critical path", "关键路径"),
    ),
    "risks": (
        Text("risk", "风险"),
        Text("before", "应对前"),
        Text("after", "应对后"),
        Text("agreements", "涉及协议"),
    ),
    "derived_risks": (
        Text("kind", "类别"),
        Text("entity", "对象"),
        Text("score", "评分"),
        Text("covered by", "由谁应对"),
    ),
    "trace": trace.HEADINGS,
    **costs.HEADINGS,
    **chances.HEADINGS,
    **people.HEADINGS,
    **resources.HEADINGS,
}
RIGHT = {
    "availability": {1, 2},
    "response": {2, 3},
    "commitments": {3, 4},
    "gaps": {2},
    "schedule": {3},
    "risks": {1, 2},
    **costs.RIGHT,
    **chances.RIGHT,
    **people.RIGHT,
    **resources.RIGHT,
}


def render(design: Design, figures: Figures, language: Language) -> str:
    """The tables of all figures that the design has."""
    values = {"design": printable(design.head.title[language]), "date": figures.as_of}
    lines = [TITLE.format(values)[language], ""]
    for name, title, rows in _tables(design, figures, language):
        if rows:
            headings = [heading[language] for heading in HEADINGS[name]]
            lines += [title[language], "", *table(headings, rows, frozenset(RIGHT.get(name, ()))), ""]
    return "\n".join(lines)


def _tables(design: Design, figures: Figures, language: Language) -> Iterator[tuple[str, Text, Rows]]:
    for name, make in (("availability", _availability), ("response", _response)):
        for sla in design.slas:
            yield name, TITLES[name].format({"sla": sla}), make(figures, sla, language)
    for name, rows in _tables_of_all(design, figures, language):
        yield name, TITLES[name], rows


def _tables_of_all(design: Design, figures: Figures, language: Language) -> Iterator[tuple[str, Rows]]:
    yield "commitments", _commitments(figures, language)
    gaps: Rows = [
        (gap.sla, gap.part, _time(gap.minutes_per_month, language), ", ".join(gap.holders))
        for gap in figures.gaps
    ]
    yield "gaps", gaps
    yield "schedule", _schedule(figures)
    risks: Rows = [
        (
            risk.id,
            _score(risk.inherent, risk.inherent_band, language),
            _score(risk.residual, risk.residual_band, language),
            ", ".join(risk.touches),
        )
        for risk in figures.risks
        if risk.id in design.risks
    ]
    yield "risks", risks
    derived: Rows = [
        (
            DERIVED[risk.kind][language],
            risk.entity,
            _score(risk.score, risk.band, language),
            risk.covered_by or NOTHING,
        )
        for risk in figures.derived_risks
    ]
    yield "derived_risks", derived
    yield from chances.tables(figures, language)
    yield from people.tables(figures, _named, language)
    yield from resources.tables(figures, _named, language)
    yield from costs.tables(figures.costs, language)
    yield "trace", trace.rows(figures.trace, _named, language)


def _availability(figures: Figures, sla: str, language: Language) -> Rows:
    return [
        (
            figure.service,
            share(figure.target)[language],
            share(figure.derived)[language],
            f"{share(figure.lower_bound)[language]} … {share(figure.upper_bound)[language]}",
            VERDICTS[figure.verdict][language],
            figure.weakest.entity if figure.weakest else NOTHING,
        )
        for figure in figures.availability
        if figure.sla == sla
    ]


def _response(figures: Figures, sla: str, language: Language) -> Rows:
    """A row for each promise; services for which everything is the same share one."""
    services: dict[tuple[str, ...], list[str]] = {}
    for figure in figures.responses_of(sla):
        composed = figure.composed_minutes
        same = (
            f"{figure.priority} {METRIC_WORDS[figure.metric][language]}",
            str(figure.target),
            NOTHING if composed is None else _time(composed, language),
            VERDICTS[figure.verdict][language],
            " → ".join(link.entity for link in figure.chain),
        )
        services.setdefault(same, []).append(figure.service)
    return [(_named(names, language), *same) for same, names in services.items()]


def _commitments(figures: Figures, language: Language) -> Rows:
    def amount(metric: str, value: float | None) -> str:
        if value is None:
            return NOTHING
        return share(value)[language] if metric == "availability" else _time(value, language)

    return [
        (
            figure.holder,
            METRIC_WORDS[figure.metric][language],
            figure.priority or "",
            amount(figure.metric, figure.required),
            amount(figure.metric, figure.committed),
            ", ".join(figure.demanded_by),
        )
        for figure in figures.commitments
    ]


def _schedule(figures: Figures) -> Rows:
    if figures.schedule is None:
        return []
    return [
        (
            task.task,
            task.start_date.isoformat() if task.start_date else NOTHING,
            task.finish_date.isoformat() if task.finish_date else NOTHING,
            f"{float(task.total_float):g}",
            "●" if task.critical else "",
        )
        for task in sorted(figures.schedule.tasks, key=lambda one: (one.earliest_start, one.task))
    ]


def _named(names: Sequence[str], language: Language) -> str:
    """A few names, or the first with the number of the others."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    others = len(names) - 1 if language == "en" else len(names)
    return MORE.format({"first": names[0], "n": others})[language]


def _time(amount: float, language: Language) -> str:
    return (minutes(amount) if math.isfinite(amount) else WITHOUT_END)[language]


def _score(score: int | None, band: str | None, language: Language) -> str:
    return NOTHING if score is None or band is None else f"{score} {BANDS[band][language]}"
