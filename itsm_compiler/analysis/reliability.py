"""The availability of one part by itself: from its failures and repairs, and of alike units of which some are enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.model.services import Component, Reliability

MINUTES_A_YEAR = 525960.0
EXACT_UNITS = 1000
"""Up to so many alike units the binomial coefficients are exact integers; beyond, logarithms stand in."""


@dataclass(frozen=True, slots=True)
class PartFigure:
    """The availability of a component by itself, what it stands on left out.

    `unit_availability` is that of one unit; `availability` that of `need` out of `quantity` units which fail
    independently, `lower_bound` and `upper_bound` what holds however they fail (convention 4). With `per` each user
    feels one unit only.
    """

    component: str
    unit_availability: float
    availability: float
    quantity: int
    need: int
    per: str | None
    lower_bound: float
    upper_bound: float

    @property
    def redundant(self) -> bool:
        """Whether it stays up when one unit fails."""
        return self.per is None and self.need < self.quantity


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Stated figures of a component that do not follow from each other: `quantity` is `availability` or `failures`.

    Availabilities are fractions, failures are those of a year.
    """

    component: str
    quantity: str
    stated: float
    derived: float


def part_figure(component: Component) -> PartFigure | None:
    """The figure of a component, None when nothing is said of its availability."""
    unit = unit_availability(component.availability) if component.availability else None
    if unit is None:
        return None
    quantity, need = (1, 1) if component.per else (component.quantity, component.needed)
    lower, upper = alike_bounds(need, quantity, unit)
    tail = alike_availability(need, quantity, unit)
    return PartFigure(
        component.id, unit, tail, component.quantity, component.needed, component.per, lower, upper
    )


def unit_availability(stated: Reliability) -> float | None:
    """The availability of one unit: the stated share, else what follows from two of mtbf, mttr and failures.

    mtbf is the mean up time, so that a cycle of a failure lasts mtbf + mttr (convention 2).
    """
    if stated.share is not None:
        return stated.share.fraction
    return _derived_share(stated)


def alike_availability(need: int, units: int, availability: float) -> float:
    """The probability that at least `need` of `units` alike, independent units are up: the binomial tail."""
    if need <= 0:
        return 1.0
    if need > units:
        return 0.0
    if need == units:
        return availability**units
    down = 1.0 - availability
    if units <= EXACT_UNITS:
        return math.fsum(_term(units, failed, availability, down) for failed in range(units - need + 1))
    return _long_tail(units - need, units, availability, down)


def alike_bounds(need: int, units: int, availability: float) -> tuple[float, float]:
    """What holds for at least `need` of `units` alike units however their failures hang together.

    Lower: 1 − n(1−A)/(n−k+1), because k of n are down only where n−k+1 units are down at once. Upper: nA/k, because on
    average nA units are up.
    """
    if need <= 0:
        return 1.0, 1.0
    if need > units:
        return 0.0, 0.0
    lower = 1.0 - units * (1.0 - availability) / (units - need + 1)
    return max(0.0, lower), min(1.0, units * availability / need)


def disagreements(component: str, stated: Reliability) -> list[Disagreement]:
    """Which stated figures contradict the others: more apart than the digits in which they are written allow."""
    found = []
    share, failures = _derived_share(stated), _derived_failures(stated)
    if stated.share is not None and share is not None:
        slack = _half_digit(stated.share.percent) / 100
        if abs(share - stated.share.fraction) > slack * (1 + 1e-9):
            found.append(Disagreement(component, "availability", stated.share.fraction, share))
    if not found and stated.failures is not None and failures is not None:
        slack = (
            _half_digit(stated.failures.value) * stated.failures.per_year / float(stated.failures.value or 1)
        )
        if abs(failures - stated.failures.per_year) > slack * (1 + 1e-9):
            found.append(Disagreement(component, "failures", stated.failures.per_year, failures))
    return found


def _derived_share(stated: Reliability) -> float | None:
    """The availability that follows from two of mtbf, mttr and failures."""
    mtbf, mttr = _minutes(stated.mtbf), _minutes(stated.mttr)
    if mtbf is not None and mttr is not None:
        return mtbf / (mtbf + mttr) if mtbf + mttr else None
    if stated.failures is None:
        return None
    yearly = stated.failures.per_year
    if mtbf is not None:
        return min(1.0, yearly * mtbf / MINUTES_A_YEAR)
    return None if mttr is None else max(0.0, 1.0 - yearly * mttr / MINUTES_A_YEAR)


def _derived_failures(stated: Reliability) -> float | None:
    """The failures of a year that follow from two of availability, mtbf and mttr."""
    mtbf, mttr = _minutes(stated.mtbf), _minutes(stated.mttr)
    if mtbf is not None and mttr is not None:
        return MINUTES_A_YEAR / (mtbf + mttr) if mtbf + mttr else None
    if stated.share is None:
        return None
    share = stated.share.fraction
    if mtbf:
        return MINUTES_A_YEAR * share / mtbf
    return MINUTES_A_YEAR * (1.0 - share) / mttr if mttr else None


def _minutes(duration: Duration | None) -> float | None:
    """The minutes of a duration; open days, which have no fixed length, say nothing here."""
    return None if duration is None or duration.unit == "wd" else duration.minutes


def _half_digit(written: Decimal) -> float:
    """Half a unit of the last digit written."""
    exponent = written.as_tuple().exponent
    return 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0)


def _term(units: int, failed: int, up: float, down: float) -> float:
    return math.comb(units, failed) * down**failed * up ** (units - failed)


def _long_tail(most_failed: int, units: int, up: float, down: float) -> float:
    """The tail for very many units, summed from its largest term until nothing more is added."""
    if up in (0.0, 1.0):
        return up
    peak = min(most_failed, math.floor((units + 1) * down))
    logarithm = math.lgamma(units + 1) - math.lgamma(peak + 1) - math.lgamma(units - peak + 1)
    start = math.exp(logarithm + peak * math.log(down) + (units - peak) * math.log1p(-down))
    total = term = start
    for failed in range(peak, 0, -1):
        term *= failed / (units - failed + 1) * up / down
        total += term
        if term < total * 1e-18:
            break
    term = start
    for failed in range(peak, most_failed):
        term *= (units - failed) / (failed + 1) * down / up
        total += term
        if term < total * 1e-18:
            break
    return min(1.0, total)
