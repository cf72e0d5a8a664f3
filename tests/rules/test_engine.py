"""Protects the engine: what fails when, what excuses a finding, and that a bug in one rule takes no other along."""

from __future__ import annotations

import contextlib
import random
from datetime import date

import pytest

from itsm_compiler.diagnostics import Kind, Profile, RuleInfo, Severity, Text
from itsm_compiler.rules.demand import Demand, fails, shown_severity
from itsm_compiler.rules.engine import run_rules
from itsm_compiler.rules.rule import Problem, Rule
from itsm_compiler.source import DELETE, edit, load_texts
from tests.rules.judging import TODAY, context_of, judge, judge_rule, patched, source_of

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
DRAFT, REVIEW, APPROVED = "draft", "review", "approved"


def known(code="TST001", kind=Kind.GAP, severity=ERROR, profile=Profile.ESSENTIAL, factors=()):
    """What is known of a rule made up for a test."""
    text = Text("{id} lacks it", "{id} 缺少它")
    return RuleInfo(code, code.lower(), kind, severity, text, text, text, profile, factors)


def fake(
    code="TST001", at=("services", "office-it"), problem=None, *, mandatory=False, section=None, **facts
):
    """A rule that finds one problem."""
    found = problem or Problem(at, {"id": at[-1]}, of="key")
    return Rule(known(code, **facts), lambda context: [found], section=section, mandatory=mandatory)


def judged(rule, *, source=None, status=REVIEW, profile=Profile.FULL, as_of=TODAY, **demand):
    """What a made-up rule and the engine's own say of the small design, without all other rules."""
    context, faults = context_of(source or source_of("small"), as_of)
    settings = Demand(status=status, profile=profile, packs=(rule,), **demand)
    found = run_rules(context, settings, faults)
    return [one for one in found if one.rule == rule.id or one.rule.startswith(("RUL", "INT"))]


@pytest.mark.parametrize(
    ("kind", "severity", "status", "shown", "failing"),
    [
        (Kind.SHAPE, ERROR, DRAFT, ERROR, True),
        (Kind.REFERENCE, ERROR, DRAFT, ERROR, True),
        (Kind.CONTRADICTION, ERROR, DRAFT, ERROR, True),
        (Kind.CONTRADICTION, WARNING, DRAFT, WARNING, False),
        (Kind.CONTRADICTION, WARNING, REVIEW, WARNING, False),
        (Kind.CONTRADICTION, WARNING, APPROVED, WARNING, True),
        (Kind.GAP, ERROR, DRAFT, WARNING, False),
        (Kind.GAP, ERROR, REVIEW, ERROR, True),
        (Kind.GAP, ERROR, APPROVED, ERROR, True),
        (Kind.GAP, WARNING, DRAFT, WARNING, False),
        (Kind.GAP, WARNING, REVIEW, WARNING, False),
        (Kind.GAP, WARNING, APPROVED, WARNING, True),
        (Kind.WEAKNESS, ERROR, DRAFT, WARNING, False),
        (Kind.WEAKNESS, ERROR, REVIEW, ERROR, True),
        (Kind.WEAKNESS, WARNING, APPROVED, WARNING, True),
        (Kind.GAP, INFO, APPROVED, INFO, False),
    ],
)
def test_status_kind_and_severity_decide_what_fails(kind, severity, status, shown, failing):
    """In a draft what is written must be right, in review nothing essential is missing, approved means no warnings."""
    rule = fake(kind=kind, severity=severity)
    assert shown_severity(rule.info, None, status) is shown
    assert fails(kind, shown, status) is failing
    finding = judged(rule, status=status)[0]
    assert (finding.severity, finding.fails) == (shown, failing)


