"""Protects sentences whose shape depends on the design: hours, promises, closed risks, signatories, absent things."""

from __future__ import annotations

import pytest
from itsm_compiler.renderers.values import speaker

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.hours import hours_in_words
from itsm_compiler.documents.scribe import Material, Scribe
from itsm_compiler.documents.words import titled
from itsm_compiler.model.prose import Prose
from tests.documents.building import design_of, documents, markdown_of, sections_of, views_of


def small(**changes):
    """The documents of the small design with sections changed: `risks__server-dies__closed=…`."""
    sections = sections_of("small")
    for way, value in changes.items():
        node = sections
        *path, last = way.replace("_of_", "-").split("__")
        for step in path:
            node = node[step]
        node[last] = value
    return markdown_of(views_of(design_of(sections)))


@pytest.mark.parametrize(
    ("hours", "english", "chinese"),
    [
        ("24x7", "round the clock", "全天候（7×24小时）"),
        ({"mon-fri": "08:00-18:00"}, "Monday to Friday 08:00–18:00", "星期一至星期五08:00–18:00"),
        ({"mon-sun": "08:00-20:00"}, "daily 08:00–20:00", "每日08:00–20:00"),
        ({"sun": "01:00-05:00"}, "Sunday 01:00–05:00", "星期日01:00–05:00"),
        (
            {"mon-fri": "08:00-12:00, 13:00-17:00", "sat": "09:00-12:00"},
            "Monday to Friday 08:00–12:00, 13:00–17:00; and Saturday 09:00–12:00",
            "星期一至星期五08:00–12:00、13:00–17:00；星期六09:00–12:00",
        ),
        (
            {"mon": "08:00-09:00", "tue": "08:00-10:00", "wed": "08:00-11:00", "thu": "08:00-12:00"},
            "Odd hours",
            "Odd hours",
        ),
    ],
)
def test_hours_in_words(hours, english, chinese):
    """A week is told in a few words, or by its name where it takes too many."""
    sections = sections_of("small")
    sections["calendars"]["other"] = {"name": "Odd hours", "hours": hours}
    scribe = Scribe(Material(design_of(sections), None, None, (), None, passed=True))
    said = hours_in_words(scribe, "other")
    assert (speaker("en").plain(said), speaker("zh").plain(said)) == (english, chinese)


def test_a_closed_risk_stands_among_the_closed():
    """What was closed is no longer open, and is not forgotten."""
    text = small(risks__server_of_dies__closed="2026-11-01")["en/risk-register.md"]
    still_open, closed = text.split("Closed risks")
    assert "Server dies" not in still_open.split("The open risks one by one")[1]
    assert "1 November 2026" in closed


def test_a_required_availability_of_nothing_is_said_in_words():
    """Where any availability will do, no figure pretends otherwise."""
    text = documents("reference")["en/ola-management-office.md"]
    assert "| any will do |" in text
    assert "| 0 % |" not in text
    assert "at least 0 %" not in text


def test_a_team_with_two_promises_signs_each():
    """Each promise has a signature block under its own name, in one document."""
    text = documents("reference")["en/ola-field-team.md"].split("Signatures")[1:]
    assert any("Promise of the field team for workplaces" in part for part in text)
    assert (
        documents("reference")["en/ola-field-team.md"].count("| Party | Name | Post | Signature | Date |")
        == 2
    )


def test_who_signs_is_named_with_the_post():
    """The post of a signatory comes from the contacts of the party, or from the role that the person holds."""
    files = documents("reference")
    assert "| Renhe Hospital Group | Chen Lan | Head of information |" in files["en/sla-office.md"]
    assert "| Qinghe IT Services | Pei Yong | Field lead |" in files["en/ola-field-team.md"]


def test_a_planned_day_is_no_signature():
    """A day of signing that lies ahead leaves the line open; one with a result fills it."""
    sections = sections_of("reference")
    signatory = sections["slas"]["office-sla"]["signatories"][0]
    signatory |= {"when": "2026-11-20", "result": "pass"}
    text = markdown_of(views_of(design_of(sections)))["en/sla-office.md"]
    assert text.count("| 20 November 2026 |") == 1
    assert "8 December 2026" not in text


