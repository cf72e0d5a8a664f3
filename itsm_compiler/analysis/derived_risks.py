"""Risks that nobody declared: what the figures themselves show to be thin, late, uncovered or without a second."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.analysis.hazards import BEFORE_OPERATION, Hazard, listed
from itsm_compiler.analysis.plan_hazards import over_allocated_roles, suppliers_without_cover, untested_plans
from itsm_compiler.analysis.reliability import MINUTES_A_YEAR
from itsm_compiler.analysis.risk import band, score_of
from itsm_compiler.analysis.telling import METRIC_WORDS
from itsm_compiler.diagnostics import Text
from itsm_compiler.wording import allowed_minutes, needed_minutes, open_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from itsm_compiler.analysis.availability import Availabilities, AvailabilityFigure
    from itsm_compiler.analysis.coverage import Coverage
    from itsm_compiler.analysis.hazards import RiskKind
    from itsm_compiler.analysis.resources import RoleLoad
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.analysis.risk import Band
    from itsm_compiler.analysis.schedule import Schedule
    from itsm_compiler.graph import Graph
    from itsm_compiler.model.design import Design

THIN_DOWNTIME = 0.8
"""A target is thin when more of the allowed downtime is to be expected, unless its `warning` says otherwise."""

THIN_TIME = 0.1
"""A time is thin when less of it is left; `design.limits.margin` says otherwise."""

IMPACT_OF_CRITICALITY = {1: 5, 2: 4, 3: 3, 4: 2}
"""The impact of what stops a service, by the highest criticality (1) of the services that it touches."""


@dataclass(frozen=True, slots=True)
class DerivedRisk:
    """A risk that follows from the figures.

    `entity` is where it sits, `evidence` the facts. `declared` are the open declared risks that affect the same entity,
    those of its phase of life first; `covered_by` is the first of them, None when there is none. `probability` and `impact` are steps from 1 to 5 where the design gives ground for them, which
    `basis` names.
    """

    kind: RiskKind
    entity: str
    evidence: tuple[Text, ...]
    touches: tuple[str, ...]
    services: tuple[str, ...]
    declared: tuple[str, ...]
    probability: int | None
    impact: int | None
    band: Band | None
    basis: Text | None

    @property
    def id(self) -> str:
        """A name that stays while the risk does."""
        return f"{self.kind}:{self.entity}"

    @property
    def covered_by(self) -> str | None:
        """The declared risk that comes nearest."""
        return self.declared[0] if self.declared else None

    @property
    def score(self) -> int | None:
        """Probability × impact."""
        return score_of(self.probability, self.impact)


@dataclass(frozen=True, slots=True)
class Findings:
    """The figures from which risks are derived."""

    availability: tuple[AvailabilityFigure, ...]
    response: tuple[ResponseFigure, ...]
    coverage: Coverage
    schedule: Schedule | None
    overloads: tuple[RoleLoad, ...]
    as_of: date


def derived_risks(
    design: Design, graph: Graph, model: Availabilities, found: Findings
) -> tuple[DerivedRisk, ...]:
    """The risks that follow from the figures, by kind and entity."""
    hazards = [
        *_single_points(design, graph, model),
        *_availability_margins(design, found.availability),
        *_time_margins(design, found.response),
        *_coverage_gaps(found.coverage),
        *(_schedule_risks(design, found.schedule) if found.schedule is not None else ()),
        *over_allocated_roles(graph, found.overloads),
        *untested_plans(design, graph, found.schedule),
        *suppliers_without_cover(design, graph, _promised(design)),
    ]
    declared = _declared(design, found.as_of)
    rated = (_rated(design, hazard, declared.get(hazard.entity, [])) for hazard in hazards)
    return tuple(sorted(rated, key=lambda risk: risk.id))


def _declared(design: Design, as_of: date) -> Mapping[str, list[str]]:
    """By entity, the open declared risks that affect it, in order of id."""
    found: dict[str, list[str]] = {}
    for name, risk in sorted(design.risks.items()):
        if risk.closed is None or risk.closed > as_of:
            for entity in dict.fromkeys(affected.partition("/")[0] for affected in risk.affects):
                found.setdefault(entity, []).append(name)
    return found


def _nearest_first(design: Design, kind: RiskKind, declared: Sequence[str]) -> tuple[str, ...]:
    """Declared risks of the same phase of life first: that of operation, or one of those before it."""
    in_operation = kind not in BEFORE_OPERATION
    return tuple(sorted(declared, key=lambda name: (design.risks[name].phase == "operate") != in_operation))


def _rated(design: Design, hazard: Hazard, declared: Sequence[str]) -> DerivedRisk:
    probability, impact = _step_of(design, hazard.yearly), _impact(design, hazard.services)
    known = probability is not None and impact is not None
    bands = design.risk_policy.bands if design.risk_policy is not None else None
    return DerivedRisk(
        kind=hazard.kind,
        entity=hazard.entity,
        evidence=hazard.evidence,
        touches=hazard.slas,
        services=hazard.services,
        declared=_nearest_first(design, hazard.kind, declared),
        probability=probability if known else None,
        impact=impact if known else None,
        band=band(score_of(probability, impact), bands),
        basis=_basis(hazard.yearly) if known and hazard.yearly is not None else None,
    )


def _basis(yearly: float) -> Text:
    return Text(
        "chance of {chance:.1f} % a year on the scale of `risk_policy`, impact by the highest criticality of a touched service",
        "按`risk_policy`的概率标尺，年发生概率为{chance:.1f}%；影响取受波及服务的最高关键级别",
    ).format({"chance": 100 * yearly})


def _step_of(design: Design, yearly: float | None) -> int | None:
    """The lowest step of the scale that is at least the chance of a year; the highest when none is."""
    scale = design.risk_policy.scale if design.risk_policy is not None else {}
    if yearly is None or not scale:
        return None
    steps = sorted((share.fraction, step) for step, share in scale.items())
    return next((step for share, step in steps if share >= yearly), steps[-1][1])


def _impact(design: Design, services: Sequence[str]) -> int | None:
    levels = [level for service in services if (level := design.services[service].criticality) is not None]
    return IMPACT_OF_CRITICALITY[min(levels)] if levels else None


def _single_points(design: Design, graph: Graph, model: Availabilities) -> Iterator[Hazard]:
    """Components without a second whose loss alone stops a service that somebody was promised."""
    stopped: dict[str, list[str]] = {}
    for service in _promised(design):
        for part in model.reliance(service).essential:
            component = design.components[part]
            if component.per is None and component.needed >= component.quantity:
                stopped.setdefault(part, []).append(service)
    for part, services in sorted(stopped.items()):
        figure = model.parts.get(part)
        yearly = _yearly_chance(design, part)
        evidence = [
            Text(
                "the loss of `{part}` alone stops {services}", "仅`{part}`失效即导致服务中断：{services}"
            ).format({"part": part, "services": listed(services)})
        ]
        if figure is not None:
            evidence.append(
                Text("availability {share:.4f} %, no second unit", "可用性{share:.4f}%，无冗余单元").format(
                    {"share": 100 * figure.availability}
                )
            )
        slas = tuple(sla for sla in graph.slas_touched(part) if _names(design, sla, services))
        yield Hazard("single-point-of-failure", part, tuple(evidence), slas, tuple(services), yearly)


def _promised(design: Design) -> list[str]:
    """The services under any agreement, in order of id."""
    return sorted({service for sla in design.slas.values() for service in design.services_of(sla.services)})


def _names(design: Design, sla: str, services: Sequence[str]) -> bool:
    return not set(design.services_of(design.slas[sla].services)).isdisjoint(services)


def _yearly_chance(design: Design, part: str) -> float | None:
    """The chance that a component fails at least once in a year, from its failures or its mean up time."""
    stated = design.components[part].availability
    if stated is None:
        return None
    rate = None
    if stated.failures is not None:
        rate = stated.failures.per_year
    elif stated.mtbf is not None and stated.mtbf.unit != "wd" and stated.mtbf.minutes:
        rate = MINUTES_A_YEAR / stated.mtbf.minutes
    return None if rate is None else -math.expm1(-rate * design.components[part].quantity)


def _availability_margins(design: Design, figures: Sequence[AvailabilityFigure]) -> Iterator[Hazard]:
    """Promised availabilities that are missed, or that leave little."""
    for figure in figures:
        used = _share(figure.downtime_expected_minutes, figure.downtime_allowed_minutes)
        target = design.slas[figure.sla].targets.get("availability")
        limit = (
            target.warning.fraction if target is not None and target.warning is not None else THIN_DOWNTIME
        )
        if figure.verdict in ("impossible", "missed") or used > limit:
            evidence = Text(
                "{expected} of downtime expected, {allowed} allowed in {window} of agreed time",
                "每 {window}约定服务时间内预计停机 {expected}，允许 {allowed}",
            ).format(
                {
                    "expected": needed_minutes(figure.downtime_expected_minutes),
                    "allowed": allowed_minutes(figure.downtime_allowed_minutes),
                    "window": open_minutes(figure.window_minutes),
                }
            )
            yield Hazard("availability-margin", figure.service, (evidence,), (figure.sla,), (figure.service,))


def _time_margins(design: Design, figures: Sequence[ResponseFigure]) -> Iterator[Hazard]:
    """Promised times that are broken, or that leave little; one risk for each service of an agreement."""
    margin = design.head.limits.margin
    limit = margin.fraction if margin is not None else THIN_TIME
    thin: dict[tuple[str, str], list[Text]] = {}
    for figure in figures:
        taken = figure.composed_minutes
        if taken is not None and figure.target_minutes - taken < limit * figure.target_minutes:
            thin.setdefault((figure.sla, figure.service), []).append(
                Text(
                    "priority {priority}: {composed} of {target} are taken ({metric})",
                    "优先级{priority}：{target}中已占用 {composed}（{metric}）",
                ).format(
                    {
                        "priority": figure.priority,
                        "composed": open_minutes(taken),
                        "target": open_minutes(figure.target_minutes),
                        "metric": METRIC_WORDS[figure.metric],
                    }
                )
            )
    for (sla, service), evidence in sorted(thin.items()):
        yield Hazard("time-margin", service, tuple(evidence), (sla,), (service,))


def _coverage_gaps(coverage: Coverage) -> Iterator[Hazard]:
    """Agreed hours and days behind which nobody stands."""
    for gap in coverage.gaps:
        evidence = Text(
            "{time} of agreed time a month in which nobody behind `{part}` is there",
            "每月有 {time}约定服务时间，`{part}`无人值守",
        ).format({"time": open_minutes(gap.minutes_per_month), "part": gap.part})
        yield Hazard("uncovered-hours", gap.part, (evidence,), (gap.sla,), gap.services)
    for term in coverage.terms:
        evidence = Text(
            "`{agreement}` does not hold from {first} to {last}", "`{agreement}`在{first}至{last}期间无效"
        ).format({"agreement": term.agreement, "first": term.from_, "last": term.to})
        yield Hazard("expiring-agreement", term.agreement, (evidence,), (term.sla,), ())


def _schedule_risks(design: Design, schedule: Schedule) -> Iterator[Hazard]:
    """A plan that ends after go-live, and tasks that can't slip by a day without moving the end."""
    if schedule.go_live_margin is not None and schedule.go_live_margin < 0:
        evidence = Text(
            "the last task ends {days} working days too late", "最后一项任务晚于上线日{days}个工作日结束"
        ).format({"days": -schedule.go_live_margin})
        yield Hazard("late-go-live", "deployment", (evidence,), (), ())
    tasks = design.deployment.tasks if design.deployment is not None else {}
    for task in schedule.critical_path:
        actual = tasks[task].actual
        if actual is not None and actual.to is not None:
            continue
        text = Text("without float: the end slips with it", "无浮动时间：该任务延误将推迟整体完工")
        yield Hazard("critical-task", task, (text,), (), ())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.inf if part else 0.0
