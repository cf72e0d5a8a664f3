"""The staffing, appraisal and training plan: who works in which post, how many, when, and how they are kept able and willing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from itsm_compiler.documents import staffing_growth, staffing_shifts, staffing_training
from itsm_compiler.documents.chaptered import Plan, chapter, chaptered, either
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import ChartPost, Column, Number, Organisation, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value

FUNCTIONS: Mapping[str, Phrase] = {
    "desk": phrase("service desk, the first line"),
    "technical": phrase("technical support"),
    "operations": phrase("operations"),
    "application": phrase("application support"),
    "management": phrase("management"),
}
CLASSES: Mapping[str, Phrase] = {
    "management": phrase("Management posts"),
    "technical": phrase("Technical posts"),
    "operation": phrase("Operation posts"),
}


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The plan, when the design has services or people."""
    design = scribe.design
    if design.services or design.roles or design.teams:
        yield chaptered(scribe, PLAN, about="staffing" if design.staffing else None)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    yield phrase(
        "The plan has {people} in {posts} and {teams}.",
        people=Number(sum(role.headcount for role in design.roles.values()), "people"),
        posts=phrase("{count} kind of post", plural="{count} kinds of posts", count=len(design.roles)),
        teams=phrase("{count} team", plural="{count} teams", count=len(design.teams)),
    )
    short = [figure for figure in scribe.figures.staffing if figure.required is None or figure.shortage]
    if short:
        yield phrase(
            "Too few people for their shifts and their work: {posts}.",
            posts=scribe.links(figure.role for figure in short),
        )
    elif scribe.figures.staffing:
        yield phrase("Every post with shifts or reckoned work has the people that these take.")
    unable = [figure.role for figure in scribe.figures.rosters if figure.feasible is False]
    if unable:
        yield phrase("Shifts cannot be kept under the rules of rest: {posts}.", posts=scribe.links(unable))
    if scribe.figures.unmanned:
        teams = dict.fromkeys(hours.team for hours in scribe.figures.unmanned)
        yield phrase("Hours in which too few posts are manned: {teams}.", teams=scribe.links(teams))
    alone = [figure.role for figure in scribe.figures.skills if figure.alone]
    if alone:
        yield phrase("The work hangs on one person: {posts}.", posts=scribe.links(alone))
    yield from _abilities(scribe)


def _abilities(scribe: Scribe) -> Iterator[Value]:
    skills = [skill for figure in scribe.figures.skills for skill in figure.skills]
    gaps = sum(1 for skill in skills if skill.gap)
    left = sum(1 for skill in skills if skill.open)
    if not skills:
        return
    if not gaps:
        yield phrase("Every ability is held at the level that the posts ask for.")
        return
    below = phrase("{count} ability is", plural="{count} abilities are", count=gaps)
    if left:
        yield phrase(
            "{abilities} below the level wanted; for {count} of them no training reaches it.",
            abilities=below,
            count=left,
        )
    else:
        yield phrase("{abilities} below the level wanted; training closes every gap.", abilities=below)


def _chart(scribe: Scribe) -> Section:
    posts = tuple(
        ChartPost(role.id, scribe.name(role.id), role.type or "", role.headcount, role.reports_to)
        for role in scribe.design.roles.values()
    )
    chart = (
        Organisation(
            phrase("Posts and whom they report to"),
            phrase("Each box is a post with its people; the line to the left leads to whom it reports."),
            posts,
        )
        if any(post.superior for post in posts)
        else None
    )
    nothing = phrase("The posts do not say to whom they report, so there is no chart.")
    return chapter(scribe, None, ("roles", "reports_to"), [chart], nothing)


def _teams(scribe: Scribe) -> Section:
    roles = scribe.design.roles
    rows = [
        (
            scribe.link(team.id),
            FUNCTIONS.get(team.function or ""),
            scribe.who(team.lead),
            hours_in_words(scribe, team.hours),
            scribe.links(team.roles),
            Number(sum(roles[id_].headcount for id_ in team.roles if id_ in roles), "count"),
        )
        for team in scribe.design.teams.values()
    ]
    headings = (
        phrase("Team"),
        phrase("Function"),
        phrase("Led by"),
        phrase("Hours"),
        phrase("Posts"),
        Column(phrase("People"), figures=True),
    )
    table = scribe.table(phrase("Teams with their posts and people"), headings, rows)
    return chapter(scribe, None, ("teams", "roles"), [table], phrase("There are no teams yet."))


def _post_class(kind: str) -> Callable[[Scribe], Section]:
    def write(scribe: Scribe) -> Section:
        return _posts(scribe, kind)

    return write


