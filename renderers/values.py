"""Spell a value of a view in a language: as pieces that a renderer draws, or as plain text.

Dates, names of currencies and the way of joining a list come from Babel, units and rhythms from the catalogue. Digits stay
as they were written: a target of 99.90 % is not one of 99.9 %. Chinese stands close to digits and Latin letters, as dates
do and as contracts are set: the space between them is the typesetter's, not the writer's.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal

from itsm_compiler.renderers.catalog import translation

from itsm_compiler.documents.view import (
    AnswerTarget,
    DateSpan,
    Duration,
    Link,
    Listing,
    Money,
    Number,
    Period,
    Phrase,
    Prose,
    Rate,
    Share,
    Tag,
    Text,
    Value,
    phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from babel import Locale

NOTHING = "—"
"""What stands where a value is missing."""

EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
LARGEST = 10**300
"""More than a sentence can say: shown as missing, as what is no number is."""

PLACE = re.compile(r"\{(\w+)\}|\{\{|\}\}")
APART = re.compile("(?<=[\u4e00-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u4e00-\u9fff])")
"""A space between Chinese and what is not, which messages have and documents don't."""
ENUMERATED = re.compile("[,;] |[、；]")
JOINED = re.compile(" and ")
"""What makes an entry of a list a list of its own: its neighbours are set off by semicolons, or by a comma before `and`."""

