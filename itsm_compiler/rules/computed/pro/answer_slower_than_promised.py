"""A process that takes longer to receive and respond than an agreement promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.parts import PRIORITY_CLASSES
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_steps import doers, in_turn
from itsm_compiler.rules.shared.process_times import against, agreements_of, of_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.parts import PriorityClass
    from itsm_compiler.model.processes import Activity, Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO063",
    "answer-slower-than-promised",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("PRO-61",),
    message=Text(
        "incident process `{process}` takes {taken} to answer a case of class {priority}, though {promised} is promised",
        "事件过程 `{process}` 响应 {priority} 级事件需 {taken}，而协议承诺 {promised}",
    ),
    help=Text(
        "shorten `within` of {activities}, or promise a longer `response` in `{sla}`",
        "缩短 {activities} 的 `within`，或在 `{sla}` 中放宽 `response`",
    ),
    why=Text(
        "The desk keeps the times of its process, not those of a contract it has never seen.",
        "服务台遵守的是过程规定的时限，而不是它没见过的合同。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.activities.respond.within.A",
    set={"processes.incident-management.activities.respond.within.A": "15m"},
    base="reference",
)
PROMISED = Text("promised here", "承诺见此处")
STEPS = ("receive", "respond")


def check(context: Context) -> Iterator[Problem]:
    """Every incident process with the class that is furthest past a promised response."""
    for process in of_types(context, ("incident",)):
        answering = {one.id: one for step in STEPS for one in doers(process, step)}
        worst = max(_breaches(context, process, answering), default=None)
        if worst is not None:
            _, taken, promised, priority, sla = worst
            spent, allowed = wording.compared_minutes(taken, promised)
            values = {
                "process": process.id,
                "taken": spent,
                "promised": allowed,
                "priority": priority,
                "activities": wording.listing(answering),
                "sla": sla,
            }
            at = ("processes", process.id, "activities", list(answering)[-1], "within", priority)
            related = ((("slas", sla, "priorities", priority, "response"), PROMISED),)
            yield Problem(at, values, related=related)


def _breaches(
    context: Context, process: Process, answering: dict[str, Activity]
) -> Iterator[tuple[float, float, float, PriorityClass, str]]:
    """How many times the promise is taken, the minutes taken and promised, the class and the agreement."""
    clocks = context.figures.clocks
    ways = {priority: in_turn(answering.values(), priority) for priority in PRIORITY_CLASSES}
    for sla in agreements_of(context, process):
        hours, days = clocks.governing(sla.hours), clocks.term(sla.valid)
        for priority, promise in sla.priorities.items():
            way = ways[priority]
            if way is not None and promise.response is not None:
                taken, promised = against(context, way, promise.response, hours, days)
                if taken > promised:
                    yield taken / max(promised, 1), taken, promised, priority, sla.id
