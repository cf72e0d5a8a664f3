"""A deployment plan that director, planner and customers do not confirm before its execution begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.plan import execution_begins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itsm_compiler.model.deployment import Deployment
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP047",
    "plan-unconfirmed",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("DEP-22",),
    message=Text(
        "the plan of the deployment is not confirmed by {missing} before execution begins{on}",
        "部署计划在执行开始{on}之前没有得到 {missing} 的确认",
    ),
    help=Text(
        "add a row for each: `confirmation: [{{by: {first}, when: 2027-01-26}}]`, before that day",
        "逐一增加确认：`confirmation: [{{by: {first}, when: 2027-01-26}}]`，并早于该日",
    ),
    why=Text(
        "Work on a plan that the customer has not seen is done twice.", "客户没有看过的计划，做完还得重做。"
    ),
)
EXAMPLE = Example(at="deployment.confirmation", delete=("deployment.confirmation.3",), base="reference")
ON = Text(" on {day}", "（{day}）")
ASKED = ("director", "planner")


def check(context: Context) -> Iterator[Problem]:
    """Everybody who has to confirm the plan and does not, or only after the first task of execution began."""
    deployment = context.design.deployment
    if deployment is None:
        return
    begin = execution_begins(context)
    missing = [
        who[0] for who in _asked(context, deployment) if not _confirms(context, deployment, who, begin)
    ]
    if missing:
        values = {
            "missing": wording.listing(missing),
            "first": missing[0],
            "on": ON.format({"day": begin}) if begin else "",
        }
        written = bool(deployment.confirmation)
        at = ("deployment", "confirmation") if written else ("deployment",)
        yield Problem(at, values, of="value" if written else "key", asks="confirmation")


def _asked(context: Context, deployment: Deployment) -> Iterator[tuple[str, ...]]:
    """Those of whom one has to confirm: the roles of the director, those of the planner, each customer."""
    for part, role in deployment.roles.items():
        if part in ASKED and role.by:
            yield role.by
    for customer in context.design.head.customer:
        yield (customer,)


def _confirms(context: Context, deployment: Deployment, who: tuple[str, ...], begin: date | None) -> bool:
    days = [context.figures.day(row.when) for row in deployment.confirmation if row.by in who]
    return any(one is not None and (begin is None or one < begin) for one in days)
