"""A process for incidents, releases, changes or configuration that leaves out what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, rule
from itsm_compiler.rules.shared.process_types import HELP, MESSAGE, Duties, undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context, Problem

RULE = rule(
    "PRO052",
    "standard-steps-missing",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    profile=Profile.STANDARD,
    factors=("PRO-38", "PRO-40", "PRO-43", "PRO-69", "PRO-44"),
    message=MESSAGE,
    help=HELP,
    why=Text(
        "What is left out of these processes is missing on the worst day: the way back, the escalation, the record.",
        "这些过程中漏掉的环节，恰恰是出事那天最需要的：回退、升级、记录。",
    ),
)
EXAMPLE = Example(
    at="processes.release-management.activities",
    set={"processes.release-management.activities.back-out.steps": "rehearse"},
    base="reference",
)
DUTIES = {
    "incident": Duties(("accept", "track", "escalate", "survey", "report"), timed=True),
    "release": Duties(
        ("plan", "test", "back-out", "record", "update-configuration", "report"),
        takes_from=("change",),
        gives_to=("configuration",),
    ),
    "change": Duties(("accept", "assess", "approve", "carry-out", "confirm", "review", "report")),
    "configuration": Duties(("identify", "record", "renew", "maintain", "audit")),
}
"""Source: register of key success factors, 000 §3.4 X4, X5, X7 and X8."""


def check(context: Context) -> Iterator[Problem]:
    """What the processes of these types leave out."""
    yield from undone(context, DUTIES)
