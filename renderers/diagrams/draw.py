"""Draw any diagram of a view as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers.diagrams import (
    chain,
    flow,
    gantt,
    indicator_tree,
    money_bars,
    organisation,
    process_flow,
    raci_matrix,
    risk_map,
    week_map,
)

from itsm_compiler.documents.view import (
    Chain,
    Flow,
    Gantt,
    IndicatorTree,
    MoneyBars,
    Organisation,
    ProcessFlow,
    RaciMatrix,
    RiskMap,
    WeekMap,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Diagram

KINDS: Mapping[type, str] = {
    Flow: "flow",
    Gantt: "gantt",
    RiskMap: "risk-map",
    Chain: "chain",
    Organisation: "organisation",
    WeekMap: "week-map",
    RaciMatrix: "raci-matrix",
    MoneyBars: "money-bars",
    ProcessFlow: "process-flow",
    IndicatorTree: "indicator-tree",
}
"""The class of each diagram in a page."""

DRAWN: Mapping[type, Callable[[Any, Speaker, str], list[str]]] = {
    Flow: flow.draw,
    Gantt: gantt.draw,
    RiskMap: risk_map.draw,
    Chain: chain.draw,
    Organisation: organisation.draw,
    WeekMap: week_map.draw,
    RaciMatrix: raci_matrix.draw,
    MoneyBars: money_bars.draw,
    ProcessFlow: process_flow.draw,
    IndicatorTree: indicator_tree.draw,
}
"""What draws each kind of diagram."""


def draw(diagram: Diagram, speaker: Speaker, key: str) -> list[str]:
    """The pictures of a diagram, of which a long plan has several; `key` makes their ids unique in a page."""
    return DRAWN[type(diagram)](diagram, speaker, key)
