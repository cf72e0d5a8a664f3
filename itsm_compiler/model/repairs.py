"""What somebody meant who wrote a quantity in another form: `4 hours` is `4h`, `0.999` is `99.9%`, `monthly` is `month`."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from pydantic_core import PydanticCustomError

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.calendars import DAYS
from itsm_compiler.model.codes import CURRENCIES
from itsm_compiler.model.quantities import (
    LARGEST,
    Allowance,
    DateSpan,
    Duration,
    Money,
    Period,
    Rate,
    Share,
    read_date,
)
from itsm_compiler.model.references import ID_LENGTH, is_id

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 80
"""Nobody means a quantity by a longer text."""

_UNITS: dict[str, tuple[str, ...]] = {
    "sm": ("service minute", "service minutes", "服务分钟"),
    "sh": (
        "service hour",
        "service hours",
        "business hour",
        "business hours",
        "working hour",
        "working hours",
        "工作小时",
        "个工作小时",
        "服务小时",
    ),
    "wd": (
        "working day",
        "working days",
        "business day",
        "business days",
        "workday",
        "workdays",
        "bd",
        "工作日",
        "个工作日",
    ),
    "m": ("min", "mins", "minute", "minutes", "分钟", "分"),
    "h": ("hr", "hrs", "hour", "hours", "小时", "个小时", "时"),
    "d": ("day", "days", "天", "日", "calendar day", "calendar days", "自然日"),
    "w": ("wk", "wks", "week", "weeks", "周", "星期", "个星期"),
    "mo": ("mon", "month", "months", "月", "个月"),
    "q": ("quarter", "quarters", "季", "季度", "个季度"),
    "y": ("yr", "yrs", "year", "years", "annum", "年", "a"),
}
_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in (unit, *words)}

_PERIODS: dict[str, tuple[str, ...]] = {
    "day": ("daily", "days", "每天", "每日", "日", "天"),
    "week": ("weekly", "weeks", "每周", "周"),
    "month": ("monthly", "months", "每月", "月", "按月"),
    "quarter": ("quarterly", "quarters", "每季", "每季度", "季度", "季"),
    "half-year": (
        "half-yearly",
        "halfyear",
        "half year",
        "semi-annual",
        "semiannual",
        "biannual",
        "每半年",
        "半年",
    ),
    "year": ("yearly", "annual", "annually", "years", "每年", "年", "年度"),
    "on-demand": ("on demand", "ondemand", "ad hoc", "ad-hoc", "as needed", "按需"),
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words}

_SIGNS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "元": "CNY",
    "RMB": "CNY",
    "EURO": "EUR",
    "欧元": "EUR",
    "美元": "USD",
    "人民币": "CNY",
}
_TRUTHS = {
    **dict.fromkeys(("yes", "on", "y", "是", "对", "true"), "true"),
    **dict.fromkeys(("no", "off", "n", "否", "不", "false"), "false"),
}
_AMOUNT = r"([0-9]+(?:[.,][0-9]+)?)"


def repaired(kind: str, value: Any) -> str | None:
    """The value in the form that `kind` wants, when it is plain what was meant."""
    if kind == "id" and not isinstance(value, str):
        return None
    repair = _REPAIRS.get(kind)
    text = _plain(value)
    if repair is None or text is None:
        return None
    try:
        return repair(text)
    except (PydanticCustomError, InvalidOperation):
        return None


def id_of(value: Any) -> str | None:
    """The id that a name makes: `Mail_Server` gives `mail-server`."""
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "-", text).lower()
    made = re.sub(r"[\s_./\\-]+", "-", words).strip("-")[:ID_LENGTH].rstrip("-")
    return made if is_id(made) else None


def why_no_day(value: Any) -> Text | None:
    """What is wrong with a date that no calendar has."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-[0-9]{2}", value) if isinstance(value, str) else None
    if match is None or int(match[1]) == 0:
        return None
    if int(match[2]) not in range(1, 13):
        return Text("a year has months 01 to 12", "月份只有 01 到 12")
    days = monthrange(int(match[1]), int(match[2]))[1]
    month = f"{match[1]}-{match[2]}"
    return Text(f"{month} has {days} days", f"{month} 只有 {days} 天")


