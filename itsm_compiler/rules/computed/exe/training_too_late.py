"""A training that comes after those who need it are on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.people import Training
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE052",
    "training-too-late",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("EXE-23", "EXE-04"),
    message=Text(
        "training `{training}` ends on {day}, after {role} is on duty on {due}",
        "培训 `{training}` 于 {day} 结束，而 {role} 在 {due} 就已到岗",
    ),
    help=Text("hold it before that day", "安排在该日期之前"),
    why=Text(
        "What is taught after the first shift has been learned by mistakes.",
        "上岗之后再培训，该学的已经从错误里学过了。",
    ),
)
EXAMPLE = Example(
    at="training.tr-clinical-systems.when",
    set={"training.tr-clinical-systems.when": "2027-06-21"},
    base="reference",
)
HANDS = ("technical", "operation")


def check(context: Context) -> Iterator[Problem]:
    """Every training of technical or operation roles whose last day is after the first of them begins, or after go-live."""
    for training in context.design.training.values():
        when = training.when
        day = context.figures.day(when)
        first = _first_on_duty(context, training)
        if day is not None and first is not None and day > first[0]:
            values = {
                "training": training.id,
                "day": wording.day(day),
                "role": f"`{first[1]}`",
                "due": wording.day(first[0]),
            }
            yield Problem(("training", training.id, "when"), values)


def _first_on_duty(context: Context, training: Training) -> tuple[date, str] | None:
    """The earliest day on which a technical or operation role of the audience works, with the role."""
    design = context.design
    go_live = context.figures.day(design.deployment.go_live) if design.deployment is not None else None
    days = []
    for name in training.audience:
        role = design.roles.get(name)
        if role is None or role.type not in HANDS:
            continue
        begins = [day for day in (context.figures.day(role.duty_from), go_live) if day is not None]
        if begins:
            days.append((min(begins), name))
    return min(days, default=None)
