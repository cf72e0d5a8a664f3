"""Protects response and resolution: chains, OLAs that hold, clocks, verdicts, and what is missing."""

from __future__ import annotations

import pytest

from itsm_compiler.analysis.response import union_bound
from tests.analysis.designs import CALENDARS, figures_of

TEAMS = """
teams: {desk: {hours: office}, ops: {hours: office}}
service_desk: {team: desk}
"""


def body(priorities, olas, contracts="{}", *, hours="always", provided="[ops]"):
    return f"""{CALENDARS}{TEAMS}
services: {{mail: {{depends_on: server}}}}
components: {{server: {{provided_by: {provided}}}}}
slas: {{deal: {{customer: buyer, services: mail, hours: {hours}, valid: {{from: 2027-06-07, to: 2027-07-04}}, priorities: {{A: {priorities}}}}}}}
olas: {olas}
contracts: {contracts}
"""


def figures(*args, **kwargs):
    found, _, _ = figures_of(body(*args, **kwargs))
    return {one.metric: one for one in found.response}


DESK = "desk-ola: {team: desk, hours: always, priorities: {A: {response: 10m, escalate: 30m}}}"


def test_round_the_clock_times_add_up():
    """With everybody always there the composed time is the sum, on both clocks."""
    found = figures(
        "{response: 15m, resolution: 4h}",
        f"{{{DESK}, ops-ola: {{team: ops, hours: always, priorities: {{A: {{resolution: 3h}}}}}}}}",
    )
    assert (found["response"].composed_minutes, found["response"].verdict) == (10, "proved")
    assert (found["resolution"].composed_minutes, found["resolution"].wall_minutes) == (210, 210)
    assert found["resolution"].margin_minutes == 30
    assert [(link.entity, link.agreement, link.field) for link in found["resolution"].chain] == [
        ("desk", "desk-ola", "escalate"),
        ("ops", "ops-ola", "resolution"),
    ]
    assert found["resolution"].composed_from.isoformat() == "2027-06-07T00:00:00+08:00"


def test_office_hours_felt_round_the_clock():
    """Four open hours of an office team reached on Friday evening break a promise of eight hours: 66.5 hours."""
    found = figures(
        "{resolution: 8h}",
        f"{{{DESK}, ops-ola: {{team: ops, hours: office, priorities: {{A: {{resolution: 4sh}}}}}}}}",
    )["resolution"]
    assert found.verdict == "broken"
    assert found.composed_minutes == 30 + 66 * 60
    assert found.composed_from.strftime("%a %H:%M") == "Fri 13:31"


def test_the_customer_who_is_closed_feels_nothing():
    """The same promise to a customer with the same hours takes four and a half open hours at most."""
    found = figures(
        "{resolution: 8sh}",
        f"{{{DESK}, ops-ola: {{team: ops, hours: office, priorities: {{A: {{resolution: 4sh}}}}}}}}",
        hours="office",
    )["resolution"]
    assert (found.composed_minutes, found.verdict) == (270, "proved")
    assert found.wall_minutes == 30 + 66 * 60


def test_hours_fall_to_the_team():
    """An OLA without hours runs on the calendar of its team, a contract without hours on the design's."""
    found = figures(
        "{resolution: 8h}", f"{{{DESK}, ops-ola: {{team: ops, priorities: {{A: {{resolution: 4sh}}}}}}}}"
    )["resolution"]
    assert found.chain[1].hours == "office"
    assert found.verdict == "broken"


def test_the_desk_answers_in_its_own_hours():
    """The hours of the desk stand before those of its team where the OLA says none."""
    text = body(
        "{response: 1h}", "{desk-ola: {team: desk, priorities: {A: {response: 10sm}}}}", provided="[desk]"
    )
    found, _, _ = figures_of(
        text.replace("teams: {desk: {hours: office}", "teams: {desk: {}").replace(
            "team: desk}\n", "team: desk, hours: clinic}\n", 1
        )
    )
    assert found.response[0].chain[0].hours == "clinic"
    assert found.response[0].composed_minutes == 12 * 60 + 10


