"""Satisfaction with support below nine tenths, or a mean solution above two days."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Duration, Share
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.entity import Measure
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "OPS014",
    "support-aims-low",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("OPS-10",),
    message=Text("{what} is to reach {target}, {wanted}", "{what} 的目标为 {target}，{wanted}"),
    help=Text("set a target that support must reach to be worth having", "把目标调整到应有的水平"),
    why=Text(
        "Nine of ten content and two days to a solution are what users elsewhere have; who aims lower plans to disappoint.",
        "九成满意、两日内解决是通行水平，目标更低就等于打算让人失望。",
    ),
)
EXAMPLE = Example(
    at="kpis.user-satisfaction.target", set={"kpis.user-satisfaction.target": "85%"}, base="reference"
)
LEAST = Decimal(90)
TWO_DAYS = 48 * 60
SATISFACTION = ("qual-user-satisfaction", "qual-customer-satisfaction")
RESOLUTION = "proc-incident-mean-resolution"
AT_LEAST = Text("and 90 % is the least", "应不低于 90 %")
WITHIN = Text("and two days are the most", "应在两日以内")
LONGER = Text("longer than the longest solution promised, {most}", "长于所承诺的最长解决时间 {most}")


def check(context: Context) -> Iterator[Problem]:
    """Every target of satisfaction below 90 %, and of the mean solution above two days or the longest promised."""
    design = context.design
    marks: list[tuple[Path, str, Measure | None]] = [
        (("kpis", kpi.id, "target"), kpi.id, kpi.target)
        for kpi in design.kpis.values()
        if kpi.use in SATISFACTION
    ]
    if not marks:
        marks = [
            (("slas", sla.id, "targets", "satisfaction"), sla.id, value)
            for sla in design.slas.values()
            if "satisfaction" in sla.targets
            for value in sla.targets["satisfaction"].of.values()
        ]
    for at, what, value in marks:
        if isinstance(value, Share) and value.percent < LEAST:
            yield Problem(at, {"what": f"`{what}`", "target": str(value), "wanted": AT_LEAST})
    longest = max(_promised(context), default=TWO_DAYS)
    for kpi in design.kpis.values():
        mean = _in_minutes(kpi.target) if kpi.use == RESOLUTION else None
        if mean is not None and (mean >= TWO_DAYS or mean > longest):
            wanted = WITHIN if mean >= TWO_DAYS else LONGER.format({"most": wording.minutes(longest)})
            values = {"what": f"`{kpi.id}`", "target": wording.minutes(mean), "wanted": wanted}
            yield Problem(("kpis", kpi.id, "target"), values)


def _promised(context: Context) -> Iterator[float]:
    """The promised times of solution in minutes of their agreements' clocks."""
    for sla in context.design.slas.values():
        for priority in sla.priorities.values():
            if priority.resolution is not None and priority.resolution.unit != "wd":
                yield priority.resolution.minutes


def _in_minutes(value: Measure | None) -> float | None:
    """A mean time as a duration, or as a number of hours, which is the library's unit."""
    if isinstance(value, Duration):
        return None if value.unit == "wd" else value.minutes
    return float(value) * 60 if isinstance(value, Decimal) else None
