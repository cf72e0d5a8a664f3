"""An open risk that was not looked at within its rhythm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "RSK015",
    "risk-unchecked",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("RSK-06",),
    message=Text(
        "risk `{risk}` {state}, it is to be looked at every {rhythm}",
        "风险 `{risk}` {state}，应每 {rhythm} 检查一次",
    ),
    help=Text(
        "look at it and write `checked: {today}`, or `closed` when it is over",
        "检查后写明 `checked: {today}`，已消除的写明 `closed`",
    ),
    why=Text(
        "A risk in a register that nobody opens grows as if it were in none.",
        "登记之后没人再看的风险，和没登记一样会滋长。",
    ),
)
EXAMPLE = Example(
    at="risks.risk-staff-loss.checked", set={"risks.risk-staff-loss.checked": "2026-06-01"}, base="reference"
)
NEVER = Text("was never looked at", "从未检查过")
LAST = Text("was last looked at on {day}", "上次检查是在 {day}")


def check(context: Context) -> Iterator[Problem]:
    """Every open risk last checked longer ago than its rhythm; before the deployment starts it need not be checked."""
    design = context.design
    policy, deployment = design.risk_policy, design.deployment
    start = deployment.start if deployment is not None else None
    for risk in design.risks.values():
        rhythm = risk.review or (policy.frequency if policy is not None else None)
        if risk.closed is not None or rhythm is None or rhythm.days is None:
            continue
        if risk.checked is None:
            if start is not None and context.as_of < start:
                continue
            state = NEVER
        elif risk.checked + timedelta(days=rhythm.days) < context.as_of:
            state = LAST.format({"day": wording.day(risk.checked)})
        else:
            continue
        values = {
            "risk": risk.id,
            "state": state,
            "rhythm": wording.same(rhythm),
            "today": wording.day(context.as_of),
        }
        at = ("risks", risk.id, "checked") if risk.checked is not None else ("risks", risk.id)
        yield Problem(at, values, of="value" if risk.checked is not None else "key", asks="checked")
