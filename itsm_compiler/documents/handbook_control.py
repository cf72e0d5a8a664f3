"""How one process is kept in hand: its indicators with their five elements, watching, audit, appraisal and review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import HEADINGS, record_rows
from itsm_compiler.documents.indicator_tables import computed_table, judged_table, known_kpis
from itsm_compiler.documents.limits import limit
from itsm_compiler.documents.view import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Section
    from itsm_compiler.model.processes import Process


def _part(scribe: Scribe, process: Process, field: str, *blocks: Block | None, otherwise: Phrase) -> Section:
    return scribe.section(process, ("processes", process.id, field), *blocks, otherwise=otherwise)


def _indicators(scribe: Scribe, process: Process) -> Section:
    kpis = known_kpis(scribe, process.kpis)
    return _part(
        scribe,
        process,
        "kpis",
        computed_table(scribe, kpis, phrase("How the process is measured")),
        judged_table(scribe, kpis, phrase("What is to be reached, and what follows")),
        otherwise=phrase("The process has no indicator yet."),
    )


def _watching(scribe: Scribe, process: Process) -> Section:
    """What is watched while the process runs, and from where on somebody steps in."""
    control = process.monitoring
    facts = (
        scribe.facts(
            (phrase("What is watched"), scribe.value(control.metric)),
            (
                phrase("Somebody steps in at"),
                limit(scribe, control.threshold, scribe.design.kpis.get(str(control.metric))),
            ),
            (phrase("Looked at"), control.every),
            (phrase("Looked at by"), scribe.who(control.by)),
        )
        if control
        else None
    )
    nothing = phrase("The running of the process is not watched yet.")
    return _part(scribe, process, "monitoring", facts, otherwise=nothing)


def _audit(scribe: Scribe, process: Process) -> Section:
    audit = process.audit
    facts = (
        scribe.facts(
            (phrase("Audited by"), scribe.who(audit.by)),
            (phrase("Frequency"), audit.frequency),
            (phrase("Sample"), scribe.value(audit.sample)),
            (phrase("Looked through"), scribe.words(audit.evidence)),
        )
        if audit
        else None
    )
    return _part(scribe, process, "audit", facts, otherwise=phrase("The process is not audited yet."))


def _review(scribe: Scribe, process: Process) -> Section:
    """When the process is reviewed, and how ripe it was found to be."""
    rows = [(phrase("Review of the process"), *row) for row in record_rows(scribe, process.review)]
    rated = process.evidence.get("maturity-rating", ())
    rows += [(phrase("Rating of maturity"), *row) for row in record_rows(scribe, rated)]
    table = scribe.table(phrase("Reviews and ratings"), (phrase("Matter"), *HEADINGS), rows)
    looked = (
        scribe.facts((phrase("Description last reviewed on"), process.reviewed)) if process.reviewed else None
    )
    nothing = phrase("No review of the process is planned yet.")
    return _part(scribe, process, "review", table, looked, otherwise=nothing)


PARTS: Mapping[str, Callable[[Scribe, Process], Section]] = {
    "indicators": _indicators,
    "watching": _watching,
    "audit": _audit,
    "review": _review,
}
