"""A process whose activities together take longer than was promised of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.parts import PRIORITY_CLASSES
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import against, agreements_of, longest_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO039",
    "process-slower-than-promise",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-09", "PRO-61"),
    message=Text(
        "the activities of process `{process}` may take {taken} together, {promise} is {limit}",
        "过程 `{process}` 的活动合计可达 {taken}，而{promise}为 {limit}",
    ),
    help=Text(
        "shorten `within` of activities on the longest way, or let some run side by side (`needs`)",
        "缩短最长路径上活动的 `within`，或用 `needs` 使部分活动并行",
    ),
    why=Text(
        "When everyone keeps his limit and the promise is broken all the same, the limits were set one by one.",
        "人人都没超时，承诺却没兑现，说明各环节的时限是各自定的。",
    ),
)
EXAMPLE = Example(
    at="processes.incident-management.activities",
    set={"processes.incident-management.activities.carry-out.within.A": "2h"},
    base="reference",
)
RESOLUTION = Text(
    "the resolution of class {priority} in SLA `{sla}`", "服务级别协议 `{sla}` 中 {priority} 级的解决时限"
)
DUE = Text("the time until report `{report}` is due", "报告 `{report}` 的提交期限")
PROMISED = Text("promised here", "此处的承诺")


def check(context: Context) -> Iterator[Problem]:
    """Every incident, request and reporting process with the promise that its longest way misses by most."""
    for process in context.design.processes.values():
        missed = [*_resolutions(context, process), *_reports(context, process)]
        if missed:
            taken, allowed, promise, place = max(missed, key=lambda one: one[0] / max(one[1], 1))
            first, second = wording.compared_minutes(taken, allowed)
            values = {"process": process.id, "taken": first, "promise": promise, "limit": second}
            yield Problem(("processes", process.id, "activities"), values, related=((place, PROMISED),))


def _resolutions(context: Context, process: Process) -> Iterator[tuple[float, float, Text, Path]]:
    """The resolutions that are promised sooner than the process is through."""
    if "incident" not in process.type and "request" not in process.type:
        return
    clocks = context.figures.clocks
    ways = {priority: longest_way(context, process, priority) for priority in PRIORITY_CLASSES}
    for sla in agreements_of(context, process):
        hours, days = clocks.governing(sla.hours), clocks.term(sla.valid)
        for priority, promised in sla.priorities.items():
            if promised.resolution is None:
                continue
            taken, allowed = against(context, ways[priority], promised.resolution, hours, days)
            if taken > allowed:
                place = ("slas", sla.id, "priorities", priority, "resolution")
                yield taken, allowed, RESOLUTION.format({"priority": priority, "sla": sla.id}), place


def _reports(context: Context, process: Process) -> Iterator[tuple[float, float, Text, Path]]:
    """The reports that are due sooner than the process is through."""
    if "service-reporting" not in process.type:
        return
    clocks = context.figures.clocks
    way = max(longest_way(context, process, priority) for priority in PRIORITY_CLASSES)
    for report in context.design.reports.values():
        if report.due is not None:
            taken, allowed = against(context, way, report.due, clocks.governing(), clocks.term(None))
            if taken > allowed:
                yield taken, allowed, DUE.format({"report": report.id}), ("reports", report.id, "due")
