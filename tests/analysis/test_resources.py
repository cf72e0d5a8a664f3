"""Protects the load of roles: hours by week, capacities of short weeks, overloads, and levelled schedules."""

from __future__ import annotations

import itertools
import random

import pytest

from itsm_compiler.analysis.explain import explain
from tests.analysis.designs import figures_of

FRAME = """
calendars: {{office: {{hours: {{mon-fri: "08:00-12:00, 13:00-17:00"}}, closed: {closed}}}}}
staffing: {{week: 40h, shrinkage: {lost}}}
roles:
  builder: {{headcount: {heads}}}
  tester: {{headcount: 1}}
deployment:
  start: {start}
  go_live: 2027-03-01
  hours: office
  tasks:
"""


def plan(tasks, *, heads=1, lost="25%", closed="2027-02-15/2027-02-19", start="2027-01-04"):
    head = FRAME.format(heads=heads, lost=lost, closed=closed, start=start)
    return figures_of(head + "".join(f"    {name}: {{{text}}}\n" for name, text in tasks.items()))


def test_hours_by_week():
    """Forty hours over ten days from a Wednesday: three, five and two days of four hours; thirty net hours a person."""
    figures, _, _ = plan({"a": "duration: 10wd, by: builder, effort: 40h"}, start="2027-01-06", heads=2)
    found = [(load.week, load.load_hours, load.capacity_hours) for load in figures.loads]
    assert found == [("2027-W01", 12, 36), ("2027-W02", 20, 60), ("2027-W03", 8, 60)]
    assert figures.overloads == ()


def test_a_week_with_holidays_has_fewer_hours():
    """Two days off in five leave three fifths of the capacity; a week without a working day is not there."""
    tasks = {"a": "duration: 10wd, by: builder, effort: 30h"}
    figures, _, _ = plan(tasks, start="2027-02-08", closed="[2027-02-11/2027-02-12, 2027-02-15/2027-02-19]")
    found = [(load.week, load.load_hours, load.capacity_hours) for load in figures.loads]
    assert found == [("2027-W06", 9, 18), ("2027-W08", 15, 30), ("2027-W09", 6, 30)]


EFFORTS = [("8h", 8), ("1wd", 8), ("2d", 16), ("1w", 40), ("90m", 1.5), ("8sh", 8), ("1mo", 173.928571)]


@pytest.mark.parametrize(("effort", "hours"), EFFORTS)
def test_efforts(effort, hours):
    """Days and weeks of work are those of the calendar: nobody works round the clock."""
    figures, _, _ = plan({"a": f"duration: 0wd, by: builder, effort: {effort}"})
    assert [load.load_hours for load in figures.loads] == [pytest.approx(hours)]


def test_years_of_weeks():
    """The days around New Year belong to the ISO week, not to the calendar year."""
    figures, _, _ = plan({"a": "duration: 3wd, by: builder, effort: 3h"}, start="2026-12-31")
    assert [load.week for load in figures.loads] == ["2026-W53", "2027-W01"]


def test_who_is_not_there_has_no_load():
    """Without an effort, a role or a start there is nothing to add up."""
    assert plan({"a": "duration: 3wd, by: builder"})[0].loads == ()
    assert plan({"a": "duration: 3wd, effort: 8h"})[0].loads == ()
    text = "roles: {builder: {}}\ndeployment: {tasks: {a: {by: builder, effort: 9h, duration: 1wd}}}\n"
    figures, _, _ = figures_of(text)
    assert (figures.loads, figures.levelled) == ((), None)


TWO = {
    "plan": "duration: 5wd, by: tester, effort: 10h",
    "left": "duration: 5wd, needs: plan, by: builder, effort: 20h",
    "right": "duration: 5wd, needs: plan, by: builder, effort: 20h",
    "end": "duration: 5wd, needs: left, by: tester, effort: 5h",
}


def test_a_task_moves_inside_its_float():
    """Two tasks of twenty hours in one week of thirty: the one with float is put off until its hours fit, the end stays."""
    figures, _, _ = plan(TWO)
    (over,) = figures.overloads
    assert (over.role, over.week, over.load_hours, over.capacity_hours) == ("builder", "2027-W02", 40, 30)
    assert over.tasks == ("left", "right")
    levelled = figures.levelled
    (move,) = levelled.moves
    assert (move.task, move.slip, move.within_float) == ("right", 3, True)
    assert (str(move.was_start_date), str(move.start_date), str(move.finish_date)) == (
        "2027-01-11",
        "2027-01-14",
        "2027-01-20",
    )
    assert (levelled.duration_working_days, levelled.remaining) == (15, ())
    assert levelled.go_live_margin == figures.schedule.go_live_margin


