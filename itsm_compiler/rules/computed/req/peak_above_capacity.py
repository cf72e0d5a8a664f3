"""A peak that a part cannot bear within the term of the agreements that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ021",
    "peak-above-capacity",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("REQ-11", "CAT-13"),
    message=Text(
        "the peak that {requirements} ask of `{part}` is above its capacity of {capacity} from {day} on",
        "{requirements} 对 `{part}` 的高峰要求自 {day} 起超过其容量 {capacity}",
    ),
    help=Text(
        "enlarge it before that day: `expand: [{{part: {part}, when: …, adds: …}}]` in a capacity plan, or agree on a lower peak",
        "在此之前扩容：在容量计划中写 `expand: [{{part: {part}, when: …, adds: …}}]`；或与客户商定较低的高峰",
    ),
    why=Text(
        "Parts that are sized by the mean fail on Monday morning.", "按平均值配置的部件，总在周一早上出问题。"
    ),
)
EXAMPLE = Example(
    at="components.registration-app.capacity",
    set={"requirements.cap-registration.peak": 11500},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every part whose summed peaks pass its capacity within the term, before anything is added to it."""
    for figure in context.figures.capacity:
        day, until = figure.peak_exhausted_on, figure.needed_until
        if day is None or until is None or day > until or not figure.enough:
            continue
        if any(one.when is not None and one.when <= day for one in figure.expansions):
            continue
        values = {
            "part": figure.component,
            "requirements": wording.listing(figure.requirements),
            "capacity": wording.number(figure.capacity),
            "day": wording.day(day),
        }
        yield Problem(("components", figure.component, "capacity"), values, asks="expand")