@pytest.mark.parametrize(
    ("kind", "rule_profile", "profile", "runs"),
    [
        (Kind.GAP, Profile.STANDARD, Profile.ESSENTIAL, False),
        (Kind.GAP, Profile.STANDARD, Profile.STANDARD, True),
        (Kind.GAP, Profile.FULL, Profile.STANDARD, False),
        (Kind.WEAKNESS, Profile.FULL, Profile.ESSENTIAL, False),
        (Kind.CONTRADICTION, Profile.FULL, Profile.ESSENTIAL, True),
    ],
)
def test_profile_decides_how_much_is_asked(kind, rule_profile, profile, runs):
    """Gaps are asked for by profile; a contradiction is reported however little is asked."""
    assert bool(judged(fake(kind=kind, profile=rule_profile), profile=profile)) is runs


@pytest.mark.parametrize(
    ("select", "ignore", "runs"),
    [
        ((), (), True),
        (("TST",), (), True),
        (("SLM",), (), False),
        ((), ("TST",), False),
        ((), ("TST001",), False),
        (("TST001",), ("TST",), True),
        (("TST",), ("TST001",), False),
        (("T",), ("SLM",), True),
    ],
)
def test_selection_by_prefix(select, ignore, runs):
    """Of several prefixes the longest decides."""
    assert bool(judged(fake(), select=select, ignore=ignore)) is runs


def test_the_design_selects_too():
    """`rules.ignore` and `rules.severity` of the design count; the command line is asked first."""
    ignoring = patched(source_of("small"), {"rules.ignore": ["SLM"]})
    assert not judge_rule(context_of(patched(ignoring, {}, ["slas.lark-sla.hours"])), "SLM999")
    changed = patched(
        source_of("small"), {"rules.severity": {"SLM": "warning", "SLM004": "info"}}, ["slas.lark-sla.hours"]
    )
    finding = judge_rule(context_of(changed), "SLM004")[0]
    assert (finding.severity, finding.fails) == (INFO, False)


def test_per_file_ignores():
    """Rules can be left out for files, not those of form."""
    source = patched(source_of("small"), {"rules.per_file_ignores": {"itsm.yaml": ["TST001"]}})
    rule = fake()
    assert [finding.rule for finding in judged(rule, source=source)] == []
    elsewhere = patched(source_of("small"), {"rules.per_file_ignores": {"other/*": ["TST001"]}})
    assert [finding.rule for finding in judged(rule, source=elsewhere)] == ["TST001"]


def test_a_crash_becomes_one_finding():
    """A bug in one rule is told, and all other rules still speak."""

    def broken(context):
        yield Problem(("services", "office-it"), {"id": "office-it"})
        raise ZeroDivisionError("by zero")

    findings = judged(Rule(known(), broken))
    assert [finding.rule for finding in findings] == ["TST001", "INT001"]
    assert "TST001" in findings[1].message.en
    assert "ZeroDivisionError" in findings[1].message.en
    assert findings[1].fails


def test_a_missing_place_is_a_crash_not_a_traceback():
    """Also a text whose places are not filled is the rule's own fault."""
    findings = judged(fake(problem=Problem(("services", "office-it"))))
    assert [finding.rule for finding in findings] == ["INT001"]


def test_none_of_the_entity_or_the_design_excuses():
    """Absence is said once, with a reason; it satisfies what asks for that name."""
    rule = fake(problem=Problem(("services", "office-it"), {"id": "x"}, asks="capacity"))
    assert judged(rule)
    for place in (
        "services.office-it.none.capacity",
        "design.none.capacity",
        "design.none.services/capacity",
    ):
        source = patched(source_of("small"), {place: "not asked for"})
        assert judged(rule, source=source) == []


