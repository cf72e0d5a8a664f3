"""Protects every word, number and place of every kind of document: those of the small design in both languages."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from tests.documents.building import design_of, markdown_of, sections_of, views_of

GOLDEN = Path(__file__).parent / "golden"
KINDS = (
    "service-catalogue",
    "sla-lark",
    "ola-it-team",
    "contract-nimbus",
    "deployment-plan",
    "risk-register",
    "service-level-requirements-lark-legal",
    "quality-plan",
    "design-overview",
    "design-assessment",
    "service-solution",
    "level-setting-lark",
    "security-statement",
    "budget",
    "relations-plan",
    "document-rules",
    "further-matters",
    "staffing-plan",
    "resource-plan",
    "technology-plan",
    "continuity-plan",
    "operations-concept",
    "process-handbook",
    "service-report-month",
    "review-minutes-month-talk",
    "measurement-plan",
    "review-rules",
    "acceptance-report",
    "deployment-file",
)
FILES = [f"{language}/{kind}.md" for language in ("en", "zh") for kind in KINDS]


@cache
def built():
    sections = sections_of("small")
    sections["design"]["languages"] = ["en", "zh"]
    return markdown_of(views_of(design_of(sections)), ("en", "zh"))


@pytest.mark.golden
@pytest.mark.parametrize("name", FILES)
def test_document_is_as_agreed(name):
    """A changed word of a document is seen and read before it reaches whoever signs it."""
    golden = GOLDEN / name
    if os.environ.get("ITSMC_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(built()[name], encoding="utf-8")
    assert built()[name] == golden.read_text(encoding="utf-8")


def test_no_document_is_left_out():
    """The golden files are all the documents that the design yields."""
    assert sorted(built()) == sorted(FILES)
