"""The risk register: how risks are rated, what was found, what is done about it, and what the design shows by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents import risk_findings, risk_policy
from itsm_compiler.documents.risk_policy import BANDS, RESPONSES, bands_of, product, score
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import (
    Column,
    Definitions,
    Items,
    MapPoint,
    Number,
    RiskMap,
    Section,
    View,
    phrase,
)
from itsm_compiler.documents.words import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.quantities import Money
    from itsm_compiler.model.risk_and_cost import Risk

Ranked = tuple["Risk", "RiskFigure"]
"""A declared risk with its figures."""


@dataclass(frozen=True, slots=True)
class RiskChapter:
    """One declared risk."""

    id: str
    number: str
    name: Value
    description: Value
    facts: Definitions | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskView(View):
    """The data of the risk register; `chapters` by the name under which the template places them."""

    outcome: Items | None
    open_risks: tuple[RiskChapter, ...]
    closed_risks: tuple[RiskChapter, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[RiskView]:
    """The register, when the design has risks or the compiler found some."""
    design = scribe.design
    if not design.risks and not scribe.figures.derived_risks:
        return
    policy = design.risk_policy
    ranked = _ranked(scribe)
    numbers = {risk.id: f"R{place:02}" for place, (risk, _) in enumerate(ranked, start=1)}
    still_open = [pair for pair in ranked if not pair[1].closed]
    yield RiskView(
        document="risk-register",
        slug=scribe.slug("risk-register"),
        title=phrase("Risk plan and risk register"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        anchors=tuple(risk.id for risk, _ in ranked),
        control=scribe.control(
            ("risk-register", ""),
            owner=scribe.who(policy.owner if policy and policy.owner else design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe, still_open)),
        open_risks=tuple(_risk(scribe, pair, numbers) for pair in still_open),
        closed_risks=tuple(_risk(scribe, pair, numbers) for pair in ranked if pair[1].closed),
        chapters={
            **risk_policy.chapters(scribe),
            "inherent": _map(scribe, still_open, numbers, residual=False),
            "residual": _map(scribe, still_open, numbers, residual=True),
            "list": _list(scribe, still_open, numbers),
            "follow_up": _follow_up(scribe, still_open, numbers),
            "examined": risk_findings.examined(scribe),
            "derived": risk_findings.derived(scribe, numbers),
        },
    )


def _ranked(scribe: Scribe) -> list[Ranked]:
    """Open risks first, the gravest first, then by id."""
    pairs = [
        (scribe.design.risks[figure.id], figure)
        for figure in scribe.figures.risks
        if figure.id in scribe.design.risks
    ]
    return sorted(pairs, key=lambda pair: (pair[1].closed, -(pair[1].inherent or 0), pair[0].id))


def _outcome(scribe: Scribe, still_open: Sequence[Ranked]) -> Iterator[Value]:
    figures = [figure for _, figure in still_open]
    yield phrase("{count} risk is open.", plural="{count} risks are open.", count=len(figures))
    for band in ("critical", "high"):
        before = sum(figure.inherent_band == band for figure in figures)
        after = sum(figure.residual_band == band for figure in figures)
        if before or after:
            yield phrase(
                "In the band “{band}”: {before} before the responses, {after} after them.",
                band=BANDS[band].text,
                before=before,
                after=after,
            )
    loss = sum((figure.exposure for figure in figures if figure.exposure is not None), start=0)
    left = sum(
        (figure.residual_exposure for figure in figures if figure.residual_exposure is not None), start=0
    )
    if loss:
        yield phrase(
            "The expected annual loss is {loss} before the responses and {left} after them.",
            loss=_money(scribe, loss),
            left=_money(scribe, left),
        )
    found = scribe.figures.derived_risks
    if found:
        yield phrase(
            "The design itself shows {count} further risk.",
            plural="The design itself shows {count} further risks.",
            count=len(found),
        )
        bare = sum(risk.covered_by is None for risk in found)
        if bare:
            yield phrase(
                "{count} of these is covered by no risk of the register.",
                plural="{count} of these are covered by no risk of the register.",
                count=bare,
            )
        else:
            yield phrase("Each of these is covered by a risk of the register.")


def _money(scribe: Scribe, amount: Decimal | int | None) -> Number | None:
    return None if amount is None else Number(amount, "money", 0, scribe.design.head.currency)


def _map(
    scribe: Scribe, still_open: Sequence[Ranked], numbers: Mapping[str, str], *, residual: bool
) -> Section:
    points = []
    for risk, _ in still_open:
        place = risk.residual if residual else risk
        if place is not None and place.probability and place.impact:
            points.append(
                MapPoint(risk.id, scribe.name(risk.id), numbers[risk.id], place.probability, place.impact)
            )
    if not points:
        nothing = phrase("No open risk is rated yet.")
        return scribe.section(None, ("risks", "residual" if residual else "probability"), otherwise=nothing)
    bands = bands_of(scribe)
    title = phrase("What is left of the risks") if residual else phrase("The risks as they are")
    text = phrase("Each open risk by its number, probability upwards and impact to the right")
    return Section((RiskMap(title, text, tuple(points), (bands.low, bands.medium, bands.high)),))


def _list(scribe: Scribe, still_open: Sequence[Ranked], numbers: Mapping[str, str]) -> Section:
    rows = [
        (
            numbers[risk.id],
            scribe.link(risk.id),
            score(figure.inherent, figure.inherent_band),
            RESPONSES.get(risk.response or ""),
            score(figure.residual, figure.residual_band),
            _money(scribe, figure.residual_exposure),
            scribe.who(risk.owner),
        )
        for risk, figure in still_open
    ]
    headings = (
        phrase("No."),
        phrase("Risk"),
        phrase("Before the response"),
        phrase("Response"),
        phrase("After the response"),
        Column(phrase("Annual loss that remains"), figures=True),
        phrase("Owner"),
    )
    table = scribe.table(phrase("Open risks, the gravest first"), headings, rows)
    return scribe.section(None, ("design", "risks"), table, otherwise=phrase("No risk is open."))


def _follow_up(scribe: Scribe, still_open: Sequence[Ranked], numbers: Mapping[str, str]) -> Section:
    """Which sign each risk is watched by, and when it is looked at."""
    rows = [
        (
            numbers[risk.id],
            scribe.link(risk.id),
            scribe.links(risk.trigger),
            risk.review,
            risk.checked,
            risk_policy.next_look(scribe, risk),
        )
        for risk, _ in still_open
    ]
    headings = (
        phrase("No."),
        phrase("Risk"),
        phrase("Watched by"),
        phrase("Frequency"),
        Column(phrase("Last check"), figures=True),
        phrase("Next check"),
    )
    table = scribe.table(phrase("How the open risks are watched"), headings, rows)
    return scribe.section(None, ("design", "risks"), table, otherwise=phrase("No risk is open."))


def _risk(scribe: Scribe, pair: Ranked, numbers: Mapping[str, str]) -> RiskChapter:
    risk, figure = pair
    residual = risk.residual
    return RiskChapter(
        id=risk.id,
        number=numbers[risk.id],
        name=scribe.name(risk.id),
        description=risk.description,
        facts=scribe.facts(
            (phrase("Category"), scribe.word(risk.category) if risk.category else None),
            (phrase("Phase"), PHASES.get(risk.phase or "")),
            (phrase("Cause"), risk.cause),
            (phrase("Effect"), risk.effect),
            (phrase("Affects"), scribe.links(risk.affects)),
            (phrase("Agreements touched"), scribe.links(figure.touches)),
            (phrase("Before the response"), product(risk.probability, risk.impact, figure.inherent_band)),
            (phrase("Loss if it happens"), scribe.money(risk.loss.mean if risk.loss is not None else None)),
            (phrase("Expected annual loss"), _money(scribe, figure.exposure)),
            (phrase("Response"), RESPONSES.get(risk.response or "")),
            (phrase("Control"), scribe.links(risk.control)),
            (phrase("Cost of the control"), _funds(scribe, risk.cost)),
            (
                phrase("After the response"),
                product(residual.probability, residual.impact, figure.residual_band) if residual else None,
            ),
            (phrase("Expected annual loss that remains"), _money(scribe, figure.residual_exposure)),
            (phrase("Owner"), scribe.who(risk.owner)),
            (phrase("Accepted by"), scribe.who(risk.accepted_by)),
            (phrase("Watched by"), scribe.links(risk.trigger)),
            (phrase("Closed on"), risk.closed),
        ),
    )


def _funds(scribe: Scribe, cost: Money | str | None) -> Value:
    return listing((scribe.value(cost),))
