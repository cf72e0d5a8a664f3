"""The chapters of a service report with room for the values of a period beside what is promised and expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.indicator_tables import known_kpis, readings
from itsm_compiler.documents.limits import limit
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import level_of, metric_name
from itsm_compiler.documents.view import Column, Section, Table, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.assurance import Report

OWN_CHAPTERS = (
    "attainment", "availability", "failures", "recovery", "satisfaction", "security-incidents", "volume",
    "major-incidents", "kpis", "data", "abnormal-events", "health", "advice",
)  # fmt: skip
"""What stands in chapters of its own."""

WATCHED = ("data", "abnormal-events", "health", "advice")
MEASURED = Column(phrase("Measured in the period"), figures=True)
BLANK = ""
"""Room for what is entered by hand."""


def agreements(scribe: Scribe, report: Report) -> list[Sla]:
    """The agreements that a report tells of."""
    slas = scribe.design.slas
    return [slas[one] for one in report.of if one in slas and scribe.shows(one)]


def is_customers(scribe: Scribe, report: Report) -> bool:
    """Whether a report is for a customer: it tells of the agreements of one, and that one receives it."""
    customers = {sla.customer for sla in agreements(scribe, report)}
    hidden = report.internal or any(sla.internal for sla in agreements(scribe, report))
    return len(customers) == 1 and customers <= set(report.to) and not hidden


def form(
    caption: Phrase, headings: Sequence[Phrase | Column], rows: Sequence[tuple[Value, ...]]
) -> Table | None:
    """A table with room to write in: columns in which nothing stands are left out; None without rows."""
    columns = [heading if isinstance(heading, Column) else Column(heading) for heading in headings]
    kept = [place for place in range(len(columns)) if any(row[place] is not None for row in rows)]
    if not kept:
        return None
    cut = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table(caption, tuple(columns[place] for place in kept), cut)


def _chapter(
    scribe: Scribe, report: Report, names: Sequence[str], blocks: Sequence[Block | None], otherwise: Phrase
) -> Section:
    """A chapter of the report; one that is not among its contents says so."""
    if not set(names).intersection(report.sections):
        missing = None if report.sections else scribe.missing(report, ("reports", report.id, "sections"))
        if missing is not None:
            return Section((missing,))
        return Section((), (phrase("This is not part of the report."),))
    stated = tuple(block for block in blocks if block is not None)
    return Section(stated) if stated else Section((), (otherwise,))


def _attainment(scribe: Scribe, report: Report) -> Section:
    blocks: list[Block | None] = []
    for sla in agreements(scribe, report):
        name = scribe.name(sla.id)
        blocks.append(_levels(scribe, sla, phrase("Levels of {agreement}", agreement=name)))
        blocks.append(_times(sla, phrase("Times of {agreement}", agreement=name)))
    nothing = phrase("The agreements promise no level yet.")
    return _chapter(scribe, report, ("attainment", *OWN_CHAPTERS[1:6]), blocks, nothing)


def _levels(scribe: Scribe, sla: Sla, caption: Phrase) -> Table | None:
    """Metric by metric, services that are promised the same in one row."""
    services = [id_ for id_ in scribe.design.services_of(sla.services) if scribe.shows(id_)]
    every = phrase("All services of this agreement")
    rows: list[tuple[Value, ...]] = []
    for metric, target in sla.targets.items():
        if not scribe.shows(metric):
            continue
        alike: dict[Value, list[str]] = {}
        for service in services:
            level = level_of(scribe, sla, metric, service)
            if level is not None:
                alike.setdefault(level, []).append(service)
        for level, ids in alike.items():
            what = every if len(ids) == len(services) > 1 else scribe.names(ids)
            rows.append((capital(metric_name(scribe, metric)), what, level, target.window, BLANK))
    headings = (
        phrase("Metric"),
        phrase("Services"),
        Column(phrase("Target"), figures=True),
        phrase("Window"),
        MEASURED,
    )
    return form(caption, headings, rows)


def _times(sla: Sla, caption: Phrase) -> Table | None:
    rows = [
        (name, promise.response, promise.resolution, promise.attainment, BLANK)
        for name, promise in sorted(sla.priorities.items())
    ]
    headings = (
        phrase("Priority"),
        Column(phrase("Response within"), figures=True),
        Column(phrase("Resolved within"), figures=True),
        Column(phrase("Share to be kept"), figures=True),
        MEASURED,
    )
    return form(caption, headings, rows)


def _volume(scribe: Scribe, report: Report) -> Section:
    services = dict.fromkeys(
        service
        for sla in agreements(scribe, report)
        for service in scribe.design.services_of(sla.services)
        if scribe.shows(service)
    )
    rows: list[tuple[Value, ...]] = []
    for id_ in services:
        demand = scribe.design.services[id_].demand
        if demand is not None:
            rows.append((scribe.name(id_), demand.incidents, demand.requests, demand.changes, BLANK))
    headings = (
        phrase("Service"),
        Column(phrase("Incidents expected"), figures=True),
        Column(phrase("Requests expected"), figures=True),
        Column(phrase("Changes expected"), figures=True),
        MEASURED,
    )
    table = form(phrase("Work of the period beside what was expected"), headings, rows)
    nothing = phrase(
        "No volume of work has been forecast; the report counts incidents, requests and changes."
    )
    return _chapter(scribe, report, ("volume",), [table], nothing)


def _major(scribe: Scribe, report: Report) -> Section:
    """What counts as a major incident, what is told of each, and the breaches recorded so far."""
    meanings = dict.fromkeys(
        sla.priorities["A"].means for sla in agreements(scribe, report) if "A" in sla.priorities
    )
    facts = scribe.facts(
        (phrase("What counts as one"), listing(meanings, lines=True)),
        (
            phrase("Told of each"),
            phrase("number, service, beginning and end, cause, correction and what prevents the next"),
        ),
    )
    recorded = [
        record_table(
            scribe,
            sla.evidence.get("breach", ()),
            phrase("Breaches of {agreement}", agreement=scribe.name(sla.id)),
        )
        for sla in agreements(scribe, report)
    ]
    nothing = phrase("Each major incident is told with its cause and correction.")
    return _chapter(scribe, report, ("major-incidents",), [facts, *recorded], nothing)


def _kpis(scribe: Scribe, report: Report) -> Section:
    """The indicators by which the agreements are assessed; for the provider's people also those about them."""
    slas = agreements(scribe, report)
    ids = [id_ for sla in slas for id_ in sla.assessment]
    if scribe.audience == "internal":
        about = {sla.id for sla in slas} or {"service_desk"}
        ids += [kpi.id for kpi in scribe.design.kpis.values() if about.intersection(kpi.of)]
    rows = [
        (
            scribe.link(kpi.id),
            indicators.period_of(kpi),
            indicators.level(scribe, kpi, kpi.target),
            readings(scribe, kpi),
            BLANK,
        )
        for kpi in known_kpis(scribe, ids)
    ]
    headings = (
        phrase("Indicator"),
        phrase("Period of measurement"),
        Column(phrase("Target"), figures=True),
        Column(phrase("Values so far"), figures=True),
        MEASURED,
    )
    table = form(phrase("Indicators with their targets"), headings, rows)
    nothing = phrase("The provider is assessed by the levels of the agreement and by no other indicator.")
    return _chapter(scribe, report, ("kpis",), [table], nothing)


