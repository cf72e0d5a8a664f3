"""The probability of a formula between two bounds, from the states in which only few parts are down.

Parts are up nearly always, so that nearly all probability lies in states with few failures: these are gone through,
all at once, as bits of large integers; the rest counts as down for the lower bound and as up for the upper one.
"""

from __future__ import annotations

import math
from itertools import combinations, compress
from typing import TYPE_CHECKING

from itsm_compiler.graph import positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm_compiler.analysis.formulas import Formulas

MOST_STATES = 20_000


def rare_failures(
    formulas: Formulas, root: int, availability: Mapping[int, float]
) -> tuple[float, float, dict[int, float]]:
    """Low and high of a formula of independent parts, and about how much each part matters to it.

    The last is the derivative by the availability of each part, as far as the states gone through tell it.
    """
    variables = list(positions(formulas[root].variables))
    unsure = [variable for variable in variables if 0.0 < availability[variable] < 1.0]
    states = _states(unsure)
    weights = _weights(states, unsure, availability)
    up = _masks(variables, states, availability)
    holds = f"{_evaluated(formulas, root, up, len(states)):0{len(states)}b}"[::-1]
    is_up = [digit == "1" for digit in holds]
    low = math.fsum(compress(weights, is_up))
    high = min(1.0, low + max(0.0, 1.0 - math.fsum(weights)))
    down_but_up = dict.fromkeys(unsure, 0.0)
    for state, weight in compress(zip(states, weights, strict=True), is_up):
        for variable in state:
            down_but_up[variable] += weight
    slopes = {
        variable: max(0.0, (low - down) / availability[variable] - down / (1.0 - availability[variable]))
        for variable, down in down_but_up.items()
    }
    return low, high, slopes


def _states(variables: Sequence[int]) -> list[tuple[int, ...]]:
    """The sets of failed parts, the smallest first, as many sizes as the budget allows."""
    states: list[tuple[int, ...]] = [()]
    for failed in range(1, len(variables) + 1):
        if len(states) + math.comb(len(variables), failed) > MOST_STATES:
            break
        states.extend(combinations(variables, failed))
    return states


def _weights(
    states: Sequence[tuple[int, ...]], variables: Sequence[int], availability: Mapping[int, float]
) -> list[float]:
    """The probability of each state."""
    base = math.exp(math.fsum(math.log(availability[variable]) for variable in variables))
    odds = {variable: (1.0 - availability[variable]) / availability[variable] for variable in variables}
    return [base * math.prod(odds[variable] for variable in state) for state in states]


def _masks(
    variables: Sequence[int], states: Sequence[tuple[int, ...]], availability: Mapping[int, float]
) -> dict[int, int]:
    """For each part the states in which it is up, as bits."""
    everything = (1 << len(states)) - 1
    failed = {variable: bytearray(len(states) // 8 + 1) for variable in variables}
    for index, state in enumerate(states):
        for variable in state:
            failed[variable][index >> 3] |= 1 << (index & 7)
    return {
        variable: everything & ~int.from_bytes(bits, "little") if availability[variable] > 0.0 else 0
        for variable, bits in failed.items()
    }


def _evaluated(formulas: Formulas, root: int, up: Mapping[int, int], states: int) -> int:
    """The states in which a formula holds, as bits: all formulas on the way by bitwise arithmetic."""
    everything = (1 << states) - 1
    held: dict[int, int] = {}
    for number in formulas.below(root):
        formula = formulas[number]
        if formula.kind == "part":
            held[number] = up[formula.variable]
            continue
        need = len(formula.children) if formula.kind == "all" else formula.need
        if need == len(formula.children):
            value = everything
            for child in formula.children:
                value &= held[child]
            held[number] = value
            continue
        counts = [everything] + [0] * need
        for child in formula.children:
            for count in range(need, 0, -1):
                counts[count] |= counts[count - 1] & held[child]
        held[number] = counts[-1]
    return held[root]
