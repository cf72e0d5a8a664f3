"""Protects the figures of availability: verdicts, margins, windows, maintenance, remedies, independence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from itsm_compiler.analysis.availability import verdict_of
from itsm_compiler.analysis.reliability import disagreements, unit_availability
from itsm_compiler.model.quantities import Duration, Rate, Share
from itsm_compiler.model.services import Reliability
from tests.analysis.designs import CALENDARS, figures_of


def service(depends_on, components, target="99.9%", sla=""):
    return f"""{CALENDARS}
services: {{mail: {{depends_on: {depends_on}}}}}
components: {components}
slas: {{deal: {{customer: buyer, services: mail, hours: always, valid: {{from: 2027-06-01, to: 2030-05-31}}, targets: {{availability: {target}}}{sla}}}}}
"""


def figure(*args, **kwargs):
    figures, _, _ = figures_of(service(*args, **kwargs))
    (found,) = figures.availability
    return found


VERDICTS = [
    (0.99, 0.995, 0.99, 0.999, "guaranteed"),
    (0.9905, 0.995, 0.99, 0.999, "conditional"),
    (0.995, 0.995, 0.99, 0.999, "conditional"),
    (0.996, 0.995, 0.99, 0.999, "missed"),
    (0.999, 0.995, 0.99, 0.999, "missed"),
    (0.9995, 0.995, 0.99, 0.999, "impossible"),
    (1.0, 1.0, 1.0, 1.0, "guaranteed"),
]


@pytest.mark.parametrize(("target", "derived", "lower", "upper", "verdict"), VERDICTS)
def test_verdicts(target, derived, lower, upper, verdict):
    """The four verdicts of convention 5, at their limits."""
    assert verdict_of(target, derived, lower, upper) == verdict


def test_a_series():
    """Three parts in a row: product, bounds, window, downtime, weakest part, and what closes the gap."""
    found = figure(
        "[a, b, c]", "{a: {availability: 99.9%}, b: {availability: 99.7%}, c: {availability: 99.95%}}"
    )
    assert found.derived == pytest.approx(0.999 * 0.997 * 0.9995, abs=1e-12)
    assert found.lower_bound == pytest.approx(1 - 0.001 - 0.003 - 0.0005, abs=1e-12)
    assert (found.upper_bound, found.upper_bound_by, found.verdict) == (0.997, "b", "impossible")
    assert found.window_minutes == 43830.0
    assert found.downtime_allowed_minutes == pytest.approx(43.83, abs=1e-9)
    assert found.downtime_expected_minutes == pytest.approx(43830 * (1 - 0.999 * 0.997 * 0.9995), abs=1e-6)
    assert found.margin == pytest.approx(found.derived - 0.999)
    assert (found.weakest.entity, found.weakest.availability) == ("b", 0.997)
    assert found.weakest.importance == pytest.approx(0.999 * 0.9995)
    assert found.remedy.entity == "b"
    assert found.remedy.improve_to is None, "even a perfect part leaves 99.85 %"
    assert (found.remedy.need, found.remedy.quantity) == (1, 2)
    assert found.remedy.gives == pytest.approx(0.999 * 0.9995 * (1 - 0.003**2))
    assert not found.remedy.closes


def test_a_gap_that_one_part_closes():
    """The availability to which the weakest part has to rise meets the target exactly."""
    found = figure("[a, b]", "{a: {availability: 99.99%}, b: {availability: 99.5%}}")
    assert found.verdict == "impossible"
    assert found.remedy.improve_to * 0.9999 == pytest.approx(0.999, abs=1e-12)
    assert found.remedy.closes


def test_a_shared_feed():
    """Two nodes on one feed: 98.7525 %, where the product along paths would claim 99.646 %."""
    found = figure(
        "{any: [left, right], separation: apart}",
        "{feed: {availability: 99%}, left: {availability: 95%, depends_on: feed}, right: {availability: 95%, depends_on: feed}}",
        target="98.5%",
    )
    assert found.derived == pytest.approx(0.987525, abs=1e-12)
    assert (found.verdict, found.upper_bound_by) == ("conditional", "feed")
    assert found.lower_bound == pytest.approx(1 - 0.01 - 0.05, abs=1e-12)
    assert (str(found.independence), found.unargued) == ("apart", ())


def test_independence_must_be_argued_for_everything_redundant():
    """One redundancy without a reason leaves the independence of the whole unargued."""
    parts = "{a: {quantity: 2, need: 1, availability: 99%, separation: two rooms}, b: {quantity: 3, need: 2, availability: 99%}}"
    found = figure("[a, b]", parts, target="99%")
    assert (found.independence, found.unargued) == (None, ("b",))
    argued = figure("[a, b]", parts.replace("need: 2,", "need: 2, separation: three racks,"), target="99%")
    assert (str(argued.independence), argued.unargued) == ("two rooms three racks", ())


def test_alike_units_and_their_bounds():
    """Two of three units: the tail, and the bounds however the units fail together."""
    found = figure("a", "{a: {quantity: 3, need: 2, availability: 90%}}", target="97%")
    assert found.derived == pytest.approx(0.972, abs=1e-12)
    assert found.lower_bound == pytest.approx(1 - 3 * 0.1 / 2, abs=1e-12)
    assert found.upper_bound == 1.0
    assert found.verdict == "conditional"


def test_parts_for_each_site_are_felt_once():
    """Sixty branch lines are neither sixty in a row nor redundant: a user feels one."""
    found = figure("line", "{line: {quantity: 60, per: site, availability: 99.9%}}")
    assert (found.derived, found.lower_bound, found.upper_bound) == (0.999, 0.999, 0.999)
    assert found.verdict == "guaranteed"


def test_soft_parts_are_left_out():
    """What a service can do without is no factor."""
    found = figure(
        "[a, {part: b, soft: it only gets slower}]", "{a: {availability: 99.95%}, b: {availability: 50%}}"
    )
    assert found.derived == 0.9995


def test_parts_that_say_nothing_leave_no_figure():
    """A target over a part of unknown availability is reported as unknown, not guessed."""
    figures, _, _ = figures_of(service("[a, b]", "{a: {availability: 99%}, b: {kind: server}}"))
    assert figures.availability == ()
    assert [(one.sla, one.service, one.parts) for one in figures.unknown_availability] == [
        ("deal", "mail", ("b",))
    ]


def test_maintenance_counts_where_the_agreement_says_so():
    """Four planned hours a month are taken off: A · (1 − 240/43830); without `counts` they are not."""
    parts = "{a: {availability: 99.9%}}"
    plain = figure("a", parts, sla=", maintenance: {most: 4h per month}")
    counted = figure("a", parts, sla=", maintenance: {most: 4h per month, counts: true}")
    assert (plain.derived, plain.maintenance_minutes) == (0.999, 0.0)
    assert counted.maintenance_minutes == pytest.approx(240, abs=1e-9)
    assert counted.derived == pytest.approx(0.999 * (1 - 240 / 43830), abs=1e-12)
    assert counted.verdict == "impossible"


def test_maintenance_in_open_days():
    """A working day of maintenance a month is a mean open day of the agreement's calendar."""
    found = figure(
        "a", "{a: {availability: 99.9%}}", sla=", maintenance: {most: 1wd per month, counts: true}"
    )
    assert found.maintenance_minutes == pytest.approx(1440, abs=1e-9)


