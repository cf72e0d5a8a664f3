"""Activities of a process that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.graph import strong_components
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO015",
    "activity-cycle",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-05",),
    message=Text(
        "in process `{process}` {members} wait for each other", "过程 `{process}` 中 {members} 相互等待"
    ),
    help=Text(
        "leave one out of `needs`; a step back is written as `loop_to`",
        "从 `needs` 中去掉一个；返回前面的活动请用 `loop_to`",
    ),
    why=Text("Activities that wait for each other never begin.", "相互等待的活动永远无法开始。"),
)
EXAMPLE = Example(
    at="processes.incident-work.activities.receive.needs",
    set={"processes.incident-work.activities.receive.needs": "close"},
)


def check(context: Context) -> Iterator[Problem]:
    """Every set of activities in a circle, at the first of them in the order written."""
    for process in context.design.processes.values():
        needs = {name: activity.needs for name, activity in process.activities.items()}
        for members in strong_components(needs, needs):
            if len(members) > 1 or members[0] in needs[members[0]]:
                values = {"process": process.id, "members": wording.listing(members)}
                yield Problem(("processes", process.id, "activities", members[0], "needs"), values)
