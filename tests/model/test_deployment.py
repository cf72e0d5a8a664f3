"""Protects the forms of the deployment: tasks, milestones, deliverables, releases, acceptance."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itsm_compiler.model import deployment
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import Duration, Share
from tests.model.complete_entries import entries, left_out, written_fields

BODY = """
deployment:
  responsible: lead
  deputy: engineer
  start: 2027-01-11
  go_live: live
  hours: office
  method: in two steps
  scope: {services: [mail], sites: house}
  goals: {phase: plan, goal: a plan, test: the customer confirms it}
  roles: {planner: {by: lead, duties: plans}, customer-interface: {by: [lead]}}
  communication: {to: [lark, desk], form: report, frequency: week, way: mail, by: lead}
  resources: {what: a room, from: lark, ready: 2027-01-10, before: take-over, result: pass, record: minutes}
  customer_obligations: [{what: keys, by: Ms. Adler, due: 2027-01-13, before: take-over, result: pass, record: minutes}]
  tasks:
    take-over:
      phase: execute
      element: technology
      kind: takeover
      duration: {best: 3wd, likely: 5wd, worst: 12wd}
      needs: [plan]
      by: engineer
      effort: 60h
      for: [mail, service_desk]
      priority: 1
      live: mail-server
      window: 4h
      rollback: the old server stays
      continuity: by night
      actual: {from: 2027-01-12, to: 2027-01-20}
    plan: {phase: plan, duration: 3wd}
  milestones:
    live: {after: take-over, due: 2027-03-01, by: lead, criteria: mail runs, deliverables: paper, result: pass, record: minutes}
  deliverables:
    paper: {from: take-over, kind: document, criteria: [99 % in two weeks], accepted_by: lark, due: live, template: the house form, reviewer: lead,
            sections: [plan, lessons], result: fail, record: minutes, deviation: a page is missing}
  releases:
    first: {services: mail, when: live, plan: plan, test: take-over, known_errors: none known, roll_out: by night,
            rollback: {how: switch back, tested: 2027-02-01, takes: 1h, window: 4h, result: pass, record: log},
            acceptance: mail runs, manual: the handbook, result: pass, record: log}
  satisfaction: {method: survey, of: [customer, user, team], target: 90%, when: 2027-04-01, on_miss: help, result: pass, record: form}
  trial: {gap: daily talk, correct: same day, metrics: [availability, in-time]}
  issues: {flow: [open, checked, corrected, reported], by: lead, to: lark, within: 5wd, limit: 5, meeting: weekly talk}
  budget: deployment
  change_control: {process: changes, approver: lark}
  confirmation: [{by: lead, when: 2026-12-01, result: pass, record: minutes}]
  team_release: {when: 2027-05-01, result: pass, record: minutes}
  acceptance:
    steps: {prepare: plan, verify: take-over, report: take-over, confirm: take-over}
    team: {who: Ms. Adler, skill: mail}
    checks: [need, process]
    perception: [responsiveness]
    satisfaction: 90%
    observe: {for: 30d, metrics: availability, exit: two weeks without a fault}
    feedback: {channels: [survey, tickets], within: 1d}
    results: {mail: {availability: 99.2%, responsiveness: 4}}
    sign_off: {party: lark, name: Ms. Adler, deputy: Mr. Berg, when: 2027-03-15, result: pass, record: paper}
    archive: {record: ticket, keep: 5y}
"""

FIELDS = {
    "Deployment": "responsible deputy start go_live hours method scope goals roles communication resources customer_obligations tasks milestones "
    "deliverables releases satisfaction trial issues budget change_control confirmation team_release acceptance",
    "Task": "phase element kind duration needs by effort for priority live window rollback continuity actual",
    "Milestone": "after due by criteria deliverables result record",
    "Deliverable": "from kind criteria accepted_by due template reviewer sections result record deviation",
    "Release": "services when plan test known_errors roll_out rollback acceptance manual result record",
}


@pytest.fixture(scope="module")
def design():
    """A design in which every field of this family is written."""
    return entries(BODY)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_language_is_there(name):
    """The class has the fields that the language names, and no others."""
    assert written_fields(getattr(deployment, name)) == set(FIELDS[name].split())


def test_every_field_can_be_written(design):
    """The section above leaves no field out, and all of them are read."""
    assert left_out(design.deployment) == set()


def test_values_are_read(design):
    """Shorthands become one form, quantities become values."""
    plan = design.deployment
    assert (plan.start, plan.go_live) == (date(2027, 1, 11), "live")
    assert plan.scope.sites == {"house": None}
    assert plan.tasks["take-over"].for_ == ("mail", "service_desk")
    assert plan.tasks["take-over"].duration.worst == Duration(Decimal(12), "wd")
    assert plan.deliverables["paper"].due == "live"
    assert plan.releases["first"].known_errors == (Prose.plain("none known"),)
    assert plan.acceptance.results["mail"] == {
        "availability": Share(Decimal("99.2")),
        "responsiveness": Decimal(4),
    }
    assert plan.acceptance.team[0].who == Prose.plain("Ms. Adler")
    assert plan.issues.limit == Decimal(5)


def test_one_duration_is_sure(design):
    """A plain duration is the best, the likely and the worst at once."""
    tasks = design.deployment.tasks
    three = Duration(Decimal(3), "wd")
    assert tasks["plan"].duration.is_sure
    assert (tasks["plan"].duration.best, tasks["plan"].duration.likely, tasks["plan"].duration.worst) == (
        three,
        three,
        three,
    )
    assert not tasks["take-over"].duration.is_sure


def test_tasks_and_the_like_know_their_ids(design):
    """What stands in the deployment is found by its bare name like every other entry."""
    assert design.entities["take-over"] is design.deployment.tasks["take-over"]
    assert [design.kind_of(name) for name in ("take-over", "live", "paper", "first")] == [
        "tasks",
        "milestones",
        "deliverables",
        "releases",
    ]


def test_defaults():
    """A task that says no more than that it is there is a task."""
    task = entries("deployment: {tasks: {t: {}}}").deployment.tasks["t"]
    assert (task.duration, task.needs, task.priority) == (None, (), None)
