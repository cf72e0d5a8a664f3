"""Services that changed after the catalogue was published, and longer ago than it may take to renew it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT035",
    "catalogue-stale",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("CAT-23",),
    message=Text(
        "the catalogue of {published} does not show what changed in {services} since",
        "{published} 发布的服务目录没有反映 {services} 此后的变化",
    ),
    help=Text("renew it and write the new `published.when`", "更新目录并写明新的 `published.when`"),
    why=Text(
        "Customers order from the catalogue they have, not from the one you mean.",
        "客户依据的是手上的目录，而不是你心里的目录。",
    ),
)
EXAMPLE = Example(
    at="catalogue.published.when",
    set={"catalogue.published.when": "2026-10-01", "catalogue.review.when": "2026-09-30"},
    as_of="2027-05-01",
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """The catalogue, when services changed after its publication and its rhythm of revision has passed since."""
    design, catalogue = context.design, context.design.catalogue
    published = context.figures.day(catalogue.published.when) if catalogue and catalogue.published else None
    rhythm = catalogue.revision.frequency if catalogue and catalogue.revision else None
    if published is None or rhythm is None or rhythm.days is None:
        return
    stale: dict[str, None] = {}
    for day, affected in _changes(context):
        if published < day and day + timedelta(rhythm.days) < context.as_of:
            for entity in affected:
                sla = design.slas.get(entity)
                stale.update(
                    dict.fromkeys(design.services_of(sla.services) if sla is not None else (entity,))
                )
    services = [name for name in stale if name in design.services]
    if services:
        values = {"published": wording.day(published), "services": wording.listing(services)}
        yield Problem(("catalogue", "published", "when"), values)


def _changes(context: Context) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Each day on which something changed, and what."""
    for entry in context.design.head.history:
        if entry.date is not None:
            yield entry.date, entry.affects
    for improvement in context.design.improvements.values():
        if improvement.plan_period is not None:
            yield improvement.plan_period.last, improvement.changes
