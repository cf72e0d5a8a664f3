"""Protects the feasibility of rosters: rotations that man every shift and keep every rule, bounds that hold, exact minima."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itsm_compiler.analysis.rotation import Duty, RestRules, breaches, goes_on, rotation_of
from tests.analysis.designs import CALENDARS, figures_of

EARLY, LATE, NIGHT = (360, 840, False), (840, 1320, False), (1320, 1800, True)
DAY, DARK = (360, 1080, False), (1080, 1800, True)
USUAL = RestRules(660, 6, 3)


def duties(shifts, posts=1, days=range(7), hand_over=0):
    """The same shifts on each of these weekdays."""
    return tuple(
        Duty(day, start, end, end + hand_over, night, posts) for day in days for start, end, night in shifts
    )


def faults(weeks, wanted, rules):
    """What is wrong with weeks, told without any code of the product: cover, rest, days and nights in a row."""
    found = []
    for day in range(7):
        column = [week[day] for week in weeks if week[day] is not None]
        of_day = [duty for duty in wanted if duty.weekday == day]
        found += [("cover", duty) for duty in of_day if column.count(duty) != duty.posts]
        if len(column) != sum(duty.posts for duty in of_day):
            found.append(("more", day))
    return found + strains([duty for week in weeks for duty in week], rules)


def strains(days, rules):
    """The rests, days and nights in a row that break a rule when these days come again and again."""
    found = []
    line = list(days) * 3
    worked = [(place, duty) for place, duty in enumerate(line) if duty is not None]
    for (place, duty), (later, following) in itertools.pairwise(worked):
        if (later - place) * 1440 + following.start - duty.release < rules.rest:
            found.append(("rest", place))
    in_a_row = nights = 0
    for duty in line:
        in_a_row = 0 if duty is None else in_a_row + 1
        nights = 0 if duty is None or not duty.night else nights + 1
        if in_a_row > rules.days_in_a_row:
            found.append(("days", in_a_row))
        if rules.nights_in_a_row is not None and nights > rules.nights_in_a_row:
            found.append(("nights", nights))
    return found


def wrong_with(rotation, wanted, rules, people):
    """What is wrong with a rotation: of weeks, or of days on which everybody begins a day later."""
    if rotation.step == 7:
        assert len(rotation.rows) == people
        return faults(rotation.rows, wanted, rules)
    assert len(rotation.days) == people
    shifts = sorted((duty.start, duty.end) for duty in rotation.days if duty is not None)
    cover = [
        day
        for day in range(7)
        if shifts
        != sorted((duty.start, duty.end) for duty in wanted if duty.weekday == day for _ in range(duty.posts))
    ]
    return cover + strains(rotation.days, rules)


@pytest.mark.parametrize(
    ("shifts", "posts", "people", "rules"),
    [
        pytest.param((DAY, DARK), 1, 4, RestRules(660, 3, 3), id="Pitman: four crews, twelve hours, never more than three days"),
        pytest.param((EARLY, LATE, NIGHT), 1, 4, RestRules(660, 6, 6), id="four crews, eight hours, six days on and two off"),
        pytest.param((EARLY, LATE, NIGHT), 1, 5, USUAL, id="five crews, eight hours"),
        pytest.param((EARLY, LATE, NIGHT), 2, 9, USUAL, id="two posts"),
        pytest.param((EARLY, LATE, NIGHT), 5, 21, USUAL, id="five posts, as few as their hours allow"),
        pytest.param((EARLY, LATE, NIGHT), 5, 18, USUAL, id="five posts in long weeks"),
        pytest.param((EARLY, LATE, NIGHT), 7, 30, USUAL, id="seven posts"),
    ],
)  # fmt: skip
def test_known_rotations_are_found(shifts, posts, people, rules):
    """Shift systems that are worked everywhere come out, with every rule kept."""
    wanted = duties(shifts, posts, hand_over=30)
    rotation = rotation_of(wanted, rules, people)
    assert rotation is not None
    assert wrong_with(rotation, wanted, rules, people) == []
    assert breaches(rotation, rules) == 0


def exists(wanted, rules, people):
    """Whether there is any rotation, by trying every way to give each weekday's duties to the rows."""
    columns = []
    for day in range(7):
        column = [duty for duty in wanted if duty.weekday == day for _ in range(duty.posts)]
        if len(column) > people:
            return False
        columns.append(
            sorted(set(itertools.permutations([*column, *[None] * (people - len(column))])), key=str)
        )
    return any(
        faults(list(zip(*choice, strict=True)), wanted, rules) == [] for choice in itertools.product(*columns)
    )


