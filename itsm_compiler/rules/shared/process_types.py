"""What a process of a type has to do, and which other processes it takes from and hands on to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Text
from itsm_compiler.model.requirements import (
    AvailabilityRequirement,
    CapacityRequirement,
    ContinuityRequirement,
)
from itsm_compiler.rules.functions import lacks
from itsm_compiler.rules.rule import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

ALWAYS_RUN = (
    "service-reporting",
    "service-level",
    "incident",
    "problem",
    "release",
    "security",
    "change",
    "configuration",
)
"""The types of process that every operation has; a missing one is told of by `PRO016`."""

LOOKED_AFTER = {
    "availability": AvailabilityRequirement,
    "continuity": ContinuityRequirement,
    "capacity": CapacityRequirement,
}
"""Requirements that call for a process of their name; those for security and reporting are `ALWAYS_RUN`."""

MESSAGE = Text(
    "process `{process}` of type `{type}` {what}",
    "类型为 `{type}` 的过程 `{process}` {what}",
)
HELP = Text(
    "add the activity, or let another do it as well: `steps: [{step}, …]`",
    "增加该活动，或在承担它的活动中注明：`steps: [{step}, …]`",
)
STEPS = Text("has no activity for {steps}", "没有承担 {steps} 的活动")
UNTIMED = Text("sets no limit of time for {steps}", "没有规定 {steps} 的时限")
UNTIMED_HELP = Text(
    "write in the activity how long it may take: `within: {{A: 30m, B: 2h, C: 8h, D: 1d}}`",
    "在该活动中写明允许的用时：`within: {{A: 30m, B: 2h, C: 8h, D: 1d}}`",
)
TAKES = Text("takes nothing from a process of type `{other}`", "没有来自 `{other}` 类过程的输入")
TAKES_HELP = Text(
    "name in `inputs` what it takes from there: `inputs: {{cases: ID_OF_THE_PROCESS}}`",
    "在 `inputs` 中写明由该类过程提供什么：`inputs: {{cases: 过程标识}}`",
)
GIVES = Text("hands nothing on to a process of type `{other}`", "没有向 `{other}` 类过程输出")
GIVES_HELP = Text(
    "name in `outputs` what it hands on: `outputs: {{results: ID_OF_THE_PROCESS}}`",
    "在 `outputs` 中写明向该类过程提供什么：`outputs: {{results: 过程标识}}`",
)


@dataclass(frozen=True, slots=True)
class Duties:
    """What is asked of the processes of a type: standard steps, maybe each with a limit, inputs and outputs by type."""

    steps: tuple[str, ...]
    takes_from: tuple[str, ...] = ()
    gives_to: tuple[str, ...] = ()
    timed: bool = False


def undone(context: Context, duties: Mapping[str, Duties]) -> Iterator[Problem]:
    """What processes leave undone of the duties of their types.

    Steps are shared by all processes of a type and told of at the first; hand-overs are asked of each. Of a process
    without any activities, inputs or outputs `PRO001` and `PRO021` tell. A `none` of the process excuses a step or a
    type by its name.
    """
    present: set[str] = {name for process in context.design.processes.values() for name in process.type}
    for name, asked in duties.items():
        of_type = [process for process in context.design.processes.values() if name in process.type]
        done = {step for process in of_type for step in steps_of(process)}
        for place, process in enumerate(of_type):
            if not place and process.activities:
                yield from _steps(process, name, lacks(tuple(done), asked.steps, process))
            if asked.timed:
                yield from _untimed(process, name, asked)
            yield from _hand_overs(context.design, present, process, name, asked)


def called_for(design: Design) -> dict[str, str]:
    """The types of process that requirements, not put off, call for, each with the first of these."""
    found: dict[str, str] = {}
    for requirement in design.requirements.values():
        for name, kind in LOOKED_AFTER.items():
            if isinstance(requirement, kind) and requirement.deferred is None:
                found.setdefault(name, requirement.id)
    return found


def steps_of(process: Process) -> dict[str, str]:
    """The standard steps that a process does, each with the first activity that does it."""
    found: dict[str, str] = {}
    for name, activity in process.activities.items():
        for step in activity.steps:
            found.setdefault(step, name)
    return found


def _steps(process: Process, name: str, missing: tuple[str, ...]) -> Iterator[Problem]:
    if missing:
        what = STEPS.format({"steps": wording.listing(missing)})
        values = {"process": process.id, "type": name, "what": what, "step": missing[0]}
        yield Problem(("processes", process.id, "activities"), values)


def _untimed(process: Process, name: str, asked: Duties) -> Iterator[Problem]:
    known = steps_of(process)
    untimed = [
        known[step] for step in asked.steps if step in known and not process.activities[known[step]].within
    ]
    if untimed:
        what = UNTIMED.format({"steps": wording.listing(dict.fromkeys(untimed))})
        values = {"process": process.id, "type": name, "what": what}
        yield Problem(("processes", process.id, "activities"), values, help=UNTIMED_HELP)


def _hand_overs(
    design: Design, present: set[str], process: Process, name: str, asked: Duties
) -> Iterator[Problem]:
    """The hand-overs that a process lacks, those aside to a type that is missed by itself."""
    for wanted, field, what, help_ in (
        (asked.takes_from, "inputs", TAKES, TAKES_HELP),
        (asked.gives_to, "outputs", GIVES, GIVES_HELP),
    ):
        written = getattr(process, field)
        named = {target for targets in written.values() for target in targets}
        types = [
            known
            for other in sorted(named & design.processes.keys())
            for known in design.processes[other].type
        ]
        for other in lacks((*types, *process.type), wanted, process) if written else ():
            if other in present or other not in ALWAYS_RUN:
                values = {"process": process.id, "type": name, "what": what.format({"other": other})}
                yield Problem(("processes", process.id, field), values, asks=field, help=help_)
