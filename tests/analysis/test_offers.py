"""Protects the order of prices and levels: which things are offers to choose from, and which of two promises more."""

from __future__ import annotations

import pytest

from tests.analysis.designs import CALENDARS, figures_of


def pairs_of(body):
    return figures_of(f"{CALENDARS}\n{body}\n")[0].offers


SLAS = """
services: {{mail: {{}}, files: {{}}}}
slas:
  one: {{customer: buyer, services: mail, {one}}}
  two: {{customer: buyer, services: mail, {two}}}
"""
CHEAP, DEAR = "charges: {total: 1000/mo}", "charges: {total: 24000/y}"
AGREED = [
    ("targets: {availability: 99%}", "targets: {availability: 99.9%}", "ordered", []),
    (
        "targets: {availability: 99.9%}",
        "targets: {availability: 99%}",
        "dominated",
        ["availability/month mail"],
    ),
    ("targets: {failures: 1}", "targets: {failures: 2}", "dominated", ["failures/month mail"]),
    ("targets: {recovery: 2h}", "targets: {recovery: 4h}", "dominated", ["recovery/month mail"]),
    ("targets: {availability: 99.9%}", "hours: always", "dominated", ["availability/month mail"]),
    ("targets: {availability: 99%}", "targets: {availability: 99%}", "same-level", []),
    ("priorities: {A: {resolution: 4h}}", "priorities: {A: {resolution: 2h}}", "ordered", []),
    (
        "priorities: {A: {resolution: 4h}}",
        "hours: office, priorities: {A: {resolution: 4sh}}",
        "dominated",
        ["hours", "resolution A"],
    ),
    (
        "priorities: {A: {resolution: 4h, attainment: 95%}}",
        "priorities: {A: {resolution: 2h}}",
        "mixed",
        ["attainment A"],
    ),
    ("hours: office", "hours: clinic", "ordered", []),
    ("hours: office", "hours: night", "mixed", []),
    (
        "hours: office, priorities: {A: {response: 60sm}}",
        "hours: office, priorities: {A: {response: 2sh}}",
        "dominated",
        ["response A"],
    ),
]


@pytest.mark.parametrize(("cheap", "dear", "verdict", "better"), AGREED)
def test_two_agreements_on_one_service(cheap, dear, verdict, better):
    """The levels of the cheaper against those of the dearer; what only one promises is a level more."""
    text = SLAS.format(one=f"{cheap}, {CHEAP}", two=f"{dear}, {DEAR}")
    calendars = CALENDARS.replace("calendars:", 'calendars:\n  night: {hours: {mon-fri: "20:00-22:00"}}')
    (pair,) = figures_of(calendars + text)[0].offers
    assert (pair.kind, pair.dearer, pair.cheaper, pair.of, pair.unit) == ("sla", "two", "one", ("mail",), "y")
    assert (str(pair.dearer_price), str(pair.cheaper_price)) == ("24000.00", "12000.00")
    assert pair.verdict == verdict
    assert [level.level for level in pair.levels if level.better == "cheaper"] == better


def test_prices_are_told_by_the_user_where_both_say_how_many():
    """The agreement with the higher total is the cheaper one for each of its users."""
    (pair,) = pairs_of(
        SLAS.format(
            one=f"{CHEAP}, scope: {{limits: {{users: 10}}}}", two=f"{DEAR}, scope: {{limits: {{users: 40}}}}"
        )
    )
    assert (pair.dearer, str(pair.dearer_price), str(pair.cheaper_price), pair.unit) == (
        "one",
        "1200.00",
        "600.00",
        "user/y",
    )


def test_more_services_are_more():
    """An agreement that holds another service as well may cost more for the same level."""
    text = SLAS.format(one=CHEAP, two=DEAR)
    (pair,) = pairs_of(
        text.replace("two: {customer: buyer, services: mail", "two: {customer: buyer, services: all")
    )
    assert (pair.verdict, pair.of) == ("ordered", ("mail",))
    (pair,) = pairs_of(
        text.replace("one: {customer: buyer, services: mail", "one: {customer: buyer, services: all")
    )
    assert pair.verdict == "dominated"


def test_what_is_no_offer():
    """Agreements on different services, without a yearly fee, or in another currency are not compared."""
    text = SLAS.format(one=CHEAP, two=DEAR)
    assert (
        pairs_of(
            text.replace("two: {customer: buyer, services: mail", "two: {customer: buyer, services: files")
        )
        == ()
    )
    assert pairs_of(SLAS.format(one="charges: {total: 1000}", two=DEAR)) == ()
    assert (
        pairs_of(SLAS.format(one="charges: {total: 1000 USD/mo}", two="charges: {total: 1000 EUR/mo}")) == ()
    )
    (pair,) = pairs_of(SLAS.format(one="charges: {total: 1000/mo}", two="charges: {total: 12000/y}"))
    assert pair.verdict == "same-price"


def test_services_of_one_kind():
    """Gold and silver of one thing: the same functions, category and unit; other services are no choice."""
    text = """
services:
  gold: {category: data, hours: always, functions: {keep: {}}, charge: {basis: capacity, unit: tb, price: 100/mo}, baseline: {availability: 99.9%}}
  silver: {category: data, hours: office, functions: {keep: {}}, charge: {basis: capacity, unit: tb, price: 1300/y}, baseline: {availability: 99.5%}}
  bronze: {category: data, hours: office, functions: {keep: {}, find: {}}, charge: {basis: capacity, unit: tb, price: 1/mo}}
  lead: {category: data, hours: office, functions: {keep: {}}, charge: {basis: per-user, price: 1/mo}}
"""
    (pair,) = pairs_of(text)
    assert (pair.kind, pair.dearer, pair.cheaper, pair.verdict) == ("service", "silver", "gold", "dominated")
    (pair,) = pairs_of(text.replace("1300/y", "900/y"))
    assert (pair.dearer, pair.verdict) == ("gold", "ordered")


def test_requests_with_the_same_steps():
    """The same work done sooner may cost more, never less."""
    text = """
services:
  mail:
    requests:
      slow: {steps: [a, b], within: 16sh, price: 100}
      fast: {steps: [a, b], within: 4sh, price: FAST}
      other: {steps: [a], within: 1sh, price: 1}
      free: {steps: [a, b], within: 1sh}
"""
    (pair,) = pairs_of(text.replace("FAST", "150"))
    assert (pair.kind, pair.dearer, pair.cheaper, pair.verdict) == (
        "request",
        "mail/fast",
        "mail/slow",
        "ordered",
    )
    (pair,) = pairs_of(text.replace("FAST", "50"))
    assert (pair.dearer, pair.verdict) == ("mail/slow", "dominated")


def test_many_offers_are_compared_with_their_neighbours():
    """A hundred agreements on one service: each with the next ones by price, never all with all."""
    slas = "\n".join(
        f"  s{number:03}: {{customer: buyer, services: mail, charges: {{total: {100 + number}/mo}}}}"
        for number in range(100)
    )
    pairs = pairs_of(f"services: {{mail: {{}}}}\nslas:\n{slas}")
    assert len(pairs) == sum(min(32, 99 - place) for place in range(100))
