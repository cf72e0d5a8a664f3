"""A change process whose steps do not follow each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_types import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO054",
    "change-steps-disordered",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-43", "PRO-69"),
    message=Text(
        "in change process `{process}` `{later}` does not wait for `{earlier}`",
        "变更过程 `{process}` 中 `{later}` 没有等待 `{earlier}`",
    ),
    help=Text(
        "let it need the step before it, directly or through others: `needs: {before}`",
        "使它直接或间接地依赖前一步：`needs: {before}`",
    ),
    why=Text(
        "A change that is carried out before it is approved was not approved.",
        "先实施、后批准的变更，等于没有批准。",
    ),
)
EXAMPLE = Example(
    at="processes.change-management.activities.approve",
    set={"processes.change-management.activities.approve.needs": "accept"},
    base="reference",
)
ORDER = ("accept", "assess", "approve", "carry-out", "confirm", "review", "report")


def check(context: Context) -> Iterator[Problem]:
    """Every step of a change process that can begin before the one in front of it, of those that it does, is done."""
    for process in context.design.processes.values():
        if "change" not in process.type:
            continue
        done_by = steps_of(process)
        for earlier, later in pairwise(step for step in ORDER if step in done_by):
            first, second = done_by[earlier], done_by[later]
            if first != second and first not in _before(process, second):
                values = {
                    "process": process.id,
                    "later": later,
                    "earlier": earlier,
                    "before": first,
                }
                yield Problem(("processes", process.id, "activities", second), values, of="key")


def _before(process: Process, activity: str) -> set[str]:
    """The activities that an activity waits for, directly or through others."""
    found: set[str] = set()
    waiting = [activity]
    while waiting:
        current = process.activities.get(waiting.pop())
        for need in current.needs if current is not None else ():
            if need not in found:
                found.add(need)
                waiting.append(need)
    return found
