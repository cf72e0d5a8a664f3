"""Protects the number of people that a role takes (convention 10), and the hours that nobody mans."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.designs import CALENDARS, figures_of

SERVICES = """
services:
  mail: {demand: {incidents: 100/mo, requests: 50/mo, changes: 12/y}}
  web: {demand: {incidents: 2/d}}
"""


def staffing_of(role, staffing="", head="", body=""):
    """The figure of one role `r` with its shift or workload."""
    limits = f"language: itsm/v1\ndesign: {{title: Test, hours: office, {head}}}\n"
    text = f"{CALENDARS}{SERVICES}{body}roles: {{r: {role}}}\n{staffing}"
    (figure,) = figures_of(text, limits)[0].staffing
    return figure


@pytest.mark.parametrize(
    ("week", "shrinkage", "hours", "posts"),
    [
        pytest.param("40h", "0%", "always", 4.2, id="analysis.md: 168/40"),
        pytest.param("40h", "30%", "always", 6.0, id="analysis.md: 168/(40·(1−0.3))"),
        pytest.param("40h", "25%", "always", 5.6, id="168/30"),
        pytest.param("40h", "18.365384615%", "daily", 1.715, id="Washington State Local Government Performance Center 2012: relief factor 1.7, 2920 h ÷ (2080 h − 382 h)"),
        pytest.param("2220m", "4.05%", "always", 4.73, id="toolgrit.com: 8760 h ÷ 1850 h a year"),
    ],
)  # fmt: skip
def test_published_staffing_factors(week, shrinkage, hours, posts):
    """A post takes as many people as handbooks say."""
    calendars = "calendars: {daily: {hours: {mon-sun: '08:00-16:00'}}}\n"
    figure = figures_of(
        f"{calendars}roles: {{r: {{shift: {{hours: {hours}}}}}}}\nstaffing: {{week: {week}, shrinkage: {shrinkage}}}\n"
    )[0].staffing[0]
    assert figure.posts == pytest.approx(posts, rel=2e-3)


def test_both_needs_and_which_binds():
    """Posts: 2 × 50 h and 1 × 168 h × 10 % over 30 h. Work: 100 × 0.5 × 2 h and 12/y × 6 h over 130.4 h × 85 %."""
    figure = staffing_of(
        "{headcount: 4, shift: [{hours: office, posts: 2}, {hours: always, on_call: true}],"
        " workload: [{of: mail, demand: incidents, share: 50%, each: 2h}, {of: mail, demand: changes, each: 6h}]}"
    )
    assert figure.covered_hours_per_week == pytest.approx(116.8)
    assert figure.net_hours_per_week == 30
    assert figure.posts == pytest.approx(116.8 / 30)
    assert figure.required_for_posts == 4
    assert figure.workload_hours_per_month == pytest.approx(106)
    assert figure.net_hours_per_month == pytest.approx(30 * 30.4375 / 7)
    assert (figure.required_for_workload, figure.required, figure.binding) == (1, 4, "posts")
    assert figure.utilisation == pytest.approx(106 / (4 * 30 * 30.4375 / 7))
    assert (figure.shortage, figure.lacks) == (0, ())


@pytest.mark.parametrize(
    ("role", "required", "binding", "utilisation"),
    [
        pytest.param("{workload: {of: web, demand: incidents, each: 1d}}", 14, "workload", 11.2, id="a day is 24 h"),
        pytest.param("{workload: {of: web, demand: incidents, each: 0.5wd}}", 3, "workload", 2.333, id="half an office day of 10 h"),
        pytest.param("{workload: {of: all, demand: requests, each: 120sm}}", 1, "workload", 0.7666, id="all services"),
        pytest.param("{shift: {hours: always, posts: 0}}", 0, "posts", None, id="no post"),
        pytest.param("{headcount: 0, shift: {hours: always}}", 6, "posts", None, id="nobody"),
        pytest.param("{headcount: 0, workload: {of: web, demand: incidents, each: 1h}}", 1, "workload", None, id="nobody with work"),
    ],
)  # fmt: skip
def test_roles(role, required, binding, utilisation):
    """Units of work, services, and what a head count of 0 means."""
    figure = staffing_of(role)
    assert (figure.required, figure.binding) == (required, binding)
    assert figure.utilisation == (None if utilisation is None else pytest.approx(utilisation, rel=1e-3))


def test_whole_people_are_exact():
    """40 h of posts in weeks of 40 h less 25 % of 4/3 as many: nobody more is asked for than it takes."""
    for posts in range(1, 60):
        calendars = "calendars: {day: {hours: {mon-fri: '08:00-14:00'}}}\n"
        body = f"{calendars}roles: {{r: {{shift: {{hours: day, posts: {posts}}}}}}}\nstaffing: {{shrinkage: {{leave: 10%, sickness: 5.5%, training: 9.5%}}}}\n"
        assert figures_of(body)[0].staffing[0].required == posts


def test_what_is_not_said():
    """A role without shift or workload has no figure; a workload that says too little names the place."""
    body = (
        SERVICES
        + "roles: {a: {}, b: {workload: [{of: mail, demand: incidents}, {of: web, demand: changes, each: 1h}, {of: web, each: 1h}]}}\n"
    )
    (figure,) = figures_of(body)[0].staffing
    at = ("roles", "b", "workload")
    assert figure.lacks == ((*at, 0, "each"), (*at, 1, "of"), (*at, 2, "demand"))
    assert (figure.workload_hours_per_month, figure.required) == (0, 0)


@pytest.mark.parametrize(
    ("staffing", "head"),
    [
        ("staffing: {shrinkage: 100%}\n", ""),
        ("staffing: {week: 0h}\n", ""),
        ("", "limits: {utilisation: 0%}"),
    ],
)
def test_where_nothing_is_left(staffing, head):
    """Without any net hours no head count is enough, and nothing divides by zero."""
    figure = staffing_of(
        "{shift: {hours: office}, workload: {of: web, demand: incidents, each: 1h}}", staffing, head
    )
    assert (figure.required, figure.shortage) == (None, None)


@given(
    st.integers(0, 9), st.integers(0, 9), st.integers(0, 90), st.sampled_from(["office", "clinic", "always"])
)
def test_more_never_takes_fewer(posts, cases, shrinkage, hours):
    """More posts, more work and more absence never take fewer people; the figure is the brute ceiling."""

    def required(posts, cases, shrinkage):
        return staffing_of(
            f"{{shift: {{hours: {hours}, posts: {posts}}}, workload: {{of: web, demand: incidents, each: {cases}h}}}}",
            f"staffing: {{shrinkage: {shrinkage}%}}\n",
        ).required

    own = required(posts, cases, shrinkage)
    opened = {"office": 50, "clinic": 84, "always": 168}[hours]
    net = 40 * Fraction(100 - shrinkage, 100)
    month = net * Fraction("30.4375") / 7 * Fraction(85, 100)
    work = cases * 2 * Fraction("30.4375")
    assert own == max(-(-posts * opened // net), -(-work // month))
    assert own <= required(posts + 1, cases, shrinkage)
    assert own <= required(posts, cases + 1, shrinkage)
    assert own <= required(posts, cases, shrinkage + 5)


def test_hours_that_nobody_mans():
    """A team of the clinic's hours whose shifts keep office hours lacks the rest; on call counts where no number is asked."""
    body = f"""{CALENDARS}
services:
  s: {{hours: clinic, modes: {{on-site-resident: {{by: t, posts: 2}}, remote: {{by: t, hours: always}}}}}}
teams: {{t: {{roles: [a, b], hours: clinic}}, u: {{roles: c, hours: always}}}}
roles: {{a: {{shift: {{hours: office, posts: 1}}}}, b: {{shift: [{{hours: office}}, {{hours: always, on_call: true}}]}}, c: {{}}}}
"""
    figures = figures_of(body)[0]
    assert [(gap.team, gap.service, gap.mode, gap.minutes_per_week, gap.first_minute) for gap in figures.unmanned] == [
        ("t", "s", "on-site-resident", (84 - 50) * 60, 18 * 60)
    ]  # fmt: skip
    without = figures_of(body.replace(", {hours: always, on_call: true}", ""))[0].unmanned
    assert [(gap.service, gap.minutes_per_week // 60) for gap in without] == [
        (None, 34),
        ("s", 34),
        ("s", 118),
    ]


def test_a_shift_has_the_hours_of_its_team():
    """A shift that names no calendar keeps those of the team, else those of the design."""
    body = f"{CALENDARS}teams: {{t: {{roles: a, hours: clinic}}}}\nroles: {{a: {{shift: {{posts: 1}}}}, b: {{shift: {{posts: 1}}}}}}\n"
    head = "language: itsm/v1\ndesign: {title: Test, hours: office}\n"
    covered = {one.role: one.covered_hours_per_week for one in figures_of(body, head)[0].staffing}
    assert covered == {"a": 84, "b": 50}


def test_the_week_of_a_team():
    """The posts of a team through the week, at work and on call, whole and cut only where they change."""
    body = f"""{CALENDARS}
teams: {{t: {{roles: [a, b]}}, idle: {{roles: c}}}}
roles: {{a: {{shift: {{hours: office, posts: 2}}}}, b: {{shift: {{hours: always, on_call: true}}}}, c: {{}}}}
"""
    (week,) = figures_of(body)[0].manned_weeks
    stretches = [(one.start, one.end, one.at_work, one.on_call) for one in week.stretches]
    assert week.team == "t"
    assert stretches[:3] == [(0, 480, 0, 1), (480, 1080, 2, 1), (1080, 1920, 0, 1)]
    assert (stretches[0][0], stretches[-1][1]) == (0, 10080)
    assert all(one[1] == after[0] and one[2:] != after[2:] for one, after in pairwise(stretches))
    assert sum((end - start) * at_work for start, end, at_work, _ in stretches) == 2 * 50 * 60
