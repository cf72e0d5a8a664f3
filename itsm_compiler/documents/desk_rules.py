"""The regulations of the service desk: contact, posts, workflow, records, dispatch, call-back, indicators, busiest hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itsm_compiler.documents import indicators
from itsm_compiler.documents.chaptered import chapter, percent
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.resources import DeskDuty

RULES: Mapping[str, Phrase] = {
    "receipt": phrase("Receipt"),
    "record": phrase("Record"),
    "tracking": phrase("Tracking"),
    "feedback": phrase("Feedback"),
}
DUTIES: Mapping[str, Phrase] = {
    "notices": phrase("Notices to users"),
    "routine-tasks": phrase("Routine tasks"),
    "supplier-contact": phrase("Contact with suppliers"),
    "infrastructure-watch": phrase("Watching the infrastructure"),
}


def _chapter(
    scribe: Scribe, field: str, blocks: Iterable[Block | None], otherwise: Phrase, lead: Phrase | None = None
) -> Section:
    return chapter(scribe, scribe.design.service_desk, ("service_desk", field), blocks, otherwise, lead)


def _contact(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    if desk is None:
        return _chapter(scribe, "channels", [], phrase("There is no service desk yet."))
    facts = scribe.facts(
        (phrase("Team"), scribe.who(desk.team)), (phrase("Hours"), hours_in_words(scribe, desk.hours))
    )
    rows = [(scribe.title(channel), address) for channel, address in desk.channels.items()]
    table = scribe.table(phrase("Ways to the service desk"), (phrase("Channel"), phrase("Address")), rows)
    return _chapter(scribe, "channels", [facts, table], phrase("There is no service desk yet."))


def _posts(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    roles = scribe.design.roles
    rows = [
        (
            scribe.link(role),
            duty,
            Number(roles[role].headcount, "count") if role in roles else None,
            _shifts(scribe, role),
        )
        for role, duty in (desk.roles if desk else {}).items()
    ]
    headings = (
        phrase("Staff post"),
        phrase("Duties at the desk"),
        Column(phrase("People"), figures=True),
        phrase("On duty"),
    )
    table = scribe.table(phrase("Posts of the service desk"), headings, rows)
    return _chapter(scribe, "roles", [table], phrase("The posts of the service desk are not named yet."))


def _shifts(scribe: Scribe, role: str) -> Value:
    """When a post of the desk is manned, and how often."""
    desk, known = scribe.design.service_desk, scribe.design.roles.get(role)
    return listing(
        (
            phrase(
                "{hours}: {count} post",
                plural="{hours}: {count} posts",
                hours=hours_in_words(scribe, shift.hours or (desk.hours if desk else None)),
                count=shift.posts,
            )
            for shift in (known.shift if known else ())
        ),
        lines=True,
    )


def _standing(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    rules = desk.rules if desk else None
    rows = [
        (name, *_duty(scribe, duty))
        for field, name in RULES.items()
        if (duty := getattr(rules, field, None)) is not None
    ]
    headings = (phrase("Step taken"), phrase("Person in charge"), phrase("Time limit or rhythm"))
    table = scribe.table(phrase("Standing rules of the service desk"), headings, rows)
    facts = scribe.facts(
        (phrase("Supervision"), rules.supervision if rules else None),
        (phrase("Appraisal"), scribe.link(desk.appraisal) if desk and desk.appraisal else None),
    )
    nothing = phrase("The desk has no standing rules yet.")
    return _chapter(scribe, "rules", [table, facts], nothing)


def _duty(scribe: Scribe, duty: DeskDuty) -> tuple[Value, Value]:
    limit = phrase("within {duration}", duration=duty.within) if duty.within is not None else None
    return scribe.who(duty.by), listing((limit, duty.frequency))


def _workflow(scribe: Scribe) -> Section:
    """The activities of the processes in which the desk works, in their order."""
    desk = scribe.design.service_desk
    tables = []
    for id_ in desk.workflows if desk else ():
        process = scribe.design.processes.get(id_)
        if process is not None:
            rows = [
                (
                    scribe.name(f"{id_}/{activity.id}") if activity.name else scribe.title(activity.id),
                    scribe.who(activity.r),
                    scribe.who(activity.a),
                    _limits(activity.within),
                )
                for activity in process.activities.values()
            ]
            headings = (
                phrase("Activity"),
                phrase("Executed by"),
                phrase("Answered for by"),
                phrase("Time limit"),
            )
            caption = phrase("Main workflow: {process}", process=scribe.name(id_))
            tables.append(scribe.table(caption, headings, rows))
    return _chapter(scribe, "workflows", tables, phrase("No workflow of the desk is named yet."))


def _limits(within: Mapping[Any, Value]) -> Value:
    """The time limit of an activity; by priority where they differ."""
    if len({str(limit) for limit in within.values()}) <= 1:
        return next(iter(within.values()), None)
    return listing(
        (phrase("{name}: {value}", name=name, value=limit) for name, limit in within.items()), lines=True
    )


def _records(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    fields = scribe.words(desk.record_fields) if desk else None
    facts = scribe.facts((phrase("Every case is recorded with"), fields))
    return _chapter(scribe, "record_fields", [facts], phrase("It is not laid down yet what is recorded."))


def _dispatch(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    rows = [
        (scribe.link(team), scribe.links(services))
        for team, services in (desk.dispatch if desk else {}).items()
    ]
    table = scribe.table(phrase("Who gets which cases"), (phrase("Team"), phrase("Cases of")), rows)
    told = scribe.table(
        phrase("How often users are told of the state"),
        (phrase("Priority"), Column(phrase("At least every"), figures=True)),
        list(desk.notify.items()) if desk else [],
    )
    nothing = phrase("No rules of dispatch are laid down yet.")
    return _chapter(scribe, "dispatch", [table, told], nothing)


def _call_back(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    back = desk.call_back if desk else None
    facts = (
        scribe.facts(
            (phrase("Called back"), scribe.value(back.sample)),
            (phrase("Within"), back.within),
            (phrase("Asked whether the help was"), _words(scribe, back.questions)),
            (phrase("Record"), scribe.who(back.record)),
        )
        if back
        else None
    )
    return _chapter(scribe, "call_back", [facts], phrase("No rule of call-back is laid down yet."))


def _words(scribe: Scribe, words: Iterable[object]) -> Value:
    return listing(scribe.word(word) if isinstance(word, str) else scribe.value(word) for word in words)


def _survey(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    survey = desk.survey if desk else None
    kpi = scribe.design.kpis.get(survey.kpi or "") if survey else None
    facts = (
        scribe.facts(
            (phrase("Asked by"), _words(scribe, survey.ways)),
            (phrase("Sample"), scribe.value(survey.sample)),
            (phrase("Frequency"), survey.frequency),
            (phrase("Indicator"), scribe.link(survey.kpi) if survey.kpi else None),
            (phrase("Target"), indicators.level(scribe, kpi, kpi.target) if kpi else None),
        )
        if survey
        else None
    )
    return _chapter(scribe, "survey", [facts], phrase("No survey among users is laid down yet."))


def _kpis(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    return _chapter(
        scribe,
        "kpis",
        [kpi_table(scribe, desk.kpis if desk else (), phrase("Indicators of the service desk"))],
        phrase("The desk has no indicators yet."),
    )


def kpi_table(scribe: Scribe, kpis: Iterable[str], caption: Phrase) -> Block | None:
    """Indicators with their window, today's level and target, and who answers for them."""
    rows = [
        (
            scribe.link(kpi.id),
            indicators.period_of(kpi),
            indicators.figure(scribe, kpi, kpi.baseline),
            indicators.level(scribe, kpi, kpi.target),
            scribe.who(kpi.owner),
        )
        for id_ in kpis
        if (kpi := scribe.design.kpis.get(id_)) is not None
    ]
    headings = (
        phrase("Indicator"),
        phrase("Window"),
        Column(phrase("Today"), figures=True),
        Column(phrase("Target"), figures=True),
        phrase("Owner"),
    )
    return scribe.table(caption, headings, rows)


