"""Protects the dates of agreements: the last day to give notice, renewals, what rests on them, work that is passed on."""

from __future__ import annotations

from datetime import date

import pytest

from itsm_compiler.analysis.contract_dates import calendar_of
from itsm_compiler.analysis.notice import last_notice
from itsm_compiler.model.quantities import Duration
from tests.analysis.designs import CALENDARS, figures_of

NOTICES = [
    # BGB § 573c, § 621: notice at the end of a month for the end of a later one; a term ends with its last day
    ("2030-06-30", "6mo", "2029-12-31"),
    ("2030-05-31", "6mo", "2029-11-30"),
    ("2028-02-29", "3mo", "2027-11-30"),
    ("2027-12-31", "1y", "2026-12-31"),
    ("2028-02-29", "1y", "2027-02-28"),
    ("2027-05-30", "3mo", "2027-02-27"),
    ("2027-12-31", "90d", "2027-10-02"),
    ("2027-12-31", "2w", "2027-12-17"),
    ("2027-12-31", "36h", "2027-12-29"),
    ("2027-12-31", "0d", "2027-12-31"),
]


@pytest.mark.parametrize(("end", "notice", "last"), NOTICES)
def test_last_day_to_give_notice(end, notice, last):
    """Calendar months and years, whole days otherwise, counted back from the end of the last day."""
    assert last_notice(date.fromisoformat(end), Duration.read(notice)) == date.fromisoformat(last)


@pytest.mark.parametrize("notice", ["99999y", "99999999w", "999999999999999mo", "5wd"])
def test_no_day_for_what_reaches_back_too_far(notice):
    """Beyond all dates there is none, nor for open days without a calendar."""
    assert last_notice(date(2027, 12, 31), Duration.read(notice)) is None


BODY = f"""{CALENDARS}
teams: {{ops: {{hours: office}}}}
services: {{mail: {{depends_on: a}}}}
components: {{a: {{provided_by: [ops, supply]}}}}
olas: {{ops-ola: {{team: ops, valid: {{from: 2027-01-01, to: 2027-10-31, notice: 5wd}}}}}}
contracts:
  supply: {{supplier: seller, valid: {{from: 2027-01-01, to: 2027-12-31, notice: 1mo, renews: 2027-12-15}}}}
  store: {{supplier: seller, valid: {{from: 2027-03-01, to: 2027-12-31}}}}
  idle: {{supplier: seller}}
spares: {{part: {{for: a, contract: store}}}}
slas: {{deal: {{customer: buyer, services: mail, valid: {{from: 2027-01-01, to: 2027-12-31}}, termination: {{notice: 3mo}}}}}}
"""


def test_the_life_of_agreements():
    """Terms, notices and renewals with what rests on them; an agreement without any date is left out."""
    figures, _, _ = figures_of(BODY)
    found = {one.agreement: one for one in figures.contract_dates}
    assert list(found) == ["deal", "ops-ola", "store", "supply"]
    assert (found["deal"].kind, found["deal"].party, found["deal"].notice, found["deal"].notice_by) == (
        "sla", "buyer", "3mo", date(2027, 9, 30),
    )  # fmt: skip
    supply = found["supply"]
    assert (supply.notice_by, supply.renews, supply.renewal_after_notice) == (
        date(2027, 11, 30),
        date(2027, 12, 15),
        True,
    )
    (back,) = supply.backs
    assert (back.sla, back.uncovered_days) == ("deal", 0)
    assert back.notice_margin_days == pytest.approx(-2 * 30.4375)


def test_open_days_of_notice():
    """Five working days before Sunday 31 October: the last is Friday the 29th, the first Monday the 25th."""
    figures, _, _ = figures_of(BODY)
    ola = next(one for one in figures.contract_dates if one.agreement == "ops-ola")
    assert ola.notice_by == date(2027, 10, 24)
    assert ola.backs[0].uncovered_days == 61
    gap = next(gap for gap in figures.terms if gap.agreement == "ops-ola")
    assert gap.notice_by == ola.notice_by


def test_contracts_that_hold_spares_are_rested_on():
    """The store of spares begins two months after the agreement."""
    figures, _, _ = figures_of(BODY)
    assert [(gap.agreement, gap.kind, gap.days) for gap in figures.terms] == [
        ("ops-ola", "ends-early", 61), ("store", "starts-late", 59),
    ]  # fmt: skip


def test_the_calendar():
    """All days in order, with the days that are left and the agreements with customers concerned."""
    figures, _, _ = figures_of(BODY, as_of=date(2027, 11, 30))
    calendar = calendar_of(figures.contract_dates)
    assert [entry.date for entry in calendar] == sorted(entry.date for entry in calendar)
    entry = next(one for one in calendar if (one.agreement, one.event) == ("supply", "notice"))
    assert (entry.days_left, entry.slas) == (0, ("deal",))
    assert next(one for one in calendar if one.event == "begins").days_left < 0


PASSED_ON = [
    ("30m", "2h", "150m", "proved", 150),
    ("31m", "2h", "150m", "broken", 151),
    ("30sm", "2sh", "150sm", "proved", 150),
    ("1wd", "1wd", "2wd", "proved", 1200),
    (None, "2h", "150m", "unsupported", None),
    (None, "3h", "150m", "broken", None),
    ("30m", None, "150m", "unsupported", None),
    ("30m", "2sh", "3d", "proved", None),
    ("30m", "2sh", "2d", "broken", None),
]


@pytest.mark.parametrize(("response", "passed", "resolution", "verdict", "minutes"), PASSED_ON)
def test_work_that_is_passed_on(response, passed, resolution, verdict, minutes):
    """Response + the sub-contractor's time against the resolution; different clocks by the longest over a week-end."""
    promised = (
        f"{{response: {response}, resolution: {resolution}}}" if response else f"{{resolution: {resolution}}}"
    )
    given = f"{{A: {passed}}}" if passed else "{}"
    figures, _, _ = figures_of(
        f"""{CALENDARS}
contracts:
  supply: {{supplier: seller, hours: office, priorities: {{A: {promised}}}, sub_contracting: {{depth: 1, resolution: {given}}}}}
  alone: {{supplier: seller, priorities: {{A: {promised}}}, sub_contracting: {{depth: 0}}}}
"""
    )
    alone, supply = figures.contract_dates
    assert (alone.depth, alone.sub_contracting, supply.depth) == (0, (), 1)
    (one,) = supply.sub_contracting
    assert one.verdict == verdict
    if minutes is not None or None in (response, passed):
        assert one.composed_minutes == minutes
