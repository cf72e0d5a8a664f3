"""The process handbook: which processes there are, how they hang together, and for each of them who does what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import handbook_cases, handbook_control, handbook_landscape, handbook_work
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.processes import Process

DOCUMENT = "process-handbook"


@dataclass(frozen=True, slots=True)
class ProcessChapter:
    """One process; `parts` by the name under which the template places them, `cases` only where it handles cases."""

    id: str
    name: Value
    description: Value
    parts: Mapping[str, Section]
    cases: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookView(View):
    """The data of the handbook; `chapters` by the name under which the template places them."""

    outcome: Items | None
    chapters: Mapping[str, Section]
    processes: tuple[ProcessChapter, ...]


def views(scribe: Scribe) -> Iterator[HandbookView]:
    """The handbook, when the design has processes or services that want some."""
    design = scribe.design
    if not (design.processes or design.services):
        return
    yield HandbookView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Process handbook"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        anchors=tuple(design.processes),
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe)),
        chapters={name: write(scribe) for name, write in handbook_landscape.CHAPTERS.items()},
        processes=tuple(_process(scribe, process) for process in handbook_landscape.in_order(scribe)),
    )


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design = scribe.design
    activities = sum(len(process.activities) for process in design.processes.values())
    yield phrase(
        "The handbook describes {processes} with {activities}.",
        processes=phrase("{count} process", plural="{count} processes", count=len(design.processes)),
        activities=phrase("{count} activity", plural="{count} activities", count=activities),
    )
    missing = handbook_landscape.missing_types(scribe)
    if missing:
        yield phrase("No process covers: {types}.", types=listing(scribe.word(name) for name in missing))
    unclear = [figure for figure in scribe.figures.raci if figure.gaps]
    if unclear:
        yield phrase(
            "{count} activity lacks somebody who does it or answers for it: {processes}.",
            plural="{count} activities lack somebody who does them or answers for them: {processes}.",
            count=len(unclear),
            processes=scribe.links(dict.fromkeys(figure.process for figure in unclear)),
        )
    elif activities:
        yield phrase("Every activity has somebody who does it and one who answers for it.")
    unmeasured = [process.id for process in design.processes.values() if not process.kpis]
    if unmeasured:
        yield phrase("Without an indicator: {processes}.", processes=scribe.links(unmeasured))
    elif design.processes:
        yield phrase("Every process is measured by at least one indicator.")


def _process(scribe: Scribe, process: Process) -> ProcessChapter:
    return ProcessChapter(
        id=process.id,
        name=scribe.name(process.id),
        description=process.description,
        parts={name: write(scribe, process) for name, write in PARTS.items()},
        cases=handbook_cases.cases(scribe, process),
    )


PARTS: Mapping[str, Callable[[Scribe, Process], Section]] = {
    **handbook_work.PARTS,
    **handbook_control.PARTS,
}
