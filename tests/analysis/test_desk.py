"""Protects the arithmetic of the service desk: Erlang C and A against tables, simulation and the chain of states."""

from __future__ import annotations

import heapq
import math
import random
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler.analysis.desk import desk_lacks
from itsm_compiler.analysis.queueing import Queue, answering, least_agents, positions
from tests.analysis.designs import CALENDARS, design_of, figures_of

PUBLISHED = (
    "analysis.md and pyworkforce 0.1 on PyPI: 100 calls in 30 min of 180 s, 80 % in 20 s, 30 % shrinkage"
)


def test_the_published_example():
    """The example of analysis.md, with the digits that pyworkforce prints on its page of the package index."""
    found = least_agents(Queue(200, 180), 0.8, 20)
    assert found.agents == 14, PUBLISHED
    assert found.service_level == pytest.approx(0.8883500191794669, abs=1e-12)
    assert found.occupancy == pytest.approx(0.7142857142857143, abs=1e-12)
    assert found.probability_of_waiting == pytest.approx(0.1741319335950498, abs=1e-12)
    assert found.average_speed_of_answer_seconds == pytest.approx(7.8, abs=0.05)
    assert positions(found.agents, Fraction(3, 10)) == 20


def test_the_published_example_with_patience():
    """The guide of pyworkforce on Erlang A: the same calls with a patience of 5 min (its wait is that of all callers)."""
    found = least_agents(Queue(200, 180, 300), 0.8, 20)
    assert (found.agents, positions(found.agents, Fraction(3, 10))) == (13, 19)
    assert found.service_level == pytest.approx(0.858, abs=1e-3)
    assert found.occupancy == pytest.approx(0.750, abs=1e-3)
    assert found.probability_of_waiting == pytest.approx(0.226, abs=1e-3)
    assert found.abandonment == pytest.approx(0.025, abs=1e-3)
    assert found.abandonment * 5 == pytest.approx(0.125, abs=1e-3)


@pytest.mark.parametrize(("agents", "patience"), [(50, 120), (50, 20), (40, 120), (60, 600)])
def test_conservation(agents, patience):
    """Little's law: callers leave at the rate 1/patience while they wait, and agents talk to those who stay."""
    queue = Queue(48 * 60, 60, patience)
    told = answering(queue, agents, 20)
    talked = (1 - told.abandonment) * queue.load
    assert told.occupancy == pytest.approx(talked / agents, abs=1e-12)
    waited_by_all = told.abandonment * patience
    left_after = (
        waited_by_all - (1 - told.abandonment) * told.average_speed_of_answer_seconds
    ) / told.abandonment
    assert 0 < left_after < patience
    assert told.abandonment <= told.probability_of_waiting


@pytest.mark.parametrize(
    ("queue", "agents", "waiting"),
    [
        pytest.param(Queue(120, 180), 10, 0.1013, id="textbook: 2 customers a minute, 3 min, 10 servers: about 0.10"),
        pytest.param(Queue(2, 3600), 3, 4 / 9, id="c = 3, a = 2: 4/9 by hand"),
        pytest.param(Queue(3, 600), 1, 0.5, id="one server waits as often as it is busy"),
    ],
)  # fmt: skip
def test_probability_of_waiting(queue, agents, waiting):
    """Erlang's delay formula at known points."""
    assert answering(queue, agents, 0).probability_of_waiting == pytest.approx(waiting, abs=1e-4)


def test_the_average_hour_of_a_call_centre():
    """jonesthenet.com: 250 calls an hour of 330 s and 80 % in 30 s take 28 advisors, where accountants say 22.9."""
    queue = Queue(250, 330)
    assert queue.load == pytest.approx(22.9, abs=0.05)
    assert least_agents(queue, 0.8, 30).agents == 28


RUNS = 10


