"""The knowledge base: strategy, first articles, who reads and writes, the life of an article, indicators and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter
from itsm_compiler.documents.desk_rules import kpi_table
from itsm_compiler.documents.view import Column, Section, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value

STRATEGIES: Mapping[str, Phrase] = {
    "codify": phrase("knowledge is written down"),
    "personalise": phrase("knowledge is passed on in person"),
    "mixed": phrase("what repeats is written down, the rest is passed on in person"),
}
STEPS: Mapping[str, Phrase] = {
    "gaining": phrase("Gaining"),
    "sharing": phrase("Sharing"),
    "keeping": phrase("Keeping and finding"),
    "review": phrase("Review and renewal"),
}


def _chapter(scribe: Scribe, field: str, blocks: Iterable[Block | None], otherwise: Phrase) -> Section:
    """A chapter on the knowledge base; a design that has none on purpose says why once, in the first."""
    design = scribe.design
    if design.knowledge is None and "knowledge" in design.head.none and field != "strategy":
        return Section((), (phrase("There is no knowledge base, so nothing is laid down here."),))
    return chapter(scribe, design.knowledge, ("knowledge", field), blocks, otherwise)


def _strategy(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    facts = None
    if knowledge is not None:
        strategy = knowledge.strategy
        facts = scribe.facts(
            (phrase("Owner"), scribe.who(knowledge.owner)),
            (phrase("Kept in"), scribe.link(knowledge.tool) if knowledge.tool else None),
            (phrase("The tool can"), _functions(scribe)),
            (phrase("Strategy"), STRATEGIES.get(strategy.kind or "") if strategy else None),
            (phrase("Reason"), strategy.reason if strategy else None),
            (
                phrase("Maturity"),
                phrase("level {level} of 5", level=knowledge.maturity)
                if knowledge.maturity is not None
                else None,
            ),
        )
    return _chapter(scribe, "strategy", [facts], phrase("There is no knowledge base yet."))


def _functions(scribe: Scribe) -> Value:
    knowledge = scribe.design.knowledge
    tool = scribe.design.tools.get(knowledge.tool or "") if knowledge else None
    return scribe.words(tool.functions) if tool else None


def _seed(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    rows: list[tuple[Value, ...]] = []
    facts = None
    if knowledge is not None:
        sorts = dict.fromkeys([*scribe.design.services_of(knowledge.categories), *knowledge.seed])
        rows = [(scribe.link(service), knowledge.seed.get(service)) for service in sorts]
        facts = scribe.facts((phrase("Parts of an article"), scribe.words(knowledge.template)))
    headings = (phrase("Category"), Column(phrase("Articles at the start"), figures=True))
    table = scribe.table(phrase("Categories with their first articles"), headings, rows)
    return _chapter(scribe, "seed", [facts, table], phrase("No first articles are planned yet."))


def _sharing(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    facts = None
    if knowledge is not None and knowledge.readers == knowledge.writers:
        facts = scribe.facts((phrase("Read and written by"), scribe.links(knowledge.readers)))
    elif knowledge is not None:
        facts = scribe.facts(
            (phrase("Read by"), scribe.links(knowledge.readers)),
            (phrase("Written by"), scribe.links(knowledge.writers)),
        )
    return _chapter(scribe, "readers", [facts], phrase("It is not said yet who reads and writes knowledge."))


def _life(scribe: Scribe) -> Section:
    life = scribe.design.knowledge.life if scribe.design.knowledge else None
    facts = (
        scribe.facts(
            (phrase("States of an article"), scribe.words(life.states)),
            (phrase("Checked by"), scribe.links(life.reviewers)),
            (phrase("Looked over"), life.review),
            (phrase("Kept for"), life.keep),
        )
        if life
        else None
    )
    return _chapter(scribe, "life", [facts], phrase("The life of an article is not laid down."))


def _steps(scribe: Scribe) -> Section:
    steps = scribe.design.knowledge.steps if scribe.design.knowledge else None
    rows = [
        (name, scribe.who(step.by), scribe.who(step.record))
        for field, name in STEPS.items()
        if (step := getattr(steps, field, None)) is not None
    ]
    headings = (phrase("Step taken"), phrase("Person in charge"), phrase("Written down in"))
    table = scribe.table(phrase("Steps of knowledge management"), headings, rows)
    nothing = phrase("The steps of knowledge management are not laid down.")
    return _chapter(scribe, "steps", [table], nothing)


def _kpis(scribe: Scribe) -> Section:
    knowledge = scribe.design.knowledge
    kpis = knowledge.kpis if knowledge else ()
    table = kpi_table(scribe, kpis, phrase("Indicators of the knowledge base"))
    return _chapter(scribe, "kpis", [table], phrase("The knowledge base has no indicators yet."))


def _risks(scribe: Scribe) -> Section:
    rows = [
        (scribe.link(risk.id), risk.cause, risk.effect, scribe.links(risk.control), scribe.who(risk.owner))
        for risk in scribe.design.risks.values()
        if risk.category == "knowledge"
    ]
    headings = (
        phrase("Risk"),
        phrase("Cause"),
        phrase("Effect"),
        phrase("Control"),
        phrase("Owner"),
    )
    table = scribe.table(phrase("Registered risks of knowledge"), headings, rows)
    looked = [
        phrase("Looked for on {day} and found none.", day=scribe.when(one.when))
        for one in scribe.design.examined
        if "knowledge" in one.element and scribe.when(one.when) is not None
    ]
    items = scribe.texts(looked)
    if table is None and items is None:
        return Section((), (phrase("The risk register names no risk of knowledge."),))
    return Section(tuple(block for block in (table, items) if block is not None))


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "knowledge": _strategy,
    "knowledge_seed": _seed,
    "knowledge_sharing": _sharing,
    "knowledge_life": _life,
    "knowledge_steps": _steps,
    "knowledge_kpis": _kpis,
    "knowledge_risks": _risks,
}
