"""Indicators as a table: what each should reach, from which source and over which window, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.indicator_formulas import sources
from itsm_compiler.documents.view import Column, Prose, phrase
from itsm_compiler.knowledge import library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table
    from itsm_compiler.model.processes import Kpi

HEADINGS = (
    phrase("Indicator"),
    Column(phrase("Target"), figures=True),
    phrase("Window"),
    phrase("Source of the figures"),
    phrase("Owner"),
)


def kpi_table(scribe: Scribe, kpis: Iterable[Kpi], caption: Phrase) -> Table | None:
    """A row for each indicator; None without any."""
    rows = [
        (
            scribe.link(kpi.id),
            indicators.level(scribe, kpi, kpi.target),
            indicators.period_of(kpi),
            sources(scribe, kpi),
            scribe.who(kpi.owner),
        )
        for kpi in kpis
    ]
    return scribe.table(caption, HEADINGS, rows)


def using(scribe: Scribe, names: Iterable[str]) -> tuple[list[Kpi], list[Prose]]:
    """The indicators that use these of the library, and the names of those that no indicator uses."""
    found: list[Kpi] = []
    missing: list[Prose] = []
    for name in names:
        known = [kpi for kpi in scribe.design.kpis.values() if kpi.use == name]
        found += known
        if not known:
            text = library()[name].text
            missing.append(Prose({"en": text.en, "zh": text.zh}))
    return found, missing
