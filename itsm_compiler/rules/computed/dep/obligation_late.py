"""Something the customer or somebody else brings after the task that needs it has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import told
from itsm_compiler.rules.shared.plan import starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DEP025",
    "needed-before-there",
    kind=Kind.CONTRADICTION,
    severity=Severity.ERROR,
    factors=("DEP-21", "DEP-28", "EXE-03"),
    message=Text(
        "“{what}” comes on {due}, task `{task}` needs it on {starts}",
        "“{what}”于 {due} 才到位，而任务 `{task}` 在 {starts} 就需要",
    ),
    help=Text("agree on an earlier day, or start the task later", "商定更早的日期，或推迟该任务"),
    why=Text(
        "A team that waits for something costs as much as one that works.", "等待的团队与工作的团队成本相同。"
    ),
)
EXAMPLE = Example(
    at="deployment.customer_obligations.0.due", set={"deployment.customer_obligations.0.due": "2027-03-15"}
)


def check(context: Context) -> Iterator[Problem]:
    """Every obligation and resource with a day after the computed start of the task before which it is wanted."""
    deployment, figures = context.design.deployment, context.figures
    if deployment is None or figures.schedule is None:
        return
    begin = starts(context)
    rows: list[tuple[str, int, str, Any]] = []
    rows += [
        ("customer_obligations", index, "due", row)
        for index, row in enumerate(deployment.customer_obligations)
    ]
    rows += [("resources", index, "ready", row) for index, row in enumerate(deployment.resources)]
    for section, index, field, row in rows:
        due, begins = figures.day(getattr(row, field)), begin.get(row.before or "")
        if due is not None and begins is not None and due > begins and row.result is None:
            values = {
                "what": told(row.what) if row.what is not None else row.before,
                "due": wording.day(due),
                "task": row.before,
                "starts": wording.day(begins),
            }
            related = ((("deployment", "tasks", row.before), Text("begins then", "届时开始")),)
            yield Problem(("deployment", section, index, field), values, related=related)
