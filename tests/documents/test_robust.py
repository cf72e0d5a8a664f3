"""Protects drafts: whatever a design still lacks, its documents are written, with nothing empty in them."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itsm_compiler.rules.catalogue import catalogue
from tests.documents.building import (
    design_of,
    documents,
    empty_headings,
    markdown_of,
    sections_of,
    views_of,
    visible,
)

SEEDS = 6
SHARE = 0.12


def places(value, path=()):
    """The way to every field and item inside the sections."""
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    else:
        return
    for key, entry in entries:
        if path or key not in ("language", "design"):
            yield (*path, key)
        yield from places(entry, (*path, key))


def without(sections, path):
    """Take what stands at a path out of the sections, where it still stands."""
    node = sections
    for step in path[:-1]:
        if not (isinstance(node, dict) and step in node) and not (
            isinstance(node, list) and step < len(node)
        ):
            return
        node = node[step]
    if isinstance(node, dict):
        node.pop(path[-1], None)
    elif isinstance(node, list) and path[-1] < len(node):
        node.pop(path[-1])


def check(sections):
    """Build the documents of some sections in both languages and look at each."""
    sections["design"]["languages"] = ["en", "zh"]
    for name, text in markdown_of(views_of(design_of(sections), passed=False), ("en", "zh")).items():
        assert empty_headings(text) == [], name
        lines = [line.strip() for line in visible(text).splitlines()]
        assert not [
            line for line in lines if (line in ("—", "") and len(lines) < 2) or "None" in line.split()
        ], name


SMALL = sorted(places(sections_of("small")), key=str)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SMALL), min_size=1, max_size=12))
def test_the_small_design_without_some_of_its_fields(paths):
    """A one-page design in every state of being unfinished."""
    sections = sections_of("small")
    for path in paths:
        without(sections, path)
    check(sections)


@pytest.mark.parametrize("section", sorted(set(sections_of("small")) - {"language", "design"}))
def test_the_small_design_without_a_whole_section(section):
    """A planner who has not come to a section yet."""
    sections = sections_of("small")
    del sections[section]
    check(sections)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_reference_without_many_of_its_fields(seed):
    """A full design in which many things are missing at once."""
    sections = sections_of("reference")
    chosen = random.Random(seed)
    for path in sorted(places(sections), key=str):
        if chosen.random() < SHARE / len(path):
            without(sections, path)
    check(sections)


@pytest.mark.parametrize(
    "field", ["title", "version", "customer", "provider", "owner", "currency", "time_zone", "hours"]
)
def test_the_reference_without_a_field_of_its_head(field):
    """What every document takes from the head of the design may be missing."""
    sections = sections_of("reference")
    if field != "title":
        sections["design"].pop(field, None)
    check(sections)


def test_a_bare_title_yields_no_document():
    """A design with nothing in it has nothing to say, and says that without an error."""
    assert views_of(design_of({"language": "itsm/v1", "design": {"title": "Nothing yet"}})) == []


def test_the_first_draft_names_what_it_lacks():
    """Every gap in a document names a rule that exists, and the draft has gaps."""
    named = [
        rule
        for text in documents("first-draft").values()
        for rule in re.findall(r"> \*\*Gap:\*\* .* `(\w*)`", text)
    ]
    assert len(set(named)) > 6
    assert set(named) <= set(catalogue())


def test_what_is_left_out_on_purpose_stands_with_its_reason():
    """A planner's reason for leaving something out is read where it would stand."""
    sections = sections_of("small")
    sections["slas"]["lark-sla"]["none"] = {"confidentiality": "nothing secret is handled"}
    sections["slas"]["lark-sla"].pop("confidentiality", None)
    text = markdown_of(views_of(design_of(sections)))["en/sla-lark.md"]
    assert "nothing secret is handled" in text
