"""Protects the reference page of the language: it is fresh, complete, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest

from itsm_compiler.model.fieldtexts import classes, field_text
from itsm_compiler.model.forms import fields_of
from itsm_compiler.model.language_page import language_page
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load_texts
from tests.model.schema_designs import ROOT

PAGE = language_page()
SNIPPETS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def anchors():
    """The anchors of the page's headings, as Markdown viewers make them."""
    for heading in re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_page_is_fresh():
    """What is published is what the models say; `make docs` writes it anew."""
    assert (ROOT / "docs" / "language.md").read_text(encoding="utf-8") == PAGE


def test_links_lead_to_one_heading():
    """A reader who follows a link lands where it says."""
    found = list(anchors())
    assert len(set(found)) == len(found)
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= set(found)


def test_every_section_has_its_chapter_in_order():
    """Sections stand in the order of the language."""
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == ["language", "imports", *SECTIONS]


@pytest.mark.parametrize("model", classes(), ids=lambda model: model.__name__)
def test_every_field_is_explained(model):
    """No field that can be written is missing from the page."""
    for name in fields_of(model):
        meaning = field_text(model, name).text.en.replace("|", "\\|")
        assert re.search(rf"^\| `{re.escape(name)}` \|.*\| {re.escape(meaning)} \|$", PAGE, re.MULTILINE), (
            name
        )


def test_rows_are_whole():
    """Nothing in a cell breaks its table."""
    for line in PAGE.splitlines():
        if line.startswith("| `"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5, line


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("tools", "| `supports` | list of → [services](#services), [processes](#processes) or `all` |  |"),
        ("slas", "| `customer` | → [parties](#parties) | **required** |"),
        ("components", "| `availability` | share or [map](#componentsavailability) |  |"),
        ("spares", "| `confidence` | share | `95%` |"),
        ("roles", "| `skills` | {name: 1 to 5} |  |"),
        ("processes", "| `priority` | {name: {name: `A` `B` `C` `D`}} |  |"),
        ("deployment", "| `duration` | duration or [map](#deploymenttasksduration) |  |"),
        ("improvements", "| `tasks` | {name: [map](#deploymenttasks)} |  |"),
        ("improvements", "| `cost` | money or → [costs](#costs) |  |"),
        ("risk_policy", "| `scale` | {1 to 5: share} |  |"),
        (
            "reviews",
            "| `participants` | list of → [roles](#roles), [parties](#parties), [teams](#teams) or prose |  |",
        ),
    ],
)
def test_types_are_said_as_they_are_written(section, row):
    """A planner reads off the table what to write."""
    chapter = PAGE.split(f"\n### {section}\n")[1].split("\n### ")[0]
    assert row in chapter


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippets_are_valid(snippet):
    """What the introduction shows can be written."""
    source, faults = load_texts({"itsm.yaml": f"language: itsm/v1\ndesign: {{title: T}}\n{snippet}"})
    _, findings = shape(source)
    assert [each.message.en for each in (*faults, *findings) if not each.rule.startswith("REF")] == []
