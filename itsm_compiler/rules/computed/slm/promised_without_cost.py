"""A service that is promised and whose cost nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM065",
    "promised-without-cost",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("SLM-12",),
    message=Text(
        "service `{service}` is promised by SLA `{sla}`, and nothing it costs is known",
        "服务级别协议 `{sla}` 承诺了服务 `{service}`，却算不出它的任何成本",
    ),
    help=Text(
        "give a cost to a role, contract or entry of `costs` that reaches it",
        "为支撑它的角色、合同或 `costs` 条目写明成本",
    ),
    why=Text(
        "A level is set where demand meets cost; without the cost it is set by hope.",
        "级别应在需求与成本之间取定；不知道成本，就只能凭愿望设定。",
    ),
)
EXAMPLE = Example(
    at="services.printing",
    set={
        "services.printing": {"name": "Printing", "customers": "lark-legal"},
        "slas.lark-sla.services": ["office-it", "printing"],
    },
)


def check(context: Context) -> Iterator[Problem]:
    """Every service of an agreement that bears no cost, in a design that speaks of money."""
    design, costs = context.design, context.figures.costs
    if costs is None:
        return
    bearing = {figure.service for figure in costs.services if figure.total > 0}
    promised: dict[str, str] = {}
    for sla in design.slas.values():
        for service in design.services_of(sla.services):
            promised.setdefault(service, sla.id)
    for service, holder in promised.items():
        if service not in bearing:
            yield Problem(("services", service), {"service": service, "sla": holder}, of="key", asks="costs")
