"""Protects coverage: hours and days of an agreement behind which nobody stands, and parts that nobody provides."""

from __future__ import annotations

from datetime import date

import pytest

from itsm_compiler.analysis.clock import ALWAYS, OpeningHours, timetable
from itsm_compiler.analysis.clocks import Days
from itsm_compiler.analysis.coverage import term_gaps, uncovered
from itsm_compiler.analysis.legs import Starts
from itsm_compiler.model.entity import Term
from itsm_compiler.model.quantities import Duration
from tests.analysis.designs import CALENDARS, figures_of
from tests.analysis.test_clock import SHANGHAI

OFFICE = OpeningHours((((480, 1080),),) * 5 + ((),) * 2)
EVENING = OpeningHours((((1020, 1320),),) * 7)
NOON = OpeningHours((((720, 780),),) * 7)
FIRST, LAST = date(2027, 6, 7), date(2027, 6, 20)


@pytest.mark.parametrize("agreed", [OFFICE, EVENING, ALWAYS, NOON])
@pytest.mark.parametrize(
    "holders", [(OFFICE,), (EVENING,), (OFFICE, EVENING), (NOON, EVENING), (ALWAYS,), (NOON,)]
)
def test_uncovered_minutes_are_those_of_a_walk(agreed, holders):
    """The gap is counted minute by minute over two weeks."""
    tables = [timetable(hours, SHANGHAI, FIRST, LAST) for hours in (agreed, *holders)]
    first, end = tables[0].instant(FIRST.toordinal()), tables[0].instant(LAST.toordinal() + 1)
    starts = Starts(tables[0], first, end)
    missed = [
        minute
        for minute in range(first, end)
        if tables[0].is_open(minute) and not any(table.is_open(minute) for table in tables[1:])
    ]
    assert uncovered(starts, tables[1:]) == (len(missed), missed[0] if missed else None)


def body(hours, team, contract):
    return f"""{CALENDARS}
teams: {{ops: {{hours: {team}}}}}
services: {{mail: {{depends_on: [a, b]}}, files: {{depends_on: a}}}}
components: {{a: {{provided_by: [ops, supply]}}, b: {{}}}}
contracts: {{supply: {{supplier: seller, hours: {contract}}}}}
slas: {{deal: {{customer: buyer, services: all, hours: {hours}, valid: {{from: 2027-06-07, to: 2027-06-20}}}}}}
"""


def test_hours_that_nobody_behind_a_part_covers():
    """A customer served every day until eight, by a team that goes home at six and a supplier likewise."""
    figures, _, _ = figures_of(body("clinic", "office", "office"))
    (gap,) = figures.gaps
    assert (gap.sla, gap.part, gap.services, gap.holders) == (
        "deal",
        "a",
        ("files", "mail"),
        ("ops", "supply"),
    )
    assert gap.uncovered_minutes == 2 * (5 * 120 + 2 * 720)
    assert gap.minutes_per_month == pytest.approx(gap.uncovered_minutes / 14 * 30.4375)
    assert gap.first.isoformat() == "2027-06-07T18:00:00+08:00"
    assert figures.unprovided == ("b",)


@pytest.mark.parametrize(
    ("hours", "team", "contract"),
    [("clinic", "office", "always"), ("office", "clinic", "office"), ("office", "office", "clinic")],
)
def test_hours_that_somebody_covers(hours, team, contract):
    """One holder who is there is enough."""
    assert figures_of(body(hours, team, contract))[0].gaps == ()


def test_the_desk_counts_too():
    """Hours of an agreement in which the desk takes no calls are a gap of the desk."""
    figures, _, _ = figures_of(
        body("clinic", "clinic", "always") + "service_desk: {team: ops, hours: office}\n"
    )
    assert [(gap.part, gap.holders, gap.hours) for gap in figures.gaps] == [
        ("service_desk", ("ops",), ("office",))
    ]


def test_services_that_nobody_supports():
    """A service that reaches neither a component nor a provider hangs in the air."""
    figures, _, _ = figures_of(
        f"{CALENDARS}\nservices: {{mail: {{}}, files: {{depends_on: mail}}, chat: {{depends_on: a}}}}\ncomponents: {{a: {{}}}}\n"
    )
    assert figures.unsupported == ("files", "mail")


def test_hours_in_which_no_mode_is_open():
    """A service offered or wanted at hours in which none of its modes is there; without modes nothing is said."""
    text = f"""{CALENDARS}
services:
  mail: {{hours: clinic, modes: {{remote: {{hours: office}}, on-site-visit: {{}}}}}}
  files: {{hours: office, modes: {{remote: {{hours: clinic}}}}}}
  chat: {{hours: always}}
requirements:
  always-there: {{type: availability, services: [files, chat], hours: always}}
  no-hours: {{type: availability, services: files}}
"""
    found = {(gap.service, gap.wanted_by): gap for gap in figures_of(text)[0].mode_gaps}
    assert set(found) == {("mail", "mail"), ("files", "always-there")}
    assert found["files", "always-there"].minutes_per_month == pytest.approx(12 * 60 * 30.4375)
    assert found["mail", "mail"].first.isoformat() == "2026-11-21T08:00:00+08:00"


