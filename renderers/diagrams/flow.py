"""Draw boxes and arrows from who needs, on the left, to what is needed, on the right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.layers import Layout, lay_out
from itsm_compiler.renderers.diagrams.svg import FITS, box, element, line, number, picture, text, title
from itsm_compiler.renderers.diagrams.text import shortened, width, wrap

from itsm_compiler.documents.view import Flow, Node, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Edge

SIZE, SMALL = 13.0, 11.0
LINE, SMALL_LINE = 17.0, 14.0
PADDING = 11.0
GAP = 16.0
MEASURES = ((144.0, 46.0), (116.0, 38.0), (96.0, 30.0))
"""Room for a label and between layers: the first with which the drawing fits a page of the site is taken."""

LONGEST_LABEL = 110.0
LABEL_SHARES = sorted((place / 40 for place in range(7, 34)), key=lambda share: abs(share - 0.5))
"""Where along the last stretch of an arrow its label may stand, the best place first."""

MARGIN = 6.0
HEAD = 7.0
LEGEND = 34.0

KINDS = {
    "customer": phrase("customer"),
    "parties": phrase("party"),
    "services": phrase("service"),
    "components": phrase("component"),
    "teams": phrase("team"),
    "contracts": phrase("contract"),
    "slas": phrase("service level agreement"),
    "olas": phrase("operational level agreement"),
    "tools": phrase("tool"),
    "processes": phrase("process"),
    "roles": phrase("role"),
}
OTHER = phrase("other")
WITHOUT = phrase("works without it")

_Stretch = tuple[float, float, float, float]
"""From where to where a curve runs: x and y of both ends."""

_Place = tuple[float, float, float]
"""Where a label stands: x and y of its middle, and its width."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box with its lines, before it has a place."""

    node: Node
    label: str
    rows: list[str]
    notes: list[str]

    @property
    def width(self) -> float:
        widths = [*(width(row, SIZE) for row in self.rows), *(width(row, SMALL) for row in self.notes)]
        return max(widths) + 2 * PADDING

    @property
    def height(self) -> float:
        return len(self.rows) * LINE + len(self.notes) * SMALL_LINE + 2 * (PADDING - 3)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Boxes with their places: for each layer its left edge and its width, and the width of all."""

    boxes: list[_Box]
    layout: Layout
    lefts: list[float]
    widths: list[float]
    total: float

    def side(self, node: int) -> tuple[float, float, float]:
        """The left and right edge and the middle of a box or waypoint."""
        layer = self.layout.layer_of[node]
        left = self.lefts[layer] + MARGIN
        return left, left + self.widths[layer], self.layout.middles[node] + MARGIN


def draw(flow: Flow, speaker: Speaker, key: str) -> list[str]:
    """The diagram as one SVG."""
    index = {node.id: place for place, node in enumerate(flow.nodes)}
    edges = {
        (index[edge.source], index[edge.target]): edge
        for edge in flow.edges
        if edge.source in index and edge.target in index and edge.source != edge.target
    }
    for widest, between in MEASURES:
        arranged = _arranged(flow, edges, speaker, (widest, between))
        if arranged.total + 2 * MARGIN <= FITS:
            break
    arrows: list[str] = []
    labelled: list[tuple[_Stretch, str]] = []
    for chain, edge in zip(arranged.layout.chains, edges.values(), strict=True):
        arrow, stretch = _arrow([arranged.side(node) for node in chain], edge)
        arrows.append(arrow)
        if edge.label is not None:
            labelled.append((stretch, speaker.plain(edge.label)))
    drawn = [_drawn(each, *arranged.side(place)) for place, each in enumerate(arranged.boxes)]
    middles = arranged.layout.middles
    bottom = max(middles[place] + each.height / 2 for place, each in enumerate(arranged.boxes))
    bottom = max(bottom, *middles) + 2 * MARGIN
    legend, legend_width = _legend(flow, speaker, bottom + LEGEND / 2)
    size = (max(arranged.total + 2 * MARGIN, legend_width), bottom + LEGEND)
    says = (speaker.plain(flow.title), speaker.plain(flow.description))
    return [picture(key, size, "flow", says, [*arrows, *_labels(labelled), *drawn, *legend])]


def kind_of(node: Node) -> str:
    """The look of a box: a kind with a colour of its own, or `other`."""
    return node.kind if node.kind in KINDS else "other"


def _arranged(
    flow: Flow, edges: dict[tuple[int, int], Edge], speaker: Speaker, measures: tuple[float, float]
) -> _Arrangement:
    """Wrap the labels, lay out the boxes, and give arrows with labels more room before their head."""
    widest, between = measures
    boxes = [_boxed(node, speaker, widest) for node in flow.nodes]
    layout = lay_out([each.height for each in boxes], list(edges), GAP)
    widths = [
        max((boxes[node].width for node in layer if node < len(boxes)), default=0.0)
        for layer in layout.layers
    ]
    room = [between] * len(widths)
    for chain, edge in zip(layout.chains, edges.values(), strict=True):
        if edge.label is not None:
            before = min(layout.layer_of[chain[-1]], layout.layer_of[chain[-2]])
            label = min(LONGEST_LABEL, width(speaker.plain(edge.label), SMALL))
            room[before] = max(room[before], label + between * 0.8)
    starts = list(accumulate([wide + gap for wide, gap in zip(widths, room, strict=True)], initial=0.0))
    return _Arrangement(boxes, layout, starts[:-1], widths, starts[-1] - room[-1])


def _boxed(node: Node, speaker: Speaker, widest: float) -> _Box:
    label = speaker.plain(node.label)
    notes = wrap(speaker.plain(node.note), SMALL, widest, 2) if node.note is not None else []
    return _Box(node, label, wrap(label, SIZE, widest, 3), notes)


def _arrow(sides: list[tuple[float, float, float]], edge: Edge) -> tuple[str, _Stretch]:
    """A curve through the waypoints with its head, and its last stretch."""
    backward = sides[0][0] > sides[-1][0]
    turn = -1 if backward else 1
    path = ""
    for place, ((left, right, y), (next_left, next_right, next_y)) in enumerate(pairwise(sides), 2):
        start, end = (left, next_right) if backward else (right, next_left)
        path += f"H{number(start)}" if path else f"M{number(start)} {number(y)}"
        end -= turn * HEAD if place == len(sides) else 0
        middle = (start + end) / 2
        path += (
            f"C{number(middle)} {number(y)} {number(middle)} {number(next_y)} {number(end)} {number(next_y)}"
        )
        stretch = (start, y, end, next_y)
    tip = f"M{number(end + turn * HEAD)} {number(next_y)}l{number(-turn * HEAD)} -4v8z"
    curve = element("path", d=path, class_="arrow dashed" if edge.dashed else "arrow")
    return curve + element("path", d=tip, class_="head"), stretch


def _labels(labelled: list[tuple[_Stretch, str]]) -> Iterator[str]:
    """The words over each curve, in its middle or where they cover no other label; level curves leave least choice."""
    taken: list[_Place] = []
    for stretch, words in sorted(labelled, key=lambda each: abs(each[0][3] - each[0][1])):
        shown = shortened(words, SMALL, LONGEST_LABEL)
        wide = width(shown, SMALL)
        places = [(*_on_curve(stretch, share), wide) for share in LABEL_SHARES]
        place = next((each for each in places if not any(_cover(each, other) for other in taken)), places[0])
        taken.append(place)
        yield element("g", [title(words), text(shown, place[0], place[1] + 4, "label", "middle")])


def _on_curve(stretch: _Stretch, share: float) -> tuple[float, float]:
    """A point of the cubic curve that leaves and arrives level, both control points half way between the ends."""
    x, y, next_x, next_y = stretch
    across = 1.5 * share * (1 - share) + share**3
    down = (3 - 2 * share) * share**2
    return x + across * (next_x - x), y + down * (next_y - y)


def _cover(one: _Place, other: _Place) -> bool:
    """Whether two labels would lie over each other."""
    return abs(one[0] - other[0]) < (one[2] + other[2]) / 2 + 2 and abs(one[1] - other[1]) < SMALL - 1


def _drawn(each: _Box, left: float, right: float, middle: float) -> str:
    top = middle - each.height / 2
    kind = kind_of(each.node)
    size = (right - left, each.height)
    parts = [title(each.label), box(left, top, size, "box", 14 if kind == "customer" else 5)]
    y = top + PADDING - 3 + SIZE - 0.5
    for row in each.rows:
        parts.append(text(row, (left + right) / 2, y, None, "middle"))
        y += LINE
    for row in each.notes:
        parts.append(text(row, (left + right) / 2, y - 1.5, "note", "middle"))
        y += SMALL_LINE
    return element("g", parts, class_=f"node {kind}")


def _legend(flow: Flow, speaker: Speaker, y: float) -> tuple[list[str], float]:
    """What the colours and dashes mean, in words."""
    kinds = dict.fromkeys(kind_of(node) for node in flow.nodes)
    parts: list[str] = []
    x = MARGIN
    for kind, words in _legend_words(list(kinds), flow, speaker):
        if kind == "dashed":
            parts.append(line(x, y, x + 16, y, "arrow dashed"))
        else:
            parts.append(element("g", box(x, y - 6, (16, 12), "box", 3), class_=f"node {kind}"))
        parts.append(text(words, x + 22, y + 4, "legend"))
        x += 22 + width(words, SMALL) + 20
    return parts, x


def _legend_words(kinds: list[str], flow: Flow, speaker: Speaker) -> Iterator[tuple[str, str]]:
    for kind in kinds:
        yield kind, speaker.say(KINDS.get(kind, OTHER))
    if any(edge.dashed for edge in flow.edges):
        yield "dashed", speaker.say(WITHOUT)
