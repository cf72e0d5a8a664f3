"""Every figure of an entity with how it came about, for `explain`, documents and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis import derivations, plan_derivations
from itsm_compiler.analysis.telling import Explained

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
    """Of a risk."""
    for figure in known.figures.risks:
        if entity == figure.id:
            yield plan_derivations.of_risk(known, figure)


METRICS: dict[str, Callable[[Explained, str], Iterator[Derivation]]] = {
    "availability": _availability,
    "response": _times("response"),
    "resolution": _times("resolution"),
    "commitment": _commitments,
    "coverage": _coverage,
    "schedule": _schedule,
    "risk": _risks,
}
"""What can be explained, by the word that asks for it."""
