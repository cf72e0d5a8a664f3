"""Every figure of an entity with how it came about, for `explain`, documents and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis import (
    chance_derivations,
    cost_derivations,
    derivations,
    desk_derivations,
    gate_derivations,
    plan_derivations,
    price_derivations,
    resource_derivations,
    skill_derivations,
    staff_derivations,
    trade_derivations,
)
from itsm_compiler.analysis.derived_risk_derivations import of_derived_risk
from itsm_compiler.analysis.remedy_derivations import of_remedy
from itsm_compiler.analysis.telling import Explained
from itsm_compiler.analysis.trace_derivations import of_trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.analysis.analyse import Figures
    from itsm_compiler.analysis.figures import Derivation
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design


def explain(
    design: Design, graph: Graph, figures: Figures, entity: str, metric: str | None = None
) -> list[Derivation]:
    """The derivations of an entity's figures: all, or those of one of `METRICS`; empty where there are none."""
    known = Explained(design, graph, figures)
    asked = METRICS if metric is None else {metric: METRICS[metric]} if metric in METRICS else {}
    return [derivation for find in asked.values() for derivation in find(known, entity)]


def _availability(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement, a service or a component."""
    if entity in known.figures.parts:
        yield derivations.of_part(known, known.figures.parts[entity])
    for figure in known.figures.availability:
        if entity in (figure.sla, figure.service):
            yield derivations.of_availability(known, figure)


def _times(metric: str) -> Callable[[Explained, str], Iterator[Derivation]]:
    """Of an agreement, a service, or the part whose chain is the worst."""

    def find(known: Explained, entity: str) -> Iterator[Derivation]:
        for figure in known.figures.response:
            if figure.metric == metric and entity in (figure.sla, figure.service, figure.part):
                yield derivations.of_response(known, figure)

    return find


def _commitments(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an OLA, a contract or a team."""
    for figure in known.figures.commitments:
        if entity in (figure.holder, figure.party):
            yield plan_derivations.of_commitment(known, figure)


def _coverage(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement, a part, or somebody behind it."""
    for figure in known.figures.gaps:
        if entity in (figure.sla, figure.part, *figure.holders):
            yield plan_derivations.of_gap(known, figure)


def _schedule(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a task, or of the whole deployment the tasks that set its end."""
    schedule = known.figures.schedule
    if schedule is not None:
        for figure in schedule.tasks:
            if entity == figure.task or (entity == "deployment" and figure.critical):
                yield plan_derivations.of_task(known, figure)


def _risks(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a declared risk; of any entity the risks that follow from the figures."""
    for figure in known.figures.risks:
        if entity == figure.id:
            yield plan_derivations.of_risk(known, figure)
    for derived in known.figures.derived_risks:
        if entity == derived.entity:
            yield of_derived_risk(known, derived)


def _remedies(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement or service with a gap, or of whatever would have to change."""
    for figure in known.figures.remedies:
        if entity in (figure.sla, figure.service, *(step.entity for step in figure.steps)):
            yield of_remedy(known, figure)


def _trace(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a requirement, or of an agreement with targets that none asks for."""
    for figure in known.figures.trace:
        unasked = figure.requirement is None and any(entity == target.sla for target in figure.targets)
        if unasked or entity == figure.requirement:
            yield of_trace(known, figure)


def _costs(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a service or an agreement; of what is spent: a role, a contract, a cost, or what a cost is for; of the design."""
    costs = known.figures.costs
    if costs is None:
        return
    if entity == "design":
        yield cost_derivations.of_design(known, costs)
    service, sla = costs.service(entity), costs.sla(entity)
    if service is not None:
        yield cost_derivations.of_service(known, costs, service)
    if sla is not None:
        yield cost_derivations.of_sla(known, sla)
    for item in costs.items:
        cost = known.design.costs.get(item.source)
        if entity == item.source or (service is None and cost is not None and entity in cost.of):
            yield cost_derivations.of_item(known, item)


def _margins(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a service or an agreement that has a price."""
    costs = known.figures.costs
    service, sla = (costs.service(entity), costs.sla(entity)) if costs is not None else (None, None)
    if service is not None and service.price is not None:
        yield price_derivations.of_service_margin(known, service)
    if sla is not None and sla.price is not None:
        yield price_derivations.of_sla_margin(known, sla)


def _compensation(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of an agreement that pays something back."""
    sla = known.figures.costs.sla(entity) if known.figures.costs is not None else None
    if sla is not None and sla.compensation is not None:
        yield price_derivations.of_compensation(known, sla.compensation)


def _budgets(known: Explained, entity: str) -> Iterator[Derivation]:
    """Of a budget."""
    costs = known.figures.costs
    if costs is not None:
        for figure in costs.budgets:
            if entity == figure.budget:
                yield price_derivations.of_budget(known, costs, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "availability": _availability,
    "response": _times("response"),
    "resolution": _times("resolution"),
    "commitment": _commitments,
    "coverage": _coverage,
    "schedule": _schedule,
    **gate_derivations.METRICS,
    "risk": _risks,
    **chance_derivations.METRICS,
    "cost": _costs,
    "margin": _margins,
    "compensation": _compensation,
    "budget": _budgets,
    **resource_derivations.METRICS,
    **trade_derivations.METRICS,
    "remedy": _remedies,
    "trace": _trace,
    **staff_derivations.METRICS,
    **desk_derivations.METRICS,
    **skill_derivations.METRICS,
}
"""What can be explained, by the word that asks for it."""
