"""Protects how quantities are written and what they mean; conventions 1, 2 and 6 of the arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from itsm_compiler.model.prose import Prose, read_line
from itsm_compiler.model.quantities import (
    Allowance,
    AnswerTarget,
    DateSpan,
    Duration,
    Money,
    Period,
    Rate,
    Share,
    read_date,
    read_measure,
    read_number,
)
from itsm_compiler.model.readers import is_bounded, is_id, read_mention, read_occasion, read_path, read_when
from itsm_compiler.model.repairs import repaired

FORMS = (Duration, Share, Money, Rate, DateSpan, Period, AnswerTarget, Allowance)
READERS = (
    read_date,
    read_measure,
    read_number,
    read_path,
    read_mention,
    read_when,
    read_occasion,
    Prose.read,
    read_line,
)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        *[
            (Duration, text)
            for text in ("15m", "4h", "2d", "1w", "3mo", "1y", "30sm", "8sh", "3wd", "0m", "1.5h", "0.25d")
        ],
        *[(Share, text) for text in ("99.9%", "0%", "100%", "99.999%", "5%", "0.5%")],
        *[
            (Money, text)
            for text in ("12000", "12000 EUR", "12000/mo", "12000 EUR/mo", "0.05", "90000/y", "5 CNY/h")
        ],
        *[(Rate, text) for text in ("40/mo", "5%/y", "2/y", "0.5/d", "1/q")],
        (DateSpan, "2027-07-01/2028-06-30"),
        *[(Period, text) for text in ("day", "half-year", "on-demand", "15m", "8sh", "1y")],
        *[(AnswerTarget, text) for text in ("80% in 20s",)],
        *[(Allowance, text) for text in ("4h/mo", "30m/w", "2wd/q")],
    ],
)
def test_what_is_written_comes_back(form, written):
    assert str(form.read(written)) == written


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        *[
            (Duration, text)
            for text in ("4", "4 h", "h", "-4h", "4hours", "1h30m", "04h", "4H", "٤h", "1e3h", "", "4h\n")
        ],
        *[(Share, text) for text in ("99.9", "101%", "-1%", "100.1%", "%", "9e1%", "99,9%")],
        *[(Money, text) for text in ("12,000", "12000EUR", "12000 eur", "-5", "12000 EURO", "5/wk", "1e5")],
        *[(Rate, text) for text in ("40", "40/", "40/month", "%/y", "-2/y")],
        *[
            (DateSpan, text)
            for text in ("2027-07-01", "2027-07-01/", "2027-07-01/2027-02-30", "2027-07-02/2027-07-01")
        ],
        *[(Period, text) for text in ("monthly", "", "months", "1", "mo")],
        *[(Allowance, text) for text in ("4h", "4/mo", "4h/month", "4h/h")],
    ],
)
def test_what_is_no_quantity_is_refused(form, wrong):
    with pytest.raises(PydanticCustomError):
        form.read(wrong)


def test_minutes_of_durations():
    """`m h d w` are clock time, `sm sh` open minutes, `mo` 30.4375 days, `y` 365.25 days."""
    minutes = {
        "15m": 15,
        "4h": 240,
        "2d": 2880,
        "1w": 10080,
        "1mo": 43830,
        "1y": 525960,
        "30sm": 30,
        "8sh": 480,
    }
    assert {text: Duration.read(text).minutes for text in minutes} == minutes
    assert Duration.read("8sh").is_service_time
    assert not Duration.read("8h").is_service_time
    with pytest.raises(ValueError, match="open day"):
        _ = Duration.read("3wd").minutes


def test_money_keeps_its_cents_and_its_year():
    """A month is a twelfth of a year whatever its length; hours count by the mean year."""
    assert Money.read(6000).amount == Decimal(6000)
    assert Money.read(0.1).amount == Decimal("0.1")
    assert Money.read("1000/mo").per_year == Decimal(12000)
    assert Money.read("1000/q").per_month == Decimal(1000) / 3
    assert Money.read("1/d").per_year == Decimal("365.25")
    with pytest.raises(ValueError, match="no period"):
        _ = Money.read("5").per_year


def test_rates_and_periods_in_mean_time():
    assert Rate.read("12/y").per_month == pytest.approx(1)
    assert Rate.read("2/q").per_year == pytest.approx(8)
    assert Rate.read("5%/y").is_share
    assert Period.read("quarter").days == pytest.approx(91.3125)
    assert Period.read("12h").days == 0.5
    assert Period.read("on-demand").days is None
    assert Period.read("8sh").days is None
    assert Allowance.read("4h per month") == Allowance.read("4h/mo")
    assert Allowance.read("2h/w").minutes_per_month == pytest.approx(120 * 30.4375 / 7)
    assert AnswerTarget.read("80% in 2m").seconds == 120


def test_shares_keep_their_digits():
    share = Share.read("99.90%")
    assert str(share) == "99.90%"
    assert share.fraction == 0.999


@pytest.mark.parametrize(
    "number", [float("inf"), float("nan"), float("-inf"), 1e300, 10**400, -(10**400), 1e-300, True]
)
def test_numbers_that_nobody_means_are_refused(number):
    """Nothing that cannot be computed with gets past the door."""
    for read in (read_measure, read_number, Money.read):
        with pytest.raises(PydanticCustomError):
            read(number)


def test_measures_by_their_form():
    assert read_measure("99%") == Share(Decimal(99))
    assert read_measure("4h") == Duration(Decimal(4), "h")
    assert read_measure("12000 EUR") == Money(Decimal(12000), "EUR")
    assert read_measure(2) == Decimal(2)
    assert read_measure(-1.5) == Decimal("-1.5")


def test_prose_falls_back_on_what_was_written():
    plain, both = Prose.read("Mail"), Prose.read({"en": "Mail", "zh": "邮件"})
    assert (plain["zh"], both["zh"], both["fr"]) == ("Mail", "邮件", "Mail")
    assert (plain.has("zh"), both.has("zh"), both.has("fr")) == (True, True, False)
    assert str(both) == "Mail"
    assert hash(both) == hash(Prose.read({"zh": "邮件", "en": "Mail"}))
    assert both.says(Prose.plain(" mail "))
    assert not both.says(Prose.plain("Post"))


@pytest.mark.parametrize(
    "written", ["", " ", "\n", {}, {"en": ""}, {"xx": "Mail"}, {"en": 3}, 3, None, ["a"], {3: "a"}]
)
def test_prose_that_says_nothing_is_refused(written):
    with pytest.raises(PydanticCustomError):
        Prose.read(written)


def test_ids_and_paths():
    assert all(map(is_id, ("a", "mail-server", "24x7", "a1-b2")))
    assert not any(map(is_id, ("", "-a", "a-", "a--b", "A", "a_b", "ä", "a" * 65, "a\n", 3, None)))
    assert [read_path(text) for text in ("a/b", "quality/audits", "service_desk", "service_desk/x")]
    for wrong in ("a/b/c", "/b", "a/", "my_desk", "a/b_c", ""):
        with pytest.raises(PydanticCustomError):
            read_path(wrong)


def test_occasions():
    assert read_occasion("2027-07-01") == date(2027, 7, 1)
    assert read_occasion("month") == Period("month")
    assert read_occasion("2027-07-01/2027-07-02") == DateSpan(date(2027, 7, 1), date(2027, 7, 2))
    assert read_occasion("go-live-test") == "go-live-test"


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|b)*", "a*b*c*", r"(a)\1", "(?=a)a", "[", "a?a?a?a?a?a?a?", "a{1,9}b{1,9}c{1,9}"]
)
def test_patterns_that_may_take_long_are_refused(pattern):
    """The matching time of a stranger's pattern is bounded by its form."""
    assert not is_bounded(pattern)


