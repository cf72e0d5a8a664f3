"""One of the services that make up most of the cost, and whose customer has not seen and accepted it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Profile, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.model.services import Service
    from itsm_compiler.rules.rule import Context

RULE = rule(
    "CAT027",
    "costly-service-unacknowledged",
    kind=Kind.GAP,
    severity=Severity.WARNING,
    profile=Profile.FULL,
    factors=("CAT-10",),
    message=Text(
        "service `{service}` makes up {share} of the cost, and its customer has not seen and accepted that",
        "服务 `{service}` 占总成本的 {share}，却没有客户的查看与认可",
    ),
    help=Text(
        "show the customer what it costs and by what it is charged, and let him accept it: `evidence: {{cost-acknowledged: {{who: [{customer}], when: …}}}}`",
        "让客户看清内容和计费方式并予以认可：`evidence: {{cost-acknowledged: {{who: [{customer}], when: …}}}}`",
    ),
    why=Text("Customers save on what they do not recognise.", "客户总是先砍掉看不懂的开支。"),
)
EXAMPLE = Example(
    at="services.desktop", delete=("services.desktop.evidence.cost-acknowledged",), base="reference"
)


def check(context: Context) -> Iterator[Problem]:
    """Every service of the first eighty percent of the cost that no customer has acknowledged."""
    design, costs = context.design, context.figures.costs
    ranked = sorted(costs.services, key=lambda figure: -figure.total) if costs is not None else []
    total, before = sum((figure.total for figure in ranked), Decimal()), Decimal()
    for figure in ranked:
        if not figure.total or before >= total * Decimal("0.8"):
            break
        before += figure.total
        service = design.services[figure.service]
        if not _is_acknowledged(context, service):
            values = {
                "service": service.id,
                "share": wording.share(float(figure.total / total)),
                "customer": next(iter(service.customers), "CUSTOMER"),
            }
            yield Problem(("services", service.id), values, of="key", asks="evidence.cost-acknowledged")


def _is_acknowledged(context: Context, service: Service) -> bool:
    """Whether a customer is, at a known time, among those to whom the cost was shown."""
    parties = context.design.parties
    return any(
        one in parties and parties[one].role == "customer"
        for entry in service.evidence.get("cost-acknowledged", ())
        for one in (entry.who if entry.when is not None else ())
        if isinstance(one, str)
    )