def which_day(value: Any) -> Text | None:
    """What to write for a day such as `1/5/2027`, which the one reads as 1 May and the other as 5 January."""
    match = (
        re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})", value) if isinstance(value, str) else None
    )
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    days = []
    for month, day in ((second, first), (first, second)):
        written = f"{match[3]}-{month:02}-{day:02}"
        try:
            days.append(f"`{read_date(written).isoformat()}`")
        except PydanticCustomError:
            continue
    days = list(dict.fromkeys(days))
    return Text("write " + " or ".join(days), "请写 " + " 或 ".join(days)) if days else None


def _plain(value: Any) -> str | None:
    """The value as text in half-width characters, without space around it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{Decimal(str(value)):f}" if -LARGEST < value < LARGEST else None
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    return " ".join(unicodedata.normalize("NFKC", value).split())


def _duration(text: str) -> str | None:
    """One amount with its unit, or several that add up: `1h 30min`; a big `M` may be minutes or months."""
    if text.endswith("M"):
        return None
    lowered = text.lower().replace("-", " ")
    iso = re.fullmatch(r"p(?:([0-9]+)d)?(?:t(?:([0-9]+)h)?(?:([0-9]+)m)?)?", lowered)
    if iso and any(iso.groups()):
        lowered = " ".join(
            f"{number}{unit}" for number, unit in zip(iso.groups(), "dhm", strict=True) if number
        )
    parts = re.findall(rf"{_AMOUNT} ?([^0-9.,]+)", lowered)
    if not parts or re.sub(rf"{_AMOUNT} ?([^0-9.,]+)", "", lowered).strip():
        return None
    read = [(Decimal(_number(amount)), _unit(unit)) for amount, unit in parts]
    if len(read) == 1 and read[0][1] not in (None, "q"):
        return str(Duration.read(f"{read[0][0]:f}{read[0][1]}"))
    if any(unit not in _MINUTES for _, unit in read):
        return None
    minutes = sum((amount * _MINUTES[str(unit)] for amount, unit in read), Decimal())
    amount, unit = (minutes / 60, "h") if minutes % 60 == 0 else (minutes, "m")
    return str(Duration.read(f"{_short(amount)}{unit}"))


def _unit(word: str) -> str | None:
    """The unit that a word means, also as a plural or with a full stop."""
    bare = word.strip()
    return _UNIT_OF.get(bare) or _UNIT_OF.get(bare.rstrip("s."))


def _number(text: str) -> str:
    """An amount without thousands separators: `12,000` is 12000, `1,5` is 1.5."""
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", text):
        text = text.replace(",", "")
    number = Decimal(text.replace(",", "."))
    return f"{number:f}"


def _share(text: str) -> str | None:
    match = re.fullmatch(rf"{_AMOUNT} ?(%|percent|per cent|pct)?", text.lower())
    if match is None:
        return None
    number = Decimal(_number(match[1]))
    if match[2] is None and number <= 1:
        if not Decimal("0.5") < number < 1:
            return None
        number *= 100
    return str(Share.read(f"{_short(number)}%"))


def _short(number: Decimal) -> str:
    """The digits without zeros at the end of a fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(text: str) -> str | None:
    """An amount with a sign, separators or words; what may be thousands or a fraction, as `9.000 EUR`, is nobody's guess."""
    if re.search(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])", text):
        return None
    amount, _, period = text.partition("/")
    words = re.split(r" per | a |每", amount + (f" per {period}" if period else ""), maxsplit=1)
    match = re.fullmatch(r"([^0-9.,\s]*) ?([0-9][0-9.,]*) ?(k|万)? ?([^0-9.,\s]*)", words[0].strip())
    if match is None:
        return None
    number = Decimal(_number(match[2])) * {"k": 1000, "万": 10000}.get(match[3] or "", 1)
    sign = (match[1] or match[4]).upper()
    currency = sign if sign in CURRENCIES else _SIGNS.get(sign)
    per = _UNIT_OF.get(words[1].strip().lower()) if len(words) > 1 else ""
    if (sign and currency is None) or per is None:
        return None
    return str(Money.read(f"{_short(number)}{f' {currency}' if currency else ''}{f'/{per}' if per else ''}"))


def _rate(text: str) -> str | None:
    match = re.fullmatch(rf"{_AMOUNT} ?(%)? ?(?:/|per|a|每|times a|times per) ?(\D+)", text.lower())
    unit = _UNIT_OF.get(match[3].strip()) if match else None
    if match is None or unit is None:
        return None
    return str(Rate.read(f"{_number(match[1])}{match[2] or ''}/{unit}"))


