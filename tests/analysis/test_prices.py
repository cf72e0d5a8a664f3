"""Protects prices, margins, what agreements share, compensation and budgets: amounts worked by hand and by brute force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.analysis.amounts import years_between
from itsm_compiler.analysis.compensation import envelope, paid
from tests.analysis.designs import figures_of

HEAD = "language: itsm/v1\ndesign: {title: Test, currency: EUR}\n"
PARTIES = "parties: {buyer: {role: customer}, other: {role: customer}}\n"


def costs_of(body):
    return figures_of(PARTIES + body, HEAD)[0].costs


CHARGES = [
    ("users", "users: 40, charge: {basis: per-user, price: 700/mo}", 336000, 40),
    ("a volume wins over users", "users: 40, charge: {basis: per-user, price: 10/q, volume: 5}", 200, 5),
    ("each tier has its price", "users: 120, charge: {basis: per-user, price: 10/y, tiers: [{above: 100, price: 8/y}]}", 1160, 120),
    ("tiers in any order", "users: 300, charge: {basis: per-user, price: 10/y, tiers: [{above: 200, price: 5/y}, {above: 100, price: 8/y}]}", 2300, 300),
    ("the limit itself is below", "users: 100, charge: {basis: per-user, price: 10/y, tiers: [{above: 100, price: 8/y}]}", 1000, 100),
    ("calls of a rate", "charge: {basis: per-call, price: 2, volume: 400/mo}", 9600, 4800),
    ("tiers of calls are those of the rate", "charge: {basis: per-call, price: 2, volume: 400/mo, tiers: [{above: 300, price: 1}]}", 8400, 4800),
    ("calls are incidents and requests", "demand: {incidents: 10/mo, requests: 5/mo, changes: 9/mo}, charge: {basis: per-call, price: 3}", 540, 180),
    ("capacity", "users: 7, charge: {basis: capacity, price: 120/mo, unit: vcpu, volume: 2000}", 2880000, 2000),
    ("a fixed fee", "users: 7, charge: {basis: fixed, price: 100/mo}", 1200, 7),
    ("capacity without volume", "users: 7, charge: {basis: capacity, price: 120/mo}", None, None),
    ("no basis", "users: 7, charge: {price: 120/mo}", None, 7),
    ("nothing counted", "charge: {basis: per-user, price: 120/mo}", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "price", "units"), [one[1:] for one in CHARGES], ids=[one[0] for one in CHARGES]
)
def test_prices_of_services(entry, price, units):
    """What a service is charged for in a year, by each basis, with tiers that hold for the units above them."""
    figure = costs_of(f"services: {{a: {{{entry}}}}}\ncosts: {{c: {{amount: 1/y, of: all}}}}").services[0]
    assert (figure.price, figure.units) == (price, units)
    assert figure.margin == (None if price is None else price - 1)


def test_unit_cost_of_a_year():
    """A unit costs the service's total by what it is charged by, rounded to the cent."""
    body = "services: {a: {users: 3, charge: {basis: capacity, price: 1/y, volume: 7}}}\ncosts: {c: {amount: 10/y, of: all}}"
    assert costs_of(body).services[0].unit == Decimal("1.43")


SHARED = [
    ("the same for all", "", "", [50, 50]),
    ("by their users", "scope: {limits: {users: 30}}", "scope: {limits: {users: 10}}", [75, 25]),
    ("one says no users", "scope: {limits: {users: 30}}", "", [50, 50]),
    ("one after the other", "valid: {from: 2027-01-01, to: 2027-12-31}", "valid: {from: 2028-01-01, to: 2028-12-31}", [100, 100]),
    ("a day together", "valid: {from: 2027-01-01, to: 2027-12-31}", "valid: {from: 2027-12-31, to: 2028-12-31}", [50, 50]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "costs"), [case[1:] for case in SHARED], ids=[case[0] for case in SHARED]
)
def test_agreements_share_a_service(one, two, costs):
    """A service in several agreements at a time is borne once; successive ones bear it each in its time."""
    body = f"""
services: {{a: {{users: 1, charge: {{basis: fixed, price: 40/y}}}}, alone: {{}}}}
costs: {{c: {{amount: 100/y, of: a}}, d: {{amount: 7/y, of: alone}}}}
slas:
  one: {{customer: buyer, services: a, {one}}}
  two: {{customer: other, services: a, {two}}}
"""
    figures = costs_of(body)
    assert [sla.cost for sla in figures.slas] == costs
    assert [sla.computed for sla in figures.slas] == [Decimal(cost) * 2 / 5 for cost in costs]
    assert figures.unsold == ("alone",)


FEES = [
    ("a rate", "charges: {total: 25/q}", "", 100),
    (
        "of the whole term",
        "charges: {total: 100}",
        "valid: {from: 2027-01-01, to: 2028-06-30}",
        Decimal("66.67"),
    ),
    ("else what is charged", "remarks: none", "", 40),
]


@pytest.mark.parametrize(
    ("charges", "valid", "price"), [one[1:] for one in FEES], ids=[one[0] for one in FEES]
)
def test_fees_of_agreements(charges, valid, price):
    """The agreed fee is the price, that of a whole term by its years; without one the charges of the services are."""
    body = f"services: {{a: {{charge: {{basis: fixed, price: 40/y}}}}}}\nslas: {{s: {{customer: buyer, services: a, {charges}, {valid}}}}}"
    figure = costs_of(body).slas[0]
    assert (figure.price, figure.computed) == (price, 40)


