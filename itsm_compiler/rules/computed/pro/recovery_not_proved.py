"""A continuity test that took longer, or lost more, than a requirement allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.quantities import Duration
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.continuity import ContinuityTarget
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO075",
    "recovery-not-proved",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.FULL,
    factors=("PRO-53",),
    message=Text(
        "a test of continuity plan `{plan}` reached `{metric}` {reached}, and `{requirement}` wants {wanted}",
        "连续性计划 `{plan}` 的测试 `{metric}` 实测为 {reached}，而 `{requirement}` 要求 {wanted}",
    ),
    help=Text(
        "improve the plan and test again, or agree on another `{metric}` with the customer",
        "改进计划并重新测试，或与客户重新商定 `{metric}`",
    ),
    why=Text(
        "A measured recovery beats every calculation; what it misses will be missed in earnest too.",
        "实测恢复时间胜过任何推算；测试时达不到，真正发生时也达不到。",
    ),
)
EXAMPLE = Example(
    at="continuity_plans.cp-office.tests.0.result",
    set={
        "continuity_plans.cp-office.tests.0": {
            "when": "2026-11-02",
            "scenario": "site-loss",
            "record": "continuity-record",
            "result": {"rto": "9h", "rpo": "12h"},
        }
    },
    base="reference",
)
WANTED = Text("wanted here", "要求见此处")


def check(context: Context) -> Iterator[Problem]:
    """Every result of a test whose recovery time or loss of data is past the strictest requirement on what is covered."""
    plans = context.design.continuity_plans.values()
    if not any(isinstance(test.result, dict) for plan in plans for test in plan.tests):
        return
    targets = {figure.service: figure.targets for figure in context.figures.continuity}
    for plan in plans:
        covered = context.design.services_of(plan.covers)
        wanted = [target for service in covered for target in targets.get(service, ())]
        for index, test in enumerate(plan.tests):
            at = ("continuity_plans", plan.id, "tests", index, "result")
            for metric in ("rto", "rpo"):
                reached = _minutes(test.result, metric)
                strictest = _strictest(context, wanted, metric)
                if reached is not None and strictest is not None and reached > strictest.minutes:
                    spent, allowed = wording.compared_minutes(reached, strictest.minutes)
                    values = {
                        "plan": plan.id,
                        "metric": metric,
                        "reached": spent,
                        "wanted": allowed,
                        "requirement": strictest.wanted_by,
                    }
                    related = ((("requirements", strictest.wanted_by, metric), WANTED),)
                    yield Problem(at, values, related=related)


def _minutes(result: Any, metric: str) -> float | None:
    value = result.get(metric) if isinstance(result, dict) else None
    return value.minutes if isinstance(value, Duration) and not value.is_service_time else None


def _strictest(context: Context, targets: list[ContinuityTarget], metric: str) -> ContinuityTarget | None:
    """Of the continuity requirements the one that allows least; the recovery of an agreement is no disaster's."""
    needs = context.design.requirements
    asked = [target for target in targets if target.metric == metric and target.wanted_by in needs]
    return min(asked, key=lambda target: target.minutes, default=None)
