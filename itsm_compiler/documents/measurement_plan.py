"""The measurement plan: what measuring is for, what is measured of what, the system of indicators and its baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import measurement_aims, measurement_system, measurement_usual
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered, detail
from itsm_compiler.documents.indicator_tables import computed_table, judged_table, known_kpis
from itsm_compiler.documents.view import Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.documents.chaptered import ChapteredView, Detail
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value

ELEMENTS = ("people", "resource", "technology", "process", "service")


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plan, when the design has services, indicators or measurements."""
    design = scribe.design
    if design.services or design.kpis or design.measurements:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    yield (
        phrase(
            "The plan has {indicators} and {measurements}.",
            indicators=phrase("{count} indicator", plural="{count} indicators", count=len(design.kpis)),
            measurements=phrase(
                "{count} measurement", plural="{count} measurements", count=len(design.measurements)
            ),
        )
        if design.measurements
        else phrase(
            "The plan has {indicators}, which no measurement gathers yet.",
            indicators=phrase("{count} indicator", plural="{count} indicators", count=len(design.kpis)),
        )
    )
    gathered = {kpi for one in design.measurements.values() for kpi in one.kpis}
    loose = [kpi for kpi in design.kpis if kpi not in gathered]
    if loose and design.measurements:
        yield phrase(
            "{count} indicator is gathered by no measurement.",
            plural="{count} indicators are gathered by no measurement.",
            count=len(loose),
        )
    elif design.measurements:
        yield phrase("Every indicator is gathered by a measurement.")
    by_hand = [one for one in design.measurements.values() if one.channel not in (None, "tool")]
    if by_hand:
        yield phrase(
            "{count} measurement is not taken by a tool.",
            plural="{count} measurements are not taken by a tool.",
            count=len(by_hand),
        )
    without = [kpi for kpi in design.kpis.values() if kpi.baseline is None or kpi.target is None]
    if without:
        yield phrase(
            "{count} indicator lacks a baseline or a target.",
            plural="{count} indicators lack a baseline or a target.",
            count=len(without),
        )
    elif design.kpis:
        yield phrase("Every indicator has a baseline and a target.")


def _element(name: str) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        rows = [
            (
                scribe.link(one.id),
                measurement_aims.CLASS_WORDS.get(one.class_ or ""),
                scribe.links(one.kpis),
                one.frequency,
                scribe.who(one.owner),
            )
            for one in scribe.design.measurements.values()
            if one.element == name
        ]
        headings = (
            phrase("Measurement"),
            phrase("Class"),
            phrase("Indicators"),
            phrase("Frequency"),
            phrase("Gathered by"),
        )
        table = scribe.table(phrase("Measurements, indicators and who gathers them"), headings, rows)
        nothing = phrase("Nothing of this element is measured yet.")
        return Section((table,)) if table else Section((), (nothing,))

    return write


def _details(scribe: Scribe) -> Iterator[Detail]:
    """Each measurement with the five elements of its indicators."""
    for one in scribe.design.measurements.values():
        kpis = known_kpis(scribe, one.kpis)
        facts = scribe.facts(
            (phrase("Gathered by"), scribe.who(one.owner)),
            (phrase("Frequency"), one.frequency),
            (phrase("Way of gathering"), measurement_aims.CHANNELS.get(one.channel or "")),
            (phrase("Work each time"), one.effort),
            (phrase("Used in"), scribe.links(one.used_in)),
        )
        blocks = (
            facts,
            computed_table(scribe, kpis, phrase("How the indicators are computed")),
            judged_table(scribe, kpis, phrase("What the indicators are to reach")),
        )
        yield detail(scribe, "measurements", one, blocks, phrase("The measurement says nothing further yet."))


def _loose(scribe: Scribe) -> Section:
    """The indicators that no measurement gathers."""
    gathered = {kpi for one in scribe.design.measurements.values() for kpi in one.kpis}
    kpis = known_kpis(scribe, (kpi for kpi in scribe.design.kpis if kpi not in gathered))
    blocks = (
        computed_table(scribe, kpis, phrase("How the indicators are computed")),
        judged_table(scribe, kpis, phrase("What the indicators are to reach")),
    )
    nothing = (
        phrase("Every indicator is gathered by a measurement.")
        if scribe.design.kpis
        else phrase("There are no indicators yet.")
    )
    return chapter(scribe, None, ("kpis",), blocks, nothing)


def _anchors(scribe: Scribe) -> Iterator[str]:
    yield from scribe.design.measurements
    yield from scribe.design.kpis


PLAN = Plan(
    kind="measurement-plan",
    title=phrase("Measurement plan"),
    outcome=_outcome,
    chapters={
        **measurement_aims.CHAPTERS,
        **{name: _element(name) for name in ELEMENTS},
        **measurement_system.CHAPTERS,
        **measurement_usual.CHAPTERS,
        "loose": _loose,
    },
    details={"measurements": _details},
    anchors=_anchors,
)
