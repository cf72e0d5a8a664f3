"""What measuring is for, and what makes it succeed: who backs it, how it is gathered, what it takes, whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import HEADINGS, record_rows, topic_section
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase

CLASSES: Mapping[str, Phrase] = {
    "technical": phrase("Technical: how parts and tools work"),
    "process": phrase("Process: how the work is done"),
    "service": phrase("Service: what customers and users get"),
}
CLASS_WORDS: Mapping[str, Phrase] = {
    "technical": phrase("technical measure"),
    "process": phrase("process measure"),
    "service": phrase("service measure"),
}
CHANNELS: Mapping[str, Phrase] = {
    "tool": phrase("by a tool"),
    "survey": phrase("by a survey"),
    "ticket": phrase("out of tickets"),
    "audit": phrase("by an audit"),
}


def _aims(scribe: Scribe) -> Section:
    """The objectives and improvements that rest on indicators."""
    rows = [
        (phrase("objective"), one.text, scribe.link(one.kpi) if one.kpi else None)
        for one in scribe.design.head.objectives
    ]
    rows += [
        (
            phrase("improvement"),
            scribe.name(one.id),
            scribe.link(one.goal.kpi) if one.goal and one.goal.kpi else None,
        )
        for one in scribe.design.improvements.values()
    ]
    headings = (phrase("Kind"), phrase("What is decided by it"), phrase("Indicator"))
    table = scribe.table(phrase("What the indicators are for"), headings, rows)
    nothing = phrase("No objective and no improvement rests on an indicator yet.")
    return chapter(scribe, scribe.design.head, ("design", "objectives"), [table], nothing)


def _classes(scribe: Scribe) -> Section:
    measurements = scribe.design.measurements.values()
    rows = [
        (words, scribe.links((one.id for one in measurements if one.class_ == name), lines=True))
        for name, words in CLASSES.items()
    ]
    stated = [row for row in rows if row[1] is not None]
    table = scribe.table(
        phrase("What is measured in which class"), (phrase("Class"), phrase("Measurements")), stated
    )
    if not measurements:
        return Section((), (phrase("There are no measurements yet."),))
    return chapter(
        scribe, None, ("measurements", "class"), [table], phrase("The measurements have no class yet.")
    )


def _sponsor(scribe: Scribe) -> Section:
    nothing = phrase("It is not recorded that management backs the measuring.")
    return topic_section(
        scribe,
        scribe.design.head,
        ("design", "measurement-sponsor"),
        phrase("Backing by management"),
        otherwise=nothing,
    )


def _gathering(scribe: Scribe) -> Section:
    """How each measurement is gathered, by whom, at what effort, and where it is used."""
    rows = [
        (
            scribe.link(one.id),
            CHANNELS.get(one.channel or ""),
            scribe.who(one.owner),
            one.frequency,
            one.effort,
            scribe.links(one.used_in),
        )
        for one in scribe.design.measurements.values()
    ]
    headings = (
        phrase("Measurement"),
        phrase("Way of gathering"),
        phrase("Gathered by"),
        phrase("Frequency"),
        Column(phrase("Work each time"), figures=True),
        phrase("Used in"),
    )
    table = scribe.table(phrase("How measurements are gathered and used"), headings, rows)
    limits = scribe.design.head.limits
    facts = scribe.facts(
        (phrase("Measurements by hand at most"), scribe.value(limits.manual_measures)),
        (phrase("Share of the budget that measuring may take"), scribe.value(limits.measuring_share)),
    )
    nothing = phrase("There are no measurements yet.")
    return Section((table, *((facts,) if facts else ()))) if table else Section((), (nothing,))


def _people(scribe: Scribe) -> Section:
    """How those who are measured hear of it, learn it and are judged by it."""
    design = scribe.design
    told = scribe.table(
        phrase("How those who are measured hear of it"),
        (phrase("News"), phrase("Told by"), phrase("Told to"), phrase("Frequency")),
        [
            (scribe.link(one.id), scribe.who(one.from_), scribe.who(one.to), one.frequency)
            for one in design.communications.values()
            if one.kind == "performance"
        ],
    )
    taught = scribe.table(
        phrase("Trainings on measurements"),
        (phrase("Training"), phrase("For"), Column(phrase("When"), figures=True)),
        [
            (scribe.link(one.id), scribe.links(one.audience), scribe.when(one.when))
            for one in design.training.values()
            if set(one.covers) & set(design.measurements)
        ],
    )
    judged = scribe.table(
        phrase("Appraisals that use indicators"),
        (phrase("Appraisal"), phrase("Posts"), phrase("Indicators")),
        [
            (scribe.link(one.id), scribe.links(one.roles), scribe.links(one.kpis))
            for one in design.appraisals.values()
        ],
    )
    nothing = phrase("It is not planned yet how those who are measured hear of it.")
    return chapter(scribe, None, ("communications",), [told, taught, judged], nothing)


def _maturity(scribe: Scribe) -> Section:
    """How ripe the processes are, and who has been trained for them."""
    rows = [
        (scribe.link(process.id), *row)
        for process in scribe.design.processes.values()
        for row in record_rows(scribe, process.evidence.get("maturity-rating", ()))
    ]
    rated = scribe.table(phrase("Ratings of the processes"), (phrase("Process"), *HEADINGS), rows)
    trained = scribe.table(
        phrase("Trainings on processes"),
        (phrase("Training"), phrase("For"), Column(phrase("When"), figures=True)),
        [
            (scribe.link(one.id), scribe.links(one.audience), scribe.when(one.when))
            for one in scribe.design.training.values()
            if one.topic == "process"
        ],
    )
    nothing = phrase("No process is rated and no training on processes is planned yet.")
    return chapter(scribe, None, ("processes", "maturity-rating"), [rated, trained], nothing)


def _talks(scribe: Scribe) -> Section:
    """The meetings at which people of technology and of the business read the indicators together."""
    design = scribe.design
    technical = {role.id for role in design.roles.values() if role.type == "technical"}
    business = {role.id for role in design.roles.values() if role.type == "management"}
    business |= {party.id for party in design.parties.values() if party.role == "customer"}
    rows = [
        (scribe.link(one.id), one.frequency, scribe.who(one.participants))
        for one in design.reviews.values()
        if technical.intersection(map(str, one.participants))
        and business.intersection(map(str, one.participants))
        and {"kpis", "attainment"} & set(one.agenda)
    ]
    table = scribe.table(
        phrase("Where technology and business talk about the indicators"),
        (phrase("Meeting"), phrase("Frequency"), phrase("Participants")),
        rows,
    )
    nothing = phrase(
        "Technology and business have no meeting yet at which they read the indicators together."
    )
    return chapter(scribe, None, ("reviews", "kpis"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "aims": _aims,
    "classes": _classes,
    "sponsor": _sponsor,
    "gathering": _gathering,
    "staff": _people,
    "maturity": _maturity,
    "talks": _talks,
}
