"""Protects the pictures of people: the chart shows everybody, the tables say what the pictures show."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from itsm_compiler.renderers.diagrams.draw import draw
from itsm_compiler.renderers.diagrams.mermaid import mermaid_of
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.values import speaker

from tests.renderers.people_pictures import organisation, raci, week

SVG = "{http://www.w3.org/2000/svg}"


def boxes(diagram):
    """Left and top of the boxes of posts, in the order of the design."""
    (drawing,) = draw(diagram, speaker("en"), "_d1")
    groups = ET.fromstring(drawing).iter(f"{SVG}g")
    return [
        (float(group.find(f"{SVG}rect").get("x")), float(group.find(f"{SVG}rect").get("y")))
        for group in groups
    ]


@pytest.mark.parametrize(
    ("superiors", "depths"),
    [
        pytest.param({"a": None, "b": "a", "c": "a", "d": "c"}, [0, 1, 1, 2], id="a tree"),
        pytest.param({"a": None, "b": None}, [0, 0], id="two tops"),
        pytest.param({"a": "gone", "b": "a"}, [0, 1], id="above an unknown post"),
        pytest.param({"a": "b", "b": "a", "c": "a"}, [0, 1, 1], id="a ring"),
        pytest.param({"a": "a"}, [0], id="above itself"),
    ],
)
def test_everybody_is_in_the_chart(superiors, depths):
    """Each post has its box, right of the one it reports to and over no other, whoever reports to whom."""
    places = boxes(organisation(superiors))
    columns = sorted({left for left, _ in places})
    assert [columns.index(left) for left, _ in places] == depths
    assert len(set(places)) == len(places)


def test_a_long_line_of_posts_is_drawn():
    """Two thousand posts one below the other are no more than a wide picture."""
    superiors = {f"p{place}": f"p{place - 1}" if place else None for place in range(2000)}
    assert len(boxes(organisation(superiors))) == 2000


def test_the_chart_in_mermaid_has_every_line():
    """The twin of the chart has a box for each post and a line for each that reports to a known one."""
    text = mermaid_of(organisation({"a": None, "b": "a", "c": "gone"}), speaker("en"))
    assert text is not None
    assert len(re.findall(r"n\d\[", text)) == 3
    assert re.findall(r"n\d --- n\d", text) == ["n0 --- n1"]


def test_the_week_in_a_table():
    """Days with the same hours stand in one line; together the lines hold each hour of each day."""
    speak = speaker("en")
    rows = [[speak.plain(cell) for cell in row] for row in table_of(week()).rows]
    assert rows[:5] == [
        ["desk", "Monday", "00:00–08:00", "2", "0"],
        ["desk", "Monday", "08:00–18:00", "7", "0"],
        ["desk", "Monday", "18:00–24:00", "2", "0"],
        ["desk", "Tuesday to Sunday", "00:00–24:00", "2", "0"],
        ["the team of the network with a long name", "Monday", "00:00–08:30", "0", "1"],
    ]
    assert rows[-1][1:] == ["Sunday", "00:00–24:00", "0", "0"]


def test_the_week_in_words_for_a_pointer():
    """Each stretch of a day tells its team, day, hours and posts, none of it by colour alone."""
    (drawing,) = draw(week(), speaker("en"), "_d1")
    hints = [
        title.text for group in ET.fromstring(drawing).iter(f"{SVG}g") for title in group.iter(f"{SVG}title")
    ]
    assert "desk, Monday 08:00–18:00: 7 at work, 0 on call" in hints
    assert len(hints) == (3 + 6) + (3 + 6)


def test_the_matrix_in_a_table():
    """Every letter of the picture stands in the table."""
    speak = speaker("en")
    rows = [[speak.plain(cell) if cell is not None else "" for cell in row] for row in table_of(raci()).rows]
    assert rows == [["receive", "R, A", "", "I"], ["solve", "", "C, I", "R, A, C, I"]]
    assert [speak.plain(column.heading) for column in table_of(raci()).columns] == [
        "What is done",
        "desk",
        "Customers",
        "administration-of-infrastructures",
    ]
