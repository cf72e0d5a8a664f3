"""Protects the Poisson distribution: published tables, the sum term by term, large means, and the number that is enough."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.analysis import poisson
from itsm_compiler.analysis.poisson import poisson_at_most, poisson_quantile

PUBLISHED = [
    # Devore, Probability and Statistics for Engineering and the Sciences, example 3.38 and table A.2
    (3, 2.0, 0.857, 5e-4),
    (2, 2.0, 0.677, 5e-4),
    # Ferguson, UCLA, Poisson distribution function: 2 ÷ e
    (1, 1.0, 0.73576, 5e-6),
    # University of Southampton, edshare 6744: demand of a week of mean 3
    (0, 3.0, 0.050, 5e-4),
    (4, 3.0, 0.815, 5e-4),
    (5, 3.0, 0.916, 5e-4),
]


@pytest.mark.parametrize(("events", "mean", "probability", "digits"), PUBLISHED)
def test_published_probabilities(events, mean, probability, digits):
    """Cumulative probabilities as printed."""
    assert poisson_at_most(events, mean) == pytest.approx(probability, abs=digits)


def test_published_quantities():
    """Spares for a wanted probability, as printed.

    Southampton 6744: five bulbs for 90 % of a demand of 3. Blanchard, Logistics Engineering and Management: 20 units with 0.1
    failures per 1,000 hours over three months round the clock (a demand of 4.32) take eight spares for 95 %.
    """
    assert poisson_quantile(0.9, 3.0) == 5
    assert poisson_quantile(0.95, 20 * 0.0001 * 24 * 30 * 3) == 8


@given(st.integers(0, 60), st.integers(1, 400))
def test_it_is_the_sum_of_its_terms(events, tenths):
    """Against exact fractions of the series, with e⁻ᵐ alone as a float."""
    mean = Fraction(tenths, 10)
    series = sum((mean**event / math.factorial(event) for event in range(events + 1)), Fraction(0))
    assert poisson_at_most(events, float(mean)) == pytest.approx(float(series) * math.exp(-mean), abs=1e-12)


@pytest.mark.parametrize("deviations", [-4, -1, -0.1, 0, 0.5, 2, 5])
def test_large_means_join_the_sum_without_a_step(deviations):
    """Where the series takes over from the sum, both say the same to far less than 1e-6."""
    mean = poisson.LARGE_MEAN
    events = round(mean + deviations * math.sqrt(mean))
    assert poisson_at_most(events, mean) == pytest.approx(
        poisson_at_most(events, mean * (1 + 1e-15)), abs=1e-7
    )


@given(st.floats(0, 1e5), st.floats(0, 0.9999999))
def test_the_quantile_is_the_least_number_that_is_enough(mean, probability):
    """One less would not do."""
    number = poisson_quantile(probability, mean)
    assert poisson_at_most(number, mean) >= probability
    assert number == 0 or poisson_at_most(number - 1, mean) < probability


@pytest.mark.parametrize(("probability", "mean"), [(1.0, 3.0), (math.nextafter(1, 0), 5.0), (0.95, 1e300)])
def test_no_number_is_enough_for_certainty(probability, mean):
    """A probability of 1, or one that a float can't tell from it, asks for no number."""
    assert poisson_quantile(probability, mean) is None


def test_the_edges():
    """Nothing is asked for, or less than nothing is there."""
    assert (poisson_at_most(-1, 3.0), poisson_at_most(0, 0.0), poisson_quantile(0.95, 0.0)) == (0.0, 1.0, 0)
    assert poisson_at_most(10, 1e300) == 0.0
