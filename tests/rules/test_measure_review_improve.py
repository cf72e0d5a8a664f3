"""Protects what the rules on measurement, review and improvement let pass: each case mends the example beside it."""

from __future__ import annotations

from datetime import date

import pytest

from itsm_compiler.rules.catalogue import rules
from tests.rules.judging import TODAY, context_of, judge_rule, patched, source_of

EXAMPLES = {rule.id: rule.example for rule in rules()}

MENDED = {
    "IMP018 another improvement follows": (
        "IMP018",
        {"improvements.imp-faster-restore.cause": ["imp-knowledge-use"]},
    ),
    "IMP018 the goal is passed": ("IMP018", {"improvements.imp-knowledge-use.result.measured": "60.5%"}),
    "IMP020 somebody looked": (
        "IMP020",
        {
            "examined.3": {
                "phase": "operate",
                "element": "audits",
                "by": "planner",
                "when": "2026-11-09",
                "result": "none",
            }
        },
    ),
    "IMP021 somebody looked": (
        "IMP021",
        {
            "examined.3": {
                "phase": "operate",
                "element": "people",
                "by": "planner",
                "when": "2026-11-09",
                "result": "none",
            }
        },
    ),
    "IMP022 the plan is longer": (
        "IMP022",
        {"improvements.imp-knowledge-use.plan_period": "2027-09-06/2028-06-30"},
    ),
    "IMP023 a reserve is ready": (
        "IMP023",
        {"staffing.reserve.0": {"role": "newcomer", "count": 1, "ready_by": "2027-09-01"}},
    ),
    "IMP023 the plan is longer": (
        "IMP023",
        {"improvements.imp-knowledge-use.plan_period": "2027-09-06/2030-02-28"},
    ),
    "IMP024 it was changed too": (
        "IMP024",
        {"improvements.imp-knowledge-use.changes": ["knowledge-use-rate", "measure-resource"]},
    ),
    "IMP025 one begins later": (
        "IMP025",
        {"improvements.imp-knowledge-use.plan_period": "2028-06-05/2028-12-29"},
    ),
    "IMP026 a shorter delay": ("IMP026", {"improvements.imp-knowledge-use.delays": "1wd"}),
    "IMP027 staffing is improved": (
        "IMP027",
        {
            "improvements.imp-knowledge-use.goal.kpi": "key-reserve-rate",
            "improvements.imp-knowledge-use.changes": ["staffing"],
        },
    ),
    "IMP027 a later reading is good": (
        "IMP027",
        {
            "kpis.key-reserve-rate.evidence.reading": [
                {"when": "2026-11-06", "record": "staff-change-record", "result": {"value": "4%"}},
                {"when": "2026-11-13", "record": "staff-change-record", "result": {"value": "7%"}},
            ]
        },
    ),
    "MEA031 with a reason": ("MEA031", {"design.none": {"kpis/people-duty-update-rate": "duties are fixed"}}),
    "MEA033 a limit that holds": ("MEA033", {"design.limits.measuring_share": "2%"}),
    "MEA036 a whole": ("MEA036", {"kpis.attainment-office.weight": "100%"}),
    "MEA037 another trade": ("MEA037", {"parties.renhe-alliance.sector": "health"}),
    "REV024 on demand": ("REV024", {"reviews.review-huikang.frequency": "on-demand"}),
    "REV024 a little late": ("REV024", {"reviews.review-huikang.held.0.when": "2026-08-06"}),
    "REV025 taken further up": (
        "REV025",
        {"reviews.review-alliance-month.held.0.actions.0.leads_to": "review-alliance-quarter"},
    ),
    "REV025 done": ("REV025", {"reviews.review-alliance-month.held.0.actions.0.result": "pass"}),
    "REV026 the office is told": ("REV026", {"communications.com-change.to": ["management-office"]}),
    "REV027 a version tells": (
        "REV027",
        {
            "design.history.3": {
                "version": "1.1",
                "date": "2026-11-16",
                "author": "planner",
                "affects": "sop-printer-care",
            }
        },
    ),
}
"""A rule and a change to its example after which it has nothing to say."""


@pytest.mark.parametrize(("rule", "change"), MENDED.values(), ids=MENDED)
def test_a_rule_is_silent_once_its_example_is_mended(rule, change):
    """What the help asks for is enough."""
    example = EXAMPLES[rule]
    as_of = date.fromisoformat(example.as_of) if example.as_of else TODAY
    broken = patched(source_of(example.base), example.set, example.delete)
    findings = judge_rule(context_of(patched(broken, change), as_of), rule)
    assert [finding.message.en for finding in findings] == []


def test_a_sector_may_be_named_in_chinese():
    """A customer of finance looks at security first, whatever it is called."""
    example = EXAMPLES["MEA037"]
    changed = patched(
        source_of("reference"),
        {**example.set, "parties.renhe-alliance.sector": {"en": "banking", "zh": "金融"}},
    )
    assert [finding.rule for finding in judge_rule(context_of(changed), "MEA037")] == ["MEA037"]


def test_spares_are_asked_for_only_where_there_are_some():
    """Without spares nobody counts them."""
    uses = ("spare-count-accuracy", "spare-damage-rate", "spare-hit-rate", "spare-reuse-rate")
    unmeasured = patched(source_of("reference"), deleted=[f"kpis.{name}.use" for name in uses])
    assert len(judge_rule(context_of(unmeasured), "MEA031")) == 1
    without = patched(unmeasured, deleted=["spares"])
    assert judge_rule(context_of(without), "MEA031") == []
