"""A reduced, ordered binary decision diagram: the exact probability of a formula whose parts occur more than once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from itsm_compiler.analysis.formulas import Formulas

FALSE, TRUE = 0, 1
MOST_LEVELS = 400
NODE_BUDGET = 8_000
"""Nodes of one diagram beyond which its formula gets bounds instead of its exact probability."""

CHOICES_A_NODE = 10
"""So many steps of building are worth a node."""


Order = Callable[["Formulas", int], "Iterable[int]"]
"""The formulas of which one consists, each part after the formula that it stands in."""


class BudgetExceededError(Exception):
    """The diagram of a formula has more levels or nodes than are worth their time."""


class Diagram:
    """The diagram of one formula.

    Each level stands for a group of parts that only ever occur together in one series, so that their product is one
    probability. `groups` holds the parts of each level; nodes are numbered after those they lead to.
    """

    def __init__(self, formulas: Formulas, root: int, order: Order, budget: int) -> None:
        """Build the diagram of the formula `root` with at most `budget` nodes.

        `order` decides in which order parts get their levels, on which the size depends.

        Raises:
            BudgetExceededError: when it grows beyond the budget.
        """
        self.groups: list[tuple[int, ...]] = []
        self._budget = budget
        self._nodes: list[tuple[int, int, int]] = [(MOST_LEVELS, 0, 0), (MOST_LEVELS, 1, 1)]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._choices: dict[tuple[int, int, int], int] = {}
        self._levels: dict[int, int] = {}
        series = self._order(formulas, order(formulas, root), root)
        built: dict[int, int] = {}
        for number in formulas.below(root):
            built[number] = self._build(formulas, number, series, built)
        self.root = built[root]

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self._nodes)

    def probability(self, levels: Sequence[float]) -> float:
        """The probability of the formula from that of each level."""
        return self._values(levels)[self.root]

    def importance(self, levels: Sequence[float]) -> tuple[float, list[float]]:
        """The probability of the formula and its derivative by that of each level.

        The derivative is the Birnbaum importance of the level: P(up | level up) − P(up | level down).
        """
        value = self._values(levels)
        reached = [0.0] * len(value)
        reached[self.root] = 1.0
        importance = [0.0] * len(levels)
        for number in range(len(value) - 1, 1, -1):
            level, low, high = self._nodes[number]
            reached[high] += reached[number] * levels[level]
            reached[low] += reached[number] * (1.0 - levels[level])
            importance[level] += reached[number] * (value[high] - value[low])
        return value[self.root], importance

    def _values(self, levels: Sequence[float]) -> list[float]:
        """The probability below each node."""
        value = [0.0, 1.0]
        for level, low, high in self._nodes[2:]:
            up = levels[level]
            value.append(up * value[high] + (1.0 - up) * value[low])
        return value

    def _order(self, formulas: Formulas, sequence: Iterable[int], root: int) -> dict[int, int]:
        """Give parts their levels in the order in which they are met; the level of the series of each formula."""
        uses: dict[int, int] = {}
        for number in formulas.below(root):
            for child in formulas[number].children:
                uses[child] = uses.get(child, 0) + 1
        series: dict[int, int] = {}
        alone: set[int] = set()
        for number in sequence:
            formula = formulas[number]
            if formula.kind == "all":
                own = [
                    child for child in formula.children if formulas[child].kind == "part" and uses[child] == 1
                ]
                if own:
                    series[number] = self._level(tuple(formulas[child].variable for child in own))
                    alone.update(own)
            elif formula.kind == "part" and number not in alone:
                self._levels[number] = self._level((formula.variable,))
        return series

    def _level(self, group: tuple[int, ...]) -> int:
        self.groups.append(group)
        if len(self.groups) > MOST_LEVELS:
            raise BudgetExceededError
        return len(self.groups) - 1

    def _build(self, formulas: Formulas, number: int, series: dict[int, int], built: dict[int, int]) -> int:
        """The node of a formula from the nodes of what it consists of."""
        formula = formulas[number]
        if formula.kind == "true":
            return TRUE
        if formula.kind == "part":
            return self._node(self._levels[number], FALSE, TRUE) if number in self._levels else TRUE
        if formula.kind == "all":
            node = self._node(series[number], FALSE, TRUE) if number in series else TRUE
            for child in formula.children:
                node = self._choice(built[child], node, FALSE)
            return node
        counts = [TRUE] + [FALSE] * formula.need
        for child in formula.children:
            for need in range(formula.need, 0, -1):
                counts[need] = self._choice(built[child], counts[need - 1], counts[need])
        return counts[-1]

    def _node(self, level: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (level, low, high)
        number = self._unique.get(key)
        if number is None:
            number = self._unique[key] = len(self._nodes)
            self._nodes.append(key)
            if number > self._budget:
                raise BudgetExceededError
        return number

    def _choice(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition holds, `otherwise` where it does not; at most one call deep for each level."""
        if condition == TRUE or then == otherwise:
            return then
        if condition == FALSE:
            return otherwise
        key = (condition, then, otherwise)
        found = self._choices.get(key)
        if found is None:
            level = min(self._nodes[condition][0], self._nodes[then][0], self._nodes[otherwise][0])
            down = [self._branch(node, level, 1) for node in key]
            low = self._choice(down[0], down[1], down[2])
            up = [self._branch(node, level, 2) for node in key]
            high = self._choice(up[0], up[1], up[2])
            found = self._choices[key] = self._node(level, low, high)
            if len(self._choices) > CHOICES_A_NODE * self._budget:
                raise BudgetExceededError
        return found

    def _branch(self, node: int, level: int, branch: int) -> int:
        """Where a node leads on a level: 1 is down, 2 is up."""
        entry = self._nodes[node]
        return entry[branch] if entry[0] == level else node


def from_the_left(formulas: Formulas, root: int) -> Iterator[int]:
    """Branch after branch, each to its bottom before the next: good where branches share little."""
    waiting, seen = [root], {root}
    while waiting:
        number = waiting.pop()
        yield number
        for child in reversed(formulas[number].children):
            if child not in seen:
                seen.add(child)
                waiting.append(child)


def from_the_top(formulas: Formulas, root: int) -> Iterator[int]:
    """What stands on others before these: good where branches share a ladder of supplies."""
    return reversed(formulas.below(root))
