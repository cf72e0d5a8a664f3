"""Processes that hand work to each other in tools that are not joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO115",
    "tools-apart",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-83", "RES-09"),
    message=Text(
        "`{tool}` and `{other}` are not joined, though `{process}` and `{neighbour}` hand work on from one to the other",
        "`{tool}` 与 `{other}` 没有互联，而 `{process}` 与 `{neighbour}` 之间有工作移交",
    ),
    help=Text(
        "join them (`integrations: {other}`), or run both processes in one tool",
        "实现对接（`integrations: {other}`），或让两个过程使用同一工具",
    ),
    why=Text(
        "What is typed from one tool into another arrives late, or with a digit missing.",
        "靠人工在工具之间誊录的信息，不是晚到就是出错。",
    ),
)
EXAMPLE = Example(
    at="tools.itsm-platform.integrations",
    set={
        "tools.itsm-platform.integrations": [
            "ops-monitor", "log-platform", "security-centre", "config-store", "call-centre", "document-store", "automation-runner",
        ],
        "tools.knowledge-base.integrations": ["security-centre"],
    },
    base="reference",
)  # fmt: skip
HERE = Text("the process that hands work over", "移交工作的过程")


def check(context: Context) -> Iterator[Problem]:
    """Every pair of tools, not joined either way, of processes that hand over to each other; each pair once."""
    design = context.design
    told: set[frozenset[str]] = set()
    for process in design.processes.values():
        for neighbour in _neighbours(process):
            mine = design.tools.get(process.tool or "")
            its = (
                design.tools.get(design.processes[neighbour].tool or "")
                if neighbour in design.processes
                else None
            )
            if mine is None or its is None or mine is its or frozenset((mine.id, its.id)) in told:
                continue
            told.add(frozenset((mine.id, its.id)))
            if its.id not in mine.integrations and mine.id not in its.integrations:
                values = {
                    "tool": mine.id,
                    "other": its.id,
                    "process": process.id,
                    "neighbour": neighbour,
                }
                related = ((("processes", process.id, "outputs"), HERE),)
                at = ("tools", mine.id, "integrations")
                yield Problem(at, values, related=related, asks="integrations")


def _neighbours(process: Process) -> tuple[str, ...]:
    """What a process has an interface with, and where its outputs go."""
    targets = (target for output in process.outputs.values() for target in output)
    return tuple(dict.fromkeys((*process.interfaces, *targets)))
