"""Whose needs a design knows, how they are told apart by kind, and which of them want different things of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from itsm_compiler.documents.view import Phrase, phrase
from itsm_compiler.model.requirements import CapacityRequirement, FunctionRequirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itsm_compiler.model.design import Design
    from itsm_compiler.model.requirements import AnyRequirement

KINDS: Mapping[str, Phrase] = {
    "availability": phrase("Availability"),
    "continuity": phrase("Continuity"),
    "capacity": phrase("Capacity"),
    "price": phrase("Price"),
    "security": phrase("Information security"),
    "reporting": phrase("Reporting"),
    "function": phrase("Functions"),
}
"""The kinds of needs, in the order in which they are told."""

FIGURES: Mapping[str, tuple[str, ...]] = {
    "availability": ("target", "window", "hours"),
    "continuity": ("rto", "rpo"),
    "capacity": ("normal", "peak", "growth"),
    "price": ("target", "per"),
    "security": ("confidentiality", "integrity", "availability"),
    "reporting": ("frequency",),
    "function": ("target",),
}
"""The fields by which two needs of a kind differ."""


class Difference(NamedTuple):
    """Two needs of one kind that want different figures of one service."""

    service: str
    kind: str
    one: AnyRequirement
    other: AnyRequirement


def kind_of(need: AnyRequirement) -> str:
    """The kind of a need."""
    return str(vars(need)["type"])


def askers(design: Design) -> tuple[str, ...]:
    """The customers, and whoever else states a need, in the order of the design."""
    customers = [party.id for party in design.parties.values() if party.role == "customer"]
    others = [need.from_ for need in design.requirements.values() if need.from_ in design.parties]
    return tuple(dict.fromkeys((*customers, *(party for party in others if party is not None))))


def needs_of(design: Design, party: str) -> tuple[AnyRequirement, ...]:
    """The needs that a party states; what nobody states is that of the customers of its services."""
    return tuple(
        need
        for need in design.requirements.values()
        if need.from_ == party or (need.from_ is None and party in _users(design, need))
    )


def _users(design: Design, need: AnyRequirement) -> set[str]:
    return {
        customer
        for service in design.services_of(need.services)
        for customer in design.services[service].customers
    }


def services_wanted(design: Design, needs: Iterable[AnyRequirement]) -> tuple[str, ...]:
    """The services that some needs are about, each once."""
    return tuple(dict.fromkeys(service for need in needs for service in design.services_of(need.services)))


def differences(design: Design, needs: Iterable[AnyRequirement]) -> tuple[Difference, ...]:
    """Pairs of needs of one kind that want different figures of the same service."""
    found: dict[tuple[str, str, Any], list[AnyRequirement]] = {}
    for need in needs:
        for service in design.services_of(need.services):
            found.setdefault((service, kind_of(need), _measure(need)), []).append(need)
    return tuple(
        Difference(service, kind, alike[0], other)
        for (service, kind, _), alike in found.items()
        for other in alike[1:]
        if _figures(alike[0]) != _figures(other)
    )


def _measure(need: AnyRequirement) -> Any:
    """What the figures of a need count: only those of the same measure can differ."""
    if isinstance(need, CapacityRequirement):
        return need.unit
    return (need.metric or need.id) if isinstance(need, FunctionRequirement) else None


def _figures(need: AnyRequirement) -> tuple[Any, ...]:
    return tuple(getattr(need, field) for field in FIGURES[kind_of(need)])
