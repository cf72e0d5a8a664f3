"""Operation from day to day: what is done in which rhythm, by which figures it is judged, and how upkeep goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import level_of
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Process

CORE = ("availability", "recovery", "satisfaction")
SUPPORT = (
    "proc-task-completion",
    "qual-user-satisfaction",
    "qual-customer-satisfaction",
    "proc-incident-mean-resolution",
)
"""Indicators of the library by which support is judged."""


def _rhythm(scribe: Scribe) -> Section:
    """The procedures that are carried out every day or week."""
    rows = [
        (scribe.link(sop.id), sop.frequency, scribe.who(sop.by), sop.purpose)
        for sop in scribe.design.sops.values()
        if sop.frequency is not None
    ]
    headings = (phrase("Regular work"), phrase("Frequency"), phrase("Executed by"), phrase("Purpose"))
    table = scribe.table(phrase("Work in fixed rhythm"), headings, rows)
    nothing = phrase("No work in fixed rhythm is laid down yet.")
    return chapter(scribe, None, ("sops", "frequency"), [table], nothing)


def _watch(scribe: Scribe) -> Section:
    """For each promised service: how it is watched, audited, and changed under control."""
    design, graph = scribe.design, scribe.material.graph
    promised = dict.fromkeys(
        service for sla in design.slas.values() for service in design.services_of(sla.services)
    )
    rows = []
    for service in promised:
        parts = set(graph.parts_of(service))
        watched = {part for one in design.monitoring.values() for part in one.of} & parts
        carrying = [
            process
            for process in design.processes.values()
            if service in design.services_of(process.supports)
        ]
        rows.append(
            (
                scribe.link(service),
                phrase("{count} of {all} components", count=len(watched), all=len(parts))
                if watched
                else Tag(phrase("not watched"), "bad"),
                listing(_audits(carrying), lines=True),
                scribe.links(process.id for process in carrying if "change" in process.type),
            )
        )
    headings = (
        phrase("Service"),
        phrase("Watched"),
        phrase("Audits of its processes"),
        phrase("Changed under"),
    )
    table = scribe.table(phrase("Monitoring, audit and control of changes"), headings, rows)
    nothing = phrase("No service is promised to anybody yet.")
    return chapter(scribe, None, ("processes", "audit"), [table], nothing)


def _audits(processes: Iterable[Process]) -> Iterable[Value]:
    """How many processes are audited in which rhythm."""
    counted: dict[Value, int] = {}
    for process in processes:
        if process.audit is not None and process.audit.frequency is not None:
            counted[process.audit.frequency] = counted.get(process.audit.frequency, 0) + 1
    for frequency, count in counted.items():
        yield phrase(
            "{count} process {frequency}",
            plural="{count} processes {frequency}",
            count=count,
            frequency=frequency,
        )


def _core(scribe: Scribe) -> Section:
    design = scribe.design
    rows = [
        (
            scribe.link(sla.id),
            scribe.link(service),
            *(level_of(scribe, sla, metric, service) for metric in CORE),
        )
        for sla in design.slas.values()
        for service in design.services_of(sla.services)
    ]
    headings = (
        phrase("Agreement"),
        phrase("Service"),
        Column(phrase("Availability"), figures=True),
        Column(phrase("Recovery time"), figures=True),
        Column(phrase("Satisfaction"), figures=True),
    )
    table = scribe.table(phrase("Levels by which operation is judged"), headings, rows)
    rated = [
        (
            scribe.link(kpi.id),
            indicators.period_of(kpi),
            indicators.figure(scribe, kpi, kpi.baseline),
            indicators.level(scribe, kpi, kpi.target),
        )
        for kpi in design.kpis.values()
        if kpi.use in SUPPORT
    ]
    support = scribe.table(
        phrase("Indicators of completion, satisfaction and restoring"),
        (
            phrase("Indicator"),
            phrase("Window"),
            Column(phrase("Today"), figures=True),
            Column(phrase("Target"), figures=True),
        ),
        rated,
    )
    nothing = phrase("No levels are promised yet.")
    return chapter(scribe, None, ("slas", "targets"), [table, support], nothing)


def _upkeep(scribe: Scribe) -> Section:
    """What goes on after delivery for each agreement."""
    design = scribe.design
    rows = []
    for sla in design.slas.values():
        services = set(design.services_of(sla.services))
        carrying = [
            process
            for process in design.processes.values()
            if services & set(design.services_of(process.supports))
        ]
        reviews = (
            phrase("{review}, {frequency}", review=scribe.link(id_), frequency=design.reviews[id_].frequency)
            for id_ in sla.review
            if id_ in design.reviews
        )
        rows.append(
            (
                scribe.link(sla.id),
                hours_in_words(scribe, sla.support.hours) if sla.support and sla.support.hours else None,
                scribe.links(process.id for process in carrying if "incident" in process.type),
                scribe.links(process.id for process in carrying if {"change", "release"} & set(process.type)),
                listing(reviews, lines=True),
            )
        )
    headings = (
        phrase("Agreement"),
        phrase("Support hours"),
        phrase("Repairs"),
        phrase("Upgrades"),
        phrase("Reviewed in"),
    )
    table = scribe.table(phrase("Upkeep after delivery"), headings, rows)
    return chapter(scribe, None, ("slas", "support"), [table], phrase("No upkeep is agreed yet."))


def _durations(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(process.id),
            listing(
                (
                    phrase("{share} within {time}", share=share, time=time)
                    for time, share in process.durations.shares.items()
                ),
                lines=True,
            ),
            process.durations.mean,
        )
        for process in scribe.design.processes.values()
        if process.durations is not None
    ]
    headings = (phrase("Process"), phrase("Cases done"), Column(phrase("On average"), figures=True))
    table = scribe.table(phrase("How long cases are expected to take"), headings, rows)
    nothing = phrase("No expected durations are stated as a base for allotting work.")
    return chapter(scribe, None, ("processes", "durations"), [table], nothing)


def _backing(scribe: Scribe) -> Section:
    """Which continuity plans stand behind each promised service, and whether the quality plan covers it."""
    design = scribe.design
    quality = set(design.services_of(design.quality.covers)) if design.quality else set()
    promised = dict.fromkeys(
        service for sla in design.slas.values() for service in design.services_of(sla.services)
    )
    rows = [
        (
            scribe.link(service),
            scribe.links(
                plan.id
                for plan in design.continuity_plans.values()
                if service in design.services_of(plan.covers)
            )
            or Tag(phrase("no plan"), "warning"),
            phrase("yes") if service in quality else Tag(phrase("no"), "warning"),
        )
        for service in promised
    ]
    headings = (phrase("Service"), phrase("Continuity plan"), phrase("In the quality plan"))
    table = scribe.table(phrase("Continuity and quality behind the services"), headings, rows)
    nothing = phrase("No service is promised to anybody yet.")
    return chapter(scribe, None, ("quality", "covers"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "rhythm": _rhythm,
    "watch": _watch,
    "core": _core,
    "upkeep": _upkeep,
    "durations": _durations,
    "backing": _backing,
}
