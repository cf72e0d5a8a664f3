"""A service that must survive disasters and is in no continuity plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.requirements import ContinuityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE055",
    "continuity-unplanned",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("EXE-09",),
    message=Text(
        "service `{service}` must go on after a disaster, and no continuity plan covers it",
        "服务 `{service}` 要求连续性，却没有连续性计划覆盖它",
    ),
    help=Text(
        "add it to the `covers` of a continuity plan",
        "把它写入连续性计划的 `covers`",
    ),
    why=Text(
        "What is to happen in a disaster must be thought out on a quiet day.",
        "灾难来时该怎么办，要在平时想清楚。",
    ),
)
EXAMPLE = Example(
    at="services.desktop",
    set={
        "continuity_plans": {
            "only": {
                "covers": [
                    "registration",
                    "outpatient",
                    "inpatient",
                    "emr",
                    "lis",
                    "pacs",
                    "mobile-nursing",
                    "integration",
                    "network",
                    "hosting",
                    "office-apps",
                    "telemedicine",
                    "image-sharing",
                ],
                "tests": [{"when": "2027-05-20"}],
            }
        }
    },
    base="reference",
)
SECTION = "continuity_plans"


def check(context: Context) -> Iterator[Problem]:
    """Every service of a continuity requirement that no continuity plan covers."""
    design = context.design
    wanted = {
        service: None
        for wish in design.requirements.values()
        if isinstance(wish, ContinuityRequirement) and wish.deferred is None
        for service in design.services_of(wish.services)
    }
    planned = {
        service for plan in design.continuity_plans.values() for service in design.services_of(plan.covers)
    }
    for service in wanted:
        if service not in planned and design.services[service].lifecycle != "retired":
            yield Problem(("services", service), {"service": service}, of="key", asks="continuity_plans")
