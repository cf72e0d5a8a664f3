"""Chance that repeats itself: streams of random numbers by seed and name, and draws by inverse transform.

Every draw is made from `random.Random.random()`, whose sequence Python promises to keep for a seed; other methods of
`random` may change from version to version.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from fractions import Fraction

CELLS = 2048
"""Cells of the table of a beta distribution, between which its quantiles are interpolated."""


def stream(seed: int, *names: str) -> Callable[[], float]:
    """Numbers from 0 to below 1, the same for a seed and names; streams of other names hang together with nothing.

    Each thing that is drawn has a stream of its own, so that a change elsewhere in the design does not change it.
    """
    return random.Random("/".join((str(seed), *names))).random  # noqa: S311 -- a simulation, no secret


@lru_cache(maxsize=256)
def pert_quantiles(mode: float) -> tuple[float, ...]:
    """The quantiles of the PERT-beta distribution on 0 … 1 at multiples of 1 / `CELLS`, for a mode from 0 to 1.

    Its shapes are 1 + 4·mode and 5 − 4·mode, so that the mean is (0 + 4·mode + 1) / 6 (Malcolm, Roseboom, Clark and Fazar
    1959; Vose, Risk Analysis). The density is integrated cell by cell by Simpson's rule.
    """
    alpha, beta = 4.0 * mode, 4.0 - 4.0 * mode
    points = [(x / (2 * CELLS)) ** alpha * (1.0 - x / (2 * CELLS)) ** beta for x in range(2 * CELLS + 1)]
    areas = (points[i] + 4.0 * points[i + 1] + points[i + 2] for i in range(0, 2 * CELLS, 2))
    below = [0.0, *accumulate(areas)]
    found = [0.0]
    for step in range(1, CELLS):
        wanted = below[-1] * step / CELLS
        cell = bisect_left(below, wanted) - 1
        found.append((cell + (wanted - below[cell]) / (below[cell + 1] - below[cell])) / CELLS)
    return (*found, 1.0)


def pert_draws(
    estimate: Sequence[Fraction | Decimal | float], count: int, uniform: Callable[[], float]
) -> list[float]:
    """So many draws from the PERT-beta distribution of best, likely and worst; of a sure estimate nothing is drawn."""
    low, middle, high = sorted(map(float, estimate))
    width = high - low
    if not width:
        return [low] * count
    table = pert_quantiles((middle - low) / width)
    drawn = []
    for _ in range(count):
        place = uniform() * CELLS
        cell = int(place)
        drawn.append(low + width * (table[cell] + (place - cell) * (table[cell + 1] - table[cell])))
    return drawn


def exponential(rate: float, uniform: Callable[[], float]) -> float:
    """A draw of the time to the next event of a rate above 0."""
    return -math.log1p(-uniform()) / rate


def normal_below(deviations: float) -> float:
    """The share of a normal distribution below so many standard deviations from its mean."""
    return 0.5 * math.erfc(-deviations / math.sqrt(2.0))


def standard_error(share: float, runs: int) -> float:
    """The standard error of a share that was found in so many independent runs.

    One success and one failure more are counted than there were (Laplace), so that what always happened isn't called sure.
    """
    smoothed = (share * runs + 1.0) / (runs + 2.0)
    return math.sqrt(smoothed * (1.0 - smoothed) / runs)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The least of some values in order that is not exceeded by at least such a share of them."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
