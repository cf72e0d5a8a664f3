"""The modes in which services are given, the needs that each answers, and whether hours and posts suffice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import HEADINGS, lack, record_rows
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.needs import KINDS, kind_of
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.specification_sheet import live_services
from itsm_compiler.documents.view import Column, Number, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.services import Mode, Service

SOURCING = {
    "internal": phrase("own operation"),
    "ito": phrase("outsourced operation of information technology"),
    "bpo": phrase("outsourced business process"),
    "kpo": phrase("outsourced knowledge process"),
    "saas": phrase("software as a service"),
    "cloud": phrase("cloud service"),
}


def _modes(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(service.id),
            scribe.word(name),
            hours_in_words(scribe, mode.hours),
            scribe.link(mode.by) if mode.by else None,
            _way(scribe, mode),
            sites(scribe, mode.sites),
            scribe.links(mode.tools),
        )
        for service in live_services(scribe)
        for name, mode in service.modes.items()
    ]
    headings = (
        phrase("Service"),
        phrase("Mode"),
        phrase("Hours"),
        phrase("Given by"),
        phrase("Channel, travel and posts"),
        phrase("Sites"),
        phrase("Tools"),
    )
    table = scribe.table(phrase("Ways in which each service is given"), headings, rows)
    nothing = phrase("It is not laid down yet in which ways the services are given.")
    return scribe.section(None, ("services", "modes"), table, otherwise=nothing)


def _way(scribe: Scribe, mode: Mode) -> Value:
    posts = mode.posts
    return listing(
        (
            scribe.word(mode.channel) if mode.channel else None,
            phrase("there within {duration}", duration=mode.travel) if mode.travel else None,
            phrase("{count} post", plural="{count} posts", count=posts) if posts else None,
        ),
        lines=True,
    )


def _match(scribe: Scribe) -> Section:
    """The needs of each service and the modes that serve them; a need without a mode is told."""
    rows = []
    for service in live_services(scribe):
        for need in scribe.design.requirements.values():
            if kind_of(need) not in (
                "price",
                "reporting",
                "function",
            ) and service.id in scribe.design.services_of(need.services):
                serving = [name for name, mode in service.modes.items() if need.id in mode.serves]
                rows.append(
                    (
                        scribe.link(service.id),
                        KINDS[kind_of(need)],
                        need.text or scribe.name(need.id),
                        scribe.words(serving) or phrase("any mode"),
                    )
                )
    headings = (phrase("Service"), phrase("Kind"), phrase("Need"), phrase("Served by"))
    table = scribe.table(phrase("Which mode answers which need"), headings, rows)
    nothing = phrase("No need is known that a mode could answer.")
    return scribe.section(None, ("services", "serves"), table, otherwise=nothing)


def _closed(scribe: Scribe) -> Section:
    """The hours in which no mode is open, and in which too few posts are manned."""
    gaps = scribe.table(
        phrase("Hours that no mode covers"),
        (phrase("Service"), phrase("Wanted by"), Column(phrase("Uncovered a month"), figures=True)),
        [
            (scribe.link(gap.service), scribe.link(gap.wanted_by), Number(gap.minutes_per_month, "minutes"))
            for gap in scribe.figures.mode_gaps
        ],
    )
    unmanned = scribe.table(
        phrase("Hours with too few posts"),
        (
            phrase("Team"),
            phrase("Service"),
            phrase("Mode"),
            Column(phrase("Posts needed"), figures=True),
            Column(phrase("Unmanned a week"), figures=True),
        ),
        [
            (
                scribe.link(one.team),
                scribe.link(one.service) if one.service else None,
                scribe.word(one.mode) if one.mode else None,
                one.needed,
                Number(one.minutes_per_week, "minutes"),
            )
            for one in scribe.figures.unmanned
        ],
    )
    blocks = tuple(block for block in (gaps, unmanned) if block is not None)
    fine = phrase(
        "Every hour that is offered or wanted has a mode, and the teams behind the modes are manned."
    )
    return Section(blocks) if blocks else Section((), (fine,))


def _sourcing(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(service.id),
            SOURCING.get(service.sourcing or ""),
            service.reviewed,
            _changed(scribe, service),
        )
        for service in live_services(scribe)
        if service.sourcing or service.reviewed
    ]
    headings = (
        phrase("Service"),
        phrase("Form of sourcing"),
        Column(phrase("Modes reviewed on"), figures=True),
        Column(phrase("A need changed on"), figures=True),
    )
    table = scribe.table(
        phrase("How each service is sourced, and when its modes were looked at"), headings, rows
    )
    nothing = phrase("It is not laid down yet how the services are sourced.")
    return scribe.section(None, ("services", "sourcing"), table, otherwise=nothing)


def _changed(scribe: Scribe, service: Service) -> Value:
    """The last day on which a need of the service changed."""
    days = [
        need.changed
        for need in scribe.design.requirements.values()
        if need.changed is not None and service.id in scribe.design.services_of(need.services)
    ]
    return max(days, default=None)


def _agreed(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(service.id), *row)
        for service in live_services(scribe)
        for row in record_rows(scribe, service.evidence.get("mode-agreed", ()))
    ]
    table = scribe.table(phrase("Talks with customers on the modes"), (phrase("Service"), *HEADINGS), rows)
    if table is not None:
        return Section((table,))
    missing = lack(scribe, None, ("services", "mode-agreed"), phrase("Consent of the customers to the modes"))
    nothing = phrase("No talk with a customer on the modes is recorded.")
    return Section((missing,)) if missing else Section((), (nothing,))


def _liked(scribe: Scribe) -> Section:
    """By what it is known whether customers are content with the ways of each service."""
    rows = []
    for service in live_services(scribe):
        slas = scribe.lookup.agreements.get(service.id, ())
        promised = [
            phrase("{agreement}: {level}", agreement=scribe.link(sla.id), level=scribe.value(level))
            for sla in slas
            if "satisfaction" in sla.targets
            and (level := sla.targets["satisfaction"].value_for(service.id)) is not None
        ]
        subjects = {service.id, *(sla.id for sla in slas)}
        kpis = [
            kpi.id
            for kpi in scribe.design.kpis.values()
            if kpi.layer == "experience" and subjects & set(kpi.of)
        ]
        if promised or kpis:
            rows.append((scribe.link(service.id), listing(promised, lines=True), scribe.links(kpis)))
    headings = (phrase("Service"), phrase("Promised satisfaction"), phrase("Indicators"))
    table = scribe.table(phrase("How it is known that customers are content"), headings, rows)
    nothing = phrase("It is not measured yet whether customers are content with the ways of the services.")
    if table is not None:
        return Section((table,))
    missing = lack(scribe, None, ("services", "satisfaction"), phrase("Satisfaction with the modes"))
    return Section((missing,)) if missing else Section((), (nothing,))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "modes": _modes,
    "match": _match,
    "closed": _closed,
    "sourcing": _sourcing,
    "agreed": _agreed,
    "liked": _liked,
}
