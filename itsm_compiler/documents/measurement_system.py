"""The system of indicators: which goes into which, in which layer and with which weight, how agreements are covered, baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.indicator_tables import known_kpis
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, IndicatorNode, IndicatorTree, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.processes import Kpi

LAYERS: Mapping[str, Phrase] = {
    "base": phrase("Base"),
    "performance": phrase("Performance of services"),
    "security": phrase("Information security"),
    "experience": phrase("Experience of users"),
}
SIDES: Mapping[str, tuple[Phrase, tuple[str, ...], tuple[str, ...]]] = {
    "availability": (phrase("Availability"), ("availability",), ()),
    "performance": (phrase("Performance of services"), (), ("performance",)),
    "security": (phrase("Information security"), ("security-incidents",), ("security",)),
    "reliability": (phrase("Reliability"), ("failures", "recovery"), ()),
    "experience": (phrase("Experience of users"), ("satisfaction",), ("experience",)),
}
"""The five sides of an agreement: its name, the metrics of targets and the layers of indicators that show it."""

METHODS: Mapping[str, Phrase] = {
    "active": phrase("Active: the part is asked in turn"),
    "passive": phrase("Passive: the part reports by itself"),
    "baseline": phrase("Baseline: values are compared with what is usual"),
    "log": phrase("Logs: records of the parts are read"),
    "performance": phrase("Performance: load and times are measured"),
    "event": phrase("Events: a happening sets it off"),
}


def _tree(scribe: Scribe) -> Section:
    """Which indicators go into which; those that stand alone are left to the tables."""
    kpis = scribe.design.kpis
    upper = {kpi.rolls_up_to for kpi in kpis.values()}
    shown = [kpi for kpi in kpis.values() if kpi.rolls_up_to in kpis or kpi.id in upper]
    nodes = tuple(
        IndicatorNode(
            kpi.id,
            scribe.name(kpi.id),
            indicators.level(scribe, kpi, kpi.target),
            kpi.rolls_up_to,
            kpi.weight,
        )
        for kpi in shown
    )
    tree = IndicatorTree(
        phrase("Indicators and what they rest on"),
        phrase(
            "Each line leads from an indicator to one that goes into it, with its weight where one is set."
        ),
        nodes,
    )
    nothing = phrase("No indicator goes into another yet.")
    return chapter(scribe, None, ("kpis", "rolls_up_to"), [tree if nodes else None], nothing)


def _layers(scribe: Scribe) -> Section:
    kpis = scribe.design.kpis.values()
    rows = [
        (name, scribe.links(kpi.id for kpi in kpis if kpi.layer == layer)) for layer, name in LAYERS.items()
    ]
    stated = [row for row in rows if row[1] is not None]
    missing = [name for name, links in rows if links is None]
    lead = (
        phrase("No indicator stands in these layers: {layers}.", layers=listing(missing))
        if missing and stated
        else None
    )
    table = scribe.table(phrase("Indicators by layer"), (phrase("Layer"), phrase("Indicators")), stated)
    nothing = phrase("The indicators are not ordered in layers yet.")
    return chapter(scribe, None, ("kpis", "layer"), [table], nothing, lead)


def _sides(scribe: Scribe) -> Section:
    """By which metrics and indicators each side of an agreement is seen."""
    slas = scribe.design.slas.values()
    rows = [
        (
            scribe.link(sla.id),
            *(_shows(scribe, sla, metrics, layers) for _, metrics, layers in SIDES.values()),
        )
        for sla in slas
    ]
    headings = [phrase("Agreement"), *(name for name, _, _ in SIDES.values())]
    table = scribe.table(phrase("How each side of the agreements is measured"), headings, rows)
    nothing = phrase("There are no agreements whose levels could be measured.")
    return chapter(scribe, None, ("slas", "targets"), [table], nothing)


def _shows(scribe: Scribe, sla: Sla, metrics: tuple[str, ...], layers: tuple[str, ...]) -> Value:
    services = scribe.design.services_of(sla.services)
    about = {sla.id, *services}
    found: list[Value] = [capital(metric_name(scribe, metric)) for metric in metrics if metric in sla.targets]
    found += [
        scribe.link(kpi.id)
        for kpi in scribe.design.kpis.values()
        if kpi.layer in layers and about.intersection(kpi.of)
    ]
    return listing(found, lines=True)


def _weights(scribe: Scribe) -> Section:
    """What weighs how much in the judgement of each agreement; further weights stand in the tree."""
    rows = [
        (
            scribe.link(sla.id),
            scribe.value(party.sector) if (party := scribe.design.parties.get(sla.customer)) else None,
            scribe.link(kpi.id),
            LAYERS.get(kpi.layer or ""),
            kpi.weight,
        )
        for sla in scribe.design.slas.values()
        for kpi in scribe.design.kpis.values()
        if kpi.weight is not None and {sla.id, *scribe.design.services_of(sla.services)}.intersection(kpi.of)
    ]
    headings = (
        phrase("Agreement"),
        phrase("Sector of the customer"),
        phrase("Indicator"),
        phrase("Layer"),
        Column(phrase("Weight"), figures=True),
    )
    table = scribe.table(phrase("Weights in the judgement of the agreements"), headings, rows)
    lead = phrase("What goes into an indicator carries its weight in the tree.")
    weighed = any(kpi.weight is not None for kpi in scribe.design.kpis.values())
    nothing = lead if weighed else phrase("The indicators have no weights; each counts alike.")
    return (
        Section((), (lead,))
        if weighed and not table
        else chapter(scribe, None, ("kpis", "weight"), [table], nothing, lead)
    )


def _methods(scribe: Scribe) -> Section:
    entries = scribe.design.monitoring.values()
    rows = [
        (name, scribe.links((one.id for one in entries if one.method == method), lines=True))
        for method, name in METHODS.items()
    ]
    stated = [row for row in rows if row[1] is not None]
    table = scribe.table(phrase("Which watch uses which way"), (phrase("Way"), phrase("Used by")), stated)
    nothing = phrase("No part is monitored yet.")
    return chapter(scribe, None, ("monitoring", "method"), [table], nothing)


def _baselines(scribe: Scribe) -> Section:
    """Baselines at the level of strategy, tactics and operation, and who has accepted them."""
    rows: list[tuple[Value, ...]] = []
    for level, kpis in _by_level(scribe):
        rows += [
            (
                level,
                scribe.link(kpi.id),
                indicators.figure(scribe, kpi, kpi.baseline),
                *_accepted(scribe, kpi),
            )
            for kpi in kpis
            if kpi.baseline is not None
        ]
    headings = (
        phrase("Level"),
        phrase("Indicator"),
        Column(phrase("Baseline"), figures=True),
        phrase("Baseline accepted by"),
        Column(phrase("Day"), figures=True),
    )
    table = scribe.table(phrase("Baselines and their acceptance"), headings, rows)
    return chapter(scribe, None, ("kpis", "baseline"), [table], phrase("No indicator has a baseline yet."))


def _by_level(scribe: Scribe) -> Iterator[tuple[Phrase, list[Kpi]]]:
    design = scribe.design
    strategic = [one.kpi for one in design.head.objectives if one.kpi]
    yield phrase("strategy"), known_kpis(scribe, strategic)
    others = [kpi for kpi in design.kpis.values() if kpi.id not in strategic]
    operative = {*design.slas, *design.services}
    yield phrase("tactics"), [kpi for kpi in others if set(kpi.of) & set(design.processes)]
    yield (
        phrase("operation"),
        [kpi for kpi in others if operative & set(kpi.of) and not set(kpi.of) & set(design.processes)],
    )


def _accepted(scribe: Scribe, kpi: Kpi) -> tuple[Value, Value]:
    """Who accepts the baseline of an indicator, and when."""
    entries = [
        entry
        for one in scribe.design.measurements.values()
        if kpi.id in one.kpis
        for entry in one.evidence.get("baseline-acceptance", ())
    ]
    who = scribe.who(dict.fromkeys(person for entry in entries for person in entry.who))
    return who, listing((scribe.when(entry.when) for entry in entries), lines=True)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "tree": _tree,
    "layers": _layers,
    "sides": _sides,
    "weights": _weights,
    "methods": _methods,
    "baselines": _baselines,
}
