"""Write a diagram in Mermaid's language, for Markdown that a forge or an editor draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.renderers.escape import mermaid

from itsm_compiler.documents.view import Bar, Flow, Gantt, IndicatorTree, Organisation, ProcessFlow

if TYPE_CHECKING:
    from itsm_compiler.renderers.values import Speaker

    from itsm_compiler.documents.view import Diagram

SHAPES = {"customer": ("([", "])"), "services": ("(", ")"), "teams": ("[[", "]]"), "contracts": ("[[", "]]")}


def mermaid_of(diagram: Diagram, speaker: Speaker) -> str | None:
    """The diagram's text; None for a kind that Mermaid has no good form for."""
    match diagram:
        case Flow():
            return _flow(diagram, speaker)
        case Gantt():
            return _gantt(diagram, speaker)
        case Organisation():
            return _organisation(diagram, speaker)
        case ProcessFlow():
            return _process_flow(diagram, speaker)
        case IndicatorTree():
            return _indicator_tree(diagram, speaker)
    return None


def _head(
    kind: str, diagram: Flow | Gantt | Organisation | ProcessFlow | IndicatorTree, speaker: Speaker
) -> list[str]:
    return [
        kind,
        f"    accTitle: {mermaid(speaker.plain(diagram.title))}",
        f"    accDescr: {mermaid(speaker.plain(diagram.description))}",
    ]


def _flow(flow: Flow, speaker: Speaker) -> str:
    lines = _head("flowchart LR", flow, speaker)
    names = {node.id: f"n{place}" for place, node in enumerate(flow.nodes)}
    for node in flow.nodes:
        start, end = SHAPES.get(node.kind, ("[", "]"))
        note = f"<br>{mermaid(speaker.plain(node.note))}" if node.note is not None else ""
        lines.append(f'    {names[node.id]}{start}"{mermaid(speaker.plain(node.label))}{note}"{end}')
    for edge in flow.edges:
        if edge.source in names and edge.target in names:
            label = f'|"{mermaid(speaker.plain(edge.label))}"|' if edge.label is not None else ""
            lines.append(
                f"    {names[edge.source]} {'-.->' if edge.dashed else '-->'}{label} {names[edge.target]}"
            )
    return "\n".join(lines)


def _organisation(chart: Organisation, speaker: Speaker) -> str:
    lines = _head("flowchart LR", chart, speaker)
    names = {post.id: f"n{place}" for place, post in enumerate(chart.posts)}
    for post in chart.posts:
        lines.append(f'    {names[post.id]}["{mermaid(speaker.plain(post.label))}<br>{post.people}"]')
    for post in chart.posts:
        if post.superior in names:
            lines.append(f"    {names[post.superior]} --- {names[post.id]}")
    return "\n".join(lines)


def _process_flow(flow: ProcessFlow, speaker: Speaker) -> str:
    lines = _head("flowchart TD", flow, speaker)
    names = {step.id: f"n{place}" for place, step in enumerate(flow.steps)}
    for place, step in enumerate(flow.steps, start=1):
        by = f"<br>{mermaid(speaker.plain(step.lane))}" if step.lane is not None else ""
        lines.append(f'    {names[step.id]}["{place} · {mermaid(speaker.plain(step.label))}{by}"]')
    for step in flow.steps:
        lines += [f"    {names[other]} --> {names[step.id]}" for other in step.needs if other in names]
        if step.back_to in names:
            lines.append(f"    {names[step.id]} -.-> {names[step.back_to]}")
    return "\n".join(lines)


def _indicator_tree(tree: IndicatorTree, speaker: Speaker) -> str:
    lines = _head("flowchart LR", tree, speaker)
    names = {node.id: f"n{place}" for place, node in enumerate(tree.nodes)}
    for node in tree.nodes:
        level = f"<br>{mermaid(speaker.plain(node.level))}" if node.level is not None else ""
        lines.append(f'    {names[node.id]}["{mermaid(speaker.plain(node.label))}{level}"]')
    for node in tree.nodes:
        if node.above in names:
            label = f'|"{mermaid(speaker.plain(node.weight))}"|' if node.weight is not None else ""
            lines.append(f"    {names[node.above]} ---{label} {names[node.id]}")
    return "\n".join(lines)


def _gantt(gantt: Gantt, speaker: Speaker) -> str:
    lines = [
        *_head("gantt", gantt, speaker),
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %Y-%m-%d",
        "    inclusiveEndDates",
    ]
    group = ""
    for place, bar in enumerate(gantt.bars):
        name = mermaid(speaker.plain(bar.group)) if bar.group is not None else ""
        if name and name != group:
            lines.append(f"    section {name}")
        group = name
        lines.append(f"    {mermaid(speaker.plain(bar.label))} :{_bar(bar, place)}")
    return "\n".join(lines)


def _bar(bar: Bar, place: int) -> str:
    marks = [mark for mark, holds in (("crit", bar.critical), ("milestone", bar.milestone)) if holds]
    return ", ".join(
        [*marks, f"b{place}", bar.first.isoformat(), "0d" if bar.milestone else bar.last.isoformat()]
    )
