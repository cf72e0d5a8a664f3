"""How many people each post takes and when it is manned: head count, the week of each team, shifts, rosters, hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.chaptered import chapter, minutes, percent
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import (
    Column,
    Link,
    Number,
    Section,
    Tag,
    WeekMap,
    WeekRow,
    phrase,
)
from itsm_compiler.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.analysis.manning import UnmannedHours
    from itsm_compiler.analysis.roster import RosterFigure
    from itsm_compiler.analysis.staffing import StaffingFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.people import Shrinkage

DAY = 1440
BINDING: Mapping[str, Phrase] = {"posts": phrase("its shifts"), "workload": phrase("its work")}
ROSTER_RULES: Mapping[str, Phrase] = {
    "hours": phrase("hours of the week"),
    "rest": phrase("rest between shifts"),
    "one-a-day": phrase("one shift a day"),
    "days-in-a-row": phrase("days in a row"),
    "nights-in-a-row": phrase("nights in a row"),
    "on-call-weeks": phrase("weeks on call"),
    "together": phrase("all rules together"),
}


def _headcount(scribe: Scribe) -> Section:
    figures = scribe.figures.staffing
    rows = [
        (
            scribe.link(figure.role),
            Number(figure.covered_hours_per_week, "hours", 1),
            _needed(figure.required_for_posts, figure.covered_hours_per_week),
            Number(figure.workload_hours_per_month, "hours") if figure.work else None,
            _needed(figure.required_for_workload, figure.workload_hours_per_month),
            figure.required,
            Number(figure.headcount, "count"),
            percent(figure.utilisation),
            _verdict(figure),
        )
        for figure in figures
    ]
    headings = (
        phrase("Staff post"),
        Column(phrase("Hours manned a week"), figures=True),
        Column(phrase("People for the shifts"), figures=True),
        Column(phrase("Work a month"), figures=True),
        Column(phrase("People for the work"), figures=True),
        Column(phrase("People required"), figures=True),
        Column(phrase("People planned"), figures=True),
        Column(phrase("Utilisation"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("People required and planned"), headings, rows)
    net = Number(figures[0].net_hours_per_week, "hours", 1) if figures else None
    limit = scribe.design.head.limits.utilisation
    lead = phrase(
        "A person works {net} a week once leave, sickness, training and hand-over are taken off, and may be booked to {limit}.",
        net=net,
        limit=limit,
    )
    nothing = phrase("No post says its shifts or its work, so no head count can be reckoned.")
    others = _unreckoned(scribe)
    return chapter(scribe, None, ("roles", "shift"), [table, others], nothing, lead if table else None)


def _needed(people: int | None, amount: float) -> Value:
    return people if amount else None


def _verdict(figure: StaffingFigure) -> Tag:
    if figure.required is None:
        return Tag(phrase("no head count is enough"), "bad")
    if figure.shortage:
        return Tag(
            phrase("{count} person missing", plural="{count} people missing", count=figure.shortage), "bad"
        )
    return Tag(phrase("enough, set by {what}", what=BINDING[figure.binding]), "good")


def _unreckoned(scribe: Scribe) -> Table | None:
    """The posts that man no shift and have no work reckoned, with their people."""
    known = {figure.role for figure in scribe.figures.staffing}
    rows = [
        (scribe.link(role.id), Number(role.headcount, "count"))
        for role in scribe.design.roles.values()
        if role.id not in known
    ]
    headings = (phrase("Staff post"), Column(phrase("People"), figures=True))
    return scribe.table(phrase("Posts whose number of people is set without reckoning"), headings, rows)


def _week(scribe: Scribe) -> Section:
    rows = tuple(
        WeekRow(
            Link(week.team, scribe.name(week.team)),
            tuple((one.start, one.end, one.at_work, one.on_call) for one in week.stretches),
        )
        for week in scribe.figures.manned_weeks
    )
    picture = (
        WeekMap(
            phrase("Posts manned through the week"),
            phrase(
                "Posts of each team that are manned through an ordinary week; a number in brackets says how many are on call while nobody is at work."
            ),
            rows,
        )
        if rows
        else None
    )
    lacking = scribe.table(
        phrase("Hours for which too few posts are manned"),
        (
            phrase("Team"),
            phrase("For"),
            Column(phrase("Posts wanted"), figures=True),
            Column(phrase("Uncovered a week"), figures=True),
            phrase("For the first time"),
        ),
        [_uncovered(scribe, hours) for hours in scribe.figures.unmanned],
    )
    lead = None
    if picture is not None and lacking is None:
        lead = phrase("Every hour for which a team is there by its calendar has its posts manned.")
    nothing = phrase("No team has a post with a shift, so nothing is known of the week.")
    return chapter(scribe, None, ("roles", "shift"), [picture, lacking], nothing, lead)


def _uncovered(scribe: Scribe, hours: UnmannedHours) -> tuple[Value, ...]:
    what: Value = phrase("the team's own hours")
    if hours.service is not None and hours.mode is not None:
        what = phrase("{service}: {mode}", service=scribe.link(hours.service), mode=scribe.word(hours.mode))
    day, minute = divmod(hours.first_minute, DAY)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    name = WEEKDAYS[day]
    return (
        scribe.link(hours.team),
        what,
        hours.needed,
        minutes(hours.minutes_per_week),
        Text(f"{name.en} {clock}", f"{name.zh}{clock}"),
    )


def _shifts(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(role.id),
            hours_in_words(scribe, shift.hours or scribe.design.head.hours),
            None if shift.on_call else shift.posts,
            shift.posts if shift.on_call else None,
        )
        for role in scribe.design.roles.values()
        for shift in role.shift
    ]
    headings = (
        phrase("Staff post"),
        phrase("Shift hours"),
        Column(phrase("Posts at work"), figures=True),
        Column(phrase("Posts on call"), figures=True),
    )
    table = scribe.table(phrase("Shifts of the posts"), headings, rows)
    return chapter(scribe, None, ("roles", "shift"), [table], phrase("No shifts are laid down yet."))


def _rosters(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.role),
            figure.shifts_per_week,
            figure.night_shifts_per_week,
            figure.on_call_posts,
            figure.headcount,
            figure.smallest if figure.smallest is not None else figure.at_least,
            ROSTER_RULES.get(figure.binding),
            _feasible(figure),
        )
        for figure in scribe.figures.rosters
    ]
    headings = (
        phrase("Staff post"),
        Column(phrase("Shifts a week"), figures=True),
        Column(phrase("Of them at night"), figures=True),
        Column(phrase("Posts on call"), figures=True),
        Column(phrase("People"), figures=True),
        Column(phrase("Fewest people"), figures=True),
        phrase("Set by"),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Whether the shifts can be kept"), headings, rows)
    lead = phrase(
        "The fewest people are those who can man the shifts with nobody away; the rest covers leave and sickness."
    )
    nothing = phrase("No post has shifts for which a roster is needed.")
    return chapter(scribe, None, ("roles", "shift"), [table], nothing, lead if table else None)


def _feasible(figure: RosterFigure) -> Tag:
    if figure.feasible is None:
        return Tag(phrase("not known"), "warning")
    if figure.feasible:
        return Tag(phrase("can be kept"), "good")
    rules = listing(ROSTER_RULES.get(rule) for rule in figure.broken)
    return Tag(phrase("breaks {rules}", rules=rules) if rules else phrase("cannot be kept"), "bad")


def _rules(scribe: Scribe) -> Section:
    staffing = scribe.design.staffing
    facts = None
    if staffing is not None:
        roster = staffing.roster
        facts = scribe.facts(
            (phrase("Paid hours of a person a week"), staffing.week),
            (phrase("Lost of the paid hours"), _lost(staffing.shrinkage)),
            (phrase("Nights in a row"), _most(roster.nights_in_a_row if roster else None)),
            (phrase("Days in a row"), _most(roster.days_in_a_row if roster else None)),
            (phrase("Weeks on call in a row"), _most(roster.on_call_weeks if roster else None)),
            (phrase("Rest between two shifts"), roster.rest if roster else None),
            (phrase("Longest shift"), roster.longest_shift if roster else None),
        )
    nothing = phrase(
        "No rules of working time are laid down; the usual ones apply: 40 hours a week, 25% of them lost."
    )
    return chapter(scribe, staffing, ("staffing", "roster"), [facts], nothing)


def _lost(shrinkage: Shrinkage) -> Value:
    """What of the paid hours is lost in all, and to what."""
    parts = [
        phrase("{reason} {share}", reason=word, share=share)
        for field, word in LOSSES.items()
        if (share := getattr(shrinkage, field)) is not None
    ]
    if not parts:
        return shrinkage.total
    return phrase("{total} in all: {parts}", total=shrinkage.total, parts=listing(parts))


LOSSES: Mapping[str, Phrase] = {
    "leave": phrase("leave"),
    "sickness": phrase("sickness"),
    "training": phrase("training"),
    "hand_over": phrase("hand-over"),
}


def _most(count: int | None) -> Value:
    return None if count is None else phrase("at most {level}", level=count)


def _hand_overs(scribe: Scribe) -> Section:
    def rows() -> Iterator[tuple[Value, ...]]:
        for role in scribe.design.roles.values():
            if role.hand_over is not None:
                yield scribe.link(role.id), listing(role.hand_over.items, lines=True), role.hand_over.takes

    headings = (
        phrase("Staff post"),
        phrase("What is handed over"),
        Column(phrase("Time it takes"), figures=True),
    )
    table = scribe.table(phrase("Hand-over from shift to shift"), headings, rows())
    nothing = phrase("No hand-over between shifts is laid down yet.")
    return chapter(scribe, None, ("roles", "hand_over"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "headcount": _headcount,
    "week": _week,
    "shifts": _shifts,
    "rosters": _rosters,
    "rules": _rules,
    "hand_overs": _hand_overs,
}
