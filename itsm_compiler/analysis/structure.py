"""The structure function of a service: which distinct parts must be up, redundancy and reference cycles included."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itsm_compiler.analysis.evaluation import Evaluator
from itsm_compiler.analysis.formulas import TRUE, Formulas
from itsm_compiler.graph import positions, strong_components

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.graph import Requirement


@dataclass(frozen=True, slots=True)
class Reliance:
    """What a service relies on.

    `essential` are the parts whose loss alone stops it; `rest` is the formula over the other parts that must hold as
    well (`formulas.TRUE` when nothing is redundant), `parts` all parts reached. It is not `possible` when more branches
    are needed somewhere than there are.
    """

    possible: bool
    parts: tuple[str, ...]
    essential: tuple[str, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Availability:
    """The availability of a service over independent parts, and what holds without independence (convention 4).

    `derived` is exact when `exact` says so, else what it is at least, and `at_most` what it is at most. `importance` is the Birnbaum importance by part:
    P(up | part up) − P(up | part down). `upper_bound_by` is the part that sets the upper bound.
    """

    derived: float
    at_most: float
    exact: bool
    lower_bound: float
    upper_bound: float
    upper_bound_by: str | None
    importance: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class PartAvailability:
    """A part by itself: its availability and what bounds it however its own units fail."""

    availability: float
    lower_bound: float
    upper_bound: float


@dataclass(slots=True)
class _Group:
    """Nodes that stand on each other and so are up and down together, with what they need outside."""

    possible: bool = True
    parts: int = 0
    reach: int = 0
    essential: int = 0
    needs: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)


class Structure:
    """The structure functions of a design.

    `needs` says for each service and component what must be up for it: at least `need` of the branches of every
    requirement. `parts` are the nodes that fail by themselves; the others only pass on. Nodes on a cycle are taken as
    one node that needs whatever any of them needs outside (the condensation).
    """

    def __init__(self, needs: Mapping[str, Sequence[Requirement]], parts: Sequence[str]) -> None:
        self.parts = tuple(parts)
        self.formulas = Formulas()
        self.evaluator = Evaluator(self.formulas)
        self._bits = {part: index for index, part in enumerate(self.parts)}
        self._group_of: dict[str, int] = {}
        self._groups: list[_Group] = []
        self._residuals: dict[tuple[int, int], int] = {}
        targets = {node: [branch for need in own for branch in need.branches] for node, own in needs.items()}
        for members in strong_components([*needs, *parts], targets):
            self._add(members, needs)

    def reliance(self, node: str) -> Reliance:
        """What a service or component relies on."""
        group = self._groups[self._group_of[node]]
        rest = self._residual(self._group_of[node], group.essential)
        return Reliance(group.possible, self._names(group.reach), self._names(group.essential), rest)

    def availability(self, reliance: Reliance, parts: Mapping[str, PartAvailability]) -> Availability:
        """The availability of what relies on parts with these availabilities.

        Exact: the essential parts are factored out, the rest is evaluated by itself. Upper bound: the lowest upper
        bound of an essential part. Lower bound: one minus the least sum of unavailabilities over the path sets.
        """
        if not reliance.possible:
            return Availability(
                0.0, 0.0, exact=True, lower_bound=0.0, upper_bound=0.0, upper_bound_by=None, importance={}
            )
        essential = [parts[part].availability for part in reliance.essential]
        variables = self._vector(reliance, {part: parts[part].availability for part in reliance.parts})
        rest = self.evaluator.evaluate(reliance.rest, variables)
        series = _others(essential)
        importance = {
            part: other * rest.low for part, other in zip(reliance.essential, series[1], strict=True)
        }
        importance |= {self.parts[bit]: slope * series[0] for bit, slope in rest.importance.items()}
        costs = self._vector(reliance, {part: 1.0 - parts[part].lower_bound for part in reliance.parts})
        cost = sum(costs[self._bits[part]] for part in reliance.essential)
        cost += self.evaluator.least_cost(reliance.rest, costs)
        limits = ((parts[part].upper_bound, part) for part in reliance.essential)
        upper, by = min(limits, default=(1.0, None))
        lower, derived = max(0.0, 1.0 - cost), series[0] * rest.low
        if not rest.exact:
            derived = max(derived, lower)
        return Availability(derived, series[0] * rest.high, rest.exact, lower, upper, by, importance)

    def derived(self, reliance: Reliance, availability: Mapping[str, float]) -> float:
        """The availability alone, for parts with other availabilities."""
        if not reliance.possible:
            return 0.0
        product = 1.0
        for part in reliance.essential:
            product *= availability[part]
        if reliance.rest == TRUE:
            return product
        variables = self._vector(reliance, availability)
        return product * self.evaluator.probability(reliance.rest, variables)

    def _vector(self, reliance: Reliance, values: Mapping[str, float]) -> dict[int, float]:
        return {self._bits[part]: values[part] for part in reliance.parts}

    def _add(self, members: Sequence[str], needs: Mapping[str, Sequence[Requirement]]) -> None:
        """Add nodes that stand on each other; what they need has been added before."""
        number, group = len(self._groups), _Group()
        self._groups.append(group)
        for node in members:
            self._group_of[node] = number
            if node in self._bits:
                group.parts |= 1 << self._bits[node]
        group.reach = group.essential = group.parts
        for node in members:
            for need in needs.get(node, ()):
                known = [self._group_of[branch] for branch in need.branches if branch in self._group_of]
                able = [branch for branch in known if branch == number or self._groups[branch].possible]
                if need.need > len(need.branches) or min(need.need, len(known)) > len(able):
                    group.possible = False
                wanted = min(need.need, len(able)) - able.count(number)
                branches = tuple(branch for branch in able if branch != number)
                if wanted > 0:
                    group.needs.append((wanted, branches))
                    group.essential |= _in_most(
                        [self._groups[branch].essential for branch in branches], wanted
                    )
                for branch in known:
                    group.reach |= self._groups[branch].reach

    def _residual(self, root: int, up: int) -> int:
        """The formula of a group when the parts in `up` are taken as up; without recursion, however deep it goes."""
        waiting = [root]
        while waiting:
            number = waiting[-1]
            group = self._groups[number]
            key = (number, up & group.reach)
            if key in self._residuals:
                waiting.pop()
                continue
            if group.reach & ~up == 0:
                self._residuals[key] = TRUE
                continue
            inner = {branch for _, branches in group.needs for branch in branches}
            missing = [
                branch for branch in inner if (branch, up & self._groups[branch].reach) not in self._residuals
            ]
            if missing:
                waiting += sorted(missing)
            else:
                self._residuals[key] = self._formula(group, up)
        return self._residuals[root, up & self._groups[root].reach]

    def _formula(self, group: _Group, up: int) -> int:
        """The formula of a group from those of its branches."""
        conjuncts = [self.formulas.part(bit) for bit in positions(group.parts & ~up)]
        for need, branches in group.needs:
            inner = [self._residuals[branch, up & self._groups[branch].reach] for branch in branches]
            conjuncts.append(self.formulas.at_least(need, inner))
        return self.formulas.all_of(conjuncts)

    def _names(self, bits: int) -> tuple[str, ...]:
        return tuple(self.parts[bit] for bit in positions(bits))


def _others(values: Sequence[float]) -> tuple[float, list[float]]:
    """The product of values, and for each the product of the others."""
    before = [1.0]
    for value in values:
        before.append(before[-1] * value)
    after, others = 1.0, [0.0] * len(values)
    for index in range(len(values) - 1, -1, -1):
        others[index] = before[index] * after
        after *= values[index]
    return before[-1], others


def _in_most(sets: Sequence[int], need: int) -> int:
    """The parts whose loss leaves fewer than `need` branches: those essential to more than n − need of them."""
    counts = [-1] + [0] * (len(sets) - need + 1)
    for bits in sets:
        for count in range(len(counts) - 1, 0, -1):
            counts[count] |= counts[count - 1] & bits
    return counts[-1]
