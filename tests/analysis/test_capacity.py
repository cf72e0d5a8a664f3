"""Protects capacity: how load grows, the day on which it is too much, thresholds, plans that add, and who is let down."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.analysis.capacity import Curve, first_above
from itsm_compiler.model.quantities import Rate
from tests.analysis.designs import figures_of

START = date(2026, 11, 21)

BODY = """
parties: {{buyer: {{role: customer}}}}
services: {{mail: {{depends_on: disk, demand: {{growth: 10%/y}}}}, files: {{depends_on: disk, demand: {{growth: 20%/y}}}}}}
components: {{disk: {{reviewed: 2026-01-01, capacity: {{unit: tb, capacity: {capacity}, load: {load}{growth}}}}}}}
slas:
  short: {{customer: buyer, services: mail, valid: {{from: 2027-01-01, to: 2027-12-31}}}}
  long: {{customer: buyer, services: all, valid: {{from: 2027-01-01, to: 2031-12-31}}}}
"""


def figure_of(capacity=100, load=50, growth=", growth: 20%/y", more=""):
    figures, _, _ = figures_of(BODY.format(capacity=capacity, load=load, growth=growth) + more)
    (figure,) = figures.capacity
    return figure


DOUBLED = [
    # the rule of 72 checked in every table of compound interest: doubled after ln 2 ÷ ln(1 + g) periods
    ("7%/y", 10.2448 * 365.25),
    ("10%/y", 7.2725 * 365.25),
    ("20%/y", 3.8018 * 365.25),
    ("1%/mo", 69.6607 * 30.4375),
    ("1%/w", 69.6607 * 7),
    ("10/y", 5 * 365.25),
    ("1/mo", 50 * 30.4375),
]


@pytest.mark.parametrize(("growth", "days"), DOUBLED)
def test_when_a_load_has_doubled(growth, days):
    """A load of 50 against 100: compound growth by the published doubling times, other growth in a straight line."""
    figure = figure_of(growth=f", growth: {growth}")
    assert figure.utilisation == 0.5
    assert abs((figure.exhausted_on - date(2026, 1, 1)).days - days) <= 1


def test_each_day_against_the_limit():
    """The day is the first of all: walked day by day over six years."""
    figure = figure_of()
    days = (date(2026, 1, 1) + timedelta(number) for number in range(6 * 366))
    first = next(day for day in days if 50 * 1.2 ** ((day - date(2026, 1, 1)).days / 365.25) > 100)
    assert figure.exhausted_on == first
    assert figure.outlived_by == ("long",)
    assert figure.needed_until == date(2031, 12, 31)
    assert not figure.enough


def test_growth_of_the_demand_stands_in():
    """A component that says nothing grows with the fastest service that reaches it."""
    figure = figure_of(growth="")
    assert (figure.growth, figure.growth_from) == ("20%/y", "files")
    assert figure.exhausted_on == figure_of().exhausted_on


def test_the_edges():
    """What does not grow lasts; what is full or too small is exhausted at once; no capacity gives no figure."""
    assert figure_of(growth=", growth: 0%/y").exhausted_on is None
    assert figure_of(load=100, growth=", growth: 0%/y").exhausted_on is None
    assert figure_of(load=101, growth=", growth: 0%/y").exhausted_on == date(2026, 1, 1)
    assert figure_of(load=0).exhausted_on is None
    assert figure_of(growth=", growth: 999999999%/h").exhausted_on == date(2026, 1, 2)
    assert figures_of(BODY.format(capacity=0, load=5, growth=""))[0].capacity == ()


PLANS = """
capacity_plans:
  early: {covers: mail, threshold: 80%, expand: [{part: disk, when: 2029-01-01, adds: 30}]}
  other: {covers: files, threshold: 60%}
"""


def test_thresholds_and_expansions():
    """The threshold of the plan that enlarges the part; 130 instead of 100 last until ln 2.6 ÷ ln 1.2 years are over."""
    figure = figure_of(more=PLANS)
    assert (figure.threshold, figure.plan) == (0.8, "early")
    assert abs((figure.threshold_on - date(2026, 1, 1)).days - math.log(1.6) / math.log(1.2) * 365.25) <= 1
    assert abs((figure.expanded_until - date(2026, 1, 1)).days - math.log(2.6) / math.log(1.2) * 365.25) <= 1
    assert figure.utilisation_at_end == pytest.approx(50 * 1.2 ** (2190 / 365.25) / 130)
    too_late = figure_of(more=PLANS.replace("2029-01-01", "2030-06-01"))
    assert too_late.expanded_until == too_late.exhausted_on
    unnamed = figure_of(more=PLANS.replace("[{part: disk, when: 2029-01-01, adds: 30}]", "[]"))
    assert (unnamed.threshold, unnamed.plan) == (0.6, "other")


def test_peaks_that_are_asked_for():
    """Peaks in the same unit of all services that reach the part add up, each growing by itself."""
    wishes = """
requirements:
  first: {type: capacity, services: mail, unit: tb, peak: 40, growth: 10%/y, agreed: 2026-01-01}
  second: {type: capacity, services: files, unit: tb, peak: 30, growth: 0%/y, agreed: 2026-01-01}
  other: {type: capacity, services: files, unit: seats, peak: 9000}
  later: {type: capacity, services: files, unit: tb, peak: 9000, deferred: {reason: next year}}
"""
    figure = figure_of(more=wishes)
    assert (figure.requirements, figure.peak) == (("first", "second"), 70)
    years = math.log(70 / 40) / math.log(1.1)
    assert abs((figure.peak_exhausted_on - date(2026, 1, 1)).days - years * 365.25) <= 1


@given(st.floats(0, 1e6), st.integers(0, 10**7), st.booleans(), st.floats(0.1, 1e6))
def test_the_first_day_above(base, percent, compound, limit):
    """It is above on that day and on none before; within a century, or never."""
    curve = Curve(base, Rate.read(f"{percent}{'%' if compound else ''}/y"), START)
    day = first_above([curve], [(START, limit)])
    if day is None:
        assert curve.at(START + timedelta(36525)) <= limit
    else:
        assert curve.at(day) > limit
        assert day == START or curve.at(day - timedelta(1)) <= limit
