"""Records of what people did: tables of evidence by topic, and what stands where a topic has no record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Gap, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Absence, Phrase, Table, Value
    from itsm_compiler.model.entity import Entity, Evidence

HEADINGS = (
    Column(phrase("When")),
    phrase("Who took part"),
    Column(phrase("Effort"), figures=True),
    phrase("Result"),
    phrase("Record"),
)

TOPICS = {
    "technical": phrase("Technology"),
    "legal": phrase("Law"),
    "yes-votes": phrase("Votes in favour"),
    "no-votes": phrase("Votes against"),
    "reasons": phrase("Reasons"),
    "conformity": phrase("Conformity"),
    "performance": phrase("Performance"),
    "improvement": phrase("Effect of improvements"),
}
"""What the topics of a result are called in records, where that is not their word alone."""


def record_rows(
    scribe: Scribe, entries: Iterable[Evidence], hidden: frozenset[str] = frozenset()
) -> list[tuple[Value, ...]]:
    """A row under `HEADINGS` for each entry; who is `hidden` from the readers is left out."""
    return [
        (
            scribe.when(entry.when),
            listing(scribe.who(one) for one in entry.who if one not in hidden),
            entry.effort,
            _outcome(scribe, entry.result),
            scribe.who(entry.record),
        )
        for entry in entries
    ]


def _outcome(scribe: Scribe, result: Any) -> Value:
    """What came of something; what came of each of several topics under the name that the topic has in records."""
    if not isinstance(result, dict):
        return scribe.outcome(result)
    topics = (
        phrase(
            "{topic}: {result}", topic=TOPICS.get(topic) or scribe.title(topic), result=scribe.outcome(value)
        )
        for topic, value in result.items()
    )
    return listing(topics, lines=True)


def record_table(scribe: Scribe, entries: Iterable[Evidence], caption: Phrase) -> Table | None:
    """The records of one topic; None without any."""
    return scribe.table(caption, HEADINGS, record_rows(scribe, entries))


def topics_table(
    scribe: Scribe, owner: Entity | None, topics: Iterable[tuple[str, Phrase]], caption: Phrase
) -> Table | None:
    """The records of several topics, each row under the name of its topic; None where no topic has one."""
    found = owner.evidence if owner is not None else {}
    rows = [(name, *row) for topic, name in topics for row in record_rows(scribe, found.get(topic, ()))]
    return scribe.table(caption, (phrase("Matter"), *HEADINGS), rows)


def topic_section(
    scribe: Scribe, owner: Entity, path: tuple[str, ...], what: Phrase, *, otherwise: Phrase
) -> Section:
    """The records of the topic at the end of `path`; without any its reason, the rule that asks for it, or `otherwise`.

    `what` names the topic in the caption and in a gap.
    """
    table = record_table(scribe, owner.evidence.get(path[-1], ()), what)
    if table is not None:
        return Section((table,))
    missing = lack(scribe, owner, path, what)
    return Section((missing,)) if missing is not None else Section((), (otherwise,))


def lack(scribe: Scribe, owner: Entity | None, path: tuple[str, ...], what: Phrase) -> Absence | Gap | None:
    """What stands for something that is not there and is no field of its own, under the name `what`."""
    missing = scribe.missing(owner, path)
    if missing is None:
        return None
    if isinstance(missing, Gap):
        return replace(missing, text=phrase("Not stated yet: {field}", field=what))
    return replace(missing, what=phrase("{field}: left out on purpose", field=what))
