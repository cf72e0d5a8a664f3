"""What the levels of an agreement rest on: the weight of the services, what can be kept, scope, choice and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.needs import kind_of
from itsm_compiler.documents.promises import percent, span_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.service_catalogue import CRITICALITIES, cases
from itsm_compiler.documents.sla_levels import level_of, metric_name
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase
from itsm_compiler.documents.words import capital, word_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from itsm_compiler.analysis.response import ResponseFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.services import Service

CATEGORIES = ("skill", "resource", "security", "cost")
"""Where the risks to the levels are looked for."""

AVAILABILITY = {
    "guaranteed": Tag(phrase("kept however failures fall together"), "good"),
    "conditional": Tag(phrase("kept if parts fail independently"), "neutral"),
    "missed": Tag(phrase("not kept"), "bad"),
    "impossible": Tag(phrase("beyond any part"), "bad"),
}
METRICS = ("response", "handling", "resolution")
TIMES = {
    "proved": Tag(phrase("kept in the worst case"), "good"),
    "broken": Tag(phrase("not kept"), "bad"),
    "unsupported": Tag(phrase("a commitment is missing"), "warning"),
}


def money(scribe: Scribe, amount: Decimal | int | None) -> Number | None:
    """An amount of the analysis, in whole units of the design's currency."""
    return None if amount is None else Number(amount, "money", 0, scribe.design.head.currency)


def _services(scribe: Scribe, sla: Sla) -> list[Service]:
    return [scribe.design.services[id_] for id_ in scribe.design.services_of(sla.services)]


def _weight(scribe: Scribe, sla: Sla) -> Section:
    rows = []
    for service in _services(scribe, sla):
        word = CRITICALITIES.get(service.criticality or 0)
        grade = phrase("{number} ({word})", number=service.criticality, word=word) if word else None
        demand = service.demand
        calls = (cases(demand.incidents), cases(demand.requests)) if demand else (None, None)
        rows.append((scribe.link(service.id), grade, service.rank, service.users, *calls))
    headings = (
        phrase("Service"),
        phrase("Criticality"),
        Column(phrase("Rank"), figures=True),
        Column(phrase("Users"), figures=True),
        Column(phrase("Incidents"), figures=True),
        Column(phrase("Requests"), figures=True),
    )
    table = scribe.table(phrase("How much hangs on each service"), headings, rows)
    nothing = phrase("The agreement names no service of the design.")
    return scribe.section(sla, ("slas", sla.id, "services"), table, otherwise=nothing)


def _ability(scribe: Scribe, sla: Sla) -> Section:
    """What follows from the design beside what is promised: availability by service, the tightest time by class."""
    return scribe.section(
        sla,
        ("slas", sla.id, "targets"),
        _availability(scribe, sla),
        _times(scribe, sla),
        otherwise=phrase("Nothing promised here can be compared with the design yet."),
    )


def _availability(scribe: Scribe, sla: Sla) -> Table | None:
    rows = [
        (
            scribe.link(figure.service),
            percent(figure.target),
            percent(figure.derived),
            percent(figure.lower_bound),
            scribe.link(figure.weakest.entity) if figure.weakest else None,
            AVAILABILITY[figure.verdict],
        )
        for figure in scribe.figures.availability
        if figure.sla == sla.id
    ]
    headings = (
        phrase("Service"),
        Column(phrase("Promised"), figures=True),
        Column(phrase("Derived"), figures=True),
        Column(phrase("At the least"), figures=True),
        phrase("Weakest part"),
        phrase("Verdict"),
    )
    return scribe.table(
        phrase("Availability that is promised and that follows from the design"), headings, rows
    )


def _times(scribe: Scribe, sla: Sla) -> Table | None:
    """The service with the least to spare, for each class and metric."""
    tightest: dict[tuple[str, str], ResponseFigure] = {}
    for figure in scribe.figures.responses_of(sla.id):
        key = (figure.priority, figure.metric)
        known = tightest.get(key)
        if known is None or _spare(figure) < _spare(known):
            tightest[key] = figure
    rows = [
        (
            phrase("{priority}: {metric}", priority=figure.priority, metric=scribe.word(figure.metric)),
            scribe.link(figure.service),
            figure.target,
            _taken(figure),
            TIMES[figure.verdict],
        )
        for _, figure in sorted(tightest.items(), key=lambda pair: (pair[0][0], METRICS.index(pair[0][1])))
    ]
    headings = (
        phrase("Time"),
        phrase("Tightest for"),
        Column(phrase("Promised"), figures=True),
        Column(phrase("Worst case of the chain"), figures=True),
        phrase("Verdict"),
    )
    return scribe.table(phrase("Times that are promised and that the support chain takes"), headings, rows)


def _spare(figure: ResponseFigure) -> float:
    return float("-inf") if figure.margin_minutes is None else figure.margin_minutes


def _taken(figure: ResponseFigure) -> Value:
    minutes = figure.composed_minutes
    if minutes is None:
        return None
    if minutes == float("inf"):
        return phrase("more than any time")
    return span_of(minutes, service_time=figure.target.is_service_time)