def test_a_missing_section_is_one_finding():
    """What hangs on a section that is not there is counted, not listed."""
    source = patched(
        source_of("small"), {}, ["monitoring", "tools.watcher.watches", "risks.server-dies.trigger"]
    )
    findings = [
        f for f in judge(source, status=REVIEW, profile=Profile.ESSENTIAL) if f.rule in ("RES008", "PLN001")
    ]
    assert [finding.rule for finding in findings] == ["PLN001"]
    assert "3 things" in findings[0].message.en
    assert {"RES-37", "TEC-07"} <= set(findings[0].factors)
    excused = patched(source, {"design.none.monitoring": "nothing runs at night"})
    assert not [
        f for f in judge(excused, status=REVIEW, profile=Profile.ESSENTIAL) if f.rule in ("RES008", "PLN001")
    ]


def test_what_hangs_on_a_broken_entry_is_not_reported():
    """An entity whose shape failed is only reported for that; nothing is said to be missing that may be in it."""
    source = patched(source_of("small"), {"monitoring.watch.every": "often"})
    findings = judge(source, status=REVIEW, profile=Profile.ESSENTIAL)
    assert {finding.rule[:3] for finding in findings} == {"SHP"}


def test_what_may_stand_in_an_unread_file_is_not_missed():
    """When a file cannot be read, nothing is said to be missing that may stand there."""
    text = "language: itsm/v1\ndesign: {title: x}\nservices: {mail: {}}\n"
    source, faults = load_texts({"itsm.yaml": text, "more.yaml": "slas: [\n"})
    context, shape_faults = context_of(source)
    findings = run_rules(context, Demand(status=REVIEW, profile=Profile.FULL), faults + shape_faults)
    found = {finding.rule for finding in findings}
    assert found.isdisjoint({"CAT001", "RES003", "FIN007"})
    assert "CAT006" in found


WAIVER = {
    "rule": "TST001",
    "entity": "office-it",
    "reason": "interim",
    "approved_by": "manager",
    "expires": "2027-01-31",
}


def test_a_waiver_turns_a_finding_into_a_note():
    """The demand stands and is seen, but somebody accepted it until a day."""
    source = patched(source_of("small"), {"waivers.w": WAIVER})
    findings = judged(fake(), source=source, status=APPROVED)
    assert [(f.rule, f.severity, f.fails) for f in findings] == [("TST001", INFO, False)]
    assert "2027-01-31" in findings[0].related[-1].message.en


@pytest.mark.parametrize(
    ("changes", "as_of", "rules"),
    [
        ({}, date(2027, 1, 31), {"TST001"}),
        ({}, date(2027, 2, 1), {"TST001", "RUL002"}),
        ({"entity": "mail"}, TODAY, {"TST001", "RUL003"}),
        ({"rule": "SLM001"}, TODAY, {"TST001", "RUL003"}),
        ({"rule": "XYZ001"}, TODAY, {"TST001", "RUL001"}),
        ({"rule": "SHP001"}, TODAY, {"TST001", "RUL009"}),
        ({"approved_by": None}, TODAY, {"TST001", "RUL004"}),
    ],
)
def test_waivers_are_judged_themselves(changes, as_of, rules):
    """An exception that is stale, mistyped or accepted by nobody is a finding of its own."""
    waiver = {key: value for key, value in (WAIVER | changes).items() if value is not None}
    findings = judged(fake(), source=patched(source_of("small"), {"waivers.w": waiver}), as_of=as_of)
    assert {finding.rule for finding in findings} == rules
    for finding in findings:
        assert finding.span is not None


def test_a_mandatory_rule_cannot_be_excused():
    """What an organisation keeps for itself is neither waived nor ignored."""
    rule = fake(mandatory=True)
    source = patched(source_of("small"), {"waivers.w": WAIVER, "rules.ignore": ["TST001"]})
    findings = judged(rule, source=source, profile=Profile.ESSENTIAL)
    assert sorted(f.rule for f in findings) == ["RUL009", "RUL009", "TST001"]
    assert all(finding.severity is ERROR for finding in findings)


