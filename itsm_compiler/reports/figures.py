"""Every derived figure in tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.reports.tables import table
from itsm_compiler.wording import minutes, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Language
    from itsm_compiler.model.design import Design

Rows = list[tuple[str, ...]]

TITLES = {
    "availability": Text("Availability", "可用性"),
    "response": Text("Response and resolution", "响应与解决时间"),
    "commitments": Text("Required commitments", "所需承诺"),
    "gaps": Text("Uncovered hours", "未覆盖时段"),
    "schedule": Text("Schedule", "部署进度"),
    "risks": Text("Risks", "风险"),
    "derived_risks": Text("Risks that follow from the design", "由设计推导出的风险"),
}
HEADINGS = {
    "availability": (
        Text("SLA", "协议"),
        Text("service", "服务"),
        Text("target", "目标"),
        Text("derived", "推导值"),
        Text("bounds", "上下界"),
        Text("verdict", "判定"),
        Text("weakest part", "最弱环节"),
    ),
    "response": (
        Text("SLA", "协议"),
        Text("service", "服务"),
        Text("priority", "优先级"),
        Text("metric", "指标"),
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
        Text("critical", "关键"),
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
}
RIGHT = {
    "availability": {2, 3},
    "response": {4, 5},
    "commitments": {3, 4},
    "gaps": {2},
    "schedule": {3},
    "risks": {1, 2},
}


def render(design: Design, figures: Figures, language: Language) -> str:
    """The tables of all figures that the design has."""
    lines: list[str] = []
    for name, rows in _tables(design, figures, language):
        if rows:
            headings = [heading[language] for heading in HEADINGS[name]]
            lines += [TITLES[name][language], "", *table(headings, rows, frozenset(RIGHT.get(name, ()))), ""]
    return "\n".join(lines)


def _tables(design: Design, figures: Figures, language: Language) -> Iterator[tuple[str, Rows]]:
    yield "availability", _availability(figures, language)
    yield "response", _response(figures, language)
    yield "commitments", _commitments(figures, language)
    gaps = [
        (gap.sla, gap.part, minutes(gap.minutes_per_month)[language], ", ".join(gap.holders))
        for gap in figures.gaps
    ]
    yield "gaps", gaps
    yield "schedule", _schedule(figures)
    risks = [
        (
            risk.id,
            _score(risk.inherent, risk.inherent_band),
            _score(risk.residual, risk.residual_band),
            ", ".join(risk.touches),
        )
        for risk in figures.risks
        if risk.id in design.risks
    ]
    yield "risks", risks
    derived = [
        (risk.kind, risk.entity, _score(risk.score, risk.band), risk.covered_by or "–")
        for risk in figures.derived_risks
    ]
    yield "derived_risks", derived


def _availability(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.sla,
            figure.service,
            share(figure.target)[language],
            share(figure.derived)[language],
            f"{share(figure.lower_bound)[language]} … {share(figure.upper_bound)[language]}",
            figure.verdict,
            figure.weakest.entity if figure.weakest else "–",
        )
        for figure in figures.availability
    ]


def _response(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.sla,
            figure.service,
            figure.priority,
            figure.metric,
            str(figure.target),
            "–" if figure.composed_minutes is None else minutes(figure.composed_minutes)[language],
            figure.verdict,
            _chain([link.entity for link in figure.chain]),
        )
        for figure in figures.response
    ]


def _commitments(figures: Figures, language: Language) -> Rows:
    def amount(metric: str, value: float | None) -> str:
        if value is None:
            return "–"
        return (share(value) if metric == "availability" else minutes(value))[language]

    return [
        (
            figure.holder,
            figure.metric,
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
            task.start_date.isoformat() if task.start_date else "–",
            task.finish_date.isoformat() if task.finish_date else "–",
            f"{float(task.total_float):g}",
            "●" if task.critical else "",
        )
        for task in sorted(figures.schedule.tasks, key=lambda one: (one.earliest_start, one.task))
    ]


def _score(score: int | None, band: str | None) -> str:
    return "–" if score is None else f"{score} {band}"


def _chain(holders: Sequence[str]) -> str:
    return " → ".join(holders)
