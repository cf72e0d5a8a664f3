"""Kinds of components whose monitoring, taken together, leaves out what belongs to every such part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "TEC036",
    "metrics-missing",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("TEC-23", "TEC-24", "TEC-25", "TEC-26", "TEC-27"),
    message=Text(
        "nothing watches {metrics} of components of kind {kind}",
        "没有监控 {kind} 类组件的 {metrics}",
    ),
    help=Text(
        "add them to the `metrics` of a monitoring of such parts, or say there why not: `none: {{{first}: the reason}}`",
        "写入此类组件某监控项的 `metrics`，或在其中说明理由：`none: {{{first}: 理由}}`",
    ),
    why=Text(
        "Each kind of part has its usual ways to fail; the list is the experience of those who met them.",
        "每类部件都有常见的失效方式，这份清单来自前人的经验。",
    ),
)
EXAMPLE = Example(
    at="monitoring.watch-servers",
    delete=("monitoring.watch-servers.metrics.memory",),
    base="reference",
)
METRICS = {
    "network": (
        "device-state",
        "link-load",
        "privileged-users",
        "configuration-change",
        "logs",
        "security-events",
    ),
    "server": ("state", "power", "processor", "memory", "disk", "ports"),
    "storage": ("controller", "power", "media", "cards", "space", "speed", "hit-rate"),
    "middleware": ("run-state", "main-processes", "applications", "connections", "log-errors"),
    "application": ("response", "resources", "processes", "ports", "sessions", "logs", "connections", "jobs"),
}
"""What is watched of each kind of component, by the names of metrics (000 §3.5 M1-M5)."""


def check(context: Context) -> Iterator[Problem]:
    """Every kind that is watched at all, with the metrics that no monitoring of it has or excuses."""
    held: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    components = context.design.components
    for entry in context.design.monitoring.values():
        kinds = {components[part].kind for part in entry.of if part in components}
        for kind in METRICS:
            if kind in kinds:
                held.setdefault(kind, set()).update(entry.metrics, entry.none)
                first.setdefault(kind, entry.id)
    for kind, known in held.items():
        missing = [metric for metric in METRICS[kind] if metric not in known]
        if missing:
            values = {"metrics": wording.listing(missing), "kind": f"`{kind}`", "first": missing[0]}
            yield Problem(("monitoring", first[kind]), values, of="key")
