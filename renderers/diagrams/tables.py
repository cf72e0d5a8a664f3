"""Say in a table what a picture shows, for readers who do not see it and for formats that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.renderers.diagrams.flow import WITHOUT
from itsm_compiler.renderers.diagrams.indicator_tree import tree_table
from itsm_compiler.renderers.diagrams.money_bars import money_table
from itsm_compiler.renderers.diagrams.organisation import chart_table
from itsm_compiler.renderers.diagrams.process_flow import steps_table
from itsm_compiler.renderers.diagrams.raci_matrix import raci_table
from itsm_compiler.renderers.diagrams.risk_map import band_name, band_of
from itsm_compiler.renderers.diagrams.week_map import week_table

from itsm_compiler.documents.view import (
    Bar,
    Chain,
    Column,
    Flow,
    Gantt,
    IndicatorTree,
    Link,
    Listing,
    MoneyBars,
    Number,
    Organisation,
    ProcessFlow,
    RaciMatrix,
    RiskMap,
    Table,
    Tag,
    Value,
    WeekMap,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Literal

    from itsm_compiler.documents.view import Diagram, Phrase

TONES: tuple[Literal["good", "warning", "bad"], ...] = ("good", "warning", "bad", "bad")


def table_of(diagram: Diagram) -> Table:
    """The table that says the same as the picture."""
    return TABLES[type(diagram)](diagram)


def _columns(*headings: Phrase) -> tuple[Column, ...]:
    return tuple(Column(heading) for heading in headings)


def _flow(flow: Flow) -> Table:
    nodes = {node.id: node for node in flow.nodes}
    needs: dict[str, list[Value]] = {node.id: [] for node in flow.nodes}
    for edge in flow.edges:
        if edge.source in nodes and edge.target in nodes:
            needs[edge.source].append(
                _need(
                    Link(edge.target, nodes[edge.target].label), edge.label, WITHOUT if edge.dashed else None
                )
            )
    noted = any(node.note is not None for node in flow.nodes)
    rows: list[tuple[Value, ...]] = []
    for node in flow.nodes:
        what = Listing(tuple(needs[node.id]), lines=True) if needs[node.id] else None
        rows.append(
            (Link(node.id, node.label), node.note, what) if noted else (Link(node.id, node.label), what)
        )
    headings = (
        (phrase("Who or what"), phrase("Note"), flow.relation)
        if noted
        else (phrase("Who or what"), flow.relation)
    )
    return Table(flow.title, _columns(*headings), tuple(rows))


def _need(part: Link, label: Value, without: Phrase | None) -> Value:
    if label is not None and without is not None:
        return phrase("{part} ({label}; {note})", part=part, label=label, note=without)
    note = label if label is not None else without
    return part if note is None else phrase("{part} ({note})", part=part, note=note)


def _gantt(gantt: Gantt) -> Table:
    labels = {bar.id: Link(bar.id, bar.label) for bar in gantt.bars}
    grouped = any(bar.group is not None for bar in gantt.bars)
    slack = any(bar.slack_until is not None for bar in gantt.bars)
    headings = [phrase("Task"), phrase("First day"), phrase("Last day"), phrase("After"), phrase("State")]
    if slack:
        headings.insert(3, phrase("Slack until"))
    if grouped:
        headings.insert(1, phrase("Group"))
    rows: list[tuple[Value, ...]] = []
    for bar in gantt.bars:
        after = Listing(tuple(labels[other] for other in bar.needs if other in labels), lines=True)
        row: list[Value] = [labels[bar.id], bar.first, bar.last, after if after.values else None, _state(bar)]
        if slack:
            row.insert(3, bar.slack_until)
        if grouped:
            row.insert(1, bar.group)
        rows.append(tuple(row))
    return Table(gantt.title, _columns(*headings), tuple(rows))


def _state(bar: Bar) -> Value:
    words = phrase("milestone") if bar.milestone else phrase("task")
    return phrase("{kind}, critical", kind=words) if bar.critical else words


def _risk_map(risk_map: RiskMap) -> Table:
    headings = (
        phrase("No."),
        phrase("Risk"),
        phrase("Probability"),
        phrase("Impact"),
        phrase("Score"),
        phrase("Band"),
    )
    rows: list[tuple[Value, ...]] = []
    for point in risk_map.points:
        score = point.probability * point.impact
        band = Tag(band_name(score, risk_map.bands), TONES[band_of(score, risk_map.bands)])
        rows.append((point.number, Link(point.id, point.label), point.probability, point.impact, score, band))
    figures = (False, False, True, True, True, False)
    return Table(
        risk_map.title,
        tuple(Column(heading, number) for heading, number in zip(headings, figures, strict=True)),
        tuple(rows),
    )


def _chain(chain: Chain) -> Table:
    headings = (
        phrase("Link of the chain"),
        phrase("Commitment"),
        phrase("Starts work after"),
        phrase("Hands over or ends after"),
    )
    rows: list[tuple[Value, ...]] = []
    start = 0.0
    for leg in chain.legs:
        rows.append(
            (
                leg.holder,
                leg.commitment,
                Number(max(start, leg.waits_until), "minutes"),
                Number(leg.ends_at, "minutes"),
            )
        )
        start = leg.ends_at
    rows.append((phrase("Target"), None, None, Number(chain.target_at, "minutes")))
    return Table(chain.title, _columns(*headings), tuple(rows))


TABLES: Mapping[type, Callable[[Any], Table]] = {
    Flow: _flow,
    Gantt: _gantt,
    RiskMap: _risk_map,
    Chain: _chain,
    Organisation: chart_table,
    WeekMap: week_table,
    RaciMatrix: raci_table,
    MoneyBars: money_table,
    ProcessFlow: steps_table,
    IndicatorTree: tree_table,
}
"""The table of each kind of diagram."""
