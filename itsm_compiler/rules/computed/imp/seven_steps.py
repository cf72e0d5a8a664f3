"""An improvement process that does not go the way from strategy to implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.critical_path import network
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.model.processes import Activity
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP019",
    "improvement-in-too-few-steps",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("IMP-01",),
    message=Text(
        "the improvement process `{id}` goes {steps} steps one after another, the usual way has seven",
        "改进过程 `{id}` 只有 {steps} 个依次进行的步骤，通行做法是七步",
    ),
    help=Text(
        "let activities follow each other: say what should be measured, what can be, gather, process, analyse, present, carry out",
        "依次设置活动：明确应测量什么、能测量什么、收集、处理、分析、展示、实施",
    ),
    why=Text(
        "Whoever goes from the finding straight to the remedy treats the symptom.",
        "从发现问题直接跳到解决办法，治的只是表象。",
    ),
)
EXAMPLE = Example(
    at="processes.improvement-management.activities",
    delete=("processes.improvement-management.activities.process",),
    base="reference",
)
STEPS = 7


def check(context: Context) -> Iterator[Problem]:
    """Every process of type improvement whose longest chain of activities is shorter than seven."""
    for process in context.design.processes.values():
        if "improvement" in process.type and process.activities:
            steps = _longest_chain(process.activities)
            if steps < STEPS:
                at = ("processes", process.id, "activities")
                yield Problem(at, {"id": process.id, "steps": steps}, asks="activities")


def _longest_chain(activities: Mapping[str, Activity]) -> int:
    """How many activities stand one after another on the longest way through the process."""
    plan = network(activities, {name: activity.needs for name, activity in activities.items()})
    length: dict[str, int] = {}
    for name in plan.order:
        length[name] = 1 + max((length[need] for need in plan.before[name]), default=0)
    return max(length.values())
