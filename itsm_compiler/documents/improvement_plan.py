"""The plan of one improvement: why, what is wanted, how it is reached, whom it touches, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsm_compiler.analysis.improvement_plan import days_of_tasks
from itsm_compiler.documents import indicators
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Bar, Column, Gantt, Items, Section, View, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value
    from itsm_compiler.model.assurance import Improvement
    from itsm_compiler.model.deployment import Milestone, Task
    from itsm_compiler.model.prose import Prose

DOCUMENT = "improvement-plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementView(View):
    """The data of a plan; `chapters` by the name under which the template places them."""

    name: Value
    description: Value
    outcome: Items | None
    chapters: Mapping[str, Section]


def views(scribe: Scribe) -> Iterator[ImprovementView]:
    """The plan of each improvement."""
    design = scribe.design
    for improvement in design.improvements.values():
        yield ImprovementView(
            document=DOCUMENT,
            slug=scribe.slug(DOCUMENT, improvement.id),
            title=phrase("Improvement plan: {name}", name=scribe.name(improvement.id)),
            audience="internal",
            about=improvement.id,
            draft=not scribe.material.passed,
            languages=design.head.languages,
            control=scribe.control(
                (DOCUMENT, improvement.id),
                owner=scribe.who(improvement.owner or design.head.owner),
                customer=scribe.links(design.head.customer),
                approvals=_approvals(scribe, improvement),
            ),
            name=scribe.name(improvement.id),
            description=improvement.description,
            outcome=scribe.texts(_outcome(scribe, improvement)),
            chapters={name: write(scribe, improvement) for name, write in CHAPTERS.items()},
        )


def named(scribe: Scribe, work: Task | Milestone) -> Prose:
    """A task or milestone by its name."""
    return work.name or scribe.title(work.id)


def _approvals(scribe: Scribe, improvement: Improvement) -> Iterator[tuple[Value, ...]]:
    for who in improvement.agreed_by:
        yield scribe.who(who), phrase("agreed to the acceptance criteria"), None


def _outcome(scribe: Scribe, improvement: Improvement) -> Iterator[Value]:
    goal = _goal_sentence(scribe, improvement)
    if goal is not None:
        yield goal
    period = improvement.plan_period
    if improvement.owner:
        yield phrase("{owner} answers for the improvement.", owner=scribe.who(improvement.owner))
    if period is not None:
        yield phrase("It is planned for {period}.", period=period)
    day = scribe.when(improvement.check)
    if day is not None:
        yield phrase("Whether it has worked is checked on {day}.", day=day)
    result = improvement.result
    kpi = scribe.design.kpis.get(improvement.goal.kpi or "") if improvement.goal else None
    if result is not None and result.measured is not None and kpi is not None:
        yield phrase(
            "At the check {indicator} was {value}.",
            indicator=scribe.link(kpi.id),
            value=indicators.figure(scribe, kpi, result.measured),
        )


def _goal_sentence(scribe: Scribe, improvement: Improvement) -> Value:
    goal = improvement.goal
    kpi = scribe.design.kpis.get(goal.kpi or "") if goal else None
    if goal is None or kpi is None:
        return None
    start = goal.from_ if goal.from_ is not None else kpi.baseline
    if start is None or goal.to is None:
        return phrase("It is to better {indicator}.", indicator=scribe.link(kpi.id))
    return phrase(
        "{indicator} is to come from {start} to {end}.",
        indicator=scribe.link(kpi.id),
        start=indicators.figure(scribe, kpi, start),
        end=indicators.figure(scribe, kpi, goal.to),
    )


def _part(
    scribe: Scribe,
    improvement: Improvement,
    field: str,
    *blocks: Block | None,
    lead: Phrase | None = None,
    otherwise: Phrase,
) -> Section:
    path = ("improvements", improvement.id, field)
    return scribe.section(improvement, path, *blocks, lead=lead, otherwise=otherwise)


def _basics(scribe: Scribe, improvement: Improvement) -> Section:
    facts = scribe.facts(
        (phrase("Improvement"), scribe.name(improvement.id)),
        (phrase("Owner"), scribe.who(improvement.owner)),
        (phrase("Time of the plan"), improvement.plan_period),
        (phrase("Work"), improvement.effort),
        (phrase("Last reviewed on"), improvement.reviewed),
    )
    missing = (
        None if improvement.owner else scribe.missing(improvement, ("improvements", improvement.id, "owner"))
    )
    return Section(tuple(block for block in (facts, missing) if block is not None))


def _cause(scribe: Scribe, improvement: Improvement) -> Section:
    facts = scribe.facts(
        (phrase("Set off by"), scribe.links(improvement.cause, lines=True)),
        (phrase("Also taken into account"), scribe.links(improvement.inputs, lines=True)),
    )
    nothing = phrase("The cause of the improvement is not stated yet.")
    return _part(scribe, improvement, "cause", facts, otherwise=nothing)


def _goal(scribe: Scribe, improvement: Improvement) -> Section:
    """Where we are, where we want to be, and how the goal serves what lies above it."""
    goal = improvement.goal
    kpi = scribe.design.kpis.get(goal.kpi or "") if goal else None
    nothing = phrase("The improvement has no measurable goal yet.")
    if goal is None or kpi is None:
        return _part(scribe, improvement, "goal", otherwise=nothing)
    start = goal.from_ if goal.from_ is not None else kpi.baseline
    facts = scribe.facts(
        (phrase("Indicator"), scribe.link(kpi.id)),
        (phrase("Where we are"), indicators.figure(scribe, kpi, start)),
        (phrase("Where we want to be"), indicators.figure(scribe, kpi, goal.to)),
        (phrase("The indicator serves"), scribe.link(kpi.rolls_up_to) if kpi.rolls_up_to else None),
    )
    return _part(scribe, improvement, "goal", facts, otherwise=nothing)


def _solution(scribe: Scribe, improvement: Improvement) -> Section:
    said = scribe.texts(improvement.plan)
    return _part(
        scribe, improvement, "plan", said, otherwise=phrase("How the goal is reached is not said yet.")
    )


def _changes(scribe: Scribe, improvement: Improvement) -> Section:
    named = scribe.texts(scribe.link(one) for one in improvement.changes)
    lead = phrase("The improvement alters what follows; whoever owns it takes part.") if named else None
    nothing = phrase("The improvement leaves processes and services as they are.")
    return _part(scribe, improvement, "changes", named, lead=lead, otherwise=nothing)


def _tasks(scribe: Scribe, improvement: Improvement) -> Section:
    days = days_of_tasks(improvement, scribe.figures.clocks)
    rows = [
        (
            named(scribe, task),
            scribe.who(task.by),
            task.effort,
            days[name].first if name in days else None,
            days[name].last if name in days else None,
        )
        for name, task in improvement.tasks.items()
    ]
    headings = (
        phrase("Task"),
        phrase("Done by"),
        Column(phrase("Work"), figures=True),
        Column(phrase("First day"), figures=True),
        Column(phrase("Last day"), figures=True),
    )
    table = scribe.table(phrase("The tasks with their people and days"), headings, rows)
    nothing = phrase("The plan has no tasks yet.")
    return _part(scribe, improvement, "tasks", _chart(scribe, improvement), table, otherwise=nothing)


def _chart(scribe: Scribe, improvement: Improvement) -> Gantt | None:
    days = days_of_tasks(improvement, scribe.figures.clocks)
    bars = [
        Bar(name, named(scribe, task), days[name].first, days[name].last, needs=tuple(task.needs))
        for name, task in improvement.tasks.items()
        if name in days
    ]
    for name, milestone in improvement.milestones.items():
        day = scribe.figures.day(milestone.due)
        if day is not None:
            bars.append(
                Bar(name, named(scribe, milestone), day, day, milestone=True, needs=tuple(milestone.after))
            )
    if not bars:
        return None
    return Gantt(
        phrase("Tasks and milestones"), phrase("By date, each as early as what it needs"), tuple(bars)
    )


def _milestones(scribe: Scribe, improvement: Improvement) -> Section:
    rows = [
        (
            named(scribe, milestone),
            scribe.when(milestone.due),
            listing(
                named(scribe, improvement.tasks[one]) if one in improvement.tasks else scribe.link(one)
                for one in milestone.after
            ),
            scribe.who(milestone.by),
            listing(milestone.criteria, lines=True),
        )
        for milestone in improvement.milestones.values()
    ]
    headings = (
        phrase("Milestone"),
        Column(phrase("Due"), figures=True),
        phrase("After"),
        phrase("Owner"),
        phrase("It is reached when"),
    )
    table = scribe.table(phrase("Milestones of the improvement"), headings, rows)
    return _part(scribe, improvement, "milestones", table, otherwise=phrase("The plan has no milestones."))


def _people(scribe: Scribe, improvement: Improvement) -> Section:
    """What the improvement asks of people."""
    doing = dict.fromkeys(task.by for task in improvement.tasks.values() if task.by)
    facts = scribe.facts(
        (phrase("People who work on it"), improvement.people),
        (phrase("Posts that do the work"), scribe.links(doing)),
        (phrase("Work"), improvement.effort),
    )
    nothing = phrase("What the improvement asks of people is not said yet.")
    return _part(scribe, improvement, "people", facts, otherwise=nothing)


def _means(scribe: Scribe, improvement: Improvement) -> Section:
    """Which processes, measures, tools and documents change with it."""
    names = {
        "processes": phrase("Processes"),
        "services": phrase("Services"),
        "measurements": phrase("Measurements"),
        "tools": phrase("Tools"),
        "sops": phrase("Procedures"),
        "reports": phrase("Reports"),
    }
    found: dict[str, list[str]] = {}
    for one in improvement.changes:
        if one in scribe.design.entities:
            found.setdefault(scribe.design.kind_of(one), []).append(one)
    others = [one for kind, ids in found.items() if kind not in names for one in ids]
    facts = scribe.facts(
        *((name, scribe.links(found.get(kind, ()))) for kind, name in names.items()),
        (phrase("Other things"), scribe.links(others)),
    )
    nothing = phrase("Processes, methods and tools stay as they are.")
    return _part(scribe, improvement, "changes", facts, otherwise=nothing)


def _money(scribe: Scribe, improvement: Improvement) -> Section:
    cost = improvement.cost
    facts = scribe.facts(
        (phrase("Cost"), scribe.link(cost) if isinstance(cost, str) else scribe.money(cost)),
        (phrase("Other work is put off by"), improvement.delays),
    )
    nothing = phrase("What the improvement costs and puts off is not said yet.")
    return _part(scribe, improvement, "cost", facts, otherwise=nothing)


def _roles(scribe: Scribe, improvement: Improvement) -> Section:
    doing: dict[str, list[Value]] = {}
    for task in improvement.tasks.values():
        if task.by:
            doing.setdefault(task.by, []).append(named(scribe, task))
    for milestone in improvement.milestones.values():
        if milestone.by:
            doing.setdefault(milestone.by, []).append(named(scribe, milestone))
    rows: list[tuple[Value, Value]] = []
    for who in dict.fromkeys(
        (*((improvement.owner,) if improvement.owner else ()), *doing, *improvement.stakeholders)
    ):
        answers = phrase("answers for the improvement") if who == improvement.owner else None
        does = listing(doing.get(who, ()), lines=True)
        told = None if answers or does else phrase("takes part and is kept informed")
        rows.append((scribe.link(who), listing((answers, does, told), lines=True)))
    table = scribe.table(
        phrase("Who plays which part in the improvement"), (phrase("Who"), phrase("Part played")), rows
    )
    nothing = phrase("Nobody has been given a part yet.")
    return _part(scribe, improvement, "stakeholders", table, otherwise=nothing)


def _talks(scribe: Scribe, improvement: Improvement) -> Section:
    caption = phrase("When who was talked with")
    table = record_table(scribe, improvement.evidence.get("stakeholder-talk", ()), caption)
    nothing = phrase("No talk with those concerned is recorded yet.")
    return _part(scribe, improvement, "stakeholder-talk", table, otherwise=nothing)


def _published(scribe: Scribe, improvement: Improvement) -> Section:
    published = improvement.published
    facts = (
        scribe.facts(
            (phrase("Published on"), scribe.when(published.when)),
            (phrase("Made known to"), scribe.links(published.to)),
            (phrase("Outcome"), scribe.outcome(published.result)),
        )
        if published
        else None
    )
    nothing = phrase("The plan has not been made known yet.")
    return _part(scribe, improvement, "published", facts, otherwise=nothing)


def _acceptance(scribe: Scribe, improvement: Improvement) -> Section:
    criteria = scribe.texts(improvement.acceptance)
    agreed = scribe.facts((phrase("Agreed by"), scribe.who(improvement.agreed_by)))
    nothing = phrase("It is not agreed yet when the improvement counts as reached.")
    return _part(scribe, improvement, "acceptance", criteria, agreed if criteria else None, otherwise=nothing)


def _verification(scribe: Scribe, improvement: Improvement) -> Section:
    """When and how it is checked, and what came of it."""
    goal, result = improvement.goal, improvement.result
    kpi = scribe.design.kpis.get(goal.kpi or "") if goal else None
    measured = indicators.figure(scribe, kpi, result.measured) if kpi and result else None
    facts = scribe.facts(
        (phrase("Checked on"), scribe.when(improvement.check)),
        (phrase("Looked at again on"), scribe.when(improvement.lasting)),
        (phrase("Wanted"), indicators.level(scribe, kpi, goal.to) if kpi and goal else None),
        (phrase("Measured at the check"), measured),
        (phrase("Report on the check"), scribe.who(result.record) if result else None),
    )
    before = (
        phrase("Measured value and report are entered at the check.") if facts and measured is None else None
    )
    nothing = phrase("No day is set for the check of the improvement yet.")
    return _part(scribe, improvement, "check", facts, lead=before, otherwise=nothing)


CHAPTERS: Mapping[str, Callable[[Scribe, Improvement], Section]] = {
    "basics": _basics,
    "cause": _cause,
    "goal": _goal,
    "solution": _solution,
    "changes": _changes,
    "tasks": _tasks,
    "milestones": _milestones,
    "people": _people,
    "means": _means,
    "money": _money,
    "roles": _roles,
    "talks": _talks,
    "published": _published,
    "acceptance": _acceptance,
    "verification": _verification,
}
