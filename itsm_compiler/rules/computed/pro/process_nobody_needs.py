"""A process that nothing in the design calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_types import ALWAYS_RUN, called_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO037",
    "process-nobody-needs",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PRO-13", "PRO-08"),
    message=Text("process `{process}` {what}", "过程 `{process}` {what}"),
    help=Text(
        "name it where it is needed (`outputs`, `interfaces`, `on_miss`, `supports`), or take it out of the design",
        "在需要它的地方写明（`outputs`、`interfaces`、`on_miss`、`supports`），或从设计中删去",
    ),
    why=Text(
        "A process nobody needs takes the time of people whom another lacks.",
        "没有人需要的过程，占用的是别的过程所缺的人手。",
    ),
)
EXAMPLE = Example(
    at="processes.asset-counting",
    set={
        "processes.asset-counting": {
            "type": "special",
            "purpose": "know what is there",
            "trigger": "end of the year",
            "outputs": {"list": "qinghe-services"},
            "owner": "change-manager",
        }
    },
    base="reference",
)
UNCALLED = Text(
    "is called for by no requirement, agreement or other process",
    "没有任何需求、协议或其他过程用到",
)
RETIRED = Text("supports only services that are retired", "支持的服务均已退役")
BELONGING = {
    ("kpis", "of"),
    ("tools", "supports"),
    ("standards", "used_in"),
    ("training", "covers"),
    ("tasks", "for"),
    ("risks", "affects"),
}
"""Fields that give a process its means and measures and do not call for it."""


def check(context: Context) -> Iterator[Problem]:
    """Every process that neither its type nor anything else calls for, and every one whose services are all retired."""
    design = context.design
    called: set[str] = {*ALWAYS_RUN, *called_for(design)}
    for process in design.processes.values():
        supported = [design.services[service] for service in design.services_of(process.supports)]
        if supported and all(service.lifecycle == "retired" for service in supported):
            values = {"process": process.id, "what": RETIRED}
            yield Problem(("processes", process.id, "supports"), values)
        elif called.isdisjoint(process.type) and not _is_called(context, process):
            yield Problem(("processes", process.id), {"process": process.id, "what": UNCALLED}, of="key")


def _is_called(context: Context, process: Process) -> bool:
    graph, design = context.graph, context.design
    return any(
        (design.kind_of(referrer) if referrer in design.entities else referrer, field) not in BELONGING
        for referrer in graph.referrers.get(process.id, ())
        if referrer != process.id
        for field in graph.references[referrer][process.id]
    )
