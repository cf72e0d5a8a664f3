"""How much risk a design bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.analysis.risk import MEDIUM

if TYPE_CHECKING:
    from itsm_compiler.model.design import Design


def appetite(design: Design) -> int:
    """The score up to which risks are borne: what the policy says, else the top of the band medium."""
    policy = design.risk_policy
    if policy is None:
        return MEDIUM
    return policy.appetite if policy.appetite is not None else policy.bands.medium
