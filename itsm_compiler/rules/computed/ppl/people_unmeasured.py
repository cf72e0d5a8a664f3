"""The yearly figures of the staff, and whether what is planned reaches them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.indicators import indicator, of_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PPL053",
    "people-unmeasured",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PPL-39",),
    message=Text(
        "{use} is not watched yearly with a target that can be reached: {lacking}",
        "{use} 没有按年考核并设可达到的目标：{lacking}",
    ),
    help=Text(
        "add a KPI with this `use`, `period: year` and a `target` that the planned reserve and trainings reach",
        "增加使用该 `use` 的指标，`period: year`，`target` 应是计划的储备和培训所能达到的",
    ),
    why=Text(
        "Staff are a stock like spares: what nobody counts runs out unnoticed.",
        "人员和备件一样要盘点，没人清点，短缺了也不知道。",
    ),
)
EXAMPLE = Example(at="kpis.training-count", set={"kpis.training-count.target": 20}, base="reference")
USES = (
    "people-key-reserve-rate",
    "people-hiring-attainment",
    "people-training-count",
    "people-appraisal-pass-rate",
)
NO_KPI = Text("there is no such KPI", "没有这项指标")
NO_TARGET = Text("it has no target", "没有目标值")
NOT_YEARLY = Text("its period is not a year", "周期不是一年")
TOO_HIGH = Text("{planned} are planned, the target is {target}", "计划为 {planned}，而目标为 {target}")


def check(context: Context) -> Iterator[Problem]:
    """Each of the four figures without a KPI, a target or the rhythm of a year, or with a target above what is planned."""
    if not context.design.roles or not context.design.kpis:
        return
    for use in USES:
        kpi = of_use(context.design, use)
        lacking = NO_KPI if kpi is None else _lacking(context, use, kpi)
        if lacking is not None:
            at = ("kpis", kpi.id) if kpi is not None else ("design",)
            yield Problem(at, {"use": f"`{use}`", "lacking": lacking}, of="key", asks=use)


def _lacking(context: Context, use: str, kpi: Kpi) -> Text | None:
    if kpi.target is None:
        return NO_TARGET
    if not indicator(kpi).is_yearly:
        return NOT_YEARLY
    planned = _planned(context, use)
    is_share = isinstance(kpi.target, Share)
    wanted = kpi.target.percent / 100 if isinstance(kpi.target, Share) else kpi.target
    if planned is None or not isinstance(wanted, Decimal) or planned >= wanted:
        return None
    shown = wording.share(float(planned), float(wanted)) if is_share else wording.number(planned)
    return TOO_HIGH.format({"planned": shown, "target": str(kpi.target)})


def _planned(context: Context, use: str) -> Decimal | None:
    """The reserve a head, or the trainings of the fullest year of the plan; None for what no plan tells."""
    design = context.design
    if use == "people-key-reserve-rate":
        held = sum(one.count or 0 for one in design.staffing.reserve) if design.staffing is not None else 0
        posts = sum(role.headcount for role in design.roles.values())
        return Decimal(held) / posts if posts else None
    if use == "people-training-count":
        return Decimal(sum(1 for training in design.training.values() if training.when is not None))
    return None
