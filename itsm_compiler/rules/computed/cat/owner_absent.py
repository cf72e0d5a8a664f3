"""An owner of a service who is missing where the service is decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT034",
    "owner-absent",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("CAT-22",),
    message=Text(
        "`{owner}`, who owns service `{service}`, takes no part in {absent}",
        "服务 `{service}` 的属主 `{owner}` 没有参与{absent}",
    ),
    help=Text(
        "name the owner there, or another owner who is there",
        "在相应位置写入属主，或改由实际参与的人担任属主",
    ),
    why=Text(
        "Who answers for a service must be heard when it is promised, escalated, reviewed and improved.",
        "对服务负责的人，在谈判、升级、回顾和改进时都要在场。",
    ),
)
EXAMPLE = Example(
    at="services.desktop.owner",
    set={
        "slas.office-sla.evidence.negotiation.who": [
            "service-level-manager",
            "planner",
            "application-lead",
            "renhe-group",
        ]
    },
    base="reference",
)
NEGOTIATION = Text("the negotiation of its agreement", "其协议的谈判")
REVIEWS = Text("the reviews of its agreement", "其协议的回顾")
INCIDENTS = Text("any step of its incident process", "其事件过程的任何活动")
IMPROVEMENT = Text("improvement `{improvement}`", "改进 `{improvement}`")


def check(context: Context) -> Iterator[Problem]:
    """Every owner of a promised service with the occasions at which he is missing."""
    involved = {
        process.id: {
            person for step in process.activities.values() for person in (*step.r, step.a, *step.c, *step.i)
        }
        for process in context.design.processes.values()
        if "incident" in process.type
    }
    for service in context.design.services.values():
        slas = context.lookup.referrers(service.id, "slas.services")
        if service.owner is not None and slas:
            absent = list(_missing(context, service.id, service.owner, involved))
            if absent:
                values = {"owner": service.owner, "service": service.id, "absent": wording.listing(absent)}
                yield Problem(("services", service.id, "owner"), values)


def _missing(
    context: Context, service: str, owner: str, involved: Mapping[str, set[str | None]]
) -> Iterator[Text]:
    design, lookup = context.design, context.lookup
    slas = lookup.referrers(service, "slas.services")
    talks = [talk for sla in slas for talk in sla.evidence.get("negotiation", ())]
    if talks and not any(owner in talk.who for talk in talks):
        yield NEGOTIATION
    reviews = [design.reviews[name] for sla in slas for name in sla.review if name in design.reviews]
    if reviews and not any(owner in review.participants for review in reviews):
        yield REVIEWS
    helping = [one.id for one in lookup.referrers(service, "processes.supports") if one.id in involved]
    if helping and not any(owner in involved[process] for process in helping):
        yield INCIDENTS
    for improvement in lookup.referrers(service, "improvements.changes"):
        if owner not in (improvement.owner, *improvement.stakeholders):
            yield IMPROVEMENT.format({"improvement": improvement.id})
