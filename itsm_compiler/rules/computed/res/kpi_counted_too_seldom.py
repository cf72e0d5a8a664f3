"""A KPI of the library that is counted over a longer period than the library means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import knowledge
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Period
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES030",
    "kpi-counted-too-seldom",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("RES-51",),
    message=Text(
        "KPI `{kpi}` is counted every {period}, the library's `{use}` every {known}",
        "指标 `{kpi}` 的周期为 {period}，而指标库中 `{use}` 的周期为 {known}",
    ),
    help=Text("delete `period`, or write {known} or less", "删去 `period`，或写 {known} 或更短的周期"),
    why=Text(
        "Counted over too long a time a figure tells what can no longer be changed.",
        "统计周期过长，得到的数字已无可挽回。",
    ),
)
EXAMPLE = Example(
    at="kpis.spare-usable-rate.period", set={"kpis.spare-usable-rate.period": "2y"}, base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every indicator taken from the library whose own period is longer than the library's."""
    for kpi in context.design.kpis.values():
        known = knowledge.library().get(kpi.use or "")
        if known is None or kpi.period is None or kpi.period.days is None:
            continue
        usual = Period.read(known.period)
        if usual.days is not None and kpi.period.days > usual.days:
            values = {"kpi": kpi.id, "period": kpi.period, "use": kpi.use, "known": usual}
            yield Problem(("kpis", kpi.id, "period"), values)
