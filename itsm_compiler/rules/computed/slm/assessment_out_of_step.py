"""A KPI by which an agreement is assessed and whose period does not fit into its term."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM081",
    "assessment-out-of-step",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("SLM-30",),
    message=Text(
        "SLA `{sla}` runs for {term} and is assessed by `{kpi}` each {period}, which leaves a part over",
        "服务级别协议 `{sla}` 有效期为 {term}，而 `{kpi}` 每 {period} 考核一次，不能整除",
    ),
    help=Text(
        "choose a period that divides the term, or let the agreement run for whole periods",
        "选用能整除有效期的周期，或使有效期为整数个周期",
    ),
    why=Text(
        "The last, broken period is assessed by nobody, and it is the one that is argued over.",
        "最后不足一个周期的部分无人考核，却最容易产生争议。",
    ),
)
EXAMPLE = Example(
    at="slas.office-sla.assessment",
    set={"slas.office-sla.valid.to": "2030-04-30", "kpis.attainment-office.period": "quarter"},
    base="reference",
)
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
MONTHS_TEXT = {
    "month": Text("month", "月"),
    "quarter": Text("quarter", "季度"),
    "half-year": Text("half-year", "半年"),
    "year": Text("year", "年"),
}


def check(context: Context) -> Iterator[Problem]:
    """Every agreement of whole months that a period of its assessment does not divide."""
    design = context.design
    for sla in design.slas.values():
        first, last = (sla.valid.from_, sla.valid.to) if sla.valid is not None else (None, None)
        if first is None or last is None or last < first:
            continue
        end = last + timedelta(1)
        months = (end.year - first.year) * 12 + end.month - first.month
        for kpi in (design.kpis[name] for name in sla.assessment if name in design.kpis):
            period = str(indicator(kpi).period)
            if period in MONTHS and (end.day != first.day or months % MONTHS[period]):
                term = wording.count(months, Text("month", "个月"), Text("months", "个月"))
                values = {"sla": sla.id, "kpi": kpi.id, "term": term, "period": MONTHS_TEXT[period]}
                yield Problem(("slas", sla.id, "assessment"), values)
