"""Steps whose record has no place for what they find: the check of a repair, the assessment of a change."""

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
    "PRO095",
    "step-record-incomplete",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-66", "PRO-72"),
    message=Text(
        "record `{record}` does not hold {absent}, which process `{process}` finds out before it goes on",
        "记录 `{record}` 没有 {absent}，而过程 `{process}` 须据此才能继续",
    ),
    help=Text("add the names to `records.{record}.fields`", "把这些名称写入 `records.{record}.fields`"),
    why=Text(
        "A repair is proved by target, tests and result, a change by its risk assessed and signed beforehand.",
        "修复要有目标、测试和结果作证，变更要有事先签字的风险评估。",
    ),
)
EXAMPLE = Example(
    at="records.change-record.fields",
    set={
        "records.change-record.fields": [
            "number", "requester", "date", "by", "owner", "approver", "type", "scope", "content", "resources", "component", "service",
            "impact", "urgency", "priority", "status", "effect", "risk", "mitigation", "rollback", "watch", "performance", "feedback",
            "stability", "evaluation", "fit", "leftovers", "actions",
        ]
    },
    base="reference",
)  # fmt: skip
WANTED: dict[str, Notes] = {
    "incident": {"verify": ("target", "tests", "result")},
    "change": {"assess": ("effect", "risk", "mitigation", "signed")},
}


def check(context: Context) -> Iterator[Problem]:
    """Every record of these steps that lacks something of what they find."""
    for process, record, absent in unrecorded(context, WANTED):
        values = {"process": process, "record": record, "absent": wording.listing(absent)}
        yield Problem(("records", record, "fields"), values)
