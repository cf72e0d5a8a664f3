"""Indicators as tables: how each is computed from what, and what it should reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.indicator_formulas import formula, sources
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.processes import Kpi


def known_kpis(scribe: Scribe, ids: Iterable[str]) -> list[Kpi]:
    """The indicators of the design among some ids, those that readers may know of."""
    kpis = scribe.design.kpis
    return [kpis[id_] for id_ in dict.fromkeys(ids) if id_ in kpis and scribe.shows(id_)]


def computed_table(scribe: Scribe, kpis: Iterable[Kpi], caption: Phrase) -> Table | None:
    """How each indicator is computed, where its figures come from, how often and by whom."""
    rows = [
        (
            scribe.link(kpi.id),
            formula(kpi),
            sources(scribe, kpi),
            indicators.period_of(kpi),
            scribe.who(kpi.owner),
        )
        for kpi in kpis
    ]
    headings = (
        phrase("Indicator"),
        phrase("Formula"),
        phrase("Taken from"),
        phrase("Period of measurement"),
        phrase("Owner"),
    )
    return scribe.table(caption, headings, rows)


def judged_table(scribe: Scribe, kpis: Iterable[Kpi], caption: Phrase) -> Table | None:
    """From where to where each indicator is to come, what it may miss, and what follows then."""
    rows = [
        (
            scribe.link(kpi.id),
            indicators.figure(scribe, kpi, kpi.baseline),
            indicators.level(scribe, kpi, kpi.target),
            indicators.level(scribe, kpi, kpi.warning),
            tolerance(scribe, kpi),
            scribe.link(kpi.on_miss) if kpi.on_miss else None,
        )
        for kpi in kpis
    ]
    headings = (
        phrase("Indicator"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
        Column(phrase("Early warning"), figures=True),
        phrase("Tolerance in a period"),
        phrase("When the target is missed"),
    )
    return scribe.table(caption, headings, rows)


def tolerance(scribe: Scribe, kpi: Kpi) -> Value:
    """How many cases of a period may miss the target, and down to what."""
    allowed = kpi.tolerance
    if allowed is None:
        return None
    upto = indicators.level(scribe, kpi, allowed.upto)
    if allowed.count is None:
        return upto
    cases = phrase("{count} case", plural="{count} cases", count=allowed.count)
    return phrase("{cases}, each {level}", cases=cases, level=upto) if upto else cases


def readings(scribe: Scribe, kpi: Kpi) -> Value:
    """The values read so far, each with its day."""
    return listing(
        (
            phrase("{value} on {day}", value=scribe.outcome(entry.result), day=scribe.when(entry.when))
            for entry in kpi.evidence.get("reading", ())
            if entry.result is not None
        ),
        lines=True,
    )
