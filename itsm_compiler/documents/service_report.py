"""A service report: what it tells of which agreement, as a form with every promised level, and what is known so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import report_contents
from itsm_compiler.documents.report_contents import agreements, is_customers
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Items, Section, Signatory, Signatures, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.assurance import Report

DOCUMENT = "service-report"
ANALYSES = {
    "trend": phrase("Trend: the values of the last periods side by side"),
    "comparison": phrase("Comparison: with the target, the period before and the same period a year before"),
    "root-cause": phrase("Root cause: why each missed level was missed"),
    "visual": phrase("Chart: each level as a picture over time"),
    "breakdown": phrase("Breakdown: volume by kind, service and place"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView(View):
    """The data of a report; `chapters` by the name under which the template places them."""

    description: Value
    outcome: Items | None
    chapters: Mapping[str, Section]
    signatures: Signatures


def views(scribe: Scribe) -> Iterator[ReportView]:
    """Each report, for the customer where it tells of the agreements of one customer who receives it."""
    for report in scribe.design.reports.values():
        own = scribe.reading("customer" if is_customers(scribe, report) else "internal")
        yield _report(own, report)


def _report(scribe: Scribe, report: Report) -> ReportView:
    head = scribe.design.head
    customers = dict.fromkeys(sla.customer for sla in agreements(scribe, report))
    return ReportView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT, report.id),
        title=scribe.name(report.id),
        audience=scribe.audience,
        about=report.id,
        draft=not scribe.material.passed,
        languages=head.languages,
        control=scribe.control(
            (DOCUMENT, report.id),
            owner=scribe.who(report.by or head.owner),
            customer=scribe.links(customers) or scribe.links(head.customer),
        ),
        description=report.description,
        outcome=scribe.texts(_outcome(scribe, report)),
        chapters={name: write(scribe, report) for name, write in CHAPTERS.items()},
        signatures=Signatures(
            tuple(
                Signatory(duty, "", scribe.who(role) or "")
                for duty, role in (
                    (phrase("Drafted by"), report.by),
                    (phrase("Approved by"), report.approver),
                )
            )
        ),
    )


def _outcome(scribe: Scribe, report: Report) -> Iterator[Value]:
    slas = [sla.id for sla in agreements(scribe, report)]
    if slas:
        yield phrase("The report tells how {agreements} is kept.", plural="The report tells how {agreements} are kept.", agreements=scribe.links(slas), count=len(slas))  # fmt: skip
    if report.frequency and report.due:
        yield phrase(
            "It is made {frequency} and is due {duration} after the end of the period.",
            frequency=report.frequency,
            duration=report.due,
        )
    elif report.frequency:
        yield phrase("It is made {frequency}.", frequency=report.frequency)
    if report.to:
        yield phrase("It goes to {recipients}.", recipients=scribe.links(report.to))
    yield phrase("Promised levels and targets stand in it; the values of a period are entered when it ends.")


def _part(scribe: Scribe, report: Report, field: str, *blocks: Block | None, otherwise: Phrase) -> Section:
    return scribe.section(report, ("reports", report.id, field), *blocks, otherwise=otherwise)


def _frame(scribe: Scribe, report: Report) -> Section:
    facts = scribe.facts(
        (phrase("Of"), scribe.links(sla.id for sla in agreements(scribe, report))),
        (phrase("Frequency"), report.frequency),
        (phrase("Due after the end of the period"), report.due),
        (phrase("Drafted by"), scribe.who(report.by)),
        (phrase("Approved by"), scribe.who(report.approver)),
        (phrase("Form"), scribe.value(report.form) if report.form else None),
        (phrase("Template"), scribe.who(report.template)),
        (phrase("Contents"), scribe.words(report.sections)),
    )
    return _part(
        scribe, report, "frequency", facts, otherwise=phrase("The frame of the report is not set yet.")
    )


def _recipients(scribe: Scribe, report: Report) -> Section:
    """Who receives the report, and where it is kept."""
    record = scribe.design.records.get(report.archive or "")
    facts = scribe.facts(
        (phrase("Sent to"), scribe.links(report.to, lines=True)),
        (phrase("Approved before it is sent by"), scribe.who(report.approver)),
        (phrase("Archived as"), scribe.link(report.archive) if report.archive else None),
        (phrase("Kept for"), record.keep if record else None),
    )
    return _part(scribe, report, "to", facts, otherwise=phrase("Nobody receives the report yet."))


def _analyses(scribe: Scribe, report: Report) -> Section:
    said = scribe.texts(ANALYSES.get(name) or scribe.title(name) for name in report.analyses)
    nothing = phrase("No ways of analysis are agreed for this report.")
    return _part(scribe, report, "analyses", said, otherwise=nothing)


def _meetings(scribe: Scribe, report: Report) -> Section:
    """The reviews at which the report is talked through."""
    slas = {sla.id for sla in agreements(scribe, report)}
    rows = [
        (scribe.link(review.id), review.frequency, scribe.who(review.chair))
        for review in scribe.design.reviews.values()
        if slas.intersection(review.of) and scribe.shows(review.id) and review.with_ == "customer"
    ]
    table = scribe.table(
        phrase("Meetings at which the report is talked through"),
        (phrase("Meeting"), phrase("Frequency"), phrase("Chair")),
        rows,
    )
    nothing = phrase("The report is talked through at no regular meeting.")
    return Section((table,)) if table else Section((), (nothing,))


def _further(scribe: Scribe, report: Report) -> Section:
    """What else the report holds."""
    rest = [name for name in report.sections if name not in report_contents.OWN_CHAPTERS]
    named = listing(scribe.word(name) for name in rest)
    if not rest:
        return Section((), (phrase("The report holds nothing else."),))
    return Section((), (phrase("The report also tells of: {contents}.", contents=named),))


CHAPTERS: Mapping[str, Callable[[Scribe, Report], Section]] = {
    "frame": _frame,
    **report_contents.CHAPTERS,
    "analyses": _analyses,
    "further": _further,
    "meetings": _meetings,
    "recipients": _recipients,
}
