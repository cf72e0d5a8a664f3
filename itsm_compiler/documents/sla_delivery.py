"""How the services of an agreement are delivered and supported: ways, results, people, lines, processes and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.promises import EVIDENCE_HEADINGS, evidence_rows
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.agreements import Duty, Sla
    from itsm_compiler.model.processes import Process
    from itsm_compiler.model.services import Mode

PARTS = {
    "r": phrase("carries it out"),
    "a": phrase("answers for it"),
    "c": phrase("is consulted"),
    "i": phrase("is informed"),
}
"""What a party has to do with an activity, by the letter of the duty matrix."""


def _chapter(
    scribe: Scribe, sla: Sla, field: str, *blocks: Block | None, otherwise: Phrase | None = None
) -> Section:
    return scribe.section(sla, ("slas", sla.id, field), *blocks, otherwise=otherwise)


def _delivery(scribe: Scribe, sla: Sla) -> Section:
    delivery = sla.delivery
    facts = (
        scribe.facts(
            (phrase("Delivery plan"), scribe.who(delivery.plan)),
            (phrase("What is delivered"), listing(delivery.content, lines=True)),
            (phrase("Staff of the provider"), scribe.links(delivery.staff)),
        )
        if delivery
        else None
    )
    nothing = phrase("Nothing further is agreed on the delivery.")
    return _chapter(scribe, sla, "delivery", facts, otherwise=nothing)


def _results(scribe: Scribe, sla: Sla) -> Section:
    rows = [
        (scribe.link(name), period)
        for name, period in (sla.delivery.deliverables if sla.delivery else {}).items()
        if scribe.shows(name)
    ]
    table = scribe.table(
        phrase("What the customer receives"), (phrase("Delivered result"), phrase("Frequency")), rows
    )
    nothing = phrase("No results are agreed beside the services themselves.")
    return _chapter(scribe, sla, "deliverables", table, otherwise=nothing)


WAY_HEADINGS = (phrase("Way"), phrase("Hours"), phrase("Particulars"))


def way(scribe: Scribe, name: str, mode: Mode) -> tuple[Value, Value, Value]:
    """A row under `WAY_HEADINGS`: how a service is given, when, and by what, where and how soon."""
    places = sites(scribe, mode.sites)
    particulars = (
        phrase("by {channel}", channel=scribe.word(mode.channel)) if mode.channel else None,
        phrase("{count} post", plural="{count} posts", count=mode.posts) if mode.posts else None,
        phrase("at {sites}", sites=places) if places else None,
        phrase("on site within {duration}", duration=mode.travel) if mode.travel else None,
    )
    return scribe.title(name), hours_in_words(scribe, mode.hours), listing(particulars, lines=True)


def _ways(scribe: Scribe, sla: Sla) -> Section:
    """The ways in which services are given, those alike in one row."""
    alike: dict[tuple[object, ...], tuple[str, Mode, list[str]]] = {}
    shown = [id_ for id_ in scribe.design.services_of(sla.services) if scribe.shows(id_)]
    for id_ in shown:
        for name, mode in scribe.design.services[id_].modes.items():
            key = (name, mode.hours, mode.channel, mode.travel, mode.posts, tuple(mode.sites.items()))
            alike.setdefault(key, (name, mode, []))[2].append(id_)
    every = phrase("All services of this agreement")
    rows = [
        (*way(scribe, name, mode), every if len(services) == len(shown) > 1 else scribe.names(services))
        for name, mode, services in alike.values()
    ]
    table = scribe.table(
        phrase("Ways in which the services are given"), (*WAY_HEADINGS, phrase("Services")), rows
    )
    return scribe.section(None, ("services", "modes"), table)


def _support(scribe: Scribe, sla: Sla) -> Section:
    support = sla.support
    if support is None:
        nothing = phrase("Nothing further is agreed on support: it is given during the service time.")
        return _chapter(scribe, sla, "support", otherwise=nothing)
    headings = (phrase("Team or supplier"), phrase("Bound by"))
    lines = scribe.table(phrase("Who stands behind the support"), headings, _lines(scribe, sla))
    facts = scribe.facts((phrase("Support hours"), hours_in_words(scribe, support.hours)))
    return _chapter(scribe, sla, "support", facts, lines)


def _lines(scribe: Scribe, sla: Sla) -> Iterator[tuple[Value, Value]]:
    """Who supports the services in order, each party once, and what binds it."""
    seen: set[str] = set()
    for reference in sla.support.lines if sla.support else ():
        contract = scribe.design.contracts.get(reference)
        holder = contract.supplier if contract else reference
        if holder in seen or not (scribe.shows(reference) and scribe.shows(holder)):
            continue
        seen.add(holder)
        if contract is not None:
            yield scribe.name(holder), phrase("underpinning contract")
        else:
            bound = reference in scribe.lookup.olas
            yield scribe.name(holder), phrase("operational level agreement") if bound else None


def _processes(scribe: Scribe, sla: Sla) -> Section:
    processes = [scribe.design.processes[id_] for id_ in sla.processes if id_ in scribe.design.processes]
    rows = [
        (scribe.link(one.id), one.purpose, scribe.who(one.owner)) for one in processes if scribe.shows(one.id)
    ]
    headings = (phrase("Process"), phrase("Purpose"), phrase("Owner"))
    return _chapter(
        scribe, sla, "processes", scribe.table(phrase("Processes that serve the agreement"), headings, rows)
    )


def _third_processes(scribe: Scribe, sla: Sla) -> Section:
    """What third parties do in the processes, or which processes are theirs."""
    third = [party for party in (sla.contacts.third_parties if sla.contacts else ()) if scribe.shows(party)]
    if not third:
        return Section((), (phrase("No third party takes part in this agreement."),))
    rows = [
        row
        for process in scribe.design.processes.values()
        if scribe.shows(process.id)
        for party in third
        if process.id in sla.processes or process.provider == party
        for row in _part_of(scribe, process, party)
    ]
    headings = (phrase("Third party"), phrase("Process"), phrase("Activity"), phrase("Part played"))
    table = scribe.table(phrase("Third parties in the processes"), headings, rows)
    nothing = phrase("The third parties have no part in the processes of this agreement.")
    return Section((table,)) if table else Section((), (nothing,))


def _part_of(scribe: Scribe, process: Process, party: str) -> Iterator[tuple[Value, ...]]:
    if process.provider == party:
        yield (
            scribe.link(party),
            scribe.link(process.id),
            phrase("the whole process"),
            phrase("carries it out"),
        )
    for activity in process.activities.values():
        parts = [words for letter, words in PARTS.items() if _has(getattr(activity, letter), party)]
        if parts and (scribe.audience == "internal" or not activity.internal):
            name = activity.name or scribe.title(activity.id)
            yield scribe.link(party), scribe.link(process.id), name, listing(parts)


def _has(holders: str | tuple[str, ...] | None, party: str) -> bool:
    return party == holders if isinstance(holders, str) else party in (holders or ())


def _duties(scribe: Scribe, sla: Sla, side: str, duties: tuple[Duty, ...], caption: Phrase) -> Section:
    """What one side owes, and who sees to it."""
    rows = [(duty.text, scribe.who(duty.by)) for duty in duties]
    table = scribe.table(caption, (phrase("Duty"), phrase("Carried out by")), rows)
    return scribe.section(sla.responsibilities, ("slas", sla.id, "responsibilities", side), table)


def _provider_duties(scribe: Scribe, sla: Sla) -> Section:
    duties = sla.responsibilities.provider if sla.responsibilities else ()
    return _duties(scribe, sla, "provider", duties, phrase("What the provider owes"))


def _customer_duties(scribe: Scribe, sla: Sla) -> Section:
    duties = sla.responsibilities.customer if sla.responsibilities else ()
    return _duties(scribe, sla, "customer", duties, phrase("What the customer owes"))


def _third_duties(scribe: Scribe, sla: Sla) -> Section:
    duties = sla.responsibilities.third_parties if sla.responsibilities else ()
    if not duties and not (sla.contacts and sla.contacts.third_parties):
        return Section((), (phrase("No third party takes part in this agreement."),))
    return _duties(scribe, sla, "third-parties", duties, phrase("What third parties owe"))


def _verification(scribe: Scribe, sla: Sla) -> Section:
    """That the provider made sure, before it signs, that it can keep what it promises."""
    rows = evidence_rows(scribe, sla.evidence.get("verification", ()))
    table = scribe.table(phrase("Proof that the levels can be kept"), EVIDENCE_HEADINGS, rows)
    return _chapter(scribe, sla, "verification", table)


CHAPTERS = {
    "delivery": _delivery,
    "results": _results,
    "ways": _ways,
    "support": _support,
    "processes": _processes,
    "third_processes": _third_processes,
    "provider_duties": _provider_duties,
    "customer_duties": _customer_duties,
    "third_duties": _third_duties,
    "verification": _verification,
}