def test_the_end_moves_when_it_must():
    """Three tasks that fill their week each stand one after the other; the new end and its margin are told."""
    tasks = dict.fromkeys(("a", "b", "c"), "duration: 5wd, by: builder, effort: 30h")
    figures, _, _ = plan(tasks)
    levelled = figures.levelled
    assert [(move.task, move.slip, move.within_float) for move in levelled.moves] == [
        ("b", 5, False),
        ("c", 10, False),
    ]
    assert str(levelled.finish) == "2027-01-22"
    assert levelled.go_live_margin == figures.schedule.go_live_margin - 10


def test_what_no_shift_can_mend():
    """A task that asks more than its people have in a week stays where it is, and is told."""
    figures, _, _ = plan({"a": "duration: 5wd, by: builder, effort: 50h"})
    assert figures.levelled.moves == ()
    assert figures.levelled.remaining == figures.overloads
    assert len(figures.overloads) == 1
    assert plan({"a": "duration: 5wd, by: builder, effort: 50h"}, heads=2)[0].overloads == ()
    assert len(plan({"a": "duration: 5wd, by: builder, effort: 9h"}, heads=0)[0].levelled.remaining) == 1


def random_plan(chance, size):
    names = [f"t{index}" for index in range(size)]
    tasks = {}
    for index, name in enumerate(names):
        needs = chance.sample(names[:index], chance.randint(0, min(index, 2)))
        days = 5 * chance.randint(1, 2)
        role = chance.choice(["builder", "tester"])
        hours = chance.randint(1, 6 * days)
        tasks[name] = f"duration: {days}wd, by: {role}, effort: {hours}h, needs: [{', '.join(needs)}]"
    return tasks


@pytest.mark.parametrize("seed", range(30))
def test_levelled_schedules_are_feasible(seed):
    """No role is overloaded, no task begins before its needs end, nothing that had no conflict moves."""
    chance = random.Random(seed)
    figures, design, _ = plan(random_plan(chance, chance.randint(2, 12)), closed="2028-01-01")
    levelled = figures.levelled
    assert levelled.remaining == ()
    slips = {move.task: move.slip for move in levelled.moves}
    ends = {
        task.task: (
            task.earliest_start + slips.get(task.task, 0),
            task.earliest_finish + slips.get(task.task, 0),
        )
        for task in figures.schedule.tasks
    }
    for name, task in design.deployment.tasks.items():
        assert all(ends[need][1] <= ends[name][0] for need in task.needs)
    assert levelled.duration_working_days == max(end for _, end in ends.values())
    if not figures.overloads:
        assert levelled.moves == ()


@pytest.mark.parametrize("seed", range(12))
def test_against_brute_force(seed):
    """As short as the best of all orders of five tasks, or at most a week longer: the rule is good, not perfect."""
    chance = random.Random(seed)
    names = list("abcde")
    tasks = {}
    for index, name in enumerate(names):
        needs = chance.sample(names[:index], chance.randint(0, min(index, 1)))
        tasks[name] = (5 * chance.randint(1, 2), chance.choice([2, 3, 4, 6]), needs)
    ends = [placed(tasks, order) for order in itertools.permutations(tasks)]
    best = min(length for length in ends if length is not None)
    written = {
        name: f"duration: {days}wd, by: builder, effort: {rate * days}h, needs: [{', '.join(needs)}]"
        for name, (days, rate, needs) in tasks.items()
    }
    levelled = plan(written, closed="2028-01-01")[0].levelled
    assert levelled.remaining == ()
    assert best <= levelled.duration_working_days <= best + 5


def placed(tasks, order):
    """The days that tasks (days, hours a day, needs) take when each is placed as early as 30 hours a week allow."""
    taken, ends = [0] * 40, {}
    for name in order:
        days, rate, needs = tasks[name]
        if any(need not in ends for need in needs):
            return None
        start = max((ends[need] for need in needs), default=0)
        while True:
            after = taken.copy()
            for day in range(start, start + days):
                after[day // 5] += rate
            if max(after) <= 30:
                break
            start += 1
        taken, ends[name] = after, start + days
    return max(ends.values())


def test_explaining_load_and_moves():
    """Of a role its overloaded weeks, of a task how far it is put off, of the deployment both."""
    figures, design, graph = plan(TWO)
    (tree,) = explain(design, graph, figures, "builder", "load")
    assert [part.at[-1] for part in tree.parts[:2]] == ["effort", "effort"]
    assert tree.parts[-1].value == 30
    (moved,) = explain(design, graph, figures, "right", "load")
    assert moved.value == 3
    assert len(explain(design, graph, figures, "deployment", "load")) == 2
    (busiest,) = explain(design, graph, figures, "tester", "load")
    assert "2027-W01" in busiest.what.en
