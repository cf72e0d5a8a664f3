"""How the agents of the service desk came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.staffing import staffing_rules
from itsm_compiler.analysis.telling import leaf, say, staffing_at
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.analysis.desk import DeskFigure
    from itsm_compiler.analysis.queueing import Answering
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path

AT: Path = ("service_desk", "load")
WAIT = Text("mean wait of answered calls, in seconds", "平均应答速度（秒）")


def of_desk(known: Explained, figure: DeskFigure) -> Derivation:
    """The agents that the desk takes in its busiest hour, and how those on duty answer."""
    parts = [
        leaf(
            say("answered within {seconds:g} s", "{seconds:g} 秒内接听", seconds=figure.target_seconds),
            figure.target_share,
            "share",
            (*AT, "target"),
        ),
        Derivation(
            Text("calls in progress at a time (Erlang)", "话务量（爱尔兰）"),
            figure.load,
            "count",
            Text("calls in the busiest hour × handling time", "最忙小时来电数 × 平均处理时长"),
            (_calls(known, figure), leaf(Text("handling time, in seconds", "平均处理时长（秒）"), figure.handling_seconds, "count", (*AT, "handling"))),
        ),
    ]  # fmt: skip
    if figure.patience_seconds is not None:
        what = Text("patience, in seconds", "平均等待耐心（秒）")
        parts.append(leaf(what, figure.patience_seconds, "count", (*AT, "patience")))
    parts += _answering(figure)
    parts.append(_positions(known, figure))
    if figure.manned is not None and figure.as_manned is not None:
        shifts = tuple(
            leaf(say("shifts of `{role}`", "`{role}`的排班", role=role), None, "none", (*known.design.path_of(role), "shift"))
            for role in figure.roles
            if known.design.roles[role].shift
        )  # fmt: skip
        parts.append(
            Derivation(
                Text("most posts on duty at a time", "同时在岗的最多人数"),
                figure.manned,
                "count",
                Text("without posts on call and without managers", "不含待命与管理岗位"),
                (*shifts, *_answering(figure.as_manned)),
            )
        )
    return Derivation(
        Text("agents that the service desk takes in its busiest hour", "服务台最忙小时所需坐席数"),
        figure.agents,
        "count",
        Text(
            "the fewest that meet the target, by Erlang C through the Erlang B recursion",
            "满足接听目标的最少坐席，按 Erlang C（经 Erlang B 递推）",
        )
        if figure.patience_seconds is None
        else Text(
            "the fewest that meet the target, by Erlang A as callers hang up",
            "满足接听目标的最少坐席，按 Erlang A（来电者会放弃）",
        ),
        tuple(parts),
        ("service_desk",),
    )


def _calls(known: Explained, figure: DeskFigure) -> Derivation:
    demand = tuple(
        leaf(
            say("{kind} of `{service}`", "`{service}`的{kind}", kind=kind, service=name),
            str(rate),
            "none",
            (*known.design.path_of(name), "demand", field),
        )
        for name, service in sorted(known.design.services.items())
        for field, kind in (("incidents", Text("incidents", "事件")), ("requests", Text("requests", "请求")))
        if (rate := getattr(service.demand, field, None)) is not None
    )
    return Derivation(
        Text("calls in the busiest hour", "最忙小时来电数"),
        figure.calls_per_hour,
        "count",
        Text(
            "cases a month × contacts a case × share of the busiest hour",
            "每月工单 × 每单联系次数 × 最忙小时占比",
        ),
        (
            Derivation(Text("cases a month", "每月工单"), figure.cases_per_month, "count", None, demand),
            leaf(
                Text("contacts a case", "每单联系次数"),
                figure.contacts_per_case,
                "count",
                (*AT, "contacts_per_case"),
            ),
            leaf(
                Text("share of the busiest hour", "最忙小时占比"),
                figure.peak_hour,
                "share",
                (*AT, "peak_hour"),
            ),
        ),
    )


def _answering(figure: DeskFigure | Answering) -> list[Derivation]:
    """How agents answer."""
    steps = [
        Derivation(Text("service level", "服务水平"), figure.service_level, "share"),
        Derivation(WAIT, figure.average_speed_of_answer_seconds, "count"),
        Derivation(Text("occupancy", "占用率"), figure.occupancy, "share"),
        Derivation(Text("probability of waiting", "等待概率"), figure.probability_of_waiting, "share"),
    ]
    if figure.abandonment:
        steps.append(Derivation(Text("callers who hang up", "放弃率"), figure.abandonment, "share"))
    return steps


def _positions(known: Explained, figure: DeskFigure) -> Derivation:
    staffing = staffing_rules(known.design)
    return Derivation(
        Text("people to be planned for them", "对应的排班人数"),
        figure.positions,
        "count",
        Text("agents ÷ (1 − shrinkage), in whole people", "坐席数 ÷（1 − 缺勤率），向上取整"),
        (
            leaf(
                Text("shrinkage in all", "缺勤率合计"),
                staffing.shrinkage.total.fraction,
                "share",
                staffing_at(known, "shrinkage"),
            ),
        ),
    )


def _desk(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of the service desk, its team, and the roles that answer."""
    figure, desk = known.figures.service_desk, known.design.service_desk
    if figure is not None and desk is not None and entity in ("service_desk", desk.team, *figure.roles):
        yield of_desk(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {"desk": _desk}