def test_more_needed_than_there_are():
    """Three of two branches, or three of two units, are never up."""
    assert figure("{any: [a, b], need: 3}", "{a: {availability: 90%}, b: {availability: 80%}}").derived == 0.0
    assert figure("a", "{a: {availability: 90%, quantity: 2, need: 3}}").derived == 0.0


def test_maintenance_by_its_hours():
    """Maintenance hours that fall into the agreed hours count: every Sunday from one to five is 4 h a week."""
    body = service("a", "{a: {availability: 99.9%}}", sla=", maintenance: {hours: night, counts: true}")
    figures, _, _ = figures_of(
        body.replace("calendars:", 'calendars:\n  night: {hours: {sun: "01:00-05:00"}}')
    )
    (found,) = figures.availability
    assert found.maintenance_minutes == pytest.approx(156 * 240 / 1096 * 30.4375, abs=1e-6), (
        "156 Sundays in 1,096 days"
    )


def test_targets_by_service_and_baseline():
    """A service's own target beats that of all, and the baseline stands in where the agreement says nothing."""
    body = f"""{CALENDARS}
services: {{mail: {{depends_on: a}}, files: {{depends_on: a}}, chat: {{depends_on: a, baseline: {{availability: 97%}}}}}}
components: {{a: {{availability: 99%}}}}
slas:
  one: {{customer: buyer, services: [mail, files], hours: office, valid: {{from: 2027-06-01, to: 2027-11-30}},
        targets: {{availability: {{window: year, of: {{mail: 98%, all: 95%}}}}}}}}
  two: {{customer: buyer, services: all, targets: {{availability: {{of: {{mail: 99%}}}}}}}}
"""
    figures, _, _ = figures_of(body)
    found = {(one.sla, one.service): one.target for one in figures.availability}
    assert found == {
        ("one", "mail"): 0.98,
        ("one", "files"): 0.95,
        ("two", "mail"): 0.99,
        ("two", "chat"): 0.97,
    }
    yearly = figures.availability_of("one", "mail").window_minutes
    assert yearly == pytest.approx(131 * 600 / 183 * 365.25, abs=1e-6), "131 weekdays in 183 days"


