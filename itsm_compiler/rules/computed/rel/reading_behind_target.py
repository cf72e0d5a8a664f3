"""An attainment that was read below its target and that nobody improves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.kpi_readings import misses_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL013",
    "reading-behind-target",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("REL-06",),
    message=Text(
        "the latest reading of `{kpi}` is below its target of {target}, and no improvement has it as its goal",
        "`{kpi}` 最近一次读数未达到目标 {target}，却没有以它为目标的改进",
    ),
    help=Text(
        "plan an improvement: `goal: {{kpi: {kpi}, from: …, to: {target}}}`",
        "安排改进：`goal: {{kpi: {kpi}, from: …, to: {target}}}`",
    ),
    why=Text(
        "A level that is missed and not worked at is missed again.", "未达成而不改进的级别，下次仍会未达成。"
    ),
)
EXAMPLE = Example(
    at="kpis.attainment-office.evidence.reading",
    set={
        "kpis.attainment-office.evidence.reading": {
            "who": "report-analyst",
            "when": "2026-11-06",
            "record": "report-record",
            "result": {"value": "91%"},
        }
    },
    base="reference",
)
ATTAINMENT = "proc-sla-attainment"


def check(context: Context) -> Iterator[Problem]:
    """Every attainment of an agreement whose latest reading misses the target, without an improvement."""
    design = context.design
    improved = {
        improvement.goal.kpi for improvement in design.improvements.values() if improvement.goal is not None
    }
    for kpi in design.kpis.values():
        if kpi.use != ATTAINMENT or kpi.target is None or kpi.id in improved:
            continue
        if misses_target(context, kpi):
            values = {"kpi": kpi.id, "target": str(kpi.target)}
            yield Problem(("kpis", kpi.id, "evidence", "reading"), values)
