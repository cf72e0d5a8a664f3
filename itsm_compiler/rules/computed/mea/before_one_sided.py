"""Baselines that leave out what the service costs, how good it is or what it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.knowledge import library
from itsm_compiler.model.quantities import Money
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA030",
    "before-known-on-one-side-only",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-03",),
    message=Text(
        "nothing with a baseline shows {missing}, so it cannot be compared with before",
        "没有任何带基线的指标反映{missing}，无法与以往比较",
    ),
    help=Text(
        "give a `baseline` to a KPI counted in money (cost), to one with `quality`, and to one `of` an SLA or service (effect)",
        "为以金额计的指标（成本）、带 `quality` 的指标（质量）以及以协议或服务为对象的指标（效果）写明 `baseline`",
    ),
    why=Text(
        "Cheaper is easy, better is easy; only cost, quality and effect side by side show whether the change was worth it.",
        "单看省钱容易，单看变好也容易；成本、质量、效果放在一起，才知道改变是否值得。",
    ),
)
EXAMPLE = Example(
    at="design",
    delete=(
        "kpis.service-cost-per-user.baseline",
        "kpis.desk-mean-cost.baseline",
        "kpis.change-benefit.baseline",
    ),
    base="reference",
)
SECTION = "kpis"
COST, QUALITY, EFFECT = Text("cost", "成本"), Text("quality", "质量"), Text("effect", "效果")


def check(context: Context) -> Iterator[Problem]:
    """The sides on which no KPI with a baseline looks, once there are improvements to compare."""
    if not context.design.improvements:
        return
    seen = {
        side
        for kpi in context.design.kpis.values()
        if kpi.baseline is not None
        for side in _sides(context, kpi)
    }
    missing = [side for side in (COST, QUALITY, EFFECT) if side not in seen]
    if missing:
        listed = wording.listing(missing, joined=Text("and", "和"))
        yield Problem(("design",), {"missing": listed}, of="key", asks="kpis")


def _sides(context: Context, kpi: Kpi) -> Iterator[Text]:
    known = library().get(kpi.use or "")
    if isinstance(kpi.baseline, Money) or (known is not None and known.unit == "money"):
        yield COST
    if kpi.quality:
        yield QUALITY
    if any(subject in context.design.slas or subject in context.design.services for subject in kpi.of):
        yield EFFECT
