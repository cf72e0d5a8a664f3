"""What holds for all customers: levels attained, the same service for all, attitude, changed needs, skills and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import lack
from itsm_compiler.documents.relation_facts import need_link
from itsm_compiler.documents.risk_policy import RESPONSES, score
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.requirements import Deferred

ATTAINMENT = "proc-sla-attainment"
MANNERS = "attitude"
SKILL = "communication"
QUALITY = "courteous"


def _attained(scribe: Scribe) -> Section:
    """Of each agreement, by which indicator its attainment is seen, and what is improved because of it."""
    design = scribe.design
    rows = []
    for sla in design.slas.values():
        kpis = [kpi for kpi in design.kpis.values() if kpi.use == ATTAINMENT and sla.id in kpi.of]
        missed = [one for one in scribe.figures.availability if one.sla == sla.id and one.margin < 0]
        work = [
            one.id
            for one in design.improvements.values()
            if one.goal and one.goal.kpi in {kpi.id for kpi in kpis}
        ]
        rows.append(
            (
                scribe.link(sla.id),
                scribe.links(kpi.id for kpi in kpis) or Tag(phrase("no indicator"), "warning"),
                listing(indicators.level(scribe, kpi, kpi.target) for kpi in kpis),
                Tag(phrase("missed by the design"), "bad")
                if missed
                else Tag(phrase("borne by the design"), "good"),
                scribe.links(work),
            )
        )
    headings = (
        phrase("Agreement"),
        phrase("Seen by"),
        Column(phrase("Target"), figures=True),
        phrase("Promised availability"),
        phrase("Improvement"),
    )
    table = scribe.table(phrase("How the agreements are attained"), headings, rows)
    nothing = phrase("There is no agreement with a customer yet.")
    return chapter(scribe, None, ("slas", "targets"), [table], nothing)


def _same(scribe: Scribe) -> Section:
    """The services that several customers have, and whether processes and assessment are the same for each."""
    design = scribe.design
    rows = []
    for service, slas in scribe.lookup.agreements.items():
        if len({sla.customer for sla in slas}) < 2:
            continue
        processes = {frozenset(sla.processes) for sla in slas}
        used = {frozenset(_uses(scribe, sla.assessment)) for sla in slas}
        state = (
            Tag(phrase("the same"), "good")
            if len(processes) == len(used) == 1
            else Tag(phrase("different"), "neutral")
        )
        remarks = listing((remark for sla in slas for remark in sla.remarks), lines=True)
        differs = remarks if len(processes) > 1 or len(used) > 1 else None
        rows.append((scribe.link(service), scribe.links(sla.id for sla in slas), state, differs))
    headings = (
        phrase("Service"),
        phrase("Agreements"),
        phrase("Processes and assessment"),
        phrase("Remarks of the agreements"),
    )
    table = scribe.table(phrase("Services of several customers"), headings, rows)
    nothing = (
        phrase("No service is given to more than one customer.")
        if design.slas
        else phrase("There is no agreement with a customer yet.")
    )
    return Section((table,)) if table else Section((), (nothing,))


def _uses(scribe: Scribe, kpis: Iterable[str]) -> Iterable[str]:
    """Indicators by what they use of the library, so that those of two agreements can be compared."""
    known = scribe.design.kpis
    return (known[kpi].use or kpi if kpi in known else kpi for kpi in kpis)


def _attitude(scribe: Scribe) -> Section:
    """The roles that meet customers, with what teaches them manners and what judges them."""
    design = scribe.design
    desk = design.service_desk
    coordinators = (one.coordinator for one in design.relations.values() if one.coordinator)
    front = dict.fromkeys((*(desk.roles if desk else ()), *coordinators))
    rows = []
    for role in front:
        taught = [
            one.id for one in design.training.values() if role in one.audience and MANNERS in one.teaches
        ]
        judged = [
            one.id
            for one in design.appraisals.values()
            if role in one.roles
            and any(QUALITY in design.kpis[kpi].quality for kpi in one.kpis if kpi in design.kpis)
        ]
        nothing_yet = Tag(phrase("nothing yet"), "warning")
        rows.append(
            (scribe.link(role), scribe.links(taught) or nothing_yet, scribe.links(judged) or nothing_yet)
        )
    headings = (phrase("Role"), phrase("Taught by"), phrase("Appraised by"))
    table = scribe.table(phrase("Attitude of those who meet customers"), headings, rows)
    nothing = phrase("Nobody is named who meets customers.")
    return chapter(scribe, None, ("service_desk", "roles"), [table], nothing)


def _changed(scribe: Scribe) -> Section:
    rows = [
        (
            need_link(scribe, need.id),
            scribe.who(need.from_),
            need.changed,
            need.agreed,
            _put_off(scribe, need.deferred) if need.deferred else None,
        )
        for need in scribe.design.requirements.values()
        if need.changed is not None
    ]
    headings = (
        phrase("Need"),
        phrase("Stated by"),
        Column(phrase("Changed on"), figures=True),
        Column(phrase("Agreed on"), figures=True),
        phrase("Put off"),
    )
    table = scribe.table(phrase("Needs that have changed and the answer to them"), headings, rows)
    nothing = phrase("No need has changed so far.")
    return Section((table,)) if table else Section((), (nothing,))


def _put_off(scribe: Scribe, deferred: Deferred) -> Value:
    until = scribe.when(deferred.until)
    return phrase("until {day}", day=until) if until else deferred.reason


def _planner(scribe: Scribe) -> Section:
    """Whether who owns the design can talk with people: wanted and held levels, and what teaches it."""
    design = scribe.design
    owner = design.roles.get(design.head.owner or "")
    if owner is None:
        missing = scribe.missing(design.head, ("design", "owner"))
        nothing = phrase("The design names nobody who owns it.")
        return Section((missing,)) if missing else Section((), (nothing,))
    taught = [one.id for one in design.training.values() if owner.id in one.audience and SKILL in one.teaches]
    kept = [one.party for one in design.relations.values() if one.coordinator == owner.id]
    facts = scribe.facts(
        (phrase("Role"), scribe.link(owner.id)),
        (
            phrase("Communication, level wanted"),
            owner.skills.get(SKILL) or Tag(phrase("not stated"), "warning"),
        ),
        (phrase("Communication, level held"), owner.has.get(SKILL) or Tag(phrase("not stated"), "warning")),
        (phrase("Taught by"), scribe.links(taught)),
        (phrase("Coordinates the relation with"), scribe.links(kept)),
    )
    return Section((facts,) if facts else ())


def _risks(scribe: Scribe) -> Section:
    customers = {party.id for party in scribe.design.parties.values() if party.role == "customer"}
    table = risk_table(scribe, customers, phrase("Risks to the relation with customers"))
    nothing = phrase("No risk names a customer.")
    what = phrase("the risks to the relation with customers")
    missing = lack(scribe, None, ("parties", "risks"), what) if customers and table is None else None
    return chapter(scribe, None, ("risks",), [table, missing], nothing)


def risk_table(scribe: Scribe, subjects: Iterable[str], caption: Phrase) -> Table | None:
    """The open risks that affect some things, with what is done about them."""
    wanted = set(subjects)
    rows = []
    for figure in scribe.figures.risks:
        risk = scribe.design.risks.get(figure.id)
        if risk is None or figure.closed or not wanted & set(risk.affects):
            continue
        rows.append(
            (
                scribe.link(risk.id),
                scribe.links(one for one in risk.affects if one in wanted),
                score(figure.inherent, figure.inherent_band),
                RESPONSES.get(risk.response or ""),
                scribe.links(risk.control, lines=True),
                scribe.who(risk.owner),
            )
        )
    headings = (
        phrase("Risk"),
        phrase("Affects"),
        phrase("Before the response"),
        phrase("Response"),
        phrase("Control"),
        phrase("Owner"),
    )
    return scribe.table(caption, headings, rows)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "attained": _attained,
    "same": _same,
    "attitude": _attitude,
    "changed": _changed,
    "planner": _planner,
    "customer_risks": _risks,
}
