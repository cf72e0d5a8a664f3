"""How commitments, gaps, dates and risk scores came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.telling import BANDS, METRIC_WORDS, leaf, say
from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.analysis.coverage import CoverageGap
    from itsm_compiler.analysis.figures import Unit
    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.analysis.schedule import TaskFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.diagnostics import Path


def of_commitment(known: Explained, figure: CommitmentFigure) -> Derivation:
    """What a holder has to commit to, and who asks for it."""
    holder = known.design.path_of(figure.holder) if figure.holder in known.design.paths else ()
    share = figure.metric == "availability"
    at: Path = (
        (*holder, "availability") if share else (*holder, "priorities", figure.priority or "", figure.metric)
    )
    asked = [
        leaf(
            say("asked for by `{sla}`", "来自`{sla}`的要求", sla=sla),
            None,
            "none",
            (
                *known.design.path_of(sla),
                *(
                    ("targets", "availability")
                    if share
                    else ("priorities", figure.priority or "", figure.metric)
                ),
            ),
        )
        for sla in figure.demanded_by
    ]
    formula = Text(
        "the most that leaves every promise kept on every chain that ends here, other links unchanged",
        "其他环节不变、以此为终点的每条链路均守住承诺时的最大值",
    )
    if share:
        formula = Text(
            "the least availability of each unit with which every target is met, other parts unchanged",
            "其他部件不变、各目标均达成时每个单元所需的最低可用性",
        )
    unit: Unit = "share" if share else "minutes"
    what = say(
        "required {metric} of `{holder}`, priority {priority}", "`{holder}`所需的{metric}承诺，优先级{priority}",
        metric=METRIC_WORDS[figure.metric], holder=figure.holder, priority=figure.priority or "–",
    )  # fmt: skip
    committed = leaf(
        Text("committed", "已承诺"), figure.committed, unit, at if figure.committed is not None else ()
    )
    margin = Derivation(Text("margin", "余量"), figure.margin, unit)
    return Derivation(what, figure.required, unit, formula, (committed, margin, *asked), holder)


def of_gap(known: Explained, figure: CoverageGap) -> Derivation:
    """Agreed hours that nobody covers."""
    design = known.design
    holders = [
        leaf(
            say("`{who}` on `{hours}`", "`{who}`，日历`{hours}`", who=who, hours=hours),
            None,
            "none",
            design.paths.get(who, ()),
        )
        for who, hours in zip(figure.holders, figure.hours, strict=False)
    ]
    return Derivation(
        say("agreed minutes a month of `{sla}` without anybody behind `{part}`", "`{sla}`每月约定服务时间中`{part}`无人值守的分钟数", sla=figure.sla, part=figure.part),
        figure.minutes_per_month,
        "minutes",
        say("open minutes of the agreement in which no holder is open; the first at {first}", "协议开放而所有承担方均关闭的分钟数；首次出现于{first}", first=figure.first.isoformat(timespec="minutes")),
        tuple(holders),
        design.path_of(figure.sla),
    )  # fmt: skip


def of_task(known: Explained, figure: TaskFigure) -> Derivation:
    """When a task ends, and why not sooner."""
    deployment = known.design.deployment
    path = known.design.path_of(figure.task)
    task = deployment.tasks[figure.task] if deployment is not None else None
    schedule = known.figures.schedule
    needs = [schedule.task(need) for need in task.needs] if task is not None and schedule is not None else []
    waits = [
        leaf(say("end of `{task}`, which it needs", "前置任务`{task}`的完成时间", task=need.task), float(need.earliest_finish), "working-days", known.design.path_of(need.task))
        for need in needs
        if need is not None
    ]  # fmt: skip
    estimate = task.duration if task is not None else None
    written = (
        []
        if estimate is None
        else [
            leaf(Text(en, zh), str(getattr(estimate, field)), "none", (*path, "duration"))
            for field, en, zh in ESTIMATES
        ]
    )
    if estimate is not None and estimate.is_sure:
        written = [leaf(Text("as written", "如所写"), str(estimate.likely), "none", (*path, "duration"))]
    duration = Derivation(
        Text("duration", "工期"),
        float(figure.duration),
        "working-days",
        Text("(best + 4 × likely + worst) ÷ 6", "（乐观 + 4 × 最可能 + 悲观）÷ 6"),
        tuple(written),
    )
    return Derivation(
        say("end of `{task}` in working days after the start, on {day}", "`{task}`的完成时间（自开工起的工作日数），日期为{day}", task=figure.task, day=figure.finish_date or "–"),
        float(figure.earliest_finish),
        "working-days",
        Text("the latest end of what it needs + its duration", "所需任务的最晚完成 + 自身工期"),
        (*waits, duration, Derivation(Text("total float", "总浮动时间"), float(figure.total_float), "working-days")),
        path,
    )  # fmt: skip


ESTIMATES = (("best", "best", "乐观"), ("likely", "most likely", "最可能"), ("worst", "worst", "悲观"))


def of_risk(known: Explained, figure: RiskFigure) -> Derivation:
    """The score of a declared risk."""
    path, risk = known.design.path_of(figure.id), known.design.risks[figure.id]
    parts = [
        leaf(Text("probability", "概率"), risk.probability, "score", (*path, "probability")),
        leaf(Text("impact", "影响"), risk.impact, "score", (*path, "impact")),
    ]
    if figure.residual is not None:
        parts.append(leaf(Text("residual score", "残余评分"), figure.residual, "score", (*path, "residual")))
    if figure.exposure is not None:
        parts.append(
            Derivation(
                Text("money at stake a year", "年风险金额"),
                figure.exposure,
                "money",
                Text("yearly chance of the step × loss", "该级年发生概率 × 损失"),
                (leaf(Text("loss", "损失"), str(risk.loss), "none", (*path, "loss")),),
            )
        )
    what = say(
        "inherent score of `{risk}`: {band}",
        "`{risk}`的固有评分：{band}",
        risk=figure.id,
        band=BANDS.get(figure.inherent_band or "", "–"),
    )
    return Derivation(
        what, figure.inherent, "score", Text("probability × impact", "概率 × 影响"), tuple(parts), path
    )
