"""Protects the spelling of a planner's short words, the numbers of documents, and the catalogue of phrases."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from itsm_compiler.renderers.catalog import read_catalogue
from itsm_compiler.renderers.extract import compare, messages

from itsm_compiler.documents.numbering import numbers, short_ids
from itsm_compiler.documents.promises import percent, span_of
from itsm_compiler.documents.words import capital, known_word, plain_word, words
from itsm_compiler.model.prose import Prose
from tests.documents.building import design_of, sections_of, views_of

CATALOGUE = Path(__file__).resolve().parents[2] / "renderers" / "locales" / "zh.po"


def test_every_phrase_is_in_the_catalogue():
    """Each sentence of ours is written in Chinese with the same places, and no translation lies about unused."""
    comparison = compare(messages(), read_catalogue(CATALOGUE.read_text("utf-8")))
    assert comparison.is_clean, comparison


def test_every_word_is_written_in_both_languages():
    """A word has its English without blanks around it, and a Chinese of Chinese characters without spaces."""
    poor = [
        name
        for name, text in words().items()
        if text.en.strip() != text.en
        or not text.en
        or " " in text.zh
        or not (re.search(r"[\u4e00-\u9fff]", text.zh) or text.zh == text.en)
    ]
    assert poor == []


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("major-incidents", "major incidents", "重大事件"),
        ("major incidents", "major incidents", "重大事件"),
        ("availability", "availability", "可用性"),
        ("mtbf", "mean time between failures", "平均无故障时间"),
    ],
)
def test_known_words(name, english, chinese):
    """The table is asked first, then the glossary; spaces and hyphens are one."""
    found = known_word(name)
    assert (found["en"], found["zh"]) == (english, chinese)


def test_a_planners_own_word():
    """What nobody knows is spelled with spaces, and begins a heading with a capital."""
    assert known_word("night-market") is None
    assert plain_word("night-market")["zh"] == "night market"
    assert capital(Prose.plain("night market"))["en"] == "Night market"


def test_a_term_of_the_design_names_its_words():
    """A site has the name that the design's terms give it."""
    sections = sections_of("small")
    sections["terms"] = {"house": {"name": {"en": "the law firm's house", "zh": "律所大楼"}}}
    view = next(view for view in views_of(design_of(sections)) if view.document == "sla")
    assert "律所大楼" in repr(view.chapters["scope"])


def numbered(numbering):
    sections = sections_of("small")
    sections["slas"]["office"] = dict(sections["slas"]["lark-sla"])
    sections["documents"] = {"numbering": numbering}
    return numbers(design_of(sections))


def test_numbers_by_default():
    """Without a pattern a number is the code of the kind and the id without the words of its kind."""
    found = numbers(design_of(sections_of("small")))
    assert found["sla", "lark-sla"] == "SLA-LARK"
    assert found["ola", "it-team"] == "OLA-IT-TEAM"
    assert found["contract", "nimbus-contract"] == "UC-NIMBUS"
    assert found["risk-register", ""] == "RSK"


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        ("RH-{nn}", ("RH-02", "RH-03", "RH-07")),
        ("{kind}/{id}", ("SLA/LARK", "SLA/OFFICE", "RSK/RSK")),
        ({"sla": "A{nnn}", "all": "B{n}"}, ("A001", "A002", "B5")),
        ({"sla": "LAW"}, ("LAW-01", "LAW-02", "RSK")),
    ],
)
def test_numbers_by_pattern(numbering, expected):
    """A pattern holds for all or for a kind; no two documents share a number."""
    found = numbered(numbering)
    assert (found["sla", "lark-sla"], found["sla", "office"], found["risk-register", ""]) == expected
    assert len(set(found.values())) == len(found)


def test_alike_ids_are_told_apart():
    """Two ids that differ only in the word of their kind keep it."""
    sections = sections_of("small")
    sections["slas"]["lark"] = dict(sections["slas"]["lark-sla"])
    assert {short_ids(design_of(sections))["sla", id_] for id_ in ("lark", "lark-sla")} == {
        "lark",
        "lark-sla",
    }


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (15, "15m"),
        (60, "1h"),
        (150, "150m"),
        (180, "3h"),
        (330, "5.5h"),
        (2400, "40h"),
        (3360.4, "56h"),
        (1441, "1441m"),
    ],
)
def test_minutes_as_durations(minutes, expected):
    """A commitment is read as it would have been written."""
    assert str(span_of(minutes, service_time=False)) == expected
    assert span_of(minutes, service_time=True).is_service_time


@pytest.mark.parametrize(
    ("share", "value", "digits"),
    [(0.999, "99.9", 1), (1.0, "100", 0), (0.9995, "99.95", 2), (0.123456, "12.346", 3)],
)
def test_shares_as_per_cent(share, value, digits):
    """A share has no more decimals than it needs."""
    found = percent(share)
    assert (Decimal(found.value), found.digits) == (Decimal(value), digits)
