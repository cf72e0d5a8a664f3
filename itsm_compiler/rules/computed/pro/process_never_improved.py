"""A process from which nothing flows into improvement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.functions import lacks
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO040",
    "process-never-improved",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-19",),
    message=Text(
        "nothing of process `{process}` flows into improvement", "过程 `{process}` 没有与改进过程衔接"
    ),
    help=Text(
        "name the process of type `improvement` in its `outputs` or `interfaces`",
        "在 `outputs` 或 `interfaces` 中写明类型为 `improvement` 的过程",
    ),
    why=Text(
        "What a review finds is lost unless somebody takes it up.",
        "评价中发现的问题，没有人接手就会不了了之。",
    ),
)
EXAMPLE = Example(
    at="processes.request-management.interfaces",
    set={"processes.request-management.interfaces": ["incident-management", "access-management"]},
    base="reference",
)
NO_PROCESS = Text(
    "write a process of type `improvement` and name it in the `interfaces` of the others",
    "增加类型为 `improvement` 的过程，并写入其他过程的 `interfaces`",
)


def check(context: Context) -> Iterator[Problem]:
    """Every process that names none of type improvement; without any such process the first of all."""
    processes = context.design.processes
    improving = {process.id for process in processes.values() if "improvement" in process.type}
    if lacks(("improvement",) if improving else (), "improvement", context.design.head):
        for process in list(processes.values())[:1]:
            yield Problem(("processes", process.id), {"process": process.id}, of="key", help=NO_PROCESS)
    for process in processes.values() if improving else ():
        handed = {other for others in process.outputs.values() for other in others}
        if process.id not in improving and improving.isdisjoint({*handed, *process.interfaces}):
            at = ("processes", process.id, "interfaces") if process.interfaces else ("processes", process.id)
            yield Problem(
                at, {"process": process.id}, of="value" if process.interfaces else "key", asks="interfaces"
            )
