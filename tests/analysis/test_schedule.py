"""Protects the schedule: the two passes, floats, estimates, dates, go-live, and plans that are broken."""

from __future__ import annotations

import itertools
import random
from datetime import date
from fractions import Fraction

import pytest

from itsm_compiler.analysis.clock import ALWAYS, OpeningHours, timetable
from itsm_compiler.analysis.critical_path import critical_path, pert_mean
from itsm_compiler.analysis.schedule import WorkingDays, working_days
from itsm_compiler.model.quantities import Duration
from tests.analysis.designs import figures_of
from tests.analysis.test_clock import SHANGHAI

OFFICE = OpeningHours((((480, 720), (780, 1020)),) * 5 + ((), ()))
TABLE = timetable(OFFICE, SHANGHAI, date(2027, 1, 1), date(2027, 12, 31))


def test_a_textbook_network():
    """Seven tasks whose critical path is A C D F G, 17 days long; every figure by hand.

    A 3; B 4 after A; C 2 after A; D 5 after C; E 1 after C; F 2 after B, D; G 5 after F, E.
    """
    durations = {name: Fraction(days) for name, days in zip("ABCDEFG", (3, 4, 2, 5, 1, 2, 5), strict=True)}
    plan = critical_path(durations, {"B": "A", "C": "A", "D": "C", "E": "C", "F": "BD", "G": "FE"})
    assert plan.length == 17
    assert plan.critical == ("A", "C", "D", "F", "G")
    times = {
        name: tuple(
            int(value)
            for value in (
                t.earliest_start,
                t.earliest_finish,
                t.latest_start,
                t.latest_finish,
                t.total_float,
                t.free_float,
            )
        )
        for name, t in plan.times.items()
    }
    assert times == {
        "A": (0, 3, 0, 3, 0, 0),
        "B": (3, 7, 6, 10, 3, 3),
        "C": (3, 5, 3, 5, 0, 0),
        "D": (5, 10, 5, 10, 0, 0),
        "E": (5, 6, 11, 12, 6, 6),
        "F": (10, 12, 10, 12, 0, 0),
        "G": (12, 17, 12, 17, 0, 0),
    }  # fmt: skip


def longest(durations, needs, task):
    return durations[task] + max((longest(durations, needs, need) for need in needs[task]), default=0)


@pytest.mark.parametrize("seed", range(40))
def test_random_networks(seed):
    """Earliest finishes are longest paths; slipping by the total float keeps the end, by more it does not; likewise the free float."""
    chance = random.Random(seed)
    names = [f"t{index}" for index in range(chance.randint(1, 9))]
    durations = {name: Fraction(chance.randint(0, 12), chance.choice([1, 2, 6])) for name in names}
    needs = {
        name: chance.sample(names[:index], chance.randint(0, min(index, 3)))
        for index, name in enumerate(names)
    }
    plan = critical_path(durations, needs)
    assert plan.length == max(longest(durations, needs, name) for name in names)
    for name, times in plan.times.items():
        assert times.earliest_finish == longest(durations, needs, name)
        kept = critical_path(durations | {name: durations[name] + times.total_float}, needs)
        assert kept.length == plan.length
        assert (
            critical_path(durations | {name: durations[name] + times.total_float + 1}, needs).length
            > plan.length
        )
        freely = critical_path(durations | {name: durations[name] + times.free_float}, needs).times
        assert all(freely[other].earliest_start == plan.times[other].earliest_start for other in names)
        assert 0 <= times.free_float <= times.total_float
    assert plan.cycles == ()


def test_tasks_that_wait_for_each_other():
    """A cycle is data: it is named, and the rest is still computed."""
    durations = dict.fromkeys("ABCDE", Fraction(2))
    plan = critical_path(durations, {"A": "C", "B": "A", "C": "B", "D": "C", "E": ("E", "gone")})
    assert plan.cycles == (("A", "B", "C"), ("E",))
    assert plan.times["D"].earliest_finish == 4
    assert plan.length == 4


def test_estimates_are_not_rounded():
    """(2 + 4·3 + 7) / 6 is three and a half days; thirds stay thirds."""
    assert pert_mean(Fraction(2), Fraction(3), Fraction(7)) == Fraction(7, 2)
    assert pert_mean(Fraction(1), Fraction(2), Fraction(5)) == Fraction(7, 3)


LENGTHS = [
    ("5wd", 5),
    ("0.5wd", Fraction(1, 2)),
    ("16sh", 2),
    ("240sm", Fraction(1, 2)),
    ("2w", 10),
    ("1w", 5),
    ("1d", 1),
    ("3d", 3),
    ("6d", 5),
    ("10d", 8),
    ("4h", Fraction(1, 2)),
    ("12h", 1),
    ("36h", 2),
    ("0m", 0),
]


@pytest.mark.parametrize(("written", "expected"), LENGTHS)
def test_lengths_in_working_days(written, expected):
    """Service time by the mean working day of eight hours, clock time as a stretch of the calendar over closed days."""
    assert working_days(Duration.read(written), TABLE) == expected


def test_lengths_round_the_clock():
    """Where every day is a working day of 24 hours, a clock day is a working day."""
    always = timetable(ALWAYS, SHANGHAI, date(2027, 1, 1), date(2027, 1, 31))
    assert [working_days(Duration.read(text), always) for text in ("2w", "1d", "12h", "24sh", "3wd")] == [
        14,
        1,
        Fraction(1, 2),
        1,
        3,
    ]
    shut = timetable(OpeningHours(((),) * 7), SHANGHAI, date(2027, 1, 1), date(2027, 1, 31))
    assert working_days(Duration.read("2w"), shut) == 14
    assert WorkingDays(shut, date(2027, 1, 1)).day(3) is None
    assert WorkingDays(shut, date(2027, 1, 1)).before(date(2027, 5, 1)) == 0


