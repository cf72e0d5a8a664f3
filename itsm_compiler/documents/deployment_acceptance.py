"""What the deployment yields and how it is accepted: deliverables, criteria, trial, acceptance and its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Definitions, Value
    from itsm_compiler.model.deployment import Deliverable, Deployment, Release

STEPS = {
    "prepare": phrase("Preparation"),
    "verify": phrase("Verification"),
    "report": phrase("Report"),
    "confirm": phrase("Confirmation"),
}
KINDS = {
    "document": phrase("document"),
    "system": phrase("system"),
    "data": phrase("data"),
    "goods": phrase("goods"),
    "service": phrase("service"),
}


def _shown(scribe: Scribe, plan: Deployment) -> list[Deliverable]:
    return [item for item in plan.deliverables.values() if scribe.shows(item.id)]


def _deliverables(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (
            scribe.link(item.id),
            KINDS.get(item.kind or ""),
            scribe.when(item.due),
            scribe.who(item.accepted_by),
            scribe.words(item.sections),
        )
        for item in _shown(scribe, plan)
    ]
    headings = (
        phrase("Deliverable"),
        phrase("Kind"),
        Column(phrase("Due"), figures=True),
        phrase("Accepted by"),
        phrase("Contents"),
    )
    table = scribe.table(phrase("What is handed over, and when"), headings, rows)
    return scribe.section(
        plan, ("deployment", "deliverables"), table, otherwise=phrase("The plan has no deliverables.")
    )


def _criteria(scribe: Scribe, plan: Deployment) -> Section:
    rows = [(scribe.name(item.id), listing(item.criteria, lines=True)) for item in _shown(scribe, plan)]
    headings = (phrase("Deliverable"), phrase("It is accepted when"))
    table = scribe.table(phrase("What each deliverable is judged by"), headings, rows)
    return scribe.section(
        plan, ("deployment", "deliverables"), table, otherwise=phrase("The plan has no deliverables.")
    )


def _acceptance(scribe: Scribe, plan: Deployment) -> Section:
    """The steps of the acceptance with their days, who takes part, and what is looked at."""
    rules = plan.acceptance
    if rules is None:
        nothing = phrase("It is not laid down yet how the deployment is accepted.")
        return scribe.section(plan, ("deployment", "acceptance"), otherwise=nothing)
    steps = [(name, getattr(rules.steps, key) if rules.steps else None) for key, name in STEPS.items()]
    table = scribe.table(
        phrase("Steps of the acceptance"),
        (phrase("Stage"), phrase("Task"), Column(phrase("Ends"), figures=True)),
        [
            (name, scribe.link(task), scribe.figures.day(task))
            for name, task in steps
            if task and scribe.shows(task)
        ],
    )
    members = scribe.table(
        phrase("Who takes part in the acceptance"),
        (phrase("Who"), phrase("Skill")),
        [(scribe.who(one.who), scribe.value(one.skill)) for one in rules.team if scribe.who(one.who)],
    )
    observe, feedback = rules.observe, rules.feedback
    facts = scribe.facts(
        (phrase("What is checked"), scribe.words(rules.checks)),
        (phrase("What users are asked about"), scribe.words(rules.perception)),
        (phrase("Users who must be satisfied"), scribe.value(rules.satisfaction)),
        (phrase("Observed after go-live for"), observe.for_ if observe else None),
        (phrase("By the levels of"), _metrics(scribe, observe.metrics) if observe else None),
        (phrase("Observation ends when"), observe.exit if observe else None),
        (phrase("Users give feedback by"), scribe.words(feedback.channels) if feedback else None),
        (phrase("Feedback is handled within"), feedback.within if feedback else None),
        (phrase("Records are kept for"), rules.archive.keep if rules.archive else None),
    )
    signs = scribe.table(
        phrase("Who signs the acceptance"),
        (phrase("Party"), phrase("Name"), phrase("Deputy"), Column(phrase("Day"), figures=True)),
        [
            (
                scribe.link(one.party) if one.party else None,
                scribe.who(one.name),
                scribe.who(one.deputy),
                scribe.when(one.when),
            )
            for one in rules.sign_off
        ],
    )
    return scribe.section(plan, ("deployment", "acceptance"), table, members, facts, signs)


def _metrics(scribe: Scribe, metrics: Iterable[str]) -> Value:
    return listing(capital(metric_name(scribe, metric)) for metric in metrics if scribe.shows(metric))


def _trial(scribe: Scribe, plan: Deployment) -> Section:
    trial, asked = plan.trial, plan.satisfaction
    facts = scribe.facts(
        (phrase("How gaps are found"), trial.gap if trial else None),
        (phrase("How they are closed"), trial.correct if trial else None),
        (phrase("Measured by"), _metrics(scribe, trial.metrics) if trial else None),
        (phrase("Satisfaction is asked by"), scribe.value(asked.method) if asked else None),
        (phrase("Who is asked"), scribe.words(asked.of) if asked else None),
        (phrase("Target"), _target(scribe, asked.target) if asked else None),
        (phrase("Asked on"), scribe.when(asked.when) if asked else None),
        (
            phrase("When the target is missed"),
            scribe.link(asked.on_miss) if asked and asked.on_miss else None,
        ),
    )
    return scribe.section(plan, ("deployment", "trial"), facts, otherwise=phrase("No trial is planned."))


def _target(scribe: Scribe, target: object) -> Value:
    return None if target is None else phrase("at least {level}", level=scribe.value(target))


@dataclass(frozen=True, slots=True)
class ReleaseChapter:
    """What goes live together, how it is rolled out and how it is taken back."""

    id: str
    name: Value
    facts: Definitions | None


def releases(scribe: Scribe, plan: Deployment) -> tuple[ReleaseChapter, ...]:
    """The releases of the plan."""
    return tuple(_release(scribe, release) for release in plan.releases.values() if scribe.shows(release.id))


def _release(scribe: Scribe, release: Release) -> ReleaseChapter:
    back = release.rollback
    return ReleaseChapter(
        id=release.id,
        name=capital(scribe.name(release.id)),
        facts=scribe.facts(
            (phrase("Services"), scribe.links(scribe.design.services_of(release.services))),
            (phrase("Goes live on"), scribe.when(release.when)),
            (phrase("Roll-out"), release.roll_out),
            (phrase("Known errors"), listing(release.known_errors, lines=True)),
            (phrase("Rollback"), back.how if back else None),
            (phrase("Rollback test"), scribe.when(back.tested) if back else None),
            (phrase("Rollback takes"), _of_window(back.takes, back.window) if back else None),
            (phrase("Accepted when"), listing(release.acceptance, lines=True)),
            (phrase("Manual"), scribe.who(release.manual)),
        ),
    )


def _no_releases(scribe: Scribe, plan: Deployment) -> Section:
    """What stands for the releases where the plan has none."""
    nothing = phrase("No release has a plan of its own.")
    return scribe.section(plan, ("deployment", "releases"), otherwise=nothing)


def _of_window(takes: Value, window: Value) -> Value:
    if takes is None or window is None:
        return takes
    return phrase("{duration}, in a window of {window}", duration=takes, window=window)


CHAPTERS = {
    "deliverables": _deliverables,
    "criteria": _criteria,
    "acceptance": _acceptance,
    "trial": _trial,
    "no_releases": _no_releases,
}
