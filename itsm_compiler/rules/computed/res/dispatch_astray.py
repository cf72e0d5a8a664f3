"""A service whose cases the desk sends to nobody, to two teams, or to a team that does not stand behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES025",
    "dispatch-astray",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("RES-20",),
    message=Text("the desk sends cases of {services} {fault}", "服务台对 {services} 的分派有误：{fault}"),
    help=Text(
        "name each service once, under a team that provides a part of it and has an OLA on it: `dispatch: {{it-team: [mail]}}`",
        "每项服务只列一次，并列在为其提供部件且有运营级别协议覆盖的团队之下：`dispatch: {{it-team: [mail]}}`",
    ),
    why=Text(
        "A case that is sent on to the wrong team has lost its first hour when it comes back.",
        "派错团队的工单，退回来时已经耽误了一个小时。",
    ),
)
EXAMPLE = Example(
    at="service_desk.dispatch", delete=("service_desk.dispatch.network-team",), base="reference"
)
NOWHERE = Text("to no team", "没有分派团队")
TWICE = Text("to more than one team", "分派给了多个团队")
STRANGE = Text("to `{team}`, which provides no part of it", "分派给 `{team}`，而该团队不提供其任何部件")
UNBOUND = Text("to `{team}`, none of whose OLAs covers it", "分派给 `{team}`，而其运营级别协议均不覆盖该服务")


def check(context: Context) -> Iterator[Problem]:
    """Every service under an agreement that does not stand once under a team which provides it and is bound to it."""
    design, desk = context.design, context.design.service_desk
    if desk is None:
        return
    teams: dict[str, list[str]] = {}
    for team, named in desk.dispatch.items():
        for service in design.services_of(named):
            teams.setdefault(service, []).append(team)
    agreed = list(
        dict.fromkeys(one for sla in design.slas.values() for one in design.services_of(sla.services))
    )
    faults: dict[str, tuple[Text, list[str]]] = {}
    for service in agreed:
        fault = _fault(context, service, teams.get(service, []))
        if fault is not None:
            faults.setdefault(fault.en, (fault, []))[1].append(service)
    at = ("service_desk", "dispatch") if desk.dispatch else ("service_desk",)
    for fault, services in faults.values():
        values = {"services": wording.listing(services), "fault": fault}
        yield Problem(at, values, of="value" if desk.dispatch else "key", asks="dispatch")


def _fault(context: Context, service: str, teams: list[str]) -> Text | None:
    """What is wrong with the way of a service's cases; a team without any OLA is told elsewhere."""
    if len(teams) != 1:
        return TWICE if teams else NOWHERE
    team, design = teams[0], context.design
    behind = (service, *context.graph.support_of(service))
    nodes = [design.services.get(node) or design.components.get(node) for node in behind]
    if not any(node is not None and team in node.provided_by for node in nodes):
        return STRANGE.format({"team": team})
    olas = context.lookup.referrers(team, "olas.team")
    if olas and not any(not ola.covers or not set(behind).isdisjoint(ola.covers) for ola in olas):
        return UNBOUND.format({"team": team})
    return None
