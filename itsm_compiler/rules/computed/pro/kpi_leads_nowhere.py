"""KPIs of processes that lead up to no goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.design import Design
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO041",
    "kpi-leads-nowhere",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-25",),
    message=Text("KPI `{kpi}` {what}", "指标 `{kpi}` {what}"),
    help=Text(
        "say in `rolls_up_to` which KPI it serves, up to one of `quality.goals`, an SLA's `assessment` or `design.objectives`",
        "用 `rolls_up_to` 写明它支撑哪个指标，直至 `quality.goals`、协议的 `assessment` 或 `design.objectives` 中的指标",
    ),
    why=Text(
        "A figure that serves no goal is kept for its own sake.",
        "不服务于任何目标的指标，只是为考核而考核。",
    ),
)
EXAMPLE = Example(at="kpis.config-accuracy", delete=("kpis.config-accuracy.rolls_up_to",), base="reference")
ENDS = Text("leads up to no goal of the design{others}", "没有上溯到设计的任何目标{others}")
CIRCLES = Text("leads in a circle up to itself{others}", "沿 `rolls_up_to` 又回到自身{others}")
OTHERS = Text(", and with it {kpis}", "，随之落空的还有 {kpis}")


def check(context: Context) -> Iterator[Problem]:
    """The places at which the way up from a KPI of a process ends or turns in a circle, each with what hangs on it.

    A design without goals has nothing to lead up to; that is told of elsewhere.
    """
    design = context.design
    goals = _goals(design)
    hanging: dict[tuple[str, bool], list[str]] = {}
    for process in design.processes.values() if goals else ():
        for kpi in process.kpis:
            found = _end(design, kpi, goals)
            if found is not None:
                hanging.setdefault(found, []).append(kpi)
    for (end, circle), kpis in hanging.items():
        others = [kpi for kpi in dict.fromkeys(kpis) if kpi != end]
        told = OTHERS.format({"kpis": wording.listing(others)}) if others else ""
        values = {"kpi": end, "what": (CIRCLES if circle else ENDS).format({"others": told})}
        at = ("kpis", end, "rolls_up_to") if circle else ("kpis", end)
        yield Problem(at, values, of="value" if circle else "key", asks="rolls_up_to")


def _goals(design: Design) -> set[str]:
    """The KPIs that are goals by themselves."""
    goals = {kpi for sla in design.slas.values() for kpi in sla.assessment}
    goals.update(objective.kpi for objective in design.head.objectives if objective.kpi is not None)
    return goals | set(design.quality.goals if design.quality is not None else ())


def _end(design: Design, kpi: str, goals: set[str]) -> tuple[str, bool] | None:
    """Where the way up ends before a goal, and whether in a circle; None where it reaches one or what is unknown."""
    seen: dict[str, None] = {}
    current: str | None = kpi
    while current is not None and current not in goals:
        if current not in design.kpis:
            return None
        if current in seen:
            circle = list(seen)[list(seen).index(current) :]
            return min(circle), True
        seen[current] = None
        current = design.kpis[current].rolls_up_to
    return (list(seen)[-1], False) if current is None else None
