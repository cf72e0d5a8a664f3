"""What services and agreements bring in a year: charges with their volumes and tiers, and agreed fees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.allocation import split, times_a_year, yearly_rate
from itsm_compiler.analysis.amounts import years_between
from itsm_compiler.model.quantities import Rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from itsm_compiler.analysis.amounts import Amounts
    from itsm_compiler.analysis.clocks import Clocks, Days
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import Money
    from itsm_compiler.model.services import Service, Tier

USERS = "users"
"""The name under which the limits of an agreement say for how many users it holds."""


@dataclass(frozen=True, slots=True)
class Volume:
    """So many units, charged so many times a year: users once, 400 calls a month twelve times."""

    units: Fraction
    times: Fraction = Fraction(1)

    @property
    def yearly(self) -> Fraction:
        """The units of a year: of what is had all year their number, of calls all of them."""
        return self.units * self.times


def volume_of(service: Service) -> Volume | None:
    """By how many units a service is charged, or counted where its fee is fixed; None while that is not said.

    Users, or the volume where the charge says one; calls are those of the volume, else incidents and requests.
    """
    charge = service.charge
    said = charge.volume if charge is not None else None
    basis = charge.basis if charge is not None else None
    if isinstance(said, Rate):
        return (
            None if said.is_share or not said.value else Volume(Fraction(said.value), times_a_year(said.per))
        )
    if isinstance(said, Decimal) and basis != "fixed":
        return Volume(Fraction(said)) if said else None
    if basis == "capacity":
        return None
    if basis == "per-call":
        demand = service.demand
        calls = yearly_rate(demand.incidents) + yearly_rate(demand.requests) if demand is not None else 0
        return Volume(Fraction(calls) / 12, Fraction(12)) if calls else None
    return Volume(Fraction(service.users)) if service.users else None


def price_of(amounts: Amounts, service: Service) -> Fraction | None:
    """What a service is charged for in a year; None where basis, price or volume are missing.

    Units above the `above` of a tier are charged at its price, those below at the one before (graduated).
    """
    charge = service.charge
    if charge is None or charge.basis is None or charge.price is None:
        return None
    at: Path = ("services", service.id, "charge")
    if charge.basis == "fixed":
        return amounts.yearly(charge.price, service.id, (*at, "price"))
    volume = volume_of(service)
    if volume is None:
        return None
    once = charge.basis == "per-call" or isinstance(charge.volume, Rate)
    total = Fraction()
    for units, price, path in bands(charge.price, charge.tiers, volume.units):
        each = _of_one(amounts, price, service.id, (*at, *path), volume.times if once else None)
        if each is None:
            return None
        total += units * each
    return total


def bands(price: Money, tiers: Sequence[Tier], units: Fraction) -> Iterator[tuple[Fraction, Money, Path]]:
    """The units that fall under each price, with where in the charge that price is written."""
    path: Path = ("price",)
    begin = Fraction()
    for index, tier in sorted(enumerate(tiers), key=lambda pair: pair[1].above):
        end = Fraction(tier.above)
        if units <= end:
            break
        yield end - begin, price, path
        begin, price, path = end, tier.price, ("tiers", index, "price")
    yield units - begin, price, path


def fee_of(amounts: Amounts, clocks: Clocks, sla: Sla) -> Fraction | None:
    """The agreed fee of a year; one without a period is that of the whole term."""
    if sla.charges is None:
        return None
    return amounts.yearly(
        sla.charges.total, sla.id, ("slas", sla.id, "charges", "total"), years_of_term(clocks, sla)
    )


def years_of_term(clocks: Clocks, sla: Sla) -> Fraction:
    """How many years an agreement lasts."""
    days = clocks.term(sla.valid)
    return years_between(days.first, days.last)


def sold_parts(
    design: Design, clocks: Clocks
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]:
    """By service, the agreements that share it at a time, with their weights.

    The weight is the users within the limits of each agreement where all of them say so, else the same for all.
    Agreements whose terms follow each other don't share: each has the whole service in its time.
    """
    sellers: dict[str, list[str]] = {}
    for name in sorted(design.slas):
        for service in design.services_of(design.slas[name].services):
            sellers.setdefault(service, []).append(name)
    terms = {name: clocks.term(sla.valid) for name, sla in design.slas.items()}
    known: dict[tuple[str, ...], tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]] = {}
    for slas in map(tuple, sellers.values()):
        if slas not in known:
            groups = _at_a_time(slas, terms)
            known[slas] = tuple((group, _weights([design.slas[sla] for sla in group])) for group in groups)
    return {service: known[tuple(slas)] for service, slas in sellers.items()}


def shared(
    amount: int, groups: Iterable[tuple[tuple[str, ...], tuple[int, ...]]]
) -> Iterator[tuple[str, int]]:
    """What each agreement bears of an amount in cents."""
    for slas, weights in groups:
        yield from zip(slas, split(amount, weights), strict=True)


def _at_a_time(slas: Sequence[str], terms: dict[str, Days]) -> list[tuple[str, ...]]:
    """Agreements in groups whose terms touch no other group's."""
    groups: list[list[str]] = []
    last = None
    for sla in sorted(slas, key=lambda name: (terms[name].first, name)):
        days = terms[sla]
        if last is None or days.first > last:
            groups.append([])
            last = days.last
        groups[-1].append(sla)
        last = max(last, days.last)
    return [tuple(sorted(group)) for group in groups]


def _weights(slas: Sequence[Sla]) -> tuple[int, ...]:
    users = [sla.scope.limits.get(USERS) if sla.scope is not None else None for sla in slas]
    known = [value for value in users if isinstance(value, Decimal) and value > 0]
    if len(known) < len(slas):
        return (1,) * len(slas)
    return tuple(int(value * 10**9) for value in known)


def _of_one(amounts: Amounts, price: Money, entity: str, at: Path, times: Fraction | None) -> Fraction | None:
    """What one unit brings in a year: by its rate, or, of what is paid each time, by how many `times` a year."""
    if price.per is not None:
        return amounts.yearly(price, entity, at) if times in (None, 1) else None
    if times is None:
        return amounts.yearly(price, entity, at)
    each = amounts.single(price, entity, at)
    return None if each is None else each * times