def test_names_of_documents_without_one():
    """An agreement or promise that nobody named is called by what it is, not by its id."""
    files = small(slas__lark_of_sla__title="Help", olas__it_of_ola__covers=["office-it"])
    assert files["en/contract-nimbus.md"].startswith("# Underpinning contract with Nimbus Cloud")
    assert "Promise for Office IT" in files["en/ola-it-team.md"]
    sections = sections_of("small")
    del sections["slas"]["lark-sla"]["title"]
    assert (
        "# Service level agreement with Lark Legal"
        in markdown_of(views_of(design_of(sections)))["en/sla-lark.md"]
    )


def test_a_plan_that_misses_its_day_says_so():
    """The first page tells the customer by how much the plan misses the day of going live."""
    assert "working days late for that" in small(deployment__go_live="2027-02-01")["en/deployment-plan.md"]


def test_an_internal_deployment_is_an_internal_document():
    """Who marks the plan internal finds it inside."""
    sections = sections_of("small")
    sections["deployment"]["internal"] = True
    audiences = {view.document: view.audience for view in views_of(design_of(sections))}
    assert audiences["deployment-plan"] == "internal"


def test_effort_is_not_for_the_customer():
    """The plan says who is busy when, and not with how many hours."""
    sections = sections_of("small")
    for task in sections["deployment"]["tasks"].values():
        task["effort"] = "777h"
    assert "777" not in markdown_of(views_of(design_of(sections)))["en/deployment-plan.md"]


def test_one_service_is_no_list():
    """An agreement on one service speaks of the service, one on several counts them."""
    assert "promises Lark Legal (the customer) one service: Office IT." in small()["en/sla-lark.md"]
    assert "- The service is available for at least" in small()["en/sla-lark.md"]
    assert "(the customer) 10 services: " in documents("reference")["en/sla-clinical.md"]


def test_a_case_waits_only_where_service_does():
    """Round the clock no time stands still, so nothing is said of hours outside."""
    files = documents("reference")
    assert "outside the hours of clause" not in files["en/sla-clinical.md"]
    assert "outside the hours of clause 6.1" in files["en/sla-office.md"]
    assert "outside the hours of clause" not in files["en/contract-hardware.md"]


def test_the_first_page_leads_to_what_there_is():
    """The summary names the clause on compensation only where the agreement has one."""
    first_page = "what is paid back when a level is missed in clause 11.2"
    assert first_page in documents("reference")["en/sla-office.md"]
    assert first_page not in small()["en/sla-lark.md"]


def test_services_with_the_same_level_share_a_row():
    """Availability and reliability are told by level, not once more by service."""
    text = documents("reference")["en/sla-office.md"]
    assert "| All services of this agreement | 99 % | monthly |" in text
    assert "| All services of this agreement | at most 2 a month | within 8 hours |" in text


def test_allowed_downtime_is_never_told_too_long():
    """99.9 % of a mean month of 43,830 minutes leaves 43.83 minutes: who promises 44 breaks the promise."""
    assert "| 99.9 % | monthly | 730.50 hours | 43 minutes |" in documents("reference")["en/sla-clinical.md"]


@pytest.mark.parametrize(
    ("english", "chinese", "titles"),
    [
        ("Office IT", "办公服务", ("Service level agreement: Office IT", "服务级别协议：办公服务")),
        ("Agreement on mail", "邮件服务协议", ("Agreement on mail", "邮件服务协议")),
        ("Mail agreement", "邮件", ("Mail agreement", "服务级别协议：邮件")),
    ],
)
def test_a_title_says_what_the_document_is(english, chinese, titles):
    """Who signs sees on the first line that it is an agreement, once."""
    named = titled(Text("Service level agreement", "服务级别协议"), Prose({"en": english, "zh": chinese}))
    assert (named["en"], named["zh"]) == titles


def test_whoever_confirms_the_plan_is_named():
    """A role signs by the person who holds it, a party by whoever accepts for it."""
    text = documents("reference")["en/deployment-plan.md"]
    assert "| Qinghe IT Services | He Ming | IT service director |  |  |" in text
    assert "| Renhe Hospital Group | Chen Lan | Head of information |  |  |" in text


def test_a_contract_calls_its_sides_by_one_name():
    """Client and supplier are called so from the first page on."""
    text = documents("reference")["en/contract-cloud.md"]
    assert "- **Client:** Qinghe IT Services" in text
    assert "**Customer:**" not in text
    assert "- **委托方（甲方）：** 清禾" in documents("reference")["zh/contract-cloud.md"]


def test_complaints_have_an_address():
    """A customer reads where to complain, not only by which kind of channel."""
    assert "Telephone: +86 27 5566 8800" in documents("reference")["en/sla-clinical.md"]
