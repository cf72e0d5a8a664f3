"""What the declared risks cost in a year: on average, and what nine of ten years do not exceed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.analysis.chance import exponential, pert_draws, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.risk_and_cost import Loss, Risk

YEARS = 20_000
MOST = 0.9
"""The share of years that stay at or below the percentile."""


@dataclass(frozen=True, slots=True)
class LossFigure:
    """The loss that a risk brings in a year, before and after its response; of all risks together where `risk` is None.

    It happens a Poisson number of times with the yearly chance of its step of probability as mean, each time with a loss
    that is PERT-beta. `expected` is that mean × (best + 4 × likely + worst) / 6, exact, and so the same as the exposure
    of convention 15; `percentile_90` is what nine of ten simulated years do not exceed. A risk without a residual
    probability stays what it is. Amounts are of the `currency`, the design's where it is None.
    """

    risk: str | None
    currency: str | None
    expected: Decimal
    percentile_90: Decimal
    residual_expected: Decimal
    residual_percentile_90: Decimal
    years: int
    seed: int


def loss_figures(design: Design, as_of: date, seed: int) -> tuple[LossFigure, ...]:
    """The loss of each open risk for which the design gives a loss and a chance, by id, then of all of them.

    The total holds the risks whose loss is in the currency of the design.
    """
    total: tuple[dict[int, float], dict[int, float]] = ({}, {})
    figures: list[LossFigure] = []
    own = design.head.currency
    expected = [Decimal(0), Decimal(0)]
    summed = 0
    for name, risk in sorted(design.risks.items()):
        chances = _chances(design, risk, as_of)
        if chances is None or risk.loss is None:
            continue
        before, after = _years(risk.loss, float(chances[0]), float(chances[1]), seed, name)
        mean, currency = risk.loss.mean.amount, risk.loss.mean.currency
        means = [chance * mean for chance in chances]
        figures.append(_figure(name, currency or own, means, (before, after), seed))
        if currency in (None, own):
            summed += 1
            expected = [sum_ + mean for sum_, mean in zip(expected, means, strict=True)]
            for all_, one in zip(total, (before, after), strict=True):
                for year, loss in one.items():
                    all_[year] = all_.get(year, 0.0) + loss
    if summed:
        figures.append(_figure(None, own, expected, total, seed))
    return tuple(figures)


def _chances(design: Design, risk: Risk, as_of: date) -> tuple[Decimal, Decimal] | None:
    """How often a risk happens in a year before and after its response; None for what is closed or not rated."""
    if risk.closed is not None and risk.closed <= as_of:
        return None
    scale = design.risk_policy.scale if design.risk_policy is not None else {}
    before = scale.get(risk.probability or 0)
    residual = risk.residual.probability if risk.residual is not None else None
    after = scale.get(residual or 0, before)
    if before is None or after is None:
        return None
    return before.percent / 100, after.percent / 100


def _years(
    loss: Loss, before: float, after: float, seed: int, risk: str
) -> tuple[dict[int, float], dict[int, float]]:
    """The losses of the simulated years in which there is one, before and after the response.

    Both are drawn from the same events, of which each counts with its chance, so that a response that makes a risk
    rarer makes no year worse.
    """
    often = max(before, after)
    moments: list[float] = []
    arrivals, keep = stream(seed, "loss", risk), stream(seed, "loss", risk, "response")
    moment = exponential(often, arrivals) if often else math.inf
    while moment < YEARS:
        moments.append(moment)
        moment += exponential(often, arrivals)
    points = [point.amount for point in (loss.best, loss.likely, loss.worst)]
    amounts = pert_draws(points, len(moments), stream(seed, "loss", risk, "amount"))
    found: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for moment, amount in zip(moments, amounts, strict=True):
        lot = keep() * often
        for years, chance in zip(found, (before, after), strict=True):
            if lot < chance:
                years[int(moment)] = years.get(int(moment), 0.0) + amount
    return found


def _figure(
    risk: str | None,
    currency: str | None,
    expected: Iterable[Decimal],
    years: tuple[Mapping[int, float], Mapping[int, float]],
    seed: int,
) -> LossFigure:
    before, after = expected
    return LossFigure(
        risk=risk,
        currency=currency,
        expected=_cents(before),
        percentile_90=_cents(_percentile(years[0])),
        residual_expected=_cents(after),
        residual_percentile_90=_cents(_percentile(years[1])),
        years=YEARS,
        seed=seed,
    )


def _percentile(years: Mapping[int, float]) -> float:
    """What nine of ten years do not exceed, those without a loss included."""
    place = math.ceil(MOST * YEARS) - 1 - (YEARS - len(years))
    return sorted(years.values())[place] if place >= 0 else 0.0


def _cents(amount: Decimal | float) -> Decimal:
    return Decimal(f"{amount:.2f}")
