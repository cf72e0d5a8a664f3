"""The service desk in its busiest hour: agents for its answer target, and how those on duty would answer (convention 11)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itsm_compiler.analysis.manning import levels, work_minutes
from itsm_compiler.analysis.queueing import Queue, answering, least_agents, positions
from itsm_compiler.analysis.staffing import Rates, staffing_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.manning import Manning
    from itsm_compiler.analysis.queueing import Answering
    from itsm_compiler.diagnostics import Path
    from itsm_compiler.model.design import Design
    from itsm_compiler.model.quantities import AnswerTarget, Duration, Share
    from itsm_compiler.model.resources import ServiceDesk

LARGEST_LOAD = 20_000
"""Calls in progress at a time beyond which a desk is not computed."""

EVERYTHING = ("all",)


@dataclass(frozen=True, slots=True)
class DeskFigure:
    """The desk in its busiest hour (convention 11).

    `agents` is the least number that answers `target_share` of the calls in `target_seconds`; the figures after it are
    theirs. `positions` are the people to be planned so that as many sit there when leave, sickness, training and hand-over
    are taken off, None where nothing is left. `manned` are the most posts that `roles` have on duty at a time, None where
    none of them has a shift; `as_manned` is how these answer. `roles` are those of the desk, else of its team, without
    managers; posts on call don't answer. `patience_seconds` is None where callers wait for ever.
    """

    cases_per_month: float
    contacts_per_case: float
    peak_hour: float
    calls_per_hour: float
    handling_seconds: float
    patience_seconds: float | None
    target_share: float
    target_seconds: float
    load: float
    agents: int
    service_level: float
    average_speed_of_answer_seconds: float
    occupancy: float
    probability_of_waiting: float
    abandonment: float
    positions: int | None
    roles: tuple[str, ...]
    manned: int | None
    as_manned: Answering | None


def desk_figure(manning: Manning) -> DeskFigure | None:
    """The figure of the service desk; None where `desk_lacks` something, or for more calls than can be computed."""
    design, desk = manning.design, manning.design.service_desk
    known = _known(desk) if desk is not None else None
    if desk is None or desk.load is None or known is None:
        return None
    rates = Rates(design)
    cases = rates.cases(EVERYTHING, "incidents") + rates.cases(EVERYTHING, "requests")
    peak, handling, target = known
    contacts, share = Fraction(desk.load.contacts_per_case), Fraction(peak.percent) / 100
    patience = desk.load.patience
    queue = Queue(
        float(cases * contacts * share),
        _seconds(design, handling),
        _seconds(design, patience) if patience is not None else None,
    )
    if not 0 < queue.load <= LARGEST_LOAD:
        return None
    found = least_agents(queue, target.share.fraction, target.seconds)
    shrinkage = Fraction(staffing_rules(design).shrinkage.total.percent) / 100
    roles = tuple(_answering_roles(design, desk))
    posts = [post for role in roles for post in manning.posts(role) if not post.on_call]
    manned = max(there for _, _, there in levels(posts)) if posts else None
    return DeskFigure(
        cases_per_month=float(cases),
        contacts_per_case=float(contacts),
        peak_hour=float(share),
        calls_per_hour=queue.calls_per_hour,
        handling_seconds=queue.handling_seconds,
        patience_seconds=queue.patience_seconds,
        target_share=target.share.fraction,
        target_seconds=target.seconds,
        load=queue.load,
        agents=found.agents,
        service_level=found.service_level,
        average_speed_of_answer_seconds=found.average_speed_of_answer_seconds,
        occupancy=found.occupancy,
        probability_of_waiting=found.probability_of_waiting,
        abandonment=found.abandonment,
        positions=positions(found.agents, shrinkage),
        roles=roles,
        manned=manned,
        as_manned=None if manned is None else answering(queue, min(manned, 2 * LARGEST_LOAD), target.seconds),
    )


def desk_lacks(design: Design) -> tuple[Path, ...]:
    """The places at which a desk says too little to be computed; none where a design has no desk."""
    desk = design.service_desk
    if desk is None:
        return ()
    at: Path = ("service_desk", "load")
    if desk.load is None:
        return (at,)
    fields = ("peak_hour", "handling", "target")
    return tuple((*at, field) for field in fields if getattr(desk.load, field) is None)


def _known(desk: ServiceDesk) -> tuple[Share, Duration, AnswerTarget] | None:
    load = desk.load
    if load is None or load.peak_hour is None or load.handling is None or load.target is None:
        return None
    return load.peak_hour, load.handling, load.target


def _seconds(design: Design, duration: Duration) -> float:
    return float(60 * work_minutes(design, duration))


def _answering_roles(design: Design, desk: ServiceDesk) -> Iterator[str]:
    team = design.teams.get(desk.team) if desk.team is not None else None
    named = tuple(desk.roles) or (team.roles if team is not None else ())
    for name in dict.fromkeys(named):
        if name in design.roles and design.roles[name].type != "management":
            yield name
