"""Protects required commitments: with them every promise holds, with a minute more or a little less it does not."""

from __future__ import annotations

import random

import pytest

from itsm_compiler.analysis.commitments import least_root
from tests.analysis.designs import CALENDARS, figures_of


def text(desk, ops, supply, targets, hours="office", other="office"):
    return f"""{CALENDARS}
teams: {{desk: {{hours: office}}, ops: {{hours: office}}}}
service_desk: {{team: desk}}
services: {{mail: {{depends_on: [server, line]}}, files: {{depends_on: server}}}}
components: {{server: {{provided_by: [ops, supply]}}, line: {{provided_by: ops}}}}
slas:
  one: {{customer: buyer, services: mail, hours: {hours}, valid: {{from: 2027-06-07, to: 2027-06-27}}, priorities: {{A: {targets[0]}}}}}
  two: {{customer: buyer, services: files, hours: {other}, valid: {{from: 2027-06-07, to: 2027-06-27}}, priorities: {{A: {targets[1]}}}}}
olas: {{desk-ola: {{team: desk, priorities: {{A: {desk}}}}}, ops-ola: {{team: ops, priorities: {{A: {ops}}}}}}}
contracts: {{supply: {{supplier: seller, hours: always, priorities: {{A: {supply}}}}}}}
"""


def required(*args, **kwargs):
    figures, _, _ = figures_of(text(*args, **kwargs))
    return {(one.holder, one.metric): one for one in figures.commitments}


DESK, OPS = "{response: 20sm, escalate: 30sm}", "{escalate: 2sh, resolution: 5sh}"
TARGETS = ("{response: 1sh, resolution: 8sh}", "{response: 2sh, resolution: 16sh}")


def test_what_is_left_after_the_other_links():
    """8 open hours less 30 minutes of the desk leave the team 450; after its 2 hours the supplier has 330 clock minutes.

    The supplier works by night too, but the customer is closed then; the tightest start is in the morning, when the
    customer's clock runs all the time.
    """
    found = required(DESK, OPS, "{resolution: 4h}", TARGETS)
    ops, supply, desk = (
        found["ops-ola", "resolution"],
        found["supply", "resolution"],
        found["desk-ola", "response"],
    )
    assert (ops.required, ops.committed, ops.margin, ops.service_time) == (450, 300, 150, True)
    assert (supply.required, supply.committed, supply.margin, supply.service_time) == (330, 240, 90, False)
    assert (desk.required, desk.committed, desk.margin) == (60, 20, 40)
    assert (ops.demanded_by, supply.demanded_by, desk.demanded_by) == (
        ("one",),
        ("one", "two"),
        ("one", "two"),
    )
    assert (ops.kind, ops.party, supply.kind, supply.party) == ("ola", "ops", "contract", "supply")


@pytest.mark.parametrize("seed", range(12))
def test_a_minute_more_breaks_a_promise(seed):
    """Committed to what is required everything is proved; committed to one minute more something is broken."""
    chance = random.Random(seed)
    desk = f"{{response: 20sm, escalate: {chance.choice(['30sm', '15m', '2sh'])}}}"
    ops = f"{{escalate: {chance.choice(['1sh', '3h', '90sm'])}, resolution: 5sh}}"
    unit = chance.choice(["m", "sm"])
    targets = (
        f"{{resolution: {chance.choice(['8sh', '12sh', '1d', '2wd'])}}}",
        f"{{resolution: {chance.choice(['16sh', '20sh', '2d'])}}}",
    )
    hours = chance.choice(["office", "always", "clinic"])
    only_server = ("[server, line]", "server")

    def figures_with(minutes):
        body = text(desk, ops, f"{{resolution: {minutes}{unit}}}", targets, hours=hours)
        return figures_of(body.replace(*only_server))[0]

    def verdicts(minutes):
        return {one.verdict for one in figures_with(minutes).response}

    (found,) = (one for one in figures_with(10).commitments if one.holder == "supply")
    if found.out_of_reach:
        assert "broken" in verdicts(0)
    else:
        assert verdicts(int(found.required)) == {"proved"}
        assert "broken" in verdicts(int(found.required) + 1)


def test_no_time_is_left():
    """Where the other links alone are too late, nothing that the last holder promises is enough."""
    found = required("{response: 1sh, escalate: 9sh}", OPS, "{resolution: 4h}", TARGETS)[
        "ops-ola", "resolution"
    ]
    assert (found.required, found.margin, found.out_of_reach) == (None, None, True)


def test_waiting_for_an_opening_can_take_all_the_time():
    """A customer served at weekends, by a desk that is not: from Friday evening on no promise of the last is enough."""
    found = required(DESK, OPS, "{resolution: 4h}", TARGETS, other="clinic")["supply", "resolution"]
    assert (found.required, found.out_of_reach) == (None, True)


