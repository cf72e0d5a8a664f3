"""Extra services for a customer to whom not even the agreed ones can be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL011",
    "extras-before-duties",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REL-05",),
    message=Text(
        "relation `{relation}` gives extra services, though {fault}",
        "业务关系 `{relation}` 安排了增值服务，但{fault}",
    ),
    help=Text(
        "keep what was promised first: mend the target or the load, or drop the extras",
        "先兑现承诺：解决该目标或负荷问题，或取消增值服务",
    ),
    why=Text(
        "A present beside a broken promise is taken for an excuse.", "承诺没有兑现，赠送只会被看作遮掩。"
    ),
)
EXAMPLE = Example(
    at="relations.rel-renhe-group.value_added", set={"roles.desktop-engineer.headcount": 2}, base="reference"
)
MISSED = Text("`{service}` misses its availability under `{sla}`", " `{sla}` 中 `{service}` 的可用率无法达成")
OVERLOADED = Text("role `{role}` is booked to {load}", "角色 `{role}` 的负荷已达 {load}")


def check(context: Context) -> Iterator[Problem]:
    """Every relation with extras whose customer misses a target or is served by an overloaded role."""
    design = context.design
    for relation in design.relations.values():
        slas = context.lookup.referrers(relation.party, "slas.customer")
        fault = _missed(context, slas) or _overloaded(context, slas) if relation.value_added else None
        if fault is not None:
            yield Problem(
                ("relations", relation.id, "value_added"), {"relation": relation.id, "fault": fault}
            )


def _missed(context: Context, slas: tuple[Sla, ...]) -> Text | None:
    """A promised availability of the agreements that the figures refute."""
    held = {sla.id for sla in slas}
    for figure in context.figures.availability:
        if figure.sla in held and figure.verdict in ("missed", "impossible"):
            return MISSED.format({"service": figure.service, "sla": figure.sla})
    return None


def _overloaded(context: Context, slas: tuple[Sla, ...]) -> Text | None:
    """A role above the limit in the teams behind the services of the agreements."""
    design = context.design
    nodes = {
        node
        for sla in slas
        for service in design.services_of(sla.services)
        for node in (service, *context.graph.support_of(service))
    }
    holders = {
        holder
        for node in nodes
        for holder in (design.services.get(node) or design.components[node]).provided_by
    }
    roles = {role for holder in holders & design.teams.keys() for role in design.teams[holder].roles}
    most = design.head.limits.utilisation.fraction
    for figure in context.figures.staffing:
        if figure.role in roles and (figure.utilisation or 0) > most:
            load = wording.share(min(figure.utilisation or 0, 9.99))
            return OVERLOADED.format({"role": figure.role, "load": load})
    return None
