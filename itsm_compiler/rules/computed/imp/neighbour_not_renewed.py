"""Something that refers to what an improvement changed, and that nobody has looked at since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Improvement
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP024",
    "neighbour-not-renewed",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-13",),
    message=Text(
        "improvement `{improvement}` changed what `{entity}` refers to, and nobody has looked at `{entity}` since {start}",
        "改进 `{improvement}` 改变了 `{entity}` 所引用的内容，自 {start} 起没有人复核过 `{entity}`",
    ),
    help=Text(
        "look whether it still holds and write `reviewed`, or add it to `changes` of the improvement",
        "复核其是否仍然适用并写明 `reviewed`，或把它写入该改进的 `changes`",
    ),
    why=Text(
        "The process is new, and its procedure, measure and report still tell the old story.",
        "过程换了新的，规范、测量和报告讲的还是老一套。",
    ),
)
EXAMPLE = Example(
    at="measurements.measure-resource.reviewed",
    set={
        "improvements.imp-knowledge-use.plan_period": "2026-08-03/2026-10-30",
        "improvements.imp-knowledge-use.check": "2026-11-02",
        "improvements.imp-knowledge-use.changes": ["knowledge-use-rate"],
        "measurements.measure-resource.reviewed": "2026-07-01",
    },
    base="reference",
)
KINDS = ("processes", "measurements", "sops", "tools", "reports")


def check(context: Context) -> Iterator[Problem]:
    """Every process, measurement, procedure, tool and report around what a checked improvement changed.

    A process around what a version of the design says it affects is asked for there.
    """
    seen: set[str] = set()
    for improvement in context.design.improvements.values():
        check_day = context.figures.day(improvement.check)
        if improvement.plan_period is None or check_day is None or check_day >= context.as_of:
            continue
        start = improvement.plan_period.first
        for entity in _around(context, improvement):
            reviewed = context.design.entities[entity].reviewed
            if entity not in seen and (reviewed is None or reviewed < start):
                seen.add(entity)
                values = {"improvement": improvement.id, "entity": entity, "start": wording.day(start)}
                at = context.design.path_of(entity)
                yield Problem(at if reviewed is None else (*at, "reviewed"), values)


def _around(context: Context, improvement: Improvement) -> Iterator[str]:
    design = context.design
    told = {entity for entry in design.head.history for entity in entry.affects}
    for changed in improvement.changes:
        for entity in context.graph.referrers.get(changed, ()):
            kind = design.kind_of(entity) if entity in design.entities else None
            if (
                kind in KINDS
                and entity not in improvement.changes
                and not (kind == "processes" and changed in told)
            ):
                yield entity