def test_patterns_of_codes_are_taken():
    assert all(map(is_bounded, ("[A-Z]{3}-[0-9]{2}", "(SUP|NET)-[0-9]+", r"\w+", "[*+?]{2}", r"\(x\)+")))


TEXTS = st.one_of(
    st.text(max_size=90),
    st.from_regex(r"[0-9]{1,9}[.,]?[0-9]{0,3} ?[a-zA-Z%/ ]{0,12}", fullmatch=True),
    st.from_regex(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}", fullmatch=True),
)
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(TEXTS, max_size=2),
    st.dictionaries(TEXTS, TEXTS, max_size=2),
)


@given(VALUES)
def test_every_reader_takes_any_value(value):
    """Whatever stands in a file, a reader gives a value or a kind of error, and what it gives it reads again."""
    for read in (*(form.read for form in FORMS), *READERS):
        try:
            found = read(value)
        except PydanticCustomError:
            continue
        assert read(found) == found or isinstance(value, float)


@given(VALUES)
def test_every_repair_reads(value):
    """What is offered in a remedy is itself of the form that is wanted."""
    for form in FORMS:
        kind = form.__dict__["kind"]
        meant = repaired(kind, value)
        if meant is not None:
            form.read(meant)
    for kind, read in (
        ("date", read_date),
        ("when", read_when),
        ("occasion", read_occasion),
        ("id", read_path),
        ("measure", read_measure),
    ):
        meant = repaired(kind, value)
        if meant is not None:
            read(meant)


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.sampled_from(("m", "h", "d", "w", "mo", "y", "sm", "sh", "wd")),
)
def test_durations_come_back(amount, unit):
    duration = Duration(amount, unit)
    assert Duration.read(str(duration)) == duration


REPAIRS = [
    *[
        ("duration", text, "4h")
        for text in ("4 hours", "4hrs", "4小时", "4 h", "PT4H", "4H", "4 Hours", "４ｈ")
    ],
    ("duration", "1h 30min", "90m"),
    ("duration", "3个工作日", "3wd"),
    ("duration", "4 business hours", "4sh"),
    ("duration", "3M", None),
    ("duration", "90 s", None),
    ("duration", 4, None),
    *[("share", text, "99.9%") for text in ("99.9", 99.9, 0.999, "99,9 %", "99.9 percent", "99.9％")],
    ("share", 1, None),
    ("share", 0.2, None),
    ("share", 150, None),
    ("money", "€12,000", "12000 EUR"),
    ("money", "12000 EUR per month", "12000 EUR/mo"),
    ("money", "1.2万元", "12000 CNY"),
    ("rate", "40/month", "40/mo"),
    *[
        ("date", text, "2027-07-01")
        for text in ("2027/7/1", "1.7.2027", "20270701", "2027年7月1日", "2027-07-01T00:00")
    ],
    ("date", "07/01/2027", None),
    ("span", "2027-01-01 to 2027-02-01", "2027-01-01/2027-02-01"),
    ("period", "monthly", "month"),
    ("period", "每季度", "quarter"),
    ("truth", "是", "true"),
    ("hours_times", "8:00–12:00, 13-17.30", '"08:00-12:00, 13:00-17:30"'),
    ("id", "Mail_Server", "mail-server"),
    ("id", "mailServer", "mail-server"),
    ("id", "邮件", None),
]


@pytest.mark.parametrize(("kind", "written", "meant"), REPAIRS)
def test_what_was_meant(kind, written, meant):
    assert repaired(kind, written) == meant
