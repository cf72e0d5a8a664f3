"""The rules for the cases of a process: how they come in, are ranked, move from state to state and are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Definitions, Section, Share, Table, Tag, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.processes import CaseTimes, Process

CASES = ("incident", "request", "change", "problem", "complaint", "access", "event")
"""Kinds of processes that handle cases one by one."""

SEVEN = ("raised-by", "reason", "return", "risk", "resources", "responsible", "relation")
QUESTIONS = {
    "raised-by": phrase("Who raised the change?"),
    "reason": phrase("What is the reason for the change?"),
    "return": phrase("What return is expected of it?"),
    "risk": phrase("What risks does it bring?"),
    "resources": phrase("What resources does it take?"),
    "responsible": phrase("Who builds, tests and carries it out?"),
    "relation": phrase("How does it relate to other changes?"),
}
"""The seven questions that a request for change answers."""

SPECIAL = phrase("Special")
"""The category for cases that need help from outside; as a kind of process the word means something else."""

ANSWERED = Tag(phrase("asked for in every request"), "good")
UNANSWERED = Tag(phrase("not asked for yet"), "warning")


def cases(scribe: Scribe, process: Process) -> Section:
    """The rules for cases; nothing for a process that handles none and has none."""
    blocks = tuple(block for block in _blocks(scribe, process) if block is not None)
    if blocks or not any(kind in CASES for kind in process.type):
        return Section(blocks)
    missing = scribe.missing(process, ("processes", process.id, "priority"))
    nothing = phrase("No rules for single cases are laid down yet.")
    return Section((missing,)) if missing else Section((), (nothing,))


def _blocks(scribe: Scribe, process: Process) -> Iterator[Block | None]:
    yield _facts(scribe, process)
    if "change" in process.type:
        yield _questions(scribe, process)
        yield _kinds(scribe, process)
    yield _priority(scribe, process)
    yield _categories(scribe, process)
    yield _states(scribe, process)
    yield _times(scribe, process.durations)


def _facts(scribe: Scribe, process: Process) -> Definitions | None:
    facts = process.required_facts
    others = [name for name in facts if "change" not in process.type or name not in SEVEN]
    return scribe.facts(
        (phrase("Cases come in by"), scribe.words(process.channels)),
        (phrase("Facts that a case must give"), scribe.words(others)),
        (phrase("Which case comes first"), process.precedence),
        (phrase("Who asked is told at"), scribe.words(process.notify_at)),
        (phrase("Faults are found by"), scribe.words(process.fault_means)),
        (phrase("Repair before search for the cause"), scribe.value(process.repair_first)),
        (phrase("Written down within"), process.record_within),
        (phrase("Archived within"), process.archive_within),
    )


def _questions(scribe: Scribe, process: Process) -> Table | None:
    if not process.required_facts:
        return None
    rows = [
        (words, ANSWERED if name in process.required_facts else UNANSWERED)
        for name, words in QUESTIONS.items()
    ]
    headings = (phrase("Question"), phrase("State"))
    return scribe.table(phrase("The seven questions that a change answers"), headings, rows)


def _kinds(scribe: Scribe, process: Process) -> Table | None:
    rows = [
        (
            capital(scribe.word(name)),
            scribe.word(kind.risk) if kind.risk else None,
            scribe.who(kind.approver),
            phrase("needed") if kind.rollback else phrase("not needed"),
            kind.watch,
        )
        for name, kind in process.kinds.items()
    ]
    headings = (
        phrase("Kind of change"),
        phrase("Risk"),
        phrase("Approved by"),
        phrase("Plan to roll back"),
        Column(phrase("Watched afterwards for"), figures=True),
    )
    return scribe.table(phrase("Kinds of changes and who approves them"), headings, rows)


def _priority(scribe: Scribe, process: Process) -> Table | None:
    """The class by impact, row by row, and urgency, column by column."""
    matrix = process.priority
    urgencies = list(dict.fromkeys(urgency for row in matrix.values() for urgency in row))
    rows = [
        (capital(scribe.word(impact)), *(row.get(urgency) for urgency in urgencies))
        for impact, row in matrix.items()
    ]
    headings: list[Phrase] = [
        phrase("Degree of impact"),
        *(phrase("Urgency: {level}", level=scribe.word(urgency)) for urgency in urgencies),
    ]
    return scribe.table(phrase("Class by impact and urgency"), headings, rows)


def _categories(scribe: Scribe, process: Process) -> Table | None:
    rows = [
        (
            SPECIAL if name == "special" else capital(scribe.word(name)),
            category.class_,
            scribe.who(category.by),
            scribe.links(category.help),
        )
        for name, category in process.categories.items()
    ]
    headings = (phrase("Category"), phrase("Priority class"), phrase("Taken by"), phrase("Help comes from"))
    return scribe.table(phrase("Categories of cases"), headings, rows)


def _states(scribe: Scribe, process: Process) -> Table | None:
    rows = [
        (
            capital(scribe.word(name)),
            listing((scribe.word(one) for one in following), lines=True) or phrase("the end"),
        )
        for name, following in process.states.items()
    ]
    headings = (phrase("State"), phrase("Next states"))
    return scribe.table(phrase("States of a case"), headings, rows)


def _times(scribe: Scribe, times: CaseTimes | None) -> Table | None:
    """How long cases take."""
    if times is None:
        return None
    rows: list[tuple[Value, Value]] = [
        (phrase("Done within {duration}", duration=duration), Share(share.percent))
        for duration, share in times.shares.items()
    ]
    if times.mean is not None:
        rows.append((phrase("Mean time"), times.mean))
    headings = (phrase("Time of a case"), Column(phrase("Share or time"), figures=True))
    return scribe.table(phrase("How long cases take"), headings, rows)
