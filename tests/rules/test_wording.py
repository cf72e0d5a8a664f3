"""Protects the numbers in messages: readable in both languages, and what is compared stays true."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itsm_compiler import wording
from itsm_compiler.diagnostics import Text


@pytest.mark.parametrize(
    ("fraction", "against", "shown"),
    [
        (0.999, None, "99.9 %"),
        (0.9962, None, "99.62 %"),
        (0.99962, 0.999, "99.96 %"),
        (0.9989999, 0.999, "99.89999 %"),
        (0.99896, 0.999, "99.896 %"),
        (1.0, None, "100 %"),
        (0.9999999, None, "99.99999 %"),
        (0.999999999, None, "99.999999 %"),
        (0.0, None, "0 %"),
        (0.00001, None, "0.001 %"),
    ],
)
def test_shares(fraction, against, shown):
    """A share is rounded, but never across the one it is compared with, nor to all or nothing."""
    text = wording.share(fraction, against)
    assert text == Text(shown, shown.replace(" ", ""))


@given(st.floats(0, 1, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False))
def test_compared_shares_stay_in_order(first, second):
    """What is less reads as less, unless the two differ by less than a millionth of a percent."""
    texts = wording.share(first, second), wording.share(second, first)
    shown = [Decimal(text.en.removesuffix(" %")) for text in texts]
    if abs(first - second) > 1e-7:
        assert (shown[0] < shown[1]) == (first < second)


@pytest.mark.parametrize(
    ("fraction", "down", "up"),
    [
        (0.996202, "99.6 %", "99.7 %"),
        (0.99993, "99.993 %", "99.993 %"),
        (0.999934, "99.993 %", "99.994 %"),
        (0.5, "50 %", "50 %"),
        (1.0, "100 %", "100 %"),
    ],
)
def test_shares_that_may_be_promised(fraction, down, up):
    """What is still reached is rounded down, what is enough is rounded up."""
    assert wording.share_downwards(fraction).en == down
    assert wording.share_upwards(fraction).en == up


@given(st.floats(0.01, 1))
def test_promises_are_kept(fraction):
    """A share rounded down is never above what is reached; one rounded up never below what is needed."""
    assert Decimal(wording.share_downwards(fraction).en.removesuffix(" %")) <= Decimal(repr(fraction)) * 100
    assert Decimal(wording.share_upwards(fraction).en.removesuffix(" %")) >= Decimal(repr(fraction)) * 100


@pytest.mark.parametrize(
    ("amount", "en", "zh"),
    [
        (0, "0 min", "0 分钟"),
        (0.5, "30 s", "30 秒"),
        (0.001, "1 s", "1 秒"),
        (44, "44 min", "44 分钟"),
        (60, "1 h", "1 小时"),
        (150, "2 h 30 min", "2 小时 30 分钟"),
        (3905, "65 h 5 min", "65 小时 5 分钟"),
        (7 * 1440, "7 d", "7 天"),
        (10 * 1440 + 61, "10 d 1 h 1 min", "10 天 1 小时 1 分钟"),
    ],
)
def test_minutes(amount, en, zh):
    """Lengths of time are told in the units people use."""
    assert wording.minutes(amount) == Text(en, zh)


def test_open_minutes_are_never_told_in_days():
    """A day of open time has no fixed length, so long times stay hours."""
    assert wording.open_minutes(10219) == Text("170 h 19 min", "170 小时 19 分钟")
    assert wording.open_minutes(900_000) == Text("15,000 h", "15,000 小时")
    assert wording.open_minutes(90) == wording.minutes(90)
    assert wording.open_minutes(float("inf")).en == "a time without end"


def test_compared_minutes_stay_apart():
    """Two times that read alike in minutes are told in seconds."""
    assert [text.en for text in wording.compared_minutes(59.8, 60.2)] == ["59 min 48 s", "1 h 12 s"]
    assert [text.en for text in wording.compared_minutes(44, 167)] == ["44 min", "2 h 47 min"]


def test_instants():
    """The day of the week says why a start is the worst one."""
    moment = datetime(2027, 10, 1, 17, 55, tzinfo=UTC)
    assert wording.instant(moment) == Text("Friday 2027-10-01 17:55", "2027-10-01（星期五）17:55")


@pytest.mark.parametrize(
    ("items", "en", "zh"),
    [
        ([], "none", "无"),
        (["a"], "`a`", "`a`"),
        (["a", "b"], "`a` and `b`", "`a` 和 `b`"),
        (["a", "b", "c"], "`a`, `b` and `c`", "`a`、`b` 和 `c`"),
        ([Text("one", "一"), "b"], "one and `b`", "一和 `b`"),
        (list("abcdefgh"), "`a`, `b`, `c`, `d`, `e` and 3 more", "`a`、`b`、`c`、`d`、`e` 和另外 3 个"),
    ],
)
def test_listings(items, en, zh):
    """Several things read as a sentence names them; a long list is counted."""
    assert wording.listing(items) == Text(en, zh)


def test_counts_and_money():
    """Counts agree with their nouns; money is grouped and keeps its cents."""
    assert wording.days(1).en == "1 day"
    assert wording.working_days(3) == Text("3 working days", "3 个工作日")
    assert wording.money(Decimal("1234567.5"), "CNY").en == "1,234,567.50 CNY"
    assert wording.money(Decimal(336000), None).en == "336,000"
    assert wording.number(0.25).en == "0.25"
    assert wording.day(date(2027, 3, 1)).zh == "2027-03-01"
