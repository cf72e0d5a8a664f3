"""A result of the acceptance that misses what an agreement promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.levels import is_looser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE065",
    "accepted-below-target",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-42",),
    message=Text(
        "{metric} of `{service}` was measured at {result}, SLA `{sla}` promises {target}",
        "`{service}` 的 {metric} 实测为 {result}，而协议 `{sla}` 承诺 {target}",
    ),
    help=Text(
        "mend what is behind it and measure again, or agree on another target",
        "查明原因后重新测量，或另行商定目标",
    ),
    why=Text(
        "What is missed while everybody looks is not kept when nobody does.",
        "众目睽睽之下都达不到的目标，平时更守不住。",
    ),
)
EXAMPLE = Example(
    at="deployment.acceptance.results.desktop.availability",
    set={"deployment.acceptance.results": {"desktop": {"availability": "98%"}}},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every result on the wrong side of the target that an agreement sets for that service and metric."""
    deployment = context.design.deployment
    acceptance = deployment.acceptance if deployment is not None else None
    for service, results in acceptance.results.items() if acceptance is not None else ():
        for sla in context.lookup.referrers(service, "slas.services"):
            for metric, result in results.items():
                target = sla.promised(metric, service)
                if target is not None and is_looser(context.design, metric, result, target):
                    values = {
                        "service": service,
                        "metric": f"`{metric}`",
                        "result": str(result),
                        "sla": sla.id,
                        "target": str(target),
                    }
                    yield Problem(("deployment", "acceptance", "results", service, metric), values)
