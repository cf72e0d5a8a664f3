"""A design that was not changed or confirmed for longer than documents may go unreviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DOC021",
    "design-out-of-date",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("DOC-08",),
    message=Text(
        "the latest version of the design is of {day}, its documents are reviewed at least every {rhythm}",
        "设计的最新版本日期为 {day}，而文档至少每 {rhythm} 复审一次",
    ),
    help=Text("review it, and write the new version into `history`", "复审设计，并把新版本写入 `history`"),
    why=Text(
        "A design that lags behind what was built misleads exactly when it is needed.",
        "落后于实际的设计，偏偏会在最需要时误导人。",
    ),
)
EXAMPLE = Example(
    at="design.history",
    set={
        "design.history": [{"version": "1.0", "date": "2024-11-13", "author": "planner", "change": "First"}]
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """The design whose latest version is older than the longest review of the document levels."""
    rules, head = context.design.document_rules, context.design.head
    rhythms = [
        level.review
        for level in (rules.levels.values() if rules is not None else ())
        if level.review is not None and level.review.days is not None
    ]
    dates = [entry.date for entry in head.history if entry.date is not None]
    longest = max(rhythms, key=lambda period: period.days or 0, default=None)
    if longest is None or longest.days is None or not dates:
        return
    latest = max(dates)
    if latest + timedelta(days=longest.days) < context.as_of:
        values = {"day": wording.day(latest), "rhythm": wording.same(longest)}
        yield Problem(("design", "history"), values)
