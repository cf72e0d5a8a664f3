"""Protects the spelling of values: what a contract says in English and in Chinese, digit for digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsm_compiler.renderers.values import Badge, Break, Foreign, Reference, Speaker, speaker

from itsm_compiler.diagnostics import Text
from itsm_compiler.documents.view import Link, Listing, Number, Phrase, Tag, phrase
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import AnswerTarget, DateSpan, Duration, Money, Period, Rate, Share

BOTH = Prose({"en": "Mail", "zh": "邮件"})
A, B, C = Prose.plain("a"), Prose.plain("b"), Prose.plain("c")

VALUES = [
    (None, "—", "—"),
    ("as is", "as is", "as is"),
    (0, "0", "0"),
    (1250, "1,250", "1,250"),
    (-1250, "-1,250", "-1,250"),
    (Decimal("12000.50"), "12,000.50", "12,000.50"),
    (Text("yes", "是"), "yes", "是"),
    (BOTH, "Mail", "邮件"),
    (Prose.plain("Mail"), "Mail", "Mail"),
    (Link("mail", BOTH), "Mail", "邮件"),
    (Tag(Phrase("task"), "good"), "task", "任务"),
    (date(2027, 6, 1), "1 June 2027", "2027年6月1日"),
    (DateSpan.read("2027-01-05/2027-01-13"), "5 to 13 January 2027", "2027年1月5日至13日"),
    (DateSpan.read("2027-01-28/2027-03-05"), "28 January to 5 March 2027", "2027年1月28日至3月5日"),
    (DateSpan(date(2027, 1, 5), date(2027, 1, 5)), "5 January 2027", "2027年1月5日"),
    (Text("4 h 30 min", "4 小时 30 分钟"), "4 h 30 min", "4小时30分钟"),
    (DateSpan.read("2027-06-01/2028-05-31"), "1 June 2027 to 31 May 2028", "2027年6月1日至2028年5月31日"),
    (Duration.read("1m"), "1 minute", "1分钟"),
    (Duration.read("30m"), "30 minutes", "30分钟"),
    (Duration.read("4h"), "4 hours", "4小时"),
    (Duration.read("1.5h"), "1.5 hours", "1.5小时"),
    (Duration.read("1.0h"), "1.0 hours", "1.0小时"),
    (Duration.read("1d"), "1 day", "1天"),
    (Duration.read("2w"), "2 weeks", "2周"),
    (Duration.read("3mo"), "3 months", "3个月"),
    (Duration.read("1y"), "1 year", "1年"),
    (Duration.read("30sm"), "30 minutes of service time", "30分钟（服务时间内）"),
    (Duration.read("1sh"), "1 hour of service time", "1小时（服务时间内）"),
    (Duration.read("1wd"), "1 working day", "1个工作日"),
    (Duration.read("5wd"), "5 working days", "5个工作日"),
    (Share.read("99.9%"), "99.9 %", "99.9%"),
    (Share.read("99.90%"), "99.90 %", "99.90%"),
    (Share.read("100%"), "100 %", "100%"),
    (Money.read("12000 CNY"), "CNY 12,000", "人民币12,000元"),
    (Money.read("12000 CNY/mo"), "CNY 12,000 per month", "人民币12,000元/月"),
    (Money.read("12000.5 CNY"), "CNY 12,000.50", "人民币12,000.50元"),
    (Money.read("0.125 EUR"), "EUR 0.125", "0.125欧元"),
    (Money.read("336000 EUR/y"), "EUR 336,000 per year", "336,000欧元/年"),
    (Money(Decimal(700), "XYZ", "q"), "XYZ 700 per quarter", "700 XYZ/季度"),
    (Money.read("100.00"), "100", "100"),
    (Rate.read("40/mo"), "40 per month", "每月40"),
    (Rate.read("5%/y"), "5 % per year", "每年5%"),
    (Period.read("month"), "monthly", "每月"),
    (Period.read("half-year"), "every six months", "每半年"),
    (Period.read("on-demand"), "on demand", "按需"),
    (Period.read("2w"), "every 2 weeks", "每2周"),
    (AnswerTarget.read("80% in 20s"), "80 % within 20 seconds", "20秒内达80%"),
    (AnswerTarget.read("95% in 1m"), "95 % within 60 seconds", "60秒内达95%"),
    (Number(99.6213, "percent", 2), "99.62 %", "99.62%"),
    (Number(0.125, "percent", 2), "0.13 %", "0.13%"),
    (Number(43.83, "minutes"), "44 minutes", "44分钟"),
    (Number(43.83, "minutes", 1), "43.8 minutes", "43.8分钟"),
    (Number(0, "minutes"), "0 minutes", "0分钟"),
    (Number(1500, "minutes"), "1 day 1 hour", "1天1小时"),
    (Number(2999.6, "minutes"), "2 days 2 hours", "2天2小时"),
    (Number(-90, "minutes"), "-1 hour 30 minutes", "-1小时30分钟"),
    (Number(1, "hours"), "1 hour", "1小时"),
    (Number(2.5, "days", 1), "2.5 days", "2.5天"),
    (Number(1, "open-days"), "1 working day", "1个工作日"),
    (Number(7, "people"), "7 people", "7人"),
    (Number(50000, "count"), "50,000", "50,000"),
    (Number(Decimal("8037.5"), "money", 2, "CNY"), "CNY 8,037.50", "人民币8,037.50元"),
    (Number(12, "score"), "12", "12"),
    (Number(float("inf"), "minutes"), "—", "—"),
    (Number(float("nan"), "percent"), "—", "—"),
    (Number(-0.001, "percent", 1), "0.0 %", "0.0%"),
    (Number(1e299, "count"), f"{10**299:,}", f"{10**299:,}"),
    (Number(1e301, "count"), "—", "—"),
    (Listing((A,)), "a", "a"),
    (Listing((A, B)), "a and b", "a、b"),
    (Listing((A, B, C)), "a, b and c", "a、b、c"),
    (Listing((A, B, C, A)), "a, b, c and a", "a、b、c、a"),
    (Listing((A, B), lines=True), "a\nb", "a\nb"),
    (Listing((A, Prose.plain("b and c"))), "a, and b and c", "a、b and c"),
    (Listing((A, B, Prose.plain("c and d"))), "a, b, and c and d", "a、b、c and d"),
    (Listing((A, B, Prose.plain("c, d"))), "a; b; and c, d", "a；b；c, d"),
    (
        Listing((Prose({"en": "hosts, disks", "zh": "主机、磁盘"}), BOTH)),
        "hosts, disks; and Mail",
        "主机、磁盘；邮件",
    ),
    (Listing(()), "—", "—"),
    (phrase("{first} to {last}", first=1, last=BOTH), "1 to Mail", "1至邮件"),
    (phrase("{amount} hour", plural="{amount} hours", amount=1), "1 hour", "1小时"),
    (phrase("{amount} hour", plural="{amount} hours", amount=2), "2 hours", "2小时"),
    (phrase("{count} cat", plural="{count} cats", count=Number(1, "count")), "1 cat", "1 cat"),
    (phrase("{count} cat", plural="{count} cats", count=3), "3 cats", "3 cats"),
    (phrase("nobody translated this {{so}}"), "nobody translated this {so}", "nobody translated this {so}"),
]


@pytest.mark.parametrize(("value", "english", "chinese"), VALUES, ids=[f"{row[0]!r:.60}" for row in VALUES])
def test_values_in_both_languages(value, english, chinese):
    """Each kind of value, with its plural and its digits as written."""
    assert speaker("en").plain(value) == english
    assert speaker("zh").plain(value) == chinese


def test_equal_shares_keep_their_own_digits():
    """99.9 and 99.90 are equal numbers and different promises: no cache may confuse them."""
    for digits in ("99.9", "99.90", "99.900", "99.9"):
        assert speaker("en").plain(Share(Decimal(digits))) == f"{digits} %"


def test_pieces_keep_what_a_renderer_draws():
    """Links, tones and breaks survive inside phrases and lists."""
    value = phrase("{part} ({note})", part=Link("mail", BOTH), note=Tag(phrase("task"), "bad"))
    assert speaker("en").pieces(value) == (Reference("mail", "Mail"), " (", Badge("task", "bad"), ")")
    assert speaker("en").pieces(Listing((A, Link("m", BOTH)), lines=True)) == (
        "a",
        Break(),
        Reference("m", "Mail"),
    )
    assert speaker("zh").pieces(Listing((Link("m", BOTH), A))) == (Reference("m", "邮件"), "、", "a")


def test_text_of_another_language_is_marked():
    """Who hears the page read aloud is told that a text nobody translated is in another language."""
    assert speaker("zh").pieces(Prose({"en": "Mail"})) == (Foreign("Mail", "en"),)
    assert speaker("zh").pieces(Prose.plain("Mail")) == ("Mail",)


@pytest.mark.parametrize("language", ["de", "pt-BR", "xx", "zh-Hant", "en-x-odd"])
def test_any_language_tag_has_a_speaker(language):
    """A design may name a language that has no catalogue: English words, that language's dates, never a crash."""
    spoken = Speaker(language)
    for value, _, _ in VALUES:
        assert spoken.plain(value) is not None
    assert "2027" in spoken.plain(date(2027, 6, 1))


def test_german_numbers_and_dates():
    """Digits are grouped as the language groups them."""
    assert Speaker("de").plain(Decimal("12000.50")) == "12.000,50"
    assert Speaker("de").plain(date(2027, 6, 1)) == "1. Juni 2027"


def test_what_is_no_value_is_refused():
    """A view with something else in a cell is a bug that must not print as `<object …>`."""
    with pytest.raises(TypeError, match="no value of a view: set"):
        speaker("en").plain({1})


@given(st.floats() | st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_numbers_never_fail(value, digits):
    """Whatever the analysis gives, a page can show it."""
    for unit in ("percent", "minutes", "hours", "count", "money", "score", "unheard-of"):
        assert speaker("en").plain(Number(value, unit, digits, "EUR"))
