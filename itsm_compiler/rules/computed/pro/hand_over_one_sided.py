"""A hand-over between processes that only one of the two knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO022",
    "hand-over-one-sided",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-03",),
    message=Text("process `{process}` {what}", "过程 `{process}` {what}"),
    help=Text(
        "write it in `{field}` of `{other}` as well, or take it out here",
        "在 `{other}` 的 `{field}` 中也写上，或从此处删去",
    ),
    why=Text(
        "What one side means to hand over and the other doesn't expect lies in between.",
        "一方打算移交、另一方并不知情的东西，最后会落在中间。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.inputs.alarms",
    delete=("processes.event-management.outputs.alarms",),
    base="reference",
)
TAKES = Text(
    "takes `{name}` from `{other}`, which hands nothing on to it",
    "的输入 `{name}` 来自 `{other}`，而后者没有向它输出",
)
GIVES = Text(
    "hands `{name}` on to `{other}`, which takes nothing from it",
    "把 `{name}` 输出给 `{other}`，而后者没有以它为输入来源",
)


def check(context: Context) -> Iterator[Problem]:
    """Every input from a process that doesn't hand on to this one, and every output to one that doesn't take from it.

    Of a process without any inputs or outputs other rules tell.
    """
    processes = context.design.processes
    takes = {process.id: _named(process.inputs) for process in processes.values()}
    gives = {process.id: _named(process.outputs) for process in processes.values()}
    for process in processes.values():
        for field, back, theirs, what in (
            ("inputs", "outputs", gives, TAKES),
            ("outputs", "inputs", takes, GIVES),
        ):
            for name, other in _partners(process, field):
                if other in processes and theirs[other] and process.id not in theirs[other]:
                    values = {
                        "process": process.id,
                        "what": what.format({"name": name, "other": other}),
                        "field": back,
                        "other": other,
                    }
                    yield Problem(("processes", process.id, field, name), values)


def _named(hand_overs: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(other for others in hand_overs.values() for other in others)


def _partners(process: Process, field: str) -> Iterator[tuple[str, str]]:
    """The hand-overs of a process to or from others, each with its name."""
    for name, others in getattr(process, field).items():
        yield from ((name, other) for other in others if other != process.id)
