"""The register of success factors against the rules: which factor is answered by which rules, and which by none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Profile
from itsm_compiler.knowledge import factors
from itsm_compiler.rules.catalogue import catalogue

if TYPE_CHECKING:
    from itsm_compiler.knowledge import Factor

PROFILES = tuple(Profile)


def rules_by_factor() -> dict[str, tuple[str, ...]]:
    """The ids of the rules that answer each factor of the register; a factor without rules has ()."""
    found: dict[str, list[str]] = {factor: [] for factor in factors()}
    for info in catalogue().values():
        for factor in info.factors:
            found[factor].append(info.id)
    return {factor: tuple(rules) for factor, rules in found.items()}


def unanswered(profile: Profile = Profile.FULL) -> tuple[Factor, ...]:
    """The factors asked for under a profile that no rule answers, nor any rule of a factor they are the same as."""
    answered = {factor for factor, rules in rules_by_factor().items() if rules}
    asked = [
        factor for factor in factors().values() if PROFILES.index(factor.profile) <= PROFILES.index(profile)
    ]
    return tuple(
        factor for factor in asked if factor.id not in answered and answered.isdisjoint(factor.same_as)
    )
