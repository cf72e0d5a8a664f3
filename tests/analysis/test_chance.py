"""Protects the draws of all simulations: their distributions, and that they repeat themselves."""

from __future__ import annotations

import itertools
import math

import pytest

from itsm_compiler.analysis.chance import (
    CELLS,
    exponential,
    normal_below,
    percentile,
    pert_draws,
    pert_quantiles,
    standard_error,
    stream,
)


def test_a_stream_repeats_itself():
    """The numbers of a seed and a name are these, on every platform and under every version of Python."""
    uniform = stream(0, "go-live", "build")
    assert [round(uniform(), 12) for _ in range(2)] == [0.413582711082, 0.334851908796]
    assert stream(0, "go-live", "build")() == stream(0, "go-live", "build")()
    assert len({stream(0, "a")(), stream(1, "a")(), stream(0, "b")(), stream(0, "a", "b")()}) == 4


@pytest.mark.parametrize("mode", [0.0, 0.1, 0.5, 0.8, 1.0])
def test_pert_has_its_mean_and_variance(mode):
    """Mean (1 + 4·mode) / 6 and variance αβ / (36 · 7) of the beta distribution with α = 1 + 4·mode, β = 5 − 4·mode."""
    table = pert_quantiles(mode)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(table)]
    mean = math.fsum(middles) / CELLS
    variance = math.fsum((x - mean) ** 2 for x in middles) / CELLS
    alpha, beta = 1 + 4 * mode, 5 - 4 * mode
    assert mean == pytest.approx(alpha / 6, abs=1e-4)
    assert variance == pytest.approx(alpha * beta / (36 * 7), abs=1e-4)
    assert list(table) == sorted(table)


def test_pert_against_a_closed_form():
    """With the mode at the least value the distribution function is 1 − (1 − x)⁵."""
    table = pert_quantiles(0.0)
    for step in (1, 100, 1024, 1800, CELLS - 1):
        assert table[step] == pytest.approx(1 - (1 - step / CELLS) ** 0.2, abs=1e-5)


def test_draws_stay_within_their_estimate():
    """No draw lies outside best and worst; a sure estimate takes no number from its stream."""
    drawn = pert_draws((2.0, 3.0, 9.0), 5000, stream(7, "x"))
    assert 2.0 <= min(drawn) <= max(drawn) <= 9.0
    assert math.fsum(drawn) / 5000 == pytest.approx((2 + 12 + 9) / 6, abs=0.05)
    assert pert_draws((4.0, 4.0, 4.0), 3, None) == [4.0] * 3
    assert min(pert_draws((9.0, 3.0, 2.0), 100, stream(7, "x"))) >= 2.0


def test_exponential_normal_and_percentile():
    """The mean of an exponential, tables of the normal distribution, and percentiles by counting."""
    uniform = stream(3, "e")
    assert math.fsum(exponential(0.5, uniform) for _ in range(20000)) / 20000 == pytest.approx(2, abs=0.05)
    assert [round(normal_below(z), 4) for z in (0, 1, 1.645, -1.96)] == [0.5, 0.8413, 0.95, 0.025]
    assert [percentile([1, 2, 3, 4, 5], share) for share in (0, 0.2, 0.21, 0.8, 1)] == [1, 1, 2, 4, 5]


def test_what_always_happened_is_not_called_sure():
    """The standard error is that of a binomial, but never 0."""
    assert standard_error(0.5, 10000) == pytest.approx(0.005)
    assert 0 < standard_error(1.0, 10000) < 0.0002
