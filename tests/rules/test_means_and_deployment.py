"""Protects the rules on resources, technology and deployment: every fault of a rule in its words, and one finding each."""

from __future__ import annotations

from datetime import date

import pytest

from itsm_compiler.diagnostics import Profile
from itsm_compiler.rules.functions import days
from tests.rules.judging import context_of, judge, judge_rule, patched, source_of

FEED = {"kind": "facility", "availability": "99.9%"}
LINES = "slas.lark-sla.support"
RESEARCH = "research.rs-log-analysis"

FAULTS = [
    ("RES018", "reference", {"components.image-archive.capacity.capacity": 900000}, (), "bears"),
    ("RES018", "reference", {"service_desk.load.handling": "1m"}, (), "of the desk speak"),
    ("RES018", "reference", {"spares.spare-desktop.stock": 200}, (), "200 of spare"),
    ("RES025", "reference", {"service_desk.dispatch.field-team": ["desktop", "network"]}, (), "to more than one"),
    ("RES025", "reference", {"service_desk.dispatch.field-team": "network"}, ("service_desk.dispatch.network-team",), "no team"),
    (
        "RES025",
        "reference",
        {"service_desk.dispatch.field-team": ["desktop", "hosting"]},
        ("service_desk.dispatch.infrastructure-team",),
        "provides no part of it",
    ),
    ("RES036", "small", {LINES: {"lines": ["it-team"]}}, (), "lack `nimbus-contract`"),
    (
        "RES036",
        "small",
        {LINES: {"lines": ["it-team", "other-contract", "nimbus-contract"]}, "contracts.other-contract": {"supplier": "nimbus"}},
        (),
        "stand behind none",
    ),
    (
        "RES036",
        "reference",
        {
            "slas.alliance-sla.support.lines": [
                "service-desk", "application-team", "network-team", "infrastructure-team", "management-office", "cloud-contract",
                "huaxun-contract", "jiangtong-contract", "clinical-software-contract", "operations-centre", "hardware-contract",
            ]
        },
        (),
        "hands over",
    ),
    ("RES055", "reference", {"contracts.hardware-contract.hours": "office"}, (), "is closed at"),
    ("TEC015", "reference", {"technologies.tech-wireless.skill": "radio-planning"}, (), "nobody holds"),
    ("TEC021", "reference", {"environments.env-shared-test.kinds": ["server", "network"]}, (), "lack parts of kind"),
    ("TEC021", "reference", {"environments.env-shared-test.ready": "2027-05-30"}, (), "are not ready on"),
    ("DEP047", "reference", {"deployment.confirmation.2.when": "2027-03-30"}, (), "`renhe-group` before execution"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "base", "changes", "deleted", "said"), FAULTS)
def test_each_fault_of_a_rule_is_told_in_its_own_words(rule, base, changes, deleted, said):
    """A rule that knows several faults of one thing names the one that is there."""
    findings = judge_rule(context_of(patched(source_of(base), changes, deleted)), rule)
    assert {finding.rule for finding in findings} == {rule}
    assert any(said in finding.message.en for finding in findings), findings[0].message.en


SILENT = [
    ("RES006", "small", {"processes.incident-work.nonsense": "x"}, ()),
    ("RES006", "small", {"service_desk.workflows": "no-such-process"}, ()),
    ("RES018", "reference", {"spares.spare-power-module.stock": 2}, ()),
    ("RES050", "reference", {}, ("spare_rules.test_interval",)),
    ("TEC013", "reference", {f"{RESEARCH}.due": "2029-12-15"}, ()),
    ("TEC031", "reference", {"emergency_plans.ep-power-loss.steps.confirm.needs": "return"}, ()),
    ("TEC040", "reference", {}, ("research",)),
    (
        "DEP052",
        "small",
        {"deployment.tasks.try.live": "file-server", "deployment.tasks.try.window": "40h"},
        (),
    ),
]


@pytest.mark.parametrize(("rule", "base", "changes", "deleted"), SILENT)
def test_what_is_broken_or_unknown_is_no_second_finding(rule, base, changes, deleted):
    """A rule says nothing of what it cannot read, what is not written and what another rule tells."""
    assert judge_rule(context_of(patched(source_of(base), changes, deleted)), rule) == []


def told(changes=None, deleted=(), base="small"):
    """The rules that speak of a changed design, dangling references aside."""
    findings = judge(patched(source_of(base), changes, deleted), status="review", profile=Profile.ESSENTIAL)
    return [finding for finding in findings if finding.rule != "REF001"]


def test_a_missing_resource_is_one_finding():
    """Whoever waits for a section and whoever asks for it by name say so together, with the factors of both."""
    (finding,) = told(deleted=("tools",))
    assert finding.rule == "PLN001"
    assert "RES-50" in finding.factors


def test_missing_knowledge_is_not_told_of_every_service():
    """A design without knowledge is told once."""
    findings = judge(
        patched(source_of("reference"), {}, ("knowledge",)), status="review", profile=Profile.STANDARD
    )
    rules = [finding.rule for finding in findings if finding.rule != "REF001"]
    assert rules.count("PLN051") == 0
    assert rules.count("RES003") + rules.count("PLN001") == 1


@pytest.mark.parametrize(
    ("changes", "choices"),
    [
        ({"components.mail.quantity": 2, "components.mail.need": 1, "components.mail.depends_on": "feed"}, 0),
        (
            {
                "components.line.depends_on": "feed",
                "components.mobile": {"kind": "network", "availability": "99%", "depends_on": "feed"},
                "services.office-it.depends_on": ["mail", "file-server", {"any": ["line", "mobile"], "separation": "two ways"}],
            },
            1,
        ),
    ],
)  # fmt: skip
def test_a_part_that_undoes_redundancy_is_told_where_it_is_mended(changes, choices):
    """A part without help is a single point of failure at the part, and shared at the choice whose branches need it."""
    rules = [
        finding.rule for finding in told({**changes, "components.feed": FEED}) if "feed" in finding.message.en
    ]
    assert rules.count("RES014") == 1
    assert rules.count("SLM017") == choices


def test_a_day_has_no_length():
    """Conditions may ask for the days of whatever stands in `when`: a date, a task or a rhythm."""
    assert days(date(2027, 3, 1)) is None
    assert days("set-up") is None
