"""Findings in the formats that people and programs read, one format a module."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from itsm_compiler.diagnostics import Finding, Language, RuleInfo


@dataclass(frozen=True, slots=True)
class Report:
    """What a check has to say: the findings in order and what a format needs to show them.

    `prefix` leads from the working folder to the design, `lines` gives the text of a file of the design, `passed` says
    whether the check succeeds, `own` is what is known of the organisation's rules by id, which no catalogue holds.
    """

    design: str
    as_of: date
    status: str
    profile: str
    findings: Sequence[Finding]
    passed: bool
    prefix: str
    lines: Callable[[str], Sequence[str]]
    language: Language
    own: Mapping[str, RuleInfo] = field(default_factory=dict)

    def place(self, file: str) -> str:
        """The path of a file of the design from the working folder, with `/`."""
        return f"{self.prefix}/{file}" if self.prefix else file

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return {
            severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity
        }
