"""A process that is not measured by what its type is measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.functions import lacks
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import of_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO057",
    "process-kpis-missing",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-33", "PRO-35", "PRO-37", "PRO-39", "PRO-41", "PRO-42"),
    message=Text("process `{process}` is not measured by {uses}", "过程 `{process}` 没有采用 {uses} 衡量"),
    help=Text(
        "take the KPI from the library: `kpis: {{ID: {{use: {use}, of: {process}, source: …}}}}`",
        "从指标库引用：`kpis: {{指标标识: {{use: {use}, of: {process}, source: …}}}}`",
    ),
    why=Text(
        "Whether a process is complete, works and lasts are different questions; each takes a figure.",
        "过程是否完整、是否有效、效果能否持续，是不同的问题，要用不同的指标回答。",
    ),
)
EXAMPLE = Example(
    at="processes.problem-management.kpis",
    set={"kpis.problem-solution-effect.use": "proc-problem-volume"},
    base="reference",
)
KPIS = {
    ("service-reporting",): ("proc-report-completeness", "proc-report-on-time", "proc-report-accuracy"),
    ("service-level", "catalogue"): (
        "proc-catalogue-completeness",
        "proc-signing-order",
        "proc-assessment-coverage",
    ),
    ("problem",): ("proc-problem-completeness", "proc-problem-solution-effect"),
    ("incident",): ("proc-incident-completeness", "proc-incident-solved", "proc-incident-not-reopened"),
    ("release",): ("proc-release-success", "proc-release-record-accuracy"),
    ("change",): ("proc-change-success", "proc-change-record-completeness"),
    ("configuration",): (
        "proc-config-accuracy",
        "proc-config-completeness",
        "proc-config-availability",
        "proc-config-traceability",
        "proc-config-audit-rate",
    ),
}
"""What processes of these types are measured by. Source: register of key success factors, 000 §3.4 X1 to X8."""


COMMON = {"proc-report-on-time", "proc-incident-solved", "proc-change-success", "proc-release-success"}
"""KPIs of which `PRO120` tells when the design has none."""


def check(context: Context) -> Iterator[Problem]:
    """Every type of process, told of at its first one, with the KPIs that none of its processes has.

    A `none` of the process excuses a KPI by its name in the library; a type without processes is told of elsewhere.
    """
    uses: dict[str, set[str]] = {}
    for kpi in context.design.kpis.values():
        if kpi.use is not None:
            for subject in kpi.of:
                uses.setdefault(subject, set()).add(kpi.use)
    anywhere = {use for of in uses.values() for use in of}
    for types, wanted in KPIS.items():
        processes = list(of_types(context, types))
        used = {use for process in processes for use in uses.get(process.id, ())}
        for process in processes[:1]:
            asked = tuple(use for use in wanted if use not in COMMON or use in anywhere)
            missing = lacks(tuple(used), asked, process)
            if missing:
                values = {"process": process.id, "uses": wording.listing(missing), "use": missing[0]}
                at = ("processes", process.id, "kpis") if process.kpis else ("processes", process.id)
                yield Problem(at, values, of="value" if process.kpis else "key", asks="kpis")
