"""Roles confirmed or points agreed only after the work of the deployment has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.plan import execution_begins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE051",
    "agreed-after-start",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-02", "EXE-14"),
    message=Text(
        "`{topic}` is planned for {day}, but the work begins on {begins}",
        "`{topic}` 安排在 {day}，而实施工作 {begins} 就开始",
    ),
    help=Text("move it before the first task of phase `execute`", "提前到首个 `execute` 任务开始之前"),
    why=Text(
        "Agreement that comes after the work has begun is consent to what was done.",
        "开工之后再达成的共识，不过是对既成事实的追认。",
    ),
)
EXAMPLE = Example(
    at="deployment.evidence.consensus.0.when",
    set={"deployment.evidence.consensus.when": "2027-03-01"},
    base="reference",
)
TOPICS = ("role-confirmation", "consensus")


def check(context: Context) -> Iterator[Problem]:
    """The earliest record of each topic, where it lies after the first day of phase execute."""
    deployment, begins = context.design.deployment, execution_begins(context)
    if deployment is None or begins is None:
        return
    for topic in TOPICS:
        days = []
        for index, record in enumerate(deployment.evidence.get(topic, ())):
            day = context.figures.day(record.when)
            if day is not None:
                days.append((day, index))
        if days and min(days)[0] > begins:
            day, index = min(days)
            values = {"topic": topic, "day": wording.day(day), "begins": wording.day(begins)}
            yield Problem(("deployment", "evidence", topic, index, "when"), values)
