"""Protects the bars of money: lengths in proportion, nothing outside the picture, the same figures in the table."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from itsm_compiler.renderers.diagrams.money_bars import draw, money_table
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import MoneyBars, MoneyRow, phrase
from itsm_compiler.model.prose import Prose

SVG = "{http://www.w3.org/2000/svg}"
amounts = st.decimals(min_value=0, max_value=10**9, places=2)
rows = st.lists(st.tuples(amounts, amounts, st.none() | amounts), min_size=1, max_size=12)


def bars(values):
    """Bars of two parts with their marks."""
    lines = tuple(
        MoneyRow(Prose.plain(f"row {place}"), (one, two), mark)
        for place, (one, two, mark) in enumerate(values)
    )
    return MoneyBars(
        phrase("Cost"), phrase("of all"), (phrase("Staff"), phrase("Other")), phrase("Price"), lines, "EUR"
    )


@given(rows)
def test_bars_are_in_proportion_and_inside(values):
    """A bar twice as long stands for twice the money, and every mark lies within the picture."""
    (drawn,) = draw(bars(values), speaker("en"), "x")
    root = ET.fromstring(drawn)
    boxes = [box for box in root.iter(f"{SVG}rect") if box.get("height") == "18"]
    whole = float(root.get("width"))
    assert all(float(box.get("x")) + float(box.get("width")) <= whole + 0.1 for box in boxes)
    assert all(float(line.get("x2")) <= whole for line in root.iter(f"{SVG}line"))
    shown = [part for row in values for part in row[:2] if part]
    most = max(max(one + two, mark or 0) for one, two, mark in values)
    for box, part in zip(boxes, shown, strict=True):
        assert abs(float(box.get("width")) - float(part / most) * 440) <= 0.1


def test_table_says_the_same():
    """Who does not see the picture reads parts, sum and mark."""
    table = money_table(bars([(Decimal(3), Decimal(4), Decimal(9)), (Decimal(1), Decimal(0), None)]))
    figures = [[cell.value if cell is not None else None for cell in row[1:]] for row in table.rows]
    assert figures == [[3, 4, 7, 9], [1, 0, 1, None]]


def test_no_money_is_no_fault():
    """A picture of nothing but zeros is drawn without a division by zero."""
    (drawn,) = draw(bars([(Decimal(0), Decimal(0), None)]), speaker("zh"), "x")
    assert ET.fromstring(drawn).get("role") == "img"
