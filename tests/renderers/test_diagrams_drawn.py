"""Protects the pictures: well-formed, complete, nothing over anything else, no text outside its box."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsm_compiler.renderers.diagrams.draw import draw
from itsm_compiler.renderers.diagrams.gantt import ROWS_A_PICTURE
from itsm_compiler.renderers.diagrams.layers import lay_out
from itsm_compiler.renderers.diagrams.mermaid import mermaid_of
from itsm_compiler.renderers.diagrams.risk_map import band_of
from itsm_compiler.renderers.diagrams.svg import number
from itsm_compiler.renderers.diagrams.tables import table_of
from itsm_compiler.renderers.diagrams.text import shortened, width, wrap
from itsm_compiler.renderers.values import speaker

from itsm_compiler.documents.view import Bar, Edge, Flow, Gantt, MapPoint, Node, RiskMap, phrase
from itsm_compiler.model.prose import Prose
from tests.renderers import people_pictures, sample

SVG = "{http://www.w3.org/2000/svg}"
TITLE = (phrase("task"), phrase("slack"))
SIZES = {
    "strong": 13.0,
    "note": 11.0,
    "legend": 11.0,
    "axis": 11.0,
    "label": 11.0,
    "band": 11.0,
    "number": 10.5,
}

DIAGRAMS = {
    "needs": sample.needs(),
    "large": sample.many_nodes(),
    "gantt": sample.gantt(),
    "long-gantt": sample.gantt(80),
    "map": sample.risk_map(),
    "chain": sample.chain(),
    "organisation": people_pictures.organisation({"a": None, "b": "a", "c": "a", "d": "e", "e": "d"}),
    "week": people_pictures.week(),
    "raci": people_pictures.raci(),
}


def parsed(drawing):
    return ET.fromstring(drawing)


def nodes(names, edges=(), kind="components"):
    return Flow(
        *TITLE,
        tuple(Node(name, Prose.plain(name), kind) for name in names),
        tuple(Edge(*edge) for edge in edges),
    )


def boxes(drawing):
    """Left, top, right, bottom of every box of a flow."""
    found = []
    for group in parsed(drawing).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        if "node" in group.get("class", "") and group.find(f"{SVG}title") is not None:
            x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + wide, y + high))
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", DIAGRAMS)
def test_pictures_are_whole(name, language):
    """Each is well-formed XML with a role, a title, a description and ids of its own, and asks for nothing."""
    drawings = draw(DIAGRAMS[name], speaker(language), "_d1")
    ids = []
    for drawing in drawings:
        root = parsed(drawing)
        assert root.get("role") == "img"
        assert root.get("aria-labelledby").split() == [
            root.find(f"{SVG}title").get("id"),
            root.find(f"{SVG}desc").get("id"),
        ]
        assert not re.search(r"href|url\(|style=|<style|<script|<image", drawing)
        ids += [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", DIAGRAMS)
def test_text_stays_inside_the_picture(name, language):
    """Measured by the widths of characters, no line of text leaves the picture."""
    for drawing in draw(DIAGRAMS[name], speaker(language), "_d1"):
        root = parsed(drawing)
        _, _, wide, high = map(float, root.get("viewBox").split())
        for text in root.iter(f"{SVG}text"):
            if text.get("transform"):
                continue
            size = SIZES.get((text.get("class") or "").split(" ")[0], 12.0)
            span = width(text.text or "", size)
            left = float(text.get("x")) - {"middle": span / 2, "end": span}.get(text.get("text-anchor"), 0)
            assert left >= -0.5, text.text
            assert left + span <= wide + 0.5, text.text
            assert 0 < float(text.get("y")) <= high


@pytest.mark.parametrize("name", ["needs", "large"])
def test_boxes_do_not_overlap(name):
    """Sixty boxes stand apart, and their labels stay inside."""
    (drawing,) = draw(DIAGRAMS[name], speaker("en"), "k")
    found = boxes(drawing)
    assert len(found) == len(DIAGRAMS[name].nodes)
    for index, (left, top, right, bottom) in enumerate(found):
        for other_left, other_top, other_right, other_bottom in found[index + 1 :]:
            assert (
                right <= other_left
                or other_right <= left
                or bottom + 8 <= other_top
                or other_bottom + 8 <= top
            )
    for group in parsed(drawing).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        for text in group.findall(f"{SVG}text"):
            if rect is not None:
                assert width(text.text, 11 if text.get("class") else 13) <= float(rect.get("width"))


def test_labels_do_not_cover_each_other():
    """Where labelled arrows cross, each label stands for itself."""
    flow = Flow(
        *TITLE,
        tuple(Node(name, Prose.plain(name), "components") for name in "abcdef"),
        tuple(Edge(source, target, phrase("1 of 2")) for source in "abc" for target in "def"),
    )
    (drawing,) = draw(flow, speaker("en"), "k")
    labels = [text for text in parsed(drawing).iter(f"{SVG}text") if text.get("class") == "label"]
    places = [(float(text.get("x")), float(text.get("y"))) for text in labels]
    wide = width("1 of 2", SIZES["label"])
    assert len(places) == 9
    assert all(abs(a[0] - b[0]) >= wide or abs(a[1] - b[1]) >= 9.9 for a, b in combinations(places, 2))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), min_size=1, max_size=24))
def test_arrows_stay_inside_the_picture(pairs):
    """However an arrow runs round the boxes, it is not cut off, and not led through the legend below."""
    (drawing,) = draw(nodes("abcdefgh", pairs), speaker("en"), "k")
    legend = min(
        float(text.get("y")) for text in parsed(drawing).iter(f"{SVG}text") if text.get("class") == "legend"
    )
    for path in parsed(drawing).iter(f"{SVG}path"):
        if path.get("class") == "arrow":
            points = re.sub(r"H[^C]*", "", path.get("d")).replace("M", " ").replace("C", " ").split()
            assert all(0 <= float(y) <= legend - 11 for y in points[1::2])


def test_arrows_lead_to_the_right():
    """Who needs stands left of what is needed, and few arrows cross."""
    flow = nodes("abcd", [("a", "b"), ("b", "c"), ("a", "d"), ("c", "d")])
    (drawing,) = draw(flow, speaker("en"), "k")
    lefts = [box[0] for box in boxes(drawing)]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == 4


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 14))
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    return count, draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []


@settings(max_examples=150, deadline=None)
@given(graphs(), st.floats(10, 60))
def test_any_graph_has_a_layout(graph, height):
    """Circles, islands and tangles: every box has a place of its own, every arrow a chain of neighbouring layers."""
    count, edges = graph
    layout = lay_out([height] * count, edges, 16)
    assert sorted(node for layer in layout.layers for node in layer if node < count) == list(range(count))
    for layer in layout.layers:
        real = [node for node in layer if node < count]
        for upper, lower in pairwise(real):
            assert layout.middles[lower] - layout.middles[upper] >= height + 16 - 1e-6
    for (source, target), chain in zip(edges, layout.chains, strict=True):
        assert (chain[0], chain[-1]) == (source, target)
        steps = {layout.layer_of[b] - layout.layer_of[a] for a, b in pairwise(chain)}
        assert steps in ({1}, {-1})


def test_the_same_graph_gives_the_same_picture():
    """No order of a set or a hash decides where a box stands."""
    assert draw(sample.many_nodes(), speaker("en"), "k") == draw(sample.many_nodes(), speaker("en"), "k")


def test_what_leads_nowhere_is_left_out():
    """An arrow to a box that is not shown, or from a box to itself, is no arrow."""
    flow = nodes("ab", [("a", "b"), ("a", "gone"), ("gone", "b"), ("a", "a")])
    (drawing,) = draw(flow, speaker("en"), "k")
    assert drawing.count('class="arrow"') == 1
    assert mermaid_of(flow, speaker("en")).count("-->") == 2
    assert len(table_of(flow).rows) == 2


@pytest.mark.parametrize("tasks", [1, ROWS_A_PICTURE - 3, 80, 200])
def test_a_long_plan_is_cut_into_pages(tasks):
    """Every task is drawn once, none on a page of more rows than fit, no group's heading at the foot of one."""
    drawings = draw(sample.gantt(tasks), speaker("en"), "k")
    rows = 0
    for drawing in drawings:
        root = parsed(drawing)
        labels = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]
        groups = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "group"]
        assert len(labels) + len(groups) <= ROWS_A_PICTURE
        rows += len(labels)
    assert rows == tasks
    assert len(drawings) == -(-(tasks + 3) // ROWS_A_PICTURE) or tasks > ROWS_A_PICTURE


def test_bars_stand_on_their_days():
    """A bar begins and ends with its days, and a later one stands further right."""
    bars = tuple(
        Bar(
            f"t{place}",
            Prose.plain("x"),
            date(2027, 1, 4) + timedelta(days=7 * place),
            date(2027, 1, 8) + timedelta(days=7 * place),
        )
        for place in range(4)
    )
    (drawing,) = draw(Gantt(*TITLE, bars), speaker("en"), "k")
    found = [
        rect
        for rect in parsed(drawing).iter(f"{SVG}rect")
        if rect.get("class") == "bar ordinary" and rect.get("height") == "12"
    ][:4]
    lefts = [float(rect.get("x")) for rect in found]
    wides = {float(rect.get("width")) for rect in found}
    steps = [b - a for a, b in pairwise(lefts)]
    assert max(steps) - min(steps) <= 0.2
    assert max(wides) - min(wides) <= 0.2
    assert steps[0] * 5 / 7 == pytest.approx(wides.pop(), abs=0.3)


@pytest.mark.parametrize(
    ("language", "days", "names"),
    [
        ("en", 60, {"Jan 2027", "Feb 2027", "11"}),
        ("zh", 60, {"2027年1月", "2027年2月", "11"}),
        ("en", 400, {"2027", "2028", "Feb"}),
        ("zh", 400, {"2027年", "2028年", "2月"}),
        ("en", 1400, {"2027", "Q2"}),
    ],
)
def test_the_axis_names_its_time_as_the_language_does(language, days, names):
    """Months stand before the year in English and after it in Chinese."""
    first = date(2027, 1, 4)
    bar = Bar("t", Prose.plain("x"), first, first + timedelta(days=days))
    (drawing,) = draw(Gantt(*TITLE, (bar,)), speaker(language), "k")
    assert names <= {text.text for text in parsed(drawing).iter(f"{SVG}text")}


def test_every_risk_is_on_the_map():
    """One risk or thirty in a field: each number is there, or counted, and all are in the table."""
    points = tuple(MapPoint(f"r{place}", Prose.plain("x"), str(place), 2, 3) for place in range(30))
    risks = RiskMap(*TITLE, (*points, MapPoint("big", Prose.plain("x"), "B", 5, 5)), (4, 9, 15))
    (drawing,) = draw(risks, speaker("en"), "k")
    shown = [text.text for text in parsed(drawing).iter(f"{SVG}text") if text.get("class") == "number"]
    (more,) = [name for name in shown if name.startswith("+")]
    assert shown == [*(str(place) for place in range(30 - int(more))), more, "B"] or shown[0] == "B"
    assert len(shown) == 30 - int(more) + 2
    assert len(table_of(risks).rows) == 31


@pytest.mark.parametrize(
    ("score", "band"), [(1, 0), (4, 0), (5, 1), (9, 1), (10, 2), (15, 2), (16, 3), (25, 3)]
)
def test_bands(score, band):
    """A band ends with its highest score."""
    assert band_of(score, (4, 9, 15)) == band


def test_lateness_is_drawn_and_told():
    """A chain that misses its target shows the part after it, in colour and in words."""
    (drawing,) = draw(sample.chain(), speaker("en"), "k")
    assert "works on it after the target" in drawing
    assert drawing.count('class="late"') == 2
    assert "Target: 2 days 23 hours 40 minutes" in drawing


@pytest.mark.parametrize(
    ("text", "room", "lines", "rows"),
    [
        ("short", 100, 3, ["short"]),
        ("two words", 50, 3, ["two", "words"]),
        ("one two three four", 60, 2, ["one two", "three f…"]),
        ("邮件服务器集群", 50, 3, ["邮件服", "务器集", "群"]),
        ("邮件服务器，集群", 60, 3, ["邮件服务", "器，集群"]),
        ("unbreakableword", 60, 3, ["unbreaka", "bleword"]),
        ("", 60, 3, [""]),
    ],
)
def test_wrapping(text, room, lines, rows):
    """Lines break at spaces and between Chinese characters, never before a comma; what is too long ends in an ellipsis."""
    assert wrap(text, 13, room, lines) == rows


@given(st.text(max_size=60), st.floats(30, 200), st.integers(1, 4))
def test_wrapped_text_fits(text, room, lines):
    """No line is wider than its room, and there are never more lines than allowed."""
    rows = wrap(text, 13, room, lines)
    assert 1 <= len(rows) <= lines
    assert all(width(row, 13) <= room + 0.01 for row in rows)
    assert width(shortened(text, 13, room), 13) <= room + 0.01


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.01, "0"), (1.0, "1"), (1.25, "1.2"), (-3.449, "-3.4"), (100, "100")]
)
def test_coordinates(value, text):
    """One decimal, no trailing zero, no minus zero: the same bytes everywhere."""
    assert number(value) == text