def test_a_team_that_follows_itself_counts_once():
    """The desk's team that also provides the part is one hop with its resolution."""
    olas = "{desk-ola: {team: desk, hours: always, priorities: {A: {response: 10m, escalate: 30m, resolution: 2h}}}}"
    found = figures("{resolution: 4h}", olas, provided="[desk]")["resolution"]
    assert [(link.entity, link.field) for link in found.chain] == [("desk", "resolution")]
    assert found.composed_minutes == 120


def test_the_ola_that_names_the_service_beats_the_one_without_covers():
    """`covers` decides which promise of a team holds; what covers something else does not hold at all."""
    general = "ops-all: {team: ops, hours: always, priorities: {A: {resolution: 1h}}}"
    special = "ops-mail: {team: ops, hours: always, covers: mail, priorities: {A: {resolution: 2h}}}"
    of_part = "ops-part: {team: ops, hours: always, covers: server, priorities: {A: {resolution: 3h}}}"
    for olas, holds in (
        ((general, special, of_part), "ops-mail"),
        ((general, of_part), "ops-part"),
        ((general,), "ops-all"),
    ):
        found = figures("{resolution: 4h}", f"{{{DESK}, {', '.join(olas)}}}")
        assert found["resolution"].chain[1].agreement == holds


UNSUPPORTED = [
    ("{desk-ola: {team: desk, priorities: {A: {response: 5m}}}, ops-ola: {team: ops, priorities: {A: {resolution: 1h}}}}", "[ops]", [("desk", "escalate")]),
    (f"{{{DESK}, ops-ola: {{team: ops, priorities: {{A: {{response: 1h}}}}}}}}", "[ops]", [("ops", "resolution")]),
    (f"{{{DESK}}}", "[ops]", [("ops", "agreement")]),
    (f"{{{DESK}, ops-ola: {{team: ops, priorities: {{B: {{resolution: 1h}}}}}}}}", "[ops]", [("ops", "resolution")]),
    (f"{{{DESK}}}", "[]", [("server", "provider")]),
]  # fmt: skip


@pytest.mark.parametrize(("olas", "provided", "missing"), UNSUPPORTED)
def test_what_is_missing_is_named(olas, provided, missing):
    """A chain with a hole proves nothing; the figure says who lacks what."""
    found = figures("{resolution: 4h}", olas, provided=provided)["resolution"]
    assert (found.verdict, found.composed_minutes) == ("unsupported", None)
    assert [(one.holder, one.field) for one in found.missing] == missing
    assert {one.part for one in found.missing} == {"server"}


def test_a_contract_that_covers_something_else_does_not_hold():
    """A contract that lists what it covers holds for that only."""
    contract = (
        "{deal-two: {supplier: seller, hours: always, covers: other, priorities: {A: {resolution: 1h}}}}"
    )
    text = body("{resolution: 4h}", f"{{{DESK}}}", contract, provided="[deal-two]").replace(
        "components: {", "components: {other: {provided_by: deal-two}, "
    )
    found, _, _ = figures_of(text)
    assert [(one.holder, one.field) for one in found.response[0].missing] == [("deal-two", "agreement")]


def test_a_contract_holds_for_what_it_covers_and_not_for_the_rest():
    """One part behind two services, by a contract that covers one of them: the chain of the other has a hole."""
    text = f"""{CALENDARS}
services: {{mail: {{depends_on: server}}, files: {{depends_on: server}}}}
components: {{server: {{provided_by: supply}}}}
contracts: {{supply: {{supplier: seller, hours: always, covers: mail, priorities: {{A: {{resolution: 2h}}}}}}}}
slas: {{deal: {{customer: buyer, services: all, hours: always, priorities: {{A: {{resolution: 4h}}}}}}}}
"""
    found, _, _ = figures_of(text)
    assert {one.service: one.verdict for one in found.response} == {"files": "unsupported", "mail": "proved"}
    assert [(one.holder, one.required, one.committed) for one in found.commitments] == [("supply", 240, 120)]


