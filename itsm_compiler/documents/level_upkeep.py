"""What keeps agreed levels alive: the cycle of measuring and telling, what a miss leads to, talks, warning and life."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import lack, record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Sla

ATTAINMENT = "attainment"


def state(scribe: Scribe, sla: Sla) -> Value:
    """How far the agreement has come on the day of the document, by its records and its term."""
    today = scribe.figures.as_of
    valid = sla.valid
    if valid and valid.to and valid.to < today:
        return phrase("The agreement ended on {day}.", day=valid.to)
    days = [one.when for one in sla.signatories if one.result is not None and isinstance(one.when, date)]
    if days and len(days) == len(sla.signatories):
        if valid and valid.from_ and valid.from_ <= today:
            return phrase("The agreement has been in force since {day}.", day=valid.from_)
        return phrase("The agreement was signed on {day} and is not in force yet.", day=max(days))
    if sla.evidence.get("negotiation"):
        return phrase("The agreement is negotiated and drafted, and not signed yet.")
    return phrase("The agreement is drafted; no negotiation is recorded.")


def _monitoring(scribe: Scribe, sla: Sla) -> Section:
    rows = [
        (
            capital(metric_name(scribe, metric)),
            scribe.links(target.source) or phrase("Monitoring of the parts"),
            scribe.who(target.owner),
            target.window,
            scribe.links(_naming(scribe, sla.reporting, "reports", "sections", metric)),
            scribe.links(_naming(scribe, sla.review, "reviews", "agenda", metric)),
        )
        for metric, target in sla.targets.items()
    ]
    headings = (
        phrase("Metric"),
        phrase("Taken from"),
        phrase("Owner"),
        phrase("Window"),
        phrase("Told in"),
        phrase("Judged in"),
    )
    table = scribe.table(phrase("How each level is measured, told and judged"), headings, rows)
    return scribe.section(
        sla, ("slas", sla.id, "targets"), table, otherwise=phrase("No level is measured yet.")
    )


def _naming(scribe: Scribe, ids: tuple[str, ...], section: str, field: str, metric: str) -> list[str]:
    """Those of some reports or reviews that speak of a metric, or of the attainment of all."""
    things = getattr(scribe.design, section)
    return [one for one in ids if one in things and {metric, ATTAINMENT} & set(getattr(things[one], field))]


def _obligations(scribe: Scribe, sla: Sla) -> Section:
    paid = sla.compensation.of if sla.compensation else None
    rows = [
        (
            capital(metric_name(scribe, metric)),
            scribe.link(target.on_miss) if target.on_miss else None,
            phrase("yes") if metric == paid else phrase("no"),
            sla.consequences.get(metric),
        )
        for metric, target in sla.targets.items()
    ]
    headings = (
        phrase("Metric"),
        phrase("Process started when the level is missed"),
        phrase("Compensated"),
        phrase("Consequence"),
    )
    table = scribe.table(phrase("What the provider owes when a level is missed"), headings, rows)
    nothing = phrase("A missed level has no consequence yet.")
    return scribe.section(sla, ("slas", sla.id, "consequences"), table, otherwise=nothing)


def _dialogue(scribe: Scribe, sla: Sla) -> Section:
    contacts = sla.contacts
    rows = [
        (scribe.link(review.id), review.frequency, scribe.who(review.participants), scribe.who(review.record))
        for id_ in sla.review
        if (review := scribe.design.reviews.get(id_)) is not None and review.with_ == "customer"
    ]
    headings = (phrase("Meeting"), phrase("Frequency"), phrase("Who takes part"), phrase("Record"))
    facts = scribe.facts(
        (phrase("Speaks for the provider"), scribe.who(contacts.provider) if contacts else None),
        (phrase("Speaks for the customer"), scribe.who(contacts.customer) if contacts else None),
    )
    known = record_table(
        scribe, sla.evidence.get("acknowledgement", ()), phrase("The customer has taken note of the levels")
    )
    gap = (
        None
        if known
        else lack(scribe, sla, ("slas", sla.id, "acknowledgement"), phrase("Acknowledgement by the customer"))
    )
    meetings = scribe.table(phrase("Meetings with the customer on the levels"), headings, rows)
    nothing = phrase("No dialogue with the customer on the levels is laid down yet.")
    return scribe.section(sla, ("slas", sla.id, "review"), facts, meetings, known or gap, otherwise=nothing)


def _warning(scribe: Scribe, sla: Sla) -> Section:
    rows = [
        (
            capital(metric_name(scribe, metric)),
            phrase("when {share} of what the level allows is used up", share=target.warning),
            scribe.who(target.owner),
        )
        for metric, target in sla.targets.items()
        if target.warning is not None
    ]
    headings = (phrase("Metric"), phrase("Warning"), phrase("Owner"))
    table = scribe.table(phrase("Warning before a level is missed"), headings, rows)
    notified = [
        phrase("{process}: {times}", process=scribe.link(id_), times=scribe.words(process.notify_at))
        for id_ in sla.processes
        if (process := scribe.design.processes.get(id_)) is not None and process.notify_at
    ]
    facts = scribe.facts((phrase("Warning in the processes"), listing(notified, lines=True)))
    nothing = phrase("Nobody is warned before a level is missed yet.")
    return scribe.section(sla, ("slas", sla.id, "warning"), table, facts, otherwise=nothing)


def _life(scribe: Scribe, sla: Sla) -> Section:
    valid, change, end = sla.valid, sla.change_control, sla.termination
    facts = scribe.facts(
        (phrase("State"), state(scribe, sla)),
        (phrase("Version"), sla.version),
        (phrase("Takes effect"), valid.from_ if valid else None),
        (phrase("Ends on"), valid.to if valid else None),
        (
            phrase("Changed by the process"),
            scribe.link(change.process) if change and change.process else None,
        ),
        (phrase("Changes approved by"), scribe.links(change.approvers) if change else None),
        (phrase("Notice"), (end.notice if end else None) or (valid.notice if valid else None)),
        (phrase("Handed back at the end"), listing(end.hand_back, lines=True) if end else None),
        (phrase("Last reviewed"), sla.reviewed),
    )
    return Section((facts,)) if facts else Section(())


CHAPTERS: Mapping[str, Callable[[Scribe, Sla], Section]] = {
    "monitoring": _monitoring,
    "obligations": _obligations,
    "dialogue": _dialogue,
    "warning": _warning,
    "life": _life,
}