def _watched(scribe: Scribe, report: Report) -> Section:
    """What monitoring shows service by service; the provider's people also see the limits."""
    services = dict.fromkeys(
        service
        for sla in agreements(scribe, report)
        for service in scribe.design.services_of(sla.services)
        if scribe.shows(service)
    )
    columns = [name for name in WATCHED if name in report.sections]
    rows: list[tuple[Value, ...]] = [(scribe.name(id_), *(BLANK for _ in columns)) for id_ in services]
    headings = [phrase("Service"), *(phrase("{name}", name=scribe.title(name)) for name in columns)]
    table = form(phrase("What monitoring shows"), headings, rows) if columns else None
    limits = _limits(scribe) if scribe.audience == "internal" else None
    nothing = phrase("No services are watched for this report yet.")
    return _chapter(scribe, report, WATCHED, [table, limits], nothing)


def _limits(scribe: Scribe) -> Table | None:
    rows = [
        (
            scribe.link(entry.id),
            capital(scribe.word(name)),
            limit(scribe, metric.warning),
            limit(scribe, metric.critical),
        )
        for entry in scribe.design.monitoring.values()
        for name, metric in entry.metrics.items()
    ]
    headings = (
        phrase("Watched by"),
        phrase("Metric"),
        Column(phrase("Warning"), figures=True),
        Column(phrase("Critical"), figures=True),
    )
    return scribe.table(phrase("From where on a value is out of the ordinary"), headings, rows)


CHAPTERS: Mapping[str, Callable[[Scribe, Report], Section]] = {
    "attainment": _attainment,
    "volume": _volume,
    "major": _major,
    "kpis": _kpis,
    "watched": _watched,
}
