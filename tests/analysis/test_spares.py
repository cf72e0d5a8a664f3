"""Protects spares: the demand of the lead time, the stock it takes, and the way to a swapped part."""

from __future__ import annotations

import heapq
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.analysis.poisson import poisson_at_most
from itsm_compiler.analysis.spares import mean_up_minutes, usable_probability
from itsm_compiler.model.quantities import Duration, Rate, Share
from itsm_compiler.model.services import Reliability
from tests.analysis.designs import CALENDARS, figures_of

BODY = f"""{CALENDARS}
services: {{mail: {{depends_on: [a, b, c]}}}}
components:
  a: {{quantity: 20, mtbf: 10000h, provided_by: [ops, supply]}}
  b: {{quantity: 4, availability: {{failures: 2/y, mttr: 6h}}, provided_by: [ops, supply]}}
  c: {{availability: 99%, provided_by: ops}}
teams: {{desk: {{}}, ops: {{hours: office}}}}
service_desk: {{team: desk}}
olas:
  desk-ola: {{team: desk, hours: always, priorities: {{A: {{response: 5m, escalate: 10m}}, B: {{response: 5m, escalate: 10m}}}}}}
  ops-ola: {{team: ops, hours: always, priorities: {{A: {{response: 5m, escalate: 20m}}}}}}
contracts: {{supply: {{supplier: seller, hours: office, priorities: {{A: {{response: 2h, resolution: 8h}}}}}}}}
slas:
  deal: {{customer: buyer, services: mail, hours: always, valid: {{from: 2027-06-07, to: 2027-06-20}}, priorities: {{A: {{resolution: 3h}}, B: {{resolution: 8h}}}}}}
"""


def spare(text, body=BODY):
    figures, _, _ = figures_of(body + f"spares: {{s: {text}}}\n")
    (figure,) = figures.spares
    return figure


def test_demand_is_pooled_over_all_components_that_share_the_spare():
    """Blanchard's 20 units of 0.1 failures per 1,000 h over 90 days, 4.32, and 4 units with 2 failures a year beside."""
    figure = spare("{for: [a, b, c], stock: 9, lead_time: 90d}")
    other = 4 * 90 * 24 / (8766 / 2 - 6)
    assert figure.demand_in_lead_time == pytest.approx(20 * 0.0001 * 24 * 30 * 3 + other, abs=1e-9)
    assert [one.component for one in figure.demands] == ["a", "b"]
    assert figure.unknown == ("c",)
    assert figure.probability_met == pytest.approx(poisson_at_most(9, figure.demand_in_lead_time), abs=1e-9)


def test_stock_that_is_required():
    """Eight spares for 95 % (Blanchard); seven are one too few, and nothing is required of what never fails."""
    figure = spare("{for: a, stock: 7, lead_time: 90d}")
    assert (figure.confidence, figure.required_stock, figure.margin) == (0.95, 8, -1)
    assert spare("{for: a, stock: 7, lead_time: 90d, confidence: 100%}").required_stock is None
    figure = spare("{for: c, stock: 7, lead_time: 90d}")
    assert (figure.demand_in_lead_time, figure.probability_met, figure.required_stock) == (None, None, None)


@pytest.mark.parametrize(("lead", "days"), [("14d", 14), ("10wd", 14), ("50sh", 7), ("1mo", 30.4375)])
def test_lead_times(lead, days):
    """Working days are told by the ordinary week of the design's calendar: on the average ten of them are two weeks."""
    figures, _, _ = figures_of(
        BODY + f"spares: {{s: {{for: a, stock: 1, lead_time: {lead}}}}}\n",
        "language: itsm/v1\ndesign: {title: Test, time_zone: Asia/Shanghai, hours: office}\n",
    )
    assert figures.spares[0].lead_time_minutes == pytest.approx(days * 1440)


HOURS = Reliability(mtbf=Duration.read("1000h"))
STATED = [
    (HOURS, 1000),
    (Reliability(share=Share.read("99%"), mttr=Duration.read("10h")), 990),
    (Reliability(failures=Rate.read("4/y"), mttr=Duration.read("10h")), 8766 / 4 - 10),
    (Reliability(failures=Rate.read("4/y"), share=Share.read("90%")), 8766 / 4 * 0.9),
    (Reliability(failures=Rate.read("4/y")), 8766 / 4),
    (Reliability(share=Share.read("99%")), None),
    (Reliability(share=Share.read("100%"), mttr=Duration.read("10h")), None),
    (Reliability(failures=Rate.read("0/y")), None),
    (Reliability(failures=Rate.read("9000/y"), mttr=Duration.read("10h")), None),
    (None, None),
]


