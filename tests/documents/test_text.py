"""Protects how documents read: names for ids, something under every heading, Chinese that is set as Chinese."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from itsm_compiler.renderers.extract import messages

from itsm_compiler.documents.words import words
from itsm_compiler.knowledge import factors
from tests.documents.building import (
    design_of,
    documents,
    empty_headings,
    markdown_of,
    sections_of,
    views_of,
    visible,
)

DESIGNS = ("reference", "small", "starter", "first-draft")
KEBAB = re.compile(r"(?<![\w/@.-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w/@-])")
CAPTION = re.compile(r"\*\*([^*]+)\*\*")


def pages():
    """Every document of every example design: the design's name and the file's."""
    return [(name, file) for name in DESIGNS for file in documents(name)]


@cache
def english():
    """The words with hyphens that English has and our own wording and the register use."""
    register = (factor.text.en for factor in factors().values())
    said = " ".join([*messages(), *(text.en for text in words().values()), *register])
    return frozenset(KEBAB.findall(said.lower()))


def texts_in(value):
    """Every text that the planner wrote inside a thing."""
    if isinstance(value, dict):
        for entry in value.values():
            yield from texts_in(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from texts_in(entry)
    elif isinstance(value, str) and " " in value:
        yield value


@pytest.mark.parametrize("name", DESIGNS)
def test_no_raw_id_is_shown(name):
    """A reader sees names and words, never the key under which a planner keeps a thing."""
    design = design_of(sections_of(name))
    ids = set(design.entities)
    for thing in design.entities.values():
        ids |= {key for value in vars(thing).values() if isinstance(value, dict) for key in value}
    written = frozenset(KEBAB.findall(" ".join(texts_in(sections_of(name))).lower()))
    shown = {
        (file, word)
        for file, text in documents(name).items()
        for word in KEBAB.findall(visible(text))
        if word in ids - english() - written
    }
    assert not shown


@pytest.mark.parametrize(("name", "file"), pages())
def test_every_heading_has_content(name, file):
    """A heading without data says so: a gap, a reason or a sentence stands below it."""
    assert empty_headings(documents(name)[file]) == []


@pytest.mark.parametrize(("name", "file"), pages())
def test_nothing_stands_for_a_missing_text(name, file):
    """What nobody wrote leaves no dash between paragraphs, no empty mark and no name of a place."""
    lines = visible(documents(name)[file]).splitlines()
    assert not [line for line in lines if line.strip() in ("—", "-", "\\")]
    assert not [line for line in lines if re.search(r"\{\w+\}|\bNone\b", line)]
    assert not [line for line in lines if line.endswith((" .", " ,"))]


@pytest.mark.parametrize(("name", "file"), pages())
def test_a_caption_says_more_than_its_heading(name, file):
    """A table below a heading is called by what it holds, not by the heading once more."""
    lines = [line for line in visible(documents(name)[file]).splitlines() if line.strip()]
    for heading, following in pairwise(lines):
        caption = CAPTION.fullmatch(following)
        if heading.startswith("#") and caption and "Signatures" not in heading and "签署" not in heading:
            assert re.sub(r"^#+ [\d.]+ ", "", heading) != caption[1]


def test_figures_carry_their_unit():
    """Interruptions are counted by the month and not by themselves, durations have hours."""
    text = documents("reference")["en/sla-office.md"]
    assert "at most 2 a month" in text
    assert "at most 6 hours" in text
    assert not re.search(r"\| at (?:least|most) \d+(?:\.\d+)? \|", text)


def chinese():
    """The Chinese documents of the reference design."""
    return [file for file in documents("reference") if file.startswith("zh/")]


@pytest.mark.parametrize("file", chinese())
def test_chinese_is_set_as_chinese(file):
    """No spaces between Chinese words but in titles of standards, no Latin punctuation inside a Chinese sentence."""
    spaced = [
        text
        for text in texts_in(sections_of("reference"))
        if re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text)
    ]
    for whole in visible(documents("reference")[file]).splitlines():
        line = whole
        for text in spaced:
            line = line.replace(text, text.replace(" ", ""))
        assert not re.search(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", line), line
        assert not re.search(r"[\u4e00-\u9fff][,;?!]|[\u4e00-\u9fff]\.(?!\w)", line), line
        words = re.sub(r"^#+ [\d.]+ |\bR\d{2} ", "", line)
        assert not re.search(r"[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z%] [\u4e00-\u9fff]", words), line


@pytest.mark.parametrize("file", chinese())
def test_our_own_words_are_chinese(file):
    """Every word of ours is translated: what remains in Latin letters is a code, a unit or a planner's own word."""
    ours = visible(documents("reference")[file])
    assert not re.findall(r"\b(?:and|the|of|for|with|from|every|none|yes|no)\b", ours)


@pytest.mark.parametrize("file", chinese())
def test_sites_units_and_points_are_chinese_too(file):
    """What the reference design counts, where it works and what its meetings talk about have Chinese names."""
    lines = visible(documents("reference")[file]).splitlines()
    assert not [line for line in lines if re.search(r"(?<![`.@/\w-])[a-z]{3,}(?: [a-z]+)+", line)]
    assert not [line for line in lines if re.fullmatch(r"\| [a-z]{4,} \|.*|.*\| [A-Z]?[a-z]{4,} \|.*", line)]


@pytest.mark.parametrize("file", [file for file in documents("reference") if "/ola-" in file])
def test_what_is_required_fits_the_page(file):
    """The table that compares promises with what they have to carry has no column that paper would cut off."""
    text = documents("reference")[file]
    for heading in re.findall(r"\| (?:Commitment|承诺) \|.*", text):
        assert heading.count("|") <= 5


def test_the_draft_stamp_is_on_every_document_of_a_failed_check():
    """Nobody signs what does not pass: the reader is told on the first page."""
    found = [replace(view, draft=True) for view in views_of(design_of(sections_of("small")))]
    assert all("DRAFT" in text for text in markdown_of(found).values())
