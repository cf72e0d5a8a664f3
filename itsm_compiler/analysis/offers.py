"""Offers to choose from: whether the dearer of two ever promises less, or the cheaper more.

Three things can be chosen between: agreements that hold a common service, services of one category that have the same
functions and are charged alike, and requests of one service that take the same steps. Two offers are compared level by
level; what one says and the other does not is a level more. Only offers with a price in the same currency count.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.analysis.legs import elapsed, legs_of
from itsm_compiler.analysis.response import pace_of
from itsm_compiler.analysis.zones import DAY
from itsm_compiler.knowledge import library
from itsm_compiler.model.quantities import Duration, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.quantities import Money

OfferKind = Literal["sla", "service", "request"]
OfferVerdict = Literal["ordered", "same-level", "same-price", "mixed", "dominated"]
Better = Literal["dearer", "cheaper", "same", "neither"]

MOST_COMPARED = 32
"""Of many offers each is compared with so many that come next by price."""

HIGHER = {
    "availability": True,
    "satisfaction": True,
    "failures": False,
    "recovery": False,
    "security-incidents": False,
}
"""Whether more is better, of the metrics of the language; a KPI says it itself."""

TIMES = ("response", "handling", "resolution")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LevelComparison:
    """One level of two offers as written, None where one says nothing of it, and which of them is better.

    `level` is `hours`, `services`, a time with its class (`resolution A`), or a metric with its window and service.
    """

    level: str
    dearer: str | None
    cheaper: str | None
    better: Better


@dataclass(frozen=True, slots=True)
class OfferPair:
    """Two offers by price, for `unit` (a user and year, an agreement and year, a unit of charge, a request).

    `of` are the services they share. The verdict: the dearer is at least as good in every level and better in one
    (`ordered`), they promise the same (`same-level`) or cost the same (`same-price`), each is better in something or
    two levels can't be compared (`mixed`), or the dearer is worse in some and better in none (`dominated`).
    """

    kind: OfferKind
    dearer: str
    cheaper: str
    of: tuple[str, ...]
    unit: str
    dearer_price: Decimal
    cheaper_price: Decimal
    currency: str | None
    verdict: OfferVerdict
    levels: tuple[LevelComparison, ...]


@dataclass(frozen=True, slots=True)
class _Level:
    """What is promised of one thing: `text` as written; a number, a time on a calendar, open hours, or a set."""

    text: str
    value: Any
    higher: bool = True
    hours: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    id: str
    price: Decimal
    levels: Mapping[str, _Level]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What two offers have in common."""

    kind: OfferKind
    of: tuple[str, ...]
    unit: str
    currency: str


def offer_pairs(chains: Chains) -> tuple[OfferPair, ...]:
    """All pairs of offers to choose from that have prices, agreements first, then services, then requests."""
    found = {
        (pair.kind, pair.dearer, pair.cheaper): pair
        for pairs in (_agreements(chains), _services(chains), _requests(chains))
        for pair in pairs
    }
    return tuple(found.values())


def _agreements(chains: Chains) -> Iterator[OfferPair]:
    """Agreements that hold a common service, by what they cost a year: for each user where all say how many."""
    design = chains.design
    groups: dict[tuple[str, str], list[Sla]] = {}
    for _, sla in sorted(design.slas.items()):
        total = sla.charges.total if sla.charges is not None else None
        for service in (
            design.services_of(sla.services) if total is not None and total.per is not None else ()
        ):
            groups.setdefault((service, _currency(chains, total)), []).append(sla)
    for (_, currency), slas in sorted(groups.items()):
        unit = "user/y" if all(map(_users, slas)) else "y"
        offers = [
            (sla, sla.charges.total.per_year / ((_users(sla) if unit == "user/y" else None) or 1))
            for sla in slas
            if sla.charges is not None and sla.charges.total is not None
        ]
        for (dear, dear_price), (cheap, cheap_price) in _pairs(offers):
            held = [design.services_of(one.services) for one in (dear, cheap)]
            shared = tuple(sorted(set(held[0]) & set(held[1])))
            pair = [
                _Offer(one.id, price, _levels_of_sla(chains, one, shared))
                for one, price in ((dear, dear_price), (cheap, cheap_price))
            ]
            yield _compared(chains, _Choice("sla", shared, unit, currency), pair)


