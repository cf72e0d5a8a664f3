"""The record of level setting: how the levels of one agreement came about, and what keeps them alive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import level_basis, level_upkeep
from itsm_compiler.documents.evidence_records import lack, record_table, topic_section, topics_table
from itsm_compiler.documents.view import Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.agreements import Sla

DOCUMENT = "level-setting"
REVIEWS = (
    ("internal-review", phrase("Internal review")),
    ("contract-review", phrase("Contract review")),
    ("verification", phrase("Check of own ability")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView(View):
    """The data of the record of one agreement; `chapters` by the name under which the template places them."""

    outcome: Items | None
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[LevelView]:
    """A record for each agreement."""
    for sla in scribe.design.slas.values():
        yield LevelView(
            document=DOCUMENT,
            slug=scribe.slug(DOCUMENT, sla.id),
            title=phrase("Record of level setting: {agreement}", agreement=scribe.name(sla.id)),
            audience="internal",
            draft=not scribe.material.passed,
            languages=scribe.design.head.languages,
            control=scribe.control(
                (DOCUMENT, sla.id),
                version=sla.version,
                owner=scribe.who(scribe.design.head.owner),
                customer=scribe.link(sla.customer),
            ),
            outcome=scribe.texts(_outcome(scribe, sla)),
            chapters={name: write(scribe, sla) for name, write in CHAPTERS.items()},
        )


def _outcome(scribe: Scribe, sla: Sla) -> Iterator[Value]:
    services = scribe.design.services_of(sla.services)
    yield phrase(
        "{agreement} promises {metrics} for {services} to {customer}.",
        agreement=scribe.link(sla.id),
        metrics=phrase("{count} metric", plural="{count} metrics", count=len(sla.targets)),
        services=phrase("{count} service", plural="{count} services", count=len(services)),
        customer=scribe.link(sla.customer),
    )
    talks = len(sla.evidence.get("negotiation", ()))
    if talks:
        yield phrase(
            "It was negotiated in {count} talk.", plural="It was negotiated in {count} talks.", count=talks
        )
    yield level_upkeep.state(scribe, sla)
    missed = [figure for figure in scribe.figures.availability if figure.sla == sla.id and figure.margin < 0]
    broken = [figure for figure in scribe.figures.responses_of(sla.id) if figure.verdict == "broken"]
    if missed:
        yield phrase(
            "{count} promised availability is more than the design gives.",
            plural="{count} promised availabilities are more than the design gives.",
            count=len(missed),
        )
    if broken:
        yield phrase(
            "{count} promised time is shorter than the support chain allows.",
            plural="{count} promised times are shorter than the support chain allows.",
            count=len(broken),
        )
    if not missed and not broken:
        yield phrase("No promise was found to go beyond what the design can keep.")


def _effort(scribe: Scribe, sla: Sla) -> Section:
    return topic_section(
        scribe,
        sla,
        ("slas", sla.id, "level-setting"),
        phrase("Work put into the levels"),
        otherwise=phrase("It is not recorded who worked on the levels, and how long."),
    )


def _negotiation(scribe: Scribe, sla: Sla) -> Section:
    return topic_section(
        scribe,
        sla,
        ("slas", sla.id, "negotiation"),
        phrase("Talks on the levels"),
        otherwise=phrase("No negotiation is recorded."),
    )


def _consent(scribe: Scribe, sla: Sla) -> Section:
    return topic_section(
        scribe,
        sla,
        ("slas", sla.id, "consent"),
        phrase("Consent of those concerned"),
        otherwise=phrase("It is not recorded who agrees to the levels."),
    )


def _review(scribe: Scribe, sla: Sla) -> Section:
    table = topics_table(scribe, sla, REVIEWS, phrase("Reviews inside the provider"))
    if table is not None:
        return Section((table,))
    missing = lack(scribe, sla, ("slas", sla.id, "internal-review"), phrase("Internal review"))
    return Section((missing,)) if missing else Section((), (phrase("No internal review is recorded."),))


def _search(scribe: Scribe, sla: Sla) -> Section:
    """The risks that touch the agreement, by category, and who looked for them."""
    risks = level_basis.risks(scribe, sla)
    found = record_table(scribe, sla.evidence.get("risk-search", ()), phrase("Search for risks"))
    blocks = tuple(block for block in (risks, found) if block is not None)
    if blocks:
        return Section(blocks)
    missing = lack(scribe, sla, ("slas", sla.id, "risk-search"), phrase("Search for risks"))
    return Section((missing,)) if missing else Section((), (phrase("No risk to the levels is recorded."),))


CHAPTERS: Mapping[str, Callable[[Scribe, Sla], Section]] = {
    "effort": _effort,
    "negotiation": _negotiation,
    "consent": _consent,
    "review": _review,
    "risks": _search,
    **level_basis.CHAPTERS,
    **level_upkeep.CHAPTERS,
}
