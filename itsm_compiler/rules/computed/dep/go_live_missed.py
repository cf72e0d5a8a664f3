"""A go-live before the last task of the deployment is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP021",
    "go-live-missed",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-28", "DEP-01"),
    message=Text(
        "services go live on {go_live}, the tasks end on {finish}, {late} too late",
        "服务定于 {go_live} 上线，而任务到 {finish} 才完成，晚 {late}",
    ),
    help=Text(
        "shorten the critical path ({path}), or go live later",
        "缩短关键路径（{path}），或推迟上线",
    ),
    why=Text(
        "A date that the plan itself does not reach is missed from the first day.",
        "计划本身都达不到的日期，从第一天起就已落空。",
    ),
)
EXAMPLE = Example(at="deployment.go_live", set={"deployment.go_live": "2027-02-01"})
LAST = Text("ends on {finish}", "{finish} 完成")


def check(context: Context) -> Iterator[Problem]:
    """Fewer than no working days between the end of the schedule and go-live."""
    schedule = context.figures.schedule
    if (
        schedule is None
        or schedule.go_live is None
        or schedule.finish is None
        or schedule.go_live_margin is None
    ):
        return
    if schedule.go_live_margin < 0:
        values = {
            "go_live": wording.day(schedule.go_live),
            "finish": wording.day(schedule.finish),
            "late": wording.working_days(-schedule.go_live_margin),
            "path": wording.listing(schedule.critical_path),
        }
        last = schedule.critical_path[-1:] and ("deployment", "tasks", schedule.critical_path[-1])
        yield Problem(("deployment", "go_live"), values, related=((last, LAST),) if last else ())