def survives(wanted, rules, people, days=56):
    """Whether named people can keep the duties for weeks, tried person by person; nobody's past is shortened."""
    columns = [
        [duty for duty in wanted if duty.weekday == day for _ in range(duty.posts)] for day in range(7)
    ]
    hopeless = set()

    def goes(day, past):
        if day == days:
            return True
        key = (day % 7, tuple(line[-9:] for line in past))
        if (day, key) in hopeless:
            return False
        column = columns[day % 7]
        for chosen in itertools.permutations(range(people), len(column)) if len(column) <= people else ():
            lines = [(*line, None) for line in past]
            for person, duty in zip(chosen, column, strict=True):
                lines[person] = (*past[person], duty)
            if all(not broken(line) for line in lines) and goes(day + 1, lines):
                return True
        hopeless.add((day, key))
        return False

    def broken(line):
        """Whether the last day of a line breaks a rule."""
        duty = line[-1]
        if duty is None:
            return False
        before = [back for back in range(2, len(line) + 1) if line[-back] is not None]
        if before and (before[0] - 1) * 1440 + duty.start - line[-before[0]].release < rules.rest:
            return True
        row = list(itertools.takewhile(lambda one: one is not None, reversed(line)))
        nights = list(itertools.takewhile(lambda one: one is not None and one.night, reversed(line)))
        return len(row) > rules.days_in_a_row or (
            rules.nights_in_a_row is not None and len(nights) > rules.nights_in_a_row
        )

    return goes(0, [() for _ in range(people)])


@st.composite
def patterns(draw):
    """Small patterns: a few shifts on some weekdays, and odd rules."""
    shifts = draw(st.lists(st.sampled_from([EARLY, LATE, NIGHT]), min_size=1, max_size=2, unique=True))
    days = draw(st.lists(st.integers(0, 6), min_size=1, max_size=7 if len(shifts) == 1 else 3, unique=True))
    rules = RestRules(
        60 * draw(st.sampled_from([0, 11, 16, 30, 60])),
        draw(st.integers(1, 7)),
        draw(st.one_of(st.none(), st.integers(1, 3))),
    )
    return duties(shifts, days=sorted(days)), rules


