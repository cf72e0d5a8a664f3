"""The risk register: how risks are rated, what was found, what is done about it, and what the compiler found by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import (
    Column,
    Definitions,
    Items,
    Listing,
    MapPoint,
    Number,
    RiskMap,
    Section,
    Tag,
    View,
    phrase,
)
from itsm_compiler.documents.words import PHASES, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itsm_compiler.analysis.risk import RiskFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.risk_and_cost import Bands, Risk

BANDS = {
    "low": Tag(phrase("low"), "good"),
    "medium": Tag(phrase("medium"), "neutral"),
    "high": Tag(phrase("high"), "warning"),
    "critical": Tag(phrase("critical band"), "bad"),
}
DERIVED = {
    "single-point-of-failure": phrase("single point of failure"),
    "availability-margin": phrase("availability without margin"),
    "time-margin": phrase("times without margin"),
    "uncovered-hours": phrase("uncovered hours"),
    "expiring-agreement": phrase("agreement that ends too early"),
    "critical-task": phrase("task on the critical path"),
}


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
    risks: tuple[RiskChapter, ...]
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[RiskView]:
    """The register, when the design has risks or the compiler found some."""
    design = scribe.design
    if not design.risks and not scribe.figures.derived_risks:
        return
    policy = design.risk_policy
    ranked = _ranked(scribe)
    numbers = {risk.id: f"R{place:02}" for place, (risk, _) in enumerate(ranked, start=1)}
    yield RiskView(
        document="risk-register",
        slug="risk-register",
        title=phrase("Risk plan and risk register"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        anchors=tuple(design.risks),
        control=scribe.control(
            "RSK",
            "internal",
            version=None,
            owner=scribe.who(policy.owner if policy and policy.owner else design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe, ranked)),
        risks=tuple(_risk(scribe, risk, figure, numbers[risk.id]) for risk, figure in ranked),
        chapters={
            "policy": _policy(scribe),
            "scale": _scale(scribe),
            "inherent": _map(scribe, ranked, numbers, residual=False),
            "residual": _map(scribe, ranked, numbers, residual=True),
            "list": _list(scribe, ranked, numbers),
            "derived": _derived(scribe),
            "examined": _examined(scribe),
        },
    )


def _ranked(scribe: Scribe) -> list[tuple[Risk, RiskFigure]]:
    """Open risks first, the gravest first, then by id."""
    pairs = [(scribe.design.risks[figure.id], figure) for figure in scribe.figures.risks]
    return sorted(pairs, key=lambda pair: (pair[1].closed, -(pair[1].inherent or 0), pair[0].id))


def _outcome(scribe: Scribe, ranked: Sequence[tuple[Risk, RiskFigure]]) -> Iterator[Value]:
    still_open = [figure for _, figure in ranked if not figure.closed]
    if still_open:
        yield phrase("{count} risk is open.", plural="{count} risks are open.", count=len(still_open))
    for band in ("critical", "high"):
        before = sum(figure.inherent_band == band for figure in still_open)
        after = sum(figure.residual_band == band for figure in still_open)
        if before:
            text = BANDS[band].text
            yield phrase(
                "In the band “{band}” stand {before} before and {after} after the responses.",
                band=text,
                before=before,
                after=after,
            )
    found = scribe.figures.derived_risks
    bare = sum(risk.covered_by is None for risk in found)
    if found:
        yield phrase(
            "The analysis of the design found {count} further risk; {bare} of these no declared risk covers.",
            plural="The analysis of the design found {count} further risks; {bare} of these no declared risk covers.",
            count=len(found),
            bare=bare,
        )


def _policy(scribe: Scribe) -> Section:
    policy = scribe.design.risk_policy
    if policy is None:
        return scribe.section(None, ("risk_policy", "method"))
    facts = scribe.facts(
        (phrase("Method"), policy.method),
        (phrase("Risk owner in chief"), scribe.who(policy.owner)),
        (phrase("Looked over every"), policy.frequency),
        (phrase("Reported to"), scribe.who(policy.report_to)),
        (phrase("Borne without a response up to a score of"), policy.appetite),
    )
    return scribe.section(policy, ("risk_policy", "method"), facts)


def _bands(scribe: Scribe) -> Bands:
    from itsm_compiler.model.risk_and_cost import Bands, RiskPolicy  # noqa: PLC0415 (a design may have no policy)

    policy = scribe.design.risk_policy
    return policy.bands if isinstance(policy, RiskPolicy) else Bands()


def _scale(scribe: Scribe) -> Section:
    policy = scribe.design.risk_policy
    chances = [(step, share) for step, share in sorted(policy.scale.items())] if policy else []
    bands = _bands(scribe)
    rows: list[tuple[Value, Value]] = []
    lowest = 1
    for name, most in (("low", bands.low), ("medium", bands.medium), ("high", bands.high), ("critical", 25)):
        rows.append((BANDS[name], phrase("{least} to {most}", least=lowest, most=most)))
        lowest = most + 1
    return Section(
        tuple(
            table
            for table in (
                scribe.table(
                    phrase("Bands of the score"),
                    (phrase("Band"), Column(phrase("Score"), figures=True)),
                    rows,
                ),
                scribe.table(
                    phrase("Steps of probability"),
                    (Column(phrase("Step"), figures=True), Column(phrase("Chance in a year"), figures=True)),
                    chances,
                ),
            )
            if table is not None
        ),
        (phrase("The score of a risk is its probability times its impact, each from 1 to 5."),),
    )


def _map(
    scribe: Scribe, ranked: Sequence[tuple[Risk, RiskFigure]], numbers: Mapping[str, str], *, residual: bool
) -> Section:
    points = []
    for risk, figure in ranked:
        place = risk.residual if residual else risk
        if place is not None and place.probability and place.impact and not figure.closed:
            points.append(
                MapPoint(risk.id, scribe.name(risk.id), numbers[risk.id], place.probability, place.impact)
            )
    if not points:
        return scribe.section(None, ("risks", "residual" if residual else "probability"))
    bands = _bands(scribe)
    title = phrase("Risks after the responses") if residual else phrase("Risks before any response")
    text = phrase("Each open risk by its number, probability upwards and impact to the right")
    return Section((RiskMap(title, text, tuple(points), (bands.low, bands.medium, bands.high)),))


def _list(scribe: Scribe, ranked: Sequence[tuple[Risk, RiskFigure]], numbers: Mapping[str, str]) -> Section:
    rows = [
        (
            numbers[risk.id],
            scribe.link(risk.id),
            PHASES.get(risk.phase or ""),
            _score(figure.inherent, figure.inherent_band),
            word(risk.response) if risk.response else None,
            _score(figure.residual, figure.residual_band),
            scribe.who(risk.owner),
        )
        for risk, figure in ranked
    ]
    headings = (
        phrase("No."),
        phrase("Risk"),
        phrase("Phase"),
        phrase("Before"),
        phrase("Response"),
        phrase("After"),
        phrase("Owner"),
    )
    return scribe.section(
        None, ("design", "risks"), scribe.table(phrase("The risks by weight"), headings, rows)
    )


def _score(score: int | None, band: str | None) -> Value:
    return None if score is None or band is None else Listing((score, BANDS[band]))


def _risk(scribe: Scribe, risk: Risk, figure: RiskFigure, number: str) -> RiskChapter:
    money = scribe.design.head.currency
    exposure = Number(figure.exposure, "money", 0, money) if figure.exposure is not None else None
    remaining = (
        Number(figure.residual_exposure, "money", 0, money) if figure.residual_exposure is not None else None
    )
    return RiskChapter(
        id=risk.id,
        number=number,
        name=scribe.name(risk.id),
        description=risk.description,
        facts=scribe.facts(
            (phrase("Category"), word(risk.category) if risk.category else None),
            (phrase("Phase"), PHASES.get(risk.phase or "")),
            (phrase("Cause"), risk.cause),
            (phrase("Effect"), risk.effect),
            (phrase("Affects"), scribe.links(risk.affects)),
            (phrase("Agreements touched"), scribe.links(figure.touches)),
            (
                phrase("Probability × impact before"),
                _product(risk.probability, risk.impact, figure.inherent_band),
            ),
            (phrase("Response"), word(risk.response) if risk.response else None),
            (phrase("Control"), scribe.links(risk.control)),
            (
                phrase("Probability × impact after"),
                _product(risk.residual.probability, risk.residual.impact, figure.residual_band)
                if risk.residual
                else None,
            ),
            (phrase("Expected loss in a year before"), exposure),
            (phrase("Expected loss in a year after"), remaining),
            (phrase("Noticed by"), scribe.links(risk.trigger)),
            (phrase("Owner"), scribe.who(risk.owner)),
            (phrase("Accepted by"), scribe.who(risk.accepted_by)),
            (phrase("Looked at every"), risk.review),
            (phrase("Last checked on"), risk.checked),
            (phrase("Closed on"), risk.closed),
        ),
    )


def _product(probability: int | None, impact: int | None, band: str | None) -> Value:
    if probability is None or impact is None or band is None:
        return None
    sum_ = phrase(
        "{probability} × {impact} = {score}",
        probability=probability,
        impact=impact,
        score=probability * impact,
    )
    return Listing((sum_, BANDS[band]))


def _derived(scribe: Scribe) -> Section:
    rows = [
        (
            DERIVED[risk.kind],
            scribe.link(risk.entity),
            Listing(risk.evidence, lines=True),
            _score(risk.score, risk.band),
            scribe.links(risk.touches),
            scribe.link(risk.covered_by) if risk.covered_by else Tag(phrase("not covered"), "warning"),
        )
        for risk in scribe.figures.derived_risks
    ]
    headings = (
        phrase("Kind"),
        phrase("Where"),
        phrase("Evidence"),
        phrase("Score"),
        phrase("Agreements touched"),
        phrase("Covered by"),
    )
    table = scribe.table(phrase("Risks that follow from the design"), headings, rows)
    return Section((table or Items((phrase("The analysis of the design found no further risk."),)),))


def _examined(scribe: Scribe) -> Section:
    rows = [
        (
            PHASES.get(entry.phase or ""),
            Listing(tuple(word(name) for name in entry.element)),
            scribe.who(entry.by),
            scribe.when(entry.when),
        )
        for entry in scribe.design.examined
    ]
    headings = (phrase("Phase"), phrase("Looked for in"), phrase("By"), phrase("When"))
    table = scribe.table(phrase("Looked for and not found"), headings, rows)
    return Section((table or Items((phrase("Nothing was recorded as looked for and not found."),)),))
