"""Protects tables and trees for terminals: columns in line, nothing lost, nothing too wide."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from itsm_compiler.analysis.figures import Derivation
from itsm_compiler.diagnostics import Text
from itsm_compiler.model.shape import shape
from itsm_compiler.reports.derivation import render
from itsm_compiler.reports.tables import table
from itsm_compiler.source import load_texts
from itsm_compiler.terminal import COLUMNS, width
from tests.reports.reporting import same


def test_columns_are_in_line():
    """Figures stand to the right, Chinese headings above their columns."""
    lines = list(table(("服务", "minutes"), [("mail", "5"), ("电子邮件", "1440")], frozenset({1})))
    assert lines == [
        "服务      minutes",
        "────────  ───────",
        "mail            5",
        "电子邮件     1440",
    ]


def test_a_wide_table_is_broken_into_lines():
    """The cell that breaks best gives way; nothing of it is lost, and short columns stay whole."""
    chain = " → ".join(f"team-{number}" for number in range(20))
    lines = list(table(("entity", "chain"), [("a-rather-long-identifier-of-something", chain)]))
    assert max(map(width, lines)) <= COLUMNS
    assert lines[2].startswith("a-rather-long-identifier-of-something  team-0")
    assert " ".join(line[39:].strip() for line in lines[2:]) == chain


def test_cells_are_inert():
    """A name with control characters moves nothing."""
    assert list(table(("name",), [("a\x1b[2Jb\tc",)]))[2] == "a\\u001b[2Jb c"


def design(text="language: itsm/v1\ndesign: {title: T, currency: EUR}\n"):
    return shape(load_texts({"itsm.yaml": text})[0])[0]


VALUES = (
    (0.9967, "share", "99.67 %"),
    (75.0, "minutes", "1 h 15 min"),
    (float("inf"), "minutes", "without end"),
    (12.5, "working-days", "12.5 working days"),
    (3, "days", "3 days"),
    (12, "score", "12"),
    (Decimal(1250000), "money", "1,250,000 EUR"),
    (datetime.date(2027, 5, 1), "none", "2027-05-01"),
    ("always", "none", "always"),
)


@pytest.mark.parametrize(("value", "unit", "shown"), VALUES)
def test_values_have_their_units(value, unit, shown):
    """A figure is told with what it counts."""
    assert render([Derivation(same("figure"), value, unit)], design(), "", "en") == f"figure = {shown}\n"


def test_a_tree_shows_what_follows_from_what():
    """Branches lead from a figure to its parts, the formula below, the line at the end."""
    leaf = Derivation(same("part"), 0.5, "share", at=("design", "title"))
    inner = Derivation(Text("inner", "内部"), None, "none", parts=(leaf, leaf))
    tree = Derivation(same("figure"), 0.25, "share", same("part × part"), (inner, leaf), ("design",))
    assert render([tree, leaf], design(), "specs", "en").splitlines() == [
        "figure = 25 %",
        "│    part × part  (specs/itsm.yaml:2)",
        "├─ inner",
        "│  ├─ part = 50 %  (specs/itsm.yaml:2)",
        "│  └─ part = 50 %  (specs/itsm.yaml:2)",
        "└─ part = 50 %  (specs/itsm.yaml:2)",
        "",
        "part = 50 %  (specs/itsm.yaml:2)",
    ]