def test_longer_is_never_shorter():
    """More clock time never means fewer working days."""
    lengths = [working_days(Duration.read(f"{hours}h"), TABLE) for hours in range(0, 1000, 7)]
    assert all(before <= after for before, after in itertools.pairwise(lengths))


def test_working_days_by_date():
    """Counting from a Saturday begins on Monday; days are counted up to, not including, the other day."""
    days = WorkingDays(TABLE, date(2027, 1, 9))
    assert [days.day(number) for number in (0, 4, 5)] == [
        date(2027, 1, 11),
        date(2027, 1, 15),
        date(2027, 1, 18),
    ]
    assert [days.before(date(2027, 1, day)) for day in (11, 12, 16, 17, 18, 19)] == [0, 1, 5, 5, 5, 6]
    assert [days.before(date(2027, 1, day)) for day in (8, 7, 4)] == [-1, -2, -5]
    assert days.before(date(2026, 12, 31)) == -7
    assert days.before(date(2026, 1, 11)) == -260
    assert days.day(10**9) is None


PLAN = """
calendars: {office: {hours: {mon-fri: "08:00-12:00, 13:00-17:00"}, closed: 2027-02-15/2027-02-19}}
deployment:
  start: START
  go_live: GO
  hours: office
  tasks:
    plan: {phase: plan, duration: {best: 2wd, likely: 3wd, worst: 7wd}}
    build: {phase: execute, duration: 10wd, needs: plan}
    hire: {phase: execute, duration: 2w, needs: plan, actual: {from: 2027-02-05, to: 2027-03-04}}
    check: {phase: accept, duration: 4sh, needs: [build, hire]}
    done: {needs: check}
  milestones: {ready: {after: [build, hire], due: 2027-02-26}, signed: {after: done, due: check}, open: {due: ready}}
  deliverables: {paper: {from: build}, hint: {due: 2027-02-01}}
"""


def plan(start="2027-02-01", go="2027-03-01"):
    return figures_of(PLAN.replace("START", start).replace("GO", go))[0]


def test_dates():
    """Convention 14: start on working day floor(ES), finish on working day ceil(EF) − 1; a closed week is jumped over."""
    schedule = plan().schedule
    found = {
        task.task: (str(task.earliest_start), str(task.start_date), str(task.finish_date))
        for task in schedule.tasks
    }
    assert found == {
        "plan": ("0", "2027-02-01", "2027-02-04"),
        "build": ("7/2", "2027-02-04", "2027-02-25"),
        "hire": ("7/2", "2027-02-04", "2027-02-25"),
        "check": ("27/2", "2027-02-25", "2027-02-25"),
        "done": ("14", "2027-02-25", "2027-02-25"),
    }
    assert (schedule.duration_working_days, schedule.finish, schedule.go_live_margin) == (
        14,
        date(2027, 2, 25),
        1,
    )
    assert schedule.critical_path == ("plan", "build", "hire", "check", "done")
    assert [(phase.phase, str(phase.start_date), str(phase.finish_date)) for phase in schedule.phases] == [
        ("plan", "2027-02-01", "2027-02-04"),
        ("execute", "2027-02-04", "2027-02-25"),
        ("accept", "2027-02-25", "2027-02-25"),
        (None, "2027-02-25", "2027-02-25"),
    ]


def test_days_that_hang_on_tasks():
    """A date that names a task, milestone or deliverable is the day it ends: the real one where it is recorded."""
    figures = plan()
    assert figures.day("build") == date(2027, 2, 25)
    assert figures.day("hire") == date(2027, 3, 4)
    assert figures.day("ready") == date(2027, 3, 4)
    assert figures.day("paper") == date(2027, 2, 25)
    assert figures.day("hint") == date(2027, 2, 1)
    assert figures.day("open") == date(2027, 3, 4)
    assert figures.day(date(2027, 1, 1)) == date(2027, 1, 1)
    assert figures.day("nobody") is None
    assert figures.day(None) is None
    milestones = {one.milestone: (one.reached, one.due, one.late) for one in figures.schedule.milestones}
    assert milestones["ready"] == (date(2027, 2, 25), date(2027, 2, 26), False)
    assert milestones["open"][0] is None


MARGINS = [
    ("2027-02-26", 0),
    ("2027-01-25", -19),
    ("2027-02-25", -1),
    ("2027-03-01", 1),
    ("2027-02-01", -14),
    ("check", None),
]


@pytest.mark.parametrize(("go", "margin"), MARGINS)
def test_margin_before_go_live(go, margin):
    """0 when the last task ends on the last working day before go-live; nothing to compare where a task sets it."""
    assert plan(go=go).schedule.go_live_margin == margin


def test_go_live_by_a_task():
    """Go-live can be the end of a task."""
    assert plan(go="build").schedule.go_live == date(2027, 2, 25)


def test_without_a_start_there_are_offsets_but_no_dates():
    """A draft without dates still has a critical path."""
    figures, _, _ = figures_of("deployment: {tasks: {a: {duration: 3wd}, b: {duration: 4wd, needs: a}}}\n")
    schedule = figures.schedule
    assert (schedule.duration_working_days, schedule.finish, schedule.critical_path) == (7, None, ("a", "b"))
    assert figures_of("deployment: {start: 2027-01-01}\n")[0].schedule is None
