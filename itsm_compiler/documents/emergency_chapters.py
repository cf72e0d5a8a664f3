"""Emergency plans: which risk, what triggers them, who is told, who may start them, steps, end, training and drills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import Detail, chapter, detail, either
from itsm_compiler.documents.risk_policy import product
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Table, Value
    from itsm_compiler.model.technology import EmergencyPlan


def _overview(scribe: Scribe) -> Section:
    rows = [
        (
            scribe.link(plan.id),
            scribe.title(plan.kind) if plan.kind else None,
            plan.grade,
            scribe.links(plan.risks),
            scribe.who(plan.starter),
            scribe.who(plan.deputy),
            scribe.who(plan.leader),
            plan.version,
        )
        for plan in scribe.design.emergency_plans.values()
    ]
    headings = (
        phrase("Emergency plan"),
        phrase("Kind"),
        Column(phrase("Grade"), figures=True),
        phrase("Risk behind it"),
        phrase("May be started by"),
        phrase("Else by"),
        phrase("Led by"),
        phrase("Version"),
    )
    table = scribe.table(phrase("Kinds and grades of emergencies"), headings, rows)
    nothing = phrase("There are no emergency plans yet.")
    return chapter(scribe, None, ("emergency_plans", "kind"), [table], nothing)


def plans(scribe: Scribe) -> Iterator[Detail]:
    """Each emergency plan in full."""
    for plan in scribe.design.emergency_plans.values():
        nothing = phrase("Nothing is known of this plan but its name.")
        yield detail(scribe, "emergency_plans", plan, _blocks(scribe, plan), nothing)


def _blocks(scribe: Scribe, plan: EmergencyPlan) -> Iterator[Block | None]:
    notice = plan.notify
    yield _risks(scribe, plan)
    yield scribe.facts(
        (phrase("Covers"), scribe.links(plan.covers)),
        (phrase("Watched every day by"), scribe.link(plan.trigger) if plan.trigger else None),
        (phrase("Triggered when"), plan.trigger_when),
        (phrase("Told of it"), scribe.who(notice.who) if notice else None),
        (phrase("Told by"), scribe.who(notice.by) if notice else None),
        (phrase("Told within"), notice.within if notice else None),
        (phrase("Started by"), scribe.who(plan.starter)),
        (phrase("Deputy of the starter"), scribe.who(plan.deputy)),
        (phrase("Led by"), scribe.who(plan.leader)),
        (phrase("Members"), scribe.links(plan.members)),
        (phrase("Over when"), plan.end),
        (phrase("Taught in"), scribe.link(plan.course) if plan.course else None),
    )
    yield _steps(scribe, plan)
    yield _drills(scribe, plan)


def _risks(scribe: Scribe, plan: EmergencyPlan) -> Table | None:
    rows = []
    for id_ in plan.risks:
        risk, figure = scribe.design.risks.get(id_), scribe.figures.risk(id_)
        if risk is not None and figure is not None:
            rows.append(
                (
                    scribe.link(id_),
                    product(risk.probability, risk.impact, figure.inherent_band),
                    scribe.links(risk.control),
                )
            )
    headings = (phrase("Risk"), phrase("Risk assessment"), phrase("Control"))
    return scribe.table(phrase("Risks behind the plan"), headings, rows)


def _steps(scribe: Scribe, plan: EmergencyPlan) -> Table | None:
    """The steps in order, numbered, with those that each waits for where it is not simply the one before."""
    numbers = {step: place for place, step in enumerate(plan.steps, 1)}
    rows = [
        (
            str(numbers[id_]),
            step.does or scribe.title(id_),
            scribe.who(step.by),
            step.within,
            listing(str(numbers[need]) for need in step.needs if need in numbers),
        )
        for id_, step in plan.steps.items()
    ]
    headings = (
        Column(phrase("Step taken")),
        phrase("What is done"),
        phrase("Person in charge"),
        Column(phrase("Within"), figures=True),
        phrase("After step"),
    )
    return scribe.table(phrase("Steps of recovery and their owners"), headings, rows)


def _drills(scribe: Scribe, plan: EmergencyPlan) -> Table | None:
    rows = [
        (
            scribe.when(drill.when),
            drill.frequency,
            scribe.word(drill.scenario) if isinstance(drill.scenario, str) else drill.scenario,
            drill.goal,
            drill.safety,
            scribe.value(drill.cost),
            scribe.who(drill.who),
            either(scribe.outcome(drill.result), scribe.who(drill.record), scribe.links(drill.leads_to)),
        )
        for drill in plan.drills
    ]
    headings = (
        Column(phrase("When")),
        phrase("Frequency"),
        phrase("Scenario"),
        phrase("Goal"),
        phrase("Safety"),
        Column(phrase("Cost"), figures=True),
        phrase("Who takes part"),
        phrase("Result and record"),
    )
    return scribe.table(phrase("Drills of the plan"), headings, rows)


def _calendar(scribe: Scribe) -> Section:
    """All drills by day."""
    rows: list[tuple[Value, ...]] = []
    found = [
        (scribe.figures.day(drill.when), plan, drill)
        for plan in scribe.design.emergency_plans.values()
        for drill in plan.drills
    ]
    for day, plan, drill in sorted(found, key=lambda one: (one[0] is None, one[0] or scribe.material.stamp)):
        rows.append(
            (
                day or scribe.when(drill.when),
                scribe.link(plan.id),
                drill.frequency,
                scribe.outcome(drill.result),
            )
        )
    headings = (
        Column(phrase("When")),
        phrase("Emergency plan"),
        phrase("Again"),
        phrase("Result"),
    )
    table = scribe.table(phrase("Drills by day"), headings, rows)
    nothing = phrase("No drill is planned yet.")
    return chapter(scribe, None, ("emergency_plans", "drills"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "emergency_list": _overview,
    "drill_calendar": _calendar,
}
