"""Further management matters: threats, controls brought into use, risky changes, security life, customer sub-processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import matters_of_change
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.kpi_rows import kpi_table, using
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Process

SOURCES = {
    "rivals": phrase("Rivals"),
    "law": phrase("Laws and rules"),
    "new-technology": phrase("New technology"),
    "staff": phrase("Lack of staff"),
    "knowledge": phrase("Lack of knowledge"),
}
"""Where threats and weaknesses come from that end services more often than broken parts do."""

POSITION = {"weaknesses": phrase("Weakness"), "threats": phrase("Threat")}

STAGES = {
    "establish": phrase("Establish"),
    "run": phrase("Run"),
    "monitor": phrase("Monitor"),
    "review": phrase("Review"),
    "maintain": phrase("Maintain"),
    "improve": phrase("Improve"),
}
"""The stages of the life of a security system, in their order."""

PARTS = {
    "contract": phrase("Contract"),
    "satisfaction": phrase("Satisfaction"),
    "customer-data": phrase("Customer data"),
    "market": phrase("Market"),
    "people": phrase("People and ties"),
    "environment": phrase("Surroundings"),
    "goals": phrase("Goals"),
}
"""The sub-processes by which relations with customers are developed."""

CHURN = "qual-churn"
DEVELOPING = frozenset({"service-level", "special"})


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The matters, when there are services that they concern."""
    if scribe.design.services:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    bare = [source for source in SOURCES if not _risks_from(scribe, source) and not _examined(scribe, source)]
    if bare:
        yield phrase(
            "Of {all} sources of threats and weaknesses, {count} has not been looked at.",
            plural="Of {all} sources of threats and weaknesses, {count} have not been looked at.",
            all=len(SOURCES),
            count=len(bare),
        )
    else:
        yield phrase("All outside threats and own weaknesses were looked at.")
    loose = matters_of_change.not_brought_in(scribe)
    if loose:
        yield phrase("Nothing brings the control into use for: {risks}.", risks=scribe.links(loose))
    elif scribe.design.risks:
        yield phrase("The controls of all open risks are brought into use.")
    bare_releases = matters_of_change.without_risk(scribe)
    if bare_releases:
        yield phrase("No risk is registered for: {releases}.", releases=scribe.links(bare_releases))
    process = _developing(scribe)
    if process is not None:
        yield phrase(
            "Relations with customers are developed by the process {process}.",
            process=scribe.link(process.id),
        )
    else:
        yield phrase("No process develops the relations with customers in all their parts.")


def _position(scribe: Scribe) -> Section:
    """The threats and weaknesses of the position, with the risks that they became."""
    head = scribe.design.head
    risks = scribe.design.risks
    rows = [
        (
            name,
            entry.text,
            scribe.links(one for one in entry.leads_to if one in risks)
            or Tag(phrase("in no risk"), "warning"),
        )
        for field, name in POSITION.items()
        for entry in (getattr(head.swot, field) if head.swot else ())
    ]
    headings = (phrase("Kind"), phrase("What it is"), phrase("Risk"))
    table = scribe.table(phrase("Threats and weaknesses and their risks"), headings, rows)
    nothing = phrase("Threats and weaknesses are not listed yet.")
    return chapter(scribe, head, ("design", "swot"), [table], nothing)


def _sources(scribe: Scribe) -> Section:
    """For each source, the risks that come from it, or when it was looked for in vain."""
    rows = []
    for source, name in SOURCES.items():
        looked = listing((scribe.when(one) for one in _examined(scribe, source)), lines=True)
        found = scribe.links(_risks_from(scribe, source), lines=True)
        state = None if found or looked else Tag(phrase("nobody looked"), "bad")
        rows.append((name, found or state, looked))
    headings = (
        phrase("Source"),
        phrase("Risks"),
        Column(phrase("Looked for and not found on"), figures=True),
    )
    table = scribe.table(phrase("Sources of outside threats and own weaknesses"), headings, rows)
    return Section((table,) if table else ())


