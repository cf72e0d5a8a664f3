"""Protects the records of the deployment: what is done, due, missing or deviating, and what the customer may not see."""

from __future__ import annotations

from datetime import date

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.documents import acceptance_report, deployment_file
from itsm_compiler.documents.scribe import Material, Scribe
from itsm_compiler.graph import build_graph
from tests.documents.building import AS_OF, design_of, markdown_of, sections_of

AFTER = date(2027, 4, 1)
"""A day after the small plan has ended."""


def written(module, sections, today=AS_OF):
    """The document of a design on a day, in English."""
    design = design_of(sections)
    graph = build_graph(design)
    scribe = Scribe(Material(design, graph, analyse(design, graph, today), (), today, passed=True))
    (text,) = markdown_of(list(module.views(scribe))).values()
    return text


def small(**deployment):
    """The sections of the small design with some fields of its deployment replaced."""
    sections = sections_of("small")
    sections["deployment"] |= deployment
    return sections


def row(text, *cells):
    """Whether the text has a row of a table with these cells in a row."""
    return " | ".join(cells) in text


def test_a_design_without_a_deployment_has_no_records_of_one():
    """Nothing is written of a deployment that nobody plans."""
    sections = sections_of("small")
    del sections["deployment"]
    views = [*acceptance_report.views(_scribe(sections)), *deployment_file.views(_scribe(sections))]
    assert not views


def _scribe(sections):
    design = design_of(sections)
    graph = build_graph(design)
    return Scribe(Material(design, graph, analyse(design, graph, AS_OF), (), AS_OF, passed=True))


def test_a_result_is_missing_only_once_its_day_has_passed():
    """Before its day a deliverable is not due; after it an empty result is a fault that is seen."""
    before, after = (written(acceptance_report, small(), day) for day in (AS_OF, AFTER))
    assert row(before, "Lark Legal", "not due yet")
    assert row(after, "Lark Legal", "result missing")


def test_who_signs_has_a_line_even_if_nobody_is_named():
    """The parties sign the report whether or not the plan names their representatives."""
    text = written(acceptance_report, small())
    chapter = text[text.rindex("Signatures") :]
    assert "Lark Legal" in chapter
    assert "Pine IT" in chapter


def test_a_deviation_stands_with_its_reason():
    """What came late or did not pass is listed; where the reason is not written that is said."""
    sections = small()
    paper = sections["deployment"]["deliverables"]["trial-paper"]
    paper["result"] = "fail"
    assert "reason missing" in written(acceptance_report, sections)
    paper["deviation"] = "the line was cut for two days"
    text = written(acceptance_report, sections)
    assert "the line was cut for two days" in text
    assert "1 deviation from the plan is recorded." in text
    paper |= {"result": "pass", "deviation": "late by a day"}
    sections["deployment"]["tasks"]["try"]["actual"] = {"from": "2027-01-28", "to": "2027-02-22"}
    assert "late by a day" in written(acceptance_report, sections)


def test_measured_levels_stand_beside_those_promised():
    """Each measured value is judged in the direction of its metric; what is not measured yet is named."""
    acceptance = {"results": {"office-it": {"availability": "98%"}}}
    text = written(acceptance_report, small(acceptance=acceptance))
    assert row(text, "Availability", "at least 99 %", "98 %", "not reached")
    acceptance["results"]["office-it"]["availability"] = "99.5%"
    assert row(
        written(acceptance_report, small(acceptance=acceptance)),
        "Availability",
        "at least 99 %",
        "99.5 %",
        "reached",
    )


def test_the_customer_reads_neither_effort_nor_internal_things():
    """The hours of the provider and deliverables marked internal stay out of the acceptance report."""
    sections = small()
    for task in sections["deployment"]["tasks"].values():
        task["effort"] = "777h"
    sections["deployment"]["deliverables"]["trial-paper"]["internal"] = True
    text = written(acceptance_report, sections)
    assert "777" not in text
    assert "Trial paper" not in text
    assert "777" in written(deployment_file, sections)


def test_what_was_done_is_counted():
    """Tasks with an end on record are done; the phase shows when it was really worked on."""
    sections = small()
    sections["deployment"]["tasks"]["plan"]["actual"] = {"from": "2027-01-12", "to": "2027-01-15"}
    text = written(acceptance_report, sections)
    assert "Of 5 tasks, 1 is recorded as done." in text
    assert row(text, "12 to 15 January 2027", "1 of 1")


def test_what_comes_out_of_no_deliverable_is_named():
    """The file says which elements no task with a deliverable is for, and forgets those that one is for."""
    assert row(written(deployment_file, small()), "Processes", "2", "0", "Help and Change work")
    sections = small()
    sections["deployment"]["tasks"]["try"]["for"] = ["help", "change-work"]
    assert "Help and Change work" not in written(deployment_file, sections)


def test_a_proof_of_readiness_that_lacks_says_where():
    """A gate that is not met names its services and what is late or missing."""
    text = written(deployment_file, small())
    assert row(text, "Tools are tested", "1", "—", "late or missing", "Office IT", "Tickets")
    assert "Of 6 proofs of readiness, 4 are late or missing." in text
