"""When a service is down because parts of it are, and which of them are to blame."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from itsm_compiler.analysis.formulas import TRUE
from itsm_compiler.graph import positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.analysis.lifetimes import Outage
    from itsm_compiler.analysis.structure import Reliance, Structure

Segment = tuple[float, float, tuple[str, ...]]
"""A stretch of time in which a service is down, and the parts to blame for it."""


class Outages:
    """The outages of services that follow from those of their parts, by the structure functions."""

    def __init__(self, structure: Structure, reliances: Mapping[str, Reliance]) -> None:
        self._formulas = structure.formulas
        self._names = structure.parts
        self._reliances = reliances
        self._essential = {service: frozenset(one.essential) for service, one in reliances.items()}
        self._bits = {part: index for index, part in enumerate(structure.parts)}
        self._others = {service: frozenset(self._parts_in(one.rest)) for service, one in reliances.items()}
        self._known: dict[tuple[int, int], tuple[str, ...]] = {}
        self._services_of: dict[str, list[str]] = {}
        for service in sorted(reliances):
            for part in sorted(self._essential[service] | self._others[service]):
                self._services_of.setdefault(part, []).append(service)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts on which any of the services relies, in order of id."""
        return tuple(sorted(self._services_of))

    def touched(self, down: Mapping[str, Sequence[Outage]]) -> list[str]:
        """The services that rely on any of these parts, in order of id."""
        return sorted({service for part in down for service in self._services_of.get(part, ())})

    def of(self, service: str, down: Mapping[str, Sequence[Outage]]) -> list[Segment]:
        """The stretches in which a service is down; they may overlap."""
        essential, others = self._essential[service], self._others[service]
        found: list[Segment] = []
        redundant: dict[str, Sequence[Outage]] = {}
        for part, outages in down.items():
            if part in essential:
                found += ((begin, end, (part,)) for begin, end in outages)
            elif part in others:
                redundant[part] = outages
        root = self._reliances[service].rest
        if len(redundant) > 0 and self._blamed(root, self._mask(redundant)):
            found += self._swept(root, redundant)
        return found

    def _swept(self, root: int, down: Mapping[str, Sequence[Outage]]) -> list[Segment]:
        """The stretches between any two changes in which too many redundant parts are down at once."""
        edges = sorted(
            edge
            for part, outages in down.items()
            for begin, end in outages
            for edge in ((begin, self._bits[part]), (end, self._bits[part]))
        )
        state, found = 0, []
        for (moment, bit), (following, _) in pairwise(edges):
            state ^= 1 << bit
            blamed = self._blamed(root, state) if state and following > moment else ()
            if blamed:
                found.append((moment, following, blamed))
        return found

    def _blamed(self, root: int, down: int) -> tuple[str, ...]:
        """Nobody while the formula holds; else each part whose return would be enough, or all when none is."""
        key = root, down
        if key not in self._known:
            if self._holds(root, down):
                self._known[key] = ()
            else:
                alone = [bit for bit in positions(down) if self._holds(root, down & ~(1 << bit))]
                self._known[key] = tuple(sorted(self._names[bit] for bit in alone or positions(down)))
        return self._known[key]

    def _holds(self, root: int, down: int) -> bool:
        """Whether a formula holds while some parts are down."""
        held: dict[int, bool] = {TRUE: True}
        for number in self._formulas.below(root):
            formula = self._formulas[number]
            if formula.kind == "part":
                held[number] = not down >> formula.variable & 1
            elif formula.kind != "true":
                up = sum(held[child] for child in formula.children)
                held[number] = up >= (len(formula.children) if formula.kind == "all" else formula.need)
        return held[root]

    def _mask(self, parts: Mapping[str, object]) -> int:
        return sum(1 << self._bits[part] for part in parts)

    def _parts_in(self, root: int) -> list[str]:
        return [self._names[bit] for bit in positions(self._formulas[root].variables)]
