"""How the deployment was verified: the five checks, results by deliverable and service, what users notice, deviations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import deployment_acceptance
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.sla_levels import level_of, metric_name
from itsm_compiler.documents.view import Column, Section, Tag, phrase
from itsm_compiler.documents.words import capital
from itsm_compiler.rules.shared.levels import is_looser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Phrase, Table, Value
    from itsm_compiler.model.agreements import Sla
    from itsm_compiler.model.deployment import Deliverable, Deployment, Task

CHECKS = {
    "need": (phrase("Agreed needs"), phrase("Is every agreed need met by a service and its levels?")),
    "process": (phrase("Process"), phrase("Is the work done as the processes say?")),
    "result": (phrase("Result"), phrase("Does each service reach its promised levels?")),
    "feedback": (phrase("Feedback"), phrase("Are customer, users and team content?")),
    "delivery": (phrase("Delivery"), phrase("Is everything handed over that was to be handed over?")),
}
"""The five checks of the acceptance: what each is called, and the question that it answers."""

FURTHER = {
    "running": phrase("The services run."),
    "manageable": phrase("The services can be managed."),
    "expectations": phrase("The expectations of the customer are met."),
    "function": phrase("Every function works."),
    "performance": phrase("The services are fast enough under load."),
    "user": phrase("Users have tried the services in their own work."),
}
"""What further checks of the acceptance make sure of."""


def shown(scribe: Scribe, plan: Deployment) -> list[Deliverable]:
    """The deliverables that the readers may know of."""
    return [item for item in plan.deliverables.values() if scribe.shows(item.id)]


def deployed(scribe: Scribe, plan: Deployment) -> list[str]:
    """The services that go live: those of the scope, without one all that are not in use yet; seen by the readers."""
    design = scribe.design
    found = (
        design.services_of(plan.scope.services)
        if plan.scope and plan.scope.services
        else [one.id for one in design.services.values() if one.lifecycle not in ("operational", "retired")]
    )
    return [id_ for id_ in found if scribe.shows(id_)]


def done_of(plan_tasks: Iterable[Task]) -> Phrase:
    """How many of the tasks are recorded as done, in a sentence."""
    tasks = tuple(plan_tasks)
    done = sum(task.actual is not None and task.actual.to is not None for task in tasks)
    if not done:
        return phrase(
            "The only task is not recorded as done yet.",
            plural="Not one of the {count} tasks is recorded as done yet.",
            count=len(tasks),
        )
    return phrase("Of {all} tasks, {count} is recorded as done.", plural="Of {all} tasks, {count} are recorded as done.", all=len(tasks), count=done)  # fmt: skip


def is_past(scribe: Scribe, when: object) -> bool:
    """Whether the day of something lies before the day of the report."""
    day = scribe.figures.day(when)
    return day is not None and day < scribe.figures.as_of


def result_of(scribe: Scribe, result: object, due: object) -> Value:
    """What came of something; without a result whether one is missing or not to be expected yet."""
    if result is not None:
        return scribe.outcome(result)
    if is_past(scribe, due):
        return Tag(phrase("result missing"), "bad")
    return Tag(phrase("not due yet"), "neutral")


def deviations(scribe: Scribe, plan: Deployment) -> list[Deliverable]:
    """The deliverables that did not pass, came late or have a deviation written down."""
    found = []
    for item in shown(scribe, plan):
        task = plan.tasks.get(item.from_ or "")
        ended = task.actual.to if task is not None and task.actual is not None else None
        due = scribe.figures.day(item.due)
        is_late = ended is not None and due is not None and ended > due
        if item.deviation is not None or is_late or item.result not in (None, "pass"):
            found.append(item)
    return found


def _checks(scribe: Scribe, plan: Deployment) -> Section:
    """The five checks and what is known of each, and the further ones."""
    agreed = plan.acceptance.checks if plan.acceptance else ()
    rows = [
        (
            name,
            question,
            _state(scribe, plan, check)
            if check in agreed
            else (plan.acceptance.none.get(check) if plan.acceptance else None)
            or Tag(phrase("not agreed"), "warning"),
        )
        for check, (name, question) in CHECKS.items()
    ]
    headings = (phrase("Check"), phrase("Question"), phrase("State"))
    table = scribe.table(phrase("The five checks of the acceptance"), headings, rows)
    further = scribe.texts(
        FURTHER.get(check) or scribe.title(check) for check in agreed if check not in CHECKS
    )
    lead = (
        phrase(
            "The acceptance answers five questions; what it makes sure of beyond them stands below the table."
        )
        if further
        else None
    )
    nothing = phrase("It is not laid down yet what the acceptance checks.")
    path = ("deployment", "acceptance", "checks")
    return scribe.section(
        plan.acceptance, path, table if agreed else None, further, lead=lead, otherwise=nothing
    )


def _state(scribe: Scribe, plan: Deployment, check: str) -> Value:
    """How far a check has come, counted from what is recorded."""
    design = scribe.design
    if check == "need":
        needs = [one for one in design.requirements.values() if scribe.shows(one.id)]
        met = {figure.requirement for figure in scribe.figures.trace if figure.targets}
        return phrase(
            "{met} of {count} need answered in the agreements",
            plural="{met} of {count} needs answered in the agreements",
            met=sum(one.id in met for one in needs),
            count=len(needs),
        )
    if check == "feedback":
        asked = plan.satisfaction
        return result_of(scribe, asked.result, asked.when) if asked else Tag(phrase("not asked"), "warning")
    if check == "delivery":
        items = shown(scribe, plan)
        passed = sum(item.result == "pass" for item in items)
        return phrase("{done} of {count} accepted", done=passed, count=len(items))
    if check == "result":
        services = deployed(scribe, plan)
        results = plan.acceptance.results if plan.acceptance else {}
        measured = sum(bool(results.get(one)) for one in services)
        return phrase(
            "{done} of {count} service measured",
            plural="{done} of {count} services measured",
            done=measured,
            count=len(services),
        )
    steps = plan.acceptance.steps if plan.acceptance else None
    return result_of(scribe, None, steps.verify if steps else None)


def _deliverables(scribe: Scribe, plan: Deployment) -> Section:
    rows = [
        (
            scribe.link(item.id),
            listing(item.criteria, lines=True),
            scribe.when(item.due),
            scribe.who(item.accepted_by),
            result_of(scribe, item.result, item.due),
        )
        for item in sorted(
            shown(scribe, plan), key=lambda one: (str(scribe.figures.day(one.due) or "~"), one.id)
        )
    ]
    headings = (
        phrase("Deliverable"),
        phrase("It is accepted when"),
        Column(phrase("Due"), figures=True),
        phrase("Accepted by"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Result of each deliverable, in the order of the days"), headings, rows)
    nothing = phrase("The plan has no deliverables.")
    return scribe.section(plan, ("deployment", "deliverables"), table, otherwise=nothing)


def _service_results(scribe: Scribe, plan: Deployment) -> Section:
    """Each measured level beside the promised one; services without a value with what is to be measured."""
    results = plan.acceptance.results if plan.acceptance else {}
    measured: list[tuple[Value, ...]] = []
    waiting: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for service in deployed(scribe, plan):
        values = results.get(service, {})
        for sla in scribe.lookup.agreements.get(service, ()):
            if not scribe.shows(sla.id):
                continue
            metrics = [metric for metric in sla.targets if scribe.shows(metric)]
            measured += [
                (
                    scribe.link(service),
                    capital(metric_name(scribe, metric)),
                    level_of(scribe, sla, metric, service),
                    scribe.value(values[metric]),
                    _reached(scribe, sla, metric, service, values[metric]),
                )
                for metric in metrics
                if metric in values
            ]
            rest = tuple(metric for metric in metrics if metric not in values)
            if rest:
                waiting.setdefault((sla.id, rest), []).append(service)
    filled = scribe.table(
        phrase("Levels measured at the acceptance"),
        (
            phrase("Service"),
            phrase("Metric"),
            phrase("Promised"),
            phrase("Measured"),
            phrase("State"),
        ),
        measured,
    )
    open_ = scribe.table(
        phrase("Levels still to be measured"),
        (phrase("Agreement"), phrase("Services"), phrase("To be measured")),
        [
            (
                scribe.link(sla_id),
                scribe.links(services, lines=True),
                listing((capital(metric_name(scribe, metric)) for metric in rest), lines=True),
            )
            for (sla_id, rest), services in waiting.items()
        ],
    )
    nothing = phrase("No service of the deployment has promised levels.")
    return scribe.section(None, ("deployment", "results"), filled, open_, otherwise=nothing)


def _reached(scribe: Scribe, sla: Sla, metric: str, service: str, value: object) -> Tag:
    promised = sla.targets[metric].value_for(service)
    misses = is_looser(scribe.design, metric, value, promised)
    return Tag(phrase("not reached"), "bad") if misses else Tag(phrase("reached"), "good")


def _perception(scribe: Scribe, plan: Deployment) -> Section:
    """What customers notice, with the value of each service where there is one."""
    rules = plan.acceptance
    verify = rules.steps.verify if rules and rules.steps else None
    rows = []
    for notice in rules.perception if rules else ():
        given = listing(
            (
                phrase("{topic}: {result}", topic=scribe.name(service), result=scribe.value(values[notice]))
                for service, values in rules.results.items()
                if notice in values and scribe.shows(service)
            )
            if rules
            else (),
            lines=True,
        )
        rows.append((scribe.title(notice), given or result_of(scribe, None, verify)))
    headings = (phrase("What users are asked about"), phrase("Result"))
    table = scribe.table(phrase("What the customer notices of the services"), headings, rows)
    nothing = phrase("It is not laid down yet what users are asked about.")
    return scribe.section(rules, ("deployment", "perception"), table, otherwise=nothing)


def _satisfaction(scribe: Scribe, plan: Deployment) -> Section:
    asked = plan.satisfaction
    facts = (
        scribe.facts(
            (phrase("Satisfaction is asked by"), scribe.value(asked.method) if asked.method else None),
            (phrase("Who is asked"), scribe.words(asked.of)),
            (phrase("Asked on"), scribe.when(asked.when)),
            (phrase("Target"), _least(scribe, asked.target)),
            (phrase("Result"), result_of(scribe, asked.result, asked.when)),
            (phrase("When the target is missed"), scribe.link(asked.on_miss) if asked.on_miss else None),
        )
        if asked
        else None
    )
    nothing = phrase("Nobody is asked yet whether the deployment went well.")
    return scribe.section(plan, ("deployment", "satisfaction"), facts, otherwise=nothing)


def _least(scribe: Scribe, target: object) -> Value:
    return None if target is None else phrase("at least {level}", level=scribe.value(target))


def _deviations(scribe: Scribe, plan: Deployment) -> Section:
    """What is not as planned, with its reason; both sides sign it with the report."""
    table: Table | None = scribe.table(
        phrase("Deviations and their reasons"),
        (
            phrase("Deliverable"),
            Column(phrase("Due"), figures=True),
            phrase("Result"),
            phrase("Reason of the deviation"),
        ),
        [
            (
                scribe.link(item.id),
                scribe.when(item.due),
                result_of(scribe, item.result, item.due),
                item.deviation or Tag(phrase("reason missing"), "bad"),
            )
            for item in deviations(scribe, plan)
        ],
    )
    if table is None:
        nothing = phrase("No deviation is recorded. One that shows before the signatures is written down here with its reason.")  # fmt: skip
        return Section((), (nothing,))
    lead = phrase("By signing this report both sides also sign the deviations below.")
    return Section((table,), (lead,))


CHAPTERS = {
    "course": deployment_acceptance.CHAPTERS["acceptance"],
    "checks": _checks,
    "deliverables": _deliverables,
    "services": _service_results,
    "perception": _perception,
    "satisfaction": _satisfaction,
    "deviations": _deviations,
}
