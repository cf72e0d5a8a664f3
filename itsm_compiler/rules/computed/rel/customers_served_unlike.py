"""One service that is given to several customers in different ways, and nobody says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REL014",
    "customers-served-unlike",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("REL-07",),
    message=Text(
        "SLA `{sla}` gives `{service}` by other {what} than `{other}`",
        "服务级别协议 `{sla}` 对 `{service}` 采用的{what}与 `{other}` 不同",
    ),
    help=Text(
        "use the same, or give the reason in the `remarks` of one of them",
        "采用相同的安排，或在其中一份协议的 `remarks` 中说明理由",
    ),
    why=Text(
        "A service that is different for everybody is learnt, staffed and measured for everybody anew.",
        "对每个客户都不一样的服务，要分别培训、分别配人、分别考核。",
    ),
)
EXAMPLE = Example(
    at="slas.second-sla",
    set={
        "parties.second": {"role": "customer", "name": "Second"},
        "slas.lark-sla.processes": ["incident-work"],
        "slas.second-sla": {
            "customer": "second",
            "services": "office-it",
            "hours": "office",
            "processes": ["change-work"],
        },
    },
)
PROCESSES, ASSESSMENT = Text("processes", "过程"), Text("assessment", "考核指标")


def check(context: Context) -> Iterator[Problem]:
    """Every agreement that differs from the first on a service, with another customer, in processes or assessment."""
    design = context.design
    first: dict[str, Sla] = {}
    reported: set[str] = set()
    for sla in design.slas.values():
        for service in design.services_of(sla.services):
            other = first.setdefault(service, sla)
            what = _difference(context, sla, other)
            excused = sla.customer == other.customer or sla.remarks or other.remarks
            if what is not None and not excused and sla.id not in reported:
                reported.add(sla.id)
                values = {"sla": sla.id, "service": service, "other": other.id, "what": what}
                related = ((("slas", other.id), Text("this one", "另一份协议")),)
                yield Problem(("slas", sla.id), values, related=related, of="key")


def _difference(context: Context, sla: Sla, other: Sla) -> Text | None:
    """What differs: processes, or the kinds of KPI by which is assessed."""
    if set(sla.processes) != set(other.processes):
        return PROCESSES
    if _measures(context, sla) != _measures(context, other):
        return ASSESSMENT
    return None


def _measures(context: Context, sla: Sla) -> set[str]:
    """The indicators of an assessment, those of the library under their name there."""
    kpis = context.design.kpis
    return {(kpis[name].use if name in kpis else None) or name for name in sla.assessment}
