"""Tables of what the deployment asks and risks: go-live, load, gates, windows of agreements, losses of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.chance_derivations import WINDOW_METRICS, measured
from itsm_compiler.analysis.gate_derivations import GATE_VERDICTS, GATE_WORDS
from itsm_compiler.analysis.telling import PERIOD_WORDS
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import money, open_minutes, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.diagnostics import Language

Rows = list[tuple[str, ...]]

TITLES = {
    "go_live": Text("Chance of making go-live", "按期上线概率"),
    "overloads": Text("Roles with more work than hours", "工作量超出工时的岗位"),
    "levelled": Text("Levelled schedule: tasks put off", "资源平衡后推迟的任务"),
    "gates": Text("Gates before go-live", "上线准入条件"),
    "windows": Text("Probability that a target is met", "目标达成概率"),
    "losses": Text("Losses of a year", "年度风险损失"),
}
HEADINGS = {
    "go_live": (Text("figure", "数据"), Text("value", "数值"), Text("basis", "依据")),
    "overloads": (
        Text("role", "角色"),
        Text("week", "周"),
        Text("work", "工作量"),
        Text("hours", "可用工时"),
        Text("tasks", "任务"),
    ),
    "levelled": (
        Text("task", "任务"),
        Text("role", "角色"),
        Text("was", "原计划"),
        Text("then", "调整后"),
        Text("put off (working days)", "推迟（工作日）"),
        Text("within its float", "在浮动时间内"),
    ),
    "gates": (
        Text("gate", "准入条件"),
        Text("services", "服务"),
        Text("verdict", "判定"),
        Text("decided by", "决定项"),
        Text("there on", "就绪日期"),
        Text("deadline", "截止日期"),
    ),
    "windows": (
        Text("SLA", "协议"),
        Text("service", "服务"),
        Text("target", "目标"),
        Text("window", "窗口"),
        Text("met with", "达成概率"),
        Text("missed because of", "主要原因"),
    ),
    "losses": (
        Text("risk", "风险"),
        Text("expected", "预期"),
        Text("nine of ten years at most", "十年中九年不超过"),
        Text("expected after the response", "应对后预期"),
        Text("nine of ten years at most", "十年中九年不超过"),
    ),
}
RIGHT = {"go_live": {1}, "overloads": {2, 3}, "levelled": {4}, "windows": {4}, "losses": {1, 2, 3, 4}}
TOTAL = Text("all together", "合计")
NOTHING = "–"
MOST_NAMED = 3


def tables(figures: Figures, language: Language) -> Iterator[tuple[str, Rows]]:
    """The rows of each table by its name; of some there are none."""
    yield "go_live", _go_live(figures, language)
    yield "overloads", _overloads(figures, language)
    yield "levelled", _levelled(figures, language)
    yield "gates", _gates(figures, language)
    yield "windows", _windows(figures, language)
    yield "losses", _losses(figures, language)


def _go_live(figures: Figures, language: Language) -> Rows:
    """The simulation first, the formula second, and what makes them differ."""
    chance = figures.go_live_chance
    if chance is None:
        return []
    runs = Text(
        "{runs} runs, seed {seed}, standard error {error}", "{runs}次，种子{seed}，标准误差{error}"
    ).format({"runs": chance.runs, "seed": chance.seed, "error": share(chance.standard_error)})
    formula = Text(
        "critical path only: mean {mean}, variance {variance}, {deadline} working days to go-live",
        "仅关键路径：均值{mean}、方差{variance}，距上线{deadline}个工作日",
    ).format(
        {"mean": f"{chance.mean:.6g}", "variance": f"{chance.variance:.4g}", "deadline": chance.deadline}
    )
    near = {one.task: one.index for one in chance.criticality}
    hangs = Text("runs in which the end hangs on it", "完工取决于该任务的模拟比例")
    return [
        (Text("by simulation", "模拟")[language], share(chance.simulated)[language], runs[language]),
        (Text("by the formula", "公式")[language], share(chance.formula)[language], formula[language]),
        *(
            (Text("near-critical: {task}", "近关键任务：{task}").format({"task": task})[language], share(near[task])[language], hangs[language])
            for task in chance.near_critical
        ),
    ]  # fmt: skip


def _overloads(figures: Figures, language: Language) -> Rows:
    return [
        (
            load.role,
            load.week,
            open_minutes(60 * load.load_hours)[language],
            open_minutes(60 * load.capacity_hours)[language],
            _some(load.tasks),
        )
        for load in figures.overloads
    ]


def _levelled(figures: Figures, language: Language) -> Rows:
    levelled = figures.levelled
    yes, no = Text("yes", "是"), Text("no", "否")
    return [
        (
            move.task,
            move.role or NOTHING,
            _span(move.was_start_date, move.was_finish_date),
            _span(move.start_date, move.finish_date),
            f"{float(move.slip):g}",
            (yes if move.within_float else no)[language],
        )
        for move in (levelled.moves if levelled is not None else ())
    ]


def _gates(figures: Figures, language: Language) -> Rows:
    """A row for each gate; services for which everything is the same share one."""
    services: dict[tuple[str, ...], list[str]] = {}
    order: dict[str, int] = {}
    for figure in figures.gates:
        gate = GATE_WORDS[figure.gate][language]
        order.setdefault(gate, len(order))
        same = (
            gate,
            GATE_VERDICTS[figure.verdict][language],
            figure.entity if figure.entity != figure.service else NOTHING,
            figure.day.isoformat() if figure.day is not None else NOTHING,
            figure.deadline.isoformat(),
        )
        services.setdefault(same, []).append(figure.service or NOTHING)
    rows = [(same[0], _some(names), *same[1:]) for same, names in services.items()]
    return sorted(rows, key=lambda row: order[row[0]])


def _windows(figures: Figures, language: Language) -> Rows:
    return [
        (
            figure.sla,
            figure.service,
            f"{WINDOW_METRICS[figure.metric][language]} {measured(figure.metric, figure.target)[language]}",
            PERIOD_WORDS[word][language] if (word := str(figure.window)) in PERIOD_WORDS else word,
            share(figure.probability)[language],
            _some([f"{one.part} {round(100 * one.share)}%" for one in figure.contributors]) or NOTHING,
        )
        for figure in figures.windows
    ]


def _losses(figures: Figures, language: Language) -> Rows:
    rows: Rows = []
    for figure in figures.losses:
        amounts = (
            figure.expected,
            figure.percentile_90,
            figure.residual_expected,
            figure.residual_percentile_90,
        )
        told = (money(amount.to_integral_value(), figure.currency)[language] for amount in amounts)
        rows.append((figure.risk or TOTAL[language], *told))
    return rows


def _span(first: date | None, last: date | None) -> str:
    return f"{first or NOTHING} … {last or NOTHING}"


def _some(names: Sequence[str]) -> str:
    """A few names, and that there are more."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])
