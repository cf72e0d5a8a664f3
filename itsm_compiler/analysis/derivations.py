"""How availabilities and times came about: trees whose leaves are the places where their numbers are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import METRIC_WORDS, VERDICTS, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.analysis.chains import ChainLink
    from itsm_compiler.analysis.reliability import PartFigure
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path


def of_part(known: Explained, figure: PartFigure) -> Derivation:
    """The availability of a component by itself."""
    at = (*known.design.path_of(figure.component), "availability")
    name = known.design.label(figure.component)
    stated = known.design.components[figure.component].availability
    written: list[Derivation] = []
    if stated is not None and stated.share is None:
        for field, en, zh in (
            ("mtbf", "mean up time", "平均无故障时间"),
            ("mttr", "mean repair time", "平均修复时间"),
        ):
            duration = getattr(stated, field)
            if duration is not None:
                written.append(leaf(Text(en, zh), str(duration), "none", (*at, field)))
        if stated.failures is not None:
            written.append(
                leaf(Text("failures", "故障次数"), str(stated.failures), "none", (*at, "failures"))
            )
    unit = Derivation(
        say("one unit of {name}", "{name}单个单元", name=_label(name)),
        figure.unit_availability,
        "share",
        Text(
            "mean up time ÷ (mean up time + repair time)", "平均无故障时间 ÷（平均无故障时间 + 平均修复时间）"
        )
        if written
        else None,
        tuple(written),
        at,
    )
    if not figure.redundant and figure.availability == figure.unit_availability:
        return unit
    return Derivation(
        say("{name}: {need} of {units} alike units", "{name}：{units}个同类单元中需{need}个", name=_label(name), need=figure.need, units=figure.quantity),
        figure.availability,
        "share",
        Text("Σ C(n, i) Aⁱ (1 − A)ⁿ⁻ⁱ for i from k to n, units failing independently", "对 i 从 k 到 n 求和 C(n, i) Aⁱ (1 − A)ⁿ⁻ⁱ，各单元独立失效"),
        (unit,),
        known.design.path_of(figure.component),
    )  # fmt: skip


def of_availability(known: Explained, figure: AvailabilityFigure) -> Derivation:
    """The availability of a service under an agreement."""
    parts = known.graph.parts_of(figure.service)
    formula = Text(
        "every distinct part once: those whose loss alone stops the service multiply, the rest by its exact structure function",
        "每个部件只计一次：单独失效即中断服务的部件连乘，其余按精确结构函数计算",
    )
    if not figure.exact:
        formula = Text("at least: beyond the budget of the exact evaluation", "下界：超出精确计算的规模上限")
    inner = [of_part(known, known.figures.parts[part]) for part in parts if part in known.figures.parts]
    return Derivation(
        say("availability of `{service}` under `{sla}`", "`{sla}`下`{service}`的可用性", service=figure.service, sla=figure.sla),
        figure.derived,
        "share",
        formula,
        (*_judged(known, figure), *inner),
        known.design.path_of(figure.service),
    )  # fmt: skip


def _judged(known: Explained, figure: AvailabilityFigure) -> Iterator[Derivation]:
    """Target, bounds, window, downtime and the weakest part."""
    sla = known.design.slas[figure.sla]
    at: Path = (*known.design.path_of(figure.sla), "targets", "availability", "of")
    target = sla.targets.get("availability")
    if target is None or target.value_for(figure.service) is None:
        at = (*known.design.path_of(figure.service), "baseline", "availability")
    elif figure.service in target.of:
        at = (*at, figure.service)
    yield leaf(
        say(
            "target, verdict {verdict}",
            "目标，判定为{verdict}",
            verdict=VERDICTS[figure.verdict],
        ),
        figure.target,
        "share",
        at,
    )
    yield from _bounds(figure)
    yield from _downtime(known, figure)
    if figure.weakest is not None:
        yield Derivation(
            say(
                "weakest part `{part}`: importance", "最薄弱部件`{part}`：重要度", part=figure.weakest.entity
            ),
            figure.weakest.importance,
            "share",
            Text("P(up | part up) − P(up | part down)", "P(可用 | 部件正常) − P(可用 | 部件失效)"),
        )


def _bounds(figure: AvailabilityFigure) -> Iterator[Derivation]:
    """What holds however failures hang together."""
    by = figure.upper_bound_by
    yield Derivation(
        say(
            "at most, however failures hang together: set by `{by}`",
            "无论失效如何相关的上界：由`{by}`决定",
            by=by or "–",
        ),
        figure.upper_bound,
        "share",
    )
    yield Derivation(
        Text("at least, however failures hang together", "无论失效如何相关的下界"),
        figure.lower_bound,
        "share",
    )


def _downtime(known: Explained, figure: AvailabilityFigure) -> Iterator[Derivation]:
    """The window, and the downtime allowed and expected in it."""
    yield Derivation(
        say(
            "agreed minutes of a mean {window}",
            "平均每个窗口（{window}）的约定服务分钟数",
            window=str(figure.window),
        ),
        figure.window_minutes,
        "minutes",
        Text(
            "open minutes of the term ÷ its days × days of the window", "有效期内开放分钟数 ÷ 天数 × 窗口天数"
        ),
        at=(*known.design.path_of(figure.sla), "hours"),
    )
    yield Derivation(
        Text("downtime allowed in it", "窗口内允许停机"), figure.downtime_allowed_minutes, "minutes"
    )
    yield Derivation(
        Text("downtime expected in it", "窗口内预计停机"), figure.downtime_expected_minutes, "minutes"
    )
    if figure.maintenance_minutes:
        at = (*known.design.path_of(figure.sla), "maintenance")
        yield leaf(
            Text("of that planned maintenance, which counts", "其中计入目标的计划维护"),
            figure.maintenance_minutes,
            "minutes",
            at,
        )


def of_response(known: Explained, figure: ResponseFigure) -> Derivation:
    """A promised time against the chain that takes longest."""
    return Derivation(
        say(
            "{metric} of priority {priority} for `{service}` under `{sla}`, by `{part}`",
            "`{sla}`下`{service}`优先级{priority}的{metric}时间，取自`{part}`",
            metric=METRIC_WORDS[figure.metric],
            priority=figure.priority,
            service=figure.service,
            sla=figure.sla,
            part=figure.part,
        ),
        figure.composed_minutes,
        "minutes",
        Text(
            "each link on its own calendar one after the other; the largest time elapsed over every open minute of the agreement",
            "各环节按各自日历依次推进；对协议每一开放分钟取最长历时",
        ),
        tuple(_of_times(known, figure)),
        known.design.path_of(figure.sla),
    )


def _of_times(known: Explained, figure: ResponseFigure) -> Iterator[Derivation]:
    """The promise, the links, the starts that are worst, and what is missing."""
    verdict = VERDICTS[figure.verdict]
    yield leaf(
        say("promised, verdict {verdict}", "承诺值，判定为{verdict}", verdict=verdict),
        str(figure.target),
        "none",
        (*known.design.path_of(figure.sla), "priorities", figure.priority, figure.metric),
    )
    for link in figure.chain:
        yield _of_link(known, figure, link)
    if figure.composed_from is not None and figure.wall_from is not None:
        start, wall = (
            moment.isoformat(timespec="minutes") for moment in (figure.composed_from, figure.wall_from)
        )
        yield Derivation(Text("first for a start at", "最早出现于起点"), start, "none")
        what = say("by the wall clock, from {start}", "按自然时间，起点为{start}", start=wall)
        yield Derivation(what, figure.wall_minutes, "minutes")
    for one in figure.missing:
        yield Derivation(
            say(
                "`{holder}` has no `{field}` for `{part}`",
                "`{holder}`对`{part}`缺少`{field}`",
                holder=one.holder,
                field=one.field,
                part=one.part,
            ),
            None,
            "none",
        )


def _of_link(known: Explained, figure: ResponseFigure, link: ChainLink) -> Derivation:
    at: Path = ()
    if link.agreement is not None:
        at = (*known.design.path_of(link.agreement), "priorities", figure.priority, link.field)
    return leaf(
        say("`{who}`: {field} on the calendar `{hours}`", "`{who}`：{field}，按日历`{hours}`", who=link.entity, field=link.field, hours=link.hours),
        None if link.commitment is None else str(link.commitment),
        "none",
        at,
    )  # fmt: skip


def _label(name: Any) -> Text:
    return Text(name["en"], name["zh"])
