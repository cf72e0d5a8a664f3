"""Several suppliers behind one service, of whom nobody says who coordinates them and where the work of each ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL024",
    "suppliers-uncoordinated",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REL-14",),
    message=Text(
        "supplier `{supplier}` stands with others behind `{service}`, and its relation lacks {absent}",
        "供应商 `{supplier}` 与其他供应商共同支撑 `{service}`，其业务关系却缺少 {absent}",
    ),
    help=Text(
        "give its relation a `coordinator` and `cooperation: {{boundary: {{PART: WHO}}}}`",
        "在其业务关系中写明 `coordinator` 和 `cooperation: {{boundary: {{部件: 责任方}}}}`",
    ),
    why=Text(
        "Between two suppliers there is always a part that belongs to the other one.",
        "两个供应商之间，总有一块“归对方管”。",
    ),
)
EXAMPLE = Example(
    at="parties.huaxun-telecom", delete=("relations.rel-huaxun.cooperation.boundary",), base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every supplier that shares a service with another, and whose relation lacks coordinator or boundary.

    That there is no relation at all is told with its selection.
    """
    design = context.design
    sharing: dict[str, str] = {}
    for service in design.services:
        suppliers = _suppliers(context, service)
        for supplier in suppliers if len(suppliers) > 1 else ():
            sharing.setdefault(supplier, service)
    for supplier, service in sharing.items():
        relations = context.lookup.referrers(supplier, "relations.party")
        absent = [
            field
            for field, there in (
                ("coordinator", any(one.coordinator for one in relations)),
                (
                    "cooperation.boundary",
                    any(one.cooperation and one.cooperation.boundary for one in relations),
                ),
            )
            if not there
        ]
        if relations and absent and supplier in design.parties:
            values = {"supplier": supplier, "service": service, "absent": wording.listing(absent)}
            yield Problem(("parties", supplier), values, of="key", asks="relations")


def _suppliers(context: Context, service: str) -> tuple[str, ...]:
    """The suppliers whose contracts provide a service or what it stands on, each once."""
    design = context.design
    found: dict[str, None] = {}
    for node in (service, *context.graph.support_of(service)):
        entity = design.services.get(node) or design.components.get(node)
        for holder in entity.provided_by if entity is not None else ():
            if holder in design.contracts:
                found[design.contracts[holder].supplier] = None
    return tuple(found)
