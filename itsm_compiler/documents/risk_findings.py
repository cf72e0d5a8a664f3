"""The risks that the design shows by itself, kind by kind, and what was looked for and not found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.analysis.derived_risks import THIN_TIME
from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.deployment_work import days_of
from itsm_compiler.documents.promises import percent, span_of
from itsm_compiler.documents.risk_policy import score
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from itsm_compiler.analysis.derived_risks import DerivedRisk
    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value

NAMED = re.compile(r"`([^`]+)`")
"""An id in a sentence of the analysis."""

Evidence = "Callable[[Scribe, DerivedRisk], Sequence[Value]]"


def derived(scribe: Scribe, numbers: Mapping[str, str]) -> Section:
    """A table for each kind of risk, the kinds without one left out."""
    found: dict[str, list[DerivedRisk]] = {}
    for risk in scribe.figures.derived_risks:
        found.setdefault(risk.kind, []).append(risk)
    tables = [_table(scribe, kind, risks, numbers) for kind, risks in found.items()]
    blocks = tuple(table for table in tables if table is not None)
    if not blocks:
        return Section((), (phrase("The design shows no further risk."),))
    return Section(blocks)


def _table(scribe: Scribe, kind: str, risks: list[DerivedRisk], numbers: Mapping[str, str]) -> Table | None:
    caption, headings, evidence = KINDS.get(kind, OTHER)
    rows = [
        (
            scribe.link(risk.entity),
            *evidence(scribe, risk),
            scribe.links(risk.touches),
            score(risk.score, risk.band),
            _cover(scribe, risk, numbers),
        )
        for risk in risks
    ]
    frame = (phrase("Where"), *headings, phrase("Agreements touched"), phrase("Score"), phrase("Covered by"))
    return scribe.table(caption, frame, rows)


def _cover(scribe: Scribe, risk: DerivedRisk, numbers: Mapping[str, str]) -> Value:
    if risk.covered_by is None:
        return Tag(phrase("not covered"), "warning")
    number = numbers.get(risk.covered_by, "")
    return phrase("{number} {risk}", number=number, risk=scribe.link(risk.covered_by))


def _single_point(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    part = scribe.figures.parts.get(risk.entity)
    share = percent(part.availability) if part else None
    return scribe.links(risk.services), share


def _availability_margin(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    figures = [scribe.figures.availability_of(sla, risk.entity) for sla in risk.touches]
    known = [figure for figure in figures if figure is not None]
    return (
        listing((Number(figure.downtime_expected_minutes, "minutes") for figure in known), lines=True),
        listing((Number(figure.downtime_allowed_minutes, "minutes") for figure in known), lines=True),
        listing((Number(figure.window_minutes / 60, "hours", 1) for figure in known), lines=True),
    )


def _time_margin(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    margin = scribe.design.head.limits.margin
    limit = margin.fraction if margin is not None else THIN_TIME
    lines = [
        phrase(
            "{metric}, priority {priority}: {taken} out of {target}",
            metric=scribe.word(figure.metric),
            priority=figure.priority,
            taken=_taken(figure),
            target=figure.target,
        )
        for sla in risk.touches
        for figure in scribe.figures.responses_of(sla)
        if figure.service == risk.entity and _is_thin(figure, limit)
    ]
    return (listing(lines, lines=True),)


def _is_thin(figure: ResponseFigure, limit: float) -> bool:
    left = figure.margin_minutes
    return left is not None and left < limit * figure.target_minutes


def _taken(figure: ResponseFigure) -> Value:
    minutes = figure.composed_minutes
    if minutes is None or minutes == float("inf"):
        return phrase("more than any time")
    return span_of(minutes, service_time=figure.target.is_service_time)


def _uncovered(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    gaps = [gap for gap in scribe.figures.gaps if gap.part == risk.entity and gap.sla in risk.touches]
    minutes = [Number(gap.minutes_per_month, "minutes") for gap in gaps]
    return scribe.links(risk.services), listing(minutes, lines=True)


def _expiring(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    gaps = [gap for gap in scribe.figures.terms if gap.agreement == risk.entity and gap.sla in risk.touches]
    return (
        listing((phrase("{first} to {last}", first=gap.from_, last=gap.to) for gap in gaps), lines=True),
        listing((gap.notice_by for gap in gaps), lines=True),
    )


def _late(scribe: Scribe, _risk: DerivedRisk) -> Sequence[Value]:
    schedule = scribe.figures.schedule
    if schedule is None or schedule.go_live_margin is None:
        return None, None
    return schedule.go_live, Number(-schedule.go_live_margin, "open-days")


def _critical(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    plan = scribe.design.deployment
    task = plan.tasks.get(risk.entity) if plan else None
    figure = scribe.lookup.planned(scribe.figures).get(risk.entity)
    return scribe.who(task.by) if task else None, days_of(figure)


def _as_told(scribe: Scribe, risk: DerivedRisk) -> Sequence[Value]:
    return (listing((_with_names(scribe, text) for text in risk.evidence), lines=True),)


def _with_names(scribe: Scribe, text: Text) -> Text:
    """A sentence of the analysis with the names of things for their ids."""

    def said(language: str) -> str:
        return NAMED.sub(
            lambda found: scribe.name(found[1])[language] if found[1] in scribe.design.entities else found[1],
            text.zh if language == "zh" else text.en,
        )

    return Text(said("en"), said("zh"))


KINDS: Mapping[str, tuple[Phrase, tuple[Phrase | Column, ...], Callable[[Scribe, DerivedRisk], Sequence[Value]]]] = {
    "single-point-of-failure": (
        phrase("Single points of failure: the loss of the part alone stops the services"),
        (phrase("Stops"), Column(phrase("Availability"), figures=True)),
        _single_point,
    ),
    "availability-margin": (
        phrase("Promised availabilities that leave little or no margin"),
        (
            Column(phrase("Downtime expected"), figures=True),
            Column(phrase("Downtime allowed"), figures=True),
            Column(phrase("Service time of the window"), figures=True),
        ),
        _availability_margin,
    ),
    "time-margin": (
        phrase("Promised times that leave little or no margin"),
        (phrase("What the support chain takes"),),
        _time_margin,
    ),
    "uncovered-hours": (
        phrase("Agreed hours in which nobody is there"),
        (phrase("Services"), Column(phrase("Uncovered a month"), figures=True)),
        _uncovered,
    ),
    "expiring-agreement": (
        phrase("Agreements that do not hold as long as what rests on them"),
        (phrase("Without cover"), Column(phrase("Notice at the latest on"), figures=True)),
        _expiring,
    ),
    "late-go-live": (
        phrase("A plan that ends after the day of going live"),
        (Column(phrase("Going live"), figures=True), Column(phrase("Late by"), figures=True)),
        _late,
    ),
    "critical-task": (
        phrase("Tasks without slack: a delay there delays the end"),
        (phrase("Owner"), phrase("Dates")),
        _critical,
    ),
}  # fmt: skip
"""Each kind of risk: how its table is called, what it shows, and where that comes from."""

OTHER = (phrase("Further risks"), (phrase("Evidence"),), _as_told)
"""A kind that has no table of its own tells what the analysis says."""


def examined(scribe: Scribe) -> Section:
    """Where somebody looked for risks and found none."""
    rows = [
        (
            PHASES.get(entry.phase or ""),
            scribe.words(entry.element),
            scribe.who(entry.by),
            scribe.when(entry.when),
            scribe.outcome(entry.result),
        )
        for entry in scribe.design.examined
    ]
    headings = (phrase("Phase"), phrase("Looked for in"), phrase("By whom"), phrase("When"), phrase("Result"))
    table = scribe.table(phrase("Where no risk was found"), headings, rows)
    nothing = phrase("It is not recorded that anybody looked for risks and found none.")
    return Section((table,)) if table else Section((), (nothing,))