def _services(chains: Chains) -> Iterator[OfferPair]:
    """Services of one category with the same functions, by what a unit costs a year."""
    groups: dict[tuple[Any, ...], list[tuple[str, Decimal]]] = {}
    for name, service in sorted(chains.design.services.items()):
        charge = service.charge
        if charge is None or charge.price is None or charge.price.per is None or not service.functions:
            continue
        alike = (service.category, charge.basis, charge.unit, frozenset(service.functions))
        key = (_currency(chains, charge.price), charge.unit or charge.basis or "", alike)
        groups.setdefault(key, []).append((name, charge.price.per_year))
    for (currency, unit, _), offers in groups.items():
        for pair in _pairs(offers):
            priced = [_Offer(name, price, _levels_of_service(chains, name)) for name, price in pair]
            both = tuple(sorted(name for name, _ in pair))
            yield _compared(chains, _Choice("service", both, f"{unit}/y", currency), priced)


def _requests(chains: Chains) -> Iterator[OfferPair]:
    """Requests of one service with the same steps: one thing, sooner or later."""
    for name, service in sorted(chains.design.services.items()):
        hours = chains.clocks.governing(service.hours)
        groups: dict[tuple[Any, ...], list[tuple[_Offer, Decimal]]] = {}
        for one, request in sorted(service.requests.items()):
            if request.price is not None and request.price.per is None and request.steps and request.within:
                steps = tuple(tuple(sorted(step.texts.items())) for step in request.steps)
                levels = {"within": _Level(str(request.within), request.within, higher=False, hours=hours)}
                offer = _Offer(f"{name}/{one}", request.price.amount, levels)
                groups.setdefault((_currency(chains, request.price), steps), []).append((offer, offer.price))
        for (currency, _), offers in groups.items():
            for pair in _pairs(offers):
                choice = _Choice("request", (name,), "", currency)
                yield _compared(chains, choice, [offer for offer, _ in pair])


def _pairs(offers: list[tuple[Any, Decimal]]) -> Iterator[tuple[tuple[Any, Decimal], tuple[Any, Decimal]]]:
    """Pairs of offers, the dearer first."""
    ordered = sorted(offers, key=lambda one: one[1])
    for place, cheap in enumerate(ordered):
        for dear in ordered[place + 1 : place + 1 + MOST_COMPARED]:
            yield dear, cheap


def _compared(chains: Chains, choice: _Choice, offers: Sequence[_Offer]) -> OfferPair:
    """Two offers, the dearer first, level by level."""
    dear, cheap = offers
    levels = tuple(
        LevelComparison(
            level,
            dear.levels[level].text if level in dear.levels else None,
            cheap.levels[level].text if level in cheap.levels else None,
            _better(chains, dear.levels.get(level), cheap.levels.get(level)),
        )
        for level in dict.fromkeys((*dear.levels, *cheap.levels))
    )
    return OfferPair(
        kind=choice.kind,
        dearer=dear.id,
        cheaper=cheap.id,
        of=choice.of,
        unit=choice.unit,
        dearer_price=dear.price.quantize(CENT),
        cheaper_price=cheap.price.quantize(CENT),
        currency=choice.currency or None,
        verdict=_verdict({one.better for one in levels}, same_price=dear.price == cheap.price),
        levels=levels,
    )


def _verdict(better: set[Better], *, same_price: bool) -> OfferVerdict:
    if same_price:
        return "same-price"
    if better <= {"same"}:
        return "same-level"
    if better <= {"same", "dearer"}:
        return "ordered"
    return "dominated" if better <= {"same", "cheaper"} else "mixed"


def _better(chains: Chains, dear: _Level | None, cheap: _Level | None) -> Better:
    """Which of two levels promises more."""
    if dear is None or cheap is None:
        return "cheaper" if dear is None else "dearer"
    order = _order(chains, dear, cheap)
    if order is None:
        return "neither"
    if not order:
        return "same"
    return "dearer" if (order > 0) == dear.higher else "cheaper"


