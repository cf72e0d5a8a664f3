"""Protects the clean form of calendars: what is open on which weekday, minute by minute."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from itsm_compiler.model.calendars import DAYS, read_times, read_week
from itsm_compiler.model.quantities import DateSpan
from tests.model.model_designs import design

WEEKS = [
    ("24x7", dict.fromkeys(DAYS, ((0, 1440),))),
    (
        {"mon-fri": "08:30-12:00, 13:00-17:30", "sat": "09:00-12:00"},
        {**dict.fromkeys(DAYS[:5], ((510, 720), (780, 1050))), "sat": ((540, 720),)},
    ),
    ({"mon": "22:00-06:00"}, {"mon": ((1320, 1440),), "tue": ((0, 360),)}),
    ({"sun": "22:00-06:00"}, {"sun": ((1320, 1440),), "mon": ((0, 360),)}),
    ({"mon": "00:00-24:00"}, {"mon": ((0, 1440),)}),
    ({"sat-mon": "10:00-11:00"}, {"sat": ((600, 660),), "sun": ((600, 660),), "mon": ((600, 660),)}),
    ({"mon": "13:00-14:00, 08:00-12:00"}, {"mon": ((480, 720), (780, 840))}),
    ({"mon": "08:00-12:00, 12:00-14:00"}, {"mon": ((480, 840),)}),
    ({"mon-sun": "22:00-06:00"}, dict.fromkeys(DAYS, ((0, 360), (1320, 1440)))),
]


@pytest.mark.parametrize(("written", "expected"), WEEKS)
def test_weeks(written, expected):
    assert read_week(written).days == tuple(expected.get(day, ()) for day in DAYS)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *[(value, "hours") for value in ({}, "8x5", 24, None, [], "")],
        *[({key: "08:00-18:00"}, "hours_day") for key in ("monday", "Mon", "mon-", "fri–mon", "", "mon,tue")],
        *[
            ({"mon": value}, "hours_times")
            for value in (
                "8-18",
                "08:00",
                "08:00-24:01",
                "24:00-25:00",
                "",
                None,
                8,
                ["08:00-09:00"],
                "08:00-12:00,",
            )
        ],
        ({"mon": "08:00-08:00"}, "hours_empty"),
        ({"mon": "08:00-12:00, 11:59-13:00"}, "hours_overlap"),
        ({"mon": "22:00-06:00", "tue": "05:00-09:00"}, "hours_overlap"),
        ({"mon-fri": "08:00-12:00", "wed": "13:00-14:00"}, "hours_twice"),
    ],
)
def test_what_are_no_hours(written, kind):
    with pytest.raises(PydanticCustomError) as raised:
        read_week(written)
    assert raised.value.type == kind


def test_a_day_of_its_own_ends_at_midnight():
    assert read_times("09:00-12:00, 13:00-24:00") == ((540, 720), (780, 1440))
    with pytest.raises(PydanticCustomError) as raised:
        read_times("22:00-06:00")
    assert raised.value.type == "hours_midnight"


def test_calendar_of_a_design():
    found = design(
        'calendars: {office: {hours: {mon-fri: "08:00-18:00"}, closed: [2027-12-24/2027-12-26, 2027-01-06],'
        ' open: {2027-12-27: "09:00-12:00"}, holidays: CN}}\n'
    )
    office = found.calendars["office"]
    assert office.hours.minutes == 5 * 600
    assert office.closed == (
        DateSpan(date(2027, 12, 24), date(2027, 12, 26)),
        DateSpan(date(2027, 1, 6), date(2027, 1, 6)),
    )
    assert office.open == {date(2027, 12, 27): ((540, 720),)}
    assert office.holidays == "CN"
    assert office.closes(date(2027, 12, 25))
    assert not office.closes(date(2027, 12, 27))
    assert not office.always


def test_the_calendar_that_governs():
    """A named calendar, else the working calendar, else the one that never closes."""
    body = 'calendars: {office: {hours: {mon: "08:00-18:00"}}, round: {hours: 24x7}}\n'
    with_hours = design(body, head="language: itsm/v1\ndesign: {title: T, hours: office}\n")
    without = design(body)
    assert with_hours.calendar().id == "office"
    assert with_hours.calendar("round").always
    assert with_hours.calendar("always").id == "always"
    assert without.calendar().id == "always"
    assert without.calendar(None).always


TIMES = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda pair: f"{pair[0] // 60:02}:{pair[0] % 60:02}-{pair[1] // 60:02}:{pair[1] % 60:02}"
)


@given(
    st.dictionaries(st.sampled_from(DAYS), st.lists(TIMES, min_size=1, max_size=3).map(", ".join), min_size=1)
)
def test_the_clean_form_agrees_with_a_walk_over_the_minutes(written):
    """Each open minute of the week is in one interval, and no other is."""
    expected = set()
    for day, times in written.items():
        for part in times.split(", "):
            start, end = (60 * int(time[:2]) + int(time[3:]) for time in part.split("-"))
            length = (end - start) % 1440 or 1440
            expected |= {(1440 * DAYS.index(day) + start + minute) % 10080 for minute in range(length)}
    try:
        week = read_week(written)
    except PydanticCustomError as refused:
        kind = refused.type
    else:
        kind = None
    assert kind in (None, "hours_overlap", "hours_empty")
    if kind:
        return
    spans = [
        (1440 * index + start, 1440 * index + end)
        for index, day in enumerate(week.days)
        for start, end in day
    ]
    assert {minute for start, end in spans for minute in range(start, end)} == expected
    assert spans == sorted(spans)
