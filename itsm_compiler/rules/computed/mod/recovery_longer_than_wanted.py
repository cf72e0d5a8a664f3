"""Services that come back later, or with more lost, than their continuity requirement bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MOD015",
    "recovery-longer-than-wanted",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("MOD-07",),
    message=Text(
        "requirement `{requirement}` bears {wanted}, and by the parts {fault}",
        "需求 `{requirement}` 只能承受 {wanted}，而按部件推算，{fault}",
    ),
    help=Text(
        "shorten `{field}` of `{part}`, or agree on another limit",
        "缩短 `{part}` 的 `{field}`，或与客户另行商定",
    ),
    why=Text(
        "Recovery is the sum of what must come back first; a wish does not shorten it.",
        "恢复时间是各部件依次恢复的总和，愿望不能使它缩短。",
    ),
)
EXAMPLE = Example(at="requirements.back.rto", set={"requirements.back.rto": "3h"})
FAULTS = {
    "rto": ("restore", Text("it takes {time} to bring back {services}", "恢复 {services} 最长需 {time}")),
    "rpo": (
        "backup.every",
        Text("the work of {time} is lost in {services}", "{services} 会丢失 {time} 的数据"),
    ),
}


def check(context: Context) -> Iterator[Problem]:
    """Every limit of a requirement that services pass by their derived recovery time or backup interval: once, at the worst."""
    late: dict[tuple[str, str], list[tuple[float, float, str, str]]] = {}
    for figure in context.figures.continuity:
        slowest = max(figure.steps, key=lambda step: step.restore_minutes, default=None)
        derived = {
            "rto": (figure.derived_rto_minutes, slowest.entity if slowest is not None else None),
            "rpo": (figure.derived_rpo_minutes, figure.rpo_by),
        }
        for target in figure.targets:
            minutes, part = derived.get(target.metric, (None, None))
            wanted = target.wanted_by in context.design.requirements
            if wanted and minutes is not None and part is not None and minutes > target.minutes:
                found = late.setdefault((target.wanted_by, target.metric), [])
                found.append((minutes, target.minutes, part, figure.service))
    for (requirement, metric), found in late.items():
        minutes, limit, part, _ = max(found)
        takes, bears = wording.compared_minutes(minutes, limit)
        field, fault = FAULTS[metric]
        values = {
            "requirement": requirement,
            "wanted": bears,
            "fault": fault.format(
                {"time": takes, "services": wording.listing(service for *_, service in found)}
            ),
            "part": part,
            "field": field,
        }
        yield Problem(("requirements", requirement, metric), values)
