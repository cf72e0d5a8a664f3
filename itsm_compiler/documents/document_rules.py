"""The document and knowledge rules: how documents are written, numbered, approved and kept, and how knowledge is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itsm_compiler.documents import knowledge_rules
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered
from itsm_compiler.documents.evidence_records import lack, topic_section
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.tool_plan import backup_words
from itsm_compiler.documents.view import Column, Section, Tag, Text, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.services import Service

ACCESS = {"read": phrase("may read"), "write": phrase("may read and write")}
RECORDS = {
    "request": phrase("Records of requests"),
    "task": phrase("Records of tasks"),
    "change": phrase("Records of changes"),
    "report": phrase("Reports"),
}
LANGUAGES = {"en": phrase("English"), "zh": phrase("Chinese")}
PLACES = {
    "n": ("[number]", "[序号]"),
    "nn": ("[two-digit number]", "[两位序号]"),
    "nnn": ("[three-digit number]", "[三位序号]"),
    "kind": ("[kind]", "[种类代码]"),
    "id": ("[name]", "[对象名称]"),
}
"""The places of a pattern in English and Chinese."""

PLACE = re.compile(r"\{(n|nn|nnn|kind|id)\}")
MOST_KEPT = 3
"""Procedures that a cell names; of more it tells how many."""


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The rules, when there are services about which something is written down."""
    design = scribe.design
    rules = design.document_rules
    if design.services or rules is not None:
        yield chaptered(scribe, PLAN, about="document_rules" if rules else None)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    rules = design.document_rules
    if rules is None:
        yield phrase("The design lays down no rules for documents yet.")
    else:
        if rules.system:
            yield phrase("Documents are kept in {system}.", system=scribe.link(rules.system))
        if rules.archive:
            yield phrase("They are archived within {time}.", time=rules.archive)
        if rules.keep_after_end:
            yield phrase("They are kept for {time} after the services end.", time=rules.keep_after_end)
    if design.records:
        yield phrase(
            "{count} kind of record is kept.",
            plural="{count} kinds of records are kept.",
            count=len(design.records),
        )
    bare = [service.id for service in _sold(scribe) if not _documented(scribe, service)]
    if bare:
        yield phrase("Not documented in full: {services}.", services=scribe.links(bare))
    if design.knowledge and design.knowledge.owner:
        yield phrase("{who} answers for the knowledge base.", who=scribe.who(design.knowledge.owner))


def _standard(scribe: Scribe) -> Section:
    rules = scribe.design.document_rules
    standard = rules.standard if rules else None
    facts = scribe.facts(
        (phrase("Standard"), scribe.link(standard) if isinstance(standard, str) else standard),
        (phrase("Languages"), listing(LANGUAGES.get(one) or one for one in scribe.design.head.languages)),
    )
    if standard is None:
        nothing = phrase("No common standard for documents is set.")
        return chapter(scribe, rules, ("document_rules", "standard"), [], nothing)
    return Section((facts,) if facts else ())


def _classes(scribe: Scribe) -> Section:
    """The patterns by which documents are numbered, and so put in order."""
    documents = scribe.design.documents
    numbers = scribe.lookup.numbers
    rows = [
        (
            phrase("All documents") if kind == "all" else scribe.title(kind),
            _spelled(pattern),
            next((number for key, number in numbers.items() if kind in (key[0], "all")), None),
        )
        for kind, pattern in (documents.numbering.items() if documents else ())
    ]
    headings = (phrase("Kind of document"), phrase("Pattern of the number"), phrase("The first of them"))
    table = scribe.table(phrase("How documents are numbered"), headings, rows)
    lead = phrase(
        "Documents are put in order by their kind and number and, within a number, by version and date."
    )
    if table is None:
        return Section(
            (),
            (lead, phrase("Each number is the code of the kind and the name of what the document is about.")),
        )
    return Section((table,), (lead,))


