"""How many findings each rule has, the most frequent first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from itsm_compiler.reports.json import as_text
from itsm_compiler.rules.catalogue import catalogue

if TYPE_CHECKING:
    from itsm_compiler.reports import Report


def render(report: Report) -> str:
    """A line for each rule: its findings, its id and its name."""
    return "".join(f"{count:6}  {rule}  {name}\n" for rule, name, count in _counted(report))


def render_json(report: Report) -> str:
    """The same as one JSON list."""
    return as_text(
        [{"rule": rule, "name": name, "findings": count} for rule, name, count in _counted(report)]
    )


def _counted(report: Report) -> list[tuple[str, str, int]]:
    known = catalogue() | dict(report.own)
    counts = Counter(finding.rule for finding in report.findings)
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(rule, known[rule].name, count) for rule, count in order]
