"""An emergency plan whose steps take longer than the recovery that is asked of what it covers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.analysis.critical_path import critical_path
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.requirements import ContinuityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.plan import services_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.model.technology import EmergencyStep
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC031",
    "emergency-too-slow",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("TEC-20",),
    message=Text(
        "emergency plan `{plan}` takes {path}, requirement `{wish}` wants `{service}` back within {wanted}",
        "应急预案 `{plan}` 全程需 {path}，而需求 `{wish}` 要求 `{service}` 在 {wanted} 内恢复",
    ),
    help=Text(
        "let steps run side by side (`needs`) or be quicker; the longest way is {steps}",
        "让步骤并行（`needs`）或加快步骤；最长路径为 {steps}",
    ),
    why=Text(
        "The time wanted runs while the plan is being worked off, from the first step to the last.",
        "从第一步到最后一步，恢复时限一直在计时。",
    ),
)
EXAMPLE = Example(
    at="emergency_plans.ep-database-loss.steps",
    set={"emergency_plans.ep-database-loss.steps.restore.within": "20h"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every plan with the strictest recovery that its longest path of steps does not keep."""
    for plan in context.design.emergency_plans.values():
        path = _longest(plan.steps)
        wanted = [one for service in services_on(context, plan.covers) for one in _wanted(context, service)]
        if path is None or not wanted:
            continue
        length, steps = path
        least, wish, service = min(wanted)
        if length > least:
            takes, target = wording.compared_minutes(length, least)
            values = {
                "plan": plan.id,
                "path": takes,
                "wanted": target,
                "wish": wish,
                "service": service,
                "steps": wording.listing(steps),
            }
            yield Problem(("emergency_plans", plan.id, "steps"), values)


def _wanted(context: Context, service: str) -> Iterator[tuple[float, str, str]]:
    """The recoveries that are wanted of a service in minutes, of service time the least it can take; by whom."""
    for wish in context.lookup.referrers(service, "requirements.services"):
        rto = wish.rto if isinstance(wish, ContinuityRequirement) and wish.deferred is None else None
        if rto is not None and rto.unit != "wd":
            yield rto.minutes, wish.id, service


def _longest(steps: Mapping[str, EmergencyStep]) -> tuple[float, tuple[str, ...]] | None:
    """The longest way through the steps in minutes; None where a step says no time or steps wait for each other."""
    limits = {
        name: Fraction(step.within.minutes)
        for name, step in steps.items()
        if step.within is not None and step.within.unit != "wd"
    }
    whole = critical_path(limits, {name: step.needs for name, step in steps.items()})
    return None if len(limits) < len(steps) or whole.cycles else (float(whole.length), whole.critical)
