"""A standard step of a process that does not wait for the one that has to come before it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_steps import doers, follows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO062",
    "step-out-of-order",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-60", "PRO-64", "PRO-65", "PRO-69"),
    message=Text(
        "in process `{process}` the step `{later}` does not wait for `{earlier}`",
        "过程 `{process}` 的步骤 `{later}` 没有等待 `{earlier}` 完成",
    ),
    help=Text("let `{activity}` need it: `needs: {needed}`", "让 `{activity}` 以其为前提：`needs: {needed}`"),
    why=Text(
        "What is repaired before it is planned, or closed before it is confirmed, is done twice.",
        "没有方案就修复、未经确认就关闭的事，往往要做两遍。",
    ),
)
EXAMPLE = Example(
    at="processes.request-management.activities.close.needs",
    set={"processes.request-management.activities.close.needs": "work"},
    base="reference",
)
EARLIER = Text("comes first", "应先完成")
ORDERS = {
    "incident": ("plan", "repair", "verify", "confirm", "close"),
    "request": ("confirm", "close"),
    "problem": ("observe", "first-analysis", "deep-analysis", "root-cause", "solution"),
    "change": ("carry-out", "watch"),
}
"""Source: register of key success factors, 001 §2.4, §5.1 to §5.3 and §6.2; the rest of a change's way has `PRO054`."""


def check(context: Context) -> Iterator[Problem]:
    """Every activity that does a step and waits for none that does the one before; steps that nobody does are no matter."""
    for process in context.design.processes.values():
        pairs = {pair: None for kind in process.type for pair in pairwise(ORDERS.get(kind, ()))}
        for earlier, later in pairs:
            first = doers(process, earlier)
            for activity in doers(process, later):
                if first and not follows(process, activity, earlier):
                    at = ("processes", process.id, "activities")
                    values = {
                        "process": process.id,
                        "earlier": earlier,
                        "later": later,
                        "activity": activity.id,
                        "needed": first[-1].id,
                    }
                    related = (((*at, first[-1].id), EARLIER),)
                    yield Problem((*at, activity.id, "needs"), values, related=related)
