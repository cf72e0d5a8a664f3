"""An emergency plan whose steps take longer than the recovery that is asked of what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.requirements import ContinuityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.model.technology import EmergencyPlan, EmergencyStep
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
    wishes = _strictest(context)
    for plan in context.design.emergency_plans.values():
        path = _longest(plan.steps)
        if path is None:
            continue
        length, steps = path
        wanted = [wishes[service] for service in _covered(context, plan) if service in wishes]
        least = min(wanted, default=None)
        if least is not None and length > least[0]:
            takes, target = wording.compared_minutes(length, least[0])
            values = {
                "plan": plan.id,
                "path": takes,
                "wanted": target,
                "wish": least[1],
                "service": least[2],
                "steps": wording.listing(steps),
            }
            yield Problem(("emergency_plans", plan.id, "steps"), values)


def _strictest(context: Context) -> dict[str, tuple[float, str, str]]:
    """By service the shortest recovery that is wanted in minutes, by which requirement."""
    found: dict[str, tuple[float, str, str]] = {}
    for wish in context.design.requirements.values():
        if isinstance(wish, ContinuityRequirement) and wish.rto is not None and wish.deferred is None:
            minutes = _minutes(wish.rto)
            for service in context.design.services_of(wish.services) if minutes is not None else ():
                entry = (minutes or 0.0, wish.id, service)
                found[service] = min(found.get(service, entry), entry)
    return found


def _covered(context: Context, plan: EmergencyPlan) -> list[str]:
    """The services that reach a component which a plan covers."""
    return sorted({service for part in plan.covers for service in context.graph.services_touched(part)})


def _minutes(time: Duration) -> float | None:
    """Minutes of the clock, of service time the least that it can take; open days have no length of their own."""
    return None if time.unit == "wd" else time.minutes


def _longest(steps: Mapping[str, EmergencyStep]) -> tuple[float, list[str]] | None:
    """The longest way through the steps in minutes; None where a step says no time or steps wait for each other."""
    ends: dict[str, tuple[float, list[str]]] = {}
    waiting = dict(steps)
    while waiting:
        ready = [
            name
            for name, step in waiting.items()
            if all(need in ends or need not in steps for need in step.needs)
        ]
        if not ready:
            return None
        for name in ready:
            step = waiting.pop(name)
            own = _minutes(step.within) if step.within is not None else None
            if own is None:
                return None
            before = max((ends[need] for need in step.needs if need in ends), default=(0.0, []))
            ends[name] = (before[0] + own, [*before[1], name])
    return max(ends.values(), default=None)
