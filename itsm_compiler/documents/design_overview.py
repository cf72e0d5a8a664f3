"""The design overview and self-check: what is designed for whom, element by element, and how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import overview_course, overview_matrix, overview_scope, overview_strategy
from itsm_compiler.documents.assessment import Assessment
from itsm_compiler.documents.design_assessment import area_section, completeness_sentence
from itsm_compiler.documents.view import Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value

DOCUMENT = "design-overview"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView(View):
    """The data of the overview; `chapters` by the name under which the template places them."""

    policy: Value
    outcome: Items | None
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[OverviewView]:
    """The overview, when the design has services or needs."""
    design = scribe.design
    if not (design.services or design.requirements):
        return
    assessment = Assessment(scribe.material)
    yield OverviewView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Design overview and self-check"),
        audience="internal",
        about="design",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(design.head.owner),
            customer=scribe.links(design.head.customer),
            approvals=_approvals(scribe),
        ),
        policy=design.head.policy,
        outcome=scribe.texts(_outcome(scribe, assessment)),
        chapters={
            **{name: write(scribe) for name, write in CHAPTERS.items()},
            "areas": area_section(assessment),
        },
    )


def _approvals(scribe: Scribe) -> Iterator[tuple[Value, ...]]:
    """Those who signed the design off."""
    for entry in scribe.design.head.evidence.get("sign-off", ()):
        if entry.result is not None:
            for who in entry.who:
                yield scribe.who(who), phrase("party to the design"), scribe.when(entry.when)


def _outcome(scribe: Scribe, assessment: Assessment) -> Iterator[Value]:
    design = scribe.design
    yield phrase(
        "{design}: {services} for {customers}, by {provider}.",
        design=design.head.title,
        services=phrase("{count} service", plural="{count} services", count=len(design.services)),
        customers=scribe.names(design.head.customer) or phrase("customers still to be named"),
        provider=scribe.name(design.head.provider)
        if design.head.provider
        else phrase("a provider still to be named"),
    )
    yield phrase(
        "The design holds {needs}, {agreements}, {processes} and {risks}.",
        needs=phrase("{count} need", plural="{count} needs", count=len(design.requirements)),
        agreements=phrase("{count} agreement", plural="{count} agreements", count=len(design.slas)),
        processes=phrase("{count} process", plural="{count} processes", count=len(design.processes)),
        risks=phrase("{count} risk", plural="{count} risks", count=len(design.risks)),
    )
    yield completeness_sentence(scribe, assessment)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    **overview_scope.CHAPTERS,
    **overview_matrix.CHAPTERS,
    **overview_course.CHAPTERS,
    **overview_strategy.CHAPTERS,
}
