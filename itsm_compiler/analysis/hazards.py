"""A risk that follows from figures, before it is rated: its kind, where it sits, what shows it, whom it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm_compiler.diagnostics import Text

RiskKind = Literal[
    "single-point-of-failure",
    "availability-margin",
    "time-margin",
    "uncovered-hours",
    "expiring-agreement",
    "supplier-without-cover",
    "untested-plan",
    "late-go-live",
    "critical-task",
    "over-allocated-role",
]
BEFORE_OPERATION: tuple[RiskKind, ...] = ("late-go-live", "critical-task", "over-allocated-role")
"""The kinds that threaten the deployment; the others threaten what runs."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """A risk before it is rated: the chance of a year is None where nothing says it."""

    kind: RiskKind
    entity: str
    evidence: tuple[Text, ...]
    slas: tuple[str, ...]
    services: tuple[str, ...]
    yearly: float | None = None


def listed(names: Sequence[str]) -> str:
    """Some ids as evidence names them."""
    return ", ".join(f"`{name}`" for name in names)
