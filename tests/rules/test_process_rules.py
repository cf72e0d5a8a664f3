"""Protects the rules on processes and their KPIs beyond their examples: both sides of each limit, circles, excuses."""

from __future__ import annotations

import pytest

from tests.rules.judging import context_of, judge_rule, patched, path_of, source_of

MONITORING = "monitoring.watch-servers"
RELEASE, INCIDENT = "processes.release-management", "processes.incident-management"

CASES = {
    "alarm goes twice to one role": (
        "PRO046",
        {f"{MONITORING}.escalate.to": "operations-operator"},
        (),
        [f"{MONITORING}.escalate.to"],
    ),
    "nobody on duty at night, told of once for all entries": (
        "PRO046",
        {
            "roles.operations-operator.shift": {"hours": "office"},
            "roles.shift-leader.shift": {"hours": "office"},
        },
        (),
        ["monitoring.watch-facility.alert"],
    ),
    "escalation target covers the night": (
        "PRO046",
        {"roles.operations-operator.shift": {"hours": "office"}},
        (),
        [],
    ),
    "output that nobody takes": (
        "PRO022",
        {},
        (f"{INCIDENT}.inputs.alarms",),
        ["processes.event-management.outputs.alarms"],
    ),
    "clock time of activities against open time of an agreement": (
        "PRO039",
        {"slas.alliance-sla.priorities.D.resolution": "20sh"},
        (),
        [f"{INCIDENT}.activities", "processes.request-management.activities"],
    ),
    "report due before the process is through": (
        "PRO039",
        {"reports.report-office.due": "2wd"},
        (),
        ["processes.reporting-management.activities"],
    ),
    "escalation a minute before the limit": (
        "PRO059",
        {f"{INCIDENT}.activities.escalate.within.A": "239m"},
        (),
        [],
    ),
    "step without a limit": (
        "PRO052",
        {},
        (f"{INCIDENT}.activities.escalate.within",),
        [f"{INCIDENT}.activities"],
    ),
    "release that waits for no change": (
        "PRO052",
        {},
        (f"{RELEASE}.inputs.approved-changes",),
        [f"{RELEASE}.inputs"],
    ),
    "step excused by name": (
        "PRO052",
        {
            f"{RELEASE}.activities.back-out.steps": "rehearse",
            f"{RELEASE}.none": {"steps/back-out": "the platform keeps both versions"},
        },
        (),
        [],
    ),
    "agreement that no report is of": (
        "PRO053",
        {f"reports.report-{one}.of": "clinical-sla" for one in ("office", "health", "quality")},
        (),
        ["slas.office-sla.reporting"],
    ),
    "services all retired": (
        "PRO037",
        {
            "processes.event-management.supports": "office-apps",
            "services.office-apps.lifecycle": "retired",
        },
        (),
        ["processes.event-management.supports"],
    ),
    "no process improves": (
        "PRO040",
        {"processes.improvement-management.type": "special"},
        (),
        ["processes.level-management"],
    ),
    "KPIs in a circle, told of once": (
        "PRO041",
        {"kpis.change-success.rolls_up_to": "change-backlog"},
        (),
        ["kpis.change-backlog.rolls_up_to"],
    ),
    "one of several without weight": (
        "PRO043",
        {},
        ("kpis.change-backlog.weight",),
        ["kpis.change-backlog"],
    ),
    "variable without meaning": (
        "PRO044",
        {
            "kpis.change-backlog.formula": "waiting_changes",
            "kpis.change-backlog.variables": {"waiting_changes": {"source": "itsm-platform"}},
        },
        (),
        ["kpis.change-backlog.variables.waiting_changes"],
    ),
    "variable in the words of the library": (
        "PRO044",
        {"kpis.release-record-accuracy.variables.release_count.means": {"en": "Releases", "zh": "发布"}},
        (),
        [],
    ),
    "term and variable of one name": (
        "PRO044",
        {
            "terms.waiting-changes": {"means": {"en": "asked for", "zh": "已提出"}},
            "kpis.change-backlog.formula": "waiting_changes",
            "kpis.change-backlog.variables": {
                "waiting_changes": {"means": {"en": "approved, not done", "zh": "已批准未实施"}}
            },
        },
        (),
        ["kpis.change-backlog.variables.waiting_changes.means"],
    ),
    "lower is better, and the tolerance lower still": (
        "PRO050",
        {"kpis.change-outages.tolerance.upto": 0},
        (),
        ["kpis.change-outages.tolerance.upto"],
    ),
    "more cases tolerated than there are": (
        "PRO050",
        {"kpis.change-success.tolerance.count": 100000},
        (),
        ["kpis.change-success.tolerance.count"],
    ),
    "budget that carries the work": (
        "PRO042",
        {
            "processes.change-management.budget": "cost-config-store",
            "costs.cost-config-store.amount": 9000000,
        },
        (),
        [],
    ),
    "KPI of another process": (
        "PRO057",
        {"kpis.change-success.of": "release-management"},
        (),
        ["processes.change-management.kpis"],
    ),
    "release records compared with nothing": (
        "PRO058",
        {"kpis.release-record-accuracy.variables.accurate_release_records.source": "release-record"},
        (),
        ["kpis.release-record-accuracy.source"],
    ),
    "rhythm of review in place of a day": (
        "PRO029",
        {"kpis.change-backlog.evidence": {"review": {"who": "quality-manager", "when": "year"}}},
        ("kpis.change-backlog.reviewed",),
        [],
    ),
    "review that lies in the past": (
        "PRO029",
        {"kpis.change-backlog.evidence": {"review": {"who": "quality-manager", "when": "2026-03-02"}}},
        ("kpis.change-backlog.reviewed",),
        ["kpis.change-backlog"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_rule_on_processes_fires_where_it_should_and_only_there(case):
    """Each defect is told of once, where it is mended; what is within the limit or excused is not."""
    rule, changes, deleted, expected = CASES[case]
    findings = judge_rule(context_of(patched(source_of("reference"), changes, deleted)), rule)
    assert sorted(finding.path for finding in findings) == sorted(path_of(at) for at in expected)


@pytest.mark.parametrize(("after", "late"), [("24m", False), ("25m", True)])
def test_an_alarm_is_passed_on_before_the_response_is_due(after, late):
    """`every` and `after` together stay below the response of class A: 5 and 25 minutes are 30 open minutes too many."""
    changed = patched(source_of("small"), {"monitoring.watch.escalate.after": after})
    assert bool(judge_rule(context_of(changed), "PRO046")) is late
