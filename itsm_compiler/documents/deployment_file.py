"""The deployment file: goals and effects, start, steering, each element, tests and acceptance, for those who lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import (
    deployment_aims,
    deployment_closing,
    deployment_elements,
    deployment_start,
    deployment_steering,
)
from itsm_compiler.documents.acceptance_results import done_of
from itsm_compiler.documents.chaptered import ChapteredView, percent
from itsm_compiler.documents.view import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Section, Value
    from itsm_compiler.model.deployment import Deployment

DOCUMENT = "deployment-file"


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The file, when the design has a deployment."""
    plan = scribe.design.deployment
    if plan is None:
        return
    head = scribe.design.head
    yield ChapteredView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Deployment file"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(plan.responsible or head.owner),
            customer=scribe.links(head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe, plan)),
        chapters={name: write(scribe, plan) for name, write in CHAPTERS.items()},
        details={},
    )


def _outcome(scribe: Scribe, plan: Deployment) -> Iterator[Value]:
    """Whether the plan can be kept, how ready the services are, and what is recorded."""
    chance = scribe.figures.go_live_chance
    live = scribe.figures.day(plan.go_live)
    if chance is not None and live is not None:
        yield phrase(
            "The plan makes the go-live on {day} with a chance of {chance}.",
            day=live,
            chance=percent(chance.simulated),
        )
    gates = scribe.figures.gates
    bad = sum(gate.verdict != "met" for gate in gates)
    if gates and not bad:
        yield phrase("Everything that must be in place before the go-live is planned in time.")
    elif bad:
        yield phrase(
            "Of {all} proofs of readiness, {count} is late or missing.",
            plural="Of {all} proofs of readiness, {count} are late or missing.",
            all=len(gates),
            count=bad,
        )
    over = {load.role for load in scribe.figures.overloads}
    if over:
        yield phrase(
            "{count} role has more to do than hours in at least one week.",
            plural="{count} roles have more to do than hours in at least one week.",
            count=len(over),
        )
    bare = deployment_aims.uncovered(scribe, plan)
    if bare:
        yield phrase(
            "{count} element of the design comes out of no task with a deliverable.",
            plural="{count} elements of the design come out of no task with a deliverable.",
            count=sum(map(len, bare.values())),
        )
    if plan.tasks:
        yield done_of(plan.tasks.values())


CHAPTERS: Mapping[str, Callable[[Scribe, Deployment], Section]] = {
    **deployment_aims.CHAPTERS,
    **deployment_start.CHAPTERS,
    **deployment_steering.CHAPTERS,
    **deployment_elements.CHAPTERS,
    **deployment_closing.CHAPTERS,
}
