"""A kind of component that no monitoring tool watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RES001",
    "kind-unwatched",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("RES-10",),
    message=Text(
        "no monitoring tool watches components of kind {kind}: {components}",
        "没有监控工具监控 {kind} 类组件：{components}",
    ),
    help=Text(
        "add the kind to the `watches` of a tool with `type: monitoring`",
        "在 `type: monitoring` 的工具的 `watches` 中加入该类别",
    ),
    why=Text(
        "Thresholds need something that measures, and somebody it can wake.",
        "阈值要有工具去测量，才能叫醒值班的人。",
    ),
)
EXAMPLE = Example(at="components.mail.kind", set={"tools.watcher.watches": ["server", "network"]})
SECTION = "tools"


def check(context: Context) -> Iterator[Problem]:
    """Every kind in use that no monitoring tool watches, once, at the first component of it."""
    watched = {
        kind for tool in context.design.tools.values() if tool.type == "monitoring" for kind in tool.watches
    }
    unwatched: dict[str, list[str]] = {}
    for component in context.design.components.values():
        if (
            component.kind is not None
            and component.kind not in watched
            and "monitoring" not in component.none
        ):
            unwatched.setdefault(component.kind, []).append(component.id)
    for kind, components in unwatched.items():
        values = {"kind": f"`{kind}`", "components": wording.listing(components)}
        yield Problem(("components", components[0], "kind"), values)