def _scope(scribe: Scribe, sla: Sla) -> Section:
    scope = sla.scope
    facts = (
        scribe.facts(
            (phrase("Customer"), scribe.link(sla.customer)),
            (phrase("Services from the catalogue"), scribe.links(scribe.design.services_of(sla.services))),
            (phrase("In scope"), listing(scope.included, lines=True)),
            (phrase("Out of scope"), listing(scope.excluded, lines=True)),
            (phrase("Sites"), sites(scribe, scope.sites)),
            (
                phrase("Volumes"),
                listing(
                    (
                        phrase(
                            "{unit}: {amount}", unit=scribe.title(word_key(unit)), amount=scribe.value(most)
                        )
                        for unit, most in scope.limits.items()
                    ),
                    lines=True,
                ),
            ),
        )
        if scope
        else None
    )
    nothing = phrase("The scope of the agreement is not set yet.")
    return scribe.section(sla, ("slas", sla.id, "scope"), facts, otherwise=nothing)


def _choice(scribe: Scribe, sla: Sla) -> Section:
    """Why each metric is promised: what it means, the needs behind it, and the levels."""
    services = _services(scribe, sla)
    rows = []
    for metric, target in sla.targets.items():
        levels = dict.fromkeys(level_of(scribe, sla, metric, service.id) for service in services)
        needs = [scribe.design.requirements.get(need) for need in target.requirements]
        rows.append(
            (
                capital(metric_name(scribe, metric)),
                target.means,
                listing(levels, lines=True),
                listing((need.text or scribe.name(need.id) for need in needs if need), lines=True),
            )
        )
    headings = (phrase("Metric"), phrase("What is measured"), phrase("Levels"), phrase("Needs behind it"))
    table = scribe.table(phrase("Why each metric was chosen"), headings, rows)
    limit = scribe.design.head.limits.targets_per_service
    most = max(
        (sum(t.value_for(service.id) is not None for t in sla.targets.values()) for service in services),
        default=0,
    )
    lead = phrase(
        "A service has at most {most} metrics here; the design allows {limit}.", most=most, limit=limit
    )
    nothing = phrase("No metric is promised yet.")
    return scribe.section(
        sla, ("slas", sla.id, "targets"), table, _cost(scribe, sla), lead=lead, otherwise=nothing
    )


def _cost(scribe: Scribe, sla: Sla) -> Table | None:
    """What the promised services cost and bring in a year."""
    costs = scribe.figures.costs
    found = next((one for one in costs.slas if one.sla == sla.id), None) if costs else None
    if found is None:
        return None
    rows = [
        (scribe.link(share.service), money(scribe, share.cost), money(scribe, share.price))
        for share in found.services
    ]
    rows.append((phrase("In all"), money(scribe, found.cost), money(scribe, found.price)))
    headings = (
        phrase("Service"),
        Column(phrase("Cost a year"), figures=True),
        Column(phrase("Income a year"), figures=True),
    )
    return scribe.table(phrase("Cost and income of the agreement"), headings, rows)


def risks(scribe: Scribe, sla: Sla) -> Table | None:
    """The declared risks of the four categories that touch the agreement."""
    rows = [
        (scribe.word(risk.category or ""), scribe.link(risk.id), scribe.who(risk.owner))
        for category in CATEGORIES
        for risk in scribe.design.risks.values()
        if risk.category == category and (figure := scribe.figures.risk(risk.id)) and sla.id in figure.touches
    ]
    headings = (phrase("Category"), phrase("Risk"), phrase("Owner"))
    return scribe.table(phrase("Risks to the levels"), headings, rows)


def _baseline(scribe: Scribe, sla: Sla) -> Section:
    """The levels of the service itself beside those of this agreement."""
    rows = [
        (
            scribe.link(service.id),
            capital(metric_name(scribe, metric)),
            scribe.value(value),
            level_of(scribe, sla, metric, service.id) or phrase("not promised here"),
        )
        for service in _services(scribe, sla)
        for metric, value in service.baseline.items()
    ]
    headings = (
        phrase("Service"),
        phrase("Metric"),
        Column(phrase("Baseline"), figures=True),
        Column(phrase("Promised"), figures=True),
    )
    table = scribe.table(phrase("One delivery baseline for all customers"), headings, rows)
    nothing = phrase("No baseline is set for the services; each agreement states its own levels.")
    return Section((table,)) if table else Section((), (nothing,))


def _others(scribe: Scribe, sla: Sla) -> Section:
    """What other customers want of the same services in other figures."""
    rows = [
        (scribe.link(service.id), scribe.links([need.from_]), scribe.word(kind_of(need)), need.text)
        for service in _services(scribe, sla)
        for need in scribe.design.requirements.values()
        if need.from_ is not None
        and need.from_ != sla.customer
        and service.id in scribe.design.services_of(need.services)
    ]
    headings = (phrase("Service"), phrase("Customer"), phrase("Kind"), phrase("Need"))
    table = scribe.table(phrase("What other customers want of the same services"), headings, rows)
    nothing = phrase("No other customer wants anything of these services.")
    return Section((table,)) if table else Section((), (nothing,))


CHAPTERS: Mapping[str, Callable[[Scribe, Sla], Section]] = {
    "weight": _weight,
    "ability": _ability,
    "scope": _scope,
    "choice": _choice,
    "baseline": _baseline,
    "others": _others,
}
