"""Protects the worst case of a chain: what turning points find is what a look at every single start finds."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from itsm_compiler.analysis.clock import ALWAYS, NEVER, OpeningHours, timetable
from itsm_compiler.analysis.legs import Leg, Starts, elapsed, legs_of, reserve, room, through
from itsm_compiler.model.quantities import Duration

VIENNA, SHANGHAI = ZoneInfo("Europe/Vienna"), ZoneInfo("Asia/Shanghai")
OFFICE = OpeningHours((((480, 1080),),) * 5 + ((),) * 2)
SPLIT = OpeningHours((((510, 720), (780, 1050)),) * 5 + ((), ()))
LATE = OpeningHours((((0, 120), (1200, 1440)),) * 6 + ((),))
CLINIC = OpeningHours((((480, 1200),),) * 7)
SATURDAY = OpeningHours(((),) * 5 + (((540, 600),), ()))
CALENDARS = (OFFICE, SPLIT, LATE, CLINIC, SATURDAY, ALWAYS)


def table_of(hours, zone, first, days):
    return timetable(hours, zone, first, first + timedelta(days + 60))


def starts_of(table, first, days):
    return Starts(
        table, table.instant(first.toordinal()), table.instant((first + timedelta(days)).toordinal())
    )


def every_start(starts):
    return [minute for minute in range(int(starts.first), int(starts.end)) if starts.table.is_open(minute)]


def random_leg(chance, tables):
    pace = chance.choice(["wall", "open", "open", "days"])
    amount = {
        "wall": chance.choice([0, 15, 240, 1440, 3000]),
        "open": chance.choice([1, 20, 60, 240, 601, 2400]),
        "days": chance.choice([0, 1, 2, 5]),
    }[pace]
    if pace != "days" and chance.random() < 0.2:
        amount += Fraction(chance.randint(1, 9), 10)
    return Leg(chance.choice(tables), pace, amount)


def random_case(seed):
    chance = random.Random(seed)
    zone = chance.choice([VIENNA, SHANGHAI])
    first = chance.choice([date(2027, 3, 19), date(2027, 10, 20), date(2027, 6, 1)])
    days = chance.choice([9, 16, 24])
    tables = []
    for hours in chance.sample(CALENDARS, 3):
        shut = first + timedelta(chance.randint(0, days))
        closed = ((shut, shut + timedelta(chance.randint(0, 3))),) if chance.random() < 0.5 else ()
        tables.append(table_of(OpeningHours(hours.week, closed), zone, first, days))
    starts = starts_of(tables[0], first, days)
    return chance, starts, tables, [random_leg(chance, tables) for _ in range(chance.randint(1, 3))]


@pytest.mark.parametrize("seed", range(60))
def test_the_longest_way_is_that_of_every_start(seed):
    """Composed on the customer's clock and on the wall's, over all open minutes, to the earliest start that is worst."""
    _, starts, _, legs = random_case(seed)
    for on_wall in (False, True):
        worst = (-1, None) if every_start(starts) else (0, starts.first)
        for start in every_start(starts):
            end = through(legs, start)
            minutes = end - start if on_wall else starts.table.between(start, end)
            if minutes > worst[0]:
                worst = (minutes, start)
        found = elapsed(starts, legs)[on_wall]
        assert (found.minutes, found.start) == worst


@pytest.mark.parametrize("seed", range(60))
def test_the_room_left_is_the_largest_commitment_that_keeps_every_deadline(seed):
    """With the room as own commitment every start keeps the deadline; with a minute more one does not."""
    chance, starts, tables, legs = random_case(1000 + seed)
    pace = chance.choice(["wall", "open", "days"])
    amount = {"wall": 2000, "open": 900, "days": 3}[pace]
    deadline, own, own_pace = (
        [Leg(starts.table, pace, amount)],
        chance.choice(tables),
        chance.choice(["wall", "open"]),
    )
    found = room(starts, legs, deadline, own, own_pace).minutes

    def holds(minutes):
        chain = [*legs, Leg(own, own_pace, minutes)]
        for start in every_start(starts)[:: 1 if minutes == int(found) else 7]:
            end, due = through(chain, start), through(deadline, start)
            if (end > due) if pace == "wall" else starts.table.position(end) > starts.table.position(due):
                return False
        return True

    if not every_start(starts):
        assert found == NEVER
    elif found < 0:
        assert any(
            own.opening(through(legs, start)) > (due if pace == "wall" else starts.table.opening(due))
            for start in every_start(starts)
            for due in [through(deadline, start)]
        )
    else:
        assert holds(int(found))
        exact = [*legs, Leg(own, own_pace, int(found) + 1)]
        late = any(
            through(exact, start) > (due if pace == "wall" else starts.table.opening(due))
            for start in every_start(starts)
            for due in [through(deadline, start)]
        )
        assert late


@pytest.mark.parametrize("seed", range(40))
def test_the_reserve_before_a_deadline_is_that_of_every_start(seed):
    """A target in open days is compared with the end of the chain at every start, on the customer's clock."""
    chance, starts, _, legs = random_case(3000 + seed)
    deadline = [
        Leg(starts.table, "days", chance.choice([0, 1, 3])),
        *([Leg(starts.table, "open", 90)] if seed % 3 else []),
    ]
    every = [
        starts.table.position(through(deadline, start)) - starts.table.position(through(legs, start))
        for start in every_start(starts)
    ]
    assert reserve(starts, legs, deadline).minutes == min(every, default=NEVER)


