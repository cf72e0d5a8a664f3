"""How the figures of spares, capacity and continuity came about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import FIELD_WORDS, VERDICTS, label, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.analysis.capacity import CapacityFigure
    from itsm_compiler.analysis.continuity import ContinuityFigure, ContinuityTarget
    from itsm_compiler.analysis.spare_paths import SpareLink, SparePath
    from itsm_compiler.analysis.spares import SpareDemand, SpareFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path

STEP_WORDS = {
    "escalate": FIELD_WORDS["escalate"],
    "response": Text("brought to the site within", "送达现场"),
    "swap": Text("swapped within", "更换"),
}
CONTINUITY_VERDICTS = {
    "met": Text("met", "满足"),
    "missed": Text("missed", "不满足"),
    "unknown": Text("unknown", "无法判定"),
}
TARGET_WORDS = {
    "rto": Text("to be back after", "恢复时间目标"),
    "rpo": Text("work lost of at most", "恢复点目标"),
}


def of_spare(known: Explained, figure: SpareFigure) -> Iterator[Derivation]:
    """The stock of a spare, and the ways to a swapped part."""
    at = known.design.path_of(figure.spare)
    name = label(known, figure.spare)
    if figure.probability_met is not None:
        yield Derivation(
            say(
                "{name}: probability that the stock meets the demand", "{name}：库存满足需求的概率", name=name
            ),
            figure.probability_met,
            "share",
            Text("P(Poisson(demand) ≤ stock)", "P(泊松(需求) ≤ 库存)"),
            (*_stock(figure, at), *_demand(known, figure, at)),
            at,
        )
    elif figure.demand_in_lead_time is not None:
        yield from _demand(known, figure, at)
    elif figure.stock is not None:
        yield Derivation(
            say("{name}: pieces in stock", "{name}：库存数量", name=name),
            figure.stock,
            "count",
            parts=tuple(_unknown(known, figure)),
            at=(*at, "stock"),
        )
    for path in figure.paths:
        yield _of_path(known, figure, path)


def _stock(figure: SpareFigure, at: Path) -> Iterator[Derivation]:
    yield leaf(Text("pieces in stock", "库存数量"), figure.stock, "count", (*at, "stock"))
    yield leaf(Text("probability wanted", "要求的概率"), figure.confidence, "share", (*at, "confidence"))
    if figure.required_stock is not None:
        yield Derivation(
            Text("pieces that take", "为此所需数量"),
            figure.required_stock,
            "count",
            Text("the least with which the probability is reached", "达到该概率的最小数量"),
        )
    if figure.probability_usable is not None:
        yield Derivation(
            Text("probability when not every piece works", "计入备件完好率后的概率"),
            figure.probability_usable,
            "share",
            Text(
                "Σ binomial(pieces that work) × P(Poisson(demand) ≤ these)",
                "Σ 二项(完好数量) × P(泊松(需求) ≤ 完好数量)",
            ),
            (leaf(Text("share of pieces that work", "备件完好率"), figure.usable, "share", (*at, "usable")),),
        )


def _demand(known: Explained, figure: SpareFigure, at: Path) -> Iterator[Derivation]:
    lead = Derivation(
        Text("lead time", "补货周期"),
        None if figure.lead_time_minutes is None else figure.lead_time_minutes / 1440,
        "days",
        at=(*at, "lead_time"),
    )
    yield Derivation(
        say("demand for `{spare}` in the lead time", "补货周期内对`{spare}`的需求", spare=figure.spare),
        figure.demand_in_lead_time,
        "count",
        Text("Σ units × lead time ÷ mean up time", "Σ 数量 × 补货周期 ÷ 平均无故障时间"),
        (lead, *(_of_component(known, one) for one in figure.demands), *_unknown(known, figure)),
        at,
    )


def _of_component(known: Explained, one: SpareDemand) -> Derivation:
    at = known.design.path_of(one.component)
    stated = known.design.components[one.component].availability
    written: Path = (*at, "availability")
    if stated is not None and stated.mtbf is not None:
        written = (*written, "mtbf")
    return Derivation(
        say("of {name}", "{name}", name=label(known, one.component)),
        one.demand,
        "count",
        None,
        (
            leaf(Text("units", "数量"), one.quantity, "count", (*at, "quantity")),
            leaf(Text("mean up time", "平均无故障时间"), one.mtbf_minutes / 60, "hours", written),
        ),
        at,
    )


def _unknown(known: Explained, figure: SpareFigure) -> Iterator[Derivation]:
    for part in figure.unknown:
        what = say(
            "{name}: nothing is said of its failures, it is left out",
            "{name}：未说明故障情况，未计入",
            name=label(known, part),
        )
        yield leaf(what, None, "none", known.design.path_of(part))


def _of_path(known: Explained, figure: SpareFigure, path: SparePath) -> Derivation:
    """One way to a swapped part against what is promised."""
    minutes = path.composed_minutes
    target = leaf(
        say("promised (verdict: {verdict})", "承诺值（判定：{verdict}）", verdict=VERDICTS[path.verdict]),
        path.target,
        "none",
        (*known.design.path_of(path.sla), "priorities", path.priority, "resolution"),
    )
    unit_value = (
        (minutes, "minutes") if path.on_wall else (None if minutes is None else minutes / 60, "hours")
    )
    start = []
    if path.composed_from is not None:
        words = Text("earliest start that takes so long", "最早达到该历时的起点")
        start.append(Derivation(words, path.composed_from.isoformat(timespec="minutes"), "none"))
    return Derivation(
        say(
            "`{part}` swapped under `{sla}`, priority {priority}, for `{service}`",
            "`{sla}`下为`{service}`更换`{part}`的时间，优先级{priority}",
            part=path.part,
            sla=path.sla,
            priority=path.priority,
            service=path.service,
        ),
        unit_value[0],
        "minutes" if path.on_wall else "hours",
        Text(
            "each step on its own calendar one after the other; the longest over every open minute of the agreement",
            "各步骤按各自日历依次推进；对协议每一开放分钟取最长历时",
        ),
        (target, *(_of_link(known, figure, path, link) for link in path.chain), *start),
        known.design.path_of(path.sla),
    )


def _of_link(known: Explained, figure: SpareFigure, path: SparePath, link: SpareLink) -> Derivation:
    at: Path = ()
    if link.agreement is not None:
        at = (*known.design.path_of(link.agreement), "priorities", path.priority, link.field)
    elif link.entity == figure.spare:
        at = (*known.design.path_of(figure.spare), link.field)
    what = say(
        "`{who}` on the calendar `{hours}`: {field}",
        "`{who}`（日历`{hours}`）：{field}",
        who=link.entity,
        hours=link.hours,
        field=STEP_WORDS[link.field],
    )
    if link.commitment is None:
        what = say("{what}: not said", "{what}：未说明", what=what)
    return leaf(what, link.commitment, "none", at)


def of_capacity(known: Explained, figure: CapacityFigure) -> Derivation:
    """The utilisation of a component and when its capacity runs out."""
    at = (*known.design.path_of(figure.component), "capacity")
    parts = [
        leaf(Text("load", "负载"), figure.load, "count", (*at, "load")),
        leaf(Text("capacity", "容量"), figure.capacity, "count", (*at, "capacity")),
        *_growth(known, figure, at),
        *_runs_out(known, figure),
    ]
    return Derivation(
        say(
            "utilisation of {name} on {day}",
            "{name}的利用率（{day}）",
            name=label(known, figure.component),
            day=figure.measured_on,
        ),
        figure.utilisation,
        "share",
        Text("load ÷ capacity", "负载 ÷ 容量"),
        tuple(parts),
        at,
    )


def _growth(known: Explained, figure: CapacityFigure, at: Path) -> Iterator[Derivation]:
    if figure.growth is None or figure.growth_from is None:
        yield Derivation(Text("nothing is said of its growth", "未说明增长"), None, "none")
    elif figure.growth_from == figure.component:
        yield leaf(Text("growth", "增长"), figure.growth, "none", (*at, "growth"))
    else:
        what = say(
            "growth of the demand for `{service}`", "`{service}`需求的增长", service=figure.growth_from
        )
        path = (*known.design.path_of(figure.growth_from), "demand", "growth")
        yield leaf(what, figure.growth, "none", path)


def _runs_out(known: Explained, figure: CapacityFigure) -> Iterator[Derivation]:
    """When the load passes the threshold and the capacity, and how long it has to last."""
    if figure.threshold is not None and figure.plan is not None:
        path = (*known.design.path_of(figure.plan), "threshold")
        limit = leaf(
            say("threshold of `{plan}`", "`{plan}`的阈值", plan=figure.plan), figure.threshold, "share", path
        )
        yield _first_day(Text("above the threshold from", "超过阈值的日期"), figure.threshold_on, (limit,))
    yield _first_day(Text("exhausted on", "容量耗尽日期"), figure.exhausted_on)
    if figure.expansions:
        added = tuple(
            leaf(
                say(
                    "`{plan}` adds, from {day} on",
                    "`{plan}`扩容，自{day}起",
                    plan=one.plan,
                    day=one.when or "–",
                ),
                one.adds,
                "count",
                (*known.design.path_of(one.plan), "expand"),
            )
            for one in figure.expansions
        )
        what = Text("exhausted on, with what plans add", "计入扩容计划后的耗尽日期")
        yield _first_day(what, figure.expanded_until, added)
    if figure.requirements:
        asked = tuple(
            leaf(
                say("peak asked for by `{id}`", "`{id}`要求的峰值", id=one),
                None,
                "none",
                (*known.design.path_of(one), "peak"),
            )
            for one in figure.requirements
        )
        what = Text("sum of the peaks asked for", "各需求峰值之和")
        yield Derivation(what, figure.peak, "count", Text("each grown to that day", "各自增长至当日"), asked)
        yield _first_day(
            Text("these peaks exceed the capacity from", "需求峰值超过容量的日期"), figure.peak_exhausted_on
        )
    if figure.needed_until is not None:
        what = Text("needed until the end of the agreements", "须支撑至协议期末")
        yield Derivation(what, figure.needed_until, "none")
        what = Text("utilisation on that day, with what plans add", "届时利用率（计入扩容计划）")
        yield Derivation(
            what, figure.utilisation_at_end, "share", Text("grown load ÷ capacity", "增长后负载 ÷ 容量")
        )


def _first_day(what: Text, day: date | None, parts: tuple[Derivation, ...] = ()) -> Derivation:
    """The first day on which a grown load is above a limit."""
    if day is None:
        return Derivation(
            say("{what}: not within a century", "{what}：一百年内不会", what=what), None, "none", parts=parts
        )
    formula = Text("first day on which the grown load is above it", "增长后负载首次超过的日期")
    return Derivation(what, day, "none", formula, parts)


def of_continuity(known: Explained, figure: ContinuityFigure) -> Iterator[Derivation]:
    """The recovery time and the recovery point of a service."""
    at = known.design.path_of(figure.service)
    service = figure.service
    yield Derivation(
        say("recovery time of `{service}`", "`{service}`的恢复时间", service=service)
        if not figure.unknown
        else say("recovery time of `{service}`, at least", "`{service}`的恢复时间（至少）", service=service),
        figure.derived_rto_minutes,
        "minutes",
        Text(
            "own restore + the longest among what is needed, of a choice the need-th shortest",
            "自身恢复时间 + 所需各项中最长者；多选时取第need短者",
        ),
        (
            *(_of_target(known, figure, one) for one in figure.targets if one.metric == "rto"),
            *_steps(known, figure),
            *_lacking(known, figure.unknown, Text("{name}: no `restore`", "{name}：未填写`restore`")),
        ),
        at,
    )
    if figure.derived_rpo_minutes is not None or figure.rpo_minutes is not None:
        saved = []
        if figure.rpo_by is not None:
            path = (*known.design.path_of(figure.rpo_by), "backup", "every")
            what = say("backup of {name}", "{name}的备份间隔", name=label(known, figure.rpo_by))
            saved.append(leaf(what, figure.derived_rpo_minutes, "minutes", path))
        yield Derivation(
            say("work of `{service}` that may be lost", "`{service}`可能丢失的数据时长", service=service),
            figure.derived_rpo_minutes,
            "minutes",
            Text("the longest interval of a backup among its parts", "各部件备份间隔中最长者"),
            (
                *(_of_target(known, figure, one) for one in figure.targets if one.metric == "rpo"),
                *saved,
                *_lacking(known, figure.unsaved, Text("{name}: no backup", "{name}：无备份")),
            ),
            at,
        )


def _steps(known: Explained, figure: ContinuityFigure) -> Iterator[Derivation]:
    """The way back, what is restored first at the head."""
    for step in figure.steps:
        path = (*known.design.path_of(step.entity), "restore")
        name = label(known, step.entity)
        back = "–" if math.isinf(step.back_after_minutes) else f"{step.back_after_minutes:g}"
        what = say("{name}, back after {back} min", "{name}，第 {back} 分钟恢复", name=name, back=back)
        yield leaf(what, step.restore_minutes, "minutes", path)
    for ring in figure.together:
        members = ", ".join(f"`{one}`" for one in ring)
        what = say(
            "need each other, restored one after the other: {ring}",
            "相互依赖，依次恢复：{ring}",
            ring=members,
        )
        yield Derivation(what, None, "none")


def _of_target(known: Explained, figure: ContinuityFigure, target: ContinuityTarget) -> Derivation:
    at = known.design.path_of(target.wanted_by)
    is_wish = target.wanted_by in known.design.requirements
    path: Path = (*at, target.metric) if is_wish else (*at, "targets", "recovery", "of", figure.service)
    what = say(
        "{what}, by `{by}` (verdict: {verdict})",
        "{what}，来自`{by}`（判定：{verdict}）",
        what=TARGET_WORDS[target.metric],
        by=target.wanted_by,
        verdict=CONTINUITY_VERDICTS[target.verdict],
    )
    return leaf(what, target.wanted, "none", path)


def _lacking(known: Explained, parts: tuple[str, ...], words: Text) -> Iterator[Derivation]:
    for part in parts:
        yield leaf(words.format({"name": label(known, part)}), None, "none", known.design.path_of(part))


def _spares(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a spare, a component that it is for, or an agreement: of this the ways to a swapped part."""
    for figure in known.figures.spares:
        if entity == figure.spare or entity in known.design.spares[figure.spare].for_:
            yield from of_spare(known, figure)
        else:
            yield from (_of_path(known, figure, path) for path in figure.paths if entity == path.sla)


def _capacity(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a component, a capacity plan or a capacity requirement."""
    for figure in known.figures.capacity:
        plans = (figure.plan, *(one.plan for one in figure.expansions))
        if entity == figure.component or entity in plans or entity in figure.requirements:
            yield of_capacity(known, figure)


def _continuity(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a service, or what wants its recovery: a requirement or an agreement."""
    for figure in known.figures.continuity:
        if entity == figure.service or any(entity == target.wanted_by for target in figure.targets):
            yield from of_continuity(known, figure)


METRICS = {"spares": _spares, "capacity": _capacity, "continuity": _continuity}
"""What can be explained here, by the word that asks for it."""
