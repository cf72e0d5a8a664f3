"""An escalation of incidents that comes when the promised time is over."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import against, agreements_of, of_types
from itsm_compiler.rules.shared.process_types import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.parts import PriorityClass
    from itsm_compiler.model.processes import Process
    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO059",
    "escalation-after-limit",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-38",),
    message=Text(
        "process `{process}` may escalate class {priority} within {within}, "
        "SLA `{sla}` promises a solution within {promised}",
        "过程 `{process}` 的 {priority} 级升级时限为 {within}，而服务级别协议 `{sla}` 承诺 {promised} 内解决",
    ),
    help=Text(
        "let the escalation come while there is still time to act on it",
        "升级应早于承诺的解决时限，并留出处置时间",
    ),
    why=Text(
        "Whoever is called after the deadline can only explain the delay.",
        "时限过后才被叫到的人，只能解释为什么延误。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.activities.escalate.within",
    set={"processes.incident-management.activities.escalate.within.A": "4h"},
    base="reference",
)
PROMISED = Text("the promised time", "承诺的时限")


def check(context: Context) -> Iterator[Problem]:
    """Every class in which an incident process may escalate no earlier than an agreement promises the solution."""
    for process in of_types(context, ("incident",)):
        name = steps_of(process).get("escalate")
        if name is None:
            continue
        for priority, within in process.activities[name].within.items():
            late = _first_late(context, process, priority, within)
            if late is not None:
                sla, promised = late
                values = {
                    "process": process.id,
                    "priority": priority,
                    "within": within,
                    "sla": sla.id,
                    "promised": promised,
                }
                at = ("processes", process.id, "activities", name, "within")
                place = ("slas", sla.id, "priorities", priority, "resolution")
                yield Problem(at, values, related=((place, PROMISED),))


def _first_late(
    context: Context, process: Process, priority: PriorityClass, within: Duration
) -> tuple[Sla, Duration] | None:
    clocks = context.figures.clocks
    if within.unit == "wd":
        return None
    for sla in agreements_of(context, process):
        promised = sla.priorities[priority].resolution if priority in sla.priorities else None
        if promised is None:
            continue
        way = Fraction(within.minutes), not within.is_service_time
        taken, allowed = against(context, way, promised, clocks.governing(sla.hours), clocks.term(sla.valid))
        if taken >= allowed:
            return sla, promised
    return None
