"""Training: how its need was found, what it covers in five kinds, when and how it is held, and how it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter, either
from itsm_compiler.documents.evidence_records import record_rows
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value
    from itsm_compiler.model.people import Training

TOPICS: Mapping[str, Phrase] = {
    "management": phrase("Management"),
    "technical": phrase("Technology"),
    "tool": phrase("Tools"),
    "process": phrase("Processes"),
    "delivery-emergency": phrase("Delivery and emergencies"),
}
METHODS: Mapping[str, Phrase] = {
    "survey": phrase("survey among the staff"),
    "interview": phrase("interviews with managers"),
    "data": phrase("analysis of data"),
}
RATED: Mapping[str, Phrase] = {
    "content": phrase("content"),
    "schedule": phrase("schedule"),
    "trainer": phrase("trainer"),
    "gain": phrase("gain"),
}
MANY = 8
"""Things a training covers that a cell can name; of more it tells the kinds."""


def _needs(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(training.id),
            METHODS.get(training.need.method or ""),
            scribe.when(training.need.when),
            either(scribe.outcome(training.need.result), scribe.who(training.need.record)),
        )
        for training in scribe.design.training.values()
        if training.need is not None
    ]
    headings = (
        phrase("Training"),
        phrase("Found out by"),
        Column(phrase("When")),
        phrase("Result"),
    )
    table = scribe.table(phrase("How the needs for training were found out"), headings, rows)
    nothing = phrase("It is not said yet how the needs for training were found out.")
    return chapter(scribe, None, ("training", "need"), [table], nothing)


def _content(scribe: Scribe) -> Section:
    training = scribe.design.training.values()
    rows = [
        (
            name,
            listing(
                (
                    phrase("{training}: {content}", training=scribe.link(one.id), content=content)
                    if (content := _covered(scribe, one)) is not None
                    else scribe.link(one.id)
                    for one in training
                    if one.topic == topic
                ),
                lines=True,
            ),
        )
        for topic, name in TOPICS.items()
    ]
    missing = [name for name, held in rows if held is None]
    table = scribe.table(
        phrase("What training covers, in five kinds"),
        (phrase("Kind"), phrase("Trainings and what they cover")),
        [row for row in rows if row[1] is not None],
    )
    lead = phrase("No training yet for: {topics}.", topics=listing(missing)) if table and missing else None
    nothing = phrase("No training is planned yet.")
    return chapter(scribe, None, ("training", "topic"), [table], nothing, lead)


def _covered(scribe: Scribe, training: Training) -> Value:
    """What a training covers, by name where it is little, else how much of which kind."""
    design = scribe.design
    known = [id_ for id_ in training.covers if id_.partition("/")[0] in design.entities]
    if len(known) <= MANY:
        return scribe.links(known)
    kinds: dict[str, int] = {}
    for id_ in known:
        kind = design.kind_of(id_.partition("/")[0])
        kinds[kind] = kinds.get(kind, 0) + 1
    return listing(
        COUNTED[kind](count)
        if kind in COUNTED
        else scribe.links(id_ for id_ in known if design.kind_of(id_) == kind)
        for kind, count in kinds.items()
    )


COUNTED: Mapping[str, Callable[[int], Phrase]] = {
    "processes": lambda count: phrase("{count} process", plural="{count} processes", count=count),
    "standards": lambda count: phrase("{count} standard", plural="{count} standards", count=count),
    "sops": lambda count: phrase("{count} procedure", plural="{count} procedures", count=count),
    "tools": lambda count: phrase("{count} tool", plural="{count} tools", count=count),
    "emergency_plans": lambda count: phrase(
        "{count} emergency plan", plural="{count} emergency plans", count=count
    ),
    "components": lambda count: phrase("{count} component", plural="{count} components", count=count),
    "services": lambda count: phrase("{count} service", plural="{count} services", count=count),
    "measurements": lambda count: phrase("{count} measurement", plural="{count} measurements", count=count),
    "records": lambda count: phrase("{count} record", plural="{count} records", count=count),
}


def _plan(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(training.id),
            _audience(scribe, training),
            listing(
                phrase("{skill}: level {level}", skill=scribe.word(skill), level=level)
                for skill, level in training.teaches.items()
            ),
            scribe.when(training.when),
            training.takes,
            training.form,
            scribe.who(training.trainer),
            listing(training.discipline, lines=True),
        )
        for training in scribe.design.training.values()
    ]
    headings = (
        phrase("Training"),
        phrase("Audience"),
        phrase("Teaches"),
        Column(phrase("Dates")),
        Column(phrase("Time it takes"), figures=True),
        phrase("Form"),
        phrase("Trainer"),
        phrase("Discipline"),
    )
    table = scribe.table(phrase("Trainings with their dates and form"), headings, rows)
    nothing = phrase("No training is planned yet.")
    return chapter(scribe, None, ("training", "when"), [table], nothing)


def _audience(scribe: Scribe, training: Training) -> Value:
    """The posts by name, teams of which every post takes part as a team, or everybody."""
    design = scribe.design
    wanted = set(training.audience)
    if wanted and wanted >= set(design.roles):
        return phrase("every post")
    whole = []
    for team in design.teams.values():
        if len(team.roles) > 1 and wanted >= set(team.roles):
            whole.append(team.id)
            wanted -= set(team.roles)
    teams = phrase("all posts of {teams}", teams=scribe.links(whole)) if whole else None
    return either(teams, scribe.links(role for role in training.audience if role in wanted))


def _evaluation(scribe: Scribe) -> Section:
    rows = []
    for training in scribe.design.training.values():
        how = training.evaluation
        if how is not None or training.result is not None:
            rows.append(
                (
                    scribe.link(training.id),
                    how.method if how else None,
                    scribe.value(how.pass_) if how else None,
                    listing(RATED.get(name) or scribe.word(name) for name in (how.rates if how else ())),
                    either(scribe.outcome(training.result), scribe.who(training.record)),
                )
            )
    headings = (
        phrase("Training"),
        phrase("Way of judging"),
        phrase("Passed with"),
        phrase("Participants rate"),
        phrase("Result"),
    )
    table = scribe.table(phrase("How trainings are judged"), headings, rows)
    nothing = phrase("It is not laid down yet how trainings are judged.")
    return chapter(scribe, None, ("training", "evaluation"), [table], nothing)


def _reviews(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(training.id), *record_rows(scribe, [entry])[0])
        for training in scribe.design.training.values()
        for entry in training.evidence.get("review", ())
    ]
    headings = (
        phrase("Training"),
        Column(phrase("When")),
        phrase("Who took part"),
        Column(phrase("Effort"), figures=True),
        phrase("Result"),
        phrase("Record"),
    )
    table = scribe.table(phrase("The next look at each training"), headings, rows)
    nothing = phrase("No day is set for looking at the trainings again.")
    return chapter(scribe, None, ("training", "review"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "training_needs": _needs,
    "training_content": _content,
    "training_plan": _plan,
    "training_evaluation": _evaluation,
    "training_reviews": _reviews,
}
