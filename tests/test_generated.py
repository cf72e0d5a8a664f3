"""Protects what is generated and committed from falling behind what it is generated from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.regenerate import DOCS, SCHEMAS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("name", "make"), [pytest.param(name, make, id=name) for name, make in (SCHEMAS | DOCS).items()]
)
def test_generated_file_is_fresh(name, make):
    """What editors, programs and readers are given is what the program does; `make schemas docs` writes it anew."""
    assert (ROOT / name).read_text(encoding="utf-8") == make()


def test_no_page_of_rules_is_left_over():
    """A page of an area that is no more does not stay in docs."""
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "rules").rglob("*.md")}
    assert there == {name for name in DOCS if name.startswith("docs/rules/")}
