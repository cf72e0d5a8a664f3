"""The design as a graph: who refers to whom, what stands on what, and whom a loss reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Requirement:
    """At least `need` of the branches, services or components, must be up."""

    need: int
    branches: tuple[str, ...]


def strong_components(nodes: Iterable[str], targets: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The sets of nodes that reach each other, each after those it reaches (Tarjan 1972, without recursion).

    Targets that are no nodes are left out; the members of a set come in the order of `nodes`.
    """
    rank = {node: index for index, node in enumerate(dict.fromkeys(nodes))}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    placed: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in rank:
        waiting = [] if start in index else [(start, iter(targets.get(start, ())))]
        while waiting:
            node, rest = waiting[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            for target in rest:
                if target in rank and target not in index:
                    waiting.append((target, iter(targets.get(target, ()))))
                    break
                if target in rank and target not in placed:
                    low[node] = min(low[node], index[target])
            else:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[node])
                if low[node] == index[node]:
                    members = [stack.pop()]
                    while members[-1] != node:
                        members.append(stack.pop())
                    placed.update(members)
                    found.append(tuple(sorted(members, key=rank.__getitem__)))
    return found