def test_links_before_that_promise_nothing():
    """Where the links before it promise nothing, nothing can be said of the last."""
    found = required("{response: 1sh}", OPS, "{resolution: 4h}", TARGETS)["ops-ola", "resolution"]
    assert (found.required, found.out_of_reach, found.demanded_by) == (None, False, ("one",))


def test_a_team_without_ola_is_told_what_it_would_take():
    """The requirement is there before the OLA is; its holder is then the team."""
    body = text(DESK, OPS, "{resolution: 4h}", TARGETS).replace(
        f", ops-ola: {{team: ops, priorities: {{A: {OPS}}}}}", ""
    )
    figures, _, _ = figures_of(body)
    (found,) = [one for one in figures.commitments if one.party == "ops"]
    assert (found.holder, found.required, found.committed) == ("ops", 450, None)


AVAILABILITY = f"""{CALENDARS}
teams: {{ops: {{}}}}
services: {{mail: {{depends_on: [a, b, {{any: [c, d]}}]}}}}
components:
  a: {{availability: 99.9%, provided_by: [ops, supply]}}
  b: {{availability: 99.5%, quantity: 2, need: 1, provided_by: [ops, supply]}}
  c: {{availability: 99%, provided_by: [ops, supply]}}
  d: {{availability: 99%, provided_by: ops}}
slas: {{deal: {{customer: buyer, services: mail, targets: {{availability: 99.8%}}}}}}
contracts: {{supply: {{supplier: seller, availability: 99.7%}}}}
"""


def test_required_availability():
    """The least availability of each unit of a holder with which the target is met, by the structure function."""
    figures, _, _ = figures_of(AVAILABILITY)
    found = {one.holder: one for one in figures.commitments}
    needed = found["supply"].required
    reached = needed * (1 - (1 - needed) ** 2) * (1 - (1 - needed) * 0.01)
    assert reached == pytest.approx(0.998, abs=1e-9)
    assert found["supply"].margin == pytest.approx(0.997 - needed)
    alone = found["ops"].required
    assert 0.999 * (1 - 0.005**2) * (1 - 0.01 * (1 - alone)) == pytest.approx(0.998, abs=1e-9)


def test_no_availability_is_enough():
    """Where perfect parts of a holder do not meet the target, it is out of its reach."""
    figures, _, _ = figures_of(AVAILABILITY.replace("99.8%", "99.9998%"))
    found = {one.holder: one for one in figures.commitments}["ops"]
    assert (found.required, found.out_of_reach) == (None, True)


@pytest.mark.parametrize("power", [1, 2, 3, 7, 40])
@pytest.mark.parametrize("root", [0.001, 0.5, 0.9, 0.99999])
def test_least_root(power, root):
    """The root of a rising function is found from above, far closer than the tolerance of availabilities."""
    found = least_root(lambda x: x**power - root**power, 0.0, 1.0)
    assert found >= root - 1e-15
    assert found == pytest.approx(root, abs=1e-10)


DAYS = f"""{CALENDARS}
services: {{s: {{depends_on: c}}}}
components: {{c: {{provided_by: ops}}}}
teams: {{ops: {{}}}}
olas: {{ops-ola: {{team: ops, hours: short-friday, priorities: {{A: {{resolution: OWN}}}}}}}}
slas: {{l: {{customer: buyer, services: s, hours: HOURS, valid: {{from: 2027-01-04, to: 2027-01-31}}, priorities: {{A: {{resolution: TARGET}}}}}}}}
""".replace("calendars:", 'calendars:\n  short-friday: {hours: {mon-thu: "07:00-16:00", fri: "07:00-13:00"}}')
IN_DAYS = [
    (own, hours, target)
    for own in ("1wd", "2wd", "0.5wd", "1.5wd")
    for hours, target in (
        ("short-friday", "520sm"), ("short-friday", "1wd"), ("short-friday", "1.5wd"), ("short-friday", "1000sm"),
        ("always", "3d"), ("office", "20sh"), ("office", "2wd"),
    )
]  # fmt: skip


@pytest.mark.parametrize(("own", "hours", "target"), IN_DAYS)
def test_commitments_in_open_days(own, hours, target):
    """Days differ in length: what is required in days has a margin where the chain is proved, and only there."""
    figures, _, _ = figures_of(DAYS.replace("OWN", own).replace("HOURS", hours).replace("TARGET", target))
    (response,), (commitment,) = figures.response, figures.commitments
    kept = commitment.margin is not None and commitment.margin >= 0
    assert kept == (response.verdict == "proved")
    assert commitment.committed == pytest.approx(float(own.removesuffix("wd")) * 504)


def test_nobody_asks_for_what_has_a_second():
    """A holder without whom the target holds as well is required to give nothing, and nobody asks for it."""
    figures, _, _ = figures_of(AVAILABILITY.replace("99.8%", "98%"))
    found = {one.holder: one for one in figures.commitments}["ops"]
    assert (found.required, found.demanded_by) == (0.0, ())
