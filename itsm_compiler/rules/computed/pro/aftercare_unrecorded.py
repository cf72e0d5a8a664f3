"""What is watched and judged after a change, and has no place in its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_steps import unrecorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context
    from itsm_compiler.rules.shared.process_steps import Notes

RULE = rule(
    "PRO124",
    "aftercare-unrecorded",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-73", "PRO-74"),
    message=Text(
        "record `{record}` does not hold {absent}, by which process `{process}` judges a change afterwards",
        "记录 `{record}` 没有 {absent}，过程 `{process}` 无法据以评价变更",
    ),
    help=Text("add the names to `records.{record}.fields`", "把这些名称写入 `records.{record}.fields`"),
    why=Text(
        "What was seen after a change and not written down cannot teach the next one.",
        "变更之后观察到的情况没有记下来，就无法供下一次借鉴。",
    ),
)
EXAMPLE = Example(
    at="records.change-record.fields",
    set={
        "records.change-record.fields": [
            "number", "requester", "date", "by", "owner", "approver", "type", "scope", "content", "resources", "component", "service",
            "impact", "urgency", "priority", "status", "effect", "risk", "mitigation", "signed", "rollback", "watch", "performance",
            "stability", "evaluation", "fit", "leftovers", "actions",
        ]
    },
    base="reference",
)  # fmt: skip
WANTED: dict[str, Notes] = {
    "change": {
        "watch": ("performance", "feedback", "stability"),
        "review": ("effect", "fit", "leftovers", "actions"),
    }
}


def check(context: Context) -> Iterator[Problem]:
    """Every record of watching and reviewing changes that lacks something of what is judged."""
    for process, record, absent in unrecorded(context, WANTED):
        values = {"process": process, "record": record, "absent": wording.listing(absent)}
        yield Problem(("records", record, "fields"), values)
