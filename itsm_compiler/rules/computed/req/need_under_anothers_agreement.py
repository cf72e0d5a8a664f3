"""A need of a customer that is served by the agreement of another and promised less there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.model.quantities import Share
from itsm_compiler.model.requirements import AvailabilityRequirement
from itsm_compiler.rules.rule import Example, Problem, rule
from itsm_compiler.rules.shared.phrases import target_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "REQ020",
    "need-under-anothers-agreement",
    kind=Kind.CONTRADICTION,
    severity=Severity.WARNING,
    factors=("REQ-10",),
    message=Text(
        "`{customer}` asks {asked} of `{service}` by `{requirement}`, and SLA `{sla}` that serves it promises {promised}",
        "`{customer}` 在 `{requirement}` 中要求 `{service}` 达到 {asked}，而为其提供服务的 `{sla}` 只承诺 {promised}",
    ),
    help=Text(
        "promise the strictest figure in the common agreement, or give this customer one of its own",
        "在共用协议中按最严的数值承诺，或单独签订协议",
    ),
    why=Text(
        "One agreement for several customers is as good as the strictest of them needs.",
        "多个客户共用的协议，应满足其中最严的需求。",
    ),
)
EXAMPLE = Example(
    at="slas.lark-sla.targets.availability.of.all",
    set={
        "parties.chancery": {"role": "customer", "name": "Chancery"},
        "requirements.up-chancery": {
            "type": "availability",
            "from": "chancery",
            "services": "office-it",
            "text": "We plead all day.",
            "target": "99.6%",
            "window": "month",
            "hours": "office",
            "agreed": "2026-10-01",
        },
    },
)


def check(context: Context) -> Iterator[Problem]:
    """Every availability asked for by a customer who has no agreement on the service, above what those of others promise."""
    design = context.design
    for wish in design.requirements.values():
        if not isinstance(wish, AvailabilityRequirement) or wish.target is None or wish.deferred is not None:
            continue
        for service in design.services_of(wish.services) if wish.from_ is not None else ():
            slas = context.lookup.referrers(service, "slas.services")
            if any(sla.customer == wish.from_ for sla in slas):
                continue
            promises = [(sla, sla.promised("availability", service)) for sla in slas]
            known = [(sla, share) for sla, share in promises if isinstance(share, Share)]
            if known:
                sla, best = max(known, key=lambda pair: pair[1].percent)
                if best.percent < wish.target.percent:
                    values = {
                        "customer": wish.from_,
                        "service": service,
                        "requirement": wish.id,
                        "asked": wording.share(wish.target.fraction, best.fraction),
                        "sla": sla.id,
                        "promised": wording.share(best.fraction, wish.target.fraction),
                    }
                    yield Problem(target_at(design, sla.id, "availability", service), values)
