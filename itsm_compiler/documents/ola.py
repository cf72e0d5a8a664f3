"""The operational level agreement: one document for each team, with what its promises have to carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import promises
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Signatures, Tag, View, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itsm_compiler.analysis.commitments import CommitmentFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.agreements import Ola
    from itsm_compiler.model.people import Role, Shift, Team, Workload

LINE_OF = {
    "desk": phrase("service desk, the first line"),
    "technical": phrase("technical support"),
    "operations": phrase("operations"),
    "application": phrase("application support"),
    "management": phrase("management"),
}

REQUIRED_MEANS = phrase(
    "Required is the longest time, or the lowest share, with which every agreement still holds on each support chain that ends with this team, as long as the other links take no longer than they promise."
)


@dataclass(frozen=True, slots=True)
class OlaChapter:
    """One promise of the team: for all it provides, or for some services only."""

    id: str
    name: Value
    holds_for: Value
    required: Section
    covers: Section
    term: Section
    hours: Section
    times: Section
    hand_over: Section
    review: Section
    signatures: Signatures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OlaView(View):
    """The data of a team's operational level agreements."""

    team: Value
    facts: Section
    agreements: tuple[OlaChapter, ...]
    none_yet: Section | None
    escalation: Section
    staff: Section


def views(scribe: Scribe) -> Iterator[OlaView]:
    """A view for each team of the design."""
    for team in scribe.design.teams.values():
        olas = scribe.lookup.olas.get(team.id, ())
        yield OlaView(
            document="ola",
            slug=scribe.slug("ola", team.id),
            title=phrase("Operational level agreement: {team}", team=scribe.name(team.id)),
            audience="internal",
            about=team.id,
            draft=not scribe.material.passed,
            languages=scribe.design.head.languages,
            anchors=tuple(ola.id for ola in olas),
            control=scribe.control(("ola", team.id), owner=scribe.who(team.lead), customer=None),
            team=scribe.name(team.id),
            facts=_facts(scribe, team),
            agreements=tuple(_chapter(scribe, team, ola) for ola in olas),
            none_yet=None if olas else _none_yet(scribe, team),
            escalation=_escalation(scribe, team),
            staff=_staff(scribe, team),
        )


def _facts(scribe: Scribe, team: Team) -> Section:
    """The team in short, and which agreements with customers rest on it."""
    graph = scribe.material.graph
    carried = scribe.lookup.provided.get(team.id, ())
    desk = scribe.design.service_desk
    if desk is not None and desk.team == team.id:
        resting = set(scribe.design.slas)
    else:
        resting = {sla for thing in carried for sla in graph.slas_touched(thing.id)}
        resting |= {
            sla.id for sla in scribe.design.slas.values() if sla.support and team.id in sla.support.lines
        }
    facts = scribe.facts(
        (phrase("Led by"), scribe.who(team.lead)),
        (phrase("Function"), LINE_OF.get(team.function or "")),
        (phrase("On duty"), hours_in_words(scribe, team.hours)),
        (
            phrase("Agreements that rest on the team"),
            scribe.links(sla for sla in scribe.design.slas if sla in resting),
        ),
    )
    return scribe.section(team, ("teams", team.id, "lead"), facts)


def _chapter(scribe: Scribe, team: Team, ola: Ola) -> OlaChapter:
    things = promises.provided_by(scribe, team.id, ola.covers)
    nothing = phrase("The team provides no service and no component; it takes cases in and hands them on.")
    caption = phrase("Times that the team promises by priority")
    rows = promises.evidence_rows(scribe, ola.review)
    return OlaChapter(
        id=ola.id,
        name=_name(scribe, ola),
        holds_for=_holds_for(scribe, ola),
        required=_required(scribe, ola),
        covers=scribe.section(
            ola,
            ("olas", ola.id, "covers"),
            promises.carried(scribe, things, phrase("What the team answers for")),
            otherwise=nothing,
        ),
        term=promises.term(scribe, "olas", ola),
        hours=promises.hours(scribe, "olas", ola, team.hours),
        times=promises.times(scribe, "olas", ola, caption),
        hand_over=scribe.section(
            ola,
            ("olas", ola.id, "hand_over"),
            scribe.texts(ola.hand_over),
            otherwise=phrase("No points of hand-over are agreed."),
        ),
        review=scribe.section(
            ola,
            ("olas", ola.id, "review"),
            scribe.table(phrase("Reviews of the promise so far"), promises.EVIDENCE_HEADINGS, rows),
            otherwise=phrase("The promise has not been reviewed yet."),
        ),
        signatures=scribe.signatures(ola.signatories),
    )


