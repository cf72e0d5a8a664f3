"""The promises of a service level agreement: levels by service, times by priority, and what follows when they are missed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Column, Number, phrase
from itsm_compiler.documents.words import word
from itsm_compiler.model.quantities import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Items, Section, Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.references import Measure
    from itsm_compiler.model.services import Service

METRIC_MEANS = {
    "availability": phrase("share of the agreed service time in which the service can be used"),
    "failures": phrase("number of interruptions of a service in the window, at most"),
    "recovery": phrase("time from an interruption until the service can be used again, at most"),
    "satisfaction": phrase("share of users who are satisfied, at least"),
    "security-incidents": phrase("number of information security incidents in the window, at most"),
}
LOWER_IS_BETTER = ("failures", "recovery", "security-incidents")


def promises(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Items | None:
    """The agreement in a few sentences, for whoever reads only the first page."""
    sentences: list[Value] = []
    shares = sorted(_shares(sla, services), key=_percent)
    if shares and shares[0].percent == shares[-1].percent:
        sentences.append(phrase("Each service is available for at least {share} of the agreed service time.", share=shares[0]))
    elif shares:
        sentences.append(
            phrase(
                "The services are available for at least {least} to {most} of the agreed service time, depending on the service.",
                least=shares[0],
                most=shares[-1],
            )
        )
    urgent = sla.priorities.get("A")
    if urgent and urgent.response and urgent.resolution:
        sentences.append(
            phrase(
                "The most urgent incidents are responded to within {response} and resolved within {resolution}.",
                response=urgent.response,
                resolution=urgent.resolution,
            )
        )
    if sla.hours:
        always = scribe.design.calendar(sla.hours).hours.always
        sentences.append(phrase("Service is given round the clock.") if always else phrase("Service is given {hours}.", hours=scribe.name(sla.hours)))
    if sla.compensation and sla.compensation.cap:
        sentences.append(
            phrase("When the promise is missed, up to {cap} of the fee is paid back.", cap=sla.compensation.cap)
        )
    if sla.charges and sla.charges.total:
        sentences.append(phrase("The fee is {total}.", total=scribe.money(sla.charges.total)))
    return scribe.texts(sentences)


def _percent(share: Share) -> Decimal:
    return share.percent


def _shares(sla: Sla, services: Sequence[Service]) -> list[Share]:
    target = sla.targets.get("availability")
    values = [target.value_for(service.id) for service in services] if target else []
    return [value for value in values if isinstance(value, Share)]


def _matrix(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Section:
    """One row a service, one column a metric: the whole promise on one page."""
    metrics = list(sla.targets)
    rows = [(scribe.name(service.id), *(_level(scribe, sla.targets[metric].value_for(service.id), metric) for metric in metrics)) for service in services]
    headings = [phrase("Service"), *(Column(phrase("{metric}", metric=metric_name(scribe, metric)), figures=True) for metric in metrics)]
    return scribe.section(sla, ("slas", sla.id, "targets"), scribe.table(phrase("Service levels at a glance"), headings, rows))


def metric_name(scribe: Scribe, metric: str) -> Value:
    """A metric of the language by its word, a KPI by its name."""
    return scribe.name(metric) if metric in scribe.design.kpis else word(metric)


def _level(scribe: Scribe, value: Measure | None, metric: str) -> Value:
    """A level with its direction: at least or at most."""
    if value is None:
        return None
    shown = scribe.value(value)
    return phrase("at most {level}", level=shown) if metric in LOWER_IS_BETTER else phrase("at least {level}", level=shown)


def _availability(scribe: Scribe, sla: Sla, services: Sequence[Service]) -> Section:
    target = sla.targets.get("availability")
    figures = {figure.service: figure for figure in scribe.figures.availability if figure.sla == sla.id}
    rows = []
    for service in services:
        level = target.value_for(service.id) if target else None
        figure = figures.get(service.id)
        if level is not None:
            window = Number(figure.window_minutes / 60, "hours", 1) if figure else None
            allowed = Number(figure.downtime_allowed_minutes, "minutes") if figure else None
            rows.append((scribe.name(service.id), scribe.value(level), window, allowed))
    headings = (
        phrase("Service"),
        Column(phrase("Available at least"), figures=True),
        Column(phrase("Agreed time in a mean month"), figures=True),
        Column(phrase("Downtime that this leaves"), figures=True),
    )
    table = scribe.table(phrase("Availability by service"), headings, rows)
    return scribe.section(sla, ("slas", sla.id, "targets"), table, _sources(scribe, sla, ("availability",)))


def _measures(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    """How every metric is measured, by whom, and what happens when it is missed."""
    others = tuple(metric for metric in sla.targets if metric != "availability")
    return scribe.section(sla, ("slas", sla.id, "targets"), _sources(scribe, sla, others))


def _sources(scribe: Scribe, sla: Sla, metrics: Sequence[str]) -> Table | None:
    rows = []
    for metric in metrics:
        target = sla.targets.get(metric)
        if target is not None:
            kpi = scribe.design.kpis.get(metric)
            means = target.means or METRIC_MEANS.get(metric) or (kpi.description if kpi else None)
            warning = phrase("when {share} of what is allowed is used up", share=target.warning) if target.warning else None
            rows.append(
                (
                    metric_name(scribe, metric),
                    means,
                    target.window,
                    scribe.links(target.source) or phrase("the monitoring of the parts"),
                    warning,
                    scribe.who(target.on_miss),
                )
            )
    headings = (
        phrase("Metric"),
        phrase("What is counted"),
        phrase("Window"),
        phrase("Taken from"),
        phrase("Early warning"),
        phrase("When it is missed"),
    )
    return scribe.table(phrase("How the levels are measured"), headings, rows)


def _priorities(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    rows = [
        (name, rule.means, rule.response, rule.handling, rule.resolution, rule.attainment)
        for name, rule in sorted(sla.priorities.items())
    ]
    headings = (
        phrase("Priority"),
        phrase("It applies when"),
        Column(phrase("Response within"), figures=True),
        Column(phrase("Handling begins within"), figures=True),
        Column(phrase("Resolution within"), figures=True),
        Column(phrase("Met in at least"), figures=True),
    )
    return scribe.section(sla, ("slas", sla.id, "priorities"), scribe.table(phrase("Priorities and times"), headings, rows))


def _compensation(scribe: Scribe, sla: Sla, _services: Sequence[Service]) -> Section:
    rule = sla.compensation
    if rule is None:
        return scribe.section(sla, ("slas", sla.id, "compensation"))
    metric = metric_name(scribe, rule.of) if rule.of else None
    below = rule.of not in LOWER_IS_BETTER
    rows = [
        (
            phrase("below {level}", level=scribe.value(level)) if below else phrase("above {level}", level=scribe.value(level)),
            share,
        )
        for level, share in rule.steps.items()
    ]
    headings = (phrase("Level reached"), Column(phrase("Paid back, share of the fee of the period"), figures=True))
    facts = scribe.facts((phrase("Depends on"), metric), (phrase("Never more than"), rule.cap))
    return scribe.section(
        sla, ("slas", sla.id, "compensation"), facts, scribe.table(phrase("Compensation"), headings, rows)
    )


CHAPTERS = {
    "matrix": _matrix,
    "availability": _availability,
    "measures": _measures,
    "priorities": _priorities,
    "compensation": _compensation,
}
