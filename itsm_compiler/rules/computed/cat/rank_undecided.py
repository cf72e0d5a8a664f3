"""Services of one class that draw on the same people or parts, and whose order nobody has fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import Path
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT030",
    "rank-undecided",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("CAT-14",),
    message=Text(
        "`{service}` and `{other}` draw on `{shared}`, and nobody says which comes first",
        "`{service}` 与 `{other}` 共用 `{shared}`，却没有确定先后次序",
    ),
    help=Text("give each a `rank` of its own, 1 coming first", "为各服务写明互不相同的 `rank`，1 为最先"),
    why=Text(
        "On the day on which both fail there is no time to decide.",
        "同时出故障的那一天，没有时间再商量先后。",
    ),
)
EXAMPLE = Example(at="services.pacs.rank", set={"services.pacs.rank": 5}, base="reference")


def check(context: Context) -> Iterator[Problem]:
    """Every service that shares a rank, or lacks one, with an earlier one of its class on the same team or part."""
    first: dict[tuple[str, int | None, str], str] = {}
    for service in context.design.services.values():
        if service.category is None or service.lifecycle in ("chartered", "retired"):
            continue
        drawn = _drawn_on(context, service.id)
        keys = [(service.category, rank, thing) for thing in drawn for rank in {service.rank, None}]
        known = next((key for key in keys if key in first), None)
        if known is not None:
            at: Path = ("services", service.id, *(("rank",) if service.rank is not None else ()))
            values = {"service": service.id, "other": first[known], "shared": known[2]}
            yield Problem(at, values, of="key" if service.rank is None else "value", asks="rank")
        for thing in drawn:
            first.setdefault((service.category, service.rank, thing), service.id)


def _drawn_on(context: Context, service: str) -> list[str]:
    """The teams and components behind a service, in order."""
    design = context.design
    found: set[str] = set()
    for node in (service, *context.graph.support_of(service)):
        entity = design.services.get(node) or design.components.get(node)
        found |= (
            {holder for holder in entity.provided_by if holder in design.teams}
            if entity is not None
            else set()
        )
        found |= {node} & design.components.keys()
    return sorted(found)
