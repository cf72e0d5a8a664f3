"""KPIs that show one side of operation only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "OPS007",
    "one-sided-measures",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("OPS-03",),
    message=Text("the KPIs show {held} and nothing of {missing}", "指标只反映{held}，没有反映{missing}"),
    help=Text("add a KPI of the other side", "增加反映另一侧的指标"),
    why=Text(
        "Whoever steers by one side drifts off on the other: fast and dear, steady and slow, busy and blind.",
        "只看一侧，另一侧就会失衡：快了就贵，稳了就慢，忙于救火就看不到隐患。",
    ),
)
EXAMPLE = Example(
    at="kpis",
    set={
        "processes.event-management.type": "special",
        "processes.problem-management.type": "special",
        "processes.capacity-management.type": "special",
        "processes.availability-management.type": "special",
    },
    base="reference",
)
ACTIVE = {"event", "problem", "capacity", "availability"}
PAIRS = (
    (
        ("outside", Text("the view of users", "用户视角")),
        ("inside", Text("the view of teams and roles", "团队与岗位视角")),
    ),
    (("stability", Text("stability", "稳定")), ("response", Text("performance", "响应"))),
    (("quality", Text("quality", "质量")), ("cost", Text("cost", "成本"))),
    (("passive", Text("passive work", "被动工作")), ("active", Text("active work", "主动工作"))),
)


def check(context: Context) -> Iterator[Problem]:
    """Each of the four pairs of which the KPIs show one side and not the other."""
    shown = {side for kpi in context.design.kpis.values() for side in _sides(context, kpi)}
    for one, other in PAIRS:
        for (side, words), (counter, lacking) in ((one, other), (other, one)):
            if side in shown and counter not in shown:
                yield Problem(("kpis",), {"held": words, "missing": lacking}, of="key", entity="kpis")


def _sides(context: Context, kpi: Kpi) -> Iterator[str]:
    """The sides of operation that a KPI shows."""
    design = context.design
    if kpi.layer == "experience":
        yield "outside"
    if any(subject in design.teams or subject in design.roles for subject in kpi.of):
        yield "inside"
    if kpi.layer == "base":
        yield "stability"
    if kpi.layer == "performance":
        yield "response"
    if kpi.quality:
        yield "quality"
    if indicator(kpi).unit == "money" or isinstance(kpi.target, Money):
        yield "cost"
    types = {
        kind for subject in kpi.of if subject in design.processes for kind in design.processes[subject].type
    }
    if "incident" in types:
        yield "passive"
    if types & ACTIVE:
        yield "active"
