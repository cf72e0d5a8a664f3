"""The design assessment: on one page how complete a design is and what to do next, then every success factor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Severity, Text
from itsm_compiler.documents.assessment import Assessment
from itsm_compiler.documents.promises import percent
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Items, Prose, Section, Table, Tag, View, phrase
from itsm_compiler.documents.words import capital
from itsm_compiler.knowledge import areas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itsm_compiler.diagnostics import Finding, Language
    from itsm_compiler.documents.assessment import Area, Judgement, State, Step
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Value

DOCUMENT = "design-assessment"
FIRST_STEPS = 10
"""Steps on the page for managers; planners find all of them further on."""

MOST_PLACES = 5
"""Things and findings that a cell names; of the rest it gives the number."""

NAMED = re.compile(r"`([^`]+)`")
"""An id or a value in a sentence of a rule."""

STATES: Mapping[State, Tag] = {
    "met": Tag(phrase("met"), "good"),
    "open": Tag(phrase("still open"), "bad"),
    "waived": Tag(phrase("waived"), "warning"),
    "not-applicable": Tag(phrase("not applicable"), "neutral"),
    "not-asked": Tag(phrase("not asked"), "neutral"),
}
PROFILES = {
    "essential": phrase("essential"),
    "standard": phrase("standard"),
    "full": phrase("full"),
}
SEVERITIES = {
    Severity.ERROR: Tag(phrase("must"), "bad"),
    Severity.WARNING: Tag(phrase("should"), "warning"),
    Severity.INFO: Tag(phrase("may"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class AreaChapter:
    """One area: its counts in a sentence, and the state of each of its factors."""

    code: str
    name: Value
    result: Value
    factors: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView(View):
    """The data of the assessment; `chapters` by the name under which the template places them."""

    outcome: Items | None
    chapters: Mapping[str, Section]
    areas: tuple[AreaChapter, ...]


def views(scribe: Scribe) -> Iterator[AssessmentView]:
    """The assessment, when there is something to assess: services or needs."""
    design = scribe.design
    if not (design.services or design.requirements):
        return
    assessment = Assessment(scribe.material)
    yield AssessmentView(
        document=DOCUMENT,
        slug=scribe.slug(DOCUMENT),
        title=phrase("Design assessment"),
        audience="internal",
        draft=not scribe.material.passed,
        languages=design.head.languages,
        control=scribe.control(
            (DOCUMENT, ""),
            owner=scribe.who(design.head.owner),
            customer=scribe.links(design.head.customer),
        ),
        outcome=scribe.texts(_outcome(scribe, assessment)),
        chapters={
            "areas": area_section(assessment),
            "first": _first(scribe, assessment),
            "steps": _steps(scribe, assessment),
            "waivers": _waivers(scribe),
        },
        areas=tuple(_area(scribe, area) for area in assessment.areas if area.judgements),
    )


def _outcome(scribe: Scribe, assessment: Assessment) -> Iterator[Value]:
    yield completeness_sentence(scribe, assessment)
    yield (
        phrase("The design passes its check.")
        if scribe.material.passed
        else phrase("The design does not pass its check yet.")
    )
    still_open, waived = assessment.count("open"), assessment.count("waived")
    if still_open:
        yield phrase("{count} factor is open.", plural="{count} factors are open.", count=still_open)
    if waived:
        yield phrase(
            "{count} factor is not met and accepted by a waiver.",
            plural="{count} factors are not met and accepted by waivers.",
            count=waived,
        )
    aside = assessment.count("not-applicable")
    if aside:
        yield phrase(
            "{count} factor does not apply, as the design has nothing of its kind.",
            plural="{count} factors do not apply, as the design has nothing of their kind.",
            count=aside,
        )
    beyond = assessment.count("not-asked")
    if beyond:
        yield phrase(
            "{count} factor is not asked for under this profile.",
            plural="{count} factors are not asked for under this profile.",
            count=beyond,
        )


def completeness_sentence(scribe: Scribe, assessment: Assessment) -> Value:
    """How complete the design is under its profile."""
    share = assessment.completeness
    profile = PROFILES[scribe.design.head.profile]
    if share is None:
        return phrase(
            "No success factor applies to the design under the profile “{profile}”.", profile=profile
        )
    judged = sum(assessment.count(state) for state in ("met", "open", "waived"))
    return phrase(
        "Under the profile “{profile}” the design is {share} complete: {met} of {judged} success factors that apply are met.",
        profile=profile,
        share=percent(round(share, 3)),
        met=assessment.count("met"),
        judged=judged,
    )


def area_section(assessment: Assessment) -> Section:
    """How complete each area is, in the order of the register."""
    rows = [
        (
            area_name(area.code),
            percent(round(area.completeness, 3)) if area.completeness is not None else None,
            *(area.count(state) for state in STATES),
        )
        for area in assessment.areas
    ]
    headings = (
        Column(phrase("Area")),
        Column(phrase("Completeness"), figures=True),
        Column(phrase("Met"), figures=True),
        Column(phrase("Open"), figures=True),
        Column(phrase("Waived"), figures=True),
        Column(phrase("Not applicable"), figures=True),
        Column(phrase("Not asked"), figures=True),
    )
    return Section((Table(phrase("Completeness of each area"), headings, tuple(rows)),))


def area_name(code: str) -> Prose:
    """An area of the register as it begins a heading or a row."""
    text = areas()[code]
    return capital(Prose({"en": text.en, "zh": text.zh}))


def _first(scribe: Scribe, assessment: Assessment) -> Section:
    steps = assessment.steps[:FIRST_STEPS]
    table = _step_table(scribe, steps, phrase("The next steps, the weightiest first"))
    if table is None:
        return Section((), (phrase("Nothing is open: the design lacks nothing that its profile asks for."),))
    rest = len(assessment.steps) - len(steps)
    more = phrase(
        "{count} more step follows in the list for planners.",
        plural="{count} more steps follow in the list for planners.",
        count=rest,
    )
    return Section((table,), (more,) if rest else ())


def _step_table(scribe: Scribe, steps: tuple[Step, ...], caption: Phrase) -> Table | None:
    rows = [
        (
            str(place),
            told(scribe, step.findings[0].help or step.findings[0].message),
            _where(scribe, step),
            SEVERITIES[step.severity],
            len(step.factors) or None,
            step.weight,
        )
        for place, step in enumerate(steps, start=1)
    ]
    headings = (
        phrase("No."),
        phrase("What to do"),
        phrase("Where"),
        phrase("Strength"),
        Column(phrase("Factors"), figures=True),
        Column(phrase("Weight"), figures=True),
    )
    return scribe.table(caption, headings, rows)


def _where(scribe: Scribe, step: Step) -> Value:
    """The things that a step is about, the first few by name."""
    named = tuple(dict.fromkeys(finding.entity for finding in step.findings if finding.entity))
    shown = [scribe.link(entity) for entity in named[:MOST_PLACES]]
    rest = len(named) - len(shown)
    more = phrase("{count} more", plural="{count} more", count=rest) if rest else None
    return listing((*shown, more), lines=True)


def told(scribe: Scribe, text: Text) -> Text:
    """A sentence of a rule with the names of things for their ids, and other values in quotation marks."""

    def said(language: Language) -> str:
        whole = NAMED.sub(lambda found: _named(scribe, found[1], language), text[language])
        return whole[:1].upper() + whole[1:]

    return Text(said("en"), said("zh"))


def _named(scribe: Scribe, name: str, language: Language) -> str:
    return scribe.name(name)[language] if name in scribe.design.entities else f"“{name}”"


def _steps(scribe: Scribe, assessment: Assessment) -> Section:
    """Every finding with its place, in the order of the steps."""
    rows = [
        (
            str(place),
            told(scribe, finding.message),
            _place(finding),
            told(scribe, finding.help or finding.message),
        )
        for place, step in enumerate(assessment.steps, start=1)
        for finding in step.findings
    ]
    headings = (phrase("Place in the order"), phrase("What was found"), phrase("Place"), phrase("What to do"))
    table = scribe.table(phrase("Every finding, step by step"), headings, rows)
    return Section((table,)) if table else Section((), (phrase("There is no finding."),))


def _place(finding: Finding) -> Value:
    return f"{finding.span.file}:{finding.span.line}" if finding.span else None


def _waivers(scribe: Scribe) -> Section:
    rows = [
        (
            waiver.rule,
            scribe.link(waiver.entity) if waiver.entity else phrase("everywhere"),
            waiver.reason,
            scribe.who(waiver.approved_by),
            waiver.expires,
        )
        for waiver in scribe.design.waivers.values()
    ]
    headings = (
        phrase("Rule"),
        phrase("Where"),
        phrase("Reason"),
        phrase("Waived by"),
        Column(phrase("Until"), figures=True),
    )
    table = scribe.table(phrase("What is accepted for the time being"), headings, rows)
    return Section((table,)) if table else Section((), (phrase("Nothing is waived."),))


def _area(scribe: Scribe, area: Area) -> AreaChapter:
    rows = [
        (one.factor.id, one.factor.text, STATES[one.state], _ground(scribe, one)) for one in area.judgements
    ]
    headings = (phrase("Factor"), phrase("What it wants"), phrase("State"), phrase("Finding or reason"))
    table = scribe.table(phrase("Success factors of the area"), headings, rows)
    return AreaChapter(
        code=area.code,
        name=area_name(area.code),
        result=phrase(
            "{met} of {judged} factors that apply are met.",
            met=area.count("met"),
            judged=sum(area.count(state) for state in ("met", "open", "waived")),
        ),
        factors=Section((table,) if table else ()),
    )


def _ground(scribe: Scribe, judgement: Judgement) -> Value:
    """Why a factor has its state, where that is more than met."""
    if judgement.findings:
        texts = dict.fromkeys(told(scribe, finding.message) for finding in judgement.findings[:MOST_PLACES])
        rest = len(judgement.findings) - MOST_PLACES
        more = phrase("{count} more", plural="{count} more", count=rest) if rest > 0 else None
        return listing((*texts, more), lines=True)
    return judgement.reason
