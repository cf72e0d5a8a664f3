"""Protects the page of rules and the view of the register: nothing is left out, in either language."""

from __future__ import annotations

import re

import pytest

from itsm_compiler.diagnostics import LANGUAGES, Profile, Text
from itsm_compiler.rules.catalogue import catalogue, rules
from itsm_compiler.rules.docs import page, page_names, plain, rules_page
from itsm_compiler.rules.register import rules_by_factor, unanswered


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_hold_every_rule(language):
    """Whoever looks a rule up finds its reason, its remedy, its factors and its example, by area and on one page."""
    by_area = "\n".join(page(area, tongue) for area, tongue in page_names().values() if tongue == language)
    for text in (by_area, rules_page(language)):
        for info in catalogue().values():
            assert text.count(f"### {info.id} {info.name}\n") == 1
            assert plain(info.message)[language] in text
            assert info.why[language] in text
        assert text.count("```diff\n") == sum(rule.example is not None for rule in rules())
        assert "{{{" not in text


def test_the_index_counts_what_the_pages_hold():
    """Whoever starts at the index reaches every rule."""
    counts = [int(count) for count in re.findall(r"\.md\) \| (\d+) \|", page("README", "en"))]
    assert sum(counts) == len(catalogue())


def test_an_example_shows_what_passes_and_what_fails():
    """The difference tells both states: what the design says, and what it is changed to."""
    text = page("SLM", "en")
    start = text.index("### SLM014 ")
    assert (
        "```diff\n- slas.lark-sla.targets.availability: 99%\n+ slas.lark-sla.targets.availability: 99.7%\n```"
        in text[start : text.index("### SLM015 ")]
    )


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
