"""The operational level agreement: one document for each team, with what its promises have to carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import promises
from itsm_compiler.documents.view import Column, Items, Number, Section, Signatures, View, phrase
from itsm_compiler.documents.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Ola
    from itsm_compiler.model.people import Team


@dataclass(frozen=True, slots=True)
class OlaChapter:
    """One promise of the team: for all it provides, or for some services only."""

    id: str
    heading: Value
    covers: Section
    term: Section
    hours: Section
    times: Section
    hand_over: Items | None
    signatures: Signatures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OlaView(View):
    """The data of a team's operational level agreement."""

    team: Value
    lead: Value
    function: Value
    agreements: tuple[OlaChapter, ...]
    none_yet: Section | None
    required: Section
    escalation: Section
    staff: Section


def views(scribe: Scribe) -> Iterator[OlaView]:
    """A view for each team of the design."""
    for team in scribe.design.teams.values():
        olas = [ola for ola in scribe.design.olas.values() if ola.team == team.id]
        yield OlaView(
            document="ola",
            slug=f"ola-{team.id}",
            title=phrase("Operational level agreement of {team}", team=scribe.name(team.id)),
            audience="internal",
            about=team.id,
            draft=not scribe.material.passed,
            languages=scribe.design.head.languages,
            anchors=tuple(ola.id for ola in olas),
            control=scribe.control(
                f"OLA-{team.id}", "internal", version=None, owner=scribe.who(team.lead), customer=None
            ),
            team=scribe.name(team.id),
            lead=scribe.who(team.lead),
            function=word(team.function) if team.function else None,
            agreements=tuple(_chapter(scribe, team, ola) for ola in olas),
            none_yet=None if olas else scribe.section(team, ("olas", team.id, "priorities")),
            required=_required(scribe, team, olas),
            escalation=_escalation(scribe, team),
            staff=_staff(scribe, team),
        )


def _chapter(scribe: Scribe, team: Team, ola: Ola) -> OlaChapter:
    carried = promises.carried(scribe, promises.provided_by(scribe, team.id, ola.covers))
    heading = phrase("Commitments for {covers}", covers=scribe.links(ola.covers)) if ola.covers else phrase("Commitments for all that the team provides")
    return OlaChapter(
        id=ola.id,
        heading=heading,
        covers=scribe.section(ola, ("olas", ola.id, "covers"), carried),
        term=promises.term(scribe, "olas", ola),
        hours=promises.hours(scribe, "olas", ola, team.hours),
        times=promises.times(scribe, "olas", ola),
        hand_over=scribe.texts(ola.hand_over),
        signatures=scribe.signatures(ola.signatories),
    )


def _required(scribe: Scribe, team: Team, olas: list[Ola]) -> Section:
    ids = {ola.id for ola in olas}
    figures = [figure for figure in scribe.figures.commitments if figure.holder in ids]
    if not figures:
        return Section((Items((phrase("No agreement with a customer rests on this team."),)),))
    return scribe.section(team, ("olas", team.id, "priorities"), promises.required(scribe, figures))


def _escalation(scribe: Scribe, team: Team) -> Section:
    """Who comes before and after the team on each support chain."""
    follows: dict[str, list[str]] = {}
    for thing in (*scribe.design.services.values(), *scribe.design.components.values()):
        holders = thing.provided_by
        if team.id in holders:
            place = holders.index(team.id)
            following = holders[place + 1] if place + 1 < len(holders) else ""
            follows.setdefault(following, []).append(thing.id)
    rows = [
        (scribe.link(following) if following else phrase("nobody: the team is the last line"), scribe.links(things))
        for following, things in follows.items()
    ]
    headings = (phrase("Handed on to"), phrase("For"))
    return scribe.section(team, ("teams", team.id, "roles"), scribe.table(phrase("Who takes over next"), headings, rows))


def _staff(scribe: Scribe, team: Team) -> Section:
    roles = [scribe.design.roles[id_] for id_ in team.roles if id_ in scribe.design.roles]
    rows = [(scribe.link(role.id), role.headcount, scribe.links(shift.hours for shift in role.shift if shift.hours)) for role in roles]
    headings = (phrase("Role"), Column(phrase("People"), figures=True), phrase("Shifts"))
    total = scribe.facts((phrase("People in all"), Number(sum(role.headcount for role in roles), "people")))
    return scribe.section(team, ("teams", team.id, "roles"), scribe.table(phrase("Staff behind the promise"), headings, rows), total if roles else None)
