"""An action that the next meeting found undone, and that nobody took further up."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.held_reviews import held_so_far

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Review, ReviewAction
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REV025",
    "action-not-escalated",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REV-18",),
    message=Text(
        "an action of review `{id}` due on {due} was still open at the next meeting on {next}, and nobody took it further up",
        "回顾 `{id}` 中应于 {due} 完成的行动，到 {next} 下次会议时仍未完成，也没有上报",
    ),
    help=Text(
        "write its `result`, or hand it to a review of a higher `level` in `leads_to`",
        "写明 `result`，或在 `leads_to` 中提交更高 `level` 的回顾",
    ),
    why=Text(
        "What a meeting cannot get done twice is above its powers.",
        "同一会议两次都推不动的事，已超出它的权限。",
    ),
)
EXAMPLE = Example(
    at="reviews.review-alliance-month.held.0.actions.0",
    set={
        "reviews.review-alliance-month.held": [
            {
                "when": "2026-09-15",
                "record": "review-minutes",
                "actions": [
                    {
                        "what": "Move the window",
                        "by": "network-lead",
                        "due": "2026-10-01",
                        "leads_to": "alliance-sla",
                    }
                ],
            },
            {"when": "2026-10-15", "record": "review-minutes"},
        ]
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every action without result at the first meeting after it was due that leads to no higher review."""
    for review in context.design.reviews.values():
        meetings = held_so_far(context, review)
        for (_, index, meeting), (following, _, _) in pairwise(meetings):
            for number, action in enumerate(meeting.actions):
                due = context.figures.day(action.due)
                if due is None or due > following or action.result is not None:
                    continue
                if not _goes_up(context, review, action):
                    values = {"id": review.id, "due": wording.day(due), "next": wording.day(following)}
                    yield Problem(("reviews", review.id, "held", index, "actions", number), values)


def _goes_up(context: Context, review: Review, action: ReviewAction) -> bool:
    reviews = (context.design.reviews.get(target) for target in action.leads_to)
    return any(
        other is not None and other.id != review.id and (other.level or 0) > (review.level or 0)
        for other in reviews
    )
