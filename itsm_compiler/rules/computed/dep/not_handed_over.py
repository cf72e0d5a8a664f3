"""Parts of the design that no task with a deliverable brings into operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP031",
    "not-handed-over",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("DEP-08", "DEP-03", "DEP-29"),
    message=Text(
        "of `{section}`, {entities} are brought in by no task from which a deliverable comes",
        "`{section}` 中的 {entities} 没有通过带交付物的任务导入",
    ),
    help=Text(
        "name them in the `for` of the task that brings them in, and let a deliverable be `from` that task",
        "写入导入它们的任务的 `for`，并让某个交付物的 `from` 指向该任务",
    ),
    why=Text(
        "Deployment hands the entire system over to operation; what was not handed over does not exist there.",
        "部署要把整个管理体系交给运营；没有移交的，运营中就不存在。",
    ),
)
EXAMPLE = Example(
    at="deployment.tasks",
    set={"sops.sop-odd-jobs": {"version": "1.0", "by": "planner", "steps": ["look"], "frequency": "month"}},
    base="reference",
)
HANDED_OVER = ("services", "processes", "tools", "roles", "sops", "emergency_plans", "spares")
INTRODUCED = ("processes", "tools")
"""Sections of which it is told elsewhere when no task at all is for a thing."""


def check(context: Context) -> Iterator[Problem]:
    """Every section with those of its things that no task with a deliverable is for."""
    deployment = context.design.deployment
    if deployment is None or not deployment.tasks:
        return
    yielding = {deliverable.from_ for deliverable in deployment.deliverables.values()}
    brought = {thing for task in deployment.tasks.values() for thing in task.for_}
    handed = {thing for task in deployment.tasks.values() if task.id in yielding for thing in task.for_}
    for section in HANDED_OVER:
        known = brought if section in INTRODUCED else None
        missing = [
            thing
            for thing, entity in getattr(context.design, section).items()
            if thing not in handed and (known is None or thing in known)
            if getattr(entity, "lifecycle", None) not in {"operational", "retired"}
        ]
        if missing:
            values = {"section": section, "entities": wording.listing(missing)}
            yield Problem(("deployment", "tasks"), values, asks=section)
