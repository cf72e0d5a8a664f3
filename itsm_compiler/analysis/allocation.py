"""How an amount is shared out: by which driver over which services, whole cents that add up to the whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from itsm_compiler.model.quantities import DAYS_A_YEAR, DAYS_PER, MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itsm_compiler.model.agreements import Driver
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.people import Role, Workload
    from itsm_compiler.model.quantities import Duration, Rate, Share

DEMANDS: tuple[Literal["incidents", "requests", "changes"], ...] = ("incidents", "requests", "changes")
DEFAULT_DRIVER: Driver = "demand"
TIMES_A_YEAR = {"y": Fraction(1), "q": Fraction(4), "mo": Fraction(12)}
"""Months and quarters by the calendar, shorter periods by the mean year, as `Money.per_year` counts."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each of `services`, which stand in order of id; `driver` is what they measure.

    `rest` is the weight of what goes to none of them: the shares that are not given to a service.
    """

    driver: Driver | Literal["shares"]
    services: tuple[str, ...]
    weights: tuple[int, ...]
    rest: int = 0

    def split(self, amount: int) -> tuple[int, ...]:
        """Whole cents for each service, then the cents that go to none."""
        return split(amount, (*self.weights, self.rest))


def split(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole cents in proportion to weights, one of which is above 0, by largest remainder, ties to the first.

    Source: Hamilton's method of apportionment. Every part is within a cent of its exact share.
    """
    total = sum(weights)
    parts = [amount * weight // total for weight in weights]
    left = amount - sum(parts)
    if left:
        remainders = [amount * weight % total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)
        for index in by_remainder[:left]:
            parts[index] += 1
    return tuple(parts)


def yearly_rate(rate: Rate | None) -> Fraction:
    """How often in a year; 0 for what is not said or is a growth."""
    if rate is None or rate.is_share:
        return Fraction()
    return Fraction(rate.value) * times_a_year(rate.per)


def times_a_year(per: str) -> Fraction:
    """How often the period of a rate is in a year."""
    return TIMES_A_YEAR.get(per) or Fraction(DAYS_A_YEAR) / Fraction(DAYS_PER[per])


class Drivers:
    """What each driver measures of the services of a design (convention 16).

    `users` as written; `demand` incidents, requests and changes a year; `hours` the workload of roles in a year; `equal`
    one each. A driver that measures nothing at any of the services gives way to the next of hours, demand, equal; users
    give way to equal.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self._known: dict[tuple[Driver, tuple[str, ...]], Weights] = {}

    def weights(self, driver: Driver, services: tuple[str, ...]) -> Weights:
        """The weights by users, demand or equal parts; hours are those of every role of the design."""
        key = (driver, services)
        if key not in self._known:
            self._known[key] = self._measured(driver, services)
        return self._known[key]

    def by_hours(self, roles: Iterable[Role], services: tuple[str, ...]) -> Weights:
        """The weights by the workload of some roles, else by demand."""
        hours: dict[str, Fraction] = {}
        for role in roles:
            for service, amount in self.hours(role).items():
                hours[service] = hours.get(service, Fraction()) + amount
        weights = _whole([hours.get(service, Fraction()) for service in services])
        return Weights("hours", services, weights) if any(weights) else self.weights("demand", services)

    def by_shares(self, shares: Mapping[str, Share]) -> Weights | None:
        """The weights that are written share by share; what lacks to 100 % stays with nobody, None without a share.

        Shares above 100 % in all are scaled down to it: nothing is charged twice.
        """
        known = {service: share.percent for service, share in shares.items()}
        if not any(known.values()):
            return None
        services = tuple(sorted(service for service in known if service in self.design.services))
        given = sum((known[service] for service in services), Decimal())
        lacking = max(100 - sum(known.values(), Decimal()), Decimal())
        rest = sum(known.values(), Decimal()) - given + lacking
        *weights, unshared = _whole([*(Fraction(known[service]) for service in services), Fraction(rest)])
        return Weights("shares", services, tuple(weights), unshared)

    def hours(self, role: Role) -> dict[str, Fraction]:
        """The minutes that a role works in a year, by service."""
        found: dict[str, Fraction] = {}
        for work in role.workload:
            case = self._each(work)
            if not case or work.demand is None:
                continue
            for service in self.design.services_of(work.of):
                amount = case * self._rates[work.demand][service]
                if amount:
                    found[service] = found.get(service, Fraction()) + amount
        return found

    @cached_property
    def _rates(self) -> dict[str, dict[str, Fraction]]:
        """By kind of demand and service, how often in a year."""
        services = self.design.services.items()
        return {
            demand: {name: yearly_rate(getattr(service.demand, demand, None)) for name, service in services}
            for demand in DEMANDS
        }

    @cached_property
    def _measures(self) -> dict[Driver, dict[str, int]]:
        """By driver and service, what it measures there, in whole numbers of the same proportion."""
        services = self.design.services
        demand = _whole([sum((self._rates[kind][name] for kind in DEMANDS), Fraction()) for name in services])
        return {
            "users": {name: service.users or 0 for name, service in services.items()},
            "demand": dict(zip(services, demand, strict=True)),
            "equal": dict.fromkeys(services, 1),
        }

    def _measured(self, driver: Driver, services: tuple[str, ...]) -> Weights:
        if driver == "hours":
            return self.by_hours(self.design.roles.values(), services)
        measures = self._measures[driver]
        weights = tuple(measures[service] for service in services)
        return Weights(driver, services, weights) if any(weights) else self.weights("equal", services)

    def _each(self, work: Workload) -> Fraction:
        """The minutes that one case of a demand costs the role: its share × its time; an open day is a mean one."""
        if work.each is None:
            return Fraction()
        return Fraction(work.share.percent) / 100 * self._minutes(work.each)

    def _minutes(self, each: Duration) -> Fraction:
        if each.unit != "wd":
            return Fraction(each.amount) * Fraction(MINUTES[each.unit.removeprefix("s")])
        week = self.design.calendar().hours
        return Fraction(each.amount) * Fraction(week.minutes, max(1, sum(1 for day in week.days if day)))


def _whole(amounts: Sequence[Fraction]) -> tuple[int, ...]:
    """Fractions in the same proportion as whole numbers."""
    common = math.lcm(*(amount.denominator for amount in amounts))
    return tuple(int(amount * common) for amount in amounts)
