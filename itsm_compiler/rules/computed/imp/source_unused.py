"""A source of improvement, such as audits or complaints, from which none has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.improvement_sources import SOURCES, sources_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.assurance import Improvement
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP020",
    "source-of-improvement-unused",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-02",),
    message=Text("no improvement comes from {missing}", "没有任何改进来自{missing}"),
    help=Text(
        "name it in `cause` or `inputs` of an improvement, or write under `examined` who looked and found nothing: `{{phase: operate, element: {first}, by, when}}`",
        "在某项改进的 `cause` 或 `inputs` 中写明，或在 `examined` 中写明由谁检查而无发现：`{{phase: operate, element: {first}, by, when}}`",
    ),
    why=Text(
        "Each source sees other faults; the one that nobody reads is where they gather.",
        "每个来源看到的问题不同；问题总是积在没人看的地方。",
    ),
)
EXAMPLE = Example(
    at="design",
    set={
        "improvements.imp-fewer-printer-tickets.inputs": [
            "complaint-management", "quality/satisfaction", "report-office", "measure-process", "measure-resource",
        ]
    },
    base="reference",
)  # fmt: skip
SECTION = "improvements"
YEAR = timedelta(365)


def check(context: Context) -> Iterator[Problem]:
    """The sources that no improvement of the last year, or planned, names and that nobody has looked through."""
    used = {
        source
        for improvement in context.design.improvements.values()
        if _is_recent(context, improvement)
        for name in (*improvement.cause, *improvement.inputs)
        for source in sources_in(context.design, name)
    }
    examined = {
        element for look in context.design.examined if look.phase == "operate" for element in look.element
    }
    missing = {
        source: words for source, words in SOURCES.items() if source not in examined and source not in used
    }
    if missing:
        listed = wording.listing(missing.values(), joined=Text("or", "或"))
        yield Problem(
            ("design",), {"missing": listed, "first": next(iter(missing))}, of="key", asks="improvements"
        )


def _is_recent(context: Context, improvement: Improvement) -> bool:
    period = improvement.plan_period
    return period is None or period.last >= context.as_of - YEAR
