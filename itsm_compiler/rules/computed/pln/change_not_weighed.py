"""A change of the design after which what it reaches was not looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.head import HistoryEntry
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PLN049",
    "change-not-weighed",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PLN-10",),
    message=Text(
        "`{entity}` is touched by the change of {day} and was not reviewed since",
        "{day} 的变更涉及 `{entity}`，此后没有复核",
    ),
    help=Text(
        "look whether it still fits in operation, management and function, and write `reviewed: {day}` or later",
        "从运行、管理、功能三方面复核是否仍然适用，并写明 `reviewed: {day}` 或更晚日期",
    ),
    why=Text(
        "Pull at one element and the others move; a change is finished when its neighbours were looked at.",
        "牵一发而动全身；相邻要素都复核过，变更才算完成。",
    ),
)
EXAMPLE = Example(
    at="services.pacs.reviewed",
    set={"services.pacs.reviewed": "2026-10-12"},
    base="reference",
    as_of="2026-12-01",
)
CHANGED = Text("changed here", "变更记录")
REVIEWED = ("components", "services", "processes", "teams", "slas", "contracts", "costs")
GRACE = timedelta(days=30)


def check(context: Context) -> Iterator[Problem]:
    """Every entity one step from what a version changed, reviewed before it, from thirty days after the change on.

    What was never reviewed at all is asked for elsewhere.
    """
    latest: dict[str, tuple[date, int]] = {}
    for index, entry in enumerate(context.design.head.history):
        if entry.date is not None and entry.date + GRACE <= context.as_of:
            for touched in _touched(context, entry):
                if touched not in latest or latest[touched][0] < entry.date:
                    latest[touched] = (entry.date, index)
    for touched, (day, index) in latest.items():
        reviewed = context.design.entities[touched].reviewed
        if reviewed is not None and reviewed < day:
            yield Problem(
                (*context.design.path_of(touched), "reviewed"),
                {"entity": touched, "day": wording.day(day)},
                related=((("design", "history", index), CHANGED),),
            )


def _touched(context: Context, entry: HistoryEntry) -> Iterator[str]:
    """What a version changed and what refers to it."""
    design = context.design
    for changed in entry.affects:
        for entity in (changed, *context.graph.referrers.get(changed, ())):
            if entity in design.entities and design.kind_of(entity) in REVIEWED:
                yield entity
