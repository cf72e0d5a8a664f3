"""Why the services are offered and how the design is judged: strategy, benefits, position, standards and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.evidence_records import HEADINGS, record_rows
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.specification_sheet import live_services
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.processes import Kpi
    from itsm_compiler.model.requirements import Stage

POSITION = {
    "strengths": phrase("Own strength"),
    "weaknesses": phrase("Weakness"),
    "opportunities": phrase("Opportunity"),
    "threats": phrase("Threat"),
}
STAGES: tuple[Stage, ...] = ("design", "transition", "operation")
GAUGES = "proc-design-"
"""How the indicators of the library that gauge design work begin."""

GAUGED = {"progress", "compliance", "effectiveness", "efficiency"}
"""What is gauged in design work."""

STANDARD_KINDS = {
    "delivery": phrase("delivery"),
    "monitoring": phrase("monitoring"),
    "improvement": phrase("improvement"),
    "technical": phrase("technology"),
}


def _standards(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(one.id),
            STANDARD_KINDS.get(one.kind or ""),
            one.version,
            scribe.links(one.of),
            scribe.links(one.taught_in),
            scribe.links(one.used_in),
            scribe.link(one.kpi) if one.kpi else None,
        )
        for one in scribe.design.standards.values()
    ]
    headings = (
        phrase("Standard"),
        phrase("Kind"),
        phrase("Version"),
        phrase("Services"),
        phrase("Taught in"),
        phrase("Used in"),
        phrase("Judged by"),
    )
    table = scribe.table(phrase("Standards that the services follow"), headings, rows)
    nothing = phrase("No standard is named yet.")
    return scribe.section(None, ("standards",), table, otherwise=nothing)


def _assessed(scribe: Scribe) -> Section:
    """Whom the standards were made known to, and how they were assessed."""
    standards = scribe.design.standards.values()
    kinds: tuple[tuple[str, Phrase], ...] = (
        ("told", phrase("made known")),
        ("review", phrase("assessed")),
    )
    rows = [
        (scribe.link(one.id), name, *row)
        for one in standards
        for field, name in kinds
        for row in record_rows(scribe, getattr(one, field))
    ]
    headings = (phrase("Standard"), phrase("What was done"), *HEADINGS)
    table = scribe.table(phrase("Standards made known and assessed"), headings, rows)
    nothing = phrase("No standard has been made known or assessed yet.")
    return scribe.section(None, ("standards", "review"), table, otherwise=nothing)


def _strategy(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(service.id),
            service.strategy.group,
            service.strategy.need,
            listing(service.strategy.rivals, lines=True),
            listing(service.strategy.assets, lines=True),
            service.strategy.why,
        )
        for service in live_services(scribe)
        if service.strategy is not None
    ]
    headings = (
        phrase("Service"),
        phrase("Group of customers"),
        phrase("Their need"),
        phrase("Rivals"),
        phrase("Own assets"),
        phrase("Why from us"),
    )
    table = scribe.table(phrase("Market, offer and assets of each service"), headings, rows)
    nothing = phrase("No strategy is stated for the services yet.")
    return scribe.section(None, ("services", "strategy"), table, otherwise=nothing)


def _stages(scribe: Scribe) -> Section:
    """How many needs strategy hands on to each stage of a service."""
    design = scribe.design
    rows = []
    for service in live_services(scribe):
        stages = [
            need.stage
            for need in design.requirements.values()
            if need.stage is not None and service.id in design.services_of(need.services)
        ]
        if stages:
            rows.append((scribe.link(service.id), *(stages.count(stage) or None for stage in STAGES)))
    headings = (
        phrase("Service"),
        Column(phrase("Design"), figures=True),
        Column(phrase("Transition"), figures=True),
        Column(phrase("Operation"), figures=True),
    )
    table = scribe.table(phrase("Number of needs handed on to each stage"), headings, rows)
    nothing = phrase("No need says at which stage it counts.")
    return scribe.section(None, ("requirements", "stage"), table, otherwise=nothing)


def _benefits(scribe: Scribe) -> Section:
    head = scribe.design.head
    goals = scribe.table(
        phrase("What the design is to reach"),
        (phrase("Objective"), phrase("Seen by")),
        [(goal.text, scribe.link(goal.kpi) if goal.kpi else None) for goal in head.objectives],
    )
    rows = []
    for benefit in head.benefits:
        kpi = scribe.design.kpis.get(benefit.kpi or "")
        rows.append(
            (
                benefit.text,
                scribe.link(benefit.kpi) if benefit.kpi else None,
                _value(scribe, kpi, benefit.baseline),
                _value(scribe, kpi, benefit.target),
                indicators.period_of(kpi) if kpi else None,
            )
        )
    headings = (
        phrase("Benefit"),
        phrase("Seen by"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Wanted"), figures=True),
        phrase("Window"),
    )
    benefits = scribe.table(phrase("What gets better"), headings, rows)
    nothing = phrase("No benefit is named yet.")
    return scribe.section(head, ("design", "benefits"), goals, benefits, otherwise=nothing)


def _value(scribe: Scribe, kpi: Kpi | None, value: object) -> Value:
    return None if value is None or kpi is None else indicators.figure(scribe, kpi, value)


def _position(scribe: Scribe) -> Section:
    head = scribe.design.head
    rows = [
        (name, entry.text, scribe.links(entry.leads_to))
        for field, name in POSITION.items()
        for entry in (getattr(head.swot, field) if head.swot else ())
    ]
    headings = (phrase("Kind"), phrase("What it is"), phrase("What follows from it"))
    table = scribe.table(phrase("Position of the provider"), headings, rows)
    nothing = phrase("Strengths, weaknesses, opportunities and threats are not listed yet.")
    return scribe.section(head, ("design", "swot"), table, otherwise=nothing)


def _gauges(scribe: Scribe) -> Section:
    """The indicators that gauge the design work itself."""
    rows = [
        (
            scribe.link(kpi.id),
            indicators.figure(scribe, kpi, kpi.baseline) if kpi.baseline is not None else None,
            indicators.level(scribe, kpi, kpi.target),
            indicators.period_of(kpi),
            scribe.who(kpi.owner),
        )
        for kpi in scribe.design.kpis.values()
        if (kpi.use or "").startswith(GAUGES) or ("design" in kpi.of and GAUGED & set(kpi.quality))
    ]
    headings = (
        phrase("Indicator"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
        phrase("Window"),
        phrase("Owner"),
    )
    table = scribe.table(phrase("How the design work is gauged"), headings, rows)
    nothing = phrase("The design work is not gauged yet.")
    return Section((table,)) if table else Section((), (nothing,))


def _customers(scribe: Scribe) -> Section:
    """What each customer has for a lasting relation: services, agreements, and the meetings about them."""
    design = scribe.design
    rows = []
    for party in design.parties.values():
        if party.role == "customer":
            slas = [sla for sla in design.slas.values() if sla.customer == party.id]
            reviews = dict.fromkeys(
                review
                for sla in slas
                for review in sla.review
                if review in design.reviews and design.reviews[review].with_ == "customer"
            )
            used = [service.id for service in live_services(scribe) if party.id in service.customers]
            rows.append(
                (
                    scribe.link(party.id),
                    scribe.links(used),
                    scribe.links(sla.id for sla in slas),
                    scribe.links(reviews),
                )
            )
    headings = (phrase("Customer"), phrase("Services"), phrase("Agreements"), phrase("Meetings"))
    table = scribe.table(phrase("What ties each customer to the provider"), headings, rows)
    nothing = phrase("The design names no customer yet.")
    return scribe.section(None, ("design", "customer"), table, otherwise=nothing)


def _requests(scribe: Scribe) -> Section:
    """The standard requests of each service, which save work and mistakes."""
    rows = []
    for service in live_services(scribe):
        requests = service.requests.values()
        if requests:
            ready = sum(bool(one.code and one.within and one.steps) for one in requests)
            rows.append((scribe.link(service.id), len(requests), ready))
    headings = (
        phrase("Service"),
        Column(phrase("Requests"), figures=True),
        Column(phrase("With code, time and steps"), figures=True),
    )
    table = scribe.table(phrase("Standard items of the catalogue"), headings, rows)
    nothing = phrase("No service has standard requests yet.")
    return scribe.section(None, ("services", "requests"), table, otherwise=nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "standards": _standards,
    "assessed": _assessed,
    "strategy": _strategy,
    "stages": _stages,
    "benefits": _benefits,
    "position": _position,
    "gauges": _gauges,
    "customers": _customers,
    "requests": _requests,
}
