"""The work of one process: what starts it, what goes in and comes out, its steps, and who does what in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import (
    Column,
    FlowStep,
    Link,
    ProcessFlow,
    RaciMatrix,
    RaciRow,
    Section,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.parts import PriorityClass
    from itsm_compiler.model.processes import Activity, Process
    from itsm_compiler.model.prose import Prose
    from itsm_compiler.model.quantities import Duration


def _part(scribe: Scribe, process: Process, field: str, *blocks: Block | None, otherwise: Phrase) -> Section:
    return scribe.section(process, ("processes", process.id, field), *blocks, otherwise=otherwise)


def _basics(scribe: Scribe, process: Process) -> Section:
    head = scribe.design.head
    facts = scribe.facts(
        (phrase("Purpose"), process.purpose),
        (phrase("It starts when"), listing((scribe.who(one) for one in process.trigger), lines=True)),
        (phrase("Owner of the process"), scribe.who(process.owner)),
        (phrase("Provider of the process"), scribe.who(process.provider or head.provider)),
        (phrase("Receiver of the process"), scribe.who(process.customer or head.customer)),
        (phrase("Services supported"), scribe.links(process.supports)),
        (phrase("Kind of process"), scribe.words(process.type)),
        (phrase("Framework"), process.framework),
        (phrase("House standard"), scribe.link(process.basis) if process.basis else None),
        (phrase("Tool"), scribe.link(process.tool) if process.tool else None),
        (phrase("Budget"), scribe.link(process.budget) if process.budget else None),
    )
    lacking = [
        missing
        for field in ("purpose", "trigger", "owner")
        if not getattr(process, field)
        and (missing := scribe.missing(process, ("processes", process.id, field))) is not None
    ]
    return Section(tuple(block for block in (facts, *lacking) if block is not None))


def _exchange(scribe: Scribe, process: Process) -> Section:
    """What goes in with who gives it, and what comes out with who receives it."""
    takes = scribe.table(
        phrase("What goes in"),
        (phrase("Input"), phrase("Comes from")),
        [(scribe.title(name), scribe.links(givers, lines=True)) for name, givers in process.inputs.items()],
    )
    gives = scribe.table(
        phrase("What comes out"),
        (phrase("Output"), phrase("Goes to")),
        [(scribe.title(name), scribe.links(takers, lines=True)) for name, takers in process.outputs.items()],
    )
    path = ("processes", process.id)
    return Section(
        tuple(
            block
            for block in (
                takes or scribe.missing(process, (*path, "inputs")),
                gives or scribe.missing(process, (*path, "outputs")),
            )
            if block is not None
        ),
        () if takes or gives else (phrase("Inputs and outputs are not laid down yet."),),
    )


def _flow(scribe: Scribe, process: Process) -> Section:
    steps = tuple(
        FlowStep(
            id=activity.id,
            label=_name(scribe, activity),
            lane=_doers(scribe, activity),
            needs=activity.needs,
            back_to=activity.loop_to,
        )
        for activity in process.activities.values()
    )
    flow = ProcessFlow(
        phrase("Course of the process"),
        phrase("The steps from top to bottom, each in the lane of whoever does it."),
        steps,
    )
    nothing = phrase("The process has no activities yet.")
    return _part(scribe, process, "activities", flow if steps else None, otherwise=nothing)


def _name(scribe: Scribe, activity: Activity) -> Prose:
    return activity.name or scribe.title(activity.id)


def _doers(scribe: Scribe, activity: Activity) -> Value:
    """Who does an activity: the one or two, or the first of more."""
    if not activity.r:
        return phrase("nobody named yet")
    names = [scribe.name(one) for one in activity.r]
    if len(names) <= 2:
        return listing(names)
    return phrase("{first} and {count} more", first=names[0], count=len(names) - 1)


def _activities(scribe: Scribe, process: Process) -> Section:
    rows = [
        (
            str(place),
            _name(scribe, activity),
            listing((activity.description, activity.done), lines=True),
            within(activity.within),
            scribe.link(activity.procedure) if activity.procedure else None,
            scribe.link(activity.record) if activity.record else None,
        )
        for place, activity in enumerate(process.activities.values(), start=1)
    ]
    headings = (
        phrase("No."),
        phrase("Activity"),
        phrase("It is done when"),
        phrase("Time limit"),
        phrase("Work procedure"),
        phrase("Record"),
    )
    table = scribe.table(phrase("The activities with their aims, limits and records"), headings, rows)
    nothing = phrase("The process has no activities yet.")
    return _part(scribe, process, "activities", table, otherwise=nothing)


def within(times: Mapping[PriorityClass, Duration]) -> Value:
    """A time limit, once where it holds for every class."""
    if len(set(times.values())) == 1 and len(times) != 1:
        return next(iter(times.values()))
    return listing(
        (phrase("{class_}: {duration}", class_=name, duration=time) for name, time in times.items()),
        lines=True,
    )


def _raci(scribe: Scribe, process: Process) -> Section:
    activities = process.activities.values()
    people = list(
        dict.fromkeys(
            one
            for activity in activities
            for one in (*activity.r, *_one(activity.a), *activity.c, *activity.i)
        )
    )
    rows = tuple(
        RaciRow(
            Link(f"{process.id}/{activity.id}", _name(scribe, activity)),
            tuple(_letters(activity, one) for one in people),
        )
        for activity in activities
    )
    matrix = RaciMatrix(
        phrase("Who does what"),
        phrase("R does it, A answers for it, C is consulted, I is informed."),
        tuple(Link(one, scribe.name(one)) for one in people),
        rows,
    )
    nothing = phrase("Nobody has been given a part in the process yet.")
    return _part(scribe, process, "r", matrix if people else None, otherwise=nothing)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _letters(activity: Activity, one: str) -> str:
    """The parts that somebody has in an activity."""
    parts = (("R", activity.r), ("A", _one(activity.a)), ("C", activity.c), ("I", activity.i))
    return "".join(letter for letter, holders in parts if one in holders)


def _records(scribe: Scribe, process: Process) -> Section:
    """The forms and records with what is written in them and how long they are kept."""
    design = scribe.design
    used = (*process.records, *(activity.record or "" for activity in process.activities.values()))
    rows = [
        (
            scribe.link(record.id),
            scribe.words(record.fields),
            scribe.who(record.owner),
            scribe.link(record.tool) if record.tool else None,
            record.within,
            record.archive,
            record.keep,
        )
        for record in (design.records[one] for one in dict.fromkeys(used) if one in design.records)
    ]
    headings = (
        phrase("Record"),
        phrase("What is written down"),
        phrase("Owner"),
        phrase("Kept in"),
        Column(phrase("Written within"), figures=True),
        Column(phrase("Archived after"), figures=True),
        Column(phrase("Kept for"), figures=True),
    )
    table = scribe.table(phrase("Forms and records of the process"), headings, rows)
    nothing = phrase("Forms and records are not laid down yet.")
    return _part(scribe, process, "records", table, otherwise=nothing)


PARTS: Mapping[str, Callable[[Scribe, Process], Section]] = {
    "basics": _basics,
    "exchange": _exchange,
    "flow": _flow,
    "raci": _raci,
    "activities": _activities,
    "records": _records,
}
