"""The budget: what each service and agreement costs and brings in, what is approved, and how fees are split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.documents import budget_costs, budget_fees
from itsm_compiler.documents.chaptered import Detail, Plan, chaptered
from itsm_compiler.documents.evidence_records import record_table
from itsm_compiler.documents.scribe import listing
from itsm_compiler.documents.view import Column, Section, Tag, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.analysis.budget import BudgetFigure, LineFigure
    from itsm_compiler.documents.chaptered import ChapteredView
    from itsm_compiler.documents.scribe import Scribe
    from itsm_compiler.documents.view import Block, Value
    from itsm_compiler.model.risk_and_cost import Budget

money = budget_costs.money
line_name = budget_costs.line_name


def views(scribe: Scribe) -> Iterator[ChapteredView]:
    """The budget, when there are services to pay for or money is spoken of."""
    if scribe.design.services or scribe.figures.costs is not None:
        yield chaptered(scribe, PLAN)


def _outcome(scribe: Scribe) -> Iterator[Value]:
    costs = scribe.figures.costs
    if costs is None:
        yield phrase("The design says nothing of money yet.")
        return
    yield phrase("A year of operation costs {amount}.", amount=money(scribe, costs.total))
    loose = sum((item.unallocated for item in costs.unallocated), start=costs.total * 0)
    if loose:
        yield phrase("{amount} of it reaches no service.", amount=money(scribe, loose))
    for figure in costs.slas:
        if figure.price is None or figure.margin is None:
            continue
        if figure.margin < 0:
            yield phrase(
                "The agreement “{agreement}” brings in {price} a year and costs {cost}: {loss} too little.",
                agreement=scribe.link(figure.sla),
                price=money(scribe, figure.price),
                cost=money(scribe, figure.cost),
                loss=money(scribe, -figure.margin),
            )
        else:
            yield phrase(
                "The agreement “{agreement}” brings in {price} a year and costs {cost}, which leaves {margin}.",
                agreement=scribe.link(figure.sla),
                price=money(scribe, figure.price),
                cost=money(scribe, figure.cost),
                margin=money(scribe, figure.margin),
            )
    for budget in costs.budgets:
        yield from _result(scribe, budget)


def _result(scribe: Scribe, budget: BudgetFigure) -> Iterator[Value]:
    """Whether the lines of a budget hold."""
    beyond = [line for line in budget.lines if not line.within]
    if beyond:
        yield phrase(
            "The budget “{budget}” is too small in these lines: {lines}.",
            budget=scribe.link(budget.budget),
            lines=listing(line_name(scribe, line.line) for line in beyond),
        )
    else:
        yield phrase(
            "The budget “{budget}” holds: {planned} is planned, {approved} is approved.",
            budget=scribe.link(budget.budget),
            planned=money(scribe, budget.planned),
            approved=money(scribe, budget.approved),
        )


def _budgets(scribe: Scribe) -> Iterator[Detail]:
    costs = scribe.figures.costs
    figures = {figure.budget: figure for figure in costs.budgets} if costs else {}
    for budget in scribe.design.budgets.values():
        blocks = _budget(scribe, budget, figures.get(budget.id))
        body = scribe.section(
            budget,
            ("budgets", budget.id, "lines"),
            *blocks,
            otherwise=phrase("This budget has no lines yet."),
        )
        yield Detail(budget.id, scribe.name(budget.id), budget.description, body)


def _budget(scribe: Scribe, budget: Budget, figure: BudgetFigure | None) -> Iterator[Block | None]:
    approved = budget.approved
    yield scribe.facts(
        (phrase("Period"), budget.period),
        (phrase("Reserve"), scribe.money(budget.reserve)),
        (phrase("Tolerance of a line"), budget.tolerance),
        (phrase("Margin wanted"), budget.margin),
        (phrase("Approved by"), scribe.who(approved.by) if approved else None),
        (phrase("Approved on"), scribe.when(approved.when) if approved else None),
        (phrase("Record"), scribe.who(approved.record) if approved else None),
    )
    if figure is not None and figure.lines:
        yield _lines(scribe, figure)
    yield record_table(scribe, budget.control, phrase("Control of the budget"))


def _lines(scribe: Scribe, figure: BudgetFigure) -> Block | None:
    rows: list[tuple[Value, ...]] = [
        (
            line_name(scribe, line.line),
            money(scribe, line.planned),
            money(scribe, line.budget),
            money(scribe, line.variance),
            _state(line),
        )
        for line in figure.lines
    ]
    rows.append(
        (
            phrase("All lines"),
            money(scribe, figure.planned),
            money(scribe, figure.approved),
            money(scribe, figure.variance),
            None,
        )
    )
    headings = (
        phrase("Line"),
        Column(phrase("Planned cost"), figures=True),
        Column(phrase("Approved amount"), figures=True),
        Column(phrase("Left"), figures=True),
        phrase("State"),
    )
    return scribe.table(phrase("What is planned and approved"), headings, rows)


def _state(line: LineFigure) -> Tag:
    if not line.within:
        return Tag(phrase("exceeded"), "bad")
    over = line.variance is not None and line.variance < 0
    return Tag(phrase("within tolerance"), "warning") if over else Tag(phrase("not exceeded"), "good")


def _budgets_section(scribe: Scribe) -> Section:
    """What stands where there is no budget at all."""
    if scribe.design.budgets:
        return Section(())
    return scribe.section(None, ("design", "budgets"), otherwise=phrase("No budget has been approved yet."))


def _outside(scribe: Scribe) -> Section:
    """The costs that no budget has a line for."""
    costs = scribe.figures.costs
    rows = [
        (line_name(scribe, line.line), money(scribe, line.planned))
        for line in (costs.unbudgeted if costs else ())
    ]
    headings = (phrase("Line"), Column(phrase("In a year"), figures=True))
    table = scribe.table(phrase("Costs for which no budget has a line"), headings, rows)
    nothing = phrase("Every cost has a line in a budget.")
    if not scribe.design.budgets:
        nothing = phrase("Without a budget no cost has a line.")
    return Section((table,)) if table else Section((), (nothing,))


def _reserve(scribe: Scribe) -> Section:
    """The reserve of each budget beside what the risks may cost in a year."""
    losses = [figure.exposure for figure in scribe.figures.risks if figure.exposure and not figure.closed]
    costs = scribe.figures.costs
    rows: list[tuple[Value, ...]] = [
        (scribe.link(one.budget), scribe.design.budgets[one.budget].period, money(scribe, one.reserve))
        for one in (costs.budgets if costs else ())
        if one.reserve is not None
    ]
    headings = (
        phrase("Budget"),
        phrase("Period"),
        Column(phrase("Reserve"), figures=True),
    )
    table = scribe.table(phrase("Reserves"), headings, rows)
    lead = (
        phrase(
            "The open risks are expected to cost {amount} in a year before the responses.",
            amount=money(scribe, sum(losses)),
        )
        if losses
        else phrase("The money that the open risks may cost is not rated.")
    )
    if table is None:
        missing = scribe.missing(None, ("budgets", "reserve"))
        nothing = phrase("No reserve is set aside.")
        return Section((missing,), (lead,)) if missing else Section((), (lead, nothing))
    return Section((table,), (lead,))


def _anchors(scribe: Scribe) -> tuple[str, ...]:
    return (*scribe.design.budgets, *scribe.design.allocations, *scribe.design.costs)


PLAN = Plan(
    kind="budget",
    title=phrase("Budget"),
    outcome=_outcome,
    chapters={
        **budget_costs.CHAPTERS,
        "budgets": _budgets_section,
        "outside": _outside,
        "reserve": _reserve,
        **budget_fees.CHAPTERS,
    },
    details={"budgets": lambda scribe: tuple(_budgets(scribe)), "allocations": budget_fees.allocations},
    anchors=_anchors,
)
