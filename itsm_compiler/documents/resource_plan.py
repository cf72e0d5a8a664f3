"""The resource plan: tools, service desk, spare parts, knowledge base, monitoring and the capacity of what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import desk_rules, knowledge_base, spare_stock, tool_plan
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered, percent
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Rate, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.capacity import CapacityFigure
    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Section, Table, Value


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plan, when the design has services or resources."""
    design = scribe.design
    if design.services or design.tools or design.spares or design.service_desk or design.knowledge:
        yield chaptered(scribe, PLAN, about="service_desk" if design.service_desk else None)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    tools = phrase("{count} tool", plural="{count} tools", count=len(design.tools))
    spares = phrase(
        "{count} kind of spare part", plural="{count} kinds of spare parts", count=len(design.spares)
    )
    means = listing([tools if design.tools else None, spares if design.spares else None])
    if means is None:
        yield phrase("Neither tools nor spare parts are named yet.")
    else:
        yield phrase("The services are run with {means}.", means=means)
    desk = scribe.figures.service_desk
    if desk is not None and desk.manned is not None and desk.as_manned is not None:
        level = percent(desk.as_manned.service_level)
        if desk.manned >= desk.agents:
            yield phrase(
                "The {manned} posts at the service desk are enough for its busiest hour: {level} of the calls are answered in time.",
                manned=desk.manned,
                level=level,
            )
        else:
            yield phrase(
                "The service desk mans {manned} posts in its busiest hour and needs {needed}: only {level} of the calls are answered in time.",
                manned=desk.manned,
                needed=desk.agents,
                level=level,
            )
    short = [
        figure.spare for figure in scribe.figures.spares if figure.margin is not None and figure.margin < 0
    ]
    late = [figure.spare for figure in scribe.figures.spares if spare_stock.late_paths(figure)]
    if short:
        yield phrase("Too few pieces in stock: {spares}.", spares=scribe.links(short))
    if late:
        yield phrase("Swapped too late for a promised resolution: {spares}.", spares=scribe.links(late))
    if scribe.figures.spares and not short and not late:
        yield phrase(
            "The stock of every spare part is enough, and each is swapped within the times promised."
        )
    outgrown = [figure.component for figure in scribe.figures.capacity if not figure.enough]
    if outgrown:
        yield phrase("Too small before the agreements end: {parts}.", parts=scribe.links(outgrown))
    elif scribe.figures.capacity:
        yield phrase("The capacity of every component that states its load lasts as long as the agreements.")
    if unwatched := _unwatched(scribe):
        yield phrase("Not watched by any monitoring: {parts}.", parts=scribe.links(unwatched))


def _unwatched(scribe: Scribe) -> list[str]:
    """The components of promised services that no monitoring watches and that give no reason for it."""
    design, graph = scribe.design, scribe.material.graph
    reached: dict[str, None] = {}
    for sla in design.slas.values():
        for service in design.services_of(sla.services):
            reached.update(dict.fromkeys(graph.parts_of(service)))
    watched = {part for one in design.monitoring.values() for part in one.of}
    return [
        part for part in reached if part not in watched and "monitoring" not in design.components[part].none
    ]


def _monitoring(scribe: Scribe) -> Section:
    """Which kinds of components are watched by which tools."""
    design = scribe.design
    kinds = dict.fromkeys(part.kind for part in design.components.values() if part.kind)
    rows = []
    for kind in kinds:
        tools = [
            tool.id for tool in design.tools.values() if tool.type == "monitoring" and kind in tool.watches
        ]
        count = sum(1 for part in design.components.values() if part.kind == kind)
        rows.append((scribe.title(kind), count, scribe.links(tools) or Tag(phrase("not watched"), "bad")))
    headings = (
        phrase("Kind of component"),
        Column(phrase("Number of components"), figures=True),
        phrase("Watched with"),
    )
    table = scribe.table(phrase("Monitoring of the kinds of components in use"), headings, rows)
    unwatched = _unwatched(scribe)
    if unwatched:
        lead = phrase("Not watched by any monitoring: {parts}.", parts=scribe.links(unwatched))
    else:
        lead = phrase("Every component behind a promised service is watched.")
    nothing = phrase("The design names no components, so there is nothing to watch.")
    lead_or_none = lead if table is not None and design.slas else None
    return chapter(scribe, None, ("tools", "watches"), [table], nothing, lead_or_none)


