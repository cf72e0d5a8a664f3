"""The availability of a formula over independent parts, what each part contributes, and its best path set.

A formula whose members have no part in common is evaluated in closed form, one whose members share parts by a decision
diagram. Where the diagram would pass its budget, bounds that hold for independent parts stand in: those of the states
with few failures, and those of association: all of several is at least the product and at most the least of its
members, `need` of several at least the product of the best and at most the sum over the need (Esary, Proschan and
Walkup 1967: monotone functions of independent parts are associated).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from itsm_compiler.analysis.diagram import (
    NODE_BUDGET,
    BudgetExceededError,
    Diagram,
    from_the_left,
    from_the_top,
)
from itsm_compiler.analysis.rare_failures import MOST_STATES, rare_failures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.analysis.formulas import Formulas

SEARCH_BUDGET = 20_000
TOTAL_SEARCH = 300_000
"""Steps of one search for the cheapest path set, and of all of a design; then the best that was found stands."""

LARGE, FEW = 500, 12
TOTAL_BUDGET = 40_000
"""Nodes of all diagrams of a design that are `LARGE` or failed; beyond, formulas of more than a `FEW` parts get bounds."""


TOTAL_STATES = 50 * MOST_STATES
"""States of few failures gone through in a design, after which only the bounds of association are left."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The probability that a formula holds, from `low` to `high` (equal where it is exact).

    `importance` is the derivative by the availability of each part: its Birnbaum importance.
    """

    low: float
    high: float
    importance: Mapping[int, float]

    @property
    def exact(self) -> bool:
        """Whether no budget was passed."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Step:
    """One formula on the way to the whole, evaluated from earlier steps (`members`), or by its diagram."""

    number: int
    method: Literal["part", "all", "of", "diagram", "bounds"]
    members: tuple[int, ...] = ()
    diagram: Diagram | None = None


