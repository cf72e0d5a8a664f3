"""How risks are rated and watched: method, scales, bands, appetite, and the day of the next look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Value
    from itsm_compiler.model.risk_and_cost import Bands, Risk

BANDS: Mapping[str, Tag] = {
    "low": Tag(phrase("low"), "good"),
    "medium": Tag(phrase("medium"), "neutral"),
    "high": Tag(phrase("high"), "warning"),
    "critical": Tag(phrase("very high"), "bad"),
}

RESPONSES = {
    "avoid": phrase("avoid"),
    "mitigate": phrase("mitigate"),
    "transfer": phrase("transfer"),
    "accept": phrase("accept"),
}


def bands_of(scribe: Scribe) -> Bands:
    """The bands of the design's policy, else those of the language."""
    from itsm_compiler.model.risk_and_cost import Bands  # noqa: PLC0415 (a design may have no policy)

    policy = scribe.design.risk_policy
    return policy.bands if policy is not None else Bands()


def score(points: int | None, band: str | None) -> Value:
    """A score with its band."""
    if points is None or band is None:
        return None
    known = BANDS[band]
    return Tag(phrase("{score}, {band}", score=points, band=known.text), known.tone)


def product(probability: int | None, impact: int | None, band: str | None) -> Value:
    """A score with how it comes about."""
    if probability is None or impact is None or band is None:
        return None
    return phrase(
        "probability {probability} × impact {impact} = {score}",
        probability=probability,
        impact=impact,
        score=score(probability * impact, band),
    )


def chapters(scribe: Scribe) -> Mapping[str, Section]:
    """The chapters on method, scales and follow-up."""
    return {"policy": _policy(scribe), "scale": _scale(scribe)}


def _policy(scribe: Scribe) -> Section:
    policy = scribe.design.risk_policy
    facts = (
        scribe.facts(
            (phrase("Method"), policy.method),
            (phrase("Owner of risk management"), scribe.who(policy.owner)),
            (phrase("All risks are reviewed"), policy.frequency),
            (phrase("Reported to"), scribe.who(policy.report_to)),
            (phrase("Appetite"), _appetite(policy.appetite)),
        )
        if policy
        else None
    )
    return scribe.section(
        policy,
        ("risk_policy", "method"),
        facts,
        otherwise=phrase("No rules are set for rating risks; the usual scales apply."),
    )


def _appetite(appetite: int | None) -> Value:
    return None if appetite is None else phrase("risks up to a score of {score} are borne", score=appetite)


def _scale(scribe: Scribe) -> Section:
    policy = scribe.design.risk_policy
    chances = policy.scale if policy else {}
    headings = (Column(phrase("Step"), figures=True), Column(phrase("Chance in a year"), figures=True))
    steps = [(str(step), share) for step, share in sorted(chances.items())]
    bands = bands_of(scribe)
    rows: list[tuple[Value, Value]] = []
    lowest = 1
    for name, most in (("low", bands.low), ("medium", bands.medium), ("high", bands.high), ("critical", 25)):
        if most >= lowest:
            rows.append((BANDS[name], phrase("{least} to {most}", least=lowest, most=most)))
            lowest = most + 1
    tables = (
        scribe.table(phrase("Steps of probability"), headings, steps),
        scribe.table(
            phrase("Bands of the score"), (phrase("Band"), Column(phrase("Score"), figures=True)), rows
        ),
    )
    lead = phrase("The score of a risk is its probability times its impact, each from 1 (least) to 5 (most).")
    return Section(tuple(table for table in tables if table is not None), (lead,))


def next_look(scribe: Scribe, risk: Risk) -> Value:
    """When a risk is to be looked at again; overdue when that day has passed."""
    policy = scribe.design.risk_policy
    rhythm = risk.review or (policy.frequency if policy else None)
    days = rhythm.days if rhythm else None
    if risk.checked is None or days is None:
        return None
    due = risk.checked + timedelta(days=round(days))
    return Tag(phrase("overdue since {day}", day=due), "bad") if due < scribe.figures.as_of else due
