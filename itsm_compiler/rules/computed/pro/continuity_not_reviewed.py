"""A continuity plan that nobody works over each year."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Period
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from itsm_compiler.model.entity import Evidence
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO065",
    "continuity-not-reviewed",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-48",),
    message=Text(
        "continuity plan `{plan}` is not worked over by somebody at least once a year",
        "连续性计划 `{plan}` 没有安排专人至少每年评审一次",
    ),
    help=Text(
        "name who does it and how often: `review: {{who: manager, when: year}}`",
        "写明由谁、多久评审：`review: {{who: manager, when: year}}`",
    ),
    why=Text(
        "After a year half of the names and numbers in a plan are wrong.",
        "一年之后，计划中的联系人和号码有一半已经失效。",
    ),
)
EXAMPLE = Example(
    at="continuity_plans.cp-office.review",
    set={"continuity_plans.cp-office.review": {"who": "operations-manager", "when": "2y"}},
    base="reference",
)
YEAR = timedelta(days=366)


def check(context: Context) -> Iterator[Problem]:
    """Every plan whose reviews by somebody are neither a rhythm of a year nor days at most a year apart up to today."""
    for plan in context.design.continuity_plans.values():
        reviews = [review for review in plan.review if review.who]
        days = sorted(known for review in reviews if (known := context.figures.day(review.when)) is not None)
        if not _is_yearly(reviews) and not _lie_close(days, context.as_of):
            yield Problem(("continuity_plans", plan.id, "review"), {"plan": plan.id}, asks="review")


def _is_yearly(reviews: Sequence[Evidence]) -> bool:
    rhythms = [review.when for review in reviews if isinstance(review.when, Period)]
    return any(rhythm.days is not None and rhythm.days <= YEAR.days for rhythm in rhythms)


def _lie_close(days: Sequence[date], today: date) -> bool:
    return (
        bool(days)
        and days[-1] + YEAR >= today
        and all(later - earlier <= YEAR for earlier, later in pairwise(days))
    )
