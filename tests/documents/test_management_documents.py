"""Protects what the security statement, the budget, the relations plan, the document rules and the further matters say."""

from __future__ import annotations

import re

import pytest

from tests.documents.building import design_of, markdown_of, sections_of, views_of

MINE = ["security-statement", "budget", "relations-plan", "document-rules", "further-matters"]


def written(change=None, *, name="small", passed=True):
    """The five documents in English of a design that may be changed before, by their kind."""
    sections = sections_of(name)
    if change:
        change(sections)
    sections["documents"] = {**sections.get("documents", {}), "include": MINE}
    files = markdown_of(views_of(design_of(sections), passed=passed))
    return {file.removeprefix("en/").removesuffix(".md"): text for file, text in files.items()}


def row(text, begin):
    """The cells of the table row that begins so."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {begin} |"))
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def chapter(text, heading):
    """What stands under a heading, up to the next."""
    return re.split(r"\n#+ ", text.split(f" {heading}\n", 1)[1])[0]


def controls(sections):
    """One control that is applied, one left out, one that nobody carries out."""
    sections["security"] = {
        "controls": {
            "guards": {"goal": "availability", "does": "They watch.", "none": {"by": "The landlord does."}},
            "locks": {"goal": "confidentiality", "does": "Doors are locked.", "by": "incident-work"},
            "seals": {"goal": "integrity", "does": "Cases are sealed."},
        }
    }


@pytest.mark.parametrize(
    ("control", "state"),
    [("Guards", "does not apply"), ("Locks", "applied"), ("Seals", "not carried out yet")],
)
def test_applicability_of_each_control(control, state):
    """A control without means is never shown as applied; one left out shows why."""
    text = chapter(written(controls)["security-statement"], "6. Statement of applicability")
    cells = row(text, control)
    assert cells[1] == state
    assert ("The landlord does." in cells) == (control == "Guards")


def test_open_control_is_a_gap_in_a_draft():
    """What nobody carries out is marked with the rule that asks for it."""
    text = chapter(written(controls, passed=False)["security-statement"], "6. Statement of applicability")
    assert "**Gap:**" in text
    assert "Seals `SEC005`" in text


def test_costs_add_up_in_the_budget():
    """The figures are those of the analysis: staff 276,000, contract 24,000 and tools 6,000 against a fee of 336,000."""
    text = written()["budget"]
    assert row(text, "Office IT")[1:] == [
        "EUR 276,000", "EUR 24,000", "EUR 6,000", "EUR 306,000", "EUR 336,000",
    ]  # fmt: skip
    assert "which leaves EUR 30,000" in text


@pytest.mark.parametrize(
    ("staff", "tolerance", "state"),
    [(276000, "0%", "not exceeded"), (270000, "5%", "within tolerance"), (270000, "1%", "exceeded")],
)
def test_state_of_a_budget_line(staff, tolerance, state):
    """A line is held, passed within its tolerance, or exceeded."""

    def change(sections):
        budget = sections["budgets"]["first-year"]
        budget["lines"]["people"] = staff
        budget["tolerance"] = tolerance

    text = chapter(written(change)["budget"], "4.1 First year")
    assert row(text, "Staff")[-1] == state


def test_split_fee_is_the_whole_fee():
    """The parts of the units add up to the fee to the cent."""

    def change(sections):
        units = {"lawyers": "33.3333%", "clerks": "33.3333%", "cellar": "33.3334%"}
        sections["allocations"] = {"split": {"sla": "lark-sla", "units": units}}

    text = written(change)["budget"]
    parts = [
        int(row(text, unit)[2].removeprefix("EUR ").replace(",", ""))
        for unit in ("Lawyers", "Clerks", "Cellar")
    ]
    assert sum(parts) == 336000


def test_overdue_assessment_is_told():
    """A supplier whose assessment should have been held is named in the summary and marked in the table."""

    def change(sections):
        sections["relations"] = {
            "nimbus-tie": {"party": "nimbus", "assessment": {"last": "2025-01-01", "next": "2026-01-01"}}
        }

    text = written(change)["relations-plan"]
    assert "Their assessment is overdue: Nimbus Cloud." in text
    assert "overdue since 1 January 2026" in text


def test_parties_of_no_kind_are_not_counted():
    """The summary speaks of the parties there are, and of no others."""
    assert "relations with 1 customer and 1 supplier." in written()["relations-plan"]


def test_control_of_a_risk_that_nothing_brings_in():
    """A control that is neither run nor planned for is shown as open."""

    def change(sections):
        sections["risks"]["server-dies"]["control"] = "watcher"

    text = written(change)["further-matters"]
    assert "Nothing brings the control into use for: Server dies." in text
    assert row(text, "Server dies")[-1] == "not brought in yet"


def test_services_without_papers_are_named():
    """A service for whose parts nothing is written down is told of in the summary."""
    assert "Not documented in full: Office IT." in written()["document-rules"]


def test_only_the_provider_reads_them():
    """Costs, risks and assessments stay inside."""
    design = design_of(sections_of("reference"))
    audiences = {view.document: view.audience for view in views_of(design) if view.document in MINE}
    assert audiences == dict.fromkeys(MINE, "internal")
