"""An internal audit or a management review whose day has passed without a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import QualityWork
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "QUA013",
    "review-without-result",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("QUA-13",),
    message=Text(
        "{number} of the planned {activity} have passed by {day}, and {told} have a result",
        "计划的 {activity} 到 {day} 已过 {number} 次，只有 {told} 次有结果",
    ),
    help=Text(
        "write under `quality`: `evidence: {{{activity}: {{when: {day}, result: …}}}}`",
        "在 `quality` 中写明：`evidence: {{{activity}: {{when: {day}, result: …}}}}`",
    ),
    why=Text("Held and not written down is not held.", "开过而没有记录，等于没开。"),
)
EXAMPLE = Example(
    at="quality.activities.audits.dates",
    set={"quality.activities.audits.dates": ["2026-11-03", "2028-05-16"]},
    base="reference",
)
ACTIVITIES: tuple[QualityWork, ...] = ("audits", "management-reviews")


def check(context: Context) -> Iterator[Problem]:
    """Both activities, where fewer results are recorded than days have passed."""
    quality = context.design.quality
    for name in ACTIVITIES if quality is not None else ():
        activity = quality.activities.get(name) if quality is not None else None
        if quality is None or activity is None:
            continue
        past = [
            day
            for when in activity.dates
            if (day := context.figures.day(when)) is not None and day < context.as_of
        ]
        told = sum(1 for record in quality.evidence.get(name, ()) if record.result is not None)
        if len(past) > told:
            values = {"number": len(past), "activity": name, "day": wording.day(max(past)), "told": told}
            yield Problem(("quality", "activities", name, "dates"), values)
