"""What rules compare of requirements: what one is about, the figures in which it asks for it, and what meets it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.requirements import (
    AvailabilityRequirement,
    CapacityRequirement,
    ContinuityRequirement,
    FunctionRequirement,
    PriceRequirement,
    ReportingRequirement,
    SecurityRequirement,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.references import Value
    from itsm_compiler.model.requirements import AnyRequirement
    from itsm_compiler.rules.rule import Context

Wish = TypeVar("Wish", AvailabilityRequirement, ContinuityRequirement)

SUBJECTS: dict[type[AnyRequirement], Callable[[Any], tuple[Any, ...]]] = {
    AvailabilityRequirement: lambda wish: ("availability", wish.hours, str(wish.window)),
    ContinuityRequirement: lambda _wish: ("continuity",),
    CapacityRequirement: lambda wish: ("capacity", wish.unit),
    PriceRequirement: lambda wish: ("price", str(wish.per), frozenset(wish.services)),
    SecurityRequirement: lambda _wish: ("security",),
    ReportingRequirement: lambda _wish: ("reporting",),
    FunctionRequirement: lambda wish: ("function", wish.metric),
}
FIGURES: dict[type[AnyRequirement], tuple[str, ...]] = {
    AvailabilityRequirement: ("target", "tolerated"),
    ContinuityRequirement: ("rto", "rpo"),
    CapacityRequirement: ("normal", "peak"),
    PriceRequirement: ("target",),
    SecurityRequirement: ("confidentiality", "integrity", "availability"),
    ReportingRequirement: ("frequency",),
    FunctionRequirement: ("target",),
}

REMEDIES: dict[type[AnyRequirement], tuple[str, Text]] = {
    AvailabilityRequirement: (
        "availability",
        Text("promise `availability` in an SLA", "在协议中承诺 `availability`"),
    ),
    ContinuityRequirement: (
        "continuity",
        Text(
            "promise `recovery` in an SLA or cover it by a continuity plan",
            "在协议中承诺 `recovery`，或由连续性计划覆盖",
        ),
    ),
    CapacityRequirement: (
        "capacity",
        Text("give a part of it `capacity` in this unit", "为其部件写明该单位的 `capacity`"),
    ),
    PriceRequirement: ("price", Text("write its `charge`", "写明其 `charge`")),
    SecurityRequirement: (
        "security",
        Text(
            "add a control under `security`, or `confidentiality` to its SLA",
            "在 `security` 中增加控制措施，或在协议中写明 `confidentiality`",
        ),
    ),
    ReportingRequirement: (
        "reporting",
        Text("name a report in `reporting` of its SLA", "在协议的 `reporting` 中指定报告"),
    ),
    FunctionRequirement: (
        "function",
        Text("name its `functions`, or measure it by a KPI", "写明其 `functions`，或设置指标"),
    ),
}
"""The word under which a `none` excuses a need of each type, and what would meet it."""
YEARLY = {"day": 365.25, "week": 365.25 / 7, "month": 12, "quarter": 4, "half-year": 2, "year": 1}
"""How often a rhythm comes round in a year."""


def subject_of(wish: AnyRequirement) -> tuple[Any, ...] | None:
    """What a requirement is about beside its service; None for a function without a metric, which has no figure."""
    if isinstance(wish, FunctionRequirement) and wish.metric is None:
        return None
    return SUBJECTS[type(wish)](wish)


def figures_of(wish: AnyRequirement) -> tuple[Any, ...]:
    """The figures of a requirement, None where one is not written."""
    return tuple(getattr(wish, field) for field in FIGURES[type(wish)])


def yearly_price(wish: PriceRequirement) -> Decimal | None:
    """The price of a year; None where its period is no word of the calendar."""
    word = wish.per.word if wish.per is not None else None
    if wish.target is None or wish.target.per is not None or word not in YEARLY:
        return None
    return wish.target.amount * Decimal(str(YEARLY[word]))


def promised_against(
    context: Context, metric: str, kind: type[Wish]
) -> Iterator[tuple[Sla, str, Value, Wish]]:
    """Each promise of a metric for a service with each requirement of a type on it, of the same customer and not put off."""
    for sla in context.design.slas.values():
        for service in context.design.services_of(sla.services) if metric in sla.targets else ():
            promised = sla.promised(metric, service)
            if promised is None:
                continue
            for wish in context.lookup.referrers(service, "requirements.services"):
                if isinstance(wish, kind) and wish.deferred is None and wish.from_ in {None, sla.customer}:
                    yield sla, service, promised, wish


def is_met(context: Context, wish: AnyRequirement, kind: str, service: str) -> bool:
    """Whether a service has what meets a need of this kind beside a target, or the lack of it is told elsewhere.

    A service without agreement, functions or continuity plan and an agreement without availability or reports are.
    """
    design, lookup = context.design, context.lookup
    held, slas = design.services[service], lookup.referrers(service, "slas.services")
    if kind == "availability":
        return not slas or held.criticality == 1 or any(kind not in sla.targets for sla in slas)
    if kind == "reporting":
        return not slas or any(not sla.reporting for sla in slas)
    if kind == "capacity":
        parts = (design.components[part].capacity for part in context.graph.parts_of(service))
        return any(one is not None and one.unit == getattr(wish, "unit", None) for one in parts)
    if kind == "security":
        controlled = design.security is not None and bool(design.security.controls)
        return controlled or any(sla.confidentiality is not None for sla in slas)
    if kind == "function":
        return bool(held.functions or slas or lookup.referrers(service, "kpis.of"))
    return kind != "price" or held.charge is not None
