"""A kind of requirement that no process looks after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.functions import lacks
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_types import called_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO036",
    "need-without-process",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-13",),
    message=Text(
        "requirement `{requirement}` asks for {type}, and no process of type `{type}` looks after it",
        "需求 `{requirement}` 提出了 {type} 方面的要求，而没有类型为 `{type}` 的过程来管理",
    ),
    help=Text(
        "write the process, or say why there is none: `design: {{none: {{processes/{type}: the reason}}}}`",
        "补写该过程，或说明理由：`design: {{none: {{processes/{type}: 理由}}}}`",
    ),
    why=Text(
        "What was promised once and is looked after by no process holds until the first change.",
        "只在签约时承诺、没有过程管理的要求，第一次变更之后就守不住了。",
    ),
)
EXAMPLE = Example(
    at="requirements.avail-core.type",
    set={"processes.availability-management.type": "special"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every type of requirement without its process, at the first that asks for it.

    Security and reporting have a process in every design; without it `PRO016` speaks.
    """
    design = context.design
    types = tuple({known for process in design.processes.values() for known in process.type})
    for wanted, requirement in called_for(design).items():
        if lacks(types, wanted, design.head):
            values = {"requirement": requirement, "type": wanted}
            yield Problem(("requirements", requirement, "type"), values)
