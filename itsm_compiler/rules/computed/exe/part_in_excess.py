"""A component that no service needs, or that nobody has to do with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE062",
    "part-in-excess",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("EXE-32",),
    message=Text("component `{part}` {reason}", "部件 `{part}` {reason}"),
    help=Text(
        "name it in the `depends_on` of what needs it and in what watches or keeps it, or take it out of the design",
        "在需要它的 `depends_on` 以及监控、维护它的条目中写明，或从设计中删除",
    ),
    why=Text(
        "A register of things that serve nothing costs as much to keep true as one of things that do.",
        "没有用处的配置项，维护起来和有用的一样费力。",
    ),
)
EXAMPLE = Example(
    at="components.old-fax",
    set={"components.old-fax": {"kind": "network", "availability": "99%", "provided_by": "field-team"}},
    base="reference",
)
UNNEEDED = Text("is needed by no service", "没有任何服务需要")
UNTENDED = Text(
    "has no provider, and no monitoring, procedure, spare, plan or cost refers to it",
    "没有提供方，也没有监控、规程、备件、预案、成本与它相关",
)
TENDED_BY = (
    "monitoring.of",
    "sops.for",
    "spares.for",
    "costs.of",
    "emergency_plans.covers",
    "capacity_plans.expand.part",
)


def check(context: Context) -> Iterator[Problem]:
    """Every component that no service reaches, be it softly or for a function, and every one that nothing tends."""
    needed = _needed(context)
    for component in context.design.components.values():
        if component.id not in needed:
            reason = UNNEEDED
        elif not component.provided_by and not any(
            context.lookup.referrers(component.id, field) for field in TENDED_BY
        ):
            reason = UNTENDED
        else:
            continue
        yield Problem(("components", component.id), {"part": component.id, "reason": reason}, of="key")


def _needed(context: Context) -> set[str]:
    """What services reach over everything they use, whether they can do without it or not."""
    graph, design = context.graph, context.design
    ahead = list(design.services)
    ahead += [
        part
        for service in design.services.values()
        for one in service.functions.values()
        for part in one.needs
    ]
    seen = set(ahead)
    while ahead:
        node = ahead.pop()
        branches = [branch for need in graph.needs.get(node, ()) for branch in need.branches]
        for after in (*branches, *graph.soft.get(node, ())):
            if after not in seen:
                seen.add(after)
                ahead.append(after)
    return seen
