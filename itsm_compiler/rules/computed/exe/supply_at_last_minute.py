"""A resource of a supplier that is ready less than a working day before the task that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.schedule import WorkingDays, working_calendar
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told
from itsm_compiler.rules.shared.plan import starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE059",
    "supply-at-last-minute",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-28",),
    message=Text(
        "“{what}” is ready on {ready}, less than a working day before task `{task}` begins on {starts}",
        "“{what}”于 {ready} 就绪，距任务 `{task}` 于 {starts} 开始不足一个工作日",
    ),
    help=Text("agree with the supplier on an earlier day", "与供应商商定更早的日期"),
    why=Text(
        "A delivery that comes on the day it is needed leaves no hour to send the wrong one back.",
        "当天才到的货，发错了也来不及换。",
    ),
)
EXAMPLE = Example(
    at="deployment.resources.3.ready", set={"deployment.resources.3.ready": "2027-03-08"}, base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every resource from a supplier that is there in time, but not by a working day.

    What comes after the task has begun is another rule's.
    """
    design, figures = context.design, context.figures
    deployment = design.deployment
    if deployment is None or figures.schedule is None or deployment.start is None:
        return
    days = WorkingDays(working_calendar(deployment, figures.clocks), deployment.start)
    begin = starts(context)
    for index, row in enumerate(deployment.resources):
        party = design.parties.get(row.from_ or "")
        ready, begins = figures.day(row.ready), begin.get(row.before or "")
        if party is None or party.role != "supplier" or ready is None or begins is None or ready > begins:
            continue
        if row.result is None and days.before(begins) - days.before(ready) < 1:
            values = {
                "what": told(row.what) if row.what is not None else row.before,
                "ready": wording.day(ready),
                "task": row.before,
                "starts": wording.day(begins),
            }
            yield Problem(("deployment", "resources", index, "ready"), values)