@pytest.mark.parametrize(("stated", "hours"), STATED)
def test_mean_up_time(stated, hours):
    """As written, or from two of availability, repair and failures (convention 2: mtbf is mean up time)."""
    found = mean_up_minutes(stated)
    assert found == (None if hours is None else pytest.approx(hours * 60))


def test_against_a_simulation_of_the_store():
    """A base stock replenished one for one: the share of time without a shortage is that of the Poisson formula."""
    chance, stock, rate, lead = random.Random(7), 5, 1.0, 3.0
    now, short, total, due = 0.0, 0.0, 60_000.0, []
    while now < total:
        coming = now + chance.expovariate(rate)
        while due and due[0] <= coming:
            back = heapq.heappop(due)
            short += (back - now) * (len(due) + 1 > stock)
            now = back
        short += (coming - now) * (len(due) > stock)
        now = coming
        heapq.heappush(due, now + lead * chance.uniform(0.5, 1.5))
    assert 1 - short / total == pytest.approx(poisson_at_most(stock, rate * lead), abs=0.01)


@given(st.integers(0, 30), st.floats(0.01, 0.99), st.floats(0.01, 20))
def test_usable_pieces_are_a_mixture(stock, usable, demand):
    """Σ over the pieces that work, by the binomial formula written out."""
    slow = math.fsum(
        math.comb(stock, works)
        * usable**works
        * (1 - usable) ** (stock - works)
        * poisson_at_most(works, demand)
        for works in range(stock + 1)
    )
    found = usable_probability(stock, usable, demand)
    assert found == pytest.approx(slow, abs=1e-9)
    assert found <= poisson_at_most(stock, demand) + 1e-12
    assert usable_probability(stock, 1.0, demand) == poisson_at_most(stock, demand)


def test_way_to_a_swapped_part():
    """Desk 10 min, team 20 min, brought in 60 and swapped in 45 by a team round the clock: 135 of 180 minutes."""
    custody = "custody: {by: desk}"
    figure = spare(f"{{for: a, stock: 1, response: 60m, swap: 45m, {custody}}}")
    path = figure.paths[0]
    assert (path.sla, path.priority, path.part, path.verdict) == ("deal", "A", "a", "proved")
    assert (path.target_minutes, path.composed_minutes, path.margin_minutes) == (180, 135, 45)
    assert [(link.entity, link.field) for link in path.chain] == [
        ("desk", "escalate"), ("ops", "escalate"), ("s", "response"), ("s", "swap"),
    ]  # fmt: skip
    assert (figure.holder, figure.supplier_held) == ("desk", False)


def test_a_team_that_does_not_hand_on():
    """Without the time of escalation of class B nobody can say when the part is there."""
    figure = spare("{for: a, stock: 1, response: 60m, swap: 45m, custody: {by: desk}}")
    path = figure.paths[1]
    assert (path.priority, path.verdict, path.composed_minutes, path.margin_minutes) == (
        "B",
        "unsupported",
        None,
        None,
    )
    assert [link.entity for link in path.chain if link.commitment is None] == ["ops"]


def test_a_spare_held_by_a_supplier_waits_for_his_hours():
    """Called at 16:30 on a Friday, brought by 18:00, swapped by a contract of office hours on Monday at 8:45."""
    figure = spare("{for: a, stock: 1, response: 60m, swap: 45m, contract: supply, custody: {party: seller}}")
    assert (figure.holder, figure.supplier_held, figure.contract_response_minutes) == ("seller", True, 120)
    assert figure.contract_keeps_response is False
    path = figure.paths[0]
    assert path.verdict == "broken"
    assert path.chain[-1].hours == "office"
    assert path.composed_from.isoformat() == "2027-06-11T16:30:00+08:00"
    assert path.composed_minutes == 10 + 20 + 60 + 62 * 60 + 45


def test_order_of_escalation():
    """A part that only a contract stands behind has no first team: the desk alone hands it on."""
    body = BODY.replace(
        "a: {quantity: 20, mtbf: 10000h, provided_by: [ops, supply]}",
        "a: {mtbf: 10000h, provided_by: supply}",
    )
    figure = spare("{for: a, stock: 1, response: 60m, swap: 45m, custody: {by: desk}}", body)
    assert [link.entity for link in figure.paths[0].chain] == ["desk", "s", "s"]


@given(st.integers(0, 40), st.integers(1, 60))
def test_more_pieces_and_faster_orders_never_hurt(stock, days):
    """The probability grows with the stock and falls with the lead time."""
    demand = 0.1 * days
    assert poisson_at_most(stock + 1, demand) >= poisson_at_most(stock, demand) - 1e-12
    assert poisson_at_most(stock, demand) >= poisson_at_most(stock, demand + 0.1) - 1e-12
