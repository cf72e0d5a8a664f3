"""A promised service without the processes or procedures that keep problems from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DOC020",
    "service-without-papers",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("DOC-08", "OPS-07", "OPS-09"),
    message=Text(
        "service `{service}` is promised and lacks {missing}", "已承诺的服务 `{service}` 缺少 {missing}"
    ),
    help=Text(
        "let incident and change processes support it, and write a procedure or an emergency plan for a part it stands on",
        "由事件过程和变更过程支持它，并为其所依赖的部件编写规程或应急预案",
    ),
    why=Text(
        "Half of all outages are changes that were not thought through and faults that nobody had written down.",
        "半数中断来自考虑不周的变更和没有留下文字的故障。",
    ),
)
EXAMPLE = Example(
    at="services.fax",
    set={
        "services.fax": {"name": "Fax", "depends_on": "fax-line"},
        "components.fax-line": {"kind": "network", "availability": "99%"},
        "slas.spare-sla": {"customer": "renhe-group", "services": ["fax"]},
    },
    base="reference",
)
HELP = {"incident", "request"}
PROCEDURE = Text("a procedure or emergency plan for its parts", "针对其部件的规程或应急预案")
PROCESS = Text("a process of type `{type}`", "`{type}` 类过程")


def check(context: Context) -> Iterator[Problem]:
    """Every promised service without an incident or a change process, or without a written procedure for any part.

    A service with neither an incident nor a request process is another rule's.
    """
    design = context.design
    written = {part for sop in design.sops.values() for part in sop.for_}
    written |= {part for plan in design.emergency_plans.values() for part in plan.covers}
    promised = {service: None for sla in design.slas.values() for service in design.services_of(sla.services)}
    for name in promised:
        service = design.services[name]
        if service.lifecycle == "retired":
            continue
        types = {
            kind for process in context.lookup.referrers(name, "processes.supports") for kind in process.type
        }
        wanted = ("incident", "change") if types & HELP else ("change",)
        missing = [
            PROCESS.format({"type": kind})
            for kind in wanted
            if kind not in types and kind not in service.none
        ]
        if "sops" not in service.none and written.isdisjoint(context.graph.parts_of(name)):
            missing.append(PROCEDURE)
        if missing:
            values = {"service": name, "missing": wording.listing(missing)}
            yield Problem(("services", name), values, of="key", asks="sops")
