"""The course of a design: the order of its work, its circle, the phases of delivery, and what its changes reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import HEADINGS, lack, record_rows, topics_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value

ORDER = (
    ("requirements-done", phrase("Needs gathered")),
    ("catalogue-done", phrase("Catalogue")),
    ("solution-done", phrase("Solution")),
    ("cost-done", phrase("Costs")),
)
"""In which order the design is worked out; the agreements come last."""

CIRCLE = (
    ("plan", phrase("Planning (P)")),
    ("do", phrase("Doing (D)")),
    ("check", phrase("Checking (C)")),
    ("act", phrase("Acting (A)")),
)


def _order(scribe: Scribe) -> Section:
    head = scribe.design.head
    table = topics_table(scribe, head, ORDER, phrase("Needs first, then catalogue, solution and cost"))
    days = [
        day
        for sla in scribe.design.slas.values()
        for signatory in sla.signatories
        if (day := scribe.figures.day(signatory.when)) is not None
    ]
    lead = phrase("The first agreement is to be signed on {day}.", day=min(days)) if table and days else None
    nothing = phrase("It is not recorded in which order the design was worked out.")
    if table is not None:
        return Section((table,), (lead,) if lead else ())
    missing = lack(scribe, head, ("design", "requirements-done"), phrase("Order of work"))
    return Section((missing,)) if missing else Section((), (nothing,))


def _pdca(scribe: Scribe) -> Section:
    head = scribe.design.head
    rows = [
        (name, *row)
        for field, name in CIRCLE
        for row in (record_rows(scribe, getattr(head.pdca, field)) if head.pdca else ())
    ]
    table = scribe.table(phrase("How the design itself is improved"), (phrase("Matter"), *HEADINGS), rows)
    nothing = phrase("The circle of planning, doing, checking and acting is not laid down yet.")
    return scribe.section(head, ("design", "pdca"), table, otherwise=nothing)


def _delivery(scribe: Scribe) -> Section:
    """The phases of the deployment with their days, and the observation that follows."""
    plan, schedule = scribe.design.deployment, scribe.figures.schedule
    rows = [
        (PHASES.get(phase.phase or ""), phase.start_date, phase.finish_date, len(phase.tasks))
        for phase in (schedule.phases if schedule else ())
    ]
    headings = (
        phrase("Phase"),
        Column(phrase("First day"), figures=True),
        Column(phrase("Last day"), figures=True),
        Column(phrase("Tasks"), figures=True),
    )
    table = scribe.table(phrase("From planning to operation"), headings, rows)
    observe = plan.acceptance.observe if plan and plan.acceptance else None
    facts = scribe.facts(
        (phrase("Observed after go-live for"), observe.for_ if observe else None),
        (phrase("Observation ends when"), observe.exit if observe else None),
    )
    nothing = phrase("The design has no deployment yet.")
    return scribe.section(None, ("deployment",), table, facts, otherwise=nothing)


def _changes(scribe: Scribe) -> Section:
    rows = [
        (
            entry.version,
            entry.date,
            entry.change,
            scribe.links(entry.affects),
            _reached(scribe, entry.affects),
        )
        for entry in scribe.design.head.history
    ]
    headings = (
        phrase("Version"),
        Column(phrase("Date"), figures=True),
        phrase("Change"),
        phrase("Affects"),
        phrase("Reaches"),
    )
    table = scribe.table(phrase("Changes of the design and what they reach"), headings, rows)
    nothing = phrase("No change of the design is recorded yet.")
    return scribe.section(scribe.design.head, ("design", "history"), table, otherwise=nothing)


def _reached(scribe: Scribe, affected: tuple[str, ...]) -> Value:
    """How many services and agreements hang on what changed."""
    graph = scribe.material.graph
    known = [one for one in affected if one in scribe.design.entities]
    services = {service for one in known for service in graph.services_touched(one)}
    slas = {sla for one in known for sla in graph.slas_touched(one)}
    return listing(
        (
            phrase("{count} service", plural="{count} services", count=len(services)) if services else None,
            phrase("{count} agreement", plural="{count} agreements", count=len(slas)) if slas else None,
        )
    )


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "order": _order,
    "pdca": _pdca,
    "delivery": _delivery,
    "changes": _changes,
}
