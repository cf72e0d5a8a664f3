"""How the simulated figures came about: the chance of go-live, the windows of agreements, the losses of risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.analysis.lifetimes import lifetime
from itsm_compiler.analysis.telling import PERIOD_WORDS, leaf, say
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import listing, minutes, money, number, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from itsm_compiler.analysis.figures import Unit
    from itsm_compiler.analysis.go_live import Criticality, GoLiveChance
    from itsm_compiler.analysis.losses import LossFigure
    from itsm_compiler.analysis.telling import Explained
    from itsm_compiler.analysis.window_simulation import Contributor, WindowFigure

ESTIMATE_WORDS = {
    "best": Text("at best", "最少"),
    "likely": Text("most likely", "最可能"),
    "worst": Text("at worst", "最多"),
}
WINDOW_METRICS = {
    "availability": Text("availability", "可用性"),
    "failures": Text("number of failures", "故障次数"),
    "recovery": Text("recovery", "恢复时间"),
}
MOST_TOLD = 6
"""So many contributors are told one by one."""


def of_go_live(known: Explained, chance: GoLiveChance) -> Derivation:
    """The chance of making go-live: by simulation, by the formula, and why they differ."""
    return Derivation(
        Text("chance of making go-live, simulated", "按期上线概率（模拟）"),
        chance.simulated,
        "share",
        say(
            "share of {runs} runs (seed {seed}) in which the last task ends in time; each duration is PERT-beta, each task waits for all that it needs",
            "{runs}次模拟（种子{seed}）中最后一项任务按时完成的比例；各工期服从PERT-贝塔分布，每项任务等待全部前置任务",
            runs=chance.runs,
            seed=chance.seed,
        ),
        (
            Derivation(Text("standard error", "标准误差"), chance.standard_error, "share"),
            Derivation(Text("length that four of five runs do not exceed", "五次中有四次不超过的工期"), chance.percentile_80, "working-days"),
            _by_formula(known, chance),
            *(of_criticality(known, one) for one in chance.criticality if one.task in chance.near_critical),
            Derivation(_difference(chance), None, "none"),
        ),
        ("deployment", "go_live"),
    )  # fmt: skip


def _by_formula(known: Explained, chance: GoLiveChance) -> Derivation:
    return Derivation(
        Text("the same by the formula for the critical path", "按关键路径公式计算"),
        chance.formula,
        "share",
        Text("Φ((deadline − mean) ÷ √variance)", "Φ((期限 − 均值) ÷ √方差)"),
        (
            Derivation(Text("deadline: working days before go-live", "期限：上线日之前的工作日"), chance.deadline, "working-days"),
            Derivation(Text("mean, the sum of (best + 4 × likely + worst) ÷ 6", "均值，即（乐观 + 4 × 最可能 + 悲观）÷ 6之和"), chance.mean, "working-days"),
            Derivation(Text("variance, the sum of ((worst − best) ÷ 6)²", "方差，即((悲观 − 乐观) ÷ 6)²之和"), chance.variance, "count", parts=tuple(_unsure(known, chance))),
        ),
    )  # fmt: skip


def _unsure(known: Explained, chance: GoLiveChance) -> Iterator[Derivation]:
    """The tasks of the critical path whose duration is an estimate."""
    deployment = known.design.deployment
    for task in chance.path:
        estimate = deployment.tasks[task].duration if deployment is not None else None
        if estimate is not None and not estimate.is_sure:
            words = f"{estimate.best} / {estimate.likely} / {estimate.worst}"
            at = (*known.design.path_of(task), "duration")
            yield leaf(say("`{task}`", "`{task}`", task=task), words, "none", at)


def _difference(chance: GoLiveChance) -> Text:
    """Why the two figures differ."""
    if chance.near_critical:
        return say(
            "the formula sees one path only; in some runs the end hangs on {tasks} instead",
            "公式只考虑一条路径；部分模拟中完工取决于{tasks}",
            tasks=listing(chance.near_critical),
        )
    return Text(
        "the formula sees one path only and takes its length as normally distributed; no other path matters much here",
        "公式只考虑一条路径并假定其工期服从正态分布；此处其他路径影响很小",
    )


def of_criticality(known: Explained, one: Criticality) -> Derivation:
    """How often the end of the deployment hangs on a task."""
    return Derivation(
        say("runs in which the end hangs on `{task}`", "完工取决于`{task}`的模拟比例", task=one.task),
        one.index,
        "share",
        at=known.design.path_of(one.task),
    )


def of_window(known: Explained, figure: WindowFigure) -> Derivation:
    """The probability that a target is met in a window, and the parts that make it fail."""
    window = PERIOD_WORDS.get(str(figure.window), say("{window}", "{window}", window=figure.window))
    at = (*known.design.path_of(figure.sla), "targets", figure.metric, "of", figure.service)
    if figure.metric not in known.design.slas[figure.sla].targets:
        at = (*known.design.path_of(figure.service), "baseline", figure.metric)
    told = [_contributor(known, one) for one in figure.contributors[:MOST_TOLD]]
    return Derivation(
        say(
            "probability that `{service}` keeps {metric} of {target} in a {window} under `{sla}`",
            "`{service}`在`{sla}`下一个{window}内{metric}达到{target}的概率",
            service=figure.service,
            metric=WINDOW_METRICS[figure.metric],
            target=measured(figure.metric, figure.target),
            window=window,
            sla=figure.sla,
        ),
        figure.probability,
        "share",
        say(
            "share of {windows} simulated windows (seed {seed}); parts fail at random and are down for their repair time, overlapping outages count once, agreed hours only",
            "{windows}个模拟窗口（种子{seed}）中达标的比例；部件随机失效、停机一个修复时间，重叠的中断只计一次，仅计约定服务时间",
            windows=figure.windows,
            seed=figure.seed,
        ),
        (
            Derivation(Text("standard error", "标准误差"), figure.standard_error, "share"),
            leaf(Text("target", "目标"), figure.target, _unit(figure), at),
            *_mean(figure),
            *told,
        ),
        known.design.path_of(figure.sla),
    )


def measured(metric: str, value: float) -> Text:
    """A value of one of the metrics of a window."""
    if metric == "availability":
        return share(value)
    return minutes(value) if metric == "recovery" else number(value)


def _unit(figure: WindowFigure) -> Unit:
    units: dict[str, Unit] = {"availability": "share", "failures": "count", "recovery": "minutes"}
    return units[figure.metric]


def _mean(figure: WindowFigure) -> Iterator[Derivation]:
    if figure.mean is not None:
        yield Derivation(Text("mean of all windows", "全部窗口的均值"), figure.mean, _unit(figure))


def _contributor(known: Explained, one: Contributor) -> Derivation:
    """A part that is to blame, with how it fails."""
    path, component = known.design.path_of(one.part), known.design.components[one.part]
    life = lifetime(component)
    parts = []
    if life is not None:
        field = "restore" if life.repair_from == "restore" else "availability"
        source = {
            "mttr": Text("repair time", "修复时间"),
            "derived": Text("repair time that follows from its other figures", "由其他数据推出的修复时间"),
            "restore": Text("repair time, taken from `restore`", "修复时间，取自`restore`"),
        }[life.repair_from]
        at = (*path, "availability", "mttr") if life.repair_from == "mttr" else (*path, field)
        parts = [
            leaf(Text("availability of a unit", "单个单元的可用性"), life.availability, "share", (*path, "availability")),
            leaf(source, life.repair_minutes, "minutes", at),
        ]  # fmt: skip
    what = say(
        "missed windows in which `{part}` was to blame", "未达标窗口中由`{part}`造成的比例", part=one.part
    )
    return Derivation(what, one.share, "share", parts=tuple(parts), at=path)


def of_loss(known: Explained, figure: LossFigure) -> Derivation:
    """The loss of a risk in a year, or of all risks."""
    parts = [*_loss_parts(known, figure)]
    for what, amount in (
        (Text("nine of ten years do not exceed", "十年中有九年不超过"), figure.percentile_90),
        (Text("expected after the response", "应对后的预期损失"), figure.residual_expected),
        (Text("nine of ten years after the response do not exceed", "应对后十年中有九年不超过"), figure.residual_percentile_90),
    ):  # fmt: skip
        parts.append(_amount(known, figure, what, amount))
    what = Text("expected loss of a year, all risks together", "全部风险的年预期损失")
    formula = Text("the sum of all risks in the currency of the design", "以设计币种计的各风险之和")
    if figure.risk is not None:
        what = say("expected loss of a year by `{risk}`", "`{risk}`的年预期损失", risk=figure.risk)
        formula = say(
            "yearly chance × mean loss; the percentile is that of {years} simulated years (seed {seed}), Poisson counts of PERT-beta losses",
            "年发生概率 × 平均损失；分位数取自{years}个模拟年份（种子{seed}），次数服从泊松分布，损失服从PERT-贝塔分布",
            years=figure.years,
            seed=figure.seed,
        )
    top = _amount(known, figure, what, figure.expected)
    at = known.design.paths.get(figure.risk or "risk_policy", ())
    return Derivation(top.what, top.value, top.unit, formula, tuple(parts), at)


def _loss_parts(known: Explained, figure: LossFigure) -> Iterator[Derivation]:
    """Of a risk its chance and its loss as written; of the total the expected loss of each risk."""
    if figure.risk is None:
        for one in known.figures.losses:
            if one.risk is not None and one.currency == figure.currency:
                what = say("expected by `{risk}`", "`{risk}`的预期损失", risk=one.risk)
                yield Derivation(what, one.expected, "money", at=known.design.path_of(one.risk))
        return
    risk, path = known.design.risks[figure.risk], known.design.path_of(figure.risk)
    policy = known.design.risk_policy
    if policy is not None and risk.probability is not None:
        at = ("risk_policy", "scale", risk.probability)
        yield leaf(Text("yearly chance", "年发生概率"), policy.scale[risk.probability].fraction, "share", at)
    if risk.loss is not None and risk.loss.is_sure:
        yield leaf(Text("loss", "损失"), str(risk.loss.likely), "none", (*path, "loss"))
    elif risk.loss is not None:
        for field, words in ESTIMATE_WORDS.items():
            what = say("loss {words}", "损失（{words}）", words=words)
            yield leaf(what, str(getattr(risk.loss, field)), "none", (*path, "loss", field))


def _amount(known: Explained, figure: LossFigure, what: Text, amount: Decimal) -> Derivation:
    """An amount of money; one in another currency than the design's says so."""
    if figure.currency == known.design.head.currency:
        return Derivation(what, amount, "money")
    return Derivation(what, money(amount, figure.currency).en, "none")


def _go_live(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of the deployment, or of a task how often the end hangs on it."""
    if entity not in known.design.entities or known.figures.schedule is None:
        return
    tasks = known.design.deployment.tasks if known.design.deployment is not None else {}
    chance = known.figures.go_live_chance if entity == "deployment" or entity in tasks else None
    if chance is not None and entity == "deployment":
        yield of_go_live(known, chance)
    for one in chance.criticality if chance is not None else ():
        if entity == one.task:
            yield of_criticality(known, one)


def _windows(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement, a service, or a part that contributes to a missed window."""
    kind = known.design.kind_of(entity) if entity in known.design.paths else None
    for figure in known.figures.windows if kind in ("slas", "services", "components") else ():
        if entity in (figure.sla, figure.service) or any(entity == one.part for one in figure.contributors):
            yield of_window(known, figure)


def _losses(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a risk; of the policy of risks all together."""
    if entity in known.design.risks or entity == "risk_policy":
        for figure in known.figures.losses:
            if entity == (figure.risk or "risk_policy"):
                yield of_loss(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "go-live": _go_live,
    "loss": _losses,
    "window": _windows,
}
"""What can be explained here, by the word that asks for it."""