def _posts(scribe: Scribe, kind: str) -> Section:
    """The posts of a class with what they do, may decide and must be able to do."""
    rows = [
        (
            scribe.link(role.id),
            scribe.who(role.reports_to),
            listing(role.duties, lines=True),
            listing(role.authority, lines=True),
            listing(
                (
                    phrase("{skill}: level {level}", skill=scribe.word(skill), level=level)
                    for skill, level in role.skills.items()
                ),
                lines=True,
            ),
        )
        for role in scribe.design.roles.values()
        if (role.type or "") == kind
    ]
    headings = (
        phrase("Staff post"),
        phrase("Reports to"),
        phrase("Duties"),
        phrase("Authority"),
        phrase("Qualification"),
    )
    table = scribe.table(phrase("Duties, authority and qualification"), headings, rows)
    nothing = phrase("There is no post of this class.")
    return chapter(scribe, None, ("roles", "type"), [table], nothing)


def _loose(scribe: Scribe) -> Section:
    """The posts that say no class, where there are any."""
    if all(role.type for role in scribe.design.roles.values()):
        return Section(())
    return _posts(scribe, "")


def _levels(scribe: Scribe) -> Section:
    """What the levels of qualification mean, and how many posts and people each class has."""
    counted: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for role in scribe.design.roles.values():
        counted[role.type or ""] += 1
        people[role.type or ""] += role.headcount
    rows = [
        (name, Number(counted[kind], "count"), Number(people[kind], "count"))
        for kind, name in CLASSES.items()
        if counted[kind]
    ]
    headings = (
        phrase("Class of the post"),
        Column(phrase("Posts"), figures=True),
        Column(phrase("People"), figures=True),
    )
    table = scribe.table(phrase("Posts and people of each class"), headings, rows)
    lead = phrase(
        "Abilities have five levels: 1 knows it, 2 does it under guidance, 3 does it alone, 4 leads others in it, 5 teaches it."
    )
    nothing = phrase("There are no posts yet.")
    return chapter(scribe, None, ("roles", "headcount"), [table], nothing, lead)


def _backups(scribe: Scribe) -> Section:
    rows = []
    for figure in scribe.figures.skills:
        for backup in figure.backups:
            lacking = (
                phrase(
                    "{skill}: level {held} instead of {wanted}",
                    skill=scribe.word(one.skill),
                    held=one.held,
                    wanted=one.wanted,
                )
                for one in backup.lacking
            )
            rows.append(
                (
                    scribe.link(figure.role),
                    scribe.link(backup.backup),
                    Number(backup.people, "count"),
                    staffing_growth.ABLE[backup.able],
                    listing(lacking, lines=True),
                )
            )
    without = [figure.role for figure in scribe.figures.skills if not figure.backups]
    headings = (
        phrase("Staff post"),
        phrase("Backed up by"),
        Column(phrase("People"), figures=True),
        phrase("Able to stand in"),
        phrase("What is lacking"),
    )
    table = scribe.table(phrase("Who stands in for whom"), headings, rows)
    lead = phrase("Nobody stands in for: {posts}.", posts=scribe.links(without)) if without else None
    nothing = phrase("No post has a backup yet.")
    return chapter(scribe, None, ("roles", "backup"), [table], nothing, lead)


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    design = scribe.design
    return (*design.roles, *design.training, *design.appraisals, *design.communications)


def _reserve(scribe: Scribe) -> Section:
    staffing = scribe.design.staffing
    rows = [
        (
            scribe.who(reserve.role),
            reserve.count,
            scribe.who(reserve.source),
            scribe.when(reserve.ready_by),
            either(scribe.outcome(reserve.result), scribe.who(reserve.record)),
        )
        for reserve in (staffing.reserve if staffing else ())
    ]
    headings = (
        phrase("Staff post"),
        Column(phrase("People"), figures=True),
        phrase("From where"),
        Column(phrase("Ready by"), figures=True),
        phrase("Result"),
    )
    table = scribe.table(phrase("Reserves by post"), headings, rows)
    notice = scribe.facts((phrase("Notice of those who leave"), staffing.notice)) if staffing else None
    nothing = phrase("No people are held in reserve.")
    return chapter(scribe, staffing, ("staffing", "reserve"), [table, notice], nothing)


PLAN = Plan(
    kind="staffing-plan",
    title=phrase("Staffing, appraisal and training plan"),
    outcome=_outcome,
    chapters={
        "chart": _chart,
        "teams": _teams,
        "levels": _levels,
        **{kind: _post_class(kind) for kind in CLASSES},
        "loose": _loose,
        **staffing_shifts.CHAPTERS,
        "backups": _backups,
        "reserve": _reserve,
        **staffing_growth.CHAPTERS,
        **staffing_training.CHAPTERS,
    },
    details={"appraisals": staffing_growth.appraisals},
    anchors=_anchors,
)
