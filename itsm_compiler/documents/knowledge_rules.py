"""How knowledge is gained, shared, kept and renewed: its steps, sources, subjects, life and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.kpi_rows import kpi_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.documents.scribe import Scribe

STEPS = {
    "gaining": phrase("Gaining"),
    "sharing": phrase("Sharing"),
    "keeping": phrase("Keeping and finding"),
    "review": phrase("Review and renewal"),
}
STRATEGIES = {
    "codify": phrase("knowledge is written down"),
    "personalise": phrase("knowledge is passed on in person"),
    "mixed": phrase("what repeats is written down, the rest is passed on in person"),
}


def _strategy(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    strategy = knowledge.strategy if knowledge else None
    facts = (
        scribe.facts(
            (phrase("Answers for it"), scribe.who(knowledge.owner)),
            (phrase("Knowledge base"), scribe.link(knowledge.tool) if knowledge.tool else None),
            (phrase("Strategy"), STRATEGIES.get(strategy.kind or "") if strategy else None),
            (phrase("Reason"), strategy.reason if strategy else None),
            (phrase("Readers"), scribe.links(knowledge.readers)),
            (phrase("Writers"), scribe.links(knowledge.writers)),
            (phrase("Maturity, level reached"), knowledge.maturity),
        )
        if knowledge
        else None
    )
    nothing = phrase("No rules for knowledge are laid down.")
    return chapter(scribe, knowledge, ("knowledge", "strategy"), [facts], nothing)


def _steps(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    steps = knowledge.steps if knowledge else None
    rows = [
        (name, scribe.who(step.by), scribe.who(step.record))
        for field, name in STEPS.items()
        if steps is not None and (step := getattr(steps, field)) is not None
    ]
    headings = (phrase("Step of knowledge management"), phrase("Done by"), phrase("Record"))
    table = scribe.table(phrase("Steps of knowledge management"), headings, rows)
    nothing = phrase("The steps of knowledge management are not laid down.")
    return chapter(scribe, knowledge, ("knowledge", "steps"), [table], nothing)


def _sources(scribe: Scribe) -> Section:
    """Where knowledge comes from: lessons of the deployment, and trainings with their materials."""
    design = scribe.design
    plan = design.deployment
    lessons = (
        record_table(scribe, plan.evidence.get("lessons", ()), phrase("Lessons of the deployment"))
        if plan
        else None
    )
    rows = [
        (scribe.link(one.id), listing((scribe.who(item) for item in one.materials), lines=True))
        for one in design.training.values()
        if one.materials
    ]
    materials = scribe.table(
        phrase("Materials of the trainings"), (phrase("Training"), phrase("Materials")), rows
    )
    nothing = phrase("No lessons and no materials are named as sources.")
    return chapter(scribe, plan, ("deployment", "lessons"), [lessons, materials], nothing)


def _subjects(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    seed = knowledge.seed if knowledge else {}
    named = scribe.design.services_of(knowledge.categories) if knowledge else ()
    rows = [(scribe.link(one), seed.get(one)) for one in dict.fromkeys((*named, *seed))]
    headings = (phrase("Category"), Column(phrase("Articles at the start"), figures=True))
    table = scribe.table(phrase("Categories and what they hold at the start"), headings, rows)
    nothing = phrase("Knowledge is not put into categories.")
    return chapter(scribe, knowledge, ("knowledge", "categories"), [table], nothing)


def _life(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    life = knowledge.life if knowledge else None
    facts = (
        scribe.facts(
            (phrase("States of an article"), scribe.words(life.states)),
            (phrase("Parts of an article"), scribe.words(knowledge.template)),
            (phrase("Checked by"), scribe.links(life.reviewers)),
            (phrase("Reviewed"), life.review),
            (phrase("Kept for"), life.keep),
        )
        if knowledge and life
        else None
    )
    nothing = phrase("The life of an article is not laid down.")
    return chapter(scribe, knowledge, ("knowledge", "life"), [facts], nothing)


def _measures(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    known = scribe.design.kpis
    kpis = [known[kpi] for kpi in (knowledge.kpis if knowledge else ()) if kpi in known]
    table = kpi_table(scribe, kpis, phrase("How knowledge is measured"))
    nothing = phrase("Knowledge is not measured.")
    return chapter(scribe, knowledge, ("knowledge", "kpis"), [table], nothing)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "strategy": _strategy,
    "steps": _steps,
    "sources": _sources,
    "subjects": _subjects,
    "life": _life,
    "measures": _measures,
}
