"""A version of the design that changed the deployment after somebody had confirmed its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.model.sections import DEPLOYMENT_KINDS
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP049",
    "changed-after-confirmation",
    kind=Kind.WEAKNESS,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("DEP-23",),
    message=Text(
        "version {version} changed the deployment on {changed}, the confirmations of {who} are older",
        "版本 {version} 于 {changed} 修改了部署计划，而 {who} 的确认早于该日",
    ),
    help=Text(
        "have the changed plan confirmed anew, and write the later day in `deployment.confirmation`",
        "请各方重新确认修改后的计划，并在 `deployment.confirmation` 中更新日期",
    ),
    why=Text("Whoever confirmed something else has confirmed nothing.", "确认的是另一个版本，等于没有确认。"),
)
EXAMPLE = Example(
    at="design.history.2.date",
    set={
        "design.history.2.affects": ["plan-survey"],
        "deployment.confirmation.0.when": "2026-11-10",
    },
    base="reference",
)


def check(context: Context) -> Iterator[Problem]:
    """Every version that touched the deployment, with those who confirmed its plan before."""
    design, deployment = context.design, context.design.deployment
    if deployment is None:
        return
    for index, entry in enumerate(design.head.history):
        if entry.date is None or not any(_is_deployment(context, one) for one in entry.affects):
            continue
        early = [
            row.by if isinstance(row.by, str) else told(row.by)
            for row in deployment.confirmation
            if row.by is not None
            and (given := context.figures.day(row.when)) is not None
            and given < entry.date
        ]
        if early:
            values = {
                "version": entry.version or index + 1,
                "changed": wording.day(entry.date),
                "who": wording.listing(early),
            }
            yield Problem(("design", "history", index, "date"), values)


def _is_deployment(context: Context, entity: str) -> bool:
    """Whether an entity is the deployment or a task, milestone or the like of it."""
    kind = context.design.kind_of(entity) if entity in context.design.entities else None
    return kind == "deployment" or kind in DEPLOYMENT_KINDS