def simulated(queue, agents, seconds, seed, calls=40_000):
    """Calls one by one through so many agents: share answered in time, mean wait of the answered, waiting, hung up."""
    chance = random.Random(seed)
    free = [0.0] * agents
    now, in_time, waited, wait, left, answered = 0.0, 0, 0, 0.0, 0, 0
    for _ in range(calls):
        now += chance.expovariate(queue.calls_per_hour / 3600)
        begins = max(now, free[0])
        waited += begins > now
        if queue.patience_seconds and begins - now > chance.expovariate(1 / queue.patience_seconds):
            left += 1
            continue
        heapq.heapreplace(free, begins + chance.expovariate(1 / queue.handling_seconds))
        answered += 1
        in_time += begins - now <= seconds
        wait += begins - now
    return in_time / calls, wait / answered, waited / calls, left / calls


@pytest.mark.parametrize(
    ("queue", "agents"),
    [(Queue(200, 180), 14), (Queue(37, 300), 4), (Queue(37, 300, 120), 4), (Queue(200, 180, 30), 8), (Queue(60, 120, 60), 2)],
)  # fmt: skip
def test_against_simulation(queue, agents):
    """The formulas agree with calls that are played through one by one, overload included.

    Calls near each other wait together, so one run scatters far more than its number of calls suggests: the mean of
    independent runs is held against the scatter between them, four standard errors of it.
    """
    told = answering(queue, agents, 20)
    expected = (
        told.service_level,
        told.average_speed_of_answer_seconds,
        told.probability_of_waiting,
        told.abandonment,
    )
    runs = zip(*(simulated(queue, agents, 20, seed) for seed in range(RUNS)), strict=True)
    for value, found in zip(expected, runs, strict=True):
        error = statistics.stdev(found) / math.sqrt(RUNS)
        assert value == pytest.approx(statistics.mean(found), abs=4 * error + 1e-12)


def chain(queue, agents, seconds, most=400):
    """Erlang A from the balance of its states, the time in the line by the steps of its callers (matrix of a pure death)."""
    calls, rate, leave = queue.calls_per_hour / 3600, 1 / queue.handling_seconds, 1 / queue.patience_seconds
    weights = [1.0]
    for state in range(1, most):
        weights.append(weights[-1] * calls / (min(state, agents) * rate + max(0, state - agents) * leave))
    total = sum(weights)
    served, in_time = sum(weights[:agents]), sum(weights[:agents])
    for ahead, weight in enumerate(weights[agents:]):
        reached = 1.0
        for step in range(ahead + 1):
            reached *= (agents * rate + step * leave) / (agents * rate + (step + 1) * leave)
        served += weight * reached
        in_time += weight * _reached_by(ahead, agents * rate, leave, seconds)
    return in_time / total, 1 - served / total


def _reached_by(ahead, rate, leave, seconds, steps=400):
    """The chance to be reached in time and still there: position and own patience stepped through small times."""
    places, width, done = [0.0] * ahead + [1.0], seconds / steps, 0.0
    for _ in range(steps):
        halves = places
        for _ in range(2):
            moved = [0.0] * len(places)
            reached = 0.0
            for place, chance in enumerate(halves):
                out = rate + place * leave
                moved[place] += -chance * (out + leave)
                if place:
                    moved[place - 1] += chance * out
                else:
                    reached += chance * out
            halves = [chance + width / 2 * change for chance, change in zip(places, moved, strict=True)]
        places = [chance + width * change for chance, change in zip(places, moved, strict=True)]
        done += width * reached
    return done


@pytest.mark.parametrize(
    ("queue", "agents"), [(Queue(60, 180, 90), 3), (Queue(60, 180, 300), 3), (Queue(100, 100, 20), 2)]
)
def test_against_the_chain_of_states(queue, agents):
    """Erlang A is what the balance of its states gives, without any closed form."""
    in_time, left = chain(queue, agents, 20, most=60)
    told = answering(queue, agents, 20)
    assert told.service_level == pytest.approx(in_time, abs=1e-4)
    assert told.abandonment == pytest.approx(left, abs=1e-9)


