"""How the deployment is tested and closed: installations, proof, observation, feedback, archive, hand-over, lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import acceptance_results
from itsm_compiler.documents.acceptance_results import result_of
from itsm_compiler.documents.evidence_records import lack, record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import metric_name
from itsm_compiler.documents.view import Column, Section, phrase
from itsm_compiler.documents.words import capital

if TYPE_CHECKING:
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.model.deployment import Deployment, Task

HAND_OVER = frozenset({"roles", "tools", "open-issues", "mechanisms"})
"""What the hand-over to operation is made up of, as contents of a deliverable."""


def _tests(scribe: Scribe, plan: Deployment) -> Section:
    """Each installation with the environment in which it was tried and the task that looks at it afterwards."""
    planned = scribe.lookup.planned(scribe.figures)
    judged = {one.test for one in plan.releases.values() if one.test}
    rows = []
    for task in plan.tasks.values():
        if task.kind != "install":
            continue
        figure = planned.get(task.id)
        reached = _followers(plan, task)
        tests = [one for one in reached if one in judged or plan.tasks[one].phase == "accept"]
        before = [one for one in task.needs if one in judged]
        rows.append(
            (
                scribe.link(task.id),
                scribe.links(before),
                figure.start_date if figure else None,
                figure.finish_date if figure else None,
                scribe.links(tests[:1]),
            )
        )
    table = scribe.table(
        phrase("What is installed, and how it is tried"),
        (
            phrase("Installation"),
            phrase("Tested before by"),
            Column(phrase("Begins"), figures=True),
            Column(phrase("Ends"), figures=True),
            phrase("Judged afterwards by"),
        ),
        rows,
    )
    rooms = scribe.table(
        phrase("Test environments of the deployment"),
        (phrase("Environment"), phrase("Services"), Column(phrase("Ready"), figures=True), phrase("Owner")),
        [
            (
                scribe.link(one.id),
                scribe.links(scribe.design.services_of(one.for_), lines=True),
                scribe.when(one.ready),
                scribe.who(one.owner),
            )
            for one in scribe.design.environments.values()
        ],
    )
    nothing = phrase("Nothing is installed by the deployment that would want a test.")
    return scribe.section(None, ("deployment", "install"), table, rooms, otherwise=nothing)


def _followers(plan: Deployment, task: Task) -> list[str]:
    """The tasks that wait for a task, directly or by others, the nearest first."""
    found: dict[str, None] = {}
    waiting = [task.id]
    while waiting:
        one = waiting.pop(0)
        following = [
            other.id for other in plan.tasks.values() if one in other.needs and other.id not in found
        ]
        found |= dict.fromkeys(following)
        waiting += following
    return list(found)


def _observation(scribe: Scribe, plan: Deployment) -> Section:
    watch = plan.acceptance.observe if plan.acceptance else None
    facts = (
        scribe.facts(
            (phrase("Observed after go-live for"), watch.for_),
            (phrase("By the levels of"), listing(capital(metric_name(scribe, one)) for one in watch.metrics)),
            (phrase("Observation ends when"), watch.exit),
        )
        if watch
        else None
    )
    nothing = phrase("No observation after the go-live is agreed.")
    return scribe.section(plan.acceptance, ("deployment", "observe"), facts, otherwise=nothing)


def _feedback(scribe: Scribe, plan: Deployment) -> Section:
    """By which ways users are heard, and who makes what of it."""
    rules = plan.acceptance.feedback if plan.acceptance else None
    facts = (
        scribe.facts(
            (phrase("Users give feedback by"), scribe.words(rules.channels)),
            (phrase("Feedback is handled within"), rules.within),
        )
        if rules
        else None
    )
    records = record_table(
        scribe, plan.evidence.get("feedback-analysis", ()), phrase("Analysis of the feedback")
    )
    missing = (
        lack(scribe, plan, ("deployment", "feedback-analysis"), phrase("Analysis of the feedback"))
        if records is None
        else None
    )
    nothing = phrase("It is not laid down yet how users are heard after the go-live.")
    return scribe.section(
        plan.acceptance, ("deployment", "feedback"), facts, records, missing, otherwise=nothing
    )


def _archive(scribe: Scribe, plan: Deployment) -> Section:
    kept = plan.acceptance.archive if plan.acceptance else None
    record = scribe.design.records.get(kept.record or "") if kept else None
    facts = (
        scribe.facts(
            (phrase("Archived as"), scribe.link(kept.record) if kept.record else None),
            (phrase("Found by the index in"), scribe.link(record.tool) if record and record.tool else None),
            (phrase("Archived after"), record.archive if record else None),
            (phrase("Records are kept for"), kept.keep),
        )
        if kept
        else None
    )
    nothing = phrase("It is not laid down yet where the papers of the acceptance are kept.")
    return scribe.section(plan.acceptance, ("deployment", "archive"), facts, otherwise=nothing)


def _hand_over(scribe: Scribe, plan: Deployment) -> Section:
    """What operation receives, and when the people of the deployment may go."""
    rows = [
        (
            scribe.link(item.id),
            scribe.words(item.sections),
            scribe.when(item.due),
            scribe.who(item.accepted_by),
            result_of(scribe, item.result, item.due),
        )
        for item in plan.deliverables.values()
        if HAND_OVER.issubset(item.sections)
    ]
    release = plan.team_release
    facts = (
        scribe.facts(
            (phrase("The team of the deployment is released on"), scribe.when(release.when)),
            (phrase("Result"), result_of(scribe, release.result, release.when)),
            (phrase("Record"), scribe.who(release.record)),
        )
        if release
        else None
    )
    headings = (
        phrase("Deliverable"),
        phrase("Contents"),
        Column(phrase("Due"), figures=True),
        phrase("Accepted by"),
        phrase("Result"),
    )
    table = scribe.table(phrase("What is handed over to operation"), headings, rows)
    missing = scribe.missing(plan, ("deployment", "team_release")) if release is None else None
    nothing = phrase("It is not laid down yet how the services are handed over to operation.")
    return scribe.section(plan, ("deployment", "team_release"), table, facts, missing, otherwise=nothing)


def _lessons(scribe: Scribe, plan: Deployment) -> Section:
    """What was learnt, and the improvements that take it up."""
    records = record_table(scribe, plan.evidence.get("lessons", ()), phrase("Lessons of the deployment"))
    missing = (
        lack(scribe, plan, ("deployment", "lessons"), phrase("Lessons of the deployment"))
        if records is None
        else None
    )
    improvements = scribe.table(
        phrase("Improvements that take up the deployment"),
        (phrase("Improvement"), phrase("Agreed by"), Column(phrase("Checked on"), figures=True)),
        [
            (scribe.link(one.id), scribe.who(one.agreed_by), scribe.when(one.check))
            for one in scribe.design.improvements.values()
            if "deployment" in (*one.cause, *one.inputs)
        ],
    )
    nothing = phrase("Nobody gathers the lessons of the deployment yet.")
    return scribe.section(plan, ("deployment", "lessons"), records, missing, improvements, otherwise=nothing)


CHAPTERS = {
    "tests": _tests,
    "checks": acceptance_results.CHAPTERS["checks"],
    "proof": acceptance_results.CHAPTERS["services"],
    "satisfaction": acceptance_results.CHAPTERS["satisfaction"],
    "observation": _observation,
    "feedback": _feedback,
    "archive": _archive,
    "hand_over": _hand_over,
    "lessons": _lessons,
}
