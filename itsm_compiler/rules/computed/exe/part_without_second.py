"""A part that alone stops a service which must survive disasters, and that cannot be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.requirements import ContinuityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE054",
    "part-without-second",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("EXE-09",),
    message=Text(
        "`{part}` alone stops {services}, which must go on after a disaster, and has no {missing}",
        "`{part}` 单独失效就会中断要求连续性的 {services}，却没有 {missing}",
    ),
    help=Text(
        "have one more than are needed (`quantity`, `need`), or write its `backup` and how long it takes to `restore`",
        "增加冗余（`quantity`、`need`），或写明备份 `backup` 和恢复时间 `restore`",
    ),
    why=Text(
        "Continuity is hardware, software, data and people; the chain is as long as its last part without a second.",
        "连续性涵盖硬件、软件、数据和人员，只要有一环没有后备，整条链就断在那里。",
    ),
)
EXAMPLE = Example(
    at="components.office-database", delete=("components.office-database.backup",), base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every single point of failure of a service with a continuity requirement that lacks a backup or a restore time."""
    design = context.design
    wanted = {
        service
        for wish in design.requirements.values()
        if isinstance(wish, ContinuityRequirement) and wish.deferred is None
        for service in design.services_of(wish.services)
    }
    for point in context.figures.single_points if wanted else ():
        services = [service for service in point.services if service in wanted]
        if point.kind != "component" or not services:
            continue
        component = design.components[point.entity]
        missing = [
            name
            for name in ("backup", "restore")
            if getattr(component, name) is None and name not in component.none
        ]
        if missing:
            values = {
                "part": component.id,
                "services": wording.listing(services),
                "missing": wording.listing(missing, joined=Text("and no", "和")),
            }
            yield Problem(("components", component.id), values, of="key", asks=missing[0])
