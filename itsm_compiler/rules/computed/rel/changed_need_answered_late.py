"""A changed need that was answered later than the process for changes of agreements allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import clock_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL018",
    "changed-need-answered-late",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REL-09",),
    message=Text(
        "requirement `{requirement}` changed on {changed} and was agreed only on {agreed}, `{process}` allows {time}",
        "需求 `{requirement}` 于 {changed} 变化，到 {agreed} 才商定，而 `{process}` 规定的时限为 {time}",
    ),
    help=Text("answer sooner, or give the process the time it takes", "更早作出回应，或如实写明过程所需时间"),
    why=Text("A slow yes costs more trust than a quick no.", "迟到的同意，比及时的拒绝更伤信任。"),
)
EXAMPLE = Example(
    at="requirements.fn-single-sign-on.agreed",
    set={"requirements.fn-single-sign-on.agreed": "2027-06-30"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every requirement agreed after its change by more than the steps of the change process of its agreements take."""
    design = context.design
    for wish in design.requirements.values():
        if wish.changed is None or wish.agreed is None or wish.agreed < wish.changed:
            continue
        allowed: dict[str, float] = {}
        for service in design.services_of(wish.services):
            for sla in context.lookup.referrers(service, "slas.services"):
                name = sla.change_control.process if sla.change_control is not None else None
                if name is not None and name in design.processes:
                    allowed[str(name)] = _minutes(context, design.processes[name])
        process, most = min(allowed.items(), key=lambda pair: pair[1], default=("", 0.0))
        if most and (wish.agreed - wish.changed).days * 1440 > most:
            values = {
                "requirement": wish.id,
                "changed": wording.day(wish.changed),
                "agreed": wording.day(wish.agreed),
                "process": process,
                "time": wording.minutes(most),
            }
            yield Problem(("requirements", wish.id, "agreed"), values)


def _minutes(context: Context, process: Process) -> float:
    """The clock minutes that the activities of a process may take one after the other, each in its slowest class."""
    clocks = context.figures.clocks
    calendar, days = clocks.governing(), clocks.term(None)
    return sum(
        max((clock_minutes(clocks, calendar, days, time) for time in activity.within.values()), default=0)
        for activity in process.activities.values()
    )
