"""Protects the page of rules and the view of the register: nothing is left out, in either language."""

from __future__ import annotations

import pytest

from itsm_compiler.diagnostics import LANGUAGES, Profile, Text
from itsm_compiler.rules.catalogue import catalogue, rules
from itsm_compiler.rules.docs import plain, rules_page
from itsm_compiler.rules.register import rules_by_factor, unanswered


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_every_rule(language):
    """Whoever looks a rule up finds its reason, its remedy and its example."""
    page = rules_page(language)
    for info in catalogue().values():
        assert f"### {info.id} {info.name}\n" in page
        assert plain(info.message)[language] in page
        assert info.why[language] in page
    assert page.count("```text") == sum(rule.example is not None for rule in rules())
    assert "{{{" not in page


def test_plain_sentences_keep_their_places_and_lose_doubled_braces():
    """A sentence is shown as a planner would read it."""
    assert plain(Text("`{id}`: write {{a: b}}", "`{id}`：请写 {{a: b}}")).en == "`{id}`: write {a: b}"


def test_every_factor_has_its_rules():
    """The register knows what answers each factor, and what is still without an answer."""
    answers = rules_by_factor()
    assert "SLM014" in answers["MOD-06"]
    assert {factor.id for factor in unanswered()}.isdisjoint(
        factor for factor, found in answers.items() if found
    )
    assert len(unanswered(Profile.ESSENTIAL)) <= len(unanswered(Profile.STANDARD)) <= len(unanswered())