@given(patterns(), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_searches_against_brute_force(pattern, people):
    """What is found is right; what goes on for ever lasts for weeks by brute force, and what does not is in no rotation."""
    wanted, rules = pattern
    rotation, lasts = rotation_of(wanted, rules, people), goes_on(wanted, rules, people)
    if rotation is not None:
        assert wrong_with(rotation, wanted, rules, people) == []
        assert lasts
    if exists(wanted, rules, people):
        assert lasts
    assert lasts == survives(wanted, rules, people)


def roster_of(shift, staffing="", headcount=5, role=""):
    """The roster of one role."""
    calendars = CALENDARS.replace("calendars:", 'calendars:\n  monday: {hours: {mon: "00:00-24:00"}}')
    body = f"{calendars}roles: {{r: {{headcount: {headcount}, shift: {shift}, {role}}}}}\nstaffing: {{{staffing}}}\n"
    (figure,) = figures_of(body)[0].rosters
    return figure


@pytest.mark.parametrize(
    ("shift", "staffing", "smallest", "binding"),
    [
        pytest.param("{hours: always}", "", 5, "hours", id="168 h of 40 h take five"),
        pytest.param("{hours: always}", "week: 42h", 4, "hours", id="four crews work 42 h"),
        pytest.param("{hours: always}", "week: 84h, roster: {longest_shift: 24h}", 2, "hours", id="two who work every second day for 24 h"),
        pytest.param("{hours: always}", "week: 84h", 4, "days-in-a-row", id="three shifts a day with a day off in seven take more than three"),
        pytest.param("{hours: clinic}", "", 3, "hours", id="12 h a day of the week: shifts of six hours, 84 h"),
        pytest.param("{hours: clinic}", "week: 60h", 3, "days-in-a-row", id="14 shifts of 6 h, nobody takes seven a week"),
        pytest.param("{hours: always, posts: 3, on_call: true}", "roster: {on_call_weeks: 2}", 5, "on-call-weeks", id="three on call for two weeks in three"),
        pytest.param("[{hours: office, posts: 2}, {hours: always, on_call: true}]", "week: 50h", 3, "hours", id="office posts and one on call"),
        pytest.param("{hours: monday}", "week: 168h, roster: {rest: 0h}", 3, "one-a-day", id="three shifts of one day"),
    ],
)  # fmt: skip
def test_fewest_people(shift, staffing, smallest, binding):
    """The least head count and the rule behind it, by hand."""
    figure = roster_of(shift, staffing)
    assert (figure.smallest, figure.exact, figure.binding) == (smallest, True, binding)
    assert figure.feasible == (smallest <= 5)
    assert (figure.spare, bool(figure.broken)) == (5 - smallest, smallest > 5)


def test_crews_of_their_own():
    """No rotation of nine keeps 60 h of rest, but three crews of three do who each keep to their own shift."""
    figure = roster_of("{hours: always}", "week: 168h, roster: {rest: 60h}", headcount=9)
    assert (figure.at_least, figure.smallest, figure.exact, figure.feasible) == (9, 9, True, True)
    assert (figure.binding, figure.broken, figure.rotation) == ("rest", (), ())


def test_rules_that_only_together_ask_for_more():
    """Four posts on weekdays and at most two days in a row: five people could do on average, but not on Wednesdays."""
    figure = roster_of("{hours: office, posts: 4}", "week: 50h, roster: {days_in_a_row: 2}")
    assert (figure.smallest, figure.exact, figure.binding, figure.broken) == (
        6,
        True,
        "together",
        ("together",),
    )
    assert figure.feasible is False


def test_broken_rules_are_named():
    """A head count that is too small names each rule for which it is."""
    figure = roster_of("{hours: always}", "roster: {nights_in_a_row: 2}", headcount=3)
    assert (figure.feasible, figure.broken) == (False, ("hours", "days-in-a-row"))
    least = {one.rule: one.least for one in figure.rules}
    assert least == {"hours": 5, "rest": 3, "one-a-day": 3, "days-in-a-row": 4, "nights-in-a-row": 2}


@pytest.mark.parametrize("limits", ["days_in_a_row: 0", "nights_in_a_row: 0"])
def test_rules_that_nobody_can_keep(limits):
    """Where no number of people is enough that is said, and not searched for."""
    figure = roster_of("{hours: always}", f"roster: {{{limits}}}")
    assert (figure.smallest, figure.at_least, figure.feasible, figure.rotation) == (None, None, False, ())


def test_the_shifts_of_a_week():
    """Breaks stay in a shift, long days are cut equally, round the clock is cut at 06:00, nights are known as such."""
    body = """
calendars:
  ca: {hours: {mon-fri: "08:30-12:00, 13:00-17:30"}}
  cb: {hours: {mon-tue: "07:00-21:00"}}
  cc: {hours: {fri: "20:00-04:00", sun: "22:00-06:00"}}
  cd: {hours: {mon-tue: "00:00-24:00", wed: "00:00-06:00"}}
roles: {a: {shift: {hours: ca}}, b: {shift: {hours: cb}}, c: {shift: {hours: cc}}, d: {shift: {hours: cd}}}
"""
    shown = {
        figure.role: [(one.weekday, one.start / 60, one.end / 60, one.night) for one in figure.duties]
        for figure in figures_of(body)[0].rosters
    }
    assert shown["a"] == [(day, 8.5, 17.5, False) for day in range(5)]
    assert shown["b"] == [(day, *half, False) for day in range(2) for half in ((7, 14), (14, 21))]
    assert shown["c"] == [(4, 20, 28, True), (6, 22, 30, True)]
    assert shown["d"] == [
        (0, 0, 6, True), (0, 6, 14, False), (0, 14, 22, False), (0, 22, 30, True), (1, 6, 14, False), (1, 14, 22, False), (1, 22, 30, True),
    ]  # fmt: skip


def test_hand_over_shortens_the_rest():
    """Who hands over for an hour begins to rest an hour later."""
    tight = "week: 168h, roster: {rest: 16h, days_in_a_row: 300}"
    assert roster_of("{hours: always}", tight).smallest == 4
    assert {one.rule: one.least for one in roster_of("{hours: always}", tight).rules}["rest"] == 3
    over = roster_of("{hours: always}", tight, role="hand_over: {takes: 1h}")
    assert {one.rule: one.least for one in over.rules}["rest"] == 4


def test_many_posts_are_put_together():
    """Large patterns are manned in groups: never fewer than their hours ask for, and near it."""
    for posts in (20, 60, 777, 10**6):
        figure = roster_of(f"{{hours: always, posts: {posts}}}", headcount=10**9)
        assert figure.at_least == math.ceil(posts * 168 / 40)
        assert figure.at_least <= figure.smallest <= 1.05 * figure.at_least
        assert figure.feasible
    assert roster_of("{hours: always, posts: 20}").exact
    between = roster_of("{hours: always, posts: 777}", headcount=math.ceil(777 * 168 / 40))
    assert (between.exact, between.feasible, between.broken) == (False, None, ())


@given(
    st.integers(1, 4), st.sampled_from(["office", "clinic", "always"]), st.integers(8, 20), st.integers(3, 7)
)
@settings(deadline=None, max_examples=40)
def test_stricter_rules_never_take_fewer(posts, hours, rest, days):
    """More posts, longer rests and fewer days in a row never take fewer people; every rotation shown keeps the rules."""

    def figure(posts, rest, days):
        return roster_of(
            f"{{hours: {hours}, posts: {posts}}}", f"roster: {{rest: {rest}h, days_in_a_row: {days}}}"
        )

    own = figure(posts, rest, days)
    assert own.at_least <= own.smallest
    for other in (
        figure(posts + 1, rest, days),
        figure(posts, rest + 4, days),
        figure(posts, rest, days - 1),
    ):
        assert own.at_least <= other.smallest
    shifts = sum(shift is not None for week in own.rotation for shift in week)
    assert (len(own.rotation), shifts) in {
        None: [(0, 0)],
        1: [(1, own.shifts_per_week / 7)],
        7: [(own.smallest, own.shifts_per_week)],
    }[own.rotation_step]
