"""Draw which indicators go into which, a picture for each tree: the goal on the left, what it rests on to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.diagrams.svg import box, element, number, picture, text, title
from itsm_compiler.renderers.diagrams.text import shortened, wrap
from itsm_compiler.renderers.diagrams.tree import trees

from itsm_compiler.documents.view import Column, IndicatorNode, IndicatorTree, Link, Table, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.renderers.diagrams.tree import Tree
    from itsm_compiler.renderers.values import Speaker

WIDE, TALL = 200.0, 56.0
STEP, GAP = 262.0, 10.0
MARGIN = 8.0
SIZE, SMALL, ROW = 12.0, 11.0, 15.0
LABEL = WIDE - 16


def draw(diagram: IndicatorTree, speaker: Speaker, key: str) -> list[str]:
    """A picture for each tree."""
    nodes = {node.id: node for node in diagram.nodes}
    grown = trees({node.id: node.above for node in diagram.nodes})
    return [
        _picture(tree, nodes, diagram, speaker, f"{key}-{place}" if len(grown) > 1 else key)
        for place, tree in enumerate(grown, start=1)
    ]


def tree_table(diagram: IndicatorTree) -> Table:
    """The table that says the same."""
    links = {node.id: Link(node.id, node.label) for node in diagram.nodes}
    rows = tuple(
        (links[node.id], node.level, links.get(node.above or ""), node.weight) for node in diagram.nodes
    )
    columns = (
        Column(phrase("Indicator")),
        Column(phrase("Target"), figures=True),
        Column(phrase("Goes into")),
        Column(phrase("Weight"), figures=True),
    )
    return Table(diagram.title, columns, rows)


def _picture(
    tree: Tree, nodes: Mapping[str, IndicatorNode], diagram: IndicatorTree, speaker: Speaker, key: str
) -> str:
    lines = [part for name in tree.places for part in _line(nodes[name], tree, speaker)]
    boxes = [
        _box(nodes[name], _corner(tree, name), depth, speaker) for name, (depth, _) in tree.places.items()
    ]
    deepest = max(depth for depth, _ in tree.places.values())
    size = (2 * MARGIN + deepest * STEP + WIDE, 2 * MARGIN + tree.rows * (TALL + GAP) - GAP)
    top = next(name for name, (depth, _) in tree.places.items() if not depth)
    says = (
        f"{speaker.plain(diagram.title)}: {speaker.plain(nodes[top].label)}",
        speaker.plain(diagram.description),
    )
    return picture(key, size, "indicator-tree", says, [*lines, *boxes])


def _corner(tree: Tree, name: str) -> tuple[float, float]:
    depth, row = tree.places[name]
    return MARGIN + depth * STEP, MARGIN + row * (TALL + GAP)


def _line(node: IndicatorNode, tree: Tree, speaker: Speaker) -> Iterator[str]:
    """The line from an indicator to the one above, with its weight on the last stretch."""
    if node.above is None or node.above not in tree.places or not tree.places[node.id][0]:
        return
    x1, y1 = _corner(tree, node.above)
    x2, y2 = _corner(tree, node.id)
    middle, bend = y2 + TALL / 2, x1 + WIDE + 18
    way = f"M{number(x1 + WIDE)} {number(y1 + TALL / 2)}H{number(bend)}V{number(middle)}H{number(x2)}"
    yield element("path", d=way, class_="arrow")
    if node.weight is not None:
        yield text(speaker.plain(node.weight), (bend + x2) / 2 + 2, middle + 4, "label", "middle")


def _box(node: IndicatorNode, corner: tuple[float, float], depth: int, speaker: Speaker) -> str:
    x, y = corner
    name = speaker.plain(node.label)
    level = speaker.plain(node.level) if node.level is not None else ""
    rows = wrap(name, SIZE, LABEL, 2)
    parts = [
        title(f"{name}: {level}" if level else name),
        box(x, y, (WIDE, TALL), "box goal" if not depth else "box", 4),
    ]
    baseline = y + TALL / 2 + 5 - (len(rows) - (0 if level else 1)) * ROW / 2
    parts += [text(row, x + 8, baseline + place * ROW, "name") for place, row in enumerate(rows)]
    if level:
        parts.append(text(shortened(level, SMALL, LABEL), x + 8, baseline + len(rows) * ROW, "note"))
    return element("g", parts)
