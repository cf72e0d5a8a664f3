"""The specification sheet and service quality plan: what is built to be measured, and how its quality is kept up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itsm_compiler.documents import indicators, specification_sheet
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.specification_sheet import Sheet
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.assurance import QualityActivity
    from itsm_compiler.model.processes import Kpi

DOCUMENT = "quality-plan"
WORK = {
    "complaints": phrase("Handling of complaints"),
    "daily-check": phrase("Daily check"),
    "assurance": phrase("Process assurance"),
    "satisfaction": phrase("Satisfaction surveys"),
    "education": phrase("Quality education"),
    "audits": phrase("Internal audits"),
    "management-reviews": phrase("Management reviews"),
}
"""The seven activities of a quality plan."""

CHECKS = {
    "internal": phrase("Spot check inside the project"),
    "periodic": phrase("Periodic check"),
    "system": phrase("Audit of the management system"),
}
YEARLY: tuple[Literal["audits", "management-reviews"], ...] = ("audits", "management-reviews")


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityView(View):
    """The data of the quality plan; `chapters` by the name under which the template places them."""

    outcome: Items | None
    sheets: tuple[Sheet, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[QualityView]:
    """The plan, when the design has services or a quality plan."""
    design = scribe.design
    if not design.services and design.quality is None:
        return
    quality = design.quality
    yield QualityView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Specification sheet and service quality plan"),
        audience="internal",
        about="quality" if quality else None,
        draft=not scribe.material.passed,
        languages=design.head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            version=quality.version if quality else None,
            owner=scribe.who(quality.owner if quality and quality.owner else design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe)),
        sheets=specification_sheet.sheets(scribe),
        chapters={name: write(scribe) for name, write in CHAPTERS.items()},
    )


def _outcome(scribe: Scribe) -> Iterator[Value]:
    services = specification_sheet.live_services(scribe)
    functions = sum(len(service.functions) for service in services)
    yield phrase(
        "The sheet specifies {functions} of {services}.",
        functions=phrase("{count} function", plural="{count} functions", count=functions),
        services=phrase("{count} service", plural="{count} services", count=len(services)),
    )
    quality = scribe.design.quality
    if quality is None:
        yield phrase("There is no quality plan yet.")
        return
    yield phrase(
        "The quality plan has {goals} and {activities}.",
        goals=phrase("{count} goal", plural="{count} goals", count=len(quality.goals)),
        activities=phrase("{count} activity", plural="{count} activities", count=len(quality.activities)),
    )
    issued = quality.issued
    day = scribe.figures.day(issued.when) if issued else None
    if day is not None:
        yield phrase("It is issued on {day}.", day=day)


def _section(
    scribe: Scribe, field: str, *blocks: Block | None, lead: Phrase | None = None, otherwise: Phrase
) -> Section:
    return scribe.section(scribe.design.quality, ("quality", field), *blocks, lead=lead, otherwise=otherwise)


def _goals(scribe: Scribe) -> Section:
    quality = scribe.design.quality
    kpis = [
        scribe.design.kpis[goal] for goal in (quality.goals if quality else ()) if goal in scribe.design.kpis
    ]
    rows = [_goal(scribe, kpi) for kpi in kpis]
    headings = (
        phrase("Goal"),
        phrase("Tells about"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
        phrase("Window"),
        phrase("Owner"),
        phrase("When the target is missed"),
    )
    table = scribe.table(phrase("What is to be reached, and who answers for it"), headings, rows)
    return _section(scribe, "goals", table, otherwise=phrase("No quality goal is set yet."))


def _goal(scribe: Scribe, kpi: Kpi) -> tuple[Value, ...]:
    return (
        scribe.link(kpi.id),
        scribe.links(kpi.of),
        indicators.figure(scribe, kpi, kpi.baseline),
        indicators.level(scribe, kpi, kpi.target),
        indicators.period_of(kpi),
        scribe.who(kpi.owner),
        scribe.link(kpi.on_miss) if kpi.on_miss else None,
    )


def _activities(scribe: Scribe) -> Section:
    quality = scribe.design.quality
    rows = [
        (
            activity.name or WORK[name],
            scribe.who(activity.by),
            _times(scribe, activity),
            scribe.who(activity.inputs),
            scribe.link(activity.output) if activity.output else None,
        )
        for name, activity in (quality.activities if quality else {}).items()
    ]
    headings = (
        phrase("Activity"),
        phrase("By whom"),
        phrase("When"),
        phrase("It starts from"),
        phrase("Written down in"),
    )
    table = scribe.table(phrase("What is done for quality, and when"), headings, rows)
    nothing = phrase("No quality activity is planned yet.")
    if table is None or quality is None:
        return _section(scribe, "activities", table, otherwise=nothing)
    missing = [
        name for work, name in WORK.items() if work not in quality.activities and work not in quality.none
    ]
    lead = phrase("Not planned yet: {activities}.", activities=listing(missing)) if missing else None
    return _section(scribe, "activities", table, lead=lead, otherwise=nothing)


def _times(scribe: Scribe, activity: QualityActivity) -> Value:
    """The rhythm of an activity and its days, each day once."""
    days = listing((scribe.when(day) for day in activity.dates), lines=True)
    return listing((activity.frequency, days), lines=True)


def _duties(scribe: Scribe) -> Section:
    quality = scribe.design.quality
    found: dict[str, list[Value]] = {}
    for name, activity in (quality.activities if quality else {}).items():
        if activity.by is not None:
            found.setdefault(activity.by, []).append(activity.name or WORK[name])
    rows = []
    for id_, work in found.items():
        role = scribe.design.roles.get(id_)
        rows.append((scribe.link(id_), listing(work), listing(role.authority, lines=True) if role else None))
    headings = (phrase("Role"), phrase("Answers for"), phrase("Authority"))
    table = scribe.table(phrase("Who answers for quality, and what they may decide"), headings, rows)
    return _section(
        scribe, "activities", table, otherwise=phrase("Nobody has been given duties for quality yet.")
    )


def _checks(scribe: Scribe) -> Section:
    checks = scribe.design.quality.checks if scribe.design.quality else None
    rows = []
    for field, name in CHECKS.items():
        check = getattr(checks, field, None)
        if check is not None:
            rows.append((name, scribe.who(check.by), check.frequency, scribe.value(check.sample)))
    headings = (phrase("Check"), phrase("By whom"), phrase("Frequency"), phrase("Sample"))
    table = scribe.table(phrase("How the work is checked"), headings, rows)
    return _section(scribe, "checks", table, otherwise=phrase("No check of the work is planned yet."))


def _years(scribe: Scribe) -> Section:
    """How many audits and management reviews each year has, by their planned days."""
    quality = scribe.design.quality
    counted: dict[str, Counter[int]] = {}
    for work in YEARLY:
        activity = quality.activities.get(work) if quality else None
        days = [scribe.figures.day(day) for day in (activity.dates if activity else ())]
        counted[work] = Counter(day.year for day in days if day is not None)
    years = sorted({year for found in counted.values() for year in found})
    rows: list[tuple[Value, ...]] = [(str(year), *(counted[work][year] for work in YEARLY)) for year in years]
    headings = (
        phrase("Year"),
        Column(phrase("Internal audits"), figures=True),
        Column(phrase("Management reviews"), figures=True),
    )
    table = scribe.table(phrase("Audits and management reviews of each year"), headings, rows)
    nothing = phrase("No days are set for audits and management reviews yet.")
    return _section(scribe, "audits", table, otherwise=nothing)


def _messages(scribe: Scribe) -> Section:
    """The meetings and reports that have quality on their list, and what is told in between."""
    design = scribe.design
    rows: list[tuple[Value, ...]] = [
        (scribe.link(review.id), phrase("meeting"), review.frequency, scribe.who(review.record))
        for review in design.reviews.values()
        if "quality" in review.agenda
    ]
    rows += [
        (
            scribe.link(report.id),
            phrase("report"),
            report.frequency,
            scribe.link(report.archive) if report.archive else None,
        )
        for report in design.reports.values()
        if "quality" in report.sections
    ]
    headings = (phrase("Occasion"), phrase("Kind"), phrase("Frequency"), phrase("Written down in"))
    table = scribe.table(phrase("Where quality is spoken and written of"), headings, rows)
    said = scribe.texts(design.quality.messages) if design.quality else None
    nothing = phrase("Quality has no place in meetings, reports or messages yet.")
    return _section(scribe, "messages", table, said, otherwise=nothing)


def _issue(scribe: Scribe) -> Section:
    quality = scribe.design.quality
    issued = quality.issued if quality else None
    facts = (
        scribe.facts(
            (phrase("Version"), quality.version),
            (phrase("Owner"), scribe.who(quality.owner)),
            (phrase("Issued by"), scribe.who(issued.by)),
            (phrase("Issued on"), scribe.when(issued.when)),
            (phrase("Issued to"), scribe.links(issued.to)),
            (phrase("Outcome"), scribe.outcome(issued.result)),
            (phrase("Record"), scribe.who(issued.record)),
        )
        if quality and issued
        else None
    )
    return _section(scribe, "issued", facts, otherwise=phrase("The quality plan has not been issued yet."))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "parameters": specification_sheet.process_parameters,
    "goals": _goals,
    "activities": _activities,
    "duties": _duties,
    "checks": _checks,
    "years": _years,
    "messages": _messages,
    "issue": _issue,
    "chain": specification_sheet.chain,
}
