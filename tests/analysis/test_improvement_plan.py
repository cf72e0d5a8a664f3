"""Protects the dates of an improvement's tasks: they are those that the same tasks would have in a deployment."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from itsm_compiler.analysis.improvement_plan import ends_of_tasks, hours_of_roles
from tests.analysis.designs import figures_of

HEAD = "language: itsm/v1\ndesign: {title: Test, time_zone: Asia/Shanghai, hours: office}\n"
BODY = """
calendars:
  office: {{hours: {{mon-fri: "09:00-17:00"}}, closed: [2027-03-08]}}
improvements:
  better:
    plan_period: 2027-03-01/2027-04-30
    tasks: {tasks}
"""
PLANS = {
    "one task": ("{a: {duration: 3wd}}", {"a": date(2027, 3, 3)}),
    "over a closed Monday": ("{a: {duration: 6wd}}", {"a": date(2027, 3, 9)}),
    "two after one": (
        "{a: {duration: 3wd}, b: {duration: 2wd, needs: a}, c: {duration: 4wd, needs: a}}",
        {"a": date(2027, 3, 3), "b": date(2027, 3, 5), "c": date(2027, 3, 10)},
    ),
    "an estimate of three points": (
        "{a: {duration: {best: 1wd, likely: 2wd, worst: 9wd}}}",
        {"a": date(2027, 3, 3)},
    ),
    "nothing said of a duration": (
        "{a: {duration: 2wd}, b: {needs: a}}",
        {"a": date(2027, 3, 2), "b": date(2027, 3, 2)},
    ),
}


@pytest.mark.parametrize(("tasks", "ends"), PLANS.values(), ids=PLANS)
def test_tasks_end_on_these_days(tasks, ends):
    """Counted by hand in working days from Monday 1 March 2027 on, 8 March closed."""
    figures, design, _ = figures_of(BODY.format(tasks=tasks), HEAD)
    assert ends_of_tasks(design.improvements["better"], figures.clocks) == ends


@pytest.mark.parametrize("tasks", [tasks for tasks, _ in PLANS.values()], ids=PLANS)
def test_a_deployment_of_the_same_tasks_has_the_same_days(tasks):
    """One convention holds for all plans of a design."""
    renamed = re.sub(r"\b([abc])\b(?=[:},])", r"\g<1>1", tasks)
    body = BODY.format(tasks=tasks) + f"deployment:\n  start: 2027-03-01\n  tasks: {renamed}\n"
    figures, design, _ = figures_of(body, HEAD)
    own = ends_of_tasks(design.improvements["better"], figures.clocks)
    assert {f"{name}1": day for name, day in own.items()} == dict(figures.schedule.days)


def test_without_a_period_nothing_is_dated():
    """Tasks alone say how long, not when."""
    body = BODY.format(tasks="{a: {duration: 3wd}}").replace("    plan_period: 2027-03-01/2027-04-30\n", "")
    figures, design, _ = figures_of(body, HEAD)
    assert ends_of_tasks(design.improvements["better"], figures.clocks) == {}


def test_hours_are_summed_by_role():
    """Who does two tasks has the hours of both; a task without effort or doer takes none."""
    tasks = "{a: {by: agent, effort: 3h}, b: {by: agent, effort: 90m}, c: {by: agent}, d: {effort: 8h}}"
    _, design, _ = figures_of(BODY.format(tasks=tasks) + "roles:\n  agent: {}\n", HEAD)
    assert hours_of_roles(design.improvements["better"], design) == {"agent": Fraction(9, 2)}
