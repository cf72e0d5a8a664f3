"""Protects the clocks: open minutes counted minute by minute must agree with counting by bisection."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.clock import ALWAYS, DAY, NEVER, OpeningHours, mean_month_minutes, timetable
from itsm_compiler.analysis.holidays import holidays_of

SHANGHAI, VIENNA, LORD_HOWE, APIA = map(
    ZoneInfo, ("Asia/Shanghai", "Europe/Vienna", "Australia/Lord_Howe", "Pacific/Apia")
)
MORNING, AFTERNOON = (510, 720), (780, 1050)
OFFICE = OpeningHours((((480, 1080),),) * 5 + ((),) * 2)
BREAK = OpeningHours(((MORNING, AFTERNOON),) * 5 + ((), ()))
NIGHT = OpeningHours((((1320, 1440),), *(((0, 360), (1320, 1440)),) * 4, ((0, 360),), ()))
EARLY = OpeningHours((((90, 150),),) * 7)
EMPTY = OpeningHours(((),) * 7)


class Walk:
    """The oracle: asks the wall clock of every single minute whether the calendar is open."""

    def __init__(self, hours, zone, first, last):
        self.hours, self.zone = hours, zone
        self.start = datetime.combine(first, datetime.min.time(), zone).astimezone(UTC)
        end = datetime.combine(last + timedelta(1), datetime.min.time(), zone).astimezone(UTC)
        self.length = (end - self.start) // timedelta(minutes=1)
        self.base = int(self.start.timestamp()) // 60
        self.open = [
            self.shows_open((self.start + timedelta(minutes=n)).astimezone(zone)) for n in range(self.length)
        ]

    def shows_open(self, shown):
        day, minute, hours = shown.date(), shown.hour * 60 + shown.minute, self.hours
        if hours.open and day in hours.open:
            times = hours.open[day]
        elif any(start <= day <= end for start, end in hours.closed) or (
            hours.holidays and day in hours.holidays.days
        ):
            times = ()
        else:
            times = hours.week[day.weekday()]
            if hours.holidays and day in hours.holidays.working and not times:
                times = next(times for times in hours.week if times)
        return any(start <= minute < end for start, end in times)

    def count(self, start, end):
        return sum(self.open[start - self.base : end - self.base])

    def add(self, start, minutes):
        index = start - self.base
        while not self.open[index]:
            index += 1
        while minutes:
            minutes -= self.open[index]
            index += 1
        return self.base + index


CASES = {
    "office": (OFFICE, SHANGHAI, date(2027, 1, 1)),
    "with-a-break": (BREAK, VIENNA, date(2027, 3, 20)),
    "over-midnight-in-spring": (NIGHT, VIENNA, date(2027, 3, 20)),
    "over-midnight-in-autumn": (NIGHT, VIENNA, date(2027, 10, 24)),
    "in-the-gap": (EARLY, VIENNA, date(2027, 3, 20)),
    "in-the-repeated-hour": (EARLY, VIENNA, date(2027, 10, 24)),
    "half-an-hour-of-daylight-saving": (EARLY, LORD_HOWE, date(2027, 3, 30)),
    "a-skipped-day": (OFFICE, APIA, date(2011, 12, 20)),
    "always": (ALWAYS, VIENNA, date(2027, 3, 20)),
    "holidays": (OpeningHours(OFFICE.week, holidays=holidays_of("CN")), SHANGHAI, date(2026, 9, 14)),
    "exceptions": (
        OpeningHours(
            OFFICE.week,
            closed=((date(2026, 9, 30), date(2026, 10, 3)), (date(2026, 10, 10), date(2026, 10, 10))),
            open={date(2026, 10, 2): ((600, 660),), date(2026, 9, 26): ((0, 1440),)},
            holidays=holidays_of("CN"),
        ),
        SHANGHAI,
        date(2026, 9, 14),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_minute_agrees_with_the_walk(name):
    """Counting, adding and the next opening are those of a walk over five weeks, minute by minute."""
    hours, zone, first = CASES[name]
    last = first + timedelta(34)
    walk, table = Walk(hours, zone, first, last), timetable(hours, zone, first, last)
    assert table.instant(first.toordinal()) == walk.base
    counted = table.position(walk.base)
    for minute, is_open in zip(range(walk.base, walk.base + walk.length), walk.open, strict=True):
        assert table.is_open(minute) == is_open
        assert table.position(minute + 1) == counted + is_open
        counted += is_open
    for start in range(walk.base, walk.base + walk.length - 15 * DAY, 97):
        assert table.add_minutes(start, 500) == walk.add(start, 500)


@given(
    st.integers(0, 20 * DAY),
    st.integers(1, 2000),
    st.sampled_from([name for name in CASES if name != "exceptions"]),
)
@settings(max_examples=60, deadline=None)
def test_minutes_added_are_the_minutes_between(start, minutes, name):
    """What is added is what lies between, also across the horizon after which the ordinary week repeats."""
    hours, zone, first = CASES[name]
    table = timetable(hours, zone, first, first)
    begin = table.instant(first.toordinal()) + start
    end = table.add_minutes(begin, minutes)
    assert table.between(begin, end) == minutes
    assert table.between(end - 1, end)


def test_the_ordinary_week_repeats_beyond_the_horizon():
    """A timetable of one day answers for later weeks as one of a whole year does, where nothing is out of the ordinary."""
    short = timetable(NIGHT, SHANGHAI, date(2027, 1, 4), date(2027, 1, 4))
    long = timetable(NIGHT, SHANGHAI, date(2027, 1, 4), date(2027, 12, 31))
    start = short.instant(date(2027, 1, 4).toordinal())
    for step in range(0, 200 * DAY, 1801):
        for ask in ("position", "opening"):
            assert getattr(short, ask)(start + step) == getattr(long, ask)(start + step)
        for days in (0, 1, 4, 33):
            assert short.add_days(start + step, days) == long.add_days(start + step, days)


DAYS = [
    ("2027-01-04T09:00", 1, "2027-01-05T09:00"),
    ("2027-01-08T17:55", 1, "2027-01-11T17:55"),
    ("2027-01-09T12:00", 1, "2027-01-12T08:00"),
    ("2027-01-04T07:00", 2, "2027-01-06T08:00"),
    ("2027-01-04T09:00", 0, "2027-01-04T09:00"),
    ("2027-01-04T09:00", 25, "2027-02-08T09:00"),
    ("2027-01-04T09:00", Fraction(1, 2), "2027-01-04T14:00"),
    ("2027-01-04T17:00", Fraction(3, 2), "2027-01-06T12:00"),
]


def minute_of(text, zone=SHANGHAI):
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()) // 60


@pytest.mark.parametrize(("start", "days", "end"), DAYS)
def test_open_days_keep_the_time_of_day(start, days, end):
    """A day-based time counts open days and keeps the time of day; a start outside hours moves to the next opening."""
    table = timetable(OFFICE, SHANGHAI, date(2027, 1, 1), date(2027, 1, 31))
    assert table.when(table.add_days(minute_of(start), days)).strftime("%Y-%m-%dT%H:%M") == end


def test_open_days_keep_the_time_of_day_over_the_change_of_clocks():
    """Over daylight saving a day has 23 or 25 hours and the time of day stays."""
    table = timetable(ALWAYS, VIENNA, date(2027, 3, 1), date(2027, 4, 30))
    end = table.add_days(minute_of("2027-03-27T12:00", VIENNA), 1)
    assert end - minute_of("2027-03-27T12:00", VIENNA) == 23 * 60


WINDOWS = [
    (ALWAYS, VIENNA, date(2027, 3, 1), date(2027, 6, 30), 43830.0),
    (ALWAYS, SHANGHAI, date(2027, 6, 1), date(2030, 5, 31), 43830.0),
    (OFFICE, SHANGHAI, date(2027, 1, 4), date(2027, 1, 10), 5 * 600 / 7 * 30.4375),
    (
        OpeningHours(BREAK.week, holidays=holidays_of("CN")),
        SHANGHAI,
        date(2026, 1, 1),
        date(2026, 12, 31),
        248 * 480 / 365 * 30.4375,
    ),
]


@pytest.mark.parametrize(("hours", "zone", "first", "last", "minutes"), WINDOWS)
def test_mean_month(hours, zone, first, last, minutes):
    """The mean month of convention 6; 2026 has 248 working days in China (261 weekdays, 19 off, 6 made up)."""
    table = timetable(hours, zone, first, last)
    assert mean_month_minutes(table, first, last) == pytest.approx(minutes, abs=1e-9)


def test_months_are_days_a_month_of_the_holidays_list():
    """The list of 2025 and 2026 is as the State Council arranged it: days off, days at work, and where it ends."""
    listed = holidays_of("CN")
    assert (listed.first, listed.last) == (date(2025, 1, 1), date(2026, 12, 31))
    assert sum(day.year == 2025 for day in listed.days) == 28
    assert sum(day.year == 2026 for day in listed.days) == 33
    assert sorted(day.isoformat() for day in listed.working) == [
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    assert all(day.weekday() >= 5 for day in listed.working)
    assert not listed.days & listed.working
    assert "国办发明电〔2024〕12号" in listed.source
    assert holidays_of("XX") is None
    assert holidays_of("../CN") is None


def test_what_never_opens():
    """A calendar without an open minute answers that the next opening does not come."""
    table = timetable(EMPTY, SHANGHAI, date(2027, 1, 1), date(2027, 1, 31))
    start = minute_of("2027-01-04T09:00")
    assert table.opening(start) == table.add_minutes(start, 5) == table.add_days(start, 1) == NEVER
    assert table.add_wall_minutes(start, 5) == table.between(start, NEVER) == NEVER
    once = timetable(
        OpeningHours(EMPTY.week, open={date(2027, 1, 5): ((0, 60),)}),
        SHANGHAI,
        date(2027, 1, 1),
        date(2027, 1, 31),
    )
    assert once.between(start, once.add_minutes(start, 60)) == 60
    assert once.add_minutes(start, 61) == once.add_days(start, 1) == NEVER


@pytest.mark.parametrize("first", [date.min, date(2027, 1, 1), date.max])
@pytest.mark.parametrize("last", [date.min, date.max])
def test_no_span_of_dates_is_too_long(first, last):
    """Whatever term a design names, a timetable is built in bounded time."""
    table = timetable(
        OpeningHours(OFFICE.week, closed=((date.min, date(1990, 1, 1)),) * 2000), VIENNA, first, last
    )
    assert len(table.track.starts) < 9000
    assert table.add_days(table.horizon, 10**15) > table.horizon


def test_part_of_a_minute_is_exact():
    """A tenth of a minute added ten times is one minute."""
    table = timetable(OFFICE, SHANGHAI, date(2027, 1, 1), date(2027, 1, 31))
    instant = minute_of("2027-01-04T17:59")
    for _ in range(10):
        instant = table.add_minutes(instant, Fraction(1, 10))
    assert instant == minute_of("2027-01-04T18:00")
