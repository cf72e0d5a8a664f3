"""How availabilities and times came about: trees whose leaves are the places where their numbers are written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import (
    FIELD_WORDS,
    METRIC_WORDS,
    MISSING_WORDS,
    PERIOD_WORDS,
    VERDICTS,
    label,
    leaf,
    say,
    time,
)
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.analysis.chains import ChainLink
    from itsm_compiler.analysis.reliability import PartFigure
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.services import Reliability

UP_AND_REPAIR = Text(
    "mean up time ÷ (mean up time + repair time)", "平均无故障时间 ÷（平均无故障时间 + 平均修复时间）"
)
FAILURES_AND_REPAIR = Text("1 − failures a year × repair time ÷ year", "1 − 年故障次数 × 平均修复时间 ÷ 一年")
FAILURES_AND_UP = Text("failures a year × mean up time ÷ year", "年故障次数 × 平均无故障时间 ÷ 一年")


def of_part(known: Explained, figure: PartFigure) -> Derivation:
    """The availability of a component by itself."""
    at = known.design.path_of(figure.component)
    name = label(known, figure.component)
    stated = known.design.components[figure.component].availability
    unit = _of_unit(name, figure, stated, (*at, "availability"))
    if figure.per is not None or (figure.quantity == 1 and figure.need == 1):
        return unit
    return Derivation(
        say(
            "{name}: {need} of {units} alike units",
            "{name}：{units}个同类单元中需{need}个",
            name=name,
            need=figure.need,
            units=figure.quantity,
        ),
        figure.availability,
        "share",
        Text(
            "Σ C(n, i) Aⁱ (1 − A)ⁿ⁻ⁱ for i from k to n, units failing independently",
            "对 i 从 k 到 n 求和 C(n, i) Aⁱ (1 − A)ⁿ⁻ⁱ，各单元独立失效",
        ),
        (unit,),
        at,
    )


def _of_unit(name: Text, figure: PartFigure, stated: Reliability | None, at: Path) -> Derivation:
    """The availability of one unit, as written or from its failures and repairs."""
    what = say("one unit of {name}", "{name}单个单元", name=name)
    if stated is None or stated.share is not None:
        return leaf(what, figure.unit_availability, "share", at)
    leaves = [
        leaf(words, length.minutes / 60, "hours", (*at, field))
        for field, words, length in (
            ("mtbf", Text("mean up time", "平均无故障时间"), stated.mtbf),
            ("mttr", Text("mean repair time", "平均修复时间"), stated.mttr),
        )
        if length is not None and length.unit != "wd"
    ]
    if stated.failures is not None:
        leaves.append(leaf(Text("failures", "故障次数"), str(stated.failures), "none", (*at, "failures")))
    formula = UP_AND_REPAIR
    if stated.mtbf is None:
        formula = FAILURES_AND_REPAIR
    elif stated.mttr is None:
        formula = FAILURES_AND_UP
    return Derivation(what, figure.unit_availability, "share", formula, tuple(leaves), at)


def of_availability(known: Explained, figure: AvailabilityFigure) -> Derivation:
    """The availability of a service under an agreement."""
    formula = Text("every distinct part once", "每个不同的部件只计一次")
    if figure.maintenance_minutes:
        formula = Text(
            "every distinct part once × (1 − planned maintenance ÷ window)",
            "每个不同的部件只计一次 ×（1 − 计划维护 ÷ 窗口）",
        )
    if not figure.exact:
        formula = Text(
            "at least: the exact evaluation would pass its budget", "至少如此：精确计算超出规模上限"
        )
    return Derivation(
        say(
            "availability of `{service}` under `{sla}`",
            "`{sla}`下`{service}`的可用性",
            service=figure.service,
            sla=figure.sla,
        ),
        figure.derived,
        "share",
        formula,
        (*_judged(known, figure), *_parts(known, figure), *_downtime(known, figure), *_weakest(figure)),
        known.design.path_of(figure.service),
    )


def _judged(known: Explained, figure: AvailabilityFigure) -> Iterator[Derivation]:
    """The target with its verdict, and the bounds."""
    sla = known.design.slas[figure.sla]
    target = sla.targets.get("availability")
    at: Path = (*known.design.path_of(figure.sla), "targets", "availability", "of")
    if target is None or target.value_for(figure.service) is None:
        at = (*known.design.path_of(figure.service), "baseline", "availability")
    elif figure.service in target.of:
        at = (*at, figure.service)
    verdict = VERDICTS[figure.verdict]
    yield leaf(
        say("target (verdict: {verdict})", "目标（判定：{verdict}）", verdict=verdict),
        figure.target,
        "share",
        at,
    )
    by = figure.upper_bound_by
    yield Derivation(
        say(
            "at most, however failures hang together, by `{by}`",
            "无论失效如何相关的上界，由`{by}`决定",
            by=by,
        )
        if by is not None
        else Text("at most, however failures hang together", "无论失效如何相关的上界"),
        figure.upper_bound,
        "share",
        Text(
            "the least that a part allows whose loss alone stops the service",
            "单独失效即中断服务的部件所允许的最低值",
        ),
    )
    yield Derivation(
        Text("at least, however failures hang together", "无论失效如何相关的下界"),
        figure.lower_bound,
        "share",
        Text(
            "1 − the sum of what is missing to 100 % in the best set of parts that will do",
            "1 − 足以维持服务的最佳部件组合中各部件不可用率之和",
        ),
    )


def _parts(known: Explained, figure: AvailabilityFigure) -> Iterator[Derivation]:
    """The parts in a row, and those that stand in for each other."""
    figures = known.figures
    reliance = figures.availabilities.reliance(figure.service)
    row = [figures.parts[part] for part in reliance.essential]
    product = math.prod(part.availability for part in row)
    if row:
        yield Derivation(
            Text("parts whose loss alone stops the service", "单独失效即中断服务的部件"),
            product,
            "share",
            Text("their product", "各部件可用性之积"),
            tuple(of_part(known, part) for part in row),
        )
    others = [figures.parts[part] for part in reliance.parts if part not in reliance.essential]
    if not others:
        return
    window = figure.window_minutes
    left = 1.0 - figure.maintenance_minutes / window if window else 1.0
    yield Derivation(
        Text("parts that stand in for each other", "可相互替代的部件"),
        figure.derived / left / product if left and product else None,
        "share",
        Text(
            "the exact structure function: what they share counts once",
            "精确结构函数：共用的部件只计一次",
        ),
        (*_choices(known, figure.service), *(of_part(known, part) for part in others)),
    )


def _choices(known: Explained, service: str) -> Iterator[Derivation]:
    """The choices of parts behind a service."""
    for node in (service, *known.graph.support_of(service)):
        for requirement in known.graph.needs[node]:
            if len(requirement.branches) > 1:
                branches = ", ".join(f"`{branch}`" for branch in requirement.branches)
                what = say(
                    "`{node}` needs {need} of {branches}",
                    "`{node}`需要以下{need}个：{branches}",
                    node=node,
                    need=requirement.need,
                    branches=branches,
                )
                yield leaf(what, None, "none", (*known.design.path_of(node), "depends_on"))


def _downtime(known: Explained, figure: AvailabilityFigure) -> Iterator[Derivation]:
    """The window, and the downtime allowed and expected in it."""
    path = known.design.path_of(figure.sla)
    window = PERIOD_WORDS.get(figure.window.word or "", Text(str(figure.window), str(figure.window)))
    yield Derivation(
        say("agreed time of a mean {window}", "每个平均{window}的约定服务时间", window=window),
        figure.window_minutes / 60,
        "hours",
        Text("open time of the term ÷ its days × days of the window", "有效期内开放时间 ÷ 天数 × 窗口天数"),
        at=(*path, "hours"),
    )
    allowed, expected = figure.downtime_allowed_minutes, figure.downtime_expected_minutes
    yield Derivation(Text("downtime allowed in it", "其中允许停机"), allowed, "minutes")
    yield Derivation(Text("downtime expected in it", "其中预计停机"), expected, "minutes")
    if figure.maintenance_minutes:
        words = Text("of that planned maintenance, which counts", "其中计入目标的计划维护")
        yield leaf(words, figure.maintenance_minutes, "minutes", (*path, "maintenance"))


def _weakest(figure: AvailabilityFigure) -> Iterator[Derivation]:
    """The part whose improvement buys most."""
    weakest = figure.weakest
    if weakest is not None:
        down = 1.0 - weakest.availability
        yield Derivation(
            say(
                "weakest part `{part}`: downtime it causes",
                "最薄弱环节`{part}`：其造成的停机",
                part=weakest.entity,
            ),
            down * weakest.importance * figure.window_minutes,
            "minutes",
            Text("its unavailability × its importance × window", "不可用率 × 重要度 × 窗口"),
            (
                Derivation(Text("its unavailability", "不可用率"), down, "share"),
                Derivation(
                    Text("its importance", "重要度"),
                    weakest.importance,
                    "share",
                    Text("P(up | part up) − P(up | part down)", "P(可用 | 部件正常) − P(可用 | 部件失效)"),
                ),
            ),
        )


def of_response(known: Explained, figure: ResponseFigure) -> Derivation:
    """A promised time against the chain that takes longest."""
    clock = Text("the agreement's clock", "协议时钟")
    if figure.on_wall:
        clock = Text("the wall clock, as the promise is", "自然时间（与承诺一致）")
    what = say(
        "{metric} of priority {priority} for `{service}` under `{sla}`, by `{part}`",
        "`{sla}`下`{service}`优先级{priority}的{metric}时间，取自`{part}`",
        metric=METRIC_WORDS[figure.metric],
        priority=figure.priority,
        service=figure.service,
        sla=figure.sla,
        part=figure.part,
    )
    longest = time(what, figure.composed_minutes, is_open=not figure.on_wall)
    return Derivation(
        what,
        longest.value,
        longest.unit,
        say(
            "each link on its own calendar one after the other; the longest by {clock} over every open minute of the agreement",
            "各环节按各自日历依次推进；对协议每一开放分钟，按{clock}取最长历时",
            clock=clock,
        ),
        tuple(_of_times(known, figure)),
        known.design.path_of(figure.sla),
    )


def _of_times(known: Explained, figure: ResponseFigure) -> Iterator[Derivation]:
    """The promise, the links, the starts that are worst, and what is missing."""
    yield leaf(
        say("promised (verdict: {verdict})", "承诺值（判定：{verdict}）", verdict=VERDICTS[figure.verdict]),
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
        yield Derivation(Text("earliest start that takes so long", "最早达到该历时的起点"), start, "none")
        what = say("longest by the wall clock, from {start}", "按自然时间最长，起点为{start}", start=wall)
        yield Derivation(what, figure.wall_minutes, "minutes")
    yield from _of_attainment(known, figure)
    for one in figure.missing:
        lack = say(
            "`{holder}` has no {field} for `{part}`",
            "`{holder}`对`{part}`缺少{field}",
            holder=one.holder,
            field=MISSING_WORDS[one.field],
            part=one.part,
        )
        yield Derivation(lack, None, "none")


def _of_attainment(known: Explained, figure: ResponseFigure) -> Iterator[Derivation]:
    """In how many cases the promise is to be kept, and what that asks of each link."""
    if figure.attainment is None or figure.link_attainment is None:
        return
    at = (*known.design.path_of(figure.sla), "priorities", figure.priority, "attainment")
    yield Derivation(
        Text("share of cases in which each link must keep its time", "各环节须按时的比例"),
        figure.link_attainment,
        "share",
        say(
            "1 − (1 − promised share) ÷ {links}: lateness of any link may add up",
            "1 −（1 − 承诺比例）÷ {links}：各环节的超时可能累加",
            links=max(1, len(figure.chain)),
        ),
        (leaf(Text("promised share of cases", "承诺的按时比例"), figure.attainment, "share", at),),
    )


def _of_link(known: Explained, figure: ResponseFigure, link: ChainLink) -> Derivation:
    at: Path = ()
    if link.agreement is not None:
        at = (*known.design.path_of(link.agreement), "priorities", figure.priority, link.field)
    what = say(
        "`{who}` on the calendar `{hours}`: {field}",
        "`{who}`（日历`{hours}`）：{field}",
        who=link.entity,
        hours=link.hours,
        field=FIELD_WORDS[link.field],
    )
    return leaf(what, None if link.commitment is None else str(link.commitment), "none", at)
