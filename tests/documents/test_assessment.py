"""Protects the design assessment: the state of each factor, what counts for completeness, and the order of the steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.diagnostics import Severity, Text
from itsm_compiler.documents.assessment import JUDGED, Assessment
from itsm_compiler.documents.design_assessment import told
from itsm_compiler.documents.scribe import Material, Scribe
from itsm_compiler.graph import build_graph
from itsm_compiler.knowledge import factors
from itsm_compiler.model.shape import shape
from itsm_compiler.rules.engine import Context, run_rules
from itsm_compiler.source import load
from tests.documents.building import AS_OF, SPECS, design_of, sections_of


def judged(design, findings=None):
    """The assessment of a design by its own findings."""
    graph = build_graph(design)
    figures = analyse(design, graph, AS_OF)
    found = run_rules(Context(design, graph, figures, AS_OF)) if findings is None else findings
    return Assessment(Material(design, graph, figures, found, AS_OF, passed=False))


def draft():
    """The first draft, with all that is wrong in it."""
    return shape(load(SPECS / "first-draft")[0])[0]


def states(assessment):
    """The state of each factor by its id."""
    return {one.factor.id: one.state for area in assessment.areas for one in area.judgements}


@pytest.mark.parametrize("name", ["first-draft", "small", "reference"])
def test_every_factor_has_one_state(name):
    """No factor of the register is forgotten or counted twice, whatever the design."""
    found = states(judged(shape(load(SPECS / name)[0])[0]))
    assert set(found) == set(factors())


def test_a_factor_with_a_finding_is_open_and_lowers_its_area():
    """What a rule finds is not met, and the completeness of the area says so."""
    assessment = judged(draft())
    found = states(assessment)
    named = {factor for step in assessment.steps for factor in step.factors}
    assert named
    assert {found[factor] for factor in named} == {"open"}
    for area in assessment.areas:
        count = sum(area.count(state) for state in JUDGED)
        assert area.completeness == (area.count("met") / count if count else None)


def test_what_the_profile_does_not_ask_does_not_count():
    """A one-page design is not called incomplete for what only a full one needs."""
    found = states(judged(design_of(sections_of("small")), ()))
    beyond = [factor for factor, row in factors().items() if row.profile != "essential"]
    assert {found[factor] for factor in beyond} == {"not-asked"}


def test_what_the_design_has_nothing_of_does_not_apply():
    """A factor whose rules all look at a section that is left out with a reason is put aside with that reason."""
    sections = sections_of("small")
    sections["design"] |= {"profile": "full", "none": {"risks": "nothing can happen here"}}
    sections.pop("risks", None)
    assessment = judged(design_of(sections), ())
    aside = [one for area in assessment.areas for one in area.judgements if one.state == "not-applicable"]
    assert any(str(one.reason) == "nothing can happen here" for one in aside)


def test_a_waiver_makes_a_factor_waived_until_it_expires():
    """What somebody accepts is neither met nor open, and only as long as it is accepted."""
    sections = sections_of("small")
    del sections["services"]["office-it"]["owner"]
    finding = next(one for one in judged(design_of(sections)).steps if "CAT" in one.rule).findings[0]
    for expires, state in (("2027-06-30", "waived"), ("2026-06-30", "open")):
        sections["waivers"] = {
            "accepted": {"rule": finding.rule, "entity": finding.entity, "reason": "soon", "expires": expires}
        }
        found = states(judged(design_of(sections)))
        assert {found[factor] for factor in finding.factors} == {state}


def test_the_weightiest_step_stands_first():
    """A manager who does one thing does the one that brings the design furthest."""
    steps = judged(draft()).steps
    order = [(not any(one.fails for one in step.findings), -step.weight) for step in steps]
    assert order == sorted(order)


def test_steps_do_not_hold_what_is_accepted():
    """A finding that fails nothing and that a waiver names is no step."""
    sections = sections_of("small")
    sections["waivers"] = {
        "levels": {"rule": "SLM", "reason": "soon", "expires": date(2027, 6, 30).isoformat()}
    }
    design = design_of(sections)
    open_one = next(step.findings[0] for step in judged(draft()).steps if step.rule.startswith("SLM"))
    note = replace(open_one, severity=Severity.INFO, fails=False)
    assert judged(design, (note,)).steps == ()


def test_a_sentence_of_a_rule_is_told_with_names():
    """A manager reads the name of a thing, not its id."""
    scribe = Scribe(Material(design_of(sections_of("small")), None, None, (), None, passed=True))
    text = told(scribe, Text("service `office-it` lacks `owner`", "服务 `office-it` 缺少 `owner`"))
    assert (text.en, text.zh) == ("Service Office IT lacks “owner”", "服务 Office IT 缺少 “owner”")
