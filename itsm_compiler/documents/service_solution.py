"""The service solution: in which ways the services are given, what they stand on, and that it holds and pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import level_basis, solution_blueprint, solution_design, solution_modes
from itsm_compiler.documents.view import Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.solution_blueprint import Blueprint
    from itsm_compiler.documents.view import Value

DOCUMENT = "service-solution"


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionView(View):
    """The data of the service solution; `chapters` by the name under which the template places them."""

    outcome: Items | None
    blueprints: tuple[Blueprint, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[SolutionView]:
    """The solution, when the design has services."""
    design = scribe.design
    if not design.services:
        return
    yield SolutionView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Service solution"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe)),
        blueprints=solution_blueprint.blueprints(scribe),
        chapters={name: write(scribe) for name, write in CHAPTERS.items()},
    )


def _outcome(scribe: Scribe) -> Iterator[Value]:
    design, figures = scribe.design, scribe.figures
    yield phrase(
        "The design gives {count} service in {modes}, on {components}.",
        plural="The design gives {count} services in {modes}, on {components}.",
        count=len(design.services),
        modes=phrase(
            "{count} mode",
            plural="{count} modes",
            count=len({mode for service in design.services.values() for mode in service.modes}),
        ),
        components=phrase("{count} component", plural="{count} components", count=len(design.components)),
    )
    kept = sum(figure.margin >= 0 for figure in figures.availability)
    if figures.availability:
        yield phrase(
            "Of {count} promised availability, the design keeps {kept}.",
            plural="Of {count} promised availabilities, the design keeps {kept}.",
            count=len(figures.availability),
            kept=kept,
        )
    asked = [figure for figure in figures.continuity if figure.targets]
    if asked:
        yield phrase(
            "Of {count} service with a wanted recovery, {kept} is back in time.",
            plural="Of {count} services with a wanted recovery, {kept} are back in time.",
            count=len(asked),
            kept=sum(all(target.verdict == "met" for target in figure.targets) for figure in asked),
        )
    short = sum(not figure.enough for figure in figures.capacity)
    if figures.capacity:
        yield (
            phrase(
                "{count} component runs out of capacity before the agreements end.",
                plural="{count} components run out of capacity before the agreements end.",
                count=short,
            )
            if short
            else phrase("No component runs out of capacity before the agreements end.")
        )
    if figures.costs is not None:
        yield phrase(
            "The services cost {total} a year.", total=level_basis.money(scribe, figures.costs.total)
        )


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    **solution_modes.CHAPTERS,
    **solution_design.CHAPTERS,
    **solution_blueprint.CHAPTERS,
}