class Evaluator:
    """Evaluates formulas of one table; plans and diagrams are kept, so that other probabilities cost little."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self._plans: dict[int, tuple[Step, ...]] = {}
        self._steps: dict[int, Step] = {}
        self._spent = 0
        self._searched = 0
        self._states = 0

    def evaluate(self, root: int, availability: Mapping[int, float]) -> Evaluation:
        """The probability of a formula when the parts are up independently with these availabilities."""
        plan = self._plan(root)
        low: dict[int, float] = {}
        high: dict[int, float] = {}
        slopes: dict[int, dict[int, float]] = {}
        for step in plan:
            low[step.number], high[step.number], slopes[step.number] = self._value(
                step, availability, low, high
            )
        weight = dict.fromkeys(low, 0.0)
        weight[root] = 1.0
        importance: dict[int, float] = {}
        for step in reversed(plan):
            for inner, slope in slopes[step.number].items():
                if step.method in ("part", "diagram", "bounds"):
                    importance[inner] = importance.get(inner, 0.0) + weight[step.number] * slope
                else:
                    weight[inner] += weight[step.number] * slope
        return Evaluation(low[root], high[root], importance)

    def probability(self, root: int, availability: Mapping[int, float]) -> float:
        """The probability alone, at least, for what is evaluated again and again."""
        low: dict[int, float] = {}
        for step in self._plan(root):
            formula = self.formulas[step.number]
            members = [low[member] for member in step.members]
            if step.method == "part":
                value = availability[formula.variable]
            elif step.diagram is not None:
                groups = step.diagram.groups
                value = step.diagram.probability(
                    [math.prod(availability[part] for part in group) for group in groups]
                )
            elif step.method == "bounds":
                value = self._bounds(step.number, availability)[0]
            else:
                value = math.prod(members) if step.method == "all" else _at_least(formula.need, members)[0]
            low[step.number] = value
        return low[root]

    def least_cost(self, root: int, costs: Mapping[int, float]) -> float:
        """The least sum of costs over the sets of parts that make a formula hold, each part counted once.

        Exact but where the search for a formula with shared parts passes its budget; then the cheapest set found.
        """
        least: dict[int, float] = {}
        for step in self._plan(root):
            formula = self.formulas[step.number]
            if step.method == "part":
                least[step.number] = costs[formula.variable]
            elif step.method in ("diagram", "bounds"):
                budget = SEARCH_BUDGET if self._searched < TOTAL_SEARCH else 0
                least[step.number], steps = _search(self.formulas, step.number, costs, budget)
                self._searched += steps
            else:
                members = sorted(least[member] for member in step.members)
                least[step.number] = math.fsum(members[: formula.need] if step.method == "of" else members)
        return least[root]

    def _plan(self, root: int) -> tuple[Step, ...]:
        """The steps to a formula, each after its members."""
        if root not in self._plans:
            order: list[int] = []
            waiting: list[tuple[int, bool]] = [(root, False)]
            placed: set[int] = set()
            while waiting:
                number, ready = waiting.pop()
                if ready:
                    order.append(number)
                elif number not in placed:
                    placed.add(number)
                    waiting.append((number, True))
                    waiting += ((member, False) for member in reversed(self._step(number).members))
            self._plans[root] = tuple(self._steps[number] for number in order)
        return self._plans[root]

    def _step(self, number: int) -> Step:
        """How a formula is evaluated."""
        if number not in self._steps:
            formula = self.formulas[number]
            clusters = self.formulas.clusters(formula.children)
            if formula.kind == "part":
                step = Step(number, "part")
            elif formula.kind == "true" or len(clusters) == len(formula.children):
                step = Step(number, "of" if formula.kind == "of" else "all", formula.children)
            elif formula.kind == "all" and len(clusters) > 1:
                step = Step(number, "all", tuple(self.formulas.bundle(cluster) for cluster in clusters))
            else:
                step = self._shared(number)
            self._steps[number] = step
        return self._steps[number]

    def _shared(self, number: int) -> Step:
        """A diagram while the budget lasts, else bounds."""
        orders = (from_the_left, from_the_top)
        attempts = [(order, LARGE) for order in orders] + [(order, NODE_BUDGET) for order in reversed(orders)]
        for order, budget in attempts:
            if self._spent > TOTAL_BUDGET and self.formulas[number].variables.bit_count() > FEW:
                break
            try:
                diagram = Diagram(self.formulas, number, order, min(budget, NODE_BUDGET))
            except BudgetExceededError:
                self._spent += budget
            else:
                self._spent += diagram.size if diagram.size > LARGE else 0
                return Step(number, "diagram", diagram=diagram)
        return Step(number, "bounds")

    def _bounds(
        self, number: int, availability: Mapping[int, float]
    ) -> tuple[float, float, dict[int, float]]:
        """The tighter of the bounds by association and, while the budget lasts, by rare failures; slopes if known."""
        least, most = _associated_bounds(self.formulas, number, availability)
        if self._states >= TOTAL_STATES:
            return least, most, {}
        low, high, slopes = rare_failures(self.formulas, number, availability)
        self._states += MOST_STATES
        return max(low, least), min(high, most), slopes

    def _value(
        self, step: Step, availability: Mapping[int, float], low: dict[int, float], high: dict[int, float]
    ) -> tuple[float, float, dict[int, float]]:
        """Low, high and the slopes of one step: by its parts for `part` and `diagram`, else by its members."""
        formula = self.formulas[step.number]
        if step.method == "part":
            value = availability[formula.variable]
            return value, value, {formula.variable: 1.0}
        if step.method == "bounds":
            return self._bounds(step.number, availability)
        if step.diagram is not None:
            return _by_diagram(step.diagram, availability)
        lows = [low[member] for member in step.members]
        highs = [high[member] for member in step.members]
        if step.method == "all":
            value, slopes = _product(lows)
            upper = value if lows == highs else math.prod(highs)
        else:
            value, slopes = _at_least(formula.need, lows)
            upper = value if lows == highs else _at_least(formula.need, highs)[0]
        return value, upper, dict(zip(step.members, slopes, strict=True))


def _by_diagram(diagram: Diagram, availability: Mapping[int, float]) -> tuple[float, float, dict[int, float]]:
    """Value and slopes of a diagram; the slope of a part of a series is shared out by the product rule."""
    products = [_product([availability[part] for part in group]) for group in diagram.groups]
    value, importance = diagram.importance([product for product, _ in products])
    slopes = {
        part: weight * slope
        for group, (_, inner), weight in zip(diagram.groups, products, importance, strict=True)
        for part, slope in zip(group, inner, strict=True)
    }
    return value, value, slopes


def _product(values: Sequence[float]) -> tuple[float, list[float]]:
    """The product of values and its derivative by each: the product of the others."""
    before = [1.0]
    for value in values:
        before.append(before[-1] * value)
    slopes = [0.0] * len(values)
    after = 1.0
    for index in range(len(values) - 1, -1, -1):
        slopes[index] = before[index] * after
        after *= values[index]
    return before[-1], slopes


def _at_least(need: int, values: Sequence[float]) -> tuple[float, list[float]]:
    """The probability that at least `need` independent events happen, and its derivative by each.

    Dynamic programming over the number that happened; the derivative is the probability that exactly `need` − 1 of the
    others do.
    """
    before = [[1.0] + [0.0] * (need - 1)]
    for value in values:
        last = before[-1]
        before.append(
            [(1.0 - value) * last[0]]
            + [(1.0 - value) * now + value * one_less for one_less, now in pairwise(last)]
        )
    fewer = math.fsum(before[-1])
    slopes = [0.0] * len(values)
    after = [1.0] + [0.0] * (need - 1)
    for index in range(len(values) - 1, -1, -1):
        slopes[index] = math.fsum(before[index][count] * after[need - 1 - count] for count in range(need))
        value = values[index]
        after = [(1.0 - value) * after[0]] + [
            (1.0 - value) * now + value * one_less for one_less, now in pairwise(after)
        ]
    return 1.0 - fewer, slopes


def _associated_bounds(
    formulas: Formulas, root: int, availability: Mapping[int, float]
) -> tuple[float, float]:
    """Bounds of a formula whose parts are independent, without evaluating it."""
    low: dict[int, float] = {}
    high: dict[int, float] = {}
    for number in formulas.below(root):
        formula = formulas[number]
        if formula.kind == "part":
            low[number] = high[number] = availability[formula.variable]
        elif formula.kind == "all":
            low[number] = math.prod(low[child] for child in formula.children)
            high[number] = min(high[child] for child in formula.children)
        else:
            best = sorted((low[child] for child in formula.children), reverse=True)
            low[number] = math.prod(best[: formula.need])
            high[number] = min(1.0, math.fsum(high[child] for child in formula.children) / formula.need)
    return low[root], high[root]


Agenda = tuple[int, int, int, "Agenda"] | None
"""What is still to hold: a formula, how many of its members, from which member on, and the rest."""


def _search(formulas: Formulas, root: int, costs: Mapping[int, float], budget: int) -> tuple[float, int]:
    """The cheapest set of parts that makes a formula hold, by branch and bound, the cheapest member first.

    The first set found is the greedy one, whatever the budget; a branch ends as soon as it costs as much as the best.
    The cost, and the steps it took to find.
    """
    members = _by_estimate(formulas, root, costs)
    best = math.inf
    steps = 0
    waiting: list[tuple[int, float, Agenda]] = [(0, 0.0, (root, 1, -1, None))]
    while waiting and (steps < budget or best == math.inf):
        held, cost, agenda = waiting.pop()
        while agenda is not None and cost < best:
            steps += 1
            number, need, index, agenda = agenda
            formula = formulas[number]
            if formula.kind == "part":
                if not held >> formula.variable & 1:
                    held, cost = held | 1 << formula.variable, cost + costs[formula.variable]
                continue
            if index < 0:
                index, need = 0, formula.need if formula.kind == "of" else len(formula.children)
            if not need:
                continue
            if len(formula.children) - index > need:
                waiting.append((held, cost, (number, need, index + 1, agenda)))
            agenda = (members[number][index], 1, -1, (number, need - 1, index + 1, agenda))
        best = min(best, cost)
    return best, steps


def _by_estimate(formulas: Formulas, root: int, costs: Mapping[int, float]) -> dict[int, list[int]]:
    """The members of each formula, the one first that is cheapest when nothing is shared."""
    estimate: dict[int, float] = {}
    members: dict[int, list[int]] = {}
    for number in formulas.below(root):
        formula = formulas[number]
        if formula.kind == "part":
            estimate[number] = costs[formula.variable]
            continue
        members[number] = sorted(formula.children, key=lambda child: (estimate[child], child))
        chosen = members[number][: formula.need] if formula.kind == "of" else members[number]
        estimate[number] = math.fsum(estimate[child] for child in chosen)
    return members
