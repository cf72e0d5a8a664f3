"""The capacity plan: what is needed, how far the components bear it, when they are enlarged, at what cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import Detail, chapter, detail, percent
from itsm_compiler.documents.resource_plan import capacity_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.model.requirements import CapacityRequirement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Value
    from itsm_compiler.model.technology import CapacityPlan


def outcome(scribe: Scribe) -> Iterator[Value]:
    """What the summary says of capacity."""
    known = len(scribe.design.capacity_plans)
    if known:
        yield phrase(
            "How capacity keeps ahead of demand is laid down in {plans}.",
            plans=phrase("{count} capacity plan", plural="{count} capacity plans", count=known),
        )
    else:
        yield phrase("There is no capacity plan yet.")
    figures = scribe.figures.capacity
    outgrown = [figure.component for figure in figures if not figure.enough]
    if outgrown:
        yield phrase("Too small before the agreements end: {parts}.", parts=scribe.links(outgrown))
    elif figures:
        yield phrase("The capacity of every component that states its load lasts as long as the agreements.")
    warned = sorted(
        figure.threshold_on
        for figure in figures
        if figure.threshold_on is not None
        and figure.needed_until
        and figure.threshold_on <= figure.needed_until
    )
    if warned:
        yield phrase(
            "If nothing were added, the first threshold of a capacity plan would be passed on {day}.",
            day=warned[0],
        )


def _needs(scribe: Scribe) -> Section:
    rows = [
        (
            need.text or scribe.name(need.id),
            scribe.links(need.services),
            scribe.word(need.unit) if need.unit else None,
            need.normal,
            need.peak,
            need.growth,
            need.agreed,
        )
        for need in scribe.design.requirements.values()
        if isinstance(need, CapacityRequirement) and need.deferred is None
    ]
    headings = (
        phrase("Need"),
        phrase("Services"),
        phrase("Unit"),
        Column(phrase("Normally"), figures=True),
        Column(phrase("At peak"), figures=True),
        Column(phrase("Growth"), figures=True),
        Column(phrase("Agreed on")),
    )
    table = scribe.table(phrase("What the services must bear"), headings, rows)
    nothing = phrase("Nobody has asked for a capacity.")
    return chapter(scribe, None, ("requirements", "peak"), [table], nothing)


def _load(scribe: Scribe) -> Section:
    nothing = phrase("No component states both its capacity and its load.")
    blocks = [capacity_table(scribe), _dates(scribe)]
    return chapter(scribe, None, ("components", "capacity"), blocks, nothing)


def _dates(scribe: Scribe) -> Block | None:
    """When each component passes its threshold and its capacity, with and without what plans add."""
    rows = [
        (
            scribe.link(figure.component),
            percent(figure.threshold, 0),
            figure.threshold_on,
            figure.exhausted_on,
            figure.expanded_until if figure.expansions else None,
            percent(figure.utilisation_at_end),
            figure.peak_exhausted_on,
        )
        for figure in scribe.figures.capacity
    ]
    headings = (
        phrase("Component"),
        Column(phrase("Threshold"), figures=True),
        Column(phrase("Passed on"), figures=True),
        Column(phrase("Full on, as it is"), figures=True),
        Column(phrase("Full on, enlarged"), figures=True),
        Column(phrase("Used when the agreements end"), figures=True),
        Column(phrase("Too small for the peaks on"), figures=True),
    )
    return scribe.table(phrase("Thresholds and dates of the capacity"), headings, rows)


def _planned(scribe: Scribe) -> Section:
    if not scribe.design.capacity_plans:
        nothing = phrase("There is no capacity plan yet.")
        return chapter(scribe, None, ("capacity_plans", "period"), [], nothing)
    lead = phrase(
        "Each plan says whose capacity it keeps, how it is watched and tuned, and what is added when."
    )
    return Section((), (lead,))


def plans(scribe: Scribe) -> Iterator[Detail]:
    """Each capacity plan in full."""
    for plan in scribe.design.capacity_plans.values():
        nothing = phrase("Nothing is known of this plan but its name.")
        yield detail(scribe, "capacity_plans", plan, _blocks(scribe, plan), nothing)


def _blocks(scribe: Scribe, plan: CapacityPlan) -> Iterator[Block | None]:
    yield scribe.facts(
        (phrase("Owner"), scribe.who(plan.owner)),
        (phrase("Drawn up on"), scribe.when(plan.date)),
        (phrase("Holds for the time"), plan.period),
        (phrase("Covers"), scribe.links(plan.covers)),
        (phrase("Threshold"), plan.threshold),
        (phrase("Forecast"), plan.forecast),
        (phrase("Outside influences"), listing(plan.influences, lines=True)),
        (phrase("Watched by"), scribe.link(plan.monitor) if plan.monitor else None),
        (phrase("Tuned by"), scribe.link(plan.tune) if plan.tune else None),
    )
    costs = scribe.design.costs
    yield scribe.table(
        phrase("What is added, when and at what cost"),
        (
            phrase("Component"),
            Column(phrase("Added"), figures=True),
            Column(phrase("When")),
            Column(phrase("Cost"), figures=True),
            phrase("Result"),
        ),
        [
            (
                scribe.link(step.part) if step.part else None,
                _added(scribe, step.part, step.adds),
                scribe.when(step.when),
                scribe.money(cost.amount) if (cost := costs.get(step.cost or "")) else None,
                scribe.outcome(step.result),
            )
            for step in plan.expand
        ],
    )


def _added(scribe: Scribe, part: str | None, amount: Value) -> Value:
    """How much is added, in the unit of the component."""
    component = scribe.design.components.get(part or "")
    unit = component.capacity.unit if component is not None and component.capacity is not None else None
    if amount is None or unit is None:
        return amount
    return phrase("{amount} {unit}", amount=amount, unit=scribe.word(unit))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "needs": _needs,
    "load": _load,
    "capacity_planned": _planned,
}
