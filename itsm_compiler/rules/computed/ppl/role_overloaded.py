"""A role whose people are booked beyond what can be borne for long."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL047",
    "role-overloaded",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PPL-04",),
    message=Text(
        "the work of role `{role}` books {booked} of the hours of its people, the limit is {limit}",
        "角色 `{role}` 的工作占其人员工时的 {booked}，上限为 {limit}",
    ),
    help=Text(
        "raise the headcount to {wanted}, or move part of its `workload` to another role",
        "把编制提高到 {wanted}，或把部分 `workload` 转给其他角色",
    ),
    why=Text(
        "People who are always busy have no minute for the case that was not foreseen.",
        "人始终满负荷，意外一来就腾不出手。",
    ),
)
EXAMPLE = Example(
    at="roles.engineer.workload",
    set={"roles.engineer.workload": {"of": "office-it", "demand": "incidents", "each": "5h"}},
)


def check(context: Context) -> Iterator[Problem]:
    """Every role whose workload is more than the limit of utilisation of its net hours."""
    limit = context.design.head.limits.utilisation.fraction
    for figure in context.figures.staffing:
        booked = figure.utilisation
        if booked is not None and booked > limit > 0:
            values = {
                "role": figure.role,
                "booked": wording.share(booked, limit),
                "limit": wording.share(limit),
                "wanted": math.ceil(figure.headcount * booked / limit),
            }
            yield Problem(("roles", figure.role, "workload"), values)
