"""A form of sourcing that the rest of the design does not bear out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MOD019",
    "sourcing-not-borne-out",
    kind=Kind.CONTRADICTION,
    severity=Severity.INFO,
    factors=("MOD-10",),
    message=Text(
        "service `{service}` is sourced as {form}, and {fault}",
        "服务 `{service}` 的外包形态为 {form}，但{fault}",
    ),
    help=Text("mend `sourcing`, or add what makes it so", "更正 `sourcing`，或补上与之相符的内容"),
    why=Text(
        "Business and knowledge taken over without saying which are taken over in full.",
        "承接业务或知识而不写明范围，就会被当作全部承接。",
    ),
)
EXAMPLE = Example(at="services.office-it.sourcing", set={"services.office-it.sourcing": "bpo"})
LEADS = 4
NO_FUNCTIONS = Text("no function says which business work is taken over", "没有用功能写明承接哪些业务")
NO_EXPERTS = Text("no team behind it wants a skill at level 4", "其团队没有任何技能要求达到 4 级")
NO_CLOUD = Text(
    "neither a cloud component nor a contract stands behind it", "其后既没有云部件，也没有支持合同"
)


def check(context: Context) -> Iterator[Problem]:
    """Every service said to be bpo, kpo, saas or cloud that lacks what such a service has."""
    design = context.design
    for service in design.services.values():
        fault = None
        if service.sourcing == "bpo" and not service.functions:
            fault = NO_FUNCTIONS
        elif service.sourcing in ("kpo", "saas", "cloud"):
            parts = (design.components[part] for part in context.graph.parts_of(service.id))
            holders = {*service.provided_by, *(holder for part in parts for holder in part.provided_by)}
            holders |= {mode.by for mode in service.modes.values() if mode.by is not None}
            if service.sourcing == "kpo":
                fault = None if _has_experts(context, holders) else NO_EXPERTS
            elif holders.isdisjoint(design.contracts) and not _is_in_cloud(context, service.id):
                fault = NO_CLOUD
        if fault is not None:
            values = {"service": service.id, "form": service.sourcing, "fault": fault}
            yield Problem(("services", service.id, "sourcing"), values)


def _has_experts(context: Context, holders: set[str]) -> bool:
    """Whether a role in one of the teams is asked for a skill at the level of leading."""
    design = context.design
    roles = {role for holder in holders if holder in design.teams for role in design.teams[holder].roles}
    return any(
        level >= LEADS for role in roles & design.roles.keys() for level in design.roles[role].skills.values()
    )


def _is_in_cloud(context: Context, service: str) -> bool:
    """Whether a service reaches a component of kind cloud."""
    return any(context.design.components[part].kind == "cloud" for part in context.graph.parts_of(service))
