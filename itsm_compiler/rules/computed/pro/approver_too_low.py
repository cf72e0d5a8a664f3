"""Risky changes that somebody approves who stands too low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.processes import Process
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO103",
    "approver-too-low",
    kind=Kind.WEAKNESS,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-71",),
    message=Text(
        "changes of kind `{name}` and risk {risk} are approved by `{role}`, {what}",
        "风险为 {risk} 的 `{name}` 类变更由 `{role}` 批准，{what}",
    ),
    help=Text(
        "let the approver rise with the risk; that of high risk is a role of `management` that reports to nobody",
        "批准人的级别应随风险提高；高风险变更由不向他人汇报的 `management` 类岗位批准",
    ),
    why=Text(
        "Who answers for the damage must have been asked before it.", "承担后果的人，事先必须有机会说不。"
    ),
)
EXAMPLE = Example(
    at="processes.change-management.kinds.major.approver",
    set={"processes.change-management.kinds.major.approver": "change-manager"},
    base="reference",
)
NOT_TOP = Text("who is not at the top of management", "而该岗位并非最高管理层")
BELOW = Text(
    "who stands below `{other}`, who approves those of risk {less}",
    "其级别低于批准 {less} 风险变更的 `{other}`",
)
RISKS = ("low", "medium", "high")


def check(context: Context) -> Iterator[Problem]:
    """Every kind of high risk whose approver is not at the top, and every kind approved below one of less risk."""
    design = context.design
    for process in design.processes.values():
        if "change" in process.type:
            for name, role, risk, what in _too_low(design, process):
                values = {"name": name, "role": role, "risk": risk, "what": what}
                yield Problem(("processes", process.id, "kinds", name, "approver"), values)


def _too_low(design: Design, process: Process) -> Iterator[tuple[str, str, str, Text]]:
    lesser: dict[str, str] = {}
    kinds = [
        (RISKS.index(kind.risk), name, kind.approver)
        for name, kind in process.kinds.items()
        if kind.risk is not None and kind.approver is not None and kind.approver in design.roles
    ]
    for level, name, approver in sorted(kinds):
        role = design.roles[approver]
        if level == len(RISKS) - 1 and (role.type != "management" or role.reports_to is not None):
            yield name, approver, RISKS[level], NOT_TOP
        else:
            for other in _superiors(design, approver):
                if other in lesser and RISKS.index(lesser[other]) < level:
                    yield name, approver, RISKS[level], BELOW.format({"other": other, "less": lesser[other]})
                    break
        lesser.setdefault(approver, RISKS[level])


def _superiors(design: Design, role: str) -> dict[str, None]:
    """Those above a role, nearest first."""
    found: dict[str, None] = {}
    current = design.roles.get(role)
    while current is not None and current.reports_to is not None and current.reports_to not in found:
        found[current.reports_to] = None
        current = design.roles.get(current.reports_to)
    return found
