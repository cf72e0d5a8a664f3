"""Protects the lists of indicators and success factors: nothing is left out, in either language, and figures agree."""

from __future__ import annotations

import json

import pytest

from itsm_compiler.diagnostics import LANGUAGES
from itsm_compiler.knowledge import factors, library, library_codes, usual_sources
from itsm_compiler.reports import coverage, kpis
from itsm_compiler.rules.catalogue import catalogue
from itsm_compiler.rules.register import unanswered


def test_numbers_are_those_of_the_library():
    """A number once printed in somebody's document goes on to mean the same indicator."""
    codes = library_codes()
    assert list(codes.values()) == list(library())
    assert codes["KPI001"] == "people-key-reserve-rate"
    assert codes["KPI053"] == "proc-change-success"
    assert codes["KPI113"] == "qual-accepted-improvements"
    assert len(codes) == 113


def test_usual_sources_are_those_of_the_library():
    """No source is left untranslated, and none is translated that nothing names."""
    named = {variable.source for kpi in library().values() for variable in kpi.variables.values()}
    assert named == set(usual_sources())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_on_table_page_and_list(language):
    """Whoever looks for an indicator finds it, with its formula and every variable."""
    table, page = kpis.as_table(language), kpis.as_page(language)
    listed = json.loads(kpis.as_json(language))
    assert [row["use"] for row in listed] == list(library())
    for row in listed:
        assert row["code"] in table
        assert f"### {row['code']} {row['use']}\n\n{row['name']}\n" in page
        assert f"```text\n{row['formula']}\n```" in page
        assert set(row["variables"]) == set(library()[row["use"]].variables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_can_be_explained(language):
    """Each has its formula and variables; those that nobody keeps at their best say so."""
    for code, name in library_codes().items():
        told = kpis.explain_kpi(name, language)
        assert told.startswith(f"{code} {name}\n")
        assert library()[name].formula in told.replace("\n ", "")
        assert (kpis.BOUNDED[language][:8] in told) is library()[name].bounded


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("KPI003", "people-training-count"),
        ("kpi003", "people-training-count"),
        ("tech-mtbf", "tech-mtbf"),
        ("Tech-MTBF", "tech-mtbf"),
        ("KPI000", None),
        ("KPI114", None),
        ("mtbf", None),
    ],
)
def test_indicators_are_found_by_number_or_name(asked, found):
    """People type what they read, in any case; what is no indicator is left to others."""
    assert kpis.find_kpi(asked) == found


def test_every_factor_is_listed_with_rules_that_exist():
    """The list is the register, in its order, and agrees with what the register says is unanswered."""
    found = coverage.answers()
    assert [answer.factor.id for answer in found] == list(factors())
    assert {answer.factor.id for answer in found if not answer.rules} == {
        factor.id for factor in unanswered()
    }
    for answer in found:
        assert set(answer.rules) <= catalogue().keys()
        assert answer.alike is None or answer.alike in answer.factor.same_as


def test_no_factor_is_without_a_rule():
    """All 606 demands of the register are checked; `make coverage-factors` shows by what."""
    assert [answer.factor.id for answer in coverage.answers() if not answer.rules] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_of_factors_agree(language):
    """Table, page and list for programs tell the same, and the sum of what is answered."""
    found = coverage.answers()
    table, page = coverage.as_table(language), coverage.as_page(language)
    answered = sum(bool(answer.rules) for answer in found)
    summary = coverage.SUMMARY.format({"answered": answered, "every": len(found)})[language]
    assert summary in table
    assert summary in page
    listed = json.loads(coverage.as_json(language))
    for answer, row in zip(found, listed, strict=True):
        assert (row["id"], tuple(row["rules"])) == (answer.factor.id, answer.rules)
        assert f"  {row['id']}  {answer.told(language)[:20]}" in table
        assert f"| {row['id']} {row['text']} |" in page.replace("\\|", "|")