def _risks_from(scribe: Scribe, source: str) -> list[str]:
    return [risk.id for risk in scribe.design.risks.values() if risk.category == source]


def _examined(scribe: Scribe, source: str) -> list[object]:
    return [one.when for one in scribe.design.examined if source in one.element and one.when is not None]


def _security_life(scribe: Scribe) -> Section:
    security = scribe.design.security
    life = security.life if security else None
    rows = [
        (name, scribe.when(getattr(life, stage)))
        for stage, name in STAGES.items()
        if life is not None and getattr(life, stage) is not None
    ]
    table = scribe.table(
        phrase("Stages of the security system"),
        (phrase("Stage of the system"), Column(phrase("Planned for"), figures=True)),
        rows,
    )
    facts = scribe.facts((phrase("Answers for it"), scribe.who(life.owner))) if life else None
    gaps = [name for stage, name in STAGES.items() if life is not None and getattr(life, stage) is None]
    what = phrase("the stages {stages}", stages=listing(gaps))
    missing = lack(scribe, security, ("security", "life"), what) if gaps else None
    nothing = phrase("The stages of the security system are not planned yet.")
    lead = phrase("The security system rests on the assessed risks to the business and is renewed in turn.")
    return chapter(scribe, security, ("security", "life"), [table, facts, missing], nothing, lead)


def _developing(scribe: Scribe) -> Process | None:
    """The process with all sub-processes, each with somebody who answers for it."""
    return next((one for one in _candidates(scribe) if all(_answers(one, part) for part in PARTS)), None)


def _candidates(scribe: Scribe) -> list[Process]:
    return [
        one
        for one in scribe.design.processes.values()
        if DEVELOPING.intersection(one.type) and any(part in one.activities for part in PARTS)
    ]


def _answers(process: Process, part: str) -> bool:
    return part in process.activities and process.activities[part].a is not None


def _customers(scribe: Scribe) -> Section:
    process = _developing(scribe) or next(iter(_candidates(scribe)), None)
    rows = []
    for part, name in PARTS.items() if process else ():
        activity = process.activities.get(part) if process else None
        rows.append(
            (
                name,
                scribe.who(activity.r) if activity else None,
                scribe.who(activity.a) if activity and activity.a else Tag(phrase("nobody named"), "warning"),
                activity.done if activity else None,
                scribe.link(activity.record) if activity and activity.record else None,
            )
        )
    headings = (
        phrase("Sub-process"),
        phrase("Done by"),
        phrase("Answers for it"),
        phrase("It is done when"),
        phrase("Record"),
    )
    table = scribe.table(phrase("Who keeps each sub-process and when it is done"), headings, rows)
    nothing = phrase("The sub-processes of sales and customers are not laid down.")
    lead = (
        phrase("They belong to the process {process}.", process=scribe.link(process.id)) if process else None
    )
    missing = (
        lack(
            scribe, None, ("design", "processes/special"), phrase("the sub-processes of sales and customers")
        )
        if table is None
        else None
    )
    return chapter(scribe, None, ("processes",), [table, missing], nothing, lead)


def _churn(scribe: Scribe) -> Section:
    found, _ = using(scribe, [CHURN])
    table = kpi_table(scribe, found, phrase("How the loss of customers is measured"))
    outside = any(
        party.role == "customer" and not party.internal_customer for party in scribe.design.parties.values()
    )
    if table is not None:
        return Section((table,))
    if not outside:
        return Section((), (phrase("All customers belong to the house, none of them can be lost."),))
    return Section((), (phrase("The loss of customers is not measured."),))


PLAN = Plan(
    kind="further-matters",
    title=phrase("Further management matters"),
    outcome=_outcome,
    chapters={
        "position": _position,
        "sources": _sources,
        **matters_of_change.CHAPTERS,
        "security_life": _security_life,
        "customers": _customers,
        "churn": _churn,
    },
    details={},
    anchors=lambda _scribe: (),
)
