"""A part whose loss alone stops a service of the highest criticality, and that is not watched in every way it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "MEA034",
    "watched-in-too-few-ways",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("MEA-23",),
    message=Text(
        "component `{part}` alone stops {services}, and no monitoring watches it by method {missing}",
        "组件 `{part}` 一旦失效就会中断 {services}，却没有 {missing} 方式的监控",
    ),
    help=Text(
        "add it to the `of` of a monitoring with this `method`", "把它写入该 `method` 的监控条目的 `of`"
    ),
    why=Text(
        "Asking it shows whether it answers, its log shows what it is about to do.",
        "主动探测知道它是否应答，日志能看出它将要出什么问题。",
    ),
)
EXAMPLE = Example(
    at="components.office-database",
    set={"services.office-apps.criticality": 1, "monitoring.log-databases.of": ["emr-database"]},
    base="reference",
)
LOGGING = ("server", "storage", "database", "middleware", "application")


def check(context: Context) -> Iterator[Problem]:
    """Every single point of failure of a service of criticality 1 that lacks active or log monitoring."""
    design = context.design
    for risk in context.figures.derived_risks:
        part = design.components.get(risk.entity)
        if part is None or risk.kind != "single-point-of-failure":
            continue
        services = [name for name in risk.services if design.services[name].criticality == 1]
        if not services:
            continue
        wanted = ("active", "log") if part.kind in LOGGING else ("active",)
        methods = {entry.method for entry in context.lookup.referrers(part.id, "monitoring.of")}
        missing = [method for method in wanted if method not in methods]
        if missing:
            values = {
                "part": part.id,
                "services": wording.listing(services),
                "missing": wording.listing(missing, joined=Text("and", "和")),
            }
            yield Problem(("components", part.id), values, of="key", asks="monitoring")
