"""All processes of a design together: which there are, what they hand to each other, and the tools they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from itsm_compiler.documents.indicator_tables import known_kpis
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Edge, Flow, Node, Section, phrase
from itsm_compiler.documents.words import capital
from itsm_compiler.model.processes import ProcessType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Kpi, Process

NAMED = (
    "service-reporting",
    "service-level",
    "incident",
    "problem",
    "release",
    "security",
    "change",
    "configuration",
    "capacity",
    "continuity",
)
"""The processes that every operation of services is asked for, in the order of the register."""


def in_order(scribe: Scribe) -> list[Process]:
    """The processes as a reader meets them: those for users first, then those behind, in the order of the types."""
    order = get_args(ProcessType)
    processes = scribe.design.processes.values()
    return sorted(processes, key=lambda process: min(map(order.index, process.type), default=len(order)))


def covering(scribe: Scribe) -> Mapping[str, tuple[str, ...]]:
    """By type, the processes of the design, the types asked for first; others only where a process has them."""
    found: dict[str, list[str]] = {name: [] for name in (*NAMED, *get_args(ProcessType))}
    for process in scribe.design.processes.values():
        for name in process.type:
            found[name].append(process.id)
    return {name: tuple(ids) for name, ids in found.items() if ids or name in NAMED}


def missing_types(scribe: Scribe) -> list[str]:
    """The types asked for that no process has and that the design does not leave out with a reason."""
    excused = scribe.design.head.none
    return [
        name
        for name, ids in covering(scribe).items()
        if not ids and f"processes/{name}" not in excused and "processes" not in excused
    ]


def _list(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(process.id),
            process.purpose,
            scribe.who(process.owner),
            len(process.activities),
            len(process.kpis),
        )
        for process in in_order(scribe)
    ]
    headings = (
        phrase("Process"),
        phrase("Purpose"),
        phrase("Owner"),
        Column(phrase("Activities"), figures=True),
        Column(phrase("Indicators"), figures=True),
    )
    table = scribe.table(phrase("All processes with their purpose and owner"), headings, rows)
    return scribe.section(None, ("processes",), table, otherwise=phrase("There are no processes yet."))


def _named(scribe: Scribe) -> Section:
    """Each type of process with those that have it, or why there is none."""
    excused = scribe.design.head.none
    rows = [
        (
            scribe.title(name),
            scribe.links(ids, lines=True)
            or excused.get(f"processes/{name}")
            or excused.get("processes")
            or phrase("none yet"),
        )
        for name, ids in covering(scribe).items()
    ]
    headings = (phrase("Kind of process"), phrase("Covered by"))
    table = scribe.table(phrase("Which process covers which kind of work"), headings, rows)
    return scribe.section(None, ("processes", "type"), table)


def _map(scribe: Scribe) -> Section:
    """The processes with what they hand to each other."""
    processes = scribe.design.processes
    pairs = {
        (process.id, receiver): None
        for process in processes.values()
        for receivers in process.outputs.values()
        for receiver in receivers
        if receiver in processes and receiver != process.id
    }
    named = {end for pair in pairs for end in pair}
    drawn = Flow(
        phrase("Map of the processes"),
        phrase("An arrow leads from the process that hands something over to the one that receives it."),
        tuple(
            Node(id_, scribe.name(id_), "processes")
            for id_ in (one.id for one in in_order(scribe))
            if id_ in named
        ),
        tuple(Edge(source, target) for source, target in pairs),
        relation=phrase("Hands over to"),
    )
    nothing = phrase("The processes hand nothing to each other yet.")
    return scribe.section(None, ("processes", "outputs"), drawn if pairs else None, otherwise=nothing)


def _tools(scribe: Scribe) -> Section:
    """The tool of each process, the processes it works with, and whether their tools are joined."""
    rows = [
        (
            scribe.link(process.id),
            scribe.link(process.tool) if process.tool else None,
            listing(_neighbours(scribe, process), lines=True),
        )
        for process in in_order(scribe)
    ]
    headings = (phrase("Process"), phrase("Tool"), phrase("Works together with"))
    table = scribe.table(phrase("Tools of the processes and their interfaces"), headings, rows)
    nothing = phrase("The processes have no tools and no interfaces yet.")
    return scribe.section(None, ("processes", "tool"), table, otherwise=nothing)


def _neighbours(scribe: Scribe, process: Process) -> Iterator[Value]:
    """The processes that one works with: within its tool, over the interface to theirs, or by hand."""
    ways: dict[str | None, list[str]] = {}
    for other in process.interfaces:
        theirs = scribe.design.processes[other].tool if other in scribe.design.processes else None
        ways.setdefault(theirs if theirs != process.tool else None, []).append(other)
    for tool, others in sorted(ways.items(), key=lambda way: way[0] is not None):
        links = scribe.links(others)
        if tool is None or process.tool is None:
            yield links
        elif _joined(scribe, process.tool, tool):
            yield phrase("over the interface to {tool}: {processes}", tool=scribe.name(tool), processes=links)
        else:
            yield phrase("by hand from and to {tool}: {processes}", tool=scribe.name(tool), processes=links)


def _joined(scribe: Scribe, one: str, other: str) -> bool:
    tools = scribe.design.tools
    return any(
        first in tools and second in tools[first].integrations
        for first, second in ((one, other), (other, one))
    )


def _hand_measured(scribe: Scribe) -> Section:
    """The indicators of processes whose figures come from no tool, monitoring or record kept in a tool."""
    rows = [
        (scribe.link(kpi.id), scribe.link(process.id), scribe.who(kpi.owner))
        for process in scribe.design.processes.values()
        for kpi in known_kpis(scribe, process.kpis)
        if not all(_from_tool(scribe, source) for source in _origins(kpi))
    ]
    table = scribe.table(
        phrase("Indicators that are gathered by hand"),
        (phrase("Indicator"), phrase("Process"), phrase("Owner")),
        rows,
    )
    all_tool = phrase("Every indicator of a process comes from a tool or a record that is kept in one.")
    none_yet = phrase("No process has an indicator yet.")
    measured = any(process.kpis for process in scribe.design.processes.values())
    return Section((table,)) if table else Section((), (all_tool if measured else none_yet,))


def _origins(kpi: Kpi) -> list[str | None]:
    """Where the figures of an indicator come from: of each variable, or of all of them."""
    return [variable.source or kpi.source for variable in kpi.variables.values()] or [kpi.source]


def _from_tool(scribe: Scribe, source: str | None) -> bool:
    design = scribe.design
    if source is not None and source in design.records:
        return design.records[source].tool is not None
    return source in design.tools or source in design.monitoring


def _knowledge(scribe: Scribe) -> Section:
    """Which processes feed the knowledge base, and with what."""
    keepers = {process.id for process in scribe.design.processes.values() if "knowledge" in process.type}
    rows = [
        (scribe.link(process.id), capital(scribe.word(name)), scribe.links(held, lines=True))
        for process in scribe.design.processes.values()
        for name, receivers in process.outputs.items()
        if (held := [one for one in receivers if one in keepers])
    ]
    headings = (phrase("From process"), phrase("What is handed over"), phrase("Goes to"))
    table = scribe.table(phrase("What the processes give to the knowledge base"), headings, rows)
    nothing = phrase("No process feeds the knowledge base yet.")
    return Section((table,)) if table else Section((), (nothing,))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "list": _list,
    "named": _named,
    "map": _map,
    "tools": _tools,
    "hand_measured": _hand_measured,
    "knowledge": _knowledge,
}
