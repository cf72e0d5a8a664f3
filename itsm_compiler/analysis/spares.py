"""Spares: whether the stock meets the demand of the lead time, and whether a part is swapped inside the resolution.

Convention 12. The stock of a spare is a base stock: what is taken is ordered anew at once, so that by Palm's theorem the
number on order is Poisson with the mean Σ quantity ÷ mtbf × lead time over all components that share the spare.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.analysis.chains import own_minutes
from itsm_compiler.analysis.poisson import poisson_at_most, poisson_quantile
from itsm_compiler.analysis.reliability import MINUTES_A_YEAR
from itsm_compiler.analysis.spare_paths import held_by, keeper_hours, spare_paths

if TYPE_CHECKING:
    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.analysis.clocks import Clocks, Days
    from itsm_compiler.analysis.spare_paths import SparePath
    from itsm_compiler.model.quantities import Duration
    from itsm_compiler.model.resources import Spare
    from itsm_compiler.model.services import Reliability

DAY_MINUTES = 1440.0
MOST_PIECES = 100_000
"""A larger stock is taken for wholly usable or not at all: the mixture over its usable pieces would be too long."""


@dataclass(frozen=True, slots=True)
class SpareDemand:
    """What one component takes of a spare in the lead time: `quantity` × lead time ÷ mean up time of a unit."""

    component: str
    quantity: int
    mtbf_minutes: float
    demand: float


@dataclass(frozen=True, slots=True)
class SpareFigure:
    """A spare: its stock against the demand of the lead time, and the ways to a swapped part.

    `demand_in_lead_time` is None without a lead time or any component of which failures are known; `unknown` are those of
    which they are not, so that the demand is at least so much. `probability_met` is that of the demand staying within the
    stock, `required_stock` the least that reaches `confidence` (None for 100 %); `probability_usable` is the first with
    each piece usable by the share `usable` alone. `holder` is the team or party that keeps it, `supplier_held` says that
    this is a supplier or third party; `contract_response_minutes` is then what its contract promises for class A.
    """

    spare: str
    demand_in_lead_time: float | None
    stock: int | None
    probability_met: float | None
    confidence: float
    required_stock: int | None
    lead_time_minutes: float | None
    demands: tuple[SpareDemand, ...]
    unknown: tuple[str, ...]
    usable: float | None
    probability_usable: float | None
    holder: str | None
    supplier_held: bool
    contract: str | None
    response_minutes: float | None
    contract_response_minutes: float | None
    paths: tuple[SparePath, ...]

    @property
    def margin(self) -> int | None:
        """Pieces above what is required; negative when there are too few."""
        if self.stock is None or self.required_stock is None:
            return None
        return self.stock - self.required_stock

    @property
    def contract_keeps_response(self) -> bool | None:
        """Whether the contract of a spare held by a supplier promises class A no later than the spare needs it."""
        if self.response_minutes is None or self.contract_response_minutes is None:
            return None
        return self.contract_response_minutes <= self.response_minutes


def spare_figures(chains: Chains) -> tuple[SpareFigure, ...]:
    """The figure of each spare of which anything can be said, in order of ids."""
    paths = spare_paths(chains)
    figures = (
        _figure(chains, spare, tuple(paths.get(name, ())))
        for name, spare in sorted(chains.design.spares.items())
    )
    return tuple(
        figure
        for figure in figures
        if figure.demand_in_lead_time is not None or figure.stock is not None or figure.paths
    )


def mean_up_minutes(stated: Reliability | None) -> float | None:
    """The mean up time of a unit: as written, or from two of availability, repair time and failures (convention 2).

    From failures alone it is the time from one to the next; None where nothing is known or nothing fails.
    """
    if stated is None:
        return None
    if stated.mtbf is not None and stated.mtbf.unit != "wd":
        return stated.mtbf.minutes or None
    share = stated.share.fraction if stated.share is not None else None
    repair = stated.mttr.minutes if stated.mttr is not None and stated.mttr.unit != "wd" else None
    up: float | None = None
    if stated.failures is not None and stated.failures.value:
        cycle = MINUTES_A_YEAR / stated.failures.per_year
        up = cycle - repair if repair is not None else cycle * (1.0 if share is None else share)
    elif share is not None and share < 1 and repair is not None:
        up = repair * share / (1.0 - share)
    return up if up is not None and up > 0 else None


def mean_minutes(duration: Duration, clocks: Clocks, *calendars: str | None) -> float | None:
    """The clock time that a duration takes on the average: service time at the open share of an ordinary week.

    The calendar is the first one named, else the design's; None when it is never open.
    """
    if not duration.is_service_time:
        return duration.minutes
    week = clocks.design.calendar(clocks.governing(*calendars)).hours
    open_days = sum(1 for day in week.days if day)
    if not open_days or not week.minutes:
        return None
    if duration.unit == "wd":
        return float(duration.amount) * 7 * DAY_MINUTES / open_days
    return duration.minutes * 7 * DAY_MINUTES / float(week.minutes)


def usable_probability(stock: int, usable: float, demand: float) -> float:
    """P(demand ≤ usable pieces): the number of usable pieces is binomial, the demand Poisson, both independent."""
    if usable >= 1 or not stock:
        return poisson_at_most(stock, demand)
    if usable <= 0:
        return poisson_at_most(0, demand)
    up, down, total = math.log(usable), math.log1p(-usable), 0.0
    spread = 12 * math.sqrt(stock * usable * (1 - usable)) + 12
    mean = stock * usable
    for pieces in range(max(0, math.floor(mean - spread)), min(stock, math.ceil(mean + spread)) + 1):
        ways = math.lgamma(stock + 1) - math.lgamma(pieces + 1) - math.lgamma(stock - pieces + 1)
        chance = math.exp(ways + pieces * up + (stock - pieces) * down)
        total += chance * poisson_at_most(pieces, demand)
    return min(1.0, total)


def _figure(chains: Chains, spare: Spare, paths: tuple[SparePath, ...]) -> SpareFigure:
    lead = mean_minutes(spare.lead_time, chains.clocks) if spare.lead_time is not None else None
    parts = [
        chains.design.components[name]
        for name in dict.fromkeys(spare.for_)
        if name in chains.design.components
    ]
    failing = [(part, mean_up_minutes(part.availability)) for part in parts]
    demands = tuple(
        SpareDemand(part.id, part.quantity, up, part.quantity * lead / up)
        for part, up in failing
        if up is not None and lead is not None
    )
    demand = math.fsum(one.demand for one in demands) if demands else None
    stock, usable = spare.stock, spare.usable.fraction if spare.usable is not None else None
    confidence = spare.confidence.fraction
    holder, away = held_by(spare, chains)
    counted = demand is not None and stock is not None
    mixed = counted and usable is not None and stock is not None and stock <= MOST_PIECES
    days = chains.clocks.term(None)
    return SpareFigure(
        spare=spare.id,
        demand_in_lead_time=demand,
        stock=stock,
        probability_met=poisson_at_most(stock or 0, demand or 0.0) if counted else None,
        confidence=confidence,
        required_stock=poisson_quantile(confidence, demand) if demand is not None else None,
        lead_time_minutes=lead,
        demands=demands,
        unknown=tuple(part.id for part, up in failing if up is None),
        usable=usable,
        probability_usable=usable_probability(stock or 0, usable or 0.0, demand or 0.0) if mixed else None,
        holder=holder,
        supplier_held=away,
        contract=spare.contract,
        response_minutes=_own(chains, spare.response, keeper_hours(spare, chains), days),
        contract_response_minutes=_contract_response(chains, spare, days) if away else None,
        paths=paths,
    )


def _contract_response(chains: Chains, spare: Spare, days: Days) -> float | None:
    """What the contract of a spare promises as response to class A, in minutes of its own calendar."""
    contract = chains.design.contracts.get(spare.contract or "")
    urgent = contract.priorities.get("A") if contract is not None else None
    if contract is None or urgent is None:
        return None
    return _own(chains, urgent.response, chains.clocks.governing(contract.hours), days)


def _own(chains: Chains, duration: Duration | None, hours: str, days: Days) -> float | None:
    return None if duration is None else own_minutes(duration, chains.clocks.table(hours, days))
