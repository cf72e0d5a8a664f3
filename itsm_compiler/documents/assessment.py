"""How far a design meets the register of success factors: the state of each factor, by its rules and their findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from itsm_compiler.diagnostics import Profile, Severity
from itsm_compiler.knowledge import areas, factors
from itsm_compiler.model.sections import DEPLOYMENT_KINDS, SECTIONS
from itsm_compiler.rules.catalogue import rules
from itsm_compiler.rules.register import rules_by_factor

if TYPE_CHECKING:
    from itsm_compiler.diagnostics import Finding
    from itsm_compiler.documents.scribe import Material
    from itsm_compiler.knowledge import Factor
    from itsm_compiler.model.prose import Prose

State = Literal["met", "open", "waived", "not-applicable", "not-asked"]
JUDGED: tuple[State, ...] = ("met", "open", "waived")
"""The states that count for completeness."""

PROFILES = tuple(Profile)
WEIGHTS = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.INFO: 1}
"""What a factor weighs by its strength: one that must be outweighs several that should be."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state of one factor: its findings, or the reason why it does not apply (None: nothing there to judge)."""

    factor: Factor
    state: State
    findings: tuple[Finding, ...] = ()
    reason: Prose | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the register with its factors; `completeness` is the share of those that apply and are met."""

    code: str
    judgements: tuple[Judgement, ...]

    def count(self, state: State) -> int:
        """How many of its factors are in a state."""
        return sum(one.state == state for one in self.judgements)

    @property
    def completeness(self) -> float | None:
        """A fraction; None where no factor applies."""
        judged = sum(self.count(state) for state in JUDGED)
        return self.count("met") / judged if judged else None


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next: the findings of one rule, the factors that this closes or advances, and its weight."""

    rule: str
    findings: tuple[Finding, ...]
    factors: tuple[str, ...]
    severity: Severity
    weight: int


class Assessment:
    """The judgement of every factor of a design, by area, and the steps that bring it furthest."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._design = material.design
        self._rules = rules_by_factor()
        self._sections = {rule.id: rule.section for rule in rules()}
        self._found: dict[str, list[Finding]] = {}
        for finding in material.findings:
            for factor in finding.factors:
                self._found.setdefault(factor, []).append(finding)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The areas in the order of the register."""
        judged = [self._judge(factor) for factor in factors().values()]
        return tuple(Area(code, tuple(one for one in judged if one.factor.area == code)) for code in areas())

    @property
    def completeness(self) -> float | None:
        """The share of the factors that apply and are met; None where none applies."""
        judged = sum(area.count(state) for area in self.areas for state in JUDGED)
        return self.count("met") / judged if judged else None

    def count(self, state: State) -> int:
        """How many factors are in a state."""
        return sum(area.count(state) for area in self.areas)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What to do next, the heaviest first: by what fails, by the strength of its factors, by the places."""
        found: dict[str, list[Finding]] = {}
        for finding in self._material.findings:
            if not self.is_waived(finding):
                found.setdefault(finding.rule, []).append(finding)
        return tuple(sorted((self._step(rule, some) for rule, some in found.items()), key=_order))

    def is_waived(self, finding: Finding) -> bool:
        """Whether somebody accepts a finding: it fails nothing, and a waiver in force names it."""
        return (
            finding.severity is Severity.INFO
            and not finding.fails
            and any(
                finding.rule.startswith(waiver.rule)
                and (waiver.entity or finding.entity or "").partition("/")[0] == (finding.entity or "")
                and waiver.expires >= self._material.figures.as_of
                for waiver in self._design.waivers.values()
            )
        )

    def _judge(self, factor: Factor) -> Judgement:
        found = tuple(self._found.get(factor.id, ()))
        if found:
            waived = all(self.is_waived(finding) for finding in found)
            return Judgement(factor, "waived" if waived else "open", found)
        profile = Profile(self._design.head.profile)
        asking = {rule for one in (factor.id, *factor.same_as) for rule in self._rules.get(one, ())}
        if PROFILES.index(factor.profile) > PROFILES.index(profile) or not asking:
            return Judgement(factor, "not-asked")
        sections = [self._sections.get(rule) for rule in sorted(asking)]
        if all(section is not None and self._is_absent(section) for section in sections):
            reasons = [self._design.head.none[one] for one in sections if one in self._design.head.none]
            return Judgement(factor, "not-applicable", reason=reasons[0] if reasons else None)
        return Judgement(factor, "met")

    def _is_absent(self, section: str) -> bool:
        if section in DEPLOYMENT_KINDS:
            return self._design.deployment is None
        return section in SECTIONS and not getattr(self._design, section, None)

    def _step(self, rule: str, found: list[Finding]) -> Step:
        named = tuple(dict.fromkeys(factor for finding in found for factor in finding.factors))
        strengths = Counter(factors()[factor].strength for factor in named if factor in factors())
        severity = min((finding.severity for finding in found), key=list(Severity).index)
        weight = sum(WEIGHTS[strength] * count for strength, count in strengths.items())
        return Step(rule, tuple(found), named, severity, max(weight, WEIGHTS[severity]))


def _order(step: Step) -> tuple[bool, int, int, str]:
    fails = any(finding.fails for finding in step.findings)
    return not fails, -step.weight, -len(step.findings), step.rule
