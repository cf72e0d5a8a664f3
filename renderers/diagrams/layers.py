"""Place boxes and arrows from left to right: layers, their order, and how high each box stands.

The method of Sugiyama, Tagawa and Toda (1981): arrows that close a circle are turned round, layers follow the longest path,
arrows across several layers get a waypoint in each, orders are improved by barycentres, and heights are the least-squares
solution that keeps the order and the distances (pool adjacent violators).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12
"""Rounds of ordering; more change nothing on graphs of the size that people read."""

Pair = tuple[int, int]


@dataclass(slots=True)
class Layout:
    """Where everything is: the layer of each box and the middle of each box and waypoint by index.

    `chains` gives, for each arrow, the indices it runs through from source to target.
    """

    layers: list[list[int]]
    layer_of: list[int]
    middles: list[float] = field(default_factory=list)
    chains: list[list[int]] = field(default_factory=list)


def lay_out(heights: list[float], edges: list[Pair], gap: float) -> Layout:
    """Lay out boxes of the given heights; `edges` are pairs of indices, each pair once and none from a box to itself."""
    count = len(heights)
    forward = _without_circles(count, edges)
    layer_of = _layers(count, forward)
    layout, links, tall = _with_waypoints(heights, edges, forward, layer_of)
    _order(layout, links)
    _place(layout, links, tall, gap)
    return layout


def _without_circles(count: int, edges: list[Pair]) -> list[Pair]:
    """The edges with those that lead back to an ancestor turned round."""
    following: list[list[int]] = [[] for _ in range(count)]
    entered = [0] * count
    for source, target in edges:
        following[source].append(target)
        entered[target] += 1
    state = [0] * count
    back: set[Pair] = set()
    for start in sorted(range(count), key=lambda node: (entered[node] > 0, node)):
        stack = [(start, iter(following[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while stack:
            node, rest = stack[-1]
            target = next(rest, -1)
            if target < 0:
                state[node] = 2
                stack.pop()
            elif state[target] == 1:
                back.add((node, target))
            elif not state[target]:
                state[target] = 1
                stack.append((target, iter(following[target])))
    return [(b, a) if (a, b) in back else (a, b) for a, b in edges]


def _layers(count: int, forward: list[Pair]) -> list[int]:
    """The longest path to each box from the left; a box that nothing leads to stands just before what it needs."""
    following: list[list[int]] = [[] for _ in range(count)]
    entering = [0] * count
    for source, target in forward:
        following[source].append(target)
        entering[target] += 1
    first = [not arrows for arrows in entering]
    layer = [0] * count
    ready = [node for node in range(count) if first[node]]
    for node in ready:
        for target in following[node]:
            layer[target] = max(layer[target], layer[node] + 1)
            entering[target] -= 1
            if not entering[target]:
                ready.append(target)
    for node in range(count):
        if first[node] and following[node]:
            layer[node] = min(layer[target] for target in following[node]) - 1
    return layer


def _with_waypoints(
    heights: list[float], edges: list[Pair], forward: list[Pair], layer_of: list[int]
) -> tuple[Layout, list[Pair], list[float]]:
    """The layout with a waypoint in each layer that an arrow crosses, the short links, and all heights."""
    count = len(heights)
    layout = Layout([[] for _ in range(max(layer_of, default=0) + 1)], list(layer_of))
    for node in range(count):
        layout.layers[layer_of[node]].append(node)
    links: list[Pair] = []
    tall = list(heights)
    for (source, _), (left, right) in zip(edges, forward, strict=True):
        chain = [left]
        for layer in range(layer_of[left] + 1, layer_of[right]):
            tall.append(0.0)
            layout.layer_of.append(layer)
            layout.layers[layer].append(len(tall) - 1)
            chain.append(len(tall) - 1)
        chain.append(right)
        links += pairwise(chain)
        layout.chains.append(chain if source == left else chain[::-1])
    return layout, links, tall


def _neighbours(total: int, links: list[Pair]) -> tuple[list[list[int]], list[list[int]]]:
    before: list[list[int]] = [[] for _ in range(total)]
    after: list[list[int]] = [[] for _ in range(total)]
    for source, target in links:
        after[source].append(target)
        before[target].append(source)
    return before, after


def _order(layout: Layout, links: list[Pair]) -> None:
    """Order each layer by the mean position of its neighbours, to and fro, and keep the order with the fewest crossings."""
    before, after = _neighbours(len(layout.layer_of), links)
    best = [list(layer) for layer in layout.layers]
    fewest = _crossings(best, after)
    position = [0.0] * len(layout.layer_of)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        rightward = sweep % 2 == 0
        beside = before if rightward else after
        for layer in layout.layers if rightward else layout.layers[::-1]:
            for index, node in enumerate(layer):
                position[node] = float(index)
            ranked = {
                node: sum(position[other] for other in beside[node]) / len(beside[node])
                for node in layer
                if beside[node]
            }
            layer.sort(key=lambda node: ranked.get(node, position[node]))
            for index, node in enumerate(layer):
                position[node] = float(index)
        crossings = _crossings(layout.layers, after)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layout.layers], crossings
    layout.layers = best


def _crossings(layers: list[list[int]], after: list[list[int]]) -> int:
    """How often arrows between neighbouring layers cross: inversions counted with a Fenwick tree."""
    crossings = 0
    for layer, following in pairwise(layers):
        place = {node: index for index, node in enumerate(following)}
        tree = [0] * (len(following) + 1)
        seen = 0
        for node in layer:
            targets = sorted(place[target] for target in after[node])
            for target in targets:
                index, lower = target + 1, 0
                while index:
                    lower += tree[index]
                    index &= index - 1
                crossings += seen - lower
            for target in targets:
                index = target + 1
                while index < len(tree):
                    tree[index] += 1
                    index += index & -index
                seen += 1
    return crossings


def _place(layout: Layout, links: list[Pair], heights: list[float], gap: float) -> None:
    """Give every box and waypoint the height of its middle, near those of its neighbours."""
    before, after = _neighbours(len(heights), links)
    middles = [0.0] * len(heights)
    for layer in layout.layers:
        _stack(layer, dict.fromkeys(layer, 0.0), heights, gap, middles)
    for sweep in range(SWEEPS):
        beside = (before, after, None)[sweep % 3]
        for layer in layout.layers[::-1] if sweep % 3 == 1 else layout.layers:
            wished = {}
            for node in layer:
                others = beside[node] if beside else before[node] + after[node]
                wished[node] = (
                    sum(middles[other] for other in others) / len(others) if others else middles[node]
                )
            _stack(layer, wished, heights, gap, middles)
    top = min((middles[node] - heights[node] / 2 for node in range(len(heights))), default=0.0)
    layout.middles = [middle - top for middle in middles]


def _stack(
    layer: list[int], wished: dict[int, float], heights: list[float], gap: float, middles: list[float]
) -> None:
    """Move the middles of a layer as near to the wished ones as order and distances allow.

    Two arrows that only pass stand half as far apart as boxes do.
    """
    offsets: list[float] = []
    for index, node in enumerate(layer):
        tall = (heights[layer[index - 1]] + heights[node]) / 2 if index else 0.0
        offsets.append(offsets[-1] + tall + (gap if tall else gap / 2) if index else 0.0)
    pools: list[tuple[float, int]] = []
    for node, offset in zip(layer, offsets, strict=True):
        pools.append((wished[node] - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (high, many), (low, few) = pools[-2], pools[-1]
            pools[-2:] = [((high * many + low * few) / (many + few), many + few)]
    starts = [start for start, size in pools for _ in range(size)]
    for node, offset, start in zip(layer, offsets, starts, strict=True):
        middles[node] = start + offset
