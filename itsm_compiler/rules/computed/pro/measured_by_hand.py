"""More KPIs counted by hand than the design allows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.kpi_sources import counted_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO117",
    "measured-by-hand",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-84",),
    message=Text(
        "{share} of the KPIs of processes are counted by hand, and {most} are the most allowed",
        "过程指标中有 {share} 靠人工统计，超过上限 {most}",
    ),
    help=Text(
        "take {kpis} from a tool or a record kept in one, or raise `design.limits.manual_measures`",
        "{kpis} 改由工具或存放在工具中的记录取数，或提高 `design.limits.manual_measures`",
    ),
    why=Text(
        "Figures that a tool reports are there on the first of the month; counted ones are there when somebody has time.",
        "工具直接出报表，月初就有数据；人工统计，只能等有人有空。",
    ),
)
EXAMPLE = Example(
    at="design.limits.manual_measures",
    set={"design.limits.manual_measures": "0%", "kpis.request-on-time.source": "request-management"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """The share of processes' KPIs with a variable that no tool yields, against the design's own limit."""
    design = context.design
    limit = design.head.limits.manual_measures
    names = dict.fromkeys(kpi for process in design.processes.values() for kpi in process.kpis)
    known = [design.kpis[name] for name in names if name in design.kpis]
    manual = [kpi.id for kpi in known if counted_by_hand(design, kpi)]
    if limit is not None and known and len(manual) / len(known) > limit.percent / 100:
        share, most = len(manual) / len(known), float(limit.percent) / 100
        values = {
            "share": wording.share(share, most),
            "most": wording.share(most, share),
            "kpis": wording.listing(manual),
        }
        yield Problem(("design", "limits", "manual_measures"), values)
