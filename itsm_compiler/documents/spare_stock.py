"""Spare parts: stock against demand, the way to a swapped part, who keeps them, and how they are handled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents.chaptered import chapter, either, minutes, percent
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Number, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itsm_compiler.analysis.spare_paths import SparePath
    from itsm_compiler.analysis.spares import SpareFigure
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Phrase, Value

STEPS: Mapping[str, Phrase] = {
    "request": phrase("Requisition"),
    "purchase": phrase("Purchase"),
    "receipt": phrase("Goods in"),
    "issue": phrase("Issue from stock"),
    "scrapping": phrase("Scrapping"),
}


def late_paths(figure: SpareFigure) -> tuple[SparePath, ...]:
    """The ways to a swapped part that take longer than a promised resolution."""
    return tuple(path for path in figure.paths if path.verdict == "broken")


def _stock(scribe: Scribe) -> Section:
    rows = []
    for figure in scribe.figures.spares:
        spare = scribe.design.spares[figure.spare]
        rows.append(
            (
                scribe.link(spare.id),
                scribe.links(spare.for_),
                spare.lead_time,
                None
                if figure.demand_in_lead_time is None
                else Number(figure.demand_in_lead_time, "score", 2),
                figure.required_stock,
                figure.stock,
                percent(figure.probability_met, 2),
                spare.confidence,
                _enough(figure),
            )
        )
    headings = (
        phrase("Spare part"),
        phrase("For"),
        Column(phrase("Comes after"), figures=True),
        Column(phrase("Pieces asked for meanwhile"), figures=True),
        Column(phrase("Pieces required"), figures=True),
        Column(phrase("In stock"), figures=True),
        Column(phrase("At hand with"), figures=True),
        Column(phrase("Probability wanted"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Stock of the spare parts against their demand"), headings, rows)
    lead = phrase(
        "A piece that is taken is ordered at once and comes after the lead time; the stock must bear what is asked for meanwhile."
    )
    nothing = phrase("No spare parts are held.")
    return chapter(scribe, None, ("spares", "stock"), [table], nothing, lead if table else None)


def _enough(figure: SpareFigure) -> Value:
    if figure.margin is None:
        return None
    return Tag(phrase("enough"), "good") if figure.margin >= 0 else Tag(phrase("too few pieces"), "bad")


def _response(scribe: Scribe) -> Section:
    """The tightest way to a swapped part of each spare, with who brings it and how soon."""
    rows = []
    for figure in scribe.figures.spares:
        spare = scribe.design.spares[figure.spare]
        known = [path for path in figure.paths if path.margin_minutes is not None]
        tight = min(known, key=lambda path: path.margin_minutes or 0.0, default=None)
        rows.append(
            (
                scribe.link(spare.id),
                spare.response,
                spare.swap,
                None if tight is None else minutes(tight.composed_minutes),
                None
                if tight is None
                else phrase(
                    "{time}, priority {priority} of {agreement}",
                    time=minutes(tight.target_minutes),
                    priority=tight.priority,
                    agreement=scribe.link(tight.sla),
                ),
                _in_time(figure),
            )
        )
    headings = (
        phrase("Spare part"),
        Column(phrase("On site within"), figures=True),
        Column(phrase("Exchanged within"), figures=True),
        Column(phrase("From call to swapped part"), figures=True),
        phrase("Tightest promise"),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Spare parts against the times promised to customers"), headings, rows)
    nothing = phrase("No spare part says how soon it is brought and swapped.")
    return chapter(scribe, None, ("spares", "response"), [table], nothing)


def _in_time(figure: SpareFigure) -> Value:
    if not figure.paths:
        return None
    if late_paths(figure):
        return Tag(phrase("too late"), "bad")
    if any(path.verdict == "unsupported" for path in figure.paths):
        return Tag(phrase("not known"), "warning")
    return Tag(phrase("in time"), "good")


def _custody(scribe: Scribe) -> Section:
    rows = []
    for spare in scribe.design.spares.values():
        keeper = spare.custody
        rows.append(
            (
                scribe.link(spare.id),
                scribe.link(spare.contract) if spare.contract else None,
                either(scribe.who(keeper.by), scribe.who(keeper.party)) if keeper else None,
                keeper.place if keeper else None,
                spare.test,
                spare.usable,
                phrase("yes") if spare.critical else phrase("no"),
            )
        )
    headings = (
        phrase("Spare part"),
        phrase("Supplied under"),
        phrase("Kept by"),
        phrase("Place"),
        phrase("Tested"),
        Column(phrase("Pieces that work"), figures=True),
        phrase("Critical part"),
    )
    table = scribe.table(phrase("Suppliers, stores and tests of the spare parts"), headings, rows)
    return chapter(scribe, None, ("spares", "custody"), [table], phrase("No spare parts are held."))


def _third_parties(scribe: Scribe) -> Section:
    """The stores that suppliers keep: whether their contracts keep the response that is needed."""
    rows = [
        (
            scribe.link(figure.spare),
            scribe.link(figure.contract) if figure.contract else None,
            minutes(figure.response_minutes),
            minutes(figure.contract_response_minutes),
            None
            if figure.contract_keeps_response is None
            else Tag(phrase("holds"), "good")
            if figure.contract_keeps_response
            else Tag(phrase("too weak"), "bad"),
        )
        for figure in scribe.figures.spares
        if figure.supplier_held
    ]
    headings = (
        phrase("Spare part"),
        phrase("Contract"),
        Column(phrase("Response needed"), figures=True),
        Column(phrase("Response promised"), figures=True),
        phrase("Verdict"),
    )
    table = scribe.table(phrase("Stores kept by suppliers"), headings, rows)
    if table is None and scribe.design.spares:
        return Section((), (phrase("No store of spare parts is kept by a supplier."),))
    return chapter(scribe, None, ("spares", "contract"), [table], phrase("No spare parts are held."))


def _steps(scribe: Scribe) -> Section:
    rules = scribe.design.spare_rules
    steps = rules.steps if rules else None
    rows = [
        (name, scribe.who(step.by), scribe.link(step.form) if step.form else None, step.within)
        for field, name in STEPS.items()
        if (step := getattr(steps, field, None)) is not None
    ]
    headings = (
        phrase("Step taken"),
        phrase("Person in charge"),
        phrase("Form used"),
        Column(phrase("Within"), figures=True),
    )
    table = scribe.table(phrase("Spare parts from request to scrapping"), headings, rows)
    nothing = phrase("The steps in the life of a spare part are not laid down.")
    return _rules_chapter(scribe, "steps", [table], nothing)


def _rules(scribe: Scribe) -> Section:
    rules = scribe.design.spare_rules
    facts = rated = None
    if rules is not None:
        facts = scribe.facts(
            (phrase("Label of each piece"), rules.label),
            (phrase("Booked in"), scribe.link(rules.ledger) if rules.ledger else None),
            (phrase("Written off"), rules.write_off),
            (phrase("Suppliers are selected by"), listing(rules.selection, lines=True)),
            (phrase("Longest time between two tests"), rules.test_interval),
        )
        rated = record_table(scribe, rules.rating, phrase("Rating of the suppliers of spare parts"))
    nothing = phrase("No rules for spare parts are laid down.")
    return _rules_chapter(scribe, "label", [facts, rated], nothing)


def _rules_chapter(scribe: Scribe, field: str, blocks: list[Block | None], otherwise: Phrase) -> Section:
    """A chapter on the rules; a design that holds no spare parts on purpose says so."""
    head = scribe.design.head.none
    if not scribe.design.spares and "spares" in head and scribe.design.spare_rules is None:
        return Section((), (phrase("No spare parts are held, so no rules for them are needed."),))
    return chapter(scribe, scribe.design.spare_rules, ("spare_rules", field), blocks, otherwise)


CHAPTERS: Mapping[str, Callable[[Scribe], Section]] = {
    "spare_stock": _stock,
    "spare_response": _response,
    "spare_custody": _custody,
    "spare_third_parties": _third_parties,
    "spare_steps": _steps,
    "spare_rules": _rules,
}
