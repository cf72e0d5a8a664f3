"""Draw any diagram of a view as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams import chain, flow, gantt, risk_map

from itsm_compiler.documents.view import Chain, Flow, Gantt, RiskMap

if TYPE_CHECKING:
    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Diagram

KINDS = {Flow: "flow", Gantt: "gantt", RiskMap: "risk-map", Chain: "chain"}
"""The class of each diagram in a page."""


def draw(diagram: Diagram, speaker: Speaker, key: str) -> list[str]:
    """The pictures of a diagram, of which a long plan has several; `key` makes their ids unique in a page."""
    match diagram:
        case Flow():
            return flow.draw(diagram, speaker, key)
        case Gantt():
            return gantt.draw(diagram, speaker, key)
        case RiskMap():
            return risk_map.draw(diagram, speaker, key)
        case Chain():
            return chain.draw(diagram, speaker, key)
