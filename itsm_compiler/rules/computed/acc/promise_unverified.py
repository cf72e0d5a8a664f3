"""A promise that the acceptance has ended without verifying, or that its results miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "ACC030",
    "promise-unverified",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.FULL,
    factors=("ACC-01", "ACC-11"),
    message=Text(
        "the acceptance has ended, and holds no result for {metrics} of `{service}`",
        "验收已经结束，却没有 `{service}` 的 {metrics} 结果",
    ),
    help=Text(
        "write the measured values: `results: {{{service}: {{{first}: …}}}}`",
        "写明实测值：`results: {{{service}: {{{first}: …}}}}`",
    ),
    why=Text(
        "All goals of the agreement are met at acceptance, or it is known which are not.",
        "验收时协议的各项目标都已达到，或者清楚哪些没有达到。",
    ),
)
EXAMPLE = Example(
    at="deployment.acceptance",
    set={"deployment.acceptance": {"steps": {"verify": "accept"}}},
    as_of="2027-12-01",
)


def check(context: Context) -> Iterator[Problem]:
    """Every accepted service with the promised metrics that have no result once the verification is over."""
    deployment = context.design.deployment
    acceptance = deployment.acceptance if deployment is not None else None
    if acceptance is None or acceptance.steps is None:
        return
    ended = context.figures.day(acceptance.steps.verify)
    if ended is None or ended >= context.as_of:
        return
    for service, metrics in _promised(context).items():
        held = acceptance.results.get(service, {})
        missing = [metric for metric in metrics if metric not in held]
        if missing:
            values = {"service": service, "metrics": wording.listing(missing), "first": missing[0]}
            at = ("deployment", "acceptance")
            yield Problem((*at, "results") if acceptance.results else at, values)


def _promised(context: Context) -> dict[str, list[str]]:
    """The metrics that agreements promise of each service, in the order written."""
    found: dict[str, dict[str, None]] = {}
    for sla in context.design.slas.values():
        for metric in sla.targets:
            for service in context.design.services_of(sla.services):
                if sla.promised(metric, service) is not None:
                    found.setdefault(service, {})[metric] = None
    return {service: list(metrics) for service, metrics in found.items()}