@given(
    st.floats(0.1, 2000), st.floats(10, 2000), st.one_of(st.none(), st.floats(1, 5000)), st.floats(0.1, 0.99), st.floats(0, 120)
)  # fmt: skip
def test_the_least_is_the_least(calls, handling, patience, share, seconds):
    """With one agent less the target is missed; shares are shares, more agents never answer worse."""
    queue = Queue(calls, handling, patience)
    found = least_agents(queue, share, seconds)
    assert found.service_level >= share
    assert found.agents == 1 or answering(queue, found.agents - 1, seconds).service_level < share
    more = answering(queue, found.agents + 1, seconds)
    assert more.service_level >= found.service_level - 1e-9
    assert more.average_speed_of_answer_seconds <= found.average_speed_of_answer_seconds + 1e-6
    for one in (found, more):
        for value in (one.service_level, one.occupancy, one.probability_of_waiting, one.abandonment):
            assert -1e-12 <= value <= 1 + 1e-9


def test_endless_patience_is_erlang_c():
    """The longer callers wait, the nearer Erlang A comes to Erlang C; overload without patience answers nobody in time."""
    endless, very_long = answering(Queue(200, 180), 14, 20), answering(Queue(200, 180, 3e5), 14, 20)
    assert very_long.service_level == pytest.approx(endless.service_level, abs=1e-4)
    overload = answering(Queue(200, 180), 10, 20)
    assert (overload.service_level, overload.average_speed_of_answer_seconds) == (0, math.inf)
    assert answering(Queue(200, 180, 60), 0, 20).abandonment == 1


DESK = """
services: {mail: {demand: {incidents: 2000/mo, requests: 1500/mo, changes: 90/mo}}, web: {demand: {incidents: 500/mo}}}
teams: {help: {roles: [lead, agent]}}
roles:
  lead: {type: management, shift: {hours: office, posts: 9}}
  agent: {type: operation, shift: [{hours: always, posts: 2}, {hours: office, posts: 12}, {hours: always, posts: 5, on_call: true}]}
service_desk: {team: help, load: {contacts_per_case: 2, peak_hour: 2.5%, handling: 3m, target: 80% in 20s}}
"""


def test_the_desk_of_a_design():
    """4,000 cases × 2 contacts × 2.5 % are the 200 calls of the published example; 14 posts in office hours answer them."""
    figure = figures_of(CALENDARS + DESK)[0].service_desk
    assert (figure.cases_per_month, figure.calls_per_hour, figure.load) == (4000, 200, 10)
    assert (figure.agents, figure.positions, figure.manned, figure.roles) == (14, 19, 14, ("agent",))
    assert figure.as_manned.service_level == figure.service_level == pytest.approx(0.88835, abs=1e-5)
    assert figure.patience_seconds is None


def test_patience_and_fewer_posts():
    """With patience the desk is Erlang A's; too few posts answer worse than the target."""
    body = DESK.replace("in 20s", "in 20s, patience: 5m").replace("posts: 12", "posts: 9")
    figure = figures_of(CALENDARS + body)[0].service_desk
    assert (figure.agents, figure.manned, figure.patience_seconds) == (13, 11, 300)
    assert figure.as_manned.service_level < 0.8 < figure.service_level


@pytest.mark.parametrize(
    ("load", "lacks"),
    [
        ("{peak_hour: 1%, handling: 3m}", ["target"]),
        ("{target: 80% in 20s}", ["peak_hour", "handling"]),
        ("{peak_hour: 0%, handling: 3m, target: 80% in 20s}", []),
        ("{peak_hour: 100%, handling: 9999w, target: 80% in 20s}", []),
    ],
)
def test_no_figure(load, lacks):
    """A desk that says too little, has no calls, or more than anybody computes, has no figure; what lacks is named."""
    body = f"services: {{a: {{demand: {{incidents: 9/mo}}}}}}\nservice_desk: {{load: {load}}}\n"
    assert figures_of(body)[0].service_desk is None
    assert [path[-1] for path in desk_lacks(design_of(body))] == lacks


def test_no_posts_of_a_desk():
    """Who answers is not known where no role of the desk has a shift."""
    body = DESK.replace("shift:", "x-shift:")
    figure = figures_of(CALENDARS + body)[0].service_desk
    assert (figure.agents, figure.manned, figure.as_manned) == (14, None, None)
