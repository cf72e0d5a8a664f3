"""A sub-contractor who may take longer than the contract leaves him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import open_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL036",
    "sub-contract-too-slow",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("REL-20",),
    message=Text(
        "contract `{contract}`, class {priority}: {fault}", "支持合同 `{contract}` {priority} 级：{fault}"
    ),
    help=Text(
        "let the response of the contract and the time of the sub-contractor fit into its resolution",
        "使合同响应时限与分包方时限之和不超过合同解决时限",
    ),
    why=Text(
        "A promise is as quick as the slowest hand it passes through.",
        "承诺能多快兑现，取决于经手最慢的一环。",
    ),
)
EXAMPLE = Example(
    at="contracts.hardware-contract.sub_contracting.resolution.B",
    set={"contracts.hardware-contract.sub_contracting.resolution.B": "4.5h"},
    base="reference",
)
ABSENT = Text("the sub-contractor has no time", "没有写明分包方的时限")
SLOW = Text(
    "the sub-contractor takes {given} after a response of {first}, the contract promises {left}",
    "响应 {first} 之后分包方还需 {given}，而合同承诺 {left}",
)


def check(context: Context) -> Iterator[Problem]:
    """Every class of a contract with sub-contractors for which these have no time, or more than is left."""
    clocks = context.figures.clocks
    for contract in context.design.contracts.values():
        passed = contract.sub_contracting
        if passed is None or not passed.depth:
            continue
        calendar, days = clocks.governing(contract.hours), clocks.term(contract.valid)
        at = ("contracts", contract.id, "sub_contracting", "resolution")
        for priority, times in contract.priorities.items():
            if times.resolution is None:
                continue
            given = passed.resolution.get(priority)
            values: dict[str, object] = {"contract": contract.id, "priority": priority}
            if given is None:
                yield Problem(at, {**values, "fault": ABSENT})
                continue
            taken, left = (open_hours(clocks, calendar, days, time) for time in (given, times.resolution))
            first = open_hours(clocks, calendar, days, times.response) if times.response is not None else 0
            if first + taken > left:
                fault = SLOW.format(
                    {"given": given, "first": times.response or "0m", "left": times.resolution}
                )
                yield Problem((*at, priority), {**values, "fault": fault})