def _name(scribe: Scribe, ola: Ola) -> Value:
    """The promise by its name, else by what it is for."""
    if ola.name is not None:
        return ola.name
    if ola.covers:
        return phrase("Promise for {covers}", covers=scribe.names(ola.covers))
    return phrase("Promise of the team")


def _holds_for(scribe: Scribe, ola: Ola) -> Value:
    if ola.covers:
        return phrase("This promise holds for {covers}.", covers=scribe.links(ola.covers))
    return phrase(
        "This promise holds for everything that the team provides and for which it has made no other."
    )


def _none_yet(scribe: Scribe, team: Team) -> Section:
    """What a team without a promise is asked for."""
    figures = scribe.figures.commitments_of(team.id)
    nothing = phrase("The team has not promised anything yet.")
    blocks = _required_blocks(scribe, figures)
    if blocks:
        return Section(blocks, (nothing, REQUIRED_MEANS))
    return scribe.section(team, ("olas", team.id, "priorities"), otherwise=nothing)


def _required(scribe: Scribe, ola: Ola) -> Section:
    """What is required of the promise where the team is the last line, and how it stands where it hands on."""
    figures = [figure for figure in scribe.figures.commitments_of(ola.id) if _asks(figure)]
    blocks = _required_blocks(scribe, figures)
    links = scribe.lookup.chains(scribe.figures).get(ola.id)
    passed_on = None
    if links is not None:
        slas, margin = links
        passed_on = _passed_on(scribe.links(slas), margin)
    if blocks:
        return Section(blocks, (REQUIRED_MEANS, passed_on) if passed_on else (REQUIRED_MEANS,))
    nothing = phrase(
        "No agreement with a customer sets a limit to this promise by itself: on no support chain that an agreement covers is the team the last line."
    )
    return Section((), (nothing, passed_on) if passed_on else (nothing,))


def _passed_on(agreements: Value, margin: float) -> Phrase:
    """How much the chains have to spare of which the promise is a link."""
    minutes = Number(abs(margin), "minutes")
    if round(margin) == 0:
        return phrase(
            "The promise is a link of the support chains behind {agreements}; the tightest of these has nothing to spare.",
            agreements=agreements,
        )
    if margin < 0:
        return phrase(
            "The promise is a link of the support chains behind {agreements}; the tightest of these takes {margin} too long.",
            agreements=agreements,
            margin=minutes,
        )
    return phrase(
        "The promise is a link of the support chains behind {agreements}; the tightest of these has {margin} to spare.",
        agreements=agreements,
        margin=minutes,
    )


def _asks(figure: CommitmentFigure) -> bool:
    """Whether the figure says anything: a required availability of nothing at all does not."""
    return not (figure.metric == "availability" and figure.required == 0 and figure.committed is None)


def _required_blocks(scribe: Scribe, figures: Sequence[CommitmentFigure]) -> tuple[Block, ...]:
    """What is required beside what is promised, and by which agreements: once where all rows have the same."""
    rows = [
        (_commitment(scribe, figure), _needed(figure), _amount(figure, figure.committed), _verdict(figure))
        for figure in figures
    ]
    headings = (phrase("Commitment"), phrase("Required"), phrase("Promised"), phrase("Verdict"))
    table = scribe.table(phrase("Required beside promised"), headings, rows)
    demanding: dict[tuple[str, ...], list[Value]] = {}
    for figure in figures:
        if figure.demanded_by:
            demanding.setdefault(tuple(figure.demanded_by), []).append(_commitment(scribe, figure))
    demanded: Block | None
    if len(demanding) == 1:
        demanded = scribe.facts((phrase("Required by"), scribe.links(next(iter(demanding)))))
    else:
        demanded = scribe.table(
            phrase("Agreements that require it"),
            (phrase("Commitment"), phrase("Required by")),
            [
                (listing(commitments, lines=True), scribe.links(slas))
                for slas, commitments in demanding.items()
            ],
        )
    return tuple(block for block in (table, demanded) if block is not None)


def _commitment(scribe: Scribe, figure: CommitmentFigure) -> Value:
    """The metric, with the priority where it has one."""
    metric = scribe.title(figure.metric)
    if figure.priority is None:
        return metric
    return phrase("{metric}, priority {priority}", metric=metric, priority=figure.priority)


