"""A matrix of impact and urgency that does not decide, or not as the agreements have it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import agreements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO087",
    "priority-matrix-broken",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-58", "PRO-62", "PRO-77"),
    message=Text(
        "the priority of process `{process}` does not hold: {what}", "过程 `{process}` 的优先级不成立：{what}"
    ),
    help=Text(
        "write the highest impact and urgency first, all urgencies in each row, and the classes of the agreement",
        "影响度和紧急度从高到低书写，每行列出全部紧急度，级别与协议一致",
    ),
    why=Text(
        "Two agents must find the same class for the same case, and the agreement must have a time for it.",
        "同一工单由谁定级都应得到同一级别，而且协议对该级别要有时限。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.priority.medium",
    set={"processes.incident-management.priority.medium": {"high": "D", "medium": "C", "low": "D"}},
    base="reference",
)
OTHERS = Text(
    "impact `{row}` is combined with other urgencies than `{first}`",
    "影响度 `{row}` 与 `{first}` 所列紧急度不同",
)
ACROSS = Text(
    "at impact `{row}`, the higher urgency `{first}` gives the lighter class",
    "影响度 `{row}` 下，紧急度 `{first}` 更高，级别反而更低",
)
DOWN = Text(
    "impact `{row}` gives a heavier class than the higher impact `{first}`",
    "影响度 `{row}` 的级别反而高于影响度更高的 `{first}`",
)
UNPROMISED = Text("SLA `{sla}` has no class {classes}", "服务级别协议 `{sla}` 没有 {classes} 级")
UNUSED = Text("class {classes} of SLA `{sla}` is never given", "服务级别协议 `{sla}` 的 {classes} 级从未使用")


def check(context: Context) -> Iterator[Problem]:
    """Every process with a matrix, at the first thing wrong with it."""
    for process in context.design.processes.values():
        found = [*_of_rows(process), *_of_agreements(context, process)] if process.priority else []
        for row, what in found[:1]:
            at = ("processes", process.id, "priority", *((row,) if row else ()))
            yield Problem(at, {"process": process.id, "what": what})


def _of_rows(process: Process) -> Iterator[tuple[str | None, Text]]:
    """Rows that name other urgencies than the first, or give a class lighter than what stands below or behind it."""
    (first, top), *_ = process.priority.items()
    above, upper = first, top
    for row, cells in process.priority.items():
        if cells.keys() != top.keys():
            yield row, OTHERS.format({"row": row, "first": first})
            return
        for urgency, less in pairwise(top):
            if cells[urgency] > cells[less]:
                yield row, ACROSS.format({"row": row, "first": urgency})
        if any(upper[urgency] > cells[urgency] for urgency in top):
            yield row, DOWN.format({"row": row, "first": above})
        above, upper = row, cells


def _of_agreements(context: Context, process: Process) -> Iterator[tuple[str | None, Text]]:
    """Classes that only the matrix of incidents or requests has, or only an agreement that the process serves."""
    used = {given for cells in process.priority.values() for given in cells.values()}
    for sla in agreements_of(context, process) if {"incident", "request"}.intersection(process.type) else ():
        promised = set(sla.priorities)
        for classes, what in ((used - promised, UNPROMISED), (promised - used, UNUSED)):
            if classes and promised:
                yield None, what.format({"sla": sla.id, "classes": wording.listing(sorted(classes))})