def _running(scribe: Scribe) -> Section:
    desk = scribe.design.service_desk
    rows = [
        (DUTIES.get(name) or scribe.title(name), *_duty(scribe, duty))
        for name, duty in (desk.duties if desk else {}).items()
    ]
    headings = (phrase("Desk duty"), phrase("Person in charge"), phrase("Time limit or rhythm"))
    table = scribe.table(phrase("What the desk does beside cases"), headings, rows)
    rated = (
        record_table(
            scribe, desk.evidence.get("business-rating", ()), phrase("How the business rates the desk")
        )
        if desk
        else None
    )
    return _chapter(
        scribe, "duties", [table, rated], phrase("The running duties of the desk are not laid down yet.")
    )


def _load(scribe: Scribe) -> Section:
    figure = scribe.figures.service_desk
    if figure is None:
        nothing = phrase("The busiest hour of the desk cannot be reckoned from what the design says.")
        return _chapter(scribe, "load", [], nothing)
    answered = figure.as_manned
    facts = scribe.facts(
        (phrase("Calls in the busiest hour"), Number(figure.calls_per_hour, "count")),
        (phrase("Mean time of a call"), Number(figure.handling_seconds / 60, "minutes")),
        (
            phrase("Promise"),
            phrase(
                "{share} of the calls are answered within {seconds} seconds",
                share=percent(figure.target_share, 0),
                seconds=round(figure.target_seconds),
            ),
        ),
        (phrase("Agents needed"), figure.agents),
        (phrase("Posts manned"), figure.manned),
        (phrase("Answered in time as manned"), percent(answered.service_level) if answered else None),
        (phrase("Agents busy as manned"), percent(answered.occupancy) if answered else None),
        (phrase("Verdict"), _verdict(figure.manned, figure.agents)),
    )
    return _chapter(scribe, "load", [facts], phrase("The load of the desk is not known."))


def _verdict(manned: int | None, needed: int) -> Value:
    if manned is None:
        return None
    return Tag(phrase("holds"), "good") if manned >= needed else Tag(phrase("too weak"), "bad")


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "desk_contact": _contact,
    "desk_posts": _posts,
    "desk_rules": _standing,
    "desk_workflow": _workflow,
    "desk_records": _records,
    "desk_dispatch": _dispatch,
    "desk_call_back": _call_back,
    "desk_survey": _survey,
    "desk_kpis": _kpis,
    "desk_running": _running,
    "desk_load": _load,
}
