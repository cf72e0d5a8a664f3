"""The frame of a design: scope and setting, parties, focus, the talks about it, and who signed it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.evidence_records import lack, topic_section, topics_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_scope import sites
from itsm_compiler.documents.view import Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe

TALKS = (
    ("customer-talk", phrase("Talk with customers")),
    ("supplier-talk", phrase("Talk with suppliers")),
    ("third-party-talk", phrase("Talk with third parties")),
)


def _scope(scribe: Scribe) -> Section:
    scope = scribe.design.head.scope
    facts = (
        scribe.facts(
            (phrase("Business setting"), scope.setting),
            (phrase("Sites"), sites(scribe, scope.sites)),
            (phrase("Included"), listing(scope.included, lines=True)),
            (phrase("Not included"), listing(scope.excluded, lines=True)),
        )
        if scope
        else None
    )
    nothing = phrase("It is not laid down yet what the design is about.")
    return scribe.section(scribe.design.head, ("design", "scope"), facts, otherwise=nothing)


def _parties(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(party.id),
            phrase("supplier") if party.role == "supplier" else scribe.word(party.role),
            party.sector,
            scribe.word(party.segment) if party.segment else None,
            listing(contact.name for contact in party.contacts),
        )
        for party in scribe.design.parties.values()
    ]
    headings = (
        phrase("Party"),
        phrase("Part"),
        phrase("Sector"),
        phrase("Segment"),
        phrase("Contact persons"),
    )
    table = scribe.table(phrase("Who is concerned by the design"), headings, rows)
    return scribe.section(None, ("parties",), table, otherwise=phrase("No party is named yet."))


def _focus(scribe: Scribe) -> Section:
    head = scribe.design.head
    rows = [(scribe.link(service), reason) for service, reason in head.focus.items()]
    table = scribe.table(phrase("What the design puts first"), (phrase("Service"), phrase("Reason")), rows)
    nothing = phrase("No service is put first.")
    return scribe.section(head, ("design", "focus"), table, otherwise=nothing)


def _talks(scribe: Scribe) -> Section:
    head = scribe.design.head
    table = topics_table(scribe, head, TALKS, phrase("Talks on the design with those concerned"))
    if table is not None:
        return Section((table,))
    missing = lack(scribe, head, ("design", "customer-talk"), phrase("Talk with customers"))
    nothing = phrase("No talk on the design is recorded yet.")
    return Section((missing,)) if missing else Section((), (nothing,))


def _sign_off(scribe: Scribe) -> Section:
    return topic_section(
        scribe,
        scribe.design.head,
        ("design", "sign-off"),
        phrase("Sign-off by all parties"),
        otherwise=phrase("The design is not signed off yet."),
    )


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "scope": _scope,
    "parties": _parties,
    "focus": _focus,
    "talks": _talks,
    "sign_off": _sign_off,
}
