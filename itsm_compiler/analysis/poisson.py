"""The Poisson distribution: how probable so many events are, and how many a given probability asks for."""

from __future__ import annotations

import math

LARGE_MEAN = 1e6
"""From here on the Edgeworth series stands in for the sum, which would grow long; its error is below 1e-7."""

LARGEST_MEAN = 2.0**53
"""Beyond it a float no longer counts one by one."""

FAR = 40
"""So many standard deviations above the mean nothing is left that a float could tell from 1."""

NEGLIGIBLE = 1e-18
"""Terms that are smaller than this share of the sum add nothing to a float."""


def poisson_at_most(events: int, mean: float) -> float:
    """P(N ≤ events) for a Poisson number N of a mean ≥ 0: Σ e⁻ᵐ mⁱ ÷ i!, summed from its largest term on.

    Beyond a mean of a million by the Edgeworth series Φ(z) − φ(z)(z² − 1) ÷ 6√m with z = (events + ½ − m) ÷ √m
    (Johnson, Kemp, Kotz: Univariate Discrete Distributions, chapter 4).
    """
    if events < 0:
        return 0.0
    if mean <= 0:
        return 1.0
    if mean > LARGE_MEAN:
        return _edgeworth(events, mean)
    peak = min(events, math.floor(mean))
    largest = math.exp(peak * math.log(mean) - mean - math.lgamma(peak + 1))
    total = term = largest
    for event in range(peak, 0, -1):
        term *= event / mean
        total += term
        if term <= total * NEGLIGIBLE:
            break
    term = largest
    for event in range(peak + 1, events + 1):
        term *= mean / event
        total += term
        if term <= total * NEGLIGIBLE:
            break
    return min(1.0, total)


def poisson_quantile(probability: float, mean: float) -> int | None:
    """The smallest number that is not passed with at least this probability.

    None when no number is: of a probability that a float can't tell from 1, and of a mean that it can't count.
    """
    if mean <= 0 or probability <= 0:
        return 0
    if probability >= 1 or mean > LARGEST_MEAN:
        return None
    low, high = -1, math.ceil(mean + FAR * (math.sqrt(mean) + 1))
    if poisson_at_most(high, mean) < probability:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if poisson_at_most(middle, mean) >= probability else (middle, high)
    return high


def _edgeworth(events: int, mean: float) -> float:
    root = math.sqrt(mean)
    z = (events + 0.5 - mean) / root
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    value = math.erfc(-z / math.sqrt(2)) / 2 - density * (z * z - 1) / (6 * root)
    return min(1.0, max(0.0, value))
