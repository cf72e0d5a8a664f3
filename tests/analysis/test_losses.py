"""Protects the losses of a year: exact means, percentiles against the Poisson distribution, before and after the response."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from itsm_compiler.analysis.explain import explain
from tests.analysis.designs import design_of, figures_of

HEAD = "language: itsm/v1\ndesign: {title: Test, currency: EUR}\n"
SCALE = "risk_policy: {scale: {1: 2%, 2: 5%, 3: 15%, 4: 35%, 5: 100%}}\n"


def losses(risks, head=HEAD):
    """The figures of losses by risk; the total under None."""
    lines = "\n".join(f"  {name}: {{{text}}}" for name, text in risks.items())
    figures, design, graph = figures_of(f"{SCALE}risks:\n{lines}\n", head)
    return {one.risk: one for one in figures.losses}, figures, design, graph


def quantile(mean, share):
    """The least count that a Poisson variable does not exceed with such a probability."""
    count, below = 0, math.exp(-mean)
    term = below
    while below < share:
        count += 1
        term *= mean / count
        below += term
    return count


STEPS = [(1, "0.02"), (2, "0.05"), (3, "0.15"), (4, "0.35"), (5, "1")]


@pytest.mark.parametrize(("step", "chance"), STEPS)
def test_a_sure_loss(step, chance):
    """Yearly chance × loss to the cent; nine of ten years: as many events as the Poisson distribution says."""
    found, figures, _, _ = losses({"r": f"probability: {step}, impact: 3, loss: 1000.01"})
    one = found["r"]
    assert one.expected == (Decimal(chance) * Decimal("1000.01")).quantize(Decimal("0.01"))
    assert float(one.percentile_90) == pytest.approx(1000.01 * quantile(float(chance), 0.9), abs=0.02)
    assert figures.risk("r").exposure == Decimal(chance) * Decimal("1000.01")
    assert (one.residual_expected, one.residual_percentile_90) == (one.expected, one.percentile_90)


def test_an_estimate_counts_with_its_mean():
    """(best + 4 × likely + worst) / 6, in the exposure of convention 15 as in the expected loss."""
    found, figures, design, _ = losses(
        {"r": "probability: 5, impact: 3, loss: {best: 100, likely: 400, worst: 1300}"}
    )
    assert found["r"].expected == Decimal("500.00")
    assert figures.risk("r").exposure == 500
    assert not design.risks["r"].loss.is_sure
    assert 500 < found["r"].percentile_90 < 4000
    assert design_of("risks: {r: {loss: 400 EUR}}\n").risks["r"].loss.mean.amount == 400


def test_the_response_makes_no_year_worse():
    """Rarer after the response: a smaller mean and no larger percentile; the total adds up to the cent."""
    found, _, _, _ = losses(
        {
            "a": "probability: 4, impact: 3, loss: 1000, residual: {probability: 1, impact: 3}",
            "b": "probability: 3, impact: 3, loss: {best: 10, likely: 20, worst: 90}",
            "c": "probability: 1, impact: 3, loss: 500, residual: {probability: 5, impact: 1}",
        }
    )
    assert found["a"].residual_expected == 20
    assert found["a"].residual_percentile_90 <= found["a"].percentile_90
    assert found["c"].residual_expected == 500
    total = found.pop(None)
    assert total.expected == sum(one.expected for one in found.values())
    assert total.residual_expected == sum(one.residual_expected for one in found.values())
    assert total.percentile_90 <= sum(one.percentile_90 for one in found.values()) + 1000


def test_many_rare_risks_together():
    """Twenty risks of 5 % with a loss of 1: their sum is Poisson with mean 1, though nine of ten years spare each."""
    found, _, _, _ = losses({f"r{i}": "probability: 2, impact: 2, loss: 1" for i in range(20)})
    assert {one.percentile_90 for name, one in found.items() if name} == {Decimal("0.00")}
    assert found[None].expected == 1
    assert found[None].percentile_90 == quantile(1.0, 0.9)


def test_what_has_no_money_or_is_over():
    """Without a loss, a chance, or a scale there is no figure; a closed risk is over; other currencies are not added."""
    found, _, _, _ = losses(
        {
            "no-loss": "probability: 3, impact: 3",
            "no-chance": "impact: 3, loss: 100",
            "closed": "probability: 3, impact: 3, loss: 100, closed: 2026-01-01",
            "dollars": "probability: 5, impact: 3, loss: 100 USD",
            "own": "probability: 5, impact: 3, loss: 100 EUR",
        }
    )
    assert set(found) == {"dollars", "own", None}
    assert (found[None].expected, found["dollars"].currency) == (100, "USD")
    assert figures_of("risks: {r: {probability: 3, loss: 100}}\n")[0].losses == ()


def test_explaining_a_loss():
    """Chance and loss as they are written; of the policy all risks together."""
    _, figures, design, graph = losses(
        {"r": "probability: 4, impact: 3, loss: {best: 1, likely: 2, worst: 3}"}
    )
    (tree,) = explain(design, graph, figures, "r", "loss")
    assert [part.at[-1] for part in tree.parts[:4]] == [4, "best", "likely", "worst"]
    (total,) = explain(design, graph, figures, "risk_policy", "loss")
    assert total.value == figures.losses[-1].expected
