"""A reporting process that leaves out a part of a report's life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, rule
from itsm_compiler.rules.shared.process_types import HELP, MESSAGE, Duties, undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context, Problem

RULE = rule(
    "PRO055",
    "reporting-steps-missing",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("PRO-32",),
    message=MESSAGE,
    help=HELP,
    why=Text(
        "A report is made, approved, sent and archived, or its figures are argued about a year later.",
        "报告要经编制、审批、发送、归档，否则一年后还要为数字争论。",
    ),
)
EXAMPLE = Example(
    at="processes.reporting-management.activities",
    set={"processes.reporting-management.activities.archive.steps": "tidy-up"},
    base="reference",
)
DUTIES = {"service-reporting": Duties(("draft", "approve", "send", "archive", "renew-template"))}
"""Source: register of key success factors, 000 §3.4 X1."""


def check(context: Context) -> Iterator[Problem]:
    """What the processes of this type leave out."""
    yield from undone(context, DUTIES)
