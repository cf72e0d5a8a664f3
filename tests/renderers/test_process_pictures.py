"""Protects the pictures of processes and indicators: whole, in order, every line from step to step, nothing over anything else."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsm_compiler.renderers.diagrams.draw import draw
from itsm_compiler.renderers.diagrams.mermaid import mermaid_of
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.diagrams.text import width
from itsm_compiler.renderers.diagrams.tree import trees
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import FlowStep, IndicatorNode, IndicatorTree, ProcessFlow, Share, phrase
from itsm_compiler.model.prose import Prose

SVG = "{http://www.w3.org/2000/svg}"
TITLE = (phrase("task"), phrase("slack"))
SIZES = {"name": 12.0, "note": 11.0, "legend": 11.0, "label": 11.0}


def process(*steps):
    """A process of steps: (id, lane, steps before, step to which it leads back)."""
    return ProcessFlow(
        *TITLE,
        tuple(
            FlowStep(name, Prose.plain(f"Step {name} with a name"), Prose.plain(lane), tuple(needs), back)
            for name, lane, needs, back in steps
        ),
    )


def indicator_tree(*nodes):
    """Indicators: (id, the one above)."""
    return IndicatorTree(
        *TITLE,
        tuple(
            IndicatorNode(
                name,
                Prose.plain(f"Share of all {name} that were done in time"),
                "at least 5",
                above,
                Share(20),
            )
            for name, above in nodes
        ),
    )


PROCESS = process(
    ("a", "Desk agent", "", None),
    ("b", "Engineer", "a", None),
    ("c", "Shift leader and his deputy on the day", "b", "b"),
    ("d", "Engineer", "b", None),
    ("e", "Desk agent", "ad", "a"),
    ("f", "Desk agent", "d", None),
)
TREES = indicator_tree(
    ("goal", None), ("a", "goal"), ("b", "goal"), ("c", "b"), ("other", None), ("d", "other")
)
PICTURES = {"process": PROCESS, "trees": TREES}


def parsed(drawing):
    return ET.fromstring(drawing)


def boxes(drawing):
    """Left, top, right, bottom of each box with a title, by that title."""
    found = {}
    for group in parsed(drawing).iter(f"{SVG}g"):
        rect, name = group.find(f"{SVG}rect"), group.find(f"{SVG}title")
        if rect is not None and name is not None:
            x, y, wide, high = (float(rect.get(side)) for side in ("x", "y", "width", "height"))
            found[name.text] = (x, y, x + wide, y + high)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", PICTURES)
def test_text_stays_inside(name, language):
    """No line of text leaves its box or the picture, and ids are unique in a page of several pictures."""
    ids = []
    for drawing in draw(PICTURES[name], speaker(language), "_d1"):
        root = parsed(drawing)
        _, _, wide, high = map(float, root.get("viewBox").split())
        ids += [element.get("id") for element in root.iter() if element.get("id")]
        for text in root.iter(f"{SVG}text"):
            span = width(text.text or "", SIZES[text.get("class")])
            left = float(text.get("x")) - (span / 2 if text.get("text-anchor") == "middle" else 0)
            assert left >= -0.5
            assert left + span <= wide + 0.5
            assert 0 < float(text.get("y")) <= high
        for group in root.iter(f"{SVG}g"):
            room = float(group.find(f"{SVG}rect").get("width"))
            assert all(
                width(text.text, SIZES[text.get("class")]) <= room for text in group.iter(f"{SVG}text")
            )
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PICTURES)
def test_boxes_stand_apart(name):
    """Every step and indicator has a box of its own."""
    drawn = [box for drawing in draw(PICTURES[name], speaker("en"), "k") for box in [boxes(drawing)]]
    assert sum(map(len, drawn)) == 6
    for found in drawn:
        for one, other in combinations(found.values(), 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_steps_stand_in_their_lanes_from_top_to_bottom():
    """The order of work is the order of rows, and whoever does two steps has one lane."""
    (drawing,) = draw(PROCESS, speaker("en"), "k")
    found = list(boxes(drawing).values())
    assert [box[1] for box in found] == sorted(box[1] for box in found)
    assert found[0][0] == found[4][0] == found[5][0]
    assert found[1][0] == found[3][0]


def test_start_and_ends_are_marked():
    """What needs nothing begins; what nobody needs ends, but not a step that only leads back."""
    (drawing,) = draw(PROCESS, speaker("en"), "k")
    assert drawing.count('"mark start"') == 1 + 1
    assert drawing.count('"mark end"') == 1 + 1
    assert drawing.count("arrow dashed") == 2 + 1
    (ring,) = draw(process(("a", "x", "", None), ("b", "x", "a", "a")), speaker("en"), "k")
    assert ring.count('"mark end"') == 1 + 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from("xyz"), st.sets(st.sampled_from("abcdefgh")), st.sampled_from([None, *"abcdefgh"])
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_no_line_runs_through_a_box(steps):
    """However steps hang together, a line crosses no box on its way and stays in the picture."""
    flow = process(
        *(
            (name, lane, sorted(needs), back)
            for name, (lane, needs, back) in zip("abcdefgh", steps, strict=False)
        )
    )
    (drawing,) = draw(flow, speaker("en"), "k")
    _, _, wide, high = map(float, parsed(drawing).get("viewBox").split())
    found = boxes(drawing).values()
    for path in parsed(drawing).iter(f"{SVG}path"):
        if path.get("class", "").startswith("arrow"):
            points = [tuple(map(float, point.split())) for point in re.split("[ML]", path.get("d"))[1:]]
            for (x1, y1), (x2, y2) in pairwise(points):
                assert min(x1, x2) >= 0
                assert max(x1, x2) <= wide
                assert min(y1, y2) >= 0
                assert max(y1, y2) <= high
                for left, top, right, bottom in found:
                    across = max(x1, x2) > left + 0.2 and min(x1, x2) < right - 0.2
                    assert not (across and max(y1, y2) > top + 0.2 and min(y1, y2) < bottom - 0.2)


def test_tables_say_the_same():
    """The table beside a picture names every step with what is before it, and every indicator with the one above."""
    english = speaker("en")
    rows = [[english.plain(cell) for cell in row] for row in table_of(PROCESS).rows]
    assert rows[4] == [
        "5",
        "Step e with a name",
        "Desk agent",
        "Step a with a name\nStep d with a name",
        "Step a with a name",
    ]
    rows = [[english.plain(cell) for cell in row] for row in table_of(TREES).rows]
    assert rows[3][1:] == ["at least 5", "Share of all b that were done in time", "20 %"]


def test_mermaid_says_the_same():
    """The twin for Markdown has a line for every step, arrow and way back."""
    text = mermaid_of(PROCESS, speaker("en"))
    assert text.count("[") == 6
    assert text.count("-->") == 6
    assert text.count("-.->") == 2
    assert mermaid_of(TREES, speaker("en")).count('---|"20 #37;"|') == 4


@given(
    st.dictionaries(
        st.sampled_from("abcdefghij"), st.sampled_from([None, *"abcdefghij", "gone"]), max_size=10
    )
)
def test_every_box_stands_in_one_tree(above):
    """Whatever stands above whatever, rings and unknown boxes included, each box has one place in one tree."""
    grown = trees(above)
    assert sorted(name for tree in grown for name in tree.places) == sorted(above)
    for tree in grown:
        assert len(set(tree.places.values())) == len(tree.places)
        assert max(row for _, row in tree.places.values()) <= tree.rows - 1
