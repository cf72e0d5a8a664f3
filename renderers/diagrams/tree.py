"""Place the boxes of trees that grow from left to right: how deep each stands and at which height, tree by tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: for each box its depth and its height, counted in boxes from the top; `rows` is the height of all."""

    places: Mapping[str, tuple[int, float]]
    rows: int


def trees(above: Mapping[str, str | None]) -> list[Tree]:
    """A tree for each box that stands below none; `above` says below which box each stands.

    Boxes that stand below each other in a ring have no top: the first of a ring is taken for one.
    """
    below: dict[str, list[str]] = {}
    tops = []
    for box in above:
        upper = _upper(box, above)
        if upper is None:
            tops.append(box)
        else:
            below.setdefault(upper, []).append(box)
    return [_grown(top, below) for top in tops]


def _upper(box: str, above: Mapping[str, str | None]) -> str | None:
    """The box above, None for a top, an unknown one and where the first of a ring closes it."""
    upper = above[box]
    if upper is None or upper not in above:
        return None
    order = {name: place for place, name in enumerate(above)}
    ring: list[str] = [box]
    current: str | None = upper
    while current is not None and current in above and current not in ring:
        ring.append(current)
        current = above[current]
    return None if current == box and order[box] == min(order[name] for name in ring) else upper


def _grown(top: str, below: Mapping[str, list[str]]) -> Tree:
    """The tree below a top: leaves one under the other, the others in the middle of what is below them."""
    places: dict[str, tuple[int, float]] = {}
    rows = 0
    waiting: list[tuple[str, int, bool]] = [(top, 0, False)]
    while waiting:
        box, depth, done = waiting.pop()
        own = below.get(box, [])
        if done:
            places[box] = (depth, (places[own[0]][1] + places[own[-1]][1]) / 2)
        elif own:
            waiting.append((box, depth, True))
            waiting += [(lower, depth + 1, False) for lower in reversed(own)]
        else:
            places[box] = (depth, float(rows))
            rows += 1
    return Tree(places, rows)
