"""Work on what is in use that, within an agreement's term, breaks more than the agreement allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.availability_promises import downtime_allowed
from itsm_compiler.rules.shared.plan import services_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.deployment import Task
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP052",
    "live-work-too-long",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("DEP-26",),
    message=Text(
        "tasks {tasks} may break `{service}` for {sum}, SLA `{sla}` allows {allowed} in its window of availability",
        "任务 {tasks} 可能使 `{service}` 中断共 {sum}，而服务级别协议 `{sla}` 在可用性统计窗口内只允许 {allowed}",
    ),
    help=Text(
        "shorten their `window`, do them before the agreement begins, or agree on maintenance that does not count",
        "缩短 `window`、在协议生效前完成，或约定不计入的维护时间",
    ),
    why=Text(
        "The deployment must not spend in one night what operation has for the month.",
        "部署不能在一夜之间用完运营一个月的允许中断时间。",
    ),
)
EXAMPLE = Example(
    at="deployment.tasks.try.window",
    set={
        "slas.lark-sla.valid.from": "2027-01-01",
        "deployment.tasks.try.live": "file-server",
        "deployment.tasks.try.window": "4h",
        "deployment.tasks.try.rollback": "the old disks stay in place",
        "deployment.tasks.try.continuity": "files on a loan disk",
    },
)


def check(context: Context) -> Iterator[Problem]:
    """Every agreement with the service that work on live parts within its term harms beyond its target."""
    deployment = context.design.deployment
    working = [
        task
        for task in (deployment.tasks.values() if deployment is not None else ())
        if task.live and task.window is not None and task.window.unit != "wd"
    ]
    touched = [(task, services_on(context, task.live)) for task in working]
    for sla in context.design.slas.values() if working else ():
        days = context.figures.clocks.term(sla.valid)
        within = [
            (task, services)
            for task, services in touched
            if (end := context.figures.day(task.id)) is not None and days.first <= end <= days.last
        ]
        problems = [
            over
            for service in context.design.services_of(sla.services)
            for over in _over(context, sla, service, [task for task, on in within if service in on])
        ]
        if problems:
            yield max(problems, key=lambda one: one[0])[1]


def _over(context: Context, sla: Sla, service: str, within: list[Task]) -> Iterator[tuple[float, Problem]]:
    """By how many minutes the tasks within the term break a service beyond its target, if they do."""
    allowed = downtime_allowed(context, sla, service)
    total = sum(task.window.minutes for task in within if task.window is not None)
    if within and allowed is not None and total > allowed:
        longest, least = wording.compared_minutes(total, allowed)
        values = {
            "tasks": wording.listing([task.id for task in within]),
            "service": service,
            "sum": longest,
            "sla": sla.id,
            "allowed": least,
        }
        yield total - allowed, Problem(("deployment", "tasks", within[0].id, "window"), values)