def _order(chains: Chains, one: _Level, other: _Level) -> int | None:
    """Below, at or above zero as one level is less, the same or more than the other; None when nobody can say."""
    first, second = one.value, other.value
    if isinstance(first, Duration) and isinstance(second, Duration):
        first, second = _lengths(chains, one, other)
    elif isinstance(first, frozenset) and isinstance(second, frozenset):
        return 0 if first == second else 1 if first > second else -1 if first < second else None
    elif isinstance(first, Share) and isinstance(second, Share):
        first, second = first.percent, second.percent
    elif type(first) is not type(second) or not isinstance(first, Decimal | int):
        return 0 if first == second else None
    return int((first > second) - (first < second))


def _lengths(chains: Chains, one: _Level, other: _Level) -> tuple[float, float]:
    """Two times in what they can be compared in: amounts of one clock, else the longest that they take by the wall."""
    paces = pace_of(one.value), pace_of(other.value)
    if paces == ("wall", "wall") or (paces[0] == paces[1] and one.hours == other.hours):
        first, second = (
            (value.amount if pace == "days" else value.minutes)
            for value, pace in zip((one.value, other.value), paces, strict=True)
        )
        return float(first), float(second)
    days = chains.clocks.term(None)
    first, second = (
        elapsed(
            chains.starts(level.hours, days), legs_of(level.value, chains.clocks.table(level.hours, days))
        )[1].minutes
        for level in (one, other)
    )
    return float(first), float(second)


def _levels_of_sla(chains: Chains, sla: Sla, shared: Iterable[str]) -> dict[str, _Level]:
    """What an agreement promises of the services that it shares with another."""
    design, hours = chains.design, chains.clocks.governing(sla.hours)
    services = design.services_of(sla.services)
    levels = {
        "services": _Level(", ".join(sorted(services)), frozenset(services)),
        "hours": _Level(hours, _open_minutes(chains, hours)),
    }
    for metric, target in sorted(sla.targets.items()):
        higher = HIGHER.get(metric, _higher_is_better(chains, metric))
        for service in shared:
            value = target.value_for(service)
            if value is not None and higher is not None:
                levels[f"{metric}/{target.window} {service}"] = _Level(str(value), value, higher, hours)
    for priority, promised in sorted(sla.priorities.items()):
        for field in TIMES:
            time = getattr(promised, field)
            if time is not None:
                levels[f"{field} {priority}"] = _Level(str(time), time, higher=False, hours=hours)
        if promised.attainment is not None:
            levels[f"attainment {priority}"] = _Level(str(promised.attainment), promised.attainment)
    return levels


def _levels_of_service(chains: Chains, name: str) -> dict[str, _Level]:
    """What the catalogue promises of a service: its hours and the default targets of every agreement."""
    service = chains.design.services[name]
    hours = chains.clocks.governing(service.hours)
    levels = {"hours": _Level(hours, _open_minutes(chains, hours))}
    for metric, value in sorted(service.baseline.items()):
        higher = HIGHER.get(metric, _higher_is_better(chains, metric))
        if higher is not None:
            levels[metric] = _Level(str(value), value, higher, hours)
    return levels


def _open_minutes(chains: Chains, hours: str) -> frozenset[int]:
    """The open minutes of an ordinary week of a calendar."""
    return _week_minutes(tuple(tuple(day) for day in chains.design.calendar(hours).hours.days))


@lru_cache(maxsize=64)
def _week_minutes(week: tuple[tuple[tuple[int, int], ...], ...]) -> frozenset[int]:
    return frozenset(
        day * DAY + minute
        for day, times in enumerate(week)
        for start, end in times
        for minute in range(start, end)
    )


def _higher_is_better(chains: Chains, metric: str) -> bool | None:
    """Whether more of a KPI is better: as it says, else as its entry of the library does; None when nobody says."""
    kpi = chains.design.kpis.get(metric)
    if kpi is None:
        return None
    entry = library().get(kpi.use) if kpi.use is not None and kpi.better is None else None
    better = kpi.better or (entry.better if entry is not None else None)
    return None if better is None else better == "higher"


def _users(sla: Sla) -> Decimal | None:
    """How many users an agreement is for, by its limits."""
    users = sla.scope.limits.get("users") if sla.scope is not None else None
    return users if isinstance(users, Decimal) and users else None


def _currency(chains: Chains, price: Money | None) -> str:
    return (price.currency if price is not None else None) or chains.design.head.currency or ""
