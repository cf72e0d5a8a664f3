"""One of the four elements of service from which no improvement takes anything up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.elements import TOLD_BY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP021",
    "element-without-improvement",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-07",),
    message=Text(
        "no improvement takes up anything about {missing}", "没有任何改进以{missing}方面的信息为输入"
    ),
    help=Text(
        "name a measurement of that `element`, or a thing of that kind, in the `inputs` of an improvement, or write under `examined` that somebody looked: `{{phase: operate, element: {first}, by, when}}`",
        "在改进的 `inputs` 中写明该 `element` 的测量或该类对象，或在 `examined` 中写明已检查：`{{phase: operate, element: {first}, by, when}}`",
    ),
    why=Text(
        "People, means, technology and processes wear out at different speeds; the forgotten one sets the limit.",
        "人员、资源、技术、过程老化的快慢不同，被忘掉的那个就是短板。",
    ),
)
EXAMPLE = Example(
    at="design",
    set={
        "improvements.imp-knowledge-use.inputs": ["measure-resource", "report-desk", "review-team-week"],
    },
    base="reference",
)
SECTION = "improvements"
YEAR = timedelta(365)


def check(context: Context) -> Iterator[Problem]:
    """The elements that no input of an improvement of the last year, or planned, tells of, and that nobody examined."""
    design = context.design
    inputs = {
        name
        for improvement in design.improvements.values()
        if improvement.plan_period is None or improvement.plan_period.last >= context.as_of - YEAR
        for name in improvement.inputs
    }
    measured = {design.measurements[name].element for name in inputs if name in design.measurements}
    kinds = {design.kind_of(name) for name in inputs if name in design.entities}
    examined = {
        element
        for look in design.examined
        if look.phase == "operate" and look.when is not None
        for element in look.element
    }
    missing = {
        element: words
        for element, (words, of_kind) in TOLD_BY.items()
        if element not in measured and element not in examined and kinds.isdisjoint(of_kind)
    }
    if missing:
        listed = wording.listing(missing.values(), joined=Text("or", "或"))
        yield Problem(
            ("design",), {"missing": listed, "first": next(iter(missing))}, of="key", asks="improvements"
        )