def _date(text: str) -> str | None:
    for pattern, order in (
        (r"([0-9]{4})[-/. 年]([0-9]{1,2})[-/. 月]([0-9]{1,2})日?", (0, 1, 2)),
        (r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", (2, 1, 0)),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", (0, 1, 2)),
        (r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ].*", (0, 1, 2)),
    ):
        match = re.fullmatch(pattern, text)
        if match:
            year, month, day = (int(match.groups()[index]) for index in order)
            return read_date(f"{year:04}-{month:02}-{day:02}").isoformat()
    return None


def _span(text: str) -> str | None:
    halves = re.split(r" ?(?:/|\.\.|~|–|—| to | until |至|到| - ) ?", text)
    days = [_date(half.strip()) for half in halves]
    if len(days) == 1 and days[0]:
        return f"{days[0]}/{days[0]}"
    return str(DateSpan.read(f"{days[0]}/{days[1]}")) if len(days) == 2 and all(days) else None


def _period(text: str) -> str | None:
    lowered = text.lower().removeprefix("every ").removeprefix("each ").removeprefix("per ")
    word = _PERIOD_OF.get(lowered, lowered)
    try:
        return str(Period.read(word))
    except PydanticCustomError:
        return _duration(lowered)


def _allowance(text: str) -> str | None:
    most, _, per = text.replace(" per ", "/").replace(" a ", "/").partition("/")
    duration, unit = _duration(most), _UNIT_OF.get(per.strip().lower())
    return str(Allowance.read(f"{duration}/{unit}")) if duration and unit else None


def _currency(text: str) -> str | None:
    return text.upper() if text.upper() in CURRENCIES else _SIGNS.get(text.upper())


def _days(text: str) -> str | None:
    """A day or a stretch of days in full or with another dash: `Monday to Friday`."""
    ends = [word[:3] for word in re.split(r" ?(?:-|–|—|~| to | until ) ?", text.lower())]
    return "-".join(ends) if len(ends) < 3 and all(end in DAYS for end in ends) else None


def _zone(text: str) -> str | None:
    """The zone of a city: `Berlin` is `Europe/Berlin`."""
    city = text.title().replace(" ", "_")
    found = sorted(
        zone for zone in available_timezones() if zone.endswith(f"/{city}") and zone.count("/") == 1
    )
    return found[0] if len(found) == 1 else None


def _count(text: str) -> str | None:
    """A whole number that was quoted, or written with a fraction of nothing."""
    number = Decimal(_number(text))
    return f"{number:.0f}" if number == number.to_integral_value() else None


def _number_of_text(text: str) -> str | None:
    return _short(Decimal(_number(text)))


def _times(text: str) -> str | None:
    """Times with a dot, one digit or another dash: `8.30–12`."""
    ranges = []
    for part in text.split(","):
        match = re.fullmatch(
            r"([0-9]{1,2})(?:[:.h]([0-9]{2}))? ?(?:-|–|—|~|to|至) ?([0-9]{1,2})(?:[:.h]([0-9]{2}))?",
            part.strip(),
        )
        if match is None or int(match[1]) > 23 or int(match[3]) > 24:
            return None
        ranges.append(f"{int(match[1]):02}:{match[2] or '00'}-{int(match[3]):02}:{match[4] or '00'}")
    return '"' + ", ".join(ranges) + '"'


_REPAIRS: dict[str, Callable[[str], str | None]] = {
    "duration": _duration,
    "share": _share,
    "money": _money,
    "rate": _rate,
    "date": _date,
    "when": _date,
    "span": _span,
    "period": _period,
    "occasion": lambda text: _date(text) or _period(text),
    "allowance": _allowance,
    "measure": lambda text: _duration(text) or (_share(text) if text[-1:] in "%t" else _money(text)),
    "currency": _currency,
    "language": lambda text: text.lower() if len(text) == 2 else None,
    "number": _number_of_text,
    "count": _count,
    "truth": lambda text: _TRUTHS.get(text.lower()),
    "hours_times": _times,
    "hours_day": _days,
    "time_zone": _zone,
    "country": lambda text: text.upper() if len(text) == 2 else None,
    "id": id_of,
}
