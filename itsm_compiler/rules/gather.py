"""What the loops of expressions gather from their items.

`and` and `or` know three outcomes, as a missing value is neither true nor false. Loops know two: `any` asks whether one
is known to be true, `all` whether none is known to be false.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itsm_compiler.rules.values import DECIMAL, arithmetic, compare, truth

if TYPE_CHECKING:
    from collections.abc import Callable


def all_of(values: Any) -> bool | None:
    """False as soon as one is false; else None when one is missing."""
    outcome: bool | None = True
    for value in values:
        known = truth(value)
        if known is False:
            return False
        if known is None:
            outcome = None
    return outcome


def any_of(values: Any) -> bool | None:
    """True as soon as one is true; else None when one is missing."""
    outcome: bool | None = False
    for value in values:
        known = truth(value)
        if known:
            return True
        if known is None:
            outcome = None
    return outcome


def _sum(values: Any) -> Decimal | None:
    total: Decimal | None = Decimal()
    for value in values:
        total = arithmetic(DECIMAL.add, total, value)
    return total


def _extreme(sign: int) -> Callable[[Any], Any]:
    def gather(values: Any) -> Any:
        best = None
        for value in values:
            if value is not None and (best is None or (compare(value, best) or 0) * sign > 0):
                best = value
        return best

    return gather


LOOPS: dict[str, Callable[[Any], Any]] = {
    "all": lambda values: all(truth(value) is not False for value in values),
    "any": lambda values: any(truth(value) for value in values),
    "count": lambda values: Decimal(sum(1 for value in values if truth(value))),
    "list": tuple,
    "max": _extreme(1),
    "min": _extreme(-1),
    "sum": _sum,
}
"""What may gather a loop, or the items of a list."""