def _spelled(pattern: str) -> Text:
    """A pattern with its places in words."""
    english = PLACE.sub(lambda match: PLACES[match[1]][0], pattern)
    return Text(english, PLACE.sub(lambda match: PLACES[match[1]][1], pattern))


def _levels(scribe: Scribe) -> Section:
    rules = scribe.design.document_rules
    rows = [
        (scribe.title(name), level.review, scribe.who(level.approver))
        for name, level in (rules.levels.items() if rules else ())
    ]
    headings = (phrase("Level"), phrase("Reviewed"), phrase("Approved by"))
    table = scribe.table(phrase("Levels of documents"), headings, rows)
    nothing = phrase("Documents are not graded.")
    return chapter(scribe, rules, ("document_rules", "levels"), [table], nothing)


def _versions(scribe: Scribe) -> Section:
    """What has its own version: the design, agreements, procedures and emergency plans; and what lacks one."""
    design = scribe.design
    found: list[tuple[Phrase, dict[str, str | None]]] = [
        (phrase("Agreements"), {one.id: one.version for one in design.slas.values()}),
        (phrase("Procedures"), {one.id: one.version for one in design.sops.values()}),
        (phrase("Emergency plans"), {one.id: one.version for one in design.emergency_plans.values()}),
    ]
    rows = [
        (
            name,
            len(versions),
            sum(version is not None for version in versions.values()),
            scribe.links(one for one, version in versions.items() if version is None),
        )
        for name, versions in found
        if versions
    ]
    headings = (
        phrase("Documents"),
        Column(phrase("Number"), figures=True),
        Column(phrase("With a version"), figures=True),
        phrase("Without a version"),
    )
    table = scribe.table(phrase("Documents with a version of their own"), headings, rows)
    lead = phrase("Every document carries its version and the history of its changes on the first page.")
    missing = None if design.head.history else scribe.missing(design.head, ("design", "history"))
    return Section(tuple(one for one in (table, missing) if one is not None), (lead,))


def _approval(scribe: Scribe) -> Section:
    return topic_section(
        scribe,
        scribe.design.head,
        ("design", "sign-off"),
        phrase("Approval of the documents of this design"),
        otherwise=phrase("The documents of this design have not been approved yet."),
    )


def _retention(scribe: Scribe) -> Section:
    rules = scribe.design.document_rules
    facts = (
        scribe.facts(
            (phrase("Archived within"), rules.archive),
            (phrase("Kept after the services end"), rules.keep_after_end),
        )
        if rules
        else None
    )
    nothing = phrase("It is not laid down how long documents are kept.")
    return chapter(scribe, rules, ("document_rules", "archive"), [facts], nothing)


def _store(scribe: Scribe) -> Section:
    rules = scribe.design.document_rules
    tool = scribe.design.tools.get(rules.system or "") if rules else None
    facts = (
        scribe.facts(
            (phrase("System"), scribe.link(rules.system) if rules.system else None),
            (phrase("Functions"), scribe.words(tool.functions) if tool else None),
            (phrase("Backup"), backup_words(rules.backup)),
        )
        if rules
        else None
    )
    access = scribe.table(
        phrase("Who may do what"),
        (phrase("Team"), phrase("Access")),
        [(scribe.link(team), ACCESS[right]) for team, right in (rules.access.items() if rules else ())],
    )
    nothing = phrase("No system for documents is chosen yet.")
    return chapter(scribe, rules, ("document_rules", "system"), [facts, access], nothing)


def _records(kind: str) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        rows = [
            (
                scribe.link(record.id),
                scribe.words(record.fields),
                scribe.link(record.tool) if record.tool else None,
                scribe.who(record.owner),
                record.within,
                record.archive,
                record.keep,
            )
            for record in scribe.design.records.values()
            if record.kind == kind
        ]
        headings = (
            phrase("Record"),
            phrase("What it holds"),
            phrase("Kept in"),
            phrase("Owner"),
            phrase("Written within"),
            phrase("Archived within"),
            phrase("Kept for"),
        )
        table = scribe.table(phrase("What is recorded and how long it is kept"), headings, rows)
        nothing = phrase("No record of this kind is kept.")
        missing = lack(scribe, None, ("records", "kind"), RECORDS[kind]) if table is None else None
        return chapter(scribe, None, ("records",), [table, missing], nothing)

    return write


