"""A role whose people cannot fill its posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL046",
    "role-understaffed",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    factors=("PPL-02",),
    message=Text(
        "the posts of role `{role}` take {hours} h a week, that is {required} at {net} h each, and it has {headcount}",
        "角色 `{role}` 的岗位每周需要 {hours} 小时，按每人 {net} 小时计需 {required} 人，而编制为 {headcount} 人",
    ),
    help=Text(
        "raise the headcount to {required}, or take posts or hours out of its `shift`",
        "把编制提高到 {required}，或减少其 `shift` 的岗位或时间",
    ),
    why=Text(
        "A roster that holds only while nobody is ill or on leave does not hold.",
        "只有无人生病休假才排得开的班，等于排不开。",
    ),
)
EXAMPLE = Example(at="roles.engineer.headcount", set={"roles.engineer.headcount": 1})


def check(context: Context) -> Iterator[Problem]:
    """Every role with posts for which covered hours ÷ net hours of a person is more than its headcount."""
    for figure in context.figures.staffing:
        required = figure.required_for_posts
        if figure.shifts and required is not None and required > figure.headcount:
            values = {
                "role": figure.role,
                "hours": wording.number(figure.covered_hours_per_week),
                "net": wording.number(figure.net_hours_per_week),
                "required": required,
                "headcount": figure.headcount,
            }
            yield Problem(("roles", figure.role, "headcount"), values)
