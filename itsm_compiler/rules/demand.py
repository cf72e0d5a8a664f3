"""What is asked of a design: its status, its profile, and which rules are applied how strongly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Profile, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.diagnostics import RuleInfo
    from itsm_compiler.model.design import Design
    from itsm_compiler.rules.rule import Rule

PROFILES = tuple(Profile)
ALWAYS_FAIL = (Kind.SHAPE, Kind.REFERENCE, Kind.CONTRADICTION)
"""What is written must be right, in every status and every profile."""


@dataclass(frozen=True, slots=True)
class Demand:
    """How a design is judged; None and () leave it to the design. `packs` are an organisation's own rules."""

    status: str | None = None
    profile: Profile | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Rule, ...] = ()

    def filled(self, design: Design) -> Demand:
        """The demand with what the design itself says where nothing else is said."""
        own = design.rules
        return replace(
            self,
            status=self.status or design.head.status,
            profile=self.profile or Profile(design.head.profile),
            select=self.select or (own.select if own else ()),
            ignore=(*self.ignore, *(own.ignore if own else ())),
        )

    def applies(self, rule: Rule) -> bool:
        """Whether a rule is run: the profile asks for it and nobody turned it off, or it is named in full."""
        if rule.mandatory:
            return True
        info = rule.info
        asked = info.kind in ALWAYS_FAIL or PROFILES.index(info.profile) <= PROFILES.index(
            self.profile or Profile.FULL
        )
        return (asked or info.id in self.select) and not self.turns_off(info.id)

    def turns_off(self, code: str) -> bool:
        """Whether a rule is left out; of several prefixes that match, the longest decides."""
        selected = longest(self.select, code)
        ignored = longest(self.ignore, code)
        return (
            (bool(self.select) and not selected)
            or ignored > selected
            or (ignored > 0 and ignored == selected)
        )


def longest(prefixes: Iterable[str], code: str) -> int:
    """The length of the longest prefix that a code begins with; 0 when there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=0)


def shown_severity(info: RuleInfo, changed: Severity | None, status: str | None) -> Severity:
    """How strongly a finding counts: as the design says, else as the rule; gaps of a draft are warnings."""
    severity = changed or info.severity
    is_open = info.kind not in ALWAYS_FAIL and status == "draft"
    return Severity.WARNING if is_open and severity is Severity.ERROR else severity


def fails(kind: Kind, severity: Severity, status: str | None) -> bool:
    """Whether a finding fails a check: errors that are not mere gaps of a draft, and in an approved design warnings."""
    if severity is Severity.ERROR:
        return kind in ALWAYS_FAIL or status != "draft"
    return severity is Severity.WARNING and status == "approved"
