"""A KPI that misses its target, and no improvement that goes about the people, means, technology or processes behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.elements import IMPROVED_BY
from itsm_compiler.rules.shared.kpi_readings import misses_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "IMP027",
    "miss-without-improvement",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("IMP-16", "IMP-17", "IMP-18", "IMP-19"),
    message=Text(
        "KPI `{kpi}` misses its target of {target}, and no improvement of it changes {what}",
        "指标 `{kpi}` 未达到目标 {target}，也没有针对它的改进去改变{what}",
    ),
    help=Text(
        "plan one: an improvement with `goal: {{kpi: {kpi}}}` whose `changes` name {what}",
        "安排改进：`goal: {{kpi: {kpi}}}`，并在 `changes` 中写明{what}",
    ),
    why=Text(
        "A figure of people is moved by people, one of tools by tools; work elsewhere only looks busy.",
        "人员的指标要从人员入手，工具的指标要从工具入手；在别处使劲只是看上去忙。",
    ),
)
EXAMPLE = Example(
    at="kpis.key-reserve-rate.evidence.reading",
    set={
        "kpis.key-reserve-rate.evidence.reading": {
            "who": "service-director", "when": "2026-11-06", "record": "staff-change-record", "result": {"value": "4%"},
        }
    },
    base="reference",
)  # fmt: skip
ATTAINMENT = "proc-sla-attainment"


def check(context: Context) -> Iterator[Problem]:
    """Every KPI whose latest reading misses its target without an improvement that changes what it measures.

    The attainment of an agreement is asked for with the agreement.
    """
    for kpi in context.design.kpis.values():
        if kpi.use == ATTAINMENT or not misses_target(context, kpi):
            continue
        for measurement in context.lookup.referrers(kpi.id, "measurements.kpis"):
            if measurement.element in IMPROVED_BY:
                words, kinds = IMPROVED_BY[measurement.element]
                if not _is_improved(context, kpi, kinds):
                    values = {"kpi": kpi.id, "target": str(kpi.target), "what": words}
                    yield Problem(("kpis", kpi.id, "evidence", "reading"), values)
                break


def _is_improved(context: Context, kpi: Kpi, kinds: tuple[str, ...]) -> bool:
    design = context.design
    return any(
        target in design.entities and design.kind_of(target) in kinds
        for improvement in context.lookup.referrers(kpi.id, "improvements.goal.kpi")
        for target in improvement.changes
    )
