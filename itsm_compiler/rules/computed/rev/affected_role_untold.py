"""Somebody who works differently after a decision of a review, and whom nobody tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.change_audience import acting_in, changed_by, is_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REV026",
    "affected-role-untold",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REV-14",),
    message=Text(
        "review `{id}` changes how {roles} work, and nobody tells them",
        "回顾 `{id}` 的决定改变了 {roles} 的工作，却没有人告知",
    ),
    help=Text(
        "add them or their team to the `to` of a communication of kind `change`, or to a training that covers {changed}",
        "把他们或其团队列入 `change` 类沟通的 `to`，或列入涵盖 {changed} 的培训",
    ),
    why=Text(
        "A decision is carried out by people who were not in the room.",
        "落实决定的，往往是不在会场的人。",
    ),
)
EXAMPLE = Example(
    at="reviews.review-huaxun.held.0.actions.0.leads_to",
    set={
        "communications.com-change.to": ["renhe-group", "service-desk"],
        "reviews.review-huaxun.held": [
            {
                "when": "2027-11-10",
                "actions": [
                    {
                        "what": "Let finance check the usage",
                        "by": "network-lead",
                        "due": "2027-12-10",
                        "leads_to": "finance-manager",
                    }
                ],
            }
        ],
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every action of a meeting with the roles that act in what it leads to and are neither told nor taught."""
    for review in context.design.reviews.values():
        for index, meeting in enumerate(review.held):
            for number, action in enumerate(meeting.actions):
                changed = list(changed_by(context, action.leads_to))
                untold = dict.fromkeys(
                    role
                    for target in changed
                    for role in acting_in(context, target)
                    if not is_told(context, role, target)
                )
                if untold:
                    values = {
                        "id": review.id,
                        "roles": wording.listing(untold),
                        "changed": wording.listing(dict.fromkeys(changed)),
                    }
                    at = ("reviews", review.id, "held", index, "actions", number, "leads_to")
                    yield Problem(at, values)
