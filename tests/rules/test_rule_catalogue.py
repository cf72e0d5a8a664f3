"""Protects the collection of rules: each is unique, bilingual, tied to the register, and shown by an example to fire."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from itsm_compiler import knowledge
from itsm_compiler.diagnostics import Profile
from itsm_compiler.rules.catalogue import COMPILED, PACKAGE, catalogue, compile_packs, rules
from itsm_compiler.rules.register import unanswered
from itsm_compiler.rules.trial import trial
from tests.rules.judging import judge, source_of

WITHOUT_FACTOR = {"INT001", "PLN001"} | {f"RUL{number:03}" for number in range(1, 13)}
"""The engine's own rules, which guard its manners and no success factor."""

RUNNING = [pytest.param(rule, id=rule.id) for rule in rules()]
KNOWN = [pytest.param(info, id=info.id) for info in catalogue().values()]
OURS = [
    pytest.param(info, id=info.id)
    for info in catalogue().values()
    if info.id[:3] not in ("SRC", "SHP", "REF")
]


def places(sentence):
    """The places of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_there_is_no_id_or_name_twice():
    """A finding names one rule."""
    ids = [rule.id for rule in rules()]
    names = [rule.info.name for rule in rules()]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("info", KNOWN)
def test_texts_stand_in_both_languages_with_the_same_places(info):
    """Whoever reads Chinese is told as much as whoever reads English."""
    for text in (info.message, info.help, info.why):
        assert text.en.strip()
        assert text.zh.strip()
        assert places(text.en) == places(text.zh)


@pytest.mark.parametrize("info", OURS)
def test_messages_keep_the_house_style(info):
    """A message is one short sentence in lower case without a full stop; Chinese is written as Chinese."""
    assert re.match(r"[a-z0-9“`{]|(SLA|OLA|KPI)s? ", info.message.en), info.message.en
    assert not info.message.en.endswith(".")
    assert not info.message.zh.endswith("。")
    assert len(info.message.en) <= 160
    assert re.search(r"[\u4e00-\u9fff]", info.message.zh) or info.message.zh.startswith("{")
    assert re.search(r"[\u4e00-\u9fff]", info.help.zh)
    assert info.why.en.endswith(".")
    assert info.why.zh.endswith("。")


@pytest.mark.parametrize("info", OURS)
def test_factors_are_those_of_the_register(info):
    """Each rule answers a success factor, or is the engine's own."""
    assert set(info.factors) <= knowledge.factors().keys()
    assert bool(info.factors) != (info.id in WITHOUT_FACTOR)
    assert info.id[:3] in knowledge.areas() or info.id[:3] in ("RUL", "INT")


def test_every_area_of_the_register_has_rules():
    """No area of service planning is left to the reader."""
    for area in knowledge.areas():
        assert sum(rule.id.startswith(area) for rule in rules()) >= 4, area


def test_the_essential_factors_are_answered():
    """What even a one-page design needs is checked; the rest waits for figures of staffing and load."""
    assert {factor.id for factor in unanswered(Profile.ESSENTIAL)} <= {"PPL-02", "DEP-25"}


def test_rules_do_not_ask_for_more_than_their_factors():
    """A demand comes with the smallest profile of the factors it answers, never before it."""
    order = list(Profile)
    register = knowledge.factors()
    for rule in rules():
        if rule.info.kind in ("gap", "weakness"):
            earliest = min(order.index(register[factor].profile) for factor in rule.info.factors)
            assert order.index(rule.info.profile) >= earliest, rule.id


@pytest.mark.parametrize("rule", RUNNING)
def test_a_rule_fires_at_its_example_and_nowhere_else(rule):
    """The example is documentation: the change it shows is reported at the place it names, and only there."""
    assert [fault.en for fault in trial(rule).faults] == []


def test_the_small_design_is_clean():
    """The design on the language's page passes what it claims to pass."""
    assert judge(source_of("small"), status="review", profile=Profile.ESSENTIAL) == []


def test_the_reference_design_is_clean():
    """The complete example passes the whole register, approved."""
    findings = judge(source_of("reference"), status="approved", profile=Profile.FULL)
    assert [f"{finding.rule} {finding.message.en}" for finding in findings] == []


def test_compiled_packs_are_fresh():
    """The packs as plain data are those of the YAML files; `python -m itsm_compiler.rules` writes them anew."""
    from importlib.resources import files

    assert (files(PACKAGE) / COMPILED).read_text(encoding="utf-8") == compile_packs()
    library = files("itsm_compiler.knowledge") / knowledge.COMPILED
    assert library.read_text(encoding="utf-8") == knowledge.compile_knowledge()
