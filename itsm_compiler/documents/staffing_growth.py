"""How people are kept: what is done against loss of staff, appraisal, abilities beside those wanted, communication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import Detail, chapter, detail, either
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.indicator_formulas import formula, sources
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.analysis.competence import SkillFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.people import Appraisal

ABLE: Mapping[bool, Tag] = {True: Tag(phrase("able"), "good"), False: Tag(phrase("not able"), "bad")}
REACTIONS: Mapping[str, Phrase] = {
    "hand-over": phrase("Hand-over"),
    "training": phrase("Training of the successor"),
    "notice": phrase("Notice to all parties"),
    "access": phrase("Withdrawal of access"),
}
NEWS: Mapping[str, Phrase] = {
    "routine": phrase("Routine"),
    "shift": phrase("Shift hand-over"),
    "performance": phrase("News of performance"),
    "change": phrase("Changes"),
    "exception": phrase("Exceptions"),
    "design": phrase("News of the design"),
    "team-building": phrase("Team building"),
}
FEEDS: Mapping[str, Phrase] = {
    "pay": phrase("pay"),
    "training": phrase("training"),
    "post": phrase("choice of post"),
    "improvement": phrase("improvement"),
    "plan": phrase("planning"),
}


def appraisals(scribe: Scribe) -> Iterator[Detail]:
    """Each appraisal: for whom, by which indicators, how often, and what follows."""
    for appraisal in scribe.design.appraisals.values():
        facts = scribe.facts(
            (phrase("Posts"), scribe.links(appraisal.roles)),
            (phrase("Appraisal period"), appraisal.period),
            (phrase("Appraised by"), scribe.who(appraisal.owner)),
            (phrase("Goals met"), listing(appraisal.use.met) if appraisal.use else None),
            (phrase("Goals missed"), listing(appraisal.use.missed) if appraisal.use else None),
            (phrase("The result feeds"), _feeds(scribe, appraisal)),
            (phrase("Record"), scribe.who(appraisal.record)),
        )
        yield detail(
            scribe,
            "appraisals",
            appraisal,
            [facts, _indicators(scribe, appraisal)],
            phrase("Nothing is known of this appraisal but its name."),
        )


def _feeds(scribe: Scribe, appraisal: Appraisal) -> Value:
    feeds = appraisal.use.feeds if appraisal.use else ()
    return listing(FEEDS.get(name) or scribe.word(name) for name in feeds)


def _indicators(scribe: Scribe, appraisal: Appraisal) -> Table | None:
    kpis = [scribe.design.kpis[id_] for id_ in appraisal.kpis if id_ in scribe.design.kpis]
    rows = [
        (
            scribe.link(kpi.id),
            formula(kpi),
            sources(scribe, kpi),
            indicators.period_of(kpi),
            indicators.figure(scribe, kpi, kpi.baseline),
            indicators.level(scribe, kpi, kpi.target),
        )
        for kpi in kpis
    ]
    headings = (
        phrase("Indicator"),
        phrase("Formula"),
        phrase("Taken from"),
        phrase("Window"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
    )
    return scribe.table(phrase("Indicators of the appraisal"), headings, rows)


def _appraised(scribe: Scribe) -> Section:
    """Which posts are in no appraisal, or that there is none."""
    design = scribe.design
    if not design.appraisals:
        nothing = phrase("No appraisal is laid down yet.")
        return chapter(scribe, None, ("appraisals", "kpis"), [], nothing)
    appraised = {role for appraisal in design.appraisals.values() for role in appraisal.roles}
    left = [id_ for id_ in design.roles if id_ not in appraised]
    if left:
        return Section((), (phrase("No appraisal covers: {posts}.", posts=scribe.links(left)),))
    return Section((), (phrase("Every post has its appraisal."),))


def _prevention(scribe: Scribe) -> Section:
    staffing = scribe.design.staffing
    plan = staffing.prevention if staffing else None
    change = [process.id for process in scribe.design.processes.values() if "staff-change" in process.type]
    facts = agreed = None
    if plan is not None:
        facts = scribe.facts(
            (phrase("Planning ahead"), scribe.who(plan.plan)),
            (phrase("Training"), scribe.who(plan.training)),
            (phrase("Rotation"), scribe.who(plan.rotation)),
            (phrase("Ways to grow"), scribe.who(plan.growth)),
            (phrase("Rule of hand-over"), scribe.who(plan.hand_over_rule)),
            (phrase("Process for changes of staff"), scribe.links(change)),
        )
        agreed = record_table(scribe, plan.agreed, phrase("Agreed with customers and third parties"))
    nothing = phrase("Nothing is laid down yet against the loss of staff.")
    return chapter(scribe, staffing, ("staffing", "prevention"), [facts, agreed], nothing)


def _reaction(scribe: Scribe) -> Section:
    staffing = scribe.design.staffing
    rows = [
        (
            REACTIONS.get(step.kind or ""),
            step.action,
            scribe.who(step.by),
            scribe.who(step.to),
            step.within,
        )
        for step in (staffing.reaction if staffing else ())
    ]
    headings = (
        phrase("Step taken"),
        phrase("What is done"),
        phrase("Person in charge"),
        phrase("To whom"),
        Column(phrase("Within"), figures=True),
    )
    table = scribe.table(phrase("When somebody leaves"), headings, rows)
    nothing = phrase("It is not laid down yet what is done when somebody leaves.")
    return chapter(scribe, staffing, ("staffing", "reaction"), [table], nothing)


def _gaps(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(figure.role),
            scribe.word(skill.skill),
            skill.wanted,
            skill.held,
            skill.people_below or None,
            scribe.links(skill.taught_by) if skill.gap else None,
            _state(skill),
        )
        for figure in scribe.figures.skills
        for skill in figure.skills
    ]
    headings = (
        phrase("Staff post"),
        phrase("Ability"),
        Column(phrase("Level wanted"), figures=True),
        Column(phrase("Level held"), figures=True),
        Column(phrase("People below it"), figures=True),
        phrase("Closed by"),
        phrase("State"),
    )
    table = scribe.table(phrase("Levels by post and ability"), headings, rows)
    nothing = phrase("No post says which abilities it asks for.")
    return chapter(scribe, None, ("roles", "skills"), [table], nothing)


def _state(skill: SkillFigure) -> Tag:
    if not skill.gap:
        return Tag(phrase("reached"), "good")
    if not skill.open:
        return Tag(phrase("taught"), "neutral")
    return Tag(phrase("{count} level missing", plural="{count} levels missing", count=skill.open), "bad")


def _assessments(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(role.id),
            scribe.when(entry.when),
            scribe.who(entry.who),
            scribe.outcome(entry.result),
            scribe.who(entry.record),
        )
        for role in scribe.design.roles.values()
        for entry in role.evidence.get("skill-assessment", ())
    ]
    headings = (
        phrase("Staff post"),
        Column(phrase("When")),
        phrase("Who took part"),
        phrase("Result"),
        phrase("Record"),
    )
    table = scribe.table(phrase("How abilities were assessed"), headings, rows)
    nothing = phrase("Abilities have not been assessed yet.")
    return chapter(scribe, None, ("roles", "skill-assessment"), [table], nothing)


def _communication(scribe: Scribe) -> Section:
    table = news_table(scribe, team_building=False)
    return chapter(
        scribe, None, ("communications", "content"), [table], phrase("No communication is laid down yet.")
    )


def news_table(scribe: Scribe, *, team_building: bool) -> Table | None:
    """Who tells whom what, how often and in which form; the budget where it is the teams that are built."""
    rows = [
        (
            scribe.link(one.id),
            NEWS.get(one.kind or ""),
            scribe.who(one.from_),
            scribe.who(one.to),
            one.frequency,
            one.form,
            listing(one.content, lines=True),
            scribe.value(one.budget) if team_building else None,
        )
        for one in scribe.design.communications.values()
        if (one.kind == "team-building") is team_building
    ]
    headings = (
        phrase("News"),
        phrase("Kind"),
        phrase("Sent by"),
        phrase("To whom"),
        phrase("Frequency"),
        phrase("Form"),
        phrase("Contents"),
        Column(phrase("Budget"), figures=True),
    )
    caption = phrase("What is done for the teams") if team_building else phrase("Who tells whom what")
    return scribe.table(caption, headings, rows)


def _team_building(scribe: Scribe) -> Section:
    staffing = scribe.design.staffing
    survey = (
        record_table(
            scribe, staffing.evidence.get("mood-survey", ()), phrase("Surveys of the mood in the teams")
        )
        if staffing
        else None
    )
    return chapter(
        scribe,
        None,
        ("communications", "kind"),
        [news_table(scribe, team_building=True), survey],
        phrase("Nothing is planned for the spirit of the teams."),
    )


def cycles(scribe: Scribe) -> Table | None:
    """When the results of each appraisal are reported and analysed, and what they feed."""
    rows = [
        (
            scribe.link(appraisal.id),
            scribe.when(entry.when),
            scribe.who(entry.who),
            either(scribe.outcome(entry.result), scribe.who(entry.record)),
            _feeds(scribe, appraisal),
        )
        for appraisal in scribe.design.appraisals.values()
        for entry in appraisal.evidence.get("cycle", ())
    ]
    headings = (
        phrase("Appraisal"),
        Column(phrase("When")),
        phrase("Who took part"),
        phrase("Result"),
        phrase("The result feeds"),
    )
    return scribe.table(phrase("When results are reported and analysed"), headings, rows)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "prevention": _prevention,
    "reaction": _reaction,
    "appraised": _appraised,
    "gaps": _gaps,
    "assessments": _assessments,
    "communication": _communication,
    "team_building": _team_building,
}
