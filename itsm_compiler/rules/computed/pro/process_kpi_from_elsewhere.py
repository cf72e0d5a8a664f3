"""A KPI of a process that is counted in a place where the process leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import of_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO058",
    "process-kpi-from-elsewhere",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-33", "PRO-37", "PRO-39", "PRO-41"),
    message=Text(
        "KPI `{kpi}` takes nothing from {places}, where `{process}` leaves its trace",
        "指标 `{kpi}` 的数据没有取自 `{process}` 留痕的 {places}",
    ),
    help=Text(
        "name one of them as `source`, of the KPI or of a variable",
        "在指标或变量的 `source` 中写明其中之一",
    ),
    why=Text(
        "Completeness is counted where the work is recorded; elsewhere it is guessed.",
        "完整与否要到留下记录的地方去统计，别处只能估计。",
    ),
)
EXAMPLE = Example(
    at="kpis.report-accuracy.source",
    set={"kpis.report-accuracy.source": "ops-monitor"},
    base="reference",
)
OWN = {
    "proc-report-completeness": "service-reporting",
    "proc-report-on-time": "service-reporting",
    "proc-report-accuracy": "service-reporting",
    "proc-problem-completeness": "problem",
    "proc-problem-solution-effect": "problem",
    "proc-incident-completeness": "incident",
    "proc-incident-solved": "incident",
    "proc-incident-not-reopened": "incident",
    "proc-release-record-accuracy": "release",
}
"""KPIs that are counted in the records or the tool of the process they tell about, by the type of that process."""
COMPARED = "proc-release-record-accuracy"
"""The KPI that holds records of a process against what configuration management knows."""


def check(context: Context) -> Iterator[Problem]:
    """Every KPI without a source among the records and the tool of its process.

    The accuracy of release records also takes a figure from the tool of a configuration process. A KPI without any
    source is told of by `PRO010`.
    """
    design = context.design
    stores = {process.tool for process in of_types(context, ("configuration",)) if process.tool is not None}
    for kpi in design.kpis.values():
        sources = _sources(kpi)
        if kpi.use not in OWN or not sources:
            continue
        for subject in kpi.of:
            process = design.processes.get(subject)
            if process is None or OWN[kpi.use] not in process.type:
                continue
            traces = {*process.records, *((process.tool,) if process.tool is not None else ())}
            for places in (traces, stores if kpi.use == COMPARED else ()):
                if places and sources.isdisjoint(places):
                    values = {"kpi": kpi.id, "places": wording.listing(sorted(places)), "process": subject}
                    at = ("kpis", kpi.id, "source") if kpi.source is not None else ("kpis", kpi.id)
                    yield Problem(at, values, of="value" if kpi.source is not None else "key")


def _sources(kpi: Kpi) -> set[str]:
    """Where the figures of a KPI come from, all of its variables and its own."""
    named = {variable.source for variable in kpi.variables.values() if variable.source is not None}
    return named | ({kpi.source} if kpi.source is not None else set())