def _sold(scribe: Scribe) -> list[Service]:
    """The services that agreements promise."""
    return [one for one in scribe.design.services.values() if one.id in scribe.lookup.agreements]


def _supporting(scribe: Scribe, service: str, kind: str) -> list[str]:
    """The processes of a type that support a service."""
    return [
        process.id
        for process in scribe.design.processes.values()
        if kind in process.type and service in scribe.design.services_of(process.supports)
    ]


def _papers(scribe: Scribe, service: str) -> list[str]:
    """The procedures and emergency plans for the parts of a service."""
    parts = set(scribe.material.graph.parts_of(service))
    return [
        *(one.id for one in scribe.design.sops.values() if parts.intersection(one.for_)),
        *(one.id for one in scribe.design.emergency_plans.values() if parts.intersection(one.covers)),
    ]


def _documented(scribe: Scribe, service: Service) -> bool:
    return bool(
        _supporting(scribe, service.id, "incident")
        and _supporting(scribe, service.id, "change")
        and _papers(scribe, service.id)
    )


def _complete(scribe: Scribe) -> Section:
    rows = []
    for service in _sold(scribe):
        papers = _papers(scribe, service.id)
        rows.append(
            (
                scribe.link(service.id),
                scribe.links(_supporting(scribe, service.id, "incident")) or _lacking(),
                scribe.links(_supporting(scribe, service.id, "change")) or _lacking(),
                (
                    scribe.links(papers, lines=True)
                    if len(papers) <= MOST_KEPT
                    else phrase("{count} paper", plural="{count} papers", count=len(papers))
                )
                or _lacking(),
            )
        )
    headings = (
        phrase("Service"),
        phrase("Process for incidents"),
        phrase("Process for changes"),
        phrase("Procedures and emergency plans"),
    )
    table = scribe.table(phrase("What is written down for each service"), headings, rows)
    nothing = phrase("No agreement promises a service yet.")
    return chapter(scribe, None, ("slas", "services"), [table], nothing)


def _lacking() -> Tag:
    return Tag(phrase("missing"), "bad")


def _deliverables(scribe: Scribe) -> Section:
    """The documents that the deployment delivers, with template and chapters."""
    plan = scribe.design.deployment
    rows = [
        (
            scribe.link(item.id),
            scribe.who(item.template) or _lacking(),
            scribe.words(item.sections),
            scribe.who(item.reviewer),
        )
        for item in (plan.deliverables.values() if plan else ())
        if item.kind == "document"
    ]
    headings = (phrase("Document"), phrase("Template"), phrase("Chapters"), phrase("Checked by"))
    table = scribe.table(phrase("Documents that the deployment delivers"), headings, rows)
    if table is None:
        return Section((), (phrase("The deployment delivers no documents."),))
    bare = (
        [item.id for item in plan.deliverables.values() if item.kind == "document" and not item.template]
        if plan
        else []
    )
    what = phrase("the template of {documents}", documents=scribe.links(bare))
    missing = lack(scribe, None, ("deliverables", "template"), what) if bare else None
    return Section(tuple(one for one in (table, missing) if one is not None))


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    return tuple(scribe.design.records)


PLAN = Plan(
    kind="document-rules",
    title=phrase("Document and knowledge rules"),
    outcome=_outcome,
    chapters={
        "standard": _standard,
        "classes": _classes,
        "levels": _levels,
        "versions": _versions,
        "approval": _approval,
        "retention": _retention,
        "store": _store,
        **{kind: _records(kind) for kind in RECORDS},
        "complete": _complete,
        "deliverables": _deliverables,
        **knowledge_rules.CHAPTERS,
    },
    details={},
    anchors=_anchors,
)
