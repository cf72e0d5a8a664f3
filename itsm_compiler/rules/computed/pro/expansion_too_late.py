"""A part that is to be enlarged after its load has passed the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO051",
    "expansion-too-late",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-46",),
    message=Text(
        "capacity plan `{plan}` enlarges `{part}` on {when}, its load passes {threshold} on {passed}",
        "能力计划 `{plan}` 于 {when} 扩容 `{part}`，而其负载 {passed} 就超过 {threshold}",
    ),
    help=Text(
        "bring the expansion forward to before {passed}, or lower the load",
        "把扩容提前到 {passed} 之前，或降低负载",
    ),
    why=Text(
        "Between threshold and delivery the users wait.", "从超过阈值到扩容完成，这段时间由用户来等待。"
    ),
)
EXAMPLE = Example(
    at="capacity_plans.plan-storage.expand.1.when",
    set={"capacity_plans.plan-storage.expand.1.when": "2030-06-30"},
    base="reference",
)
LOAD = Text("load and growth", "负载与增长")


def check(context: Context) -> Iterator[Problem]:
    """Every part whose first expansion by a plan comes after the day on which its load passes the plan's threshold."""
    plans = context.design.capacity_plans
    figures = {figure.component: figure for figure in context.figures.capacity} if plans else {}
    for plan in plans.values():
        first: dict[str, tuple[int, date]] = {}
        for index, entry in enumerate(plan.expand):
            day = context.figures.day(entry.when)
            if entry.part is None or day is None:
                continue
            known = first.get(entry.part)
            if known is None or day < known[1]:
                first[entry.part] = (index, day)
        for part, (index, day) in first.items():
            figure = figures.get(part)
            if figure is None or figure.plan != plan.id or figure.threshold_on is None:
                continue
            if day > figure.threshold_on:
                values = {
                    "plan": plan.id,
                    "part": part,
                    "when": wording.day(day),
                    "threshold": wording.share(figure.threshold or 0.0),
                    "passed": wording.day(figure.threshold_on),
                }
                at = ("capacity_plans", plan.id, "expand", index, "when")
                yield Problem(at, values, related=((("components", part, "capacity"), LOAD),))
