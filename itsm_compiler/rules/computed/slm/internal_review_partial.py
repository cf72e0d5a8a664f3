"""An internal review of an agreement without those who must see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "SLM067",
    "internal-review-partial",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.STANDARD,
    factors=("SLM-15",),
    message=Text(
        "the internal review of SLA `{sla}` takes place without {absent}",
        "服务级别协议 `{sla}` 的内部评审缺少 {absent}",
    ),
    help=Text(
        "add to `who` the owner of the quality plan and, above `design.limits.legal_review`, roles with the skills `law` and `finance`",
        "在 `who` 中加入质量计划负责人；金额超过 `design.limits.legal_review` 时，还要加入具备 `law`、`finance` 技能的角色",
    ),
    why=Text(
        "Quality, law and money each see another mistake in the same sentence.",
        "同一句条款，质量、法务、财务看到的问题各不相同。",
    ),
)
EXAMPLE = Example(
    at="slas.office-sla.evidence.internal-review",
    set={
        "slas.office-sla.evidence.internal-review.who": [
            "quality-manager",
            "finance-manager",
            "service-director",
        ]
    },
    base="reference",
)
EXPERTS = {"law": Text("anybody of law", "法务人员"), "finance": Text("anybody of finance", "财务人员")}


def check(context: Context) -> Iterator[Problem]:
    """Every internal review that lacks the quality owner or, for large sums, somebody of law or of finance."""
    design = context.design
    owner = design.quality.owner if design.quality is not None else None
    for sla in design.slas.values():
        reviews = sla.evidence.get("internal-review", ())
        who = {one for review in reviews for one in review.who if isinstance(one, str)}
        skills = {skill for one in who if one in design.roles for skill in design.roles[one].skills}
        absent = [Text(f"`{owner}`", f"`{owner}`")] if owner is not None and owner not in who else []
        absent += [
            words for skill, words in EXPERTS.items() if skill not in skills and _is_large(context, sla)
        ]
        if reviews and absent:
            values = {"sla": sla.id, "absent": wording.listing(absent)}
            yield Problem(("slas", sla.id, "evidence", "internal-review"), values)


def _is_large(context: Context, sla: Sla) -> bool:
    """Whether the fee of a year is above the limit from which law and finance are heard."""
    limit = context.design.head.limits.legal_review
    fee = sla.charges.total if sla.charges is not None else None
    if limit is None or fee is None:
        return False
    return (fee.per_year if fee.per is not None else fee.amount) > limit.amount