def test_years_of_starts():
    """Over three years the one long weekend is found: four open hours from the Friday before Easter take 90 hours."""
    first, last = date(2027, 6, 1), date(2030, 5, 31)
    days = (last - first).days
    office = table_of(
        OpeningHours(OFFICE.week, ((date(2028, 4, 17), date(2028, 4, 17)),)), VIENNA, first, days
    )
    starts = starts_of(table_of(ALWAYS, VIENNA, first, days), first, days + 1)
    found = elapsed(starts, [Leg(office, "open", 240)])[1]
    assert found.minutes == 90 * 60
    assert office.when(found.start).isoformat() == "2028-04-14T14:01:00+02:00"


def test_office_hours_as_felt_round_the_clock():
    """Four open hours of an office team, reached on Friday at 17:55, are 66 hours of a customer who never closes."""
    first = date(2027, 6, 1)
    office, always = table_of(OFFICE, SHANGHAI, first, 28), table_of(ALWAYS, SHANGHAI, first, 28)
    friday = always.instant(date(2027, 6, 4).toordinal(), 17 * 60 + 55)
    assert through([Leg(office, "open", 240)], friday) - friday == 66 * 60
    worst = elapsed(starts_of(always, first, 28), [Leg(office, "open", 240)])[1]
    assert worst.minutes == 66 * 60
    assert always.when(worst.start).strftime("%a %H:%M") == "Fri 14:01"


LEGS = [
    ("15m", [("wall", 15)]),
    ("4h", [("wall", 240)]),
    ("2d", [("wall", 2880)]),
    ("1mo", [("wall", 43830)]),
    ("30sm", [("open", 30)]),
    ("0.5sh", [("open", 30)]),
    ("0.25sm", [("open", Fraction(1, 4))]),
    ("3wd", [("days", 3)]),
    ("1.5wd", [("days", 1), ("open", 300)]),
]


@pytest.mark.parametrize(("written", "expected"), LEGS)
def test_durations_as_legs(written, expected):
    """Clock time runs by the wall, open time by the calendar, part of an open day as minutes of a mean one."""
    table = table_of(OFFICE, SHANGHAI, date(2027, 6, 1), 7)
    assert [(leg.pace, leg.amount) for leg in legs_of(Duration.read(written), table)] == expected


def test_a_longer_commitment_never_proves_more():
    """The composed time never falls when a leg grows."""
    for seed in range(20):
        _, starts, _, legs = random_case(2000 + seed)
        longer = [*legs[:-1], Leg(legs[-1].table, legs[-1].pace, legs[-1].amount + 1)]
        for on_wall in (False, True):
            assert elapsed(starts, longer)[on_wall].minutes >= elapsed(starts, legs)[on_wall].minutes


def test_holders_that_do_not_open_again():
    """A holder that never opens is never through; an agreement without an open minute has no worst case."""
    first = date(2027, 6, 1)
    shut = table_of(OpeningHours(((),) * 7), SHANGHAI, first, 7)
    office = table_of(OFFICE, SHANGHAI, first, 7)
    starts = starts_of(office, first, 7)
    assert elapsed(starts, [Leg(shut, "open", 5)])[0].minutes == NEVER
    assert elapsed(starts_of(shut, first, 7), [Leg(office, "open", 5)])[0].minutes == 0
    assert (
        room(
            starts, [Leg(shut, "open", 5)], legs_of(Duration(Decimal(8), "sh"), office), office, "open"
        ).minutes
        < 0
    )
    assert (
        room(starts_of(shut, first, 7), [], legs_of(Duration(Decimal(8), "sh"), shut), office, "open").minutes
        == NEVER
    )
