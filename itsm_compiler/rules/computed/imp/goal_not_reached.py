"""An improvement that fell short of its goal, and after which nothing follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import is_looser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP018",
    "goal-not-reached",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.FULL,
    factors=("IMP-05", "MEA-02", "IMP-20"),
    message=Text(
        "improvement `{id}` was to bring `{kpi}` to {goal} and reached {measured}, and nothing follows",
        "改进 `{id}` 要把 `{kpi}` 改善到 {goal}，实际为 {measured}，此后没有跟进",
    ),
    help=Text(
        "start the next round: an improvement with `cause: {id}`", "开展下一轮：新建 `cause: {id}` 的改进"
    ),
    why=Text(
        "A missed goal is the best start for the next round; only the one that is passed over is lost.",
        "没有达成的目标是下一轮最好的起点，不了了之才是真正的损失。",
    ),
)
EXAMPLE = Example(
    at="improvements.imp-knowledge-use.result.measured",
    set={"improvements.imp-knowledge-use.result": {"measured": "51%", "record": "improvement-record"}},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every result that is worse than the goal and is the cause of no further improvement."""
    for improvement in context.design.improvements.values():
        goal, result = improvement.goal, improvement.result
        if goal is None or goal.kpi is None or goal.to is None or result is None or result.measured is None:
            continue
        if is_looser(context.design, goal.kpi, result.measured, goal.to) and not context.lookup.referrers(
            improvement.id, "improvements.cause"
        ):
            values = {
                "id": improvement.id,
                "kpi": goal.kpi,
                "goal": str(goal.to),
                "measured": str(result.measured),
            }
            yield Problem(("improvements", improvement.id, "result", "measured"), values)
