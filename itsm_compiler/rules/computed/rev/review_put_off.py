"""A review that was not held for longer than its rhythm."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.held_reviews import held_so_far

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.assurance import Review
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REV024",
    "review-put-off",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REV-02", "REV-16"),
    message=Text(
        "review `{id}` was not held for {days} after {last}, its rhythm is `{rhythm}`",
        "回顾 `{id}` 在 {last} 之后 {days}没有召开，而规定频度为 `{rhythm}`",
    ),
    help=Text(
        "hold it and add the meeting to `held`, or change `frequency`",
        "召开回顾并记入 `held`，或调整 `frequency`",
    ),
    why=Text(
        "The month in which the review is left out is the month in which the customer's needs change.",
        "客户的需求，往往就在没有回顾的那个月发生了变化。",
    ),
)
EXAMPLE = Example(
    at="reviews.review-huikang.held.0",
    set={
        "reviews.review-huikang.held": [
            {"when": "2026-06-11", "result": "Five faults are open", "record": "minutes"}
        ]
    },
    base="reference",
)
SLACK = 1.2
"""A meeting may come a fifth of the rhythm late, for holidays and full calendars."""


def check(context: Context) -> Iterator[Problem]:
    """Every review with the longest stretch without a meeting since its first one, where that passes the rhythm."""
    for review in context.design.reviews.values():
        rhythm = review.frequency
        if rhythm is None or rhythm.days is None:
            continue
        days, last, index = _longest_gap(context, review)
        if days > rhythm.days * SLACK and last is not None:
            values = {
                "id": review.id,
                "days": wording.days(days),
                "last": wording.day(last),
                "rhythm": str(rhythm),
            }
            yield Problem(("reviews", review.id, "held", index), values)


def _longest_gap(context: Context, review: Review) -> tuple[int, date | None, int]:
    """The days of the longest gap, the meeting before it and its place; nothing before the first meeting."""
    meetings = [(day, index) for day, index, _ in held_so_far(context, review)]
    gaps = [
        ((following - day).days, day, index)
        for (day, index), (following, _) in pairwise([*meetings, (context.as_of, 0)])
    ]
    return max(gaps, default=(0, None, 0))
