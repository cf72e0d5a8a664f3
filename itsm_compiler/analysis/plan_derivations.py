"""How commitments, gaps, dates and risk scores came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import BANDS, METRIC_WORDS, leaf, say, time
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.coverage import CoverageGap
    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.analysis.schedule import TaskFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.deployment import Task

LONGEST_COMMITMENT = Text(
    "the longest with which every promise holds on every chain that ends here, other links unchanged",
    "其他环节不变、以此为终点的每条链路均守住承诺时的最大值",
)
LEAST_AVAILABILITY = Text(
    "the least of each unit with which every target is met, other parts unchanged",
    "其他部件不变、各目标均达成时每个单元所需的最低可用性",
)
ESTIMATES = (("best", "best", "乐观"), ("likely", "most likely", "最可能"), ("worst", "worst", "悲观"))


def of_commitment(known: Explained, figure: CommitmentFigure) -> Derivation:
    """What a holder has to commit to, and who asks for it."""
    path = known.design.paths.get(figure.holder, ())
    if figure.metric == "availability":
        what = say("required availability of `{holder}`", "`{holder}`所需的可用性承诺", holder=figure.holder)
        if figure.required == 0:
            what = say(
                "`{holder}`: no availability required, the targets hold without it",
                "`{holder}`：无可用性要求，缺少它各目标仍可达成",
                holder=figure.holder,
            )
            return Derivation(what, None, "none", LEAST_AVAILABILITY, tuple(_committed(known, figure)), path)
        return Derivation(
            what, figure.required, "share", LEAST_AVAILABILITY, tuple(_committed(known, figure)), path
        )
    clock = say("open time of `{hours}`", "`{hours}`的开放时间", hours=figure.hours)
    what = say(
        "required {metric} of `{holder}`, priority {priority}, {clock}",
        "`{holder}`所需的{metric}时限承诺，优先级{priority}，{clock}",
        metric=METRIC_WORDS[figure.metric],
        holder=figure.holder,
        priority=figure.priority,
        clock=clock if figure.service_time else Text("clock time", "自然时间"),
    )
    required = time(what, figure.required, is_open=figure.service_time)
    return Derivation(
        what, required.value, required.unit, LONGEST_COMMITMENT, tuple(_committed(known, figure)), path
    )


def _committed(known: Explained, figure: CommitmentFigure) -> Iterator[Derivation]:
    """What is committed, what that leaves or lacks, and who asks."""
    field: Path = (
        ("availability",)
        if figure.metric == "availability"
        else ("priorities", figure.priority or "", figure.metric)
    )
    if figure.committed is None:
        yield Derivation(Text("nothing is committed", "尚无承诺"), None, "none")
    else:
        at = (*known.design.path_of(figure.holder), *field)
        step = _amount(Text("committed", "已承诺"), figure.committed, figure)
        yield leaf(step.what, step.value, step.unit, at)
    if figure.out_of_reach:
        yield Derivation(Text("no commitment would be enough", "任何承诺都不够"), None, "none")
    if figure.margin is not None and figure.required != 0:
        words = Text("margin", "余量") if figure.margin >= 0 else Text("short by", "缺口")
        yield _amount(words, abs(figure.margin), figure)
    asked: Path = ("targets", "availability") if figure.metric == "availability" else field
    for sla in figure.demanded_by:
        at = (*known.design.path_of(sla), *asked)
        yield leaf(say("asked for by `{sla}`", "来自`{sla}`的要求", sla=sla), None, "none", at)


def _amount(what: Text, value: float, figure: CommitmentFigure) -> Derivation:
    if figure.metric == "availability":
        return Derivation(what, value, "share")
    return time(what, value, is_open=figure.service_time)


def of_gap(known: Explained, figure: CoverageGap) -> Derivation:
    """Agreed hours that nobody covers."""
    design = known.design
    holders = [
        leaf(say("`{who}` on `{hours}`", "`{who}`，日历`{hours}`", who=who, hours=hours), None, "none", design.paths.get(who, ()))
        for who, hours in zip(figure.holders, figure.hours, strict=False)
    ]  # fmt: skip
    return Derivation(
        say(
            "agreed time a month of `{sla}` without anybody behind `{part}`",
            "`{sla}`每月约定服务时间中`{part}`无人值守的时间",
            sla=figure.sla,
            part=figure.part,
        ),
        figure.minutes_per_month / 60,
        "hours",
        say(
            "open time of the agreement in which no holder is open; it begins at {first}",
            "协议开放而所有承担方均关闭的时间；首次出现于{first}",
            first=figure.first.isoformat(timespec="minutes"),
        ),
        tuple(holders),
        design.path_of(figure.sla),
    )


def of_task(known: Explained, figure: TaskFigure) -> Derivation:
    """When a task ends, and why not sooner."""
    deployment, schedule = known.design.deployment, known.figures.schedule
    path = known.design.path_of(figure.task)
    task = deployment.tasks[figure.task] if deployment is not None else None
    needs = [schedule.task(need) for need in task.needs] if task is not None and schedule is not None else []
    waits = [
        leaf(say("end of `{task}`, which it needs", "前置任务`{task}`的完成时间", task=need.task), float(need.earliest_finish), "working-days", known.design.path_of(need.task))
        for need in needs
        if need is not None
    ]  # fmt: skip
    duration = _duration(known, figure, task, path)
    slack = Derivation(Text("total float", "总浮动时间"), float(figure.total_float), "working-days")
    what = say("end of `{task}` after the start", "`{task}`的完成时间（自开工起）", task=figure.task)
    if figure.finish_date is not None:
        what = say(
            "end of `{task}` after the start, on {day}",
            "`{task}`的完成时间（自开工起），日期为{day}",
            task=figure.task,
            day=figure.finish_date,
        )
    return Derivation(
        what,
        float(figure.earliest_finish),
        "working-days",
        Text("the latest end of what it needs + its duration", "所需任务的最晚完成 + 自身工期"),
        (*waits, duration, slack),
        path,
    )


def _duration(known: Explained, figure: TaskFigure, task: Task | None, path: Path) -> Derivation:
    """The duration of a task from its estimates, in working days."""
    estimate = task.duration if task is not None else None
    at = (*path, "duration")
    what, days = Text("duration", "工期"), float(figure.duration)
    if estimate is None:
        return Derivation(what, days, "working-days")
    if estimate.is_sure:
        written = [leaf(Text("as written", "原文"), str(estimate.likely), "none", at)]
        formula = None
    else:
        written = [leaf(Text(en, zh), str(getattr(estimate, name)), "none", at) for name, en, zh in ESTIMATES]
        formula = Text("(best + 4 × likely + worst) ÷ 6", "（乐观 + 4 × 最可能 + 悲观）÷ 6")
    if any(one.unit != "wd" for one in (estimate.best, estimate.likely, estimate.worst)):
        deployment = known.design.deployment
        week = known.design.calendar(deployment.hours if deployment is not None else None).hours
        hours = week.minutes / max(1, sum(1 for day in week.days if day)) / 60
        written.append(Derivation(Text("mean working day", "平均工作日"), hours, "hours"))
    return Derivation(what, days, "working-days", formula, tuple(written), at)


def of_risk(known: Explained, figure: RiskFigure) -> Derivation:
    """The score of a declared risk."""
    path, risk = known.design.path_of(figure.id), known.design.risks[figure.id]
    parts = [
        leaf(Text("probability", "概率"), risk.probability, "score", (*path, "probability")),
        leaf(Text("impact", "影响"), risk.impact, "score", (*path, "impact")),
    ]
    if figure.residual is not None:
        parts.append(leaf(Text("residual score", "残余评分"), figure.residual, "score", (*path, "residual")))
    policy = known.design.risk_policy
    if figure.exposure is not None and policy is not None and risk.probability is not None:
        chance = policy.scale[risk.probability]
        parts.append(
            Derivation(
                Text("expected loss a year", "年预期损失"),
                figure.exposure,
                "money",
                Text("yearly chance of the step × loss", "该级年发生概率 × 损失"),
                (
                    leaf(Text("yearly chance", "年发生概率"), str(chance), "none", ("risk_policy", "scale", risk.probability)),
                    leaf(Text("loss", "损失"), str(risk.loss), "none", (*path, "loss")),
                ),
            )
        )  # fmt: skip
    what = say("inherent score of `{risk}`", "`{risk}`的固有评分", risk=figure.id)
    if figure.inherent_band is not None:
        band = BANDS[figure.inherent_band]
        what = say(
            "inherent score of `{risk}`: {band}", "`{risk}`的固有评分：{band}", risk=figure.id, band=band
        )
    return Derivation(
        what, figure.inherent, "score", Text("probability × impact", "概率 × 影响"), tuple(parts), path
    )
