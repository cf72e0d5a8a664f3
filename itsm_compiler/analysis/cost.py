"""Costs of a year by service and agreement, shared out over the graph, against prices, budgets and compensation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.allocation import DEFAULT_DRIVER, Drivers, Weights
from itsm_compiler.analysis.amounts import Amounts, cents, in_money, years_between
from itsm_compiler.analysis.budget import budget_figures, unbudgeted
from itsm_compiler.analysis.compensation import compensation_of
from itsm_compiler.analysis.cost_reach import Reach
from itsm_compiler.analysis.prices import fee_of, price_of, shared, sold_parts, volume_of, years_of_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from fractions import Fraction

    from itsm_compiler.analysis.amounts import Basis, Uncounted
    from itsm_compiler.analysis.availability import AvailabilityFigure
    from itsm_compiler.analysis.budget import BudgetFigure, LineFigure
    from itsm_compiler.analysis.chains import Chains
    from itsm_compiler.analysis.compensation import CompensationFigure
    from itsm_compiler.model.agreements import Contract, Driver
    from itsm_compiler.model.people import Role
    from itsm_compiler.model.risk_and_cost import Cost

CostKind = Literal["people", "contracts", "other"]
KINDS: tuple[CostKind, ...] = ("people", "contracts", "other")
LINES: dict[CostKind, str] = {"people": "people", "contracts": "contracts"}
"""The budget lines under which roles and contracts run, which name none themselves."""


@dataclass(frozen=True, slots=True)
class CostItem:
    """What a role, a contract or an entry of `costs` costs in a year, and the services that bear it.

    `driver` is what the shares were measured by, `wanted` what was asked for: they differ where that measures nothing
    (users nobody counted, a role without workload); `driver` is None where no service bears it. `unallocated` is what no
    service bears: all of it where nothing is reached, else what the written shares leave over. `basis` says how the
    amount became that of a year. `cents` are those of a year.
    """

    source: str
    kind: CostKind
    line: str | None
    cents: int
    basis: Basis
    wanted: Driver | Literal["shares"]
    weights: Weights | None

    @property
    def amount(self) -> Decimal:
        """The money of a year."""
        return in_money(self.cents)

    @property
    def driver(self) -> Driver | Literal["shares"] | None:
        """What the shares were measured by."""
        return self.weights.driver if self.weights is not None else None

    @property
    def parts(self) -> dict[str, int]:
        """The cents that each service bears: split when asked for, as many services share many items."""
        if self.weights is None:
            return {}
        return dict(zip(self.weights.services, self.weights.split(self.cents), strict=False))

    @property
    def shares(self) -> dict[str, Decimal]:
        """What each service bears, to the cent."""
        return {service: in_money(part) for service, part in self.parts.items()}

    @property
    def unallocated(self) -> Decimal:
        """What no service bears."""
        if self.weights is None:
            return self.amount
        return in_money(self.weights.split(self.cents)[-1]) if self.weights.rest else in_money(0)


@dataclass(frozen=True, slots=True)
class ServiceCost:
    """What a service costs, and brings in, in a year.

    `units` are those by which it is charged (users, calls of a year, capacity), else its users; `unit` is what one of
    them costs, to the cent. `price` is what it is charged for. None where it is not said.
    """

    service: str
    total: Decimal
    people: Decimal
    contracts: Decimal
    other: Decimal
    units: Fraction | None
    unit: Decimal | None
    price: Decimal | None

    @property
    def margin(self) -> Decimal | None:
        """What the price leaves over the cost; None without a price."""
        return None if self.price is None else self.price - self.total


@dataclass(frozen=True, slots=True)
class SlaShare:
    """What an agreement bears of a service, and gets for it, in a year; `price` is None where it is not said."""

    service: str
    cost: Decimal
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class SlaCost:
    """What an agreement costs, and brings in, in a year of its term of so many `years`.

    `price` is the agreed fee, else `computed`, the sum of the charges of its services, which is None while one of them
    has none. A service in several agreements at a time is shared by their users (see `sold_parts`).
    """

    sla: str
    years: Fraction
    services: tuple[SlaShare, ...]
    cost: Decimal
    price: Decimal | None
    computed: Decimal | None
    compensation: CompensationFigure | None

    @property
    def margin(self) -> Decimal | None:
        """What the price leaves over the cost; None without a price."""
        return None if self.price is None else self.price - self.cost


@dataclass(frozen=True, slots=True)
class Costs:
    """The costs of a design in a mean year of operation, in `currency` (convention 16); every sum is exact to the cent.

    What lasts longer or shorter is that of a year times its years: a fee without a period is that of the whole term, the
    budget of five months holds five twelfths. `total` is the sum of all `items`, which is the sum of all services and
    of what is `unallocated`. `unsold` are services that cost and that no agreement sells; `uncounted` amounts that enter
    nothing, as those of another currency.
    """

    currency: str | None
    total: Decimal
    items: tuple[CostItem, ...]
    services: tuple[ServiceCost, ...]
    slas: tuple[SlaCost, ...]
    budgets: tuple[BudgetFigure, ...]
    unbudgeted: tuple[LineFigure, ...]
    unsold: tuple[str, ...]
    uncounted: tuple[Uncounted, ...]

    @property
    def unallocated(self) -> tuple[CostItem, ...]:
        """The items of which no service bears a part."""
        return tuple(item for item in self.items if item.unallocated)

    @property
    def lines(self) -> tuple[LineFigure, ...]:
        """The lines of all budgets, and those that no budget has."""
        return (*(line for budget in self.budgets for line in budget.lines), *self.unbudgeted)

    def service(self, service: str) -> ServiceCost | None:
        """The figure of a service."""
        return next((figure for figure in self.services if figure.service == service), None)

    def sla(self, sla: str) -> SlaCost | None:
        """The figure of an agreement."""
        return next((figure for figure in self.slas if figure.sla == sla), None)


def cost_figures(
    chains: Chains, availability_of: Callable[[str, str], AvailabilityFigure | None]
) -> Costs | None:
    """The costs of a design; None where it speaks of no money at all."""
    ledger = _Ledger(chains, availability_of)
    costs = ledger.costs()
    said = costs.items or costs.budgets or costs.uncounted or any(one.price is not None for one in costs.slas)
    return costs if said or any(one.price is not None for one in costs.services) else None


class _Ledger:
    """The books of one design while its costs are computed; amounts are whole cents."""

    def __init__(
        self, chains: Chains, availability_of: Callable[[str, str], AvailabilityFigure | None]
    ) -> None:
        self.design = chains.design
        self.clocks = chains.clocks
        self.availability_of = availability_of
        self.amounts = Amounts(chains.design)
        self.drivers = Drivers(chains.design)
        self.reach = Reach(chains.design, chains.graph)

    def costs(self) -> Costs:
        """All figures."""
        design = self.design
        items = self.items
        yearly: dict[str | None, int] = {}
        for item in items:
            yearly[item.line] = yearly.get(item.line, 0) + item.cents
        sold = sold_parts(design, self.clocks)
        services = tuple(self._service(service) for service in self.reach.order)
        return Costs(
            currency=self.amounts.currency,
            total=in_money(sum(yearly.values())),
            items=items,
            services=services,
            slas=tuple(self._slas(sold)),
            budgets=budget_figures(self.amounts, design.budgets, yearly),
            unbudgeted=tuple(unbudgeted(design.budgets, yearly)),
            unsold=tuple(one.service for one in services if one.total and one.service not in sold),
            uncounted=self.amounts.uncounted,
        )

    @cached_property
    def items(self) -> tuple[CostItem, ...]:
        """What costs money: roles, contracts, then costs, each in order of id."""
        design = self.design
        found = (
            *(self._of_role(role) for _, role in sorted(design.roles.items())),
            *(self._of_contract(contract) for _, contract in sorted(design.contracts.items())),
            *(self._of_cost(cost) for _, cost in sorted(design.costs.items())),
        )
        return tuple(item for item in found if item is not None)

    def _of_role(self, role: Role) -> CostItem | None:
        at = ("roles", role.id, "cost")
        amount = self.amounts.yearly(role.cost, role.id, at)
        if amount is None:
            return None
        services = self.reach.names(self.reach.of_role(role.id))
        wanted: Driver = role.driver
        hours = self.drivers.hours(role) if wanted == "hours" or "driver" not in role.model_fields_set else {}
        weights = None
        if hours:
            wanted = "hours"
            weights = self.drivers.by_hours([role], tuple(sorted(hours)))
        elif services:
            weights = self.drivers.weights("demand" if wanted == "hours" else wanted, services)
        spent = cents(amount * role.headcount)
        return CostItem(role.id, "people", LINES["people"], spent, "rate", wanted, weights)

    def _of_contract(self, contract: Contract) -> CostItem | None:
        days = self.clocks.term(contract.valid) if contract.valid is not None else None
        years = years_between(days.first, days.last) if days is not None else None
        at = ("contracts", contract.id, "price")
        amount = self.amounts.yearly(contract.price, contract.id, at, years)
        if amount is None or contract.price is None:
            return None
        basis: Basis = "term" if contract.price.per is None else "rate"
        wanted, weights = self._shared(contract, self.reach.of_holder(contract.id))
        return CostItem(contract.id, "contracts", LINES["contracts"], cents(amount), basis, wanted, weights)

    def _of_cost(self, cost: Cost) -> CostItem | None:
        found = self.amounts.of_cost(cost)
        if found is None:
            return None
        amount, basis = found
        bits = 0
        for subject in cost.of:
            bits |= self.reach.of(subject)
        wanted, weights = self._shared(cost, bits)
        return CostItem(cost.id, "other", cost.line, cents(amount), basis, wanted, weights)

    def _shared(self, spent: Contract | Cost, bits: int) -> tuple[Driver | Literal["shares"], Weights | None]:
        """By the shares that are written, else by the driver over the services that are reached."""
        if spent.shares:
            weights = self.drivers.by_shares(spent.shares)
            if weights is not None:
                return "shares", weights
        wanted: Driver = spent.driver or DEFAULT_DRIVER
        return wanted, self.drivers.weights(wanted, self.reach.names(bits)) if bits else None

    def _service(self, service: str) -> ServiceCost:
        parts = {kind: in_money(self._borne[service, kind]) for kind in KINDS}
        total = sum(self._borne[service, kind] for kind in KINDS)
        volume = volume_of(self.design.services[service])
        units = volume.yearly if volume is not None else None
        price = self._prices[service]
        return ServiceCost(
            service=service,
            total=in_money(total),
            **parts,
            units=units,
            unit=in_money(round(total / units)) if units else None,
            price=in_money(price) if price is not None else None,
        )

    def _slas(
        self, sold: dict[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]
    ) -> Iterator[SlaCost]:
        """The agreements in order of id, each with its part of every service."""
        costs: dict[tuple[str, str], int] = {}
        prices: dict[tuple[str, str], int] = {}
        for service, groups in sold.items():
            total = sum(self._borne[service, kind] for kind in KINDS)
            costs.update(((sla, service), part) for sla, part in shared(total, groups))
            price = self._prices[service]
            if price is not None:
                prices.update(((sla, service), part) for sla, part in shared(price, groups))
        for name, sla in sorted(self.design.slas.items()):
            services = self.design.services_of(sla.services)
            asked = [prices.get((name, service)) for service in services]
            known = [price for price in asked if price is not None]
            computed = sum(known) if known and len(known) == len(asked) else None
            fee = fee_of(self.amounts, self.clocks, sla)
            price = cents(fee) if fee is not None else computed
            yield SlaCost(
                sla=name,
                years=years_of_term(self.clocks, sla),
                services=tuple(
                    SlaShare(one, in_money(costs[name, one]), None if paid is None else in_money(paid))
                    for one, paid in zip(services, asked, strict=True)
                ),
                cost=in_money(sum(costs[name, service] for service in services)),
                price=None if price is None else in_money(price),
                computed=None if computed is None else in_money(computed),
                compensation=None
                if price is None
                else compensation_of(self.design, sla, price, self.availability_of),
            )

    @cached_property
    def _borne(self) -> dict[tuple[str, CostKind], int]:
        """By service and kind, what it bears in a year."""
        borne: dict[tuple[str, CostKind], int] = {
            (service, kind): 0 for service in self.reach.order for kind in KINDS
        }
        for item in self.items:
            for service, part in item.parts.items():
                borne[service, item.kind] += part
        return borne

    @cached_property
    def _prices(self) -> dict[str, int | None]:
        """By service, what it is charged for in a year."""
        prices = {name: price_of(self.amounts, service) for name, service in self.design.services.items()}
        return {name: None if price is None else cents(price) for name, price in prices.items()}
