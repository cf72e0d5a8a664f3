"""Protects what the documents of planning say: whose needs are whose, where they are met, and how far levels have come."""

from __future__ import annotations

from datetime import date

import pytest
from itsm_compiler.renderers.values import speaker

from itsm_compiler.analysis.analyse import analyse
from itsm_compiler.documents import level_setting, level_upkeep, service_level_requirements, service_solution
from itsm_compiler.documents.needs import askers, differences, needs_of
from itsm_compiler.documents.scribe import Material, Scribe
from itsm_compiler.graph import build_graph
from tests.documents.building import AS_OF, design_of, markdown_of, sections_of


def scribe_of(sections, today=AS_OF):
    """The scribe of a design on a day."""
    design = design_of(sections)
    graph = build_graph(design)
    return Scribe(Material(design, graph, analyse(design, graph, today), (), today, passed=True))


def written(module, sections):
    """The documents of one kind in English."""
    return markdown_of(list(module.views(scribe_of(sections))))


def test_a_customer_reads_no_need_of_another():
    """The document of one customer holds its own needs and those of nobody else."""
    sections = sections_of("reference")
    files = written(service_level_requirements, sections)
    for party in ("renhe-group", "renhe-alliance"):
        text = files[f"en/service-level-requirements-{party}.md"]
        for need in sections["requirements"].values():
            assert (need["text"]["en"].partition("|")[0] in text) == (need["from"] == party), need


def test_an_internal_need_is_in_no_document_of_the_customer():
    """A need that is marked internal is neither told nor counted."""
    sections = sections_of("small")
    sections["requirements"]["up"]["internal"] = True
    text = written(service_level_requirements, sections)["en/service-level-requirements-lark-legal.md"]
    assert "We can work during the day." not in text
    assert "has 2 needs, on 1 service." in text


def test_a_need_that_nobody_states_is_that_of_the_users():
    """A need without an author belongs to the customers of its services."""
    sections = sections_of("small")
    del sections["requirements"]["up"]["from"]
    design = design_of(sections)
    assert "up" in [need.id for need in needs_of(design, "lark-legal")]
    assert askers(design) == ("lark-legal",)


def test_what_is_put_off_says_why_and_until_when():
    """A need that is deferred is not called open."""
    sections = sections_of("small")
    sections["requirements"]["more"] = {
        "type": "function",
        "from": "lark-legal",
        "services": "office-it",
        "text": "Signed mail.",
        "deferred": {"reason": "the law is not ready", "until": "2027-09-01", "agreed_by": "lark-legal"},
    }
    text = written(service_level_requirements, sections)["en/service-level-requirements-lark-legal.md"]
    row = next(line for line in text.splitlines() if "the law is not ready" in line)
    assert "put off" in row
    assert "until 1 September 2027" in row
    assert "not met yet" not in row


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"target": "99.5%"}, ["availability"]),
        ({"hours": "always"}, ["availability"]),
        ({}, []),
        ({"type": "function", "target": "99.5%"}, []),
    ],
)
def test_needs_conflict_when_their_figures_differ(change, found):
    """Two needs of one kind for one service that want different figures stand beside each other."""
    sections = sections_of("small")
    other = sections["requirements"]["up"] | change
    if other["type"] == "function":
        other = {key: other[key] for key in ("type", "from", "services", "text")}
    sections["requirements"]["again"] = other
    design = design_of(sections)
    assert [one.kind for one in differences(design, design.requirements.values())] == found


SIGNED = {"when": "2026-12-01", "result": "pass"}


@pytest.mark.parametrize(
    ("today", "change", "said"),
    [
        (date(2026, 11, 21), {}, "The agreement is drafted; no negotiation is recorded."),
        (
            date(2026, 11, 21),
            {"negotiation": {"when": "2026-11-01", "result": "pass"}},
            "The agreement is negotiated and drafted, and not signed yet.",
        ),
        (date(2027, 1, 1), SIGNED, "The agreement was signed on 1 December 2026 and is not in force yet."),
        (date(2027, 6, 1), SIGNED, "The agreement has been in force since 1 March 2027."),
        (date(2028, 3, 1), SIGNED, "The agreement ended on 29 February 2028."),
    ],
)
def test_the_state_of_an_agreement_follows_from_its_records(today, change, said):
    """Nobody writes by hand whether an agreement is drafted, signed, in force or over."""
    sections = sections_of("small")
    sla = sections["slas"]["lark-sla"]
    if "negotiation" in change:
        sla["evidence"] |= change
    else:
        sla["signatories"] = [entry | change for entry in sla["signatories"]]
    scribe = scribe_of(sections, today)
    assert speaker("en").plain(level_upkeep.state(scribe, scribe.design.slas["lark-sla"])) == said


def test_a_promise_beyond_the_design_is_told_at_the_top():
    """Who signs reads on the first page that the parts cannot keep what is promised."""
    sections = sections_of("small")
    sections["slas"]["lark-sla"]["targets"]["availability"] = "99.99%"
    text = written(level_setting, sections)["en/level-setting-lark.md"]
    assert "1 promised availability is more than the design gives." in text
    text = written(service_solution, sections)["en/service-solution.md"]
    assert "Of 1 promised availability, the design keeps 0." in text
