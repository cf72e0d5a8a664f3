"""Who is responsible, accountable, consulted and informed in each activity, and where somebody is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Activity

RaciGap = Literal["no-responsible", "no-accountable", "nobody-there"]
"""Nobody does it, nobody answers for it, or a role that should has a head count of 0."""


@dataclass(frozen=True, slots=True)
class ActivityRaci:
    """The roles and parties of an activity; the language lets it have one accountable at most (`gaps`: what is missing)."""

    process: str
    activity: str
    responsible: tuple[str, ...]
    accountable: str | None
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    gaps: tuple[RaciGap, ...]


def raci(design: Design) -> tuple[ActivityRaci, ...]:
    """The matrix of all processes in order of id, their activities in the order written."""
    return tuple(
        ActivityRaci(
            process=process,
            activity=name,
            responsible=activity.r,
            accountable=activity.a,
            consulted=activity.c,
            informed=activity.i,
            gaps=tuple(_gaps(design, activity)),
        )
        for process, entity in sorted(design.processes.items())
        for name, activity in entity.activities.items()
    )


def _gaps(design: Design, activity: Activity) -> Iterator[RaciGap]:
    if not activity.r:
        yield "no-responsible"
    if activity.a is None:
        yield "no-accountable"
    doing = (*activity.r, *(() if activity.a is None else (activity.a,)))
    if any(who in design.roles and not design.roles[who].headcount for who in doing):
        yield "nobody-there"
