"""A process for problems or service levels that leaves out what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.process_times import of_types
from itsm_compiler.rules.shared.process_types import HELP, MESSAGE, Duties, undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO053",
    "learning-steps-missing",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-34", "PRO-36"),
    message=MESSAGE,
    help=HELP,
    why=Text(
        "Causes that are found and not handed on, and levels that nobody watches, change nothing.",
        "查明的原因没有传递出去，约定的级别没有人跟踪，一切照旧。",
    ),
)
EXAMPLE = Example(
    at="processes.problem-management.outputs",
    delete=("processes.problem-management.outputs.known-errors",),
    base="reference",
)
DUTIES = {
    "service-level": Duties(("renew-catalogue", "change-level", "watch-agreements")),
    "problem": Duties(
        ("accept", "analyse", "known-error", "knowledge", "report"),
        takes_from=("incident",),
        gives_to=("change", "knowledge"),
    ),
}
"""Source: register of key success factors, 000 §3.4 X2 and X3."""
REPORT = Text("watches SLA `{sla}` by no report of it", "没有以服务级别协议 `{sla}` 为对象的报告可供跟踪")
REVIEW = Text("watches SLA `{sla}` in no review of it", "没有以服务级别协议 `{sla}` 为对象的评审可供跟踪")
OF_SLA = Text(
    "name the agreement in `of` of what is written here", "在此处所列报告或评审的 `of` 中写入该协议"
)


def check(context: Context) -> Iterator[Problem]:
    """What the processes of these types leave out, and agreements whose reports and reviews are of something else."""
    yield from undone(context, DUTIES)
    for process in list(of_types(context, ("service-level",)))[:1]:
        yield from _unwatched(context, process)


def _unwatched(context: Context, process: Process) -> Iterator[Problem]:
    """Agreements whose reports or reviews are all of something else."""
    for sla in context.design.slas.values():
        for field, section, what in (("reporting", "reports", REPORT), ("review", "reviews", REVIEW)):
            if getattr(sla, field) and not context.lookup.referrers(sla.id, f"{section}.of"):
                told = what.format({"sla": sla.id})
                values = {"process": process.id, "type": "service-level", "what": told}
                yield Problem(("slas", sla.id, field), values, help=OF_SLA)