def _capacity(scribe: Scribe) -> Section:
    nothing = phrase("No component states both its capacity and its load.")
    return chapter(scribe, None, ("components", "capacity"), [capacity_table(scribe)], nothing)


def capacity_table(scribe: Scribe) -> Table | None:
    """The load of each component beside its capacity, and how long that lasts."""
    rows = [
        (
            scribe.link(figure.component),
            phrase(
                "{load} of {capacity} {unit}",
                load=_amount(figure.load),
                capacity=_amount(figure.capacity),
                unit=scribe.word(figure.unit or ""),
            ),
            percent(figure.utilisation),
            Rate.read(figure.growth) if figure.growth else None,
            figure.expanded_until,
            figure.needed_until,
            _lasts(figure),
        )
        for figure in scribe.figures.capacity
    ]
    headings = (
        phrase("Component"),
        phrase("Load today"),
        Column(phrase("Utilisation"), figures=True),
        Column(phrase("Growth"), figures=True),
        Column(phrase("Full on"), figures=True),
        Column(phrase("Needed until"), figures=True),
        phrase("Verdict"),
    )
    return scribe.table(phrase("Load and capacity of the components"), headings, rows)


def _amount(value: float) -> Value:
    return int(value) if value == int(value) else str(round(value, 1))


def _lasts(figure: CapacityFigure) -> Tag:
    if not figure.enough:
        return Tag(phrase("too small"), "bad")
    end = figure.needed_until
    if (
        end is not None
        and figure.expansions
        and figure.exhausted_on is not None
        and figure.exhausted_on <= end
    ):
        return Tag(phrase("enough once enlarged"), "good")
    if (
        end is not None
        and not figure.expansions
        and figure.threshold_on is not None
        and figure.threshold_on <= end
    ):
        return Tag(phrase("enough, above its threshold from {day}", day=figure.threshold_on), "warning")
    return Tag(phrase("enough"), "good")


def _demand(scribe: Scribe) -> Section:
    """What users of each promised service will ask for."""
    rows = [
        (
            scribe.link(service.id),
            service.demand.incidents,
            service.demand.requests,
            service.demand.changes,
            service.demand.growth,
        )
        for service in scribe.design.services.values()
        if service.demand is not None
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Incidents"), figures=True),
        Column(phrase("Requests"), figures=True),
        Column(phrase("Changes"), figures=True),
        Column(phrase("Growth"), figures=True),
    )
    table = scribe.table(phrase("Expected cases and their growth"), headings, rows)
    nothing = phrase("No service says what demand is expected.")
    return chapter(scribe, None, ("services", "demand"), [table], nothing)


def _plans(scribe: Scribe) -> Section:
    design = scribe.design
    if not design.capacity_plans:
        nothing = phrase("There is no capacity plan yet.")
        return chapter(scribe, None, ("capacity_plans", "expand"), [], nothing)
    facts = scribe.facts(
        (phrase("Capacity plans"), listing(scribe.link(plan) for plan in design.capacity_plans))
    )
    return chapter(
        scribe, None, ("capacity_plans", "expand"), [facts], phrase("There is no capacity plan yet.")
    )


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    return (*scribe.design.tools, *scribe.design.spares)


PLAN = Plan(
    kind="resource-plan",
    title=phrase("Resource plan"),
    outcome=_outcome,
    chapters={
        "demand": _demand,
        **tool_plan.CHAPTERS,
        **desk_rules.CHAPTERS,
        **spare_stock.CHAPTERS,
        **knowledge_base.CHAPTERS,
        "monitoring": _monitoring,
        "capacity": _capacity,
        "capacity_plans": _plans,
    },
    details={},
    anchors=_anchors,
)
