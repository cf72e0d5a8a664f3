"""Protects the promise of the language page: its complete small design reads without a word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.quantities import Duration, Money, Period, Share
from itsm_compiler.model.sections import SECTIONS
from itsm_compiler.model.services import Choice, Need
from itsm_compiler.model.shape import shape
from itsm_compiler.source import load
from tests.model.model_designs import design, read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small():
    source, slips = load(ROOT / "specs" / "small")
    found, findings = shape(source)
    assert [*slips, *findings] == []
    return found


def test_what_was_written_is_there(small):
    sla = small.slas["lark-sla"]
    assert sla.targets["availability"].of == {"all": Share(Decimal(99))}
    assert sla.targets["availability"].window == Period("month")
    assert sla.targets["failures"].value_for("office-it") == Decimal(2)
    assert sla.valid.from_ == date(2027, 3, 1)
    assert sla.priorities["A"].response == Duration(Decimal(30), "sm")
    assert sla.scope.sites == {"house": None}
    assert small.head.scope.sites == {"house": 1}
    assert small.components["file-server"].availability.mtbf == Duration(Decimal(20000), "h")
    assert small.components["mail"].availability.share == Share.read("99.9%")
    assert small.services["office-it"].depends_on[0] == Need(part="mail")
    assert small.contracts["nimbus-contract"].price == Money(Decimal(24000), None, "y")
    assert small.deployment.tasks["try"].needs == ("take-over", "set-up")


def test_defaults_are_those_of_the_language(small):
    assert small.head.limits.utilisation == Share(Decimal(85))
    assert small.head.limits.supplier_review.days == pytest.approx(365.25)
    assert small.roles["manager"].headcount == 1
    assert small.roles["manager"].driver == "demand"
    assert small.components["mail"].needed == 1
    assert small.services["office-it"].lifecycle == "tested"
    assert design("staffing: {}").staffing.shrinkage.total == Share(Decimal(25))
    assert design("staffing: {shrinkage: {leave: 10%, training: 5%}}").staffing.shrinkage.total == Share(
        Decimal(15)
    )
    assert design("staffing: {shrinkage: 30%}").staffing.shrinkage.total == Share(Decimal(30))


def test_everything_with_an_id_is_in_one_table(small):
    assert small.kind_of("take-over") == "tasks"
    assert small.kind_of("trial-paper") == "deliverables"
    assert small.kind_of("office-it") == "services"
    assert small.kind_of("deployment") == "deployment"
    assert small.path_of("take-over") == ("deployment", "tasks", "take-over")
    assert small.entities["take-over"] is small.deployment.tasks["take-over"]
    assert small.entities["design"] is small.head
    assert all(entity.id == entity_id for entity_id, entity in small.entities.items())


def test_labels(small):
    assert small.label("office-it")["en"] == "Office IT"
    assert small.label("lark-sla")["en"] == "Office IT"
    assert small.label("file-server")["en"] == "File server"
    assert small.label("incident-work/receive")["en"] == "Receive"
    assert small.thing("incident-work/receive").r == ("agent",)
    assert small.thing("incident-work/nothing") is None
    assert small.label("design")["zh"] == "Office IT for Lark Legal"
    assert small.words("lark-legal")["en"] == "Lark Legal"
    assert small.words("by-phone")["en"] == "by-phone"


def test_services_of(small):
    assert small.services_of(["all", "office-it", "nothing"]) == ("office-it",)
    assert small.services_of([]) == ()


def test_spans_of_shorthands(small):
    """What a shorthand leaves out stands where the shorthand stands."""

    def at(*path, of="value"):
        span = small.span(path, of=of)
        line = small.source.lines(span.file)[span.line - 1]
        return line[span.column - 1 : span.end_column - 1]

    assert at("slas", "lark-sla", "targets", "availability", "of", "all") == "99%"
    assert at("components", "file-server", "availability", "mtbf") == "20000h"
    assert at("components", "mail", "availability", "share") == "99.9%"
    assert at("services", "office-it", "depends_on", 1, "part") == "file-server"
    assert at("services", "office-it", "customers", 0) == "lark-legal"
    assert at("slas", "lark-sla", "customer", of="key") == "customer"
    assert at("slas", "lark-sla", "compensation") == "lark-sla"


def test_one_of_each_section_is_known():
    """The table of sections names models that exist, and the design has a place for each."""
    found = design("")
    for name, section in SECTIONS.items():
        assert section.model() is not None
        assert hasattr(found, "head" if name == "design" else name)


def test_forms_of_what_is_needed():
    found = design(
        "services: {mail: {depends_on: [box, {part: bag, soft: only attachments}, {any: [one, two], need: 1, separation: two roads}]}}\n"
        "components: {box: {}, bag: {}, one: {quantity: 3, need: 2}, two: {}}\n"
    )
    box, bag, lines = found.services["mail"].depends_on
    assert (box.part, box.soft) == ("box", None)
    assert bag.soft["en"] == "only attachments"
    assert isinstance(lines, Choice)
    assert (lines.any_, lines.need) == (("one", "two"), 1)
    assert (found.components["one"].needed, found.components["two"].needed) == (2, 1)


def test_fields_of_the_organisation_are_kept():
    found = design("services: {mail: {x-cost-centre: 4711, functions: {send: {x-tier: [1, 2]}}}}")
    assert found.services["mail"].extensions == {"x-cost-centre": 4711}
    assert found.services["mail"].functions["send"].extensions == {"x-tier": [1, 2]}


def test_a_design_without_a_head_still_reads():
    """A missing or broken head is one finding, and the rest of the design is looked at all the same."""
    found, findings = read("teams: {t: {}}\n", head="language: itsm/v1\n")
    assert [(finding.rule, finding.message.en) for finding in findings] == [
        ("SHP002", "the design lacks `design`")
    ]
    assert findings[0].message.zh == "本设计缺少 `design`"
    assert list(found.teams) == ["t"]
    found, findings = read(
        "",
        head="language: itsm/v1\ndesign: {title: 3, status: aproved, currency: EUR, limits: {margin: x}}\n",
    )
    assert sorted(finding.rule for finding in findings) == ["SHP004", "SHP020", "SHP024"]
    assert (found.head.status, found.head.currency, found.head.limits.margin) == ("draft", "EUR", None)


def test_results_stand_beside_every_when():
    """What was planned is recorded where it was planned."""
    found = design(
        "parties: {p: {role: customer}}\n"
        "training: {t: {when: 2027-01-10, result: pass, record: list of names}}\n"
        "slas: {a: {customer: p, services: all, signatories: {party: p, name: A, when: 2027-01-01, result: {legal: pass, votes: 3}}}}\n"
        "catalogue: {published: {when: 2027-01-01, to: p, result: {en: sent, zh: 已发}}}\n"
    )
    assert found.training["t"].result == "pass"
    assert found.slas["a"].signatories[0].result == {"legal": "pass", "votes": Decimal(3)}
    assert found.catalogue.published.result["zh"] == "已发"


def test_why_a_field_is_absent():
    found = design("services: {mail: {none: {slas: an inner service}, charge: {none: {margin: at cost}}}}")
    assert found.services["mail"].none["slas"]["en"] == "an inner service"
    assert found.services["mail"].charge.none["margin"]["en"] == "at cost"


def test_steps_of_compensation_are_figures():
    body = "parties: {p: {role: customer}}\nslas: {a: {customer: p, services: all, compensation: {steps: {99%: 5%, 3: 10%}}}}"
    assert list(design(body).slas["a"].compensation.steps) == [Share(Decimal(99)), Decimal(3)]


def test_codes_of_the_catalogue():
    catalogue = design('catalogue: {code_pattern: "[A-Z]{3}-[0-9]{2}"}').catalogue
    assert catalogue.takes("SUP-01")
    assert not catalogue.takes("sup-1")
    assert not catalogue.takes("SUP-01" * 100)


def test_held_levels():
    roles = design(
        "roles: {a: {skills: {x: 4}}, b: {skills: {x: 4}, has: {x: 2}}, c: {skills: {x: 4}, holders: [{has: {x: 3}}, {has: {y: 1}}]}}"
    ).roles
    assert [roles[role].held("x") for role in "abc"] == [4, 2, 0]
    assert roles["c"].held("z") == 0


def test_texts_are_bilingual():
    _, findings = read("servces: {}\nteams: {t: {lead: x}}")
    assert all(
        isinstance(finding.message, Text) and finding.message.zh and finding.message.en
        for finding in findings
    )
    assert all(finding.help.zh != finding.help.en for finding in findings)
