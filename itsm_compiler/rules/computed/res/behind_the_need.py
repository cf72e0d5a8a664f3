"""Resources that were last reviewed before the need they serve was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.entity import Entity
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES057",
    "resource-behind-the-need",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("RES-38",),
    message=Text(
        "requirement `{wish}` was changed on {changed}, {entities} were last reviewed before, first on {reviewed}",
        "需求 `{wish}` 于 {changed} 变更，而 {entities} 的最近复核早于该日，最早为 {reviewed}",
    ),
    help=Text(
        "look whether they still carry it, and write `reviewed: {changed}` or later there",
        "复核其能否满足新的需求，并写明 `reviewed: {changed}` 或更晚日期",
    ),
    why=Text(
        "A higher level on old means is a promise made by the paper alone.",
        "级别提高而资源未变，承诺就只停留在纸面上。",
    ),
)
EXAMPLE = Example(
    at="requirements.fn-single-sign-on.changed",
    set={"tools.log-platform.reviewed": "2026-10-01"},
    base="reference",
)
BEFORE = Text("reviewed before the change", "复核早于变更")


def check(context: Context) -> Iterator[Problem]:
    """Every requirement with a change after which things that its services reach were not looked at."""
    design, graph = context.design, context.graph
    for wish in design.requirements.values():
        if wish.changed is None:
            continue
        services = design.services_of(wish.services)
        parts = {part for service in services for part in graph.parts_of(service)}
        stale = [
            one
            for one in _reached(context, services, parts)
            if one.reviewed is not None and one.reviewed < wish.changed
        ]
        if stale:
            values = {
                "wish": wish.id,
                "changed": wording.day(wish.changed),
                "entities": wording.listing([one.id for one in stale]),
                "reviewed": wording.day(min(one.reviewed for one in stale if one.reviewed is not None)),
            }
            related = tuple(((*design.path_of(one.id), "reviewed"), BEFORE) for one in stale[:1])
            yield Problem(("requirements", wish.id, "changed"), values, related=related)


def _reached(context: Context, services: tuple[str, ...], parts: set[str]) -> Iterator[Entity]:
    """The resources behind services: components, their spares, the tools that support them, desk and knowledge."""
    design, lookup = context.design, context.lookup
    found: dict[str, Entity] = {part: design.components[part] for part in sorted(parts)}
    for part in sorted(parts):
        found |= {spare.id: spare for spare in lookup.referrers(part, "spares.for")}
    for service in services:
        found |= {tool.id: tool for tool in lookup.referrers(service, "tools.supports")}
    yield from found.values()
    if design.service_desk is not None:
        yield design.service_desk
    if design.knowledge is not None and not {"all", *services}.isdisjoint(design.knowledge.categories):
        yield design.knowledge
