"""How a figure came about, as a tree whose leaves are places of the design."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from itsm_compiler.diagnostics import Path, Text

Unit = Literal[
    "share", "minutes", "working-days", "days", "count", "people", "hours", "score", "money", "none"
]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One step of a computation: what it gives, by which formula, from which parts.

    A leaf has no parts and says in `at` where its value is written. Shares are fractions from 0 to 1.
    """

    what: Text
    value: float | int | Decimal | date | str | None
    unit: Unit
    formula: Text | None = None
    parts: tuple[Derivation, ...] = ()
    at: Path = ()
