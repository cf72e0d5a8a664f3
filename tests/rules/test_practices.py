"""Protects the rules on practices of processes where their examples stop: the cases beside the one that is shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.judging import context_of, judge_rule, patched, source_of

INCIDENT = "processes.incident-management"
REQUEST = "processes.request-management"
CHANGE = "processes.change-management"
PLAN = "continuity_plans.cp-office"
TEST = {"when": "2026-11-02", "scenario": "site-loss", "record": "continuity-record"}
EVEN = {"high": "A", "low": "C"}


def found(rule, changes=None, deleted=(), *, base="reference", as_of=None):
    """The dotted paths that a rule finds in a patched design."""
    changed = patched(source_of(base), changes, deleted)
    known = context_of(changed, as_of) if as_of else context_of(changed)
    findings = judge_rule(known, rule)
    assert all(finding.rule == rule for finding in findings), findings
    return [".".join(map(str, finding.path)) for finding in findings]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"new": ["closed"], "closed": []}, []),
        ({"new": ["new", "closed"], "closed": []}, []),
        ({"new": ["work"], "work": ["new"], "closed": []}, ["new"]),
        ({"new": ["work"], "work": []}, ["new"]),
        ({"new": ["gone"], "work": ["away"], "closed": []}, ["new", "work"]),
    ],
)
def test_states_lead_to_the_end(states, expected):
    """A circle, a dead end and a missing end are one finding; every unknown state is one, and then no other."""
    assert found("PRO088", {f"{REQUEST}.states": states}) == [f"{REQUEST}.states.{name}" for name in expected]


@pytest.mark.parametrize(
    ("priority", "expected"),
    [
        ({"high": {"high": "A", "low": "B"}, "low": {"high": "C", "low": "D"}}, []),
        ({"high": {"high": "A", "low": "B"}, "low": {"low": "D", "high": "C"}}, []),
        ({"high": {"high": "A", "low": "B"}, "low": {"high": "C"}}, [".low"]),
        ({"high": {"high": "B", "low": "A"}, "low": {"high": "C", "low": "D"}}, [".high"]),
        ({"high": {"high": "B", "low": "C"}, "low": {"high": "A", "low": "D"}}, [".low"]),
        ({"high": {"high": "A", "low": "B"}, "low": {"high": "B", "low": "C"}}, [""]),
    ],
)
def test_a_matrix_decides(priority, expected):
    """Rows agree on the urgencies, nothing turns round, and each class of the agreement is given."""
    assert found("PRO087", {f"{INCIDENT}.priority": priority}) == [
        f"{INCIDENT}.priority{row}" for row in expected
    ]


def test_a_matrix_of_changes_knows_no_agreement():
    """The classes of changes are the provider's own; only their order is looked at."""
    assert found("PRO087", {f"{CHANGE}.priority": {"high": EVEN, "low": EVEN}}) == []
    assert found("PRO087", {f"{CHANGE}.priority": {"high": EVEN, "low": {"high": "A", "low": "B"}}}) == [
        f"{CHANGE}.priority.low"
    ]


def test_steps_may_share_an_activity_or_wait_over_others():
    """What is done in one go, or after a third step, is in order; what runs beside it is not."""
    assert (
        found("PRO062", {f"{INCIDENT}.activities.carry-out.steps": ["carry-out", "repair", "verify"]}) == []
    )
    assert found("PRO062", {f"{INCIDENT}.activities.verify.needs": "plan"}) == [
        f"{INCIDENT}.activities.verify.needs"
    ]
    assert found("PRO062", {f"{INCIDENT}.activities.plan.needs": "close"}) == []


@pytest.mark.parametrize(
    ("within", "response", "expected"),
    [
        ({"A": "15m"}, "15m", ["A"]),
        ({"A": "12m"}, "15m", []),
        ({"A": "15m"}, "18sm", []),
        ({"A": "15m"}, "17sm", ["A"]),
        ({"B": "25m", "A": "15m"}, "15m", ["A"]),
    ],
)
def test_the_answer_comes_as_promised(within, response, expected):
    """Three minutes to receive and the rest to respond; an agreement round the clock has open minutes like others."""
    changes = {
        f"{INCIDENT}.activities.respond.within": within,
        "slas.clinical-sla.priorities.A.response": response,
    }
    assert found("PRO063", changes) == [f"{INCIDENT}.activities.respond.within.{name}" for name in expected]


@pytest.mark.parametrize(
    ("review", "fires"),
    [
        ({"who": "operations-manager", "when": "12mo"}, False),
        ({"who": "operations-manager", "when": "13mo"}, True),
        ({"who": "operations-manager", "when": "on-demand"}, True),
        ({"when": "year"}, True),
        ([{"who": "planner", "when": "2026-05-01"}, {"who": "planner", "when": "2027-05-01"}], False),
        ([{"who": "planner", "when": "2027-05-01"}, {"who": "planner", "when": "2028-06-01"}], True),
        ({"who": "planner", "when": "2025-05-01"}, True),
    ],
)
def test_plans_are_worked_over_each_year(review, fires):
    """A rhythm, or days that leave no gap of more than a year up to today, and somebody who does it."""
    assert found("PRO065", {f"{PLAN}.review": review}) == ([f"{PLAN}.review"] if fires else [])


