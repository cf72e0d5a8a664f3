"""A KPI of processes that aims lower than the agreement it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import is_looser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM094",
    "inner-target-looser",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("SLM-41",),
    message=Text(
        "`{kpi}` aims at {target}, SLA `{sla}` promises {promised}",
        "`{kpi}` 的目标为 {target}，而服务级别协议 `{sla}` 承诺 {promised}",
    ),
    help=Text("set the inner target at least as strict as what is promised", "内部目标至少应与承诺同样严格"),
    why=Text(
        "Who aims below the promise meets his target and breaks his word.",
        "目标低于承诺的团队，完成了指标，却失了信。",
    ),
)
EXAMPLE = Example(
    at="kpis.attainment-office.target",
    set={"kpis.attainment-office.target": "94.5%", "kpis.attainment-office.path": {}},
    base="reference",
)
ATTAINMENT = "proc-sla-attainment"
PROMISED = Text("promised here", "此处的承诺")


def check(context: Context) -> Iterator[Problem]:
    """Every KPI that an agreement promises, or that is its attainment, with a looser target than promised there."""
    design = context.design
    for sla in design.slas.values():
        promises: dict[str, list[tuple[Any, Path]]] = {}
        for metric, target in sla.targets.items():
            for service, value in target.of.items():
                place: Path = ("slas", sla.id, "targets", metric, "of", service)
                promises.setdefault(metric, []).append((value, place))
        for kpi in context.lookup.referrers(sla.id, "kpis.of"):
            for priority, times in sla.priorities.items() if kpi.use == ATTAINMENT else ():
                place = ("slas", sla.id, "priorities", priority, "attainment")
                promises.setdefault(kpi.id, []).append((times.attainment, place))
        for name, promised in promises.items():
            kpi = design.kpis.get(name)
            looser = [
                one for one in promised if kpi is not None and is_looser(design, name, kpi.target, one[0])
            ]
            if kpi is not None and looser:
                value, place = looser[0]
                values = {"kpi": name, "target": str(kpi.target), "sla": sla.id, "promised": str(value)}
                yield Problem(("kpis", name, "target"), values, related=((place, PROMISED),))
