"""A tool that some of its users are not taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "EXE064",
    "tool-untaught",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("EXE-35", "PPL-19"),
    message=Text(
        "no training of topic `tool` teaches {roles} the use of `{tool}`",
        "没有 `tool` 类培训向 {roles} 讲授 `{tool}` 的使用",
    ),
    help=Text(
        "add a training with `topic: tool`, `covers: {tool}` and these roles in `audience`",
        "增加 `topic: tool`、`covers: {tool}` 的培训，`audience` 含这些角色",
    ),
    why=Text(
        "A tool is handed over with its manual, its rules and an hour beside somebody who knows it.",
        "工具要连同手册、制度，以及内行的示范一起移交。",
    ),
)
EXAMPLE = Example(
    at="tools.log-platform",
    set={
        "tools.log-platform.used_by": [
            "shift-leader",
            "operations-operator",
            "systems-engineer",
            "database-engineer",
            "network-engineer",
            "security-engineer",
            "application-engineer",
            "imaging-engineer",
            "integration-engineer",
            "legal-counsel",
        ]
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every tool with the roles that use it and are in the audience of no training of topic tool that covers it."""
    design = context.design
    if not design.training:
        return
    for tool in design.tools.values():
        taught = {
            role
            for training in context.lookup.referrers(tool.id, "training.covers")
            if training.topic == "tool"
            for role in training.audience
        }
        missing = [role for role in tool.used_by if role not in taught]
        if missing:
            values = {"tool": tool.id, "roles": wording.listing(missing)}
            yield Problem(("tools", tool.id), values, of="key", asks="training")