DAYS = Days(date(2027, 3, 1), date(2028, 2, 29))
TERMS = [
    ({"from": "2027-01-01", "to": "2028-12-31"}, []),
    ({"from": "2027-04-01", "to": "2028-12-31"}, [("starts-late", "2027-03-01", "2027-03-31", 31)]),
    ({"to": "2027-12-31"}, [("ends-early", "2028-01-01", "2028-02-29", 60)]),
    ({"to": "2027-12-31", "renews": date(2028, 1, 1)}, []),
    ({"to": "2027-12-31", "renews": date(2028, 2, 1)}, [("renewal-gap", "2028-01-01", "2028-01-31", 31)]),
    ({"to": "2027-12-31", "renews": date(2029, 1, 1)}, [("renewal-gap", "2028-01-01", "2028-02-29", 60)]),
    ({"from": "2029-01-01"}, [("starts-late", "2027-03-01", "2028-02-29", 366)]),
    ({"to": "2026-12-31"}, [("ends-early", "2027-03-01", "2028-02-29", 366)]),
    ({}, []),
]


@pytest.mark.parametrize(("valid", "expected"), TERMS)
def test_terms(valid, expected):
    """The days of an agreement on which one behind it does not hold."""
    term = Term(
        **{name: date.fromisoformat(day) if isinstance(day, str) else day for name, day in valid.items()}
    )
    gaps = [
        (gap.kind, gap.from_.isoformat(), gap.to.isoformat(), gap.days)
        for gap in term_gaps("deal", DAYS, "supply", term)
    ]
    assert gaps == expected


def test_notice():
    """What ends early says by when notice must be given: three mean months before its last day."""
    term = Term(to=date(2027, 12, 31), notice=Duration.read("90d"))
    (gap,) = term_gaps("deal", DAYS, "supply", term)
    assert gap.notice_by == date(2027, 10, 2)
    far = Term(to=date(2027, 12, 31), notice=Duration.read("99999y"))
    assert next(term_gaps("deal", DAYS, "supply", far)).notice_by is None


def test_terms_of_what_stands_behind_an_agreement():
    """Only agreements on the chains of the services matter."""
    text = f"""{CALENDARS}
teams: {{ops: {{}}, other: {{}}}}
services: {{mail: {{depends_on: a}}}}
components: {{a: {{provided_by: [ops, supply]}}, z: {{provided_by: unused}}}}
olas: {{ops-ola: {{team: ops, valid: {{from: 2027-06-07, to: 2027-06-20}}}}, other-ola: {{team: other, valid: {{from: 2020-01-01, to: 2020-12-31}}}}}}
contracts: {{supply: {{supplier: seller, valid: {{from: 2027-01-01, to: 2027-06-13}}}}, unused: {{supplier: seller, valid: {{to: 2020-01-01}}}}}}
slas: {{deal: {{customer: buyer, services: mail, valid: {{from: 2027-06-07, to: 2027-06-20}}}}}}
"""
    figures, _, _ = figures_of(text)
    assert [(gap.agreement, gap.kind, gap.days) for gap in figures.terms] == [("supply", "ends-early", 7)]


def test_lists_of_holidays_that_end_too_soon():
    """A calendar with holidays says when its list ends before a day for which it is needed."""
    text = """
calendars: {office: {hours: {mon-fri: "08:00-18:00"}, holidays: CN}, far: {hours: {mon-fri: "08:00-18:00"}, holidays: ZZ}, idle: {hours: 24x7, holidays: ZZ}}
parties: {buyer: {role: customer}}
services: {mail: {}}
slas:
  near: {customer: buyer, services: mail, hours: office, valid: {from: 2026-06-01, to: 2026-12-31}}
  long: {customer: buyer, services: mail, hours: SPAN, valid: {from: 2026-06-01, to: 2028-05-31}}
"""
    gaps = figures_of(text.replace("SPAN", "office"))[0].holidays
    assert [(gap.calendar, gap.country, gap.last, gap.needed_until) for gap in gaps] == [
        ("office", "CN", date(2026, 12, 31), date(2028, 5, 31))
    ]
    gaps = figures_of(text.replace("SPAN", "far"))[0].holidays
    assert [(gap.calendar, gap.first, gap.last) for gap in gaps] == [("far", None, None)]


def test_an_ola_for_one_service_does_not_cover_another():
    """Where a team is there for one service and not for another, the gap of the other is not lost."""
    text = f"""{CALENDARS}
services: {{a: {{depends_on: c}}, b: {{depends_on: c}}}}
components: {{c: {{provided_by: ops}}}}
teams: {{ops: {{hours: office}}}}
olas: {{gold: {{team: ops, covers: a, hours: always}}, normal: {{team: ops, hours: office}}}}
slas: {{deal: {{customer: buyer, services: [a, b], hours: always, valid: {{from: 2027-01-04, to: 2027-01-31}}}}}}
"""
    figures, _, _ = figures_of(text)
    assert [(gap.part, gap.services, gap.uncovered_minutes) for gap in figures.gaps] == [
        ("c", ("b",), 28 * 1440 - 20 * 600)
    ]
