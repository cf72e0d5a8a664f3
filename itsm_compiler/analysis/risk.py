"""Declared risks: scores before and after the response, their bands, the money at stake, the agreements they touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal

    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.risk_and_cost import Bands, Risk, RiskPolicy

Band = Literal["low", "medium", "high", "critical"]
LOW, MEDIUM, HIGH = 4, 9, 15
"""Up to these products of probability and impact a risk is low, medium and high unless the design says otherwise."""


@dataclass(frozen=True, slots=True)
class RiskFigure:
    """A declared risk: probability × impact before (`inherent`) and after (`residual`) the response.

    `exposure` is the yearly chance of the step of probability × loss, of an estimate its mean, in the currency of the
    loss (convention 15); None without a loss or a scale. `touches` and `services` are the agreements and services reached through what the
    risk affects.
    """

    id: str
    inherent: int | None
    residual: int | None
    inherent_band: Band | None
    residual_band: Band | None
    exposure: Decimal | None
    residual_exposure: Decimal | None
    touches: tuple[str, ...]
    services: tuple[str, ...]
    closed: bool


def risk_figures(design: Design, graph: Graph, as_of: date) -> tuple[RiskFigure, ...]:
    """The figure of each declared risk, in order of id."""
    return tuple(_figure(risk, design.risk_policy, graph, as_of) for _, risk in sorted(design.risks.items()))


def band(score: int | None, bands: Bands | None) -> Band | None:
    """The band of a score on the matrix of five by five."""
    if score is None:
        return None
    low, medium, high = (bands.low, bands.medium, bands.high) if bands is not None else (LOW, MEDIUM, HIGH)
    if score <= low:
        return "low"
    if score <= medium:
        return "medium"
    return "high" if score <= high else "critical"


def score_of(probability: int | None, impact: int | None) -> int | None:
    """Probability × impact, each a step from 1 to 5; None while one of them is not said."""
    return None if probability is None or impact is None else probability * impact


def _figure(risk: Risk, policy: RiskPolicy | None, graph: Graph, as_of: date) -> RiskFigure:
    bands = policy.bands if policy is not None else None
    left = risk.residual
    inherent = score_of(risk.probability, risk.impact)
    residual = score_of(left.probability, left.impact) if left is not None else None
    return RiskFigure(
        id=risk.id,
        inherent=inherent,
        residual=residual,
        inherent_band=band(inherent, bands),
        residual_band=band(residual, bands),
        exposure=_exposure(risk, risk.probability, policy),
        residual_exposure=_exposure(risk, left.probability if left is not None else None, policy),
        touches=_reached(risk, graph.slas_touched),
        services=_reached(risk, graph.services_touched),
        closed=risk.closed is not None and risk.closed <= as_of,
    )


def _exposure(risk: Risk, probability: int | None, policy: RiskPolicy | None) -> Decimal | None:
    chance = policy.scale.get(probability) if policy is not None and probability is not None else None
    return None if chance is None or risk.loss is None else chance.percent / 100 * risk.loss.mean.amount


def _reached(risk: Risk, touched: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """What is touched through any of the entities that a risk affects."""
    return tuple(
        sorted({reached for entity in risk.affects for reached in touched(entity.partition("/")[0])})
    )
