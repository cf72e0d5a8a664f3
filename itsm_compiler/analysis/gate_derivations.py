"""How the load of roles, the levelled schedule and the gates before go-live came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.analysis.gates import GateFigure, GateItem
    from itsm_compiler.analysis.levelling import Move
    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.analysis.telling import Explained

GATE_WORDS = {
    "people-hired": Text("people hired", "人员到位"),
    "people-trained": Text("people trained", "人员培训"),
    "tools-tested": Text("tools tested", "工具测试"),
    "knowledge-loaded": Text("knowledge loaded", "知识入库"),
    "spares-in-place": Text("spares in place", "备件到位"),
    "procedures-ready": Text("procedures ready", "作业规范就绪"),
    "plans-drilled": Text("plans drilled", "预案演练"),
    "processes-trialled": Text("processes trialled", "过程试运行"),
    "rollback-tested": Text("way back tested", "回退验证"),
    "deliverables-accepted": Text("deliverables accepted", "交付物验收"),
    "plan-before-sla": Text("plan ends before the agreement begins", "计划在协议生效前完成"),
}
GATE_VERDICTS = {
    "met": Text("met", "满足"),
    "late": Text("late", "逾期"),
    "missing": Text("missing", "缺失"),
}


def of_load(known: Explained, load: RoleLoad) -> Derivation:
    """The hours that the deployment asks of a role in a week, against those that there are."""
    return Derivation(
        say("work for `{role}` in {week}", "`{role}`在{week}的工作量", role=load.role, week=load.week),
        load.load_hours,
        "hours",
        Text(
            "the effort of each task, spread evenly over its working days",
            "各任务工作量在其工期内按工作日平均分摊",
        ),
        (*_efforts(known, load), _capacity(known, load)),
        known.design.path_of(load.role),
    )


def _efforts(known: Explained, load: RoleLoad) -> Iterator[Derivation]:
    deployment = known.design.deployment
    for name in load.tasks:
        task = deployment.tasks[name] if deployment is not None else None
        yield leaf(
            say("whole effort of `{task}`", "`{task}`的总工作量", task=name),
            str(task.effort) if task is not None else None,
            "none",
            (*known.design.path_of(name), "effort"),
        )


def _capacity(known: Explained, load: RoleLoad) -> Derivation:
    role, staffing = known.design.roles[load.role], known.design.staffing
    parts = [
        leaf(
            Text("headcount", "人数"),
            role.headcount,
            "people",
            (*known.design.path_of(load.role), "headcount"),
        )
    ]
    if staffing is not None:
        parts += [
            leaf(Text("week of a person", "每人每周工时"), str(staffing.week), "none", ("staffing", "week")),
            leaf(Text("of which is lost", "其中损耗"), staffing.shrinkage.total.fraction, "share", ("staffing", "shrinkage")),
        ]  # fmt: skip
    parts.append(
        Derivation(Text("working days of the week", "当周工作日"), load.working_days, "working-days")
    )
    return Derivation(
        Text("hours that there are", "可用工时"),
        load.capacity_hours,
        "hours",
        Text(
            "headcount × net hours of a week × its working days ÷ those of an ordinary week (40 h less 25 % when nothing is said)",
            "人数 × 每周净工时 × 当周工作日数 ÷ 平常一周的工作日数（未写明时按40小时扣除25%计）",
        ),
        tuple(parts),
    )


def of_move(known: Explained, move: Move) -> Derivation:
    """How far levelling puts off a task, and why."""
    words = (
        Text("within its float: the end stays", "在浮动时间之内，完工日期不变")
        if move.within_float
        else Text("beyond its float: the end may slip", "超出浮动时间，完工日期可能推迟")
    )
    parts = [
        Derivation(Text("begins, instead of by the schedule", "原计划开始"), move.was_start_date, "none"),
        Derivation(Text("begins then", "调整后开始"), move.start_date, "none"),
        Derivation(Text("ends then", "调整后完成"), move.finish_date, "none"),
        Derivation(say("total float; {words}", "总浮动时间；{words}", words=words), float(move.total_float), "working-days"),
    ]  # fmt: skip
    what = say("`{task}` is put off when the load is levelled", "资源平衡后`{task}`推迟", task=move.task)
    formula = Text(
        "earliest day on which its needs are done and all its hours fit; least latest finish first",
        "前置任务完成且工时足够的最早日期；最迟完成时间早者优先",
    )
    return Derivation(
        what, float(move.slip), "working-days", formula, tuple(parts), known.design.path_of(move.task)
    )


def of_gate(known: Explained, figure: GateFigure) -> Derivation:
    """A gate: what decides it, all else that is not in time, and how many are."""
    values = {"gate": GATE_WORDS[figure.gate], "verdict": GATE_VERDICTS[figure.verdict]}
    what = say("gate of the deployment, {gate}: {verdict}", "部署准入条件“{gate}”：{verdict}", **values)
    if figure.service is not None:
        what = say(
            "gate of `{service}`, {gate}: {verdict}",
            "`{service}`的上线准入条件“{gate}”：{verdict}",
            service=figure.service,
            **values,
        )
    shown = [item for item in figure.items if item.verdict != "met" or item.entity == figure.entity]
    others = len(figure.items) - len(shown)
    parts = [
        Derivation(Text("deadline", "截止日期"), figure.deadline, "none"),
        *(_item(item) for item in shown),
    ]
    if others:
        parts.append(Derivation(Text("others that are in time", "其余按时项数"), others, "count"))
    formula = Text(
        "the last of all that must be there before the deadline", "截止日期前须就绪各项中最晚的一项"
    )
    at = known.design.path_of(figure.service) if figure.service is not None else ("deployment",)
    return Derivation(what, figure.day, "none", formula, tuple(parts), at)


def _item(item: GateItem) -> Derivation:
    if item.day is None:
        what = say(
            "`{entity}`: nothing says when it is there", "`{entity}`：未写明就绪日期", entity=item.entity
        )
        return Derivation(what, None, "none", at=item.at)
    word = GATE_VERDICTS[item.verdict]
    return Derivation(
        say(
            "`{entity}` is there ({verdict})", "`{entity}`就绪（{verdict}）", entity=item.entity, verdict=word
        ),
        item.day,
        "none",
        at=item.at,
    )


def _load(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a role its overloaded weeks, else its busiest; of the deployment all overloads; of a task how it is levelled."""
    figures = known.figures
    own = [load for load in figures.loads if entity == load.role]
    busiest = max(own, key=lambda load: (load.load_hours - load.capacity_hours, load.week), default=None)
    over = [load for load in figures.overloads if entity in (load.role, "deployment")]
    for load in over or ([busiest] if busiest is not None else []):
        yield of_load(known, load)
    tasks = known.design.deployment.tasks if known.design.deployment is not None else {}
    levelled = figures.levelled if entity in tasks or entity == "deployment" else None
    for move in levelled.moves if levelled is not None else ():
        if entity in (move.task, "deployment"):
            yield of_move(known, move)


def _gates(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a service; of the deployment the gates that are its own; of whatever keeps one from being met."""
    for figure in known.figures.gates:
        lacking = any(entity == item.entity and item.verdict != "met" for item in figure.items)
        if lacking or entity == (figure.service or "deployment"):
            yield of_gate(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "load": _load,
    "gates": _gates,
}
"""What can be explained here, by the word that asks for it."""
