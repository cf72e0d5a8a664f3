"""A KPI that takes its formula from an entry of the library that does not exist."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.knowledge import library
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO011",
    "unknown-library-kpi",
    kind=Kind.REFERENCE,
    severity=Severity.ERROR,
    factors=("PRO-21",),
    message=Text("the library has no KPI `{use}`", "指标库中没有 `{use}`"),
    help=Text("{near}`itsmc kpis` lists all of them", "{near}用 `itsmc kpis` 查看全部指标"),
    why=Text(
        "Without the entry the KPI has no formula, unit or period.",
        "没有该条目，指标就没有公式、单位和周期。",
    ),
)
EXAMPLE = Example(at="kpis.good-changes.use", set={"kpis.good-changes.use": "proc-change-succes"})
NEAR = Text("is `{name}` meant? ", "是否指 `{name}`？")


def check(context: Context) -> Iterator[Problem]:
    """Every `use` of an unknown entry, with the nearest known one."""
    for kpi in context.design.kpis.values():
        if kpi.use is not None and kpi.use not in library():
            near = get_close_matches(kpi.use, library(), n=1)
            values = {"use": kpi.use, "near": NEAR.format({"name": near[0]}) if near else ""}
            yield Problem(("kpis", kpi.id, "use"), values)
