"""Monotone formulas over parts: all of several, or at least so many of several, each kept once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

TRUE = 0
"""The formula that always holds."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula: a part (`variable`), all of `children`, or at least `need` of them.

    `variables` are the parts in it as a bit set.
    """

    kind: Literal["true", "part", "all", "of"]
    variables: int
    variable: int = -1
    need: int = 0
    children: tuple[int, ...] = ()


class Formulas:
    """A table of formulas in which equal ones have the same number; what a formula consists of stands before it."""

    def __init__(self) -> None:
        self.table: list[Formula] = [Formula("true", 0)]
        self._known: dict[tuple[object, ...], int] = {}

    def __getitem__(self, number: int) -> Formula:
        return self.table[number]

    def part(self, variable: int) -> int:
        """The formula that a part is up."""
        return self._number(("part", variable), Formula("part", 1 << variable, variable))

    def all_of(self, formulas: Iterable[int]) -> int:
        """The formula that all hold; what is `all` itself is taken apart."""
        children: set[int] = set()
        for number in formulas:
            formula = self.table[number]
            children.update(formula.children if formula.kind == "all" else (number,))
        return self.bundle(children - {TRUE})

    def bundle(self, formulas: Iterable[int]) -> int:
        """The formula that all hold, as they are."""
        children = tuple(sorted(set(formulas)))
        if len(children) <= 1:
            return children[0] if children else TRUE
        return self._number(("all", children), Formula("all", self._variables(children), children=children))

    def at_least(self, need: int, formulas: Iterable[int]) -> int:
        """The formula that at least `need` hold; those that always do are counted off."""
        children = tuple(sorted(formulas))
        need -= children.count(TRUE)
        children = children[children.count(TRUE) :]
        if need <= 0:
            return TRUE
        if need >= len(children):
            return self.all_of(children)
        formula = Formula("of", self._variables(children), need=need, children=children)
        return self._number(("of", need, children), formula)

    def below(self, root: int) -> list[int]:
        """The formulas of which `root` consists, itself included, what is within before what it is in."""
        seen = {root}
        waiting = [root]
        while waiting:
            for child in self.table[waiting.pop()].children:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return sorted(seen)

    def clusters(self, numbers: Iterable[int]) -> list[list[int]]:
        """Formulas grouped so that no two groups have a part in common."""
        groups: list[tuple[int, list[int]]] = []
        for number in numbers:
            variables, together = self.table[number].variables, [number]
            apart = []
            for held, members in groups:
                if held & variables:
                    variables, together = variables | held, members + together
                else:
                    apart.append((held, members))
            groups = [*apart, (variables, together)]
        return [members for _, members in groups]

    def _variables(self, children: Iterable[int]) -> int:
        variables = 0
        for child in children:
            variables |= self.table[child].variables
        return variables

    def _number(self, key: tuple[object, ...], formula: Formula) -> int:
        number = self._known.setdefault(key, len(self.table))
        if number == len(self.table):
            self.table.append(formula)
        return number
