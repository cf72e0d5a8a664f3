"""The promises of a service level agreement: levels by service, times by priority, and what follows when they are missed."""

from __future__ import annotations

from decimal import Decimal
from math import floor
from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Duration, Number, Phrase, Share, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Items, Section, Value
    from itsm_compiler.model.agreements import Sla, Target
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.services import Service

METRIC_MEANS = {
    "availability": phrase("Share of the service time of the window in which the service can be used"),
    "failures": phrase("Number of interruptions of the service in the window"),
    "recovery": phrase("Time from the beginning of an interruption until the service can be used again"),
    "satisfaction": phrase("Share of the users asked who are satisfied"),
    "security-incidents": phrase("Number of confirmed information security incidents in the window"),
}
LOWER_IS_BETTER = ("failures", "recovery", "security-incidents")
COUNTS = {
    "day": phrase("at most {count} a day"),
    "week": phrase("at most {count} a week"),
    "month": phrase("at most {count} a month"),
    "quarter": phrase("at most {count} a quarter"),
    "half-year": phrase("at most {count} in six months"),
    "year": phrase("at most {count} a year"),
}
"""A number that must not be exceeded in a window."""

PRECISE = 2
"""Decimals of the hours of a window."""


def promises(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Items | None:
    """The agreement in a few sentences, for whoever reads only the first page."""
    return scribe.texts(_sentences(scribe, sla, services))


def _sentences(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Iterator[Value]:
    valid = sla.valid
    if valid and valid.from_ and valid.to:
        yield phrase("The agreement holds from {first} to {last}.", first=valid.from_, last=valid.to)
    if sla.hours:
        always = scribe.design.calendar(sla.hours).hours.always
        yield (
            phrase("Service is given round the clock.")
            if always
            else phrase("Service is given {hours}.", hours=hours_in_words(scribe, sla.hours))
        )
    yield _availability_sentence(sla, services)
    yield _reliability_sentence(scribe, sla, services)
    urgent = sla.priorities.get("A")
    if urgent and urgent.response and urgent.resolution:
        yield phrase(
            "The most urgent incidents are responded to within {response} and resolved within {resolution}.",
            response=urgent.response,
            resolution=urgent.resolution,
        )
    if sla.charges and sla.charges.total:
        yield phrase("The fee is {total}.", total=scribe.money(sla.charges.total))
    rule = sla.compensation
    if rule and rule.of and rule.cap:
        yield phrase(
            "Where the level of {metric} is missed, the provider pays back up to {cap} of the fee.",
            metric=metric_name(scribe, rule.of),
            cap=rule.cap,
        )


def _availability_sentence(sla: Sla, services: Sequence[Service]) -> Value:
    values = [value for value in _values(sla, services, "availability") if isinstance(value, Share)]
    if not values:
        return None
    least, most = min(values, key=_percent), max(values, key=_percent)
    if least.percent == most.percent:
        return phrase(
            "The service is available for at least {share} of the service time.",
            plural="Each service is available for at least {share} of the service time.",
            count=len(values),
            share=least,
        )
    return phrase(
        "Each service is available for at least {least} of the service time, some for at least {most}.",
        least=least,
        most=most,
    )


def _reliability_sentence(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Value:
    values = [value for value in _values(sla, services, "recovery") if isinstance(value, Duration)]
    if not values or len(set(values)) > 1:
        return None
    failures = [
        _level(scribe, "failures", sla.targets["failures"], one) for one in _values(sla, services, "failures")
    ]
    if not failures or len(set(failures)) > 1:
        return phrase("After an interruption, service is restored within {recovery}.", recovery=values[0])
    return phrase(
        "Interruptions of each service: {failures}, each ended within {recovery}.",
        failures=failures[0],
        recovery=values[0],
    )


def _values(sla: Sla, services: Sequence[Service], metric: str) -> list[object]:
    target = sla.targets.get(metric)
    found = [target.value_for(service.id) for service in services] if target else []
    return [value for value in found if value is not None]


def _percent(share: Share) -> Decimal:
    return share.percent


def metric_name(scribe: Scribe, metric: str) -> Prose:
    """A metric of the language by its word, a KPI by its name."""
    return scribe.name(metric) if metric in scribe.design.kpis else scribe.word(metric)


def _level(scribe: Scribe, metric: str, target: Target, value: object) -> Value:
    """A level with its direction and its unit: at least so much, at most so many in a window."""
    if value is None:
        return None
    kpi = scribe.design.kpis.get(metric)
    if kpi is not None:
        return indicators.level(scribe, kpi, value)
    lower = metric in LOWER_IS_BETTER
    if isinstance(value, Decimal | int) and lower and target.window.word in COUNTS:
        return Phrase(COUNTS[target.window.word].text, (("count", value),))
    if isinstance(value, Duration) and lower:
        return phrase("within {duration}", duration=value)
    shown = scribe.value(value)
    return phrase("at most {level}", level=shown) if lower else phrase("at least {level}", level=shown)


def level_of(scribe: Scribe, sla: Sla, metric: str, service: str) -> Value:
    """What an agreement promises of a metric for a service."""
    target = sla.targets.get(metric)
    return _level(scribe, metric, target, target.value_for(service)) if target else None


def _matrix(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Section:
    """One row a service, one column a metric: the whole promise on one page."""
    metrics = [metric for metric in sla.targets if scribe.shows(metric)]
    rows = [
        (scribe.name(service.id), *(level_of(scribe, sla, metric, service.id) for metric in metrics))
        for service in services
    ]
    headings: list[Phrase | Column] = [
        phrase("Service"),
        *(phrase("{metric}", metric=capital(metric_name(scribe, metric))) for metric in metrics),
    ]
    table = scribe.table(phrase("Promised level of every service"), headings, rows) if metrics else None
    return scribe.section(sla, ("slas", sla.id, "targets"), table)


def _availability(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Section:
    target = sla.targets.get("availability")
    alike: dict[tuple[Value, ...], list[str]] = {}
    for service in services:
        level = target.value_for(service.id) if target else None
        figure = scribe.figures.availability_of(sla.id, service.id)
        if target is not None and level is not None:
            row = (
                scribe.value(level),
                target.window,
                Number(figure.window_minutes / 60, "hours", PRECISE) if figure else None,
                Number(floor(figure.downtime_allowed_minutes), "minutes") if figure else None,
            )
            alike.setdefault(row, []).append(service.id)
    headings = (
        phrase("Services"),
        Column(phrase("Available at least"), figures=True),
        phrase("Window"),
        Column(phrase("Average service time"), figures=True),
        Column(phrase("Downtime allowed"), figures=True),
    )
    rows = _by_level(scribe, services, alike)
    table = scribe.table(phrase("Downtime that each level allows, rounded down to minutes"), headings, rows)
    return scribe.section(sla, ("slas", sla.id, "availability"), table)


def _by_level(
    scribe: Scribe, services: Sequence[Service], alike: Mapping[tuple[Value, ...], list[str]]
) -> list[tuple[Value, ...]]:
    """One row for the services that are promised the same; all of them are called so."""
    every = phrase("All services of this agreement")
    return [
        (every if len(names) == len(services) > 1 else scribe.names(names), *row)
        for row, names in alike.items()
    ]


def _reliability(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Section:
    """How often a service may be interrupted, and how soon it is back."""
    alike: dict[tuple[Value, ...], list[str]] = {}
    for service in services:
        row = tuple(level_of(scribe, sla, metric, service.id) for metric in ("failures", "recovery"))
        alike.setdefault(row, []).append(service.id)
    headings = (phrase("Services"), phrase("Interruptions"), phrase("Usable again"))
    table = None
    if {"failures", "recovery"} & set(sla.targets):
        rows = _by_level(scribe, services, alike)
        table = scribe.table(phrase("How often services are interrupted, and for how long"), headings, rows)
    return scribe.section(sla, ("slas", sla.id, "failures"), table)


def _measures(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    """How every metric is measured, by whom, and what happens when it is missed."""
    rows = [
        (
            capital(metric_name(scribe, metric)),
            _means(scribe, metric, target),
            target.window,
            scribe.names(target.source) or phrase("Monitoring of the parts"),
            scribe.who(target.owner),
        )
        for metric, target in sla.targets.items()
        if scribe.shows(metric)
    ]
    headings = (
        phrase("Metric"),
        phrase("What is measured"),
        phrase("Window"),
        phrase("Taken from"),
        phrase("Owner"),
    )
    return scribe.section(
        sla, ("slas", sla.id, "targets"), scribe.table(phrase("Measurement of the levels"), headings, rows)
    )


def _means(scribe: Scribe, metric: str, target: Target) -> Value:
    kpi = scribe.design.kpis.get(metric)
    return target.means or METRIC_MEANS.get(metric) or (kpi.description if kpi else None)


def _warnings(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    """When the customer is warned, and which process a missed level sets going."""
    rows = [
        (
            capital(metric_name(scribe, metric)),
            _warning(target.warning),
            scribe.link(target.on_miss) if target.on_miss else None,
        )
        for metric, target in sla.targets.items()
        if scribe.shows(metric) and (target.warning or target.on_miss)
    ]
    headings = (phrase("Metric"), phrase("Warning"), phrase("Process started when the level is missed"))
    table = scribe.table(phrase("Early warning and correction"), headings, rows) if rows else None
    nothing = phrase("No early warning and no correction is agreed.")
    return scribe.section(sla, ("slas", sla.id, "on_miss"), table, otherwise=nothing)


def _warning(share: Share | None) -> Value:
    return phrase("when {share} of what the level allows is used up", share=share) if share else None


def _requirements(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    """Which stated needs each level answers."""
    met: dict[str, list[str]] = {}
    for metric, target in sla.targets.items():
        for requirement in target.requirements:
            met.setdefault(requirement, []).append(metric)
    rows = []
    for id_, metrics in met.items():
        need = scribe.design.requirements.get(id_)
        if need is not None and scribe.shows(id_):
            answered = [metric_name(scribe, metric) for metric in metrics if scribe.shows(metric)]
            rows.append(
                (
                    need.text or scribe.name(id_),
                    scribe.link(need.from_) if need.from_ else None,
                    listing(answered),
                )
            )
    headings = (phrase("Need of the customer"), phrase("Stated by"), phrase("Answered by the level of"))
    return scribe.section(
        sla, ("slas", sla.id, "requirements"), scribe.table(phrase("Needs behind the levels"), headings, rows)
    )


def _priorities(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    rows = [
        (name, rule.means, rule.response, rule.handling, rule.resolution, _share_met(rule.attainment))
        for name, rule in sorted(sla.priorities.items())
    ]
    headings = (
        phrase("Priority"),
        phrase("It applies when"),
        Column(phrase("Response within"), figures=True),
        Column(phrase("Handling within"), figures=True),
        Column(phrase("Resolution within"), figures=True),
        phrase("Met in"),
    )
    table = scribe.table(phrase("Times of each priority"), headings, rows)
    return scribe.section(sla, ("slas", sla.id, "priorities"), table)


def _share_met(share: Share | None) -> Value:
    return None if share is None else phrase("at least {share} of cases", share=share)


def _compensation(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    rule = sla.compensation
    if rule is None or not (rule.steps or rule.cap):
        return scribe.section(
            sla,
            ("slas", sla.id, "compensation"),
            otherwise=phrase("No compensation is agreed for missed levels."),
        )
    metric = metric_name(scribe, rule.of) if rule.of else None
    below = rule.of not in LOWER_IS_BETTER
    rows = [
        (
            phrase("below {level}", level=scribe.value(level))
            if below
            else phrase("above {level}", level=scribe.value(level)),
            phrase("{share} of the fee", share=share),
        )
        for level, share in rule.steps.items()
    ]
    headings = (phrase("Level reached in the window"), phrase("Paid back"))
    caption = (
        phrase("Service credits by the level of {metric}", metric=metric)
        if metric
        else phrase("Service credits by level")
    )
    cap = phrase("{share} of the fee of the period", share=rule.cap) if rule.cap else None
    facts = scribe.facts((phrase("Measured by"), None if rows else metric), (phrase("Never more than"), cap))
    lead = phrase(
        "Where the level reached in a window falls short of the level promised, the provider pays back a share of the fee of that window. Of several steps, the one that fits the level reached applies."
    )
    table = scribe.table(caption, headings, rows)
    return scribe.section(sla, ("slas", sla.id, "compensation"), table, facts, lead=lead)


CHAPTERS = {
    "matrix": _matrix,
    "availability": _availability,
    "reliability": _reliability,
    "measures": _measures,
    "warnings": _warnings,
    "requirements": _requirements,
    "priorities": _priorities,
    "compensation": _compensation,
}
