"""Numbers, times, dates and lists as messages say them, in both languages, rounded so that what is compared stays true."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

WEEKDAYS = (
    Text("Monday", "星期一"),
    Text("Tuesday", "星期二"),
    Text("Wednesday", "星期三"),
    Text("Thursday", "星期四"),
    Text("Friday", "星期五"),
    Text("Saturday", "星期六"),
    Text("Sunday", "星期日"),
)
MOST_LISTED = 6
DAYS_FROM = 6000
"""From so many minutes on lengths of time are told in days."""

FEWEST_DIGITS, MOST_DIGITS = 2, 6


def same(value: object) -> Text:
    """What reads alike in both languages."""
    return Text(str(value), str(value))


def share(fraction: float, against: float | None = None) -> Text:
    """A fraction as a percentage: `99.62 %`.

    Two decimals are shown, as many more as it takes to tell it from the fraction `against` which it is compared with.
    A share below 100 % is never shown as 100 %, one above 0 % never as 0 %.
    """
    percent = Decimal(repr(fraction)) * 100
    bounds = [Decimal(0), Decimal(100)]
    if against is not None:
        bounds.append(Decimal(repr(against)) * 100)
    shown = _trimmed(_told_apart(percent, bounds))
    return Text(f"{shown} %", f"{shown}%")


def share_downwards(fraction: float) -> Text:
    """A fraction as a percentage that is still reached: rounded down to one digit of what lacks to 100 %."""
    return _rounded_share(fraction, ROUND_FLOOR)


def share_upwards(fraction: float) -> Text:
    """A fraction as a percentage that is enough: rounded up to one digit of what lacks to 100 %."""
    return _rounded_share(fraction, ROUND_CEILING)


def _rounded_share(fraction: float, rounding: str) -> Text:
    percent = Decimal(repr(fraction)) * 100
    lacking = 100 - percent
    digits = min(MOST_DIGITS, max(1, -lacking.adjusted())) if lacking > 0 else 1
    rounded = percent.quantize(Decimal(1).scaleb(-digits), rounding)
    if rounded == 100 and lacking > 0:
        rounded = percent.quantize(Decimal(1).scaleb(-MOST_DIGITS), rounding)
    shown = _trimmed(rounded)
    return Text(f"{shown} %", f"{shown}%")


def minutes(amount: float) -> Text:
    """A length of time: `44 min`, `2 h 30 min`, `1 d 4 h`; seconds only below a minute."""
    if 0 < abs(amount) < 1:
        seconds = max(1, round(abs(amount) * 60))
        return Text(f"{seconds} s", f"{seconds} 秒")
    return _in_units(round(abs(amount)))


def open_minutes(amount: float) -> Text:
    """A length of open time, whose days have no fixed length: `170 h 19 min`, `15,000 h`; it may be infinite."""
    if math.isinf(amount):
        return Text("a time without end", "无限长时间")
    if amount < DAYS_FROM:
        return minutes(amount)
    whole, rest = divmod(round(amount), 60)
    end = _in_units(rest) if rest else Text("", "")
    return Text(f"{whole:,} h {end.en}".rstrip(), f"{whole:,} 小时 {end.zh}".rstrip())


def allowed_minutes(amount: float) -> Text:
    """A length of time that is still allowed: rounded down to whole minutes."""
    return minutes(amount) if amount < 1 else _in_units(_whole(amount, ROUND_FLOOR))


def needed_minutes(amount: float) -> Text:
    """A length of time that is at least taken: rounded up to whole minutes."""
    return minutes(amount) if amount < 1 else _in_units(_whole(amount, ROUND_CEILING))


def compared_minutes(first: float, second: float) -> tuple[Text, Text]:
    """Two lengths of time whose order stays visible: in seconds where whole minutes would read alike."""
    texts = minutes(first), minutes(second)
    if first != second and texts[0] == texts[1]:
        return _seconds(first), _seconds(second)
    return texts


def instant(moment: datetime) -> Text:
    """A point in time with its day of the week: `Friday 2027-10-01 17:55`."""
    weekday = WEEKDAYS[moment.weekday()]
    stamp = moment.strftime("%Y-%m-%d %H:%M")
    return Text(f"{weekday.en} {stamp}", f"{moment:%Y-%m-%d}（{weekday.zh}）{moment:%H:%M}")


def day(moment: date) -> Text:
    """A day, as designs write it."""
    return same(moment.isoformat())


def listing(items: Iterable[str | Text], *, joined: Text | None = None) -> Text:
    """Several things as a sentence names them: `` `a`, `b` and `c` ``; a text goes in as it is, an id in back-ticks.

    At most six are named, the rest is counted. `joined` replaces "and".
    """
    texts = [item if isinstance(item, Text) else same(f"`{item}`") for item in items]
    if len(texts) > MOST_LISTED:
        rest = len(texts) - MOST_LISTED + 1
        texts = [*texts[: MOST_LISTED - 1], Text(f"{rest} more", f"另外 {rest} 个")]
    last = joined or Text("and", "和")
    if not texts:
        return Text("none", "无")
    if len(texts) == 1:
        return texts[0]
    *firsts, end = texts
    before, after = "、".join(text.zh for text in firsts), end.zh
    return Text(
        f"{', '.join(text.en for text in firsts)} {last.en} {end.en}",
        f"{before}{_gap(before[-1:])}{last.zh}{_gap(after[:1])}{after}",
    )


def _gap(neighbour: str) -> str:
    """The space that Chinese leaves beside code and Latin letters."""
    return " " if neighbour == "`" or (neighbour.isascii() and neighbour.isalnum()) else ""


def count(number: int, one: Text, many: Text) -> Text:
    """A count with its noun: `count(2, Text("task", "个任务"), Text("tasks", "个任务"))`."""
    noun = one if number == 1 else many
    return Text(f"{number} {noun.en}", f"{number} {noun.zh}")


def days(number: int) -> Text:
    """A number of days."""
    return count(number, Text("day", "天"), Text("days", "天"))


def working_days(number: int) -> Text:
    """A number of working days."""
    return count(number, Text("working day", "个工作日"), Text("working days", "个工作日"))


def money(amount: Decimal, currency: str | None) -> Text:
    """An amount of money with its currency, grouped in thousands, cents only where there are any."""
    whole = amount == amount.to_integral_value()
    shown = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return same(f"{shown} {currency}" if currency else shown)


def number(value: Decimal | float) -> Text:
    """A plain number without trailing zeros."""
    return same(_trimmed(Decimal(repr(value)) if isinstance(value, float) else Decimal(value)))


def _told_apart(value: Decimal, others: list[Decimal]) -> Decimal:
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        unit = Decimal(1).scaleb(-digits)
        rounded = value.quantize(unit, ROUND_HALF_EVEN)
        if all(
            (rounded > other) - (rounded < other) == (value > other) - (value < other) for other in others
        ):
            return rounded
    below = any(value < other and rounded >= other for other in others)
    return value.quantize(unit, ROUND_FLOOR if below else ROUND_CEILING)


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _whole(amount: float, rounding: str) -> int:
    return int(Decimal(repr(round(amount, 6))).to_integral_value(rounding))


def _in_units(whole: int) -> Text:
    """Whole minutes in hours and minutes, from a hundred hours on also in days."""
    parts = []
    units = (1440, Text("d", "天")), (60, Text("h", "小时")), (1, Text("min", "分钟"))
    for size, unit in units[whole < DAYS_FROM :]:
        amount, whole = divmod(whole, size)
        if amount:
            parts.append((amount, unit))
    if not parts:
        return Text("0 min", "0 分钟")
    return Text(
        " ".join(f"{amount} {unit.en}" for amount, unit in parts),
        " ".join(f"{amount} {unit.zh}" for amount, unit in parts),
    )


def _seconds(amount: float) -> Text:
    whole, seconds = divmod(round(amount * 60), 60)
    base = _in_units(whole)
    return Text(f"{base.en} {seconds} s", f"{base.zh} {seconds} 秒") if seconds else base