def test_cycles_are_reported_and_computed():
    """Services that need each other are no reason to refuse."""
    body = f"""{CALENDARS}
services: {{mail: {{depends_on: [a, files]}}, files: {{depends_on: [b, mail]}}}}
components: {{a: {{availability: 90%}}, b: {{availability: 80%}}}}
slas: {{deal: {{customer: buyer, services: all, targets: {{availability: 70%}}}}}}
"""
    figures, _, _ = figures_of(body)
    assert figures.cycles == (("mail", "files"),)
    assert [one.derived for one in figures.availability] == [pytest.approx(0.72), pytest.approx(0.72)]


def reliability(share=None, mtbf=None, mttr=None, failures=None):
    forms = {"share": Share, "mtbf": Duration, "mttr": Duration, "failures": Rate}
    written = {"share": share, "mtbf": mtbf, "mttr": mttr, "failures": failures}
    return Reliability(**{name: forms[name].read(text) for name, text in written.items() if text is not None})


UNITS = [
    (reliability(share="99.5%"), 0.995),
    (reliability(mtbf="20000h", mttr="6h"), 20000 / 20006),
    (reliability(mttr="6h", failures="2/y"), 1 - 12 / 8766),
    (reliability(mtbf="4380h", failures="2/y"), 2 * 4380 / 8766),
    (reliability(share="99%", mtbf="1h", mttr="1h"), 0.99),
    (reliability(mtbf="20000h"), None),
    (reliability(mtbf="5wd", mttr="1wd"), None),
    (reliability(mtbf="0h", mttr="0h"), None),
]


@pytest.mark.parametrize(("stated", "expected"), UNITS)
def test_availability_of_a_unit(stated, expected):
    """Any two of mtbf, mttr and failures give the availability; a stated share wins (convention 2)."""
    assert unit_availability(stated) == (None if expected is None else pytest.approx(expected, abs=1e-12))


AGREEMENT = [
    (reliability(share="99.97%", mtbf="20000h", mttr="6h"), None),
    (reliability(share="99.98%", mtbf="20000h", mttr="6h"), "availability"),
    (reliability(share="99.970000%", mtbf="20000h", mttr="6h"), "availability"),
    (reliability(mtbf="4377h", mttr="6h", failures="2/y"), None),
    (reliability(mtbf="4377h", mttr="6h", failures="3/y"), "failures"),
    (reliability(share="99.9%", mttr="4.4h", failures="2/y"), None),
    (reliability(share="99.9%", mttr="40h", failures="2/y"), "availability"),
    (reliability(share="99%"), None),
]


@pytest.mark.parametrize(("stated", "quantity"), AGREEMENT)
def test_figures_of_one_part_agree(stated, quantity):
    """Stated figures must follow from each other to the digits in which they are written."""
    assert [one.quantity for one in disagreements("a", stated)] == ([quantity] if quantity else [])


def test_a_share_of_a_whole():
    """Shares are read as decimals, not as the nearest binary fraction of a percentage."""
    assert Share(Decimal("99.9")).fraction == 0.999
