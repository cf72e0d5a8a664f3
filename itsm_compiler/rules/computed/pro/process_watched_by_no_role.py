"""A process whose figures are watched by nobody who has a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PRO035",
    "process-watched-by-no-role",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("PRO-12",),
    message=Text(
        "process `{process}` is watched by “{who}”, which is no role",
        "过程 `{process}` 由“{who}”监控，而它不是角色",
    ),
    help=Text(
        "name the role that looks at the figure and acts on it: `monitoring: {{by: operations-manager}}`",
        "写明查看指标并采取行动的角色：`monitoring: {{by: operations-manager}}`",
    ),
    why=Text(
        "A limit that is passed moves somebody only if it is somebody's.",
        "超限有了责任人，才会有人采取行动。",
    ),
)
EXAMPLE = Example(
    at="processes.change-management.monitoring.by",
    set={"processes.change-management.monitoring.by": "The whole team"},
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every process that is watched by words or by something that is no role; an unknown id is told of elsewhere."""
    design = context.design
    for process in design.processes.values():
        who = process.monitoring.by if process.monitoring is not None else None
        if who is None or (isinstance(who, str) and (who in design.roles or who not in design.entities)):
            continue
        words = who if isinstance(who, str) else told(who)
        at = ("processes", process.id, "monitoring", "by")
        yield Problem(at, {"process": process.id, "who": words})
