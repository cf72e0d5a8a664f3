"""Time zones, countries and currencies by the names that people give them; a code that nobody named stays as it is."""

from __future__ import annotations

from functools import lru_cache

from itsm_compiler.diagnostics import Text

LOCALES = ("en_GB", "zh_CN")
CHINA = Text("China Standard Time", "北京时间")
"""The one clock of China, which nobody there calls by the name of the country."""


@lru_cache(maxsize=64)
def zone_words(zone: str | None) -> Text | None:
    """A time zone by the name of its clock; None when there is none."""
    if zone is None:
        return None
    if zone == "Asia/Shanghai":
        return CHINA
    from babel import Locale  # noqa: PLC0415 (slow to import, and few documents ask)
    from babel.dates import get_timezone, get_timezone_name  # noqa: PLC0415 (see above)

    english, chinese = (
        get_timezone_name(get_timezone(zone), width="long", locale=Locale.parse(tag), zone_variant="generic")
        for tag in LOCALES
    )
    return Text(zone, zone) if "Unknown" in english else Text(english, chinese)


def country_words(code: str | None) -> Text | None:
    """A country by its code."""
    return _named("territories", code)


def currency_words(code: str | None) -> Text | None:
    """A currency by its code."""
    return _named("currencies", code)


@lru_cache(maxsize=256)
def _named(table: str, code: str | None) -> Text | None:
    if code is None:
        return None
    from babel import Locale  # noqa: PLC0415 (slow to import, and few documents ask)

    return Text(*(getattr(Locale.parse(tag), table).get(code, code) for tag in LOCALES))