@pytest.mark.parametrize(
    ("result", "expected"),
    [({"rto": "8h", "rpo": "1d"}, 0), ({"rto": "8.5h", "rpo": "1d"}, 1), ({"rto": "9h", "rpo": "2d"}, 2)],
)
def test_recovery_is_proved_by_each_figure(result, expected):
    """Administration is to be back within 8 hours with the data of the day before; on the dot is in time."""
    assert (
        found("PRO075", {f"{PLAN}.tests.0": TEST | {"result": result}})
        == [f"{PLAN}.tests.0.result"] * expected
    )


def test_a_failed_test_is_followed_by_an_improvement():
    """Whole or in part failed, it wants an improvement that has an owner and a day of check."""
    partly = TEST | {"result": {"rto": "8h", "rpo": "1d", "contacts": "fail"}}
    assert found("PRO076", {f"{PLAN}.tests.0": partly}) == [f"{PLAN}.tests.0"]
    followed = partly | {"leads_to": "imp-faster-restore"}
    assert found("PRO076", {f"{PLAN}.tests.0": followed}) == []
    assert found("PRO076", {f"{PLAN}.tests.0": followed}, ("improvements.imp-faster-restore.check",)) == [
        f"{PLAN}.tests.0.leads_to"
    ]


def test_changes_of_one_thing_follow_each_other():
    """A task on the running system collides with an improvement of the same days, not with one that follows."""
    target = "improvements.imp-faster-restore"
    touching = {f"{target}.changes": ["identity-directory"]}
    assert found("PRO110", touching) == []
    early = touching | {f"{target}.plan_period": "2027-01-04/2027-05-28"}
    assert found("PRO110", early) == ["deployment.tasks.install-sign-on.live"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kinds.urgent.approver": "operations-manager"}, ["urgent"]),
        ({"kinds.standard.approver": "service-director"}, ["normal"]),
        ({"kinds.standard.approver": "service-director", "kinds.normal.approver": "service-director"}, []),
    ],
)
def test_approval_rises_with_risk(changes, expected):
    """High risk is for the top, and nobody approves more than the one above him."""
    patch = {f"{CHANGE}.{field}": role for field, role in changes.items()}
    assert found("PRO103", patch) == [f"{CHANGE}.kinds.{name}.approver" for name in expected]


def test_a_plan_counts_as_tested_only_after_the_change():
    """A test on the day of the change, or more than a year later, proves nothing about it."""
    history = {"design.history.3": {"version": "1.1", "date": "2027-05-22", "affects": ["office-apps"]}}
    as_of = date(2027, 6, 1)
    assert found("PRO066", history, as_of=as_of) == [f"{PLAN}.tests"]
    later = {f"{PLAN}.tests.1": {"when": "2028-05-20", "scenario": "site-loss"}}
    assert found("PRO066", history | later, as_of=as_of) == []


def test_a_step_without_a_record_is_recorded_with_its_process():
    """Where the activity names none, the records of the process count; one of them is enough."""
    loose = (f"{INCIDENT}.activities.verify.record",)
    assert found("PRO095", None, loose) == []
    assert found("PRO095", {f"{INCIDENT}.records": ["survey-record", "incident-record"]}, loose) == []
    assert found("PRO095", {f"{INCIDENT}.records": "outage-log"}, loose) == ["records.outage-log.fields"]


def test_figures_from_a_record_in_a_tool_are_not_counted_by_hand():
    """A process as source means people who count; a record means its tool, if it has one."""
    kpi = {"kpis.request-on-time.source": "request-record"}
    by_hand = ("records.request-record.tool", "measurements.measure-process.effort")
    assert found("PRO116", kpi, by_hand[1:]) == []
    assert found("PRO116", kpi, by_hand) == ["kpis.request-on-time.source"]


@pytest.mark.parametrize("rule", [f"PRO{number:03}" for number in (62, 63, 87, 88, 95, 103, 110, 115, 119)])
def test_references_that_dangle_break_no_rule(rule):
    """What names nothing is told of once, as a reference; these rules go on without it."""
    changes = {
        f"{INCIDENT}.activities.verify.needs": "nothing",
        f"{INCIDENT}.activities.verify.record": "nothing",
        f"{INCIDENT}.tool": "nothing",
        f"{INCIDENT}.interfaces": ["nothing"],
        f"{INCIDENT}.supports": ["nothing"],
        f"{CHANGE}.owner": "nothing",
        f"{CHANGE}.kinds.major.approver": "nothing",
        "improvements.imp-faster-restore.changes": ["nothing"],
    }
    changed = patched(source_of("reference"), changes)
    assert all(finding.rule == rule for finding in judge_rule(context_of(changed), rule))
