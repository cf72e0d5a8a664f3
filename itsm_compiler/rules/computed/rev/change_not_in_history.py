"""Something that a review had changed, and of which the history of the design does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.held_reviews import held_so_far

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REV027",
    "change-not-in-history",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REV-13",),
    message=Text(
        "review `{id}` had {changed} changed, and no version of the design since {day} tells of it",
        "回顾 `{id}` 已促成对 {changed} 的更改，但 {day} 以来的设计版本均未记载",
    ),
    help=Text(
        "add it to the `affects` of the entry in `design.history` with which it came in",
        "把它写入相应 `design.history` 条目的 `affects`",
    ),
    why=Text(
        "Small changes of process, document and duty add up; only their list shows by how much.",
        "过程、文档、职责的小改动会积少成多，只有逐条记录才看得出变了多少。",
    ),
)
EXAMPLE = Example(
    at="reviews.review-huaxun.held.0.actions.0.leads_to",
    set={
        "reviews.review-huaxun.held": [
            {
                "when": "2026-11-05",
                "record": "review-minutes",
                "actions": [
                    {
                        "what": "Try each change on one printer first",
                        "by": "field-lead",
                        "due": "2026-11-12",
                        "leads_to": "sop-printer-care",
                        "result": "pass",
                    }
                ],
            }
        ],
    },
    base="reference",
)
KINDS = frozenset(("processes", "sops", "records", "deliverables", "communications", "reviews", "roles"))


def check(context: Context) -> Iterator[Problem]:
    """Every action carried out on a process, document, interaction or role that no later version says it affects."""
    design = context.design
    for review in design.reviews.values():
        for day, index, meeting in held_so_far(context, review):
            told = {
                entity
                for entry in design.head.history
                if entry.date is not None and entry.date >= day
                for entity in entry.affects
            }
            for number, action in enumerate(meeting.actions):
                changed = [
                    target
                    for target in action.leads_to
                    if target in design.entities and design.kind_of(target) in KINDS and target not in told
                ]
                if changed and action.result is not None and action.result != "fail":
                    values = {"id": review.id, "changed": wording.listing(changed), "day": wording.day(day)}
                    at = ("reviews", review.id, "held", index, "actions", number, "leads_to")
                    yield Problem(at, values)