YEARS = [
    (date(2027, 1, 1), date(2027, 12, 31), Fraction(1)),
    (date(2027, 3, 1), date(2028, 2, 29), Fraction(1)),
    (date(2027, 1, 1), date(2027, 5, 31), Fraction(5, 12)),
    (date(2027, 1, 16), date(2027, 1, 31), Fraction(16, 31 * 12)),
    (date(2027, 6, 16), date(2027, 7, 15), Fraction(15, 30 * 12) + Fraction(15, 31 * 12)),
    (date(2027, 1, 1), date(2029, 12, 31), Fraction(3)),
]


@pytest.mark.parametrize(("first", "last", "years"), YEARS)
def test_whole_months_are_twelfths(first, last, years):
    """A year is twelve alike months whatever their days; part of a month counts by its days."""
    assert years_between(first, last) == years


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 4000), st.integers(1, 4000))
def test_times_add_up(first, days, more):
    """What a budget of some days and the next one hold is what one over both would hold."""
    middle = date.fromordinal(first.toordinal() + days)
    after, last = date.fromordinal(middle.toordinal() + 1), date.fromordinal(middle.toordinal() + more)
    assert years_between(first, last) == years_between(first, middle) + years_between(after, last)


def test_budgets():
    """The plan of a line is its costs of a year by the time of the budget; over the tolerance it is passed."""
    body = """
services: {a: {}}
roles: {r: {cost: 100/mo, headcount: 2}}
costs: {c: {amount: 1200/y, of: all, line: tools}, d: {amount: 5/y, of: all}}
budgets:
  half: {period: 2027-01-01/2027-06-30, tolerance: 5%, reserve: 50, lines: {people: 1150, tools: 570, idle: 10}}
  year: {lines: {people: 200/mo}}
"""
    costs = costs_of(body)
    half, year = costs.budgets
    assert half.years == Fraction(1, 2)
    assert [(one.line, one.planned, one.budget, one.variance, one.within) for one in half.lines] == [
        ("idle", 0, 10, 10, True),
        ("people", 1200, 1150, -50, True),
        ("tools", 600, 570, -30, False),
    ]
    assert (half.planned, half.approved, half.variance, half.reserve) == (1800, 1730, -70, 50)
    assert [(one.line, one.planned, one.budget) for one in year.lines] == [("people", 2400, 2400)]
    assert [(one.of, one.line, one.planned, one.within) for one in costs.unbudgeted] == [
        (None, None, 5, False)
    ]


COMPENSATIONS = [
    ("one service, last step", "steps: {99.9%: 2%, 99%: 5%}, cap: 12%", 1, 5000),
    ("services add up to the cap", "steps: {99.9%: 2%, 99%: 5%}, cap: 12%", 3, 12000),
    ("without a cap", "steps: {99%: 5%}", 3, 15000),
    ("never more than the fee", "steps: {99%: 60%}", 3, 100000),
    ("a cap alone", "cap: 8%", 2, 8000),
]


@pytest.mark.parametrize(
    ("rule", "count", "most"), [one[1:] for one in COMPENSATIONS], ids=[one[0] for one in COMPENSATIONS]
)
def test_compensation_at_most(rule, count, most):
    """The steps hold for each service and add up to the cap, without one to the fee."""
    services = ", ".join(f"s{index}: {{depends_on: x}}" for index in range(count))
    body = f"services: {{{services}}}\ncomponents: {{x: {{availability: 99.95%}}}}\nslas: {{s: {{customer: buyer, services: all, targets: {{availability: 99.9%}}, charges: {{total: 100000/y}}, compensation: {{of: availability, {rule}}}}}}}"
    figure = costs_of(body).slas[0].compensation
    assert figure.most == most
    if "steps" in rule:
        assert figure.at_derived == 0
        assert 0 < figure.expected_at_most <= most


def test_expected_compensation_by_hand():
    """99.95 % on average is missed by 99.9 % in half of the months at most: half the time 0.1 % down, else nothing."""
    body = "services: {a: {depends_on: x}}\ncomponents: {x: {availability: 99.95%}}\nslas: {s: {customer: buyer, services: a, targets: {availability: 99.9%}, charges: {total: 1000/y}, compensation: {of: availability, steps: {99.9%: 10%}}}}"
    assert costs_of(body).slas[0].compensation.expected_at_most == 50
    worse = costs_of(body.replace("99.95%", "99.8%")).slas[0].compensation
    assert (worse.at_derived, worse.expected_at_most) == (100, 100)
    unknown = costs_of(body.replace("availability: 99.95%", "kind: server")).slas[0].compensation
    assert (unknown.most, unknown.at_derived, unknown.expected_at_most) == (100, None, None)
    kpi = (
        costs_of(body.replace("of: availability, steps: {99.9%", "of: failures, steps: {2"))
        .slas[0]
        .compensation
    )
    assert (kpi.most, kpi.expected_at_most) == (100, None)


GRID = 40
TABLES = st.lists(
    st.tuples(st.integers(0, GRID - 1), st.integers(0, 50)),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step[0],
).map(lambda steps: sorted((Fraction(level, GRID), Fraction(share, 100)) for level, share in steps))


@given(TABLES, st.integers(0, GRID * 4))
def test_no_spread_of_downtime_costs_more_than_the_envelope(steps, quarter):
    """Over all two-point spreads with the mean (enough for the largest mean) brute force never passes the envelope, and nearly reaches it."""
    mean = Fraction(quarter, GRID * 4)
    above = Fraction(1, 10**9)
    points = sorted(
        {
            Fraction(0),
            Fraction(1),
            mean,
            *(level for level, _ in steps),
            *(min(level + above, Fraction(1)) for level, _ in steps),
        }
    )
    best = max(
        paid(steps, low)
        if low == high
        else ((high - mean) * paid(steps, low) + (mean - low) * paid(steps, high)) / (high - low)
        for low in points
        for high in points
        if low <= mean <= high
    )
    assert best <= envelope(steps, mean) <= best + Fraction(1, 10**6)
