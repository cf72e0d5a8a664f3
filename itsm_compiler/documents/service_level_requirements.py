"""The service level requirements: what one customer wants of the services, in figures, and where each need is met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from itsm_compiler.documents import evidence_records, requirement_tables
from itsm_compiler.documents.needs import KINDS, askers, differences, kind_of, needs_of, services_wanted
from itsm_compiler.documents.requirement_tables import wanted
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Column, Items, Link, Prose, Section, Tag, View, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.analysis.trace import TraceTarget
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.requirements import AnyRequirement

DOCUMENT = "service-level-requirements"
STATED = {"explicit": phrase("stated"), "implicit": phrase("taken for granted, not stated")}
ANSWERS = {
    "charges": phrase("the charges"),
    "capacity": phrase("the capacity of the parts"),
    "reporting": phrase("the reports"),
    "function": phrase("the functions of the services"),
}
"""What answers a need and is no metric."""


@dataclass(frozen=True, slots=True)
class Case:
    """The needs of one party that readers may know of, with their numbers and the services they are about."""

    party: str
    needs: tuple[AnyRequirement, ...]
    numbers: Mapping[str, Link]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsView(View):
    """The data of the requirements of one customer; `kinds` by kind, `chapters` by the name of the template."""

    outcome: Items | None
    kinds: Mapping[str, Section]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[RequirementsView]:
    """A document for each customer, and for whoever else states a need; of an internal party it stays inside."""
    for party in askers(scribe.design):
        inside = scribe.design.parties[party].internal
        yield _view(scribe.reading("internal" if inside else "customer"), party)


def _view(scribe: Scribe, party: str) -> RequirementsView:
    needs = tuple(need for need in needs_of(scribe.design, party) if scribe.shows(need.id))
    order = sorted(needs, key=lambda need: list(KINDS).index(kind_of(need)))
    case = Case(
        party,
        tuple(order),
        {need.id: Link(need.id, Prose.plain(f"N{place:02}")) for place, need in enumerate(order, start=1)},
        tuple(service for service in services_wanted(scribe.design, order) if scribe.shows(service)),
    )
    return RequirementsView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT, party),
        title=phrase("Service level requirements of {customer}", customer=scribe.name(party)),
        audience=scribe.audience,
        draft=not scribe.material.passed,
        languages=scribe.design.head.languages,
        anchors=tuple(need.id for need in case.needs),
        control=scribe.control(
            (DOCUMENT, party),
            owner=scribe.who(scribe.design.head.owner),
            customer=scribe.link(party),
            approvals=_approvals(scribe, case),
        ),
        outcome=scribe.texts(_outcome(scribe, case)),
        kinds={
            kind: requirement_tables.kind_section(scribe, kind, case.needs, case.numbers, case.services)
            for kind in KINDS
        },
        chapters={name: write(scribe, case) for name, write in CHAPTERS.items()},
    )


def _approvals(scribe: Scribe, case: Case) -> Iterator[tuple[Value, ...]]:
    """That the customer agreed to its needs, and when."""
    days = [need.agreed for need in case.needs]
    agreed = [day for day in days if isinstance(day, date)]
    if agreed and len(agreed) == len(days):
        yield scribe.link(case.party), phrase("customer, for all needs"), max(agreed)


def _outcome(scribe: Scribe, case: Case) -> Iterator[Value]:
    if not case.needs:
        yield phrase("{customer} has not stated a need yet.", customer=scribe.name(case.party))
        return
    yield phrase(
        "{customer} has {count} need, on {services}.",
        plural="{customer} has {count} needs, on {services}.",
        count=len(case.needs),
        customer=scribe.name(case.party),
        services=phrase("{count} service", plural="{count} services", count=len(case.services)),
    )
    must = sum(need.priority == "must" for need in case.needs)
    if must:
        yield phrase("{count} of these must be met.", count=must)
    unsaid = sum(need.stated == "implicit" for need in case.needs)
    if unsaid:
        yield phrase(
            "{count} need was not stated and is taken for granted.",
            plural="{count} needs were not stated and are taken for granted.",
            count=unsaid,
        )
    lines = {figure.requirement: figure for figure in scribe.figures.trace}
    pending = [need for need in case.needs if need.id in lines and not lines[need.id].targets]
    late = sum(need.deferred is not None for need in pending)
    if late:
        yield phrase("{count} need is put off.", plural="{count} needs are put off.", count=late)
    if len(pending) > late:
        yield phrase(
            "{count} need is met nowhere yet.",
            plural="{count} needs are met nowhere yet.",
            count=len(pending) - late,
        )
    elif not late:
        yield phrase("Each of them has its place in an agreement or a plan.")


def _scope(scribe: Scribe, case: Case) -> Section:
    """What the design is about, at the sites of this customer where they are known."""
    scope, party = scribe.design.head.scope, scribe.design.parties[case.party]
    facts = (
        scribe.facts(
            (phrase("Background"), scope.setting),
            (phrase("Sites"), sites(scribe, party.sites or scope.sites)),
            (phrase("Included"), listing(scope.included, lines=True)),
            (phrase("Not included"), listing(scope.excluded, lines=True)),
        )
        if scope
        else None
    )
    nothing = phrase("It is not laid down yet what the services are about.")
    return scribe.section(scribe.design.head, ("design", "scope"), facts, otherwise=nothing)


def _services(scribe: Scribe, case: Case) -> Section:
    services = [scribe.design.services[id_] for id_ in case.services]
    rows = [
        (
            scribe.link(service.id),
            service.description,
            service.value.outcome if service.value else None,
            service.users,
        )
        for service in services
    ]
    headings = (
        phrase("Service"),
        phrase("Content"),
        phrase("What it is to achieve"),
        Column(phrase("Users"), figures=True),
    )
    table = scribe.table(phrase("Services that the needs are about"), headings, rows)
    nothing = phrase("No service is named in a need yet.")
    return scribe.section(None, ("requirements", "services"), table, otherwise=nothing)


def _origin(scribe: Scribe, case: Case) -> Section:
    rows = [
        (
            case.numbers[need.id],
            need.text or scribe.name(need.id),
            STATED.get(need.stated or ""),
            scribe.who(need.from_) if need.from_ else phrase("nobody named"),
            scribe.word(need.priority) if need.priority else None,
            need.agreed,
        )
        for need in case.needs
    ]
    headings = (
        phrase("No."),
        phrase("Need"),
        phrase("How it came up"),
        phrase("Stated by"),
        phrase("Priority"),
        Column(phrase("Agreed on"), figures=True),
    )
    table = scribe.table(phrase("Where each need comes from"), headings, rows)
    nothing = phrase("No need has been stated yet.")
    return scribe.section(None, ("requirements",), table, otherwise=nothing)


def _measures(scribe: Scribe, case: Case) -> Section:
    """By what it is told that a need is met, where more than the figures of its kind is said."""
    rows = [
        (
            case.numbers[need.id],
            need.text or scribe.name(need.id),
            listing(need.criteria, lines=True),
            scribe.word(need.stage) if need.stage else None,
        )
        for need in case.needs
        if need.criteria
    ]
    headings = (phrase("No."), phrase("Need"), phrase("It is met when"), phrase("Stage of the service"))
    table = scribe.table(phrase("Criteria beside the figures"), headings, rows)
    nothing = phrase("The figures of each need are its measure; no further criteria are set.")
    return Section((table,)) if table else Section((), (nothing,))


def _segment(scribe: Scribe, case: Case) -> Section:
    party = scribe.design.parties[case.party]
    facts = scribe.facts(
        (phrase("Segment"), scribe.word(party.segment) if party.segment else None),
        (phrase("Sector"), party.sector),
    )
    nothing = phrase("The customer is assigned to no segment.")
    return scribe.section(party, ("parties", party.id, "segment"), facts, otherwise=nothing)


def _conflicts(scribe: Scribe, case: Case) -> Section:
    rows = [
        (
            scribe.name(found.service),
            KINDS[found.kind],
            phrase("{number} {need}", number=case.numbers[found.one.id], need=found.one.text or ""),
            phrase("{number} {need}", number=case.numbers[found.other.id], need=found.other.text or ""),
        )
        for found in differences(scribe.design, case.needs)
        if scribe.shows(found.service)
    ]
    headings = (phrase("Service"), phrase("Kind"), phrase("One need"), phrase("Other need"))
    table = scribe.table(phrase("Needs with different figures for the same service"), headings, rows)
    nothing = phrase("No two needs of this customer want different figures of the same service.")
    return Section((table,)) if table else Section((), (nothing,))


def _talks(scribe: Scribe, case: Case) -> Section:
    """The talks in which the needs came up; other customers who took part are not named."""
    others = frozenset(askers(scribe.design)) - {case.party}
    entries = [
        entry
        for entry in scribe.design.head.evidence.get("customer-talk", ())
        if case.party in entry.who
        or not others.intersection(one for one in entry.who if isinstance(one, str))
    ]
    rows = evidence_records.record_rows(scribe, entries, others)
    table = scribe.table(phrase("Talks on the needs"), evidence_records.HEADINGS, rows)
    if table is not None:
        return Section((table,))
    lack = evidence_records.lack(
        scribe, scribe.design.head, ("design", "customer-talk"), phrase("Talks with the customer")
    )
    return Section((lack,)) if lack else Section((), (phrase("No talk on the needs is recorded yet."),))


def _confirmed(scribe: Scribe, case: Case) -> Section:
    days = Counter(need.agreed for need in case.needs if isinstance(need.agreed, date))
    rows = [
        (day, _stretches(case, [need.agreed == day for need in case.needs]), days[day])
        for day in sorted(days)
    ]
    headings = (
        Column(phrase("Agreed on")),
        phrase("Numbers of the needs"),
        Column(phrase("Number"), figures=True),
    )
    table = scribe.table(phrase("Which needs the customer has confirmed"), headings, rows)
    nothing = phrase("The customer has not confirmed a need yet.")
    return scribe.section(None, ("requirements", "agreed"), table, otherwise=nothing)


def _stretches(case: Case, chosen: list[bool]) -> Value:
    """The numbers of the needs that are chosen, those in a row as the first and the last."""
    found: list[Value] = []
    first = 0
    for place in range(1, len(chosen) + 1):
        if place == len(chosen) or chosen[place] != chosen[first]:
            ends = [case.numbers[case.needs[end].id] for end in (first, place - 1)]
            alone = (
                ends[0] if first == place - 1 else phrase("{first} to {last}", first=ends[0], last=ends[1])
            )
            found += [alone] if chosen[first] else []
            first = place
    return listing(found)


def _met(scribe: Scribe, case: Case) -> Section:
    lines = {figure.requirement: figure for figure in scribe.figures.trace}
    rows = []
    for need in case.needs:
        targets = lines[need.id].targets if need.id in lines else ()
        means = [one for target in targets for one in target.means if one not in scribe.design.parties]
        rows.append(
            (
                case.numbers[need.id],
                wanted(scribe, need, case.services),
                _answers(scribe, case, need, targets),
                scribe.names(dict.fromkeys(means)),
            )
        )
    headings = (phrase("No."), phrase("Services"), phrase("Met by"), phrase("Plans and means behind it"))
    table = scribe.table(phrase("Where each need is met"), headings, rows)
    nothing = phrase("There is no need to be met yet.")
    return Section((table,)) if table else Section((), (nothing,))


def _answers(scribe: Scribe, case: Case, need: AnyRequirement, targets: tuple[TraceTarget, ...]) -> Value:
    """The agreements of this customer with the metric that answers the need; else that it is put off, or open."""
    found = listing(
        dict.fromkeys(answer for target in targets if (answer := _answer(scribe, case, target)) is not None),
        lines=True,
    )
    if found is not None:
        return found
    if need.deferred is None:
        return Tag(phrase("not met yet"), "warning")
    facts = [need.deferred.reason, scribe.when(need.deferred.until), scribe.who(need.deferred.agreed_by)]
    reason, until, agreed = facts
    return listing(
        (
            phrase("put off"),
            reason,
            phrase("until {day}", day=until) if until else None,
            phrase("agreed by {who}", who=agreed) if agreed else None,
        ),
        lines=True,
    )


def _answer(scribe: Scribe, case: Case, target: TraceTarget) -> Value:
    metric = ANSWERS.get(target.metric)
    if metric is None and not scribe.shows(target.metric):
        return None
    name = metric or metric_name(scribe, target.metric)
    if target.sla is None:
        return metric or capital(metric_name(scribe, target.metric))
    sla = scribe.design.slas.get(target.sla)
    if sla is None or sla.customer != case.party or not scribe.shows(sla.id):
        return None
    return phrase("{agreement}: {metric}", agreement=scribe.link(sla.id), metric=name)


def _changes(scribe: Scribe, case: Case) -> Section:
    rows = [
        (case.numbers[need.id], need.text or scribe.name(need.id), need.agreed, need.changed)
        for need in case.needs
        if need.changed is not None
    ]
    headings = (
        phrase("No."),
        phrase("Need"),
        Column(phrase("Agreed on"), figures=True),
        Column(phrase("Changed on"), figures=True),
    )
    table = scribe.table(phrase("Needs that have changed"), headings, rows)
    nothing = phrase("No need has changed since it was agreed.")
    return Section((table,)) if table else Section((), (nothing,))


CHAPTERS: Mapping[str, Callable[[Scribe, Case], Section]] = {
    "scope": _scope,
    "services": _services,
    "origin": _origin,
    "measures": _measures,
    "segment": _segment,
    "conflicts": _conflicts,
    "talks": _talks,
    "confirmed": _confirmed,
    "met": _met,
    "changes": _changes,
}