def test_the_worst_of_several_parts():
    """The figure is that of the slowest part; a broken promise stays broken though another chain has a hole."""
    text = f"""{CALENDARS}{TEAMS}
services: {{mail: {{depends_on: [fast, slow, {{any: [left, right]}}, {{part: soft-part, soft: fine}}]}}}}
components:
  fast: {{provided_by: ops}}
  slow: {{provided_by: [ops, supply]}}
  left: {{provided_by: ops}}
  right: {{}}
  soft-part: {{}}
slas: {{deal: {{customer: buyer, services: mail, hours: always, valid: {{from: 2027-06-07, to: 2027-07-04}}, priorities: {{A: {{resolution: 4h}}}}}}}}
olas: {{{DESK}, ops-ola: {{team: ops, hours: always, priorities: {{A: {{escalate: 1h, resolution: 2h}}}}}}}}
contracts: {{supply: {{supplier: seller, hours: always, priorities: {{A: {{resolution: 3h}}}}}}}}
"""
    found, _, _ = figures_of(text)
    (figure,) = found.response
    assert (figure.part, figure.composed_minutes, figure.verdict) == ("slow", 270, "broken")
    assert [(one.part, one.field) for one in figure.missing] == [("right", "provider")]


def test_a_service_that_stands_on_no_component():
    """Its own providers are its chain."""
    text = f"""{CALENDARS}{TEAMS}
services: {{help: {{provided_by: ops}}, mail: {{depends_on: help}}}}
slas: {{deal: {{customer: buyer, services: mail, hours: always, priorities: {{A: {{resolution: 4h}}}}}}}}
olas: {{{DESK}, ops-ola: {{team: ops, hours: always, priorities: {{A: {{resolution: 2h}}}}}}}}
"""
    found, _, _ = figures_of(text)
    assert [(one.part, one.composed_minutes, one.verdict) for one in found.response] == [
        ("help", 150, "proved")
    ]


def test_working_days_as_target():
    """A target in open days keeps the time of day and is compared on the customer's clock."""
    olas = f"{{{DESK}, ops-ola: {{team: ops, hours: office, priorities: {{A: {{resolution: 2wd}}}}}}}}"
    met = figures("{resolution: 3wd}", olas, hours="office")["resolution"]
    assert (met.verdict, met.target_minutes) == ("proved", 1800)
    assert met.composed_minutes == 1230
    assert figures("{resolution: 2wd}", olas, hours="office")["resolution"].verdict == "broken"


def test_part_of_a_minute():
    """Times of part of a minute are exact."""
    found = figures(
        "{resolution: 1h}",
        "{desk-ola: {team: desk, hours: always, priorities: {A: {escalate: 0.1m}}}, ops-ola: {team: ops, hours: always, priorities: {A: {resolution: 0.25h}}}}",
    )
    assert found["resolution"].composed_minutes == pytest.approx(15.1, abs=1e-9)


def test_a_holder_that_does_not_open():
    """A team whose calendar never opens never solves anything."""
    text = body(
        "{resolution: 4h}",
        f"{{{DESK}, ops-ola: {{team: ops, hours: shut, priorities: {{A: {{resolution: 1sh}}}}}}}}",
    )
    found, _, _ = figures_of(
        text.replace(
            "calendars:", 'calendars:\n  shut: {hours: {mon: "08:00-09:00"}, closed: [2027-01-01/2040-01-01]}'
        )
    )
    (figure,) = found.response
    assert figure.verdict == "broken"
    assert figure.composed_minutes > 300 * 1440


def test_attainment_by_the_union_bound():
    """95 % and 95 % along a chain prove 90 %; so each of two links has to keep 97.5 % for 95 %."""
    assert union_bound([0.95, 0.95]) == pytest.approx(0.90)
    assert union_bound([]) == 1.0
    assert union_bound([0.3, 0.3]) == 0.0
    found = figures(
        "{resolution: 4h, attainment: 95%}",
        f"{{{DESK}, ops-ola: {{team: ops, hours: always, priorities: {{A: {{resolution: 3h}}}}}}}}",
    )["resolution"]
    assert (found.attainment, found.link_attainment) == (0.95, pytest.approx(0.975))
    assert union_bound([found.link_attainment] * 2) == pytest.approx(0.95)
