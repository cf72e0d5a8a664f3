"""How the lines of the trace matrix came about: trees from a requirement to the lines in which each link is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import label, leaf, say
from itsm_compiler.analysis.trace_links import CAPACITY, CHARGES, FUNCTION, REPORTING
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.analysis.trace import Hole, TraceFigure, TraceTarget
    from itsm_compiler.diagnostics import Path

METRIC_NAMES = {
    "availability": Text("availability", "可用性"),
    "failures": Text("failures", "失效次数"),
    "recovery": Text("recovery", "恢复时间"),
    "satisfaction": Text("satisfaction", "满意度"),
    "security-incidents": Text("security incidents", "安全事件"),
    CHARGES: Text("fee", "费用"),
    CAPACITY: Text("capacity", "容量"),
    REPORTING: Text("reporting", "报告"),
    FUNCTION: Text("what is done", "功能与工作"),
}
LINK_WORDS = {
    "requirement": Text("requirement", "需求"),
    "target": Text("target", "目标"),
    "commitment": Text("commitment", "承诺"),
    "plan": Text("continuity plan", "连续性计划"),
    "kpi": Text("KPI", "指标"),
    "monitor": Text("monitoring", "监控"),
    "report": Text("report", "报告"),
}
PLACES = {CHARGES: ("charges", "total"), CAPACITY: ("scope", "limits"), REPORTING: ("reporting",)}
"""Where an agreement promises what is no metric."""
NO_REQUIREMENT = Text("targets that no requirement asks for", "没有需求对应的目标")


def of_trace(known: Explained, figure: TraceFigure) -> Derivation:
    """The line of a requirement: its targets with what stands behind each, and the holes."""
    at: Path = ()
    what = NO_REQUIREMENT
    if figure.requirement is not None:
        what = say("trace of `{requirement}`", "`{requirement}`的追溯", requirement=figure.requirement)
        at = known.design.path_of(figure.requirement)
    value = None if figure.deferred else len(figure.holes)
    holes = (
        say("deferred: nothing is asked of it yet", "已暂缓：目前不作要求")
        if figure.deferred
        else Text("missing links of the chain", "追溯链缺失环节数")
    )
    targets = (part for target in figure.targets for part in _of_target(known, target))
    missing = (Derivation(told(hole), None, "none") for hole in figure.holes)
    count = Derivation(holes, value, "count", parts=tuple(missing))
    return Derivation(what, None, "none", parts=(*targets, count), at=at)


def metric_name(known: Explained, metric: str) -> Text:
    """What is promised, as people call it."""
    return METRIC_NAMES[metric] if metric in METRIC_NAMES else label(known, metric)


def told(hole: Hole) -> Text:
    """A hole as a sentence."""
    link = LINK_WORDS[hole.link]
    if hole.link == "requirement":
        return say(
            "no requirement asks for `{metric}` of `{sla}`",
            "`{sla}`的`{metric}`没有对应需求",
            metric=hole.metric,
            sla=hole.sla,
        )
    if hole.sla is None:
        if hole.service is None:
            return Text("no target answers it", "没有目标与之对应")
        return say("no target answers it for `{service}`", "`{service}`没有对应目标", service=hole.service)
    values = {"link": link, "metric": hole.metric, "service": hole.service, "sla": hole.sla}
    if hole.entity is None:
        return say(
            "no {link} for `{metric}` of `{service}` under `{sla}`",
            "`{sla}`下`{service}`的`{metric}`缺少{link}",
            **values,
        )
    return say(
        "no {link} by `{entity}` for `{metric}` of `{service}` under `{sla}`",
        "`{sla}`下`{service}`的`{metric}`缺少`{entity}`的{link}",
        entity=hole.entity,
        **values,
    )


def _of_target(known: Explained, target: TraceTarget) -> Iterator[Derivation]:
    """A target as a step, with its links below."""
    metric = metric_name(known, target.metric)
    links = (
        (Text("committed by", "承诺方"), target.commitments),
        (Text("by means of", "借助"), target.means),
        (Text("measured by", "衡量指标"), target.kpis),
        (Text("taken from", "数据来源"), target.monitors),
        (Text("reported in", "报告"), target.reports),
    )
    at: Path
    if target.sla is None:
        what, at = say("{metric}", "{metric}", metric=metric), ()
    else:
        what = say("{metric} under `{sla}`", "`{sla}`下的{metric}", metric=metric, sla=target.sla)
        place = PLACES.get(target.metric, ("targets", target.metric))
        at = (*known.design.path_of(target.sla), *place)
    parts = [_of_ids(known, Text("services", "服务"), target.services)]
    parts += [_of_ids(known, words, ids) for words, ids in links if ids]
    yield Derivation(what, None, "none", parts=tuple(parts), at=at)


def _of_ids(known: Explained, what: Text, ids: Iterable[str]) -> Derivation:
    """A link with each entity at the line in which it is written."""
    leaves = (leaf(label(known, one), one, "none", known.design.paths.get(one, ())) for one in ids)
    return Derivation(what, None, "none", parts=tuple(leaves))
