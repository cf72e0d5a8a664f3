"""Protects the advice on a first draft: each classic mistake is found by its rule, at the very place where it is mended.

A mistake is planted in `specs/first-draft`; «…» in its text stands around what the finding points at. Places are looked
up in the files, so that they stay right when lines move. The whole advice is compared with golden files, which
`make golden` writes anew.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path

import pytest

from tests.cli.running import DATE, SPECS, itsmc

GOLDEN = Path(__file__).parent / "golden"
DRAFT = SPECS / "first-draft"

PLANTED = (
    # what the customer wants and what is offered
    ("REQ002", "itsm.yaml", "  «always-there»:"),
    ("REF001", "itsm.yaml", "services: «image-viewer»"),
    ("MOD002", "itsm.yaml", "      «remote»: {hours: office, by: application-team}"),
    ("CAT001", "itsm.yaml", "  «records»:\n"),
    ("CAT004", "itsm.yaml", "  records:\n    code: «APP-01»"),
    # what services stand on
    ("SLM017", "itsm.yaml", "- «{any: [app-server-a, app-server-b], need: 1}»"),
    ("TEC010", "itsm.yaml", '{part: text-messages, soft: «"yes"»}'),
    ("RES014", "itsm.yaml", "  «power»:\n    kind: facility"),
    ("RES008", "itsm.yaml", "  «power»:\n    kind: facility"),
    ("TEC009", "itsm.yaml", "    availability: «{share: 99.95%}»"),
    ("SHP024", "itsm.yaml", "    availability: «99.95»\n"),
    ("SHP023", "itsm.yaml", "restore: «2 hours»"),
    # what is promised to the customer
    ("DEP022", "agreements.yaml", "valid: {from: «2027-05-01», to: 2029-04-30, notice: 3mo}"),
    ("SLM035", "agreements.yaml", "notice: 3mo}\n    hours: «always»"),
    ("SLM008", "agreements.yaml", "customer: «Dr. Huber»"),
    ("SLM020", "agreements.yaml", "complaints: {to: «engineer», by: mail}"),
    ("SLM013", "agreements.yaml", "excluded: «[medical devices, reminders]»"),
    ("SLM037", "agreements.yaml", "{text: «Faults are mended as soon as possible», by: engineer}"),
    ("SLM014", "agreements.yaml", "    targets:\n      availability: «99.9%»"),
    ("REQ013", "agreements.yaml", "recovery: «8h»"),
    ("SLM032", "agreements.yaml", "A: {means: Nobody can book, response: «15m», resolution: 2h}"),
    ("SLM032", "agreements.yaml", "A: {means: Nobody can book, response: 15m, resolution: «2h»}"),
    ("SLM030", "agreements.yaml", "C: {means: Something is slow, response: «20m»"),
    ("SLM026", "agreements.yaml", "reporting: «month-report»"),
    ("REQ014", "agreements.yaml", "charges: {total: «158400/y»"),
    ("SLM058", "agreements.yaml", "verification: {who: service-manager, when: 2026-11-10, result: «pass»}"),
    ("SLM021", "agreements.yaml", "    signatories:\n      «- »{party: northgate"),
    # what stands behind the promises
    ("SLM031", "agreements.yaml", "to: 2029-04-30}\n    priorities:\n      A: {response: «15m», escalate: 30m"),
    ("SLM033", "agreements.yaml", "    «priorities»:\n      A: {response: 30m, escalate: 1h, resolution: 3h}"),
    ("SLM036", "agreements.yaml", "valid: {from: 2026-01-01, to: «2028-12-31»}"),
    # people, resources, technology
    ("PPL009", "operation.yaml", "    backup: «administrator»\n    shift: {hours: office}"),
    ("PPL003", "operation.yaml", "    backup: «administrator»\n    shift: {hours: always, posts: 1}"),
    ("RES007", "operation.yaml", "record_fields: «[number, requester, date]»"),
    ("TEC001", "operation.yaml", "  «watch»:\n"),
    ("REF001", "operation.yaml", "alert: «operator»"),
    ("TEC003", "operation.yaml", 'warning: "> 90", critical: «"> 80"»'),
    # processes and indicators
    ("PRO004", "operation.yaml", "      «solve»: {r: engineer, within: 4h}"),
    ("SHP007", "operation.yaml", "a: «[engineer, service-manager]»"),
    ("PRO020", "operation.yaml", "formula: «in_time / al_incidents»"),
    ("PRO019", "operation.yaml", "    target: «95%»"),
    ("PRO013", "operation.yaml", "target: «100%»"),
    # the plan
    ("DEP021", "operation.yaml", "go_live: «2027-05-03»"),
    ("DEP025", "operation.yaml", "due: «2027-03-15», before: take-over"),
    ("REF001", "operation.yaml", "needs: [take-over, «teaching-material»]"),
    ("DEP024", "operation.yaml", "due: «2027-03-02»"),
    ("DEP006", "operation.yaml", "criteria: «[read by two engineers]»"),
    ("DEP007", "operation.yaml", "accepted_by: «engineer»"),
    ("DEP023", "operation.yaml", "due: «2027-04-12»"),
    # risks and money
    ("RSK003", "operation.yaml", "residual: «{probability: 3, impact: 3}»"),
    ("RSK004", "operation.yaml", "  «late-take-over»:\n"),
    ("SHP001", "operation.yaml", "    «respose»: mitigate"),
    ("PLN017", "operation.yaml", "line: «licences»"),
    ("FIN008", "operation.yaml", "  «first-year»:\n"),
)  # fmt: skip


@cache
def findings():
    told = itsmc("check", "specs/first-draft", "--date", DATE, "--format", "json")
    return [
        (one["rule"], Path(one["file"]).name, one["line"], one["column"])
        for one in json.loads(told.out)["findings"]
    ]


def place_of(file, marked):
    """The line and column of what «…» stands around, in a text that stands once in the file."""
    before, _, rest = marked.partition("«")
    text = (DRAFT / file).read_text(encoding="utf-8")
    wanted = before + rest.replace("»", "")
    assert text.count(wanted) == 1, f"{wanted!r} stands {text.count(wanted)} times in {file}"
    start = text.index(wanted) + len(before)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


@pytest.mark.parametrize(
    ("rule", "file", "marked"), PLANTED, ids=[f"{rule} {marked[-40:]}" for rule, _, marked in PLANTED]
)
def test_each_classic_mistake_is_found_where_it_is_mended(rule, file, marked):
    """The planner's eye lands on the words to change."""
    line, column = place_of(file, marked)
    there = [(found, at) for found, name, at, col in findings() if (name, at, col) == (file, line, column)]
    assert rule in [found for found, _ in there], f"{file}:{line}:{column} has {there or 'no finding'}"


def advice(form, language):
    """What the program says of the draft, in one form and language."""
    outcome = itsmc("check", "specs/first-draft", "--date", DATE, "--format", form, "--language", language)
    assert outcome.code == 1
    return outcome.out + outcome.err


@pytest.mark.golden
@pytest.mark.parametrize(
    ("name", "form", "language"),
    [
        ("first-draft.txt", "human", "en"),
        ("first-draft.zh.txt", "human", "zh"),
        ("first-draft.json", "json", "en"),
    ],
)
def test_the_whole_advice(name, form, language):
    """Every word of the advice is read before it changes: `make golden`, then look at the difference."""
    golden = GOLDEN / name
    if os.environ.get("ITSMC_GOLDEN") == "write":
        golden.write_text(advice(form, language), encoding="utf-8")
    assert advice(form, language) == golden.read_text(encoding="utf-8")
