"""Protects what is internal: it reaches no reader outside, whether by its field or by `internal: true`."""

from __future__ import annotations

from functools import cache

import pytest

from tests.documents.building import design_of, markdown_of, sections_of, views_of

MARK = "Zugzwang"
AMOUNT = 7654321
SHOWN_AMOUNT = "7,654,321"
LEVELS = 5

INTERNAL_SECTIONS = (
    "costs", "budgets", "allocations", "staffing", "training", "appraisals", "sops", "emergency_plans", "continuity_plans",
    "capacity_plans", "knowledge", "knowledge_transfer", "technologies", "research", "improvements", "security", "quality",
    "risk_policy", "examined", "measurements", "waivers", "standards", "environments", "document_rules", "components",
    "monitoring", "tools",
)  # fmt: skip
"""Sections of which readers outside see names at most."""

INTERNAL_FIELDS = {
    "roles": ("cost", "skills", "has", "workload", "trained_in", "hand_over", "duties"),
    "services": ("strategy", "sourcing", "functions", "evidence"),
    "slas": (),
    "contracts": ("driver", "shares"),
    "design": ("swot", "limits", "objectives", "benefits", "focus", "pdca", "policy", "history"),
    "risks": ("loss", "cost"),
    "deployment": ("budget",),
}
"""Fields of other sections that stay inside."""

SLA_EVIDENCE = (
    "level-setting",
    "negotiation",
    "consent",
    "internal-review",
    "acknowledgement",
    "risk-search",
    "contract-review",
)


def planted(value, key=""):
    """A copy of a value with the mark in every text that is no name, and every amount replaced."""
    if isinstance(value, dict):
        if set(value) <= {"en", "zh"} and value:
            return {tag: f"{text} {MARK}" for tag, text in value.items()}
        return {name: entry if name == "name" else planted(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [planted(entry, key) for entry in value]
    if isinstance(value, str) and " " in value and not value[:1].isdigit():
        return f"{value} {MARK}"
    if key in ("cost", "amount", "loss", "reserve", "price") and isinstance(value, int) and value > LEVELS:
        return AMOUNT
    return value


def with_marks():
    """The reference design with the mark in all that is internal by its place."""
    sections = sections_of("reference")
    for section in INTERNAL_SECTIONS:
        if section in sections:
            sections[section] = planted(sections[section])
    for section, fields in INTERNAL_FIELDS.items():
        table = sections[section]
        for entry in [table] if section in ("design", "deployment") else table.values():
            entry |= {field: planted(entry[field], field) for field in fields if field in entry}
    for sla in sections["slas"].values():
        sla["evidence"] |= {
            topic: planted(sla["evidence"][topic]) for topic in SLA_EVIDENCE if topic in sla["evidence"]
        }
    for task in sections["deployment"]["tasks"].values():
        if "effort" in task:
            task["effort"] = "4321h"
    for risk in sections["risks"].values():
        if risk.get("phase") == "operate":
            risk |= {field: planted(risk[field]) for field in ("cause", "effect", "name") if field in risk}
            risk["name"] = {"en": f"Risk {MARK}", "zh": f"风险 {MARK}"}
    return sections


def with_internal_entities():
    """The reference design with one entity of each sort, and a contact, marked internal and called by the mark."""
    sections = sections_of("reference")
    deployment, services = sections["deployment"], sections["services"]
    sla = sections["slas"]["office-sla"]
    hidden = [
        services["desktop"]["requests"][
            "new-workplace"
            if "new-workplace" in services["desktop"]["requests"]
            else next(iter(services["desktop"]["requests"]))
        ],
        sections["reports"]["report-office"],
        sections["reviews"]["review-group-year"],
        sections["kpis"]["incident-mean-resolution"],
        sections["processes"]["complaint-management"],
        sections["requirements"]["avail-office"],
        sections["roles"]["field-lead"],
        sections["teams"]["management-office"],
        sections["tools"]["ops-monitor"],
        sections["spares"]["spare-desktop"],
        sections["components"]["printer-fleet"],
        sections["terms"]["campus"],
        services["telemedicine"],
        deployment["tasks"]["search-risks"],
        deployment["deliverables"]["risk-file"],
        deployment["milestones"]["people-ready"],
        deployment["releases"]["release-sign-on"],
        sections["risks"][
            "risk-scope-creep" if "risk-scope-creep" in sections["risks"] else next(iter(sections["risks"]))
        ],
    ]
    for entity in hidden:
        entity["internal"] = True
        entity["name"] = {"en": MARK, "zh": MARK}
    for field in ("text", "means", "title"):
        for entity in hidden:
            if field in entity:
                entity[field] = {"en": MARK, "zh": MARK}
    contact = next(
        one for one in sections["parties"]["qinghe-services"]["contacts"] if one["name"]["en"] == "Song Yue"
    )
    contact |= {
        "internal": True,
        "name": {"en": MARK, "zh": MARK},
        "phone": "+86 00 4321",
        "mail": f"{MARK}@qinghe.example",
    }
    sla["contacts"]["provider"] = {"en": MARK, "zh": MARK}
    sla["responsibilities"]["provider"][0]["by"] = {"en": MARK, "zh": MARK}
    return sections


@cache
def outside(which):
    """The documents for customers and suppliers of a design with marks."""
    sections = {"fields": with_marks, "entities": with_internal_entities}[which]()
    found = [view for view in views_of(design_of(sections)) if view.audience != "internal"]
    return markdown_of(found, ("en", "zh"))


@pytest.mark.parametrize("which", ["fields", "entities"])
def test_the_mark_is_in_the_design(which):
    """The mark is found inside, so that its absence outside says something."""
    sections = {"fields": with_marks, "entities": with_internal_entities}[which]()
    inside = [view for view in views_of(design_of(sections)) if view.audience == "internal"]
    assert any(MARK in text for text in markdown_of(inside).values())


@pytest.mark.parametrize("which", ["fields", "entities"])
def test_nothing_internal_reaches_a_reader_outside(which):
    """No cost, skill, derivation, internal record, contact or entity stands in a document for others."""
    files = outside(which)
    assert files
    for name, text in files.items():
        for secret in (MARK, SHOWN_AMOUNT, "4,321", "00 4321"):
            lines = [line for line in text.splitlines() if secret in line]
            assert not lines, f"{name}: {lines[:2]}"


def test_the_supplier_reads_no_requirement_of_customers():
    """A contract names no agreement with a customer, no requirement and nothing that was computed."""
    design = design_of(sections_of("reference"))
    contracts = [view for view in views_of(design) if view.document == "contract"]
    titles = {str(sla.title) for sla in design.slas.values()}
    needs = {str(need.text) for need in design.requirements.values() if need.text}
    for name, text in markdown_of(contracts).items():
        assert not [said for said in titles | needs if said in text], name
        assert "Required" not in text


def test_an_agreement_marked_internal_is_no_customers_document():
    """Who marks a whole agreement internal finds it among the internal documents."""
    sections = sections_of("small")
    sections["slas"]["lark-sla"]["internal"] = True
    audiences = {view.document: view.audience for view in views_of(design_of(sections))}
    assert audiences["sla"] == "internal"