DURATIONS = {
    "s": phrase("{amount} second", plural="{amount} seconds"),
    "m": phrase("{amount} minute", plural="{amount} minutes"),
    "h": phrase("{amount} hour", plural="{amount} hours"),
    "d": phrase("{amount} day", plural="{amount} days"),
    "w": phrase("{amount} week", plural="{amount} weeks"),
    "mo": phrase("{amount} month", plural="{amount} months"),
    "y": phrase("{amount} year", plural="{amount} years"),
    "sm": phrase("{amount} minute of service time", plural="{amount} minutes of service time"),
    "sh": phrase("{amount} hour of service time", plural="{amount} hours of service time"),
    "wd": phrase("{amount} working day", plural="{amount} working days"),
}
UNITS = {
    "hours": DURATIONS["h"],
    "days": DURATIONS["d"],
    "open-days": DURATIONS["wd"],
    "people": phrase("{amount} person", plural="{amount} people"),
}
RATES = {
    "h": phrase("{value} per hour"),
    "d": phrase("{value} per day"),
    "w": phrase("{value} per week"),
    "mo": phrase("{value} per month"),
    "q": phrase("{value} per quarter"),
    "y": phrase("{value} per year"),
}
PRICES = {
    "h": phrase("{money} per hour"),
    "d": phrase("{money} per day"),
    "w": phrase("{money} per week"),
    "mo": phrase("{money} per month"),
    "q": phrase("{money} per quarter"),
    "y": phrase("{money} per year"),
}
RHYTHMS = {
    "day": phrase("daily"),
    "week": phrase("weekly"),
    "month": phrase("monthly"),
    "quarter": phrase("quarterly"),
    "half-year": phrase("every six months"),
    "year": phrase("yearly"),
    "on-demand": phrase("on demand"),
}
SPAN = phrase("{first} to {last}")
EVERY = phrase("every {duration}")
ANSWER = phrase("{share} within {time}")
RENMINBI = phrase("CNY {amount}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A piece that leads to an entity."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A piece with a tone."""

    text: str
    tone: Literal["good", "warning", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """A piece in another language than the document's, because nobody wrote it in that one."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line."""

    text: str = "\n"


Piece = str | Reference | Badge | Foreign | Break


class Speaker:
    """Spells values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: dict[str, tuple[Piece, ...]] = {}
        self._spell: dict[type, Callable[[Any], tuple[Piece, ...]]] = {
            str: lambda value: (value,),
            type(None): lambda _: (NOTHING,),
            Text: lambda value: (APART.sub("", value[language]) if language == "zh" else value[language],),
            Prose: self._prose,
            Phrase: self._phrase,
            Link: lambda value: (Reference(value.target, value.label[language]),),
            Tag: lambda value: (Badge(self.plain(value.text), value.tone),),
            Listing: self._listing,
            Number: lambda value: (self._number(value),),
            **{kind: partial(self._quantity, spell) for kind, spell in QUANTITIES.items()},
        }

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """The value as text, references, badges and line breaks in their order.

        Raises:
            TypeError: for what is no value of a view.
        """
        spell = self._spell.get(type(value))
        if spell is None:
            raise TypeError(f"no value of a view: {type(value).__name__}")
        return spell(value)

    def plain(self, value: Value) -> str:
        """The value as text alone."""
        if type(value) is str:
            return value
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces(value))

    def say(self, sentence: Phrase, **values: Value) -> str:
        """A phrase of ours with its places filled, as text alone."""
        return self.plain(Phrase(sentence.text, (*sentence.values, *values.items()), sentence.plural))

    def number(self, value: float | Decimal, digits: int | None = None) -> str:
        """A number with groups of thousands: its own digits, or rounded half up to `digits` decimals."""
        if not _is_sayable(value):
            return NOTHING
        exact = _exact(value) if digits is None else _rounded(value, digits)
        return f"{exact or abs(exact):,f}".translate(self._symbols)

    def joined(self, parts: list[tuple[Piece, ...]]) -> Iterator[Piece]:
        """The parts as a sentence lists them: `a, b and c`, `a、b、c`; set off by semicolons where they are lists themselves."""
        texts = ["".join(piece if isinstance(piece, str) else piece.text for piece in part) for part in parts]
        middle, pair, end = self._separators(texts)
        for index, part in enumerate(parts):
            if index:
                yield middle if index < len(parts) - 1 else pair if len(parts) == 2 else end
            yield from part

    def _separators(self, texts: list[str]) -> tuple[str, str, str]:
        """What stands between the entries of a list: before one in the middle, between two, before the last."""
        enumerated = any(map(ENUMERATED.search, texts))
        if self.language == "zh":
            return ("；",) * 3 if enumerated else ("、",) * 3
        if self.language == "en" and enumerated:
            return "; ", "; and ", "; and "
        if self.language == "en" and any(map(JOINED.search, texts)):
            return ", ", ", and ", ", and "
        patterns = self.locale.list_patterns["standard"]
        middle, pair, end = (
            patterns[key].removeprefix("{0}").removesuffix("{1}") for key in ("middle", "2", "end")
        )
        return middle, pair, end

    @cached_property
    def locale(self) -> Locale:
        """Babel's data for the language; English is the British kind, which puts the day first."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to import, and many commands never spell

        try:
            return Locale.parse(
                {"en": "en_GB", "zh": "zh_CN"}.get(self.language, self.language.replace("-", "_"))
            )
        except (UnknownLocaleError, ValueError):
            return Locale.parse("en_GB")

    @cached_property
    def _symbols(self) -> dict[int, str]:
        if self.language in {"en", "zh"}:
            return {}
        symbols = self.locale.number_symbols["latn"]
        return {ord(","): symbols["group"], ord("."): symbols["decimal"]}

    def _quantity(self, spell: Callable[[Speaker, Any], str], value: Any) -> tuple[Piece, ...]:
        return (spell(self, value),)

    def _prose(self, value: Prose) -> tuple[Piece, ...]:
        text = value[self.language]
        return (text if value.has(self.language) else Foreign(text, next(iter(value.texts), "")),)

    def _listing(self, value: Listing) -> tuple[Piece, ...]:
        parts = [self.pieces(each) for each in value.values]
        if not parts:
            return (NOTHING,)
        if not value.lines:
            return tuple(self.joined(parts))
        return tuple(
            piece for index, part in enumerate(parts) for piece in ((Break(), *part) if index else part)
        )

    def _phrase(self, value: Phrase) -> tuple[Piece, ...]:
        if value.values:
            return self._sentence(value)
        if value.text not in self._words:
            self._words[value.text] = self._sentence(value)
        return self._words[value.text]

    def _sentence(self, value: Phrase) -> tuple[Piece, ...]:
        values = dict(value.values)
        text = translation(self.language, value.text)
        if text is None:
            many = value.plural and not _is_one(values.get("count", values.get("amount")))
            text = value.plural if value.plural and many else value.text
        pieces: list[Piece] = []
        for piece in parsed(text):
            pieces += (piece,) if isinstance(piece, str) else self.pieces(values[piece[0]])
        return tuple(pieces)

    def _number(self, value: Number) -> str:
        if not _is_sayable(value.value):
            return NOTHING
        if value.unit == "minutes":
            return self._clock_time(value)
        if value.unit == "money":
            return self.plain(Money(_rounded(value.value, value.digits), value.currency))
        text = self.number(value.value, value.digits)
        if value.unit == "percent":
            return self.percent(text)
        unit = UNITS.get(value.unit)
        return self.say(unit, amount=text) if unit else text

    def percent(self, digits: str) -> str:
        """A share from its digits."""
        return f"{digits}%" if self.language == "zh" else f"{digits} %"

    def _clock_time(self, value: Number) -> str:
        minutes = _rounded(value.value, value.digits)
        days, rest = EXACT.divmod(abs(minutes), 1440)
        hours, rest = EXACT.divmod(rest, 60)
        parts = [(amount, unit) for amount, unit in ((days, "d"), (hours, "h"), (rest, "m")) if amount]
        words = [
            self.say(DURATIONS[unit], amount=self.number(amount, value.digits if unit == "m" else 0))
            for amount, unit in parts or [(Decimal(0), "m")]
        ]
        return ("-" if minutes < 0 else "") + APART.sub("", " ".join(words))


@lru_cache(maxsize=8)
def speaker(language: str) -> Speaker:
    """The speaker of a language, made once."""
    return Speaker(language)


@lru_cache(maxsize=4096)
def _day(speaker: Speaker, day: date) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - see Speaker.locale

    return format_date(day, "long", locale=speaker.locale)


def _span(speaker: Speaker, value: DateSpan) -> str:
    """From day to day, what the days have in common said once: `5 to 13 January 2027`, `2027年1月5日至13日`."""
    first, last = _day(speaker, value.first), _day(speaker, value.last)
    if value.first == value.last:
        return first
    same_year = value.first.year == value.last.year
    same_month = same_year and value.first.month == value.last.month
    if speaker.language == "zh":
        last = last[last.index("月" if same_month else "年") + 1 :] if same_year else last
    elif speaker.language == "en" and same_year:
        first = " ".join(first.split()[: 1 if same_month else 2])
    return speaker.say(SPAN, first=first, last=last)


def _rate(speaker: Speaker, value: Rate) -> str:
    number = speaker.number(value.value)
    return speaker.say(RATES[value.per], value=speaker.percent(number) if value.is_share else number)


def _period(speaker: Speaker, value: Period) -> str:
    return speaker.say(RHYTHMS[value.word]) if value.word else speaker.say(EVERY, duration=value.every)


def _answer(speaker: Speaker, value: AnswerTarget) -> str:
    seconds = DURATIONS["s"]
    return speaker.say(
        ANSWER,
        share=value.share,
        time=Phrase(seconds.text, (("amount", f"{value.seconds:g}"),), seconds.plural),
    )


def _money(speaker: Speaker, value: Money) -> str:
    digits = 0 if value.amount == value.amount.to_integral_value() else max(2, -_exponent(value.amount))
    number = speaker.number(value.amount, digits)
    if value.currency is None:
        text = number
    elif value.currency == "CNY":
        text = speaker.say(RENMINBI, amount=number)
    elif speaker.language != "zh":
        text = f"{value.currency} {number}"
    else:
        name = speaker.locale.currencies.get(value.currency, value.currency)
        text = APART.sub("", f"{number} {name}")
    return speaker.say(PRICES[value.per], money=text) if value.per else text


def _exponent(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_sayable(value: float | Decimal) -> bool:
    return math.isfinite(value) and -LARGEST <= value <= LARGEST


def _exact(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    return _exact(value).quantize(Decimal(1).scaleb(-digits), context=EXACT)


def _is_one(count: Any) -> bool:
    return (count.value if isinstance(count, Number) else count) in {1, "1"}


QUANTITIES: dict[type, Callable[[Speaker, Any], str]] = {
    int: Speaker.number,
    Decimal: Speaker.number,
    date: _day,
    Duration: lambda speaker, value: speaker.say(DURATIONS[value.unit], amount=speaker.number(value.amount)),
    Share: lambda speaker, value: speaker.percent(speaker.number(value.percent)),
    Money: _money,
    Rate: _rate,
    Period: _period,
    DateSpan: _span,
    AnswerTarget: _answer,
}
"""How each quantity of the language is spelled."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> tuple[str | tuple[str], ...]:
    """The text cut at its places; a place is its name in a tuple of one."""
    cut: list[str | tuple[str]] = []
    end = 0
    for match in PLACE.finditer(text):
        cut += [text[end : match.start()], (match[1],) if match[1] else match[0][0]]
        end = match.end()
    return tuple(piece for piece in [*cut, text[end:]] if piece)
