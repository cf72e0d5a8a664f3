"""Tools, technologies and kinds of knowledge that no service leans on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.lookup import ALL
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "PLN050",
    "means-unused",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PLN-06",),
    message=Text("no service leans on {what} `{id}`", "没有服务用到{what} `{id}`"),
    help=Text(
        "name what it is for in `{field}`, or take it out of the design",
        "在 `{field}` 中写明它的用途，或从设计中删去",
    ),
    why=Text(
        "Means that serve no service cost money and attention that the others lack.",
        "不服务于任何服务的技术和工具，只会占用其他资源。",
    ),
)
EXAMPLE = Example(at="tools.second-desk", set={"tools.second-desk": {"type": "process", "owner": "manager"}})
TOOL, TECHNOLOGY = Text("tool", "工具"), Text("technology", "技术")


def check(context: Context) -> Iterator[Problem]:
    """Every tool and technology that is neither named for anything nor used by anything that serves a service."""
    design = context.design
    for tool in design.tools.values():
        if not tool.supports and not context.graph.referrers.get(tool.id):
            yield Problem(("tools", tool.id), {"what": TOOL, "id": tool.id, "field": "supports"}, of="key")
    for technology in design.technologies.values():
        used = [name for name in technology.used_by if name == ALL or name in design.entities]
        if not used:
            values = {"what": TECHNOLOGY, "id": technology.id, "field": "used_by"}
            yield Problem(("technologies", technology.id), values, of="key")