def silenced(comment, code="SLM004"):
    """A design whose SLA has no hours, with a comment on its line."""
    text = (
        "language: itsm/v1\ndesign: {title: x, time_zone: Europe/Vienna, status: review, profile: essential}\n"
        "parties: {c: {role: customer}}\nroles: {boss: {type: management}}\n"
        f"slas:\n  s: {{customer: c, services: []}}  # itsmc: ignore[{code}] {comment}\n"
    )
    source, faults = load_texts({"itsm.yaml": text})
    assert not faults
    return source


@pytest.mark.parametrize(
    ("comment", "status", "rules"),
    [
        ('reason="interim"', REVIEW, set()),
        ('reason="interim" until=2026-11-21', REVIEW, set()),
        ('reason="interim" until=2026-11-20', REVIEW, {"SLM004", "RUL006"}),
        ("", REVIEW, {"RUL007"}),
        ('reason="interim"', APPROVED, {"RUL008"}),
        ('reason="interim" by=nobody', APPROVED, {"RUL008"}),
        ('reason="interim" by=boss', APPROVED, set()),
    ],
)
def test_comments_silence_a_line(comment, status, rules):
    """A finding is silenced where it stands, with a reason, until a day, and approved designs want a name."""
    findings = judge(silenced(comment), status=status, profile=Profile.ESSENTIAL)
    assert {f.rule for f in findings if f.rule == "SLM004" or f.rule.startswith("RUL")} == rules


@pytest.mark.parametrize(
    ("code", "rule"),
    [("SLM002", "RUL005"), ("XYZ001", "RUL001"), ("SHP001", "RUL009"), ("agreement-without-hours", None)],
)
def test_silences_are_judged_themselves(code, rule):
    """A comment that silences nothing, or cannot, is a finding; rules may be called by name."""
    findings = judge(silenced('reason="interim"', code), status=REVIEW, profile=Profile.ESSENTIAL)
    assert [f.rule for f in findings if f.rule.startswith("RUL")] == ([rule] if rule else [])


def test_a_silence_of_a_rule_that_was_not_run_is_not_unused():
    """Who runs one rule is not told that the comments on all others are in vain."""
    findings = judge(silenced('reason="interim"', "SLM002"), status=REVIEW, select=("CAT",))
    assert not [f for f in findings if f.rule.startswith("RUL")]


def test_unknown_names_in_the_rules_section():
    """A mistyped rule would be neither ignored nor changed."""
    source = patched(
        source_of("small"), {"rules": {"ignore": ["SLM", "ZZZ"], "severity": {"QQQ001": "info"}}}
    )
    findings = [f for f in judge(source, status=REVIEW, profile=Profile.ESSENTIAL) if f.rule == "RUL001"]
    assert [finding.path for finding in findings] == [("rules", "ignore", 1), ("rules", "severity", "QQQ001")]


def test_the_same_whatever_order():
    """Findings are the same and in the same order however often they are made."""
    source = patched(
        source_of("small"), {}, ["slas.lark-sla.hours", "services.office-it.users", "roles.agent.cost"]
    )
    first, second = (judge(source, status=REVIEW, profile=Profile.FULL) for _ in range(2))
    assert first == second


def written_paths(node, path=()):
    """The paths of everything that is written below a node."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, value in entries:
        yield (*path, step)
        yield from written_paths(value, (*path, step))


@pytest.mark.parametrize("seed", range(12))
def test_no_design_makes_a_rule_crash(seed):
    """Whatever is missing or wrong in a design is told as a finding, never as an error of the compiler."""
    chance = random.Random(seed)
    source = source_of("small")
    paths = [path for path in written_paths(source.sections) if len(path) > 1 and path != ("design", "title")]
    for path in chance.sample(paths, chance.choice([1, 5, 30])):
        value = chance.choice([DELETE, DELETE, DELETE, {}, [], "x", 0, "99%", "2027-01-01"])
        with contextlib.suppress(KeyError):
            source = edit(source, path, value)
    findings = judge(source, status=REVIEW, profile=Profile.FULL)
    assert [finding.message.en for finding in findings if finding.rule == "INT001"] == []