def _needed(figure: CommitmentFigure) -> Value:
    """What is required, in words where any commitment will do or none is enough."""
    if figure.required is None:
        return phrase("no commitment is enough") if figure.out_of_reach else phrase("not known")
    if figure.metric == "availability":
        if figure.required <= 0:
            return phrase("any will do")
        return promises.at_least(_amount(figure, figure.required))
    return phrase("at most {duration}", duration=_amount(figure, figure.required))


def _amount(figure: CommitmentFigure, value: float | None) -> Value:
    """Minutes as a duration on the calendar that counts, or a share as per cent."""
    if value is None:
        return None
    if figure.metric == "availability":
        return promises.percent(value)
    return promises.span_of(value, service_time=figure.service_time)


def _verdict(figure: CommitmentFigure) -> Tag:
    if figure.committed is None:
        return Tag(phrase("not promised"), "bad")
    if figure.out_of_reach:
        return Tag(phrase("out of reach"), "bad")
    if figure.margin is None or figure.margin >= 0:
        return Tag(phrase("holds"), "good")
    return Tag(phrase("too weak"), "bad")


def _escalation(scribe: Scribe, team: Team) -> Section:
    """Who comes before and after the team on each support chain."""
    desk = scribe.design.service_desk
    first = desk.team if desk is not None and desk.team != team.id else None
    paths: dict[tuple[str, str], list[str]] = {}
    for thing in scribe.lookup.provided.get(team.id, ()):
        holders = thing.provided_by
        place = holders.index(team.id)
        before = holders[place - 1] if place else first or ""
        after = holders[place + 1] if place + 1 < len(holders) else ""
        paths.setdefault((before, after), []).append(thing.id)
    rows = [
        (
            scribe.link(before) if before else phrase("nobody: the team is the first line"),
            scribe.link(after) if after else phrase("nobody: the team is the last line"),
            scribe.links(things),
        )
        for (before, after), things in paths.items()
    ]
    headings = (phrase("Taken over from"), phrase("Handed on to"), phrase("For"))
    table = scribe.table(phrase("The way of a case before and after the team"), headings, rows)
    if desk is not None and desk.team == team.id and table is None:
        return Section(
            (),
            (
                phrase(
                    "The team is the first line: every case reaches it first, and it hands on to the line that provides the part."
                ),
            ),
        )
    nothing = phrase("The team stands on no support chain.")
    return Section((table,)) if table else Section((), (nothing,))


def _staff(scribe: Scribe, team: Team) -> Section:
    """Who works for the promise, when, and with what work."""
    roles = [scribe.design.roles[id_] for id_ in team.roles if id_ in scribe.design.roles]
    rows = [
        (
            scribe.link(role.id),
            role.headcount,
            listing((_shift(scribe, shift) for shift in role.shift), lines=True) or phrase("no fixed shift"),
            listing((_work(scribe, work) for work in role.workload), lines=True),
            _backup(scribe, role),
        )
        for role in roles
    ]
    headings = (
        phrase("Role"),
        Column(phrase("People"), figures=True),
        phrase("On duty"),
        phrase("Work"),
        phrase("Backed up by"),
    )
    table = scribe.table(phrase("People behind the promise"), headings, rows)
    people = Number(sum(role.headcount for role in roles), "people")
    total = scribe.facts((phrase("Total"), people)) if table else None
    return scribe.section(
        team, ("teams", team.id, "roles"), table, total, otherwise=phrase("The team has no roles yet.")
    )


def _shift(scribe: Scribe, shift: Shift) -> Value:
    hours = hours_in_words(scribe, shift.hours or scribe.design.head.hours)
    if shift.on_call:
        return phrase(
            "{hours}: {count} person on call",
            plural="{hours}: {count} people on call",
            hours=hours,
            count=shift.posts,
        )
    return phrase("{hours}: {count} post", plural="{hours}: {count} posts", hours=hours, count=shift.posts)


def _work(scribe: Scribe, work: Workload) -> Value:
    if work.demand is None or work.each is None:
        return None
    return phrase(
        "{share} of {demand} of {services}, {each} each",
        share=work.share,
        demand=scribe.word(work.demand),
        services=scribe.links(work.of) or phrase("every service"),
        each=work.each,
    )


def _backup(scribe: Scribe, role: Role) -> Value:
    return scribe.links(role.backup)
