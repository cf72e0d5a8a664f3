"""How each type of value is written: as JSON Schema for editors, in words for people, with examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from itsm_compiler.diagnostics import Text
from itsm_compiler.model.calendars import DAYS, TIME
from itsm_compiler.model.codes import CURRENCIES, LANGUAGES
from itsm_compiler.model.parts import EXPRESSION, VARIABLE, VERSION
from itsm_compiler.model.prose import Prose
from itsm_compiler.model.quantities import (
    Allowance,
    AnswerTarget,
    DateSpan,
    Duration,
    Money,
    Period,
    Rate,
    Share,
)
from itsm_compiler.model.quantity import LARGEST, NUMBER
from itsm_compiler.model.readers import ID, ID_LENGTH, ONE_THING_SECTIONS, RULE_CODE

JsonSchema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ValueForm:
    """A type of value: its name among the definitions of the schema, its written form, what people call it."""

    name: str
    schema: JsonSchema
    words: Text
    examples: tuple[Any, ...] = ()
    key: str = ""
    """The pattern of the value as the key of a map, where it can be one."""


_TIME_UNIT = "(?:sm|sh|wd|mo|m|h|d|w|y)"
_PER = "(?:h|d|w|mo|q|y)"
_CURRENCY = f"(?:{'|'.join(sorted(CURRENCIES))})"
_DAY = (
    r"(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))"
)
_SPAN = f"{_DAY}/{_DAY}"
_PERIOD = f"(?:day|week|month|quarter|half-year|year|on-demand|{NUMBER}{_TIME_UNIT})"
_SHARE = r"(?:100(?:\.0{1,9})?|[1-9]?[0-9](?:\.[0-9]{1,9})?) ?%"
_MONEY = f"{NUMBER}(?: {_CURRENCY})?(?:/{_PER})?"
_SHORT_ID = f"(?=[^/]{{1,{ID_LENGTH}}}(?:/|$)){ID}"
_ONE_THING = "|".join(sorted(name for name in ONE_THING_SECTIONS if "_" in name))
_PATH = f"(?:{_SHORT_ID}|{_ONE_THING})(?:/{_SHORT_ID})?"
_DAY_LIKE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WHEN = f"(?:{_DAY}|(?!{_DAY_LIKE}){_SHORT_ID})"
_LANGUAGE = f"(?:{'|'.join(sorted(LANGUAGES))})(?:-[A-Z][a-z]{{3}})?(?:-(?:[A-Z]{{2}}|[0-9]{{3}}))?"
_ZONE_AREA = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Etc|Europe|Indian|Mexico|Pacific|US"
_ZONE_WORD = (
    "CET|CST6CDT|Cuba|EET|EST|EST5EDT|Egypt|Eire|GB|GB-Eire|GMT|GMT[+-]?0|Greenwich|HST|Hongkong|Iceland|Iran|Israel"
    "|Jamaica|Japan|Kwajalein|Libya|MET|MST|MST7MDT|NZ|NZ-CHAT|Navajo|PRC|PST8PDT|Poland|Portugal|ROC|ROK|Singapore"
    "|Turkey|UCT|UTC|Universal|W-SU|WET|Zulu"
)
_TIME_ZONE = rf"(?:{_ZONE_AREA})(?:/[A-Za-z][A-Za-z0-9_+\-]*){{1,2}}|{_ZONE_WORD}"
_TIMES = f"{TIME} ?- ?{TIME}"
_A_DAY = f"(?:{'|'.join(DAYS)})"


def _text(pattern: str) -> JsonSchema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


SOMETHING: JsonSchema = {"type": "string", "pattern": r"\S"}
"""A text that says something."""

_FIGURE: JsonSchema = {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
_AMOUNT: JsonSchema = {"type": "number", "minimum": 0, "exclusiveMaximum": LARGEST}
_BY_LANGUAGE: JsonSchema = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": f"^{_LANGUAGE}$"},
    "additionalProperties": SOMETHING,
}
_PROSE: JsonSchema = {"$ref": "#/$defs/prose"}
_DAY_OR_SPAN = f"{_DAY}|{_SPAN}"

_WORDS_OR_FIGURE: JsonSchema = {"anyOf": [_FIGURE, _PROSE]}

TYPES: dict[type, ValueForm] = {
    Prose: ValueForm(
        "prose",
        {"anyOf": [SOMETHING, _BY_LANGUAGE]},
        Text("prose", "文字"),
        ("Mail", {"en": "Mail", "zh": "邮件"}),
    ),
    Duration: ValueForm(
        "duration", _text(NUMBER + _TIME_UNIT), Text("duration", "时长"), ("15m", "4h", "8sh", "3wd", "2d")
    ),
    Share: ValueForm("share", _text(_SHARE), Text("share", "百分比"), ("99.9%",)),
    Money: ValueForm(
        "money", {"anyOf": [_AMOUNT, _text(_MONEY)]}, Text("money", "金额"), (12000, "12000 EUR", "700/mo")
    ),
    Rate: ValueForm("rate", _text(f"{NUMBER}(?: ?%)?/{_PER}"), Text("rate", "频率"), ("40/mo", "5%/y")),
    DateSpan: ValueForm("span", _text(_SPAN), Text("span", "日期区间"), ("2027-07-01/2028-06-30",)),
    Period: ValueForm(
        "period",
        {
            "anyOf": [
                {"enum": ["day", "week", "month", "quarter", "half-year", "year", "on-demand"]},
                _text(_PERIOD),
            ]
        },
        Text("period", "周期"),
        ("month", "15m"),
    ),
    AnswerTarget: ValueForm(
        "answer-target",
        _text(rf"(?:100|[1-9]?[0-9](?:\.[0-9]{{1,9}})?)% in {NUMBER}[sm]"),
        Text("share in a time", "限时接听比例"),
        ("80% in 20s",),
    ),
    Allowance: ValueForm(
        "allowance",
        _text(f"{NUMBER}{_TIME_UNIT}(?:/(?:d|w|mo|q|y)| per (?:day|week|month|quarter|year))"),
        Text("duration per period", "每周期时长"),
        ("4h/mo", "4h per month"),
    ),
    bool: ValueForm("truth", {"type": "boolean"}, Text("true or false", "真假值"), (True,)),
}
"""The types of value that are classes of their own."""

READERS: dict[str, ValueForm] = {
    "read_id": ValueForm(
        "id", {**_text(ID), "maxLength": ID_LENGTH}, Text("name", "短名"), ("mail-server",), _SHORT_ID
    ),
    "read_path": ValueForm("reference", _text(_PATH), Text("reference", "引用"), ("mail-server",), _PATH),
    "read_mention": ValueForm(
        "mention",
        {"anyOf": [SOMETHING, _BY_LANGUAGE]},
        Text("reference or prose", "引用或文字"),
        ("mail-server", "the red folder"),
    ),
    "read_when": ValueForm(
        "when",
        _text(_WHEN),
        Text("date or → task, milestone", "日期，或 → 任务、里程碑"),
        ("2027-07-01", "take-over"),
    ),
    "read_occasion": ValueForm(
        "occasion",
        _text(f"{_WHEN}|{_SPAN}|{_PERIOD}"),
        Text("date, → task, span or period", "日期、→ 任务、日期区间或周期"),
        ("2027-07-01", "2027-07-01/2027-07-05", "month", "take-over"),
    ),
    "read_date": ValueForm("date", _text(_DAY), Text("date", "日期"), ("2027-07-01",), _DAY),
    "read_closed": ValueForm(
        "closed", _text(_DAY_OR_SPAN), Text("date or span", "日期或日期区间"), ("2027-12-24/2027-12-26",)
    ),
    "read_measure": ValueForm(
        "value",
        {"anyOf": [_FIGURE, _text(f"{_SHARE}|{NUMBER}{_TIME_UNIT}|{_MONEY}")]},
        Text("figure", "数值"),
        ("99.9%", "4h", "12000 EUR", 2),
        f"{_SHARE}|{NUMBER}{_TIME_UNIT}|-?{_MONEY}",
    ),
    "read_note": ValueForm(
        "note", _WORDS_OR_FIGURE, Text("figure or prose", "数值或文字"), ("10%", "every third case")
    ),
    "read_number": ValueForm("number", _AMOUNT, Text("number", "数字"), (40, 2.5)),
    "read_volume": ValueForm(
        "volume",
        {"anyOf": [_AMOUNT, _text(f"{NUMBER}(?: ?%)?/{_PER}")]},
        Text("number or rate", "数字或频率"),
        (40, "40/mo"),
    ),
    "read_funds": ValueForm(
        "funds",
        {"anyOf": [_AMOUNT, _text(f"{_MONEY}|(?![0-9]){_SHORT_ID}")]},
        Text("money or → cost", "金额或 → 成本"),
        (12000, "tool-rent"),
    ),
    "read_result": ValueForm(
        "result",
        {
            "anyOf": [
                _PROSE,
                {
                    "type": "object",
                    "not": {**_BY_LANGUAGE, "additionalProperties": True},
                    "additionalProperties": {"$ref": "#/$defs/topic"},
                },
            ]
        },
        Text("`pass`, `fail`, prose or a map by topic", "`pass`、`fail`、文字或按主题的映射"),
        ("pass", {"rto": "3h", "rpo": "1d"}),
    ),
    "read_line": ValueForm("line", SOMETHING, Text("text", "短文本"), ("01 555 10",), r".*\S.*"),
    "read_version": ValueForm("version", _text(VERSION), Text("version", "版本号"), ("1.0", "2027-03")),
    "read_variable": ValueForm(
        "variable", _text(VARIABLE), Text("variable", "变量名"), ("rolled_back",), VARIABLE
    ),
    "read_expression": ValueForm(
        "expression", _text(EXPRESSION), Text("expression", "表达式"), ("1 - rolled_back / changes",)
    ),
    "read_span_or_period": ValueForm(
        "span-or-period", _text(f"{_SPAN}|{_PERIOD}"), Text("span or period", "日期区间或周期"), ("year",)
    ),
    "read_yes_or_prose": ValueForm(
        "yes-or-prose",
        {"anyOf": [{"type": "boolean"}, _PROSE]},
        Text("true, false or prose", "真假值或文字"),
        (True,),
    ),
    "read_limit": ValueForm(
        "limit",
        {"anyOf": [SOMETHING, _BY_LANGUAGE]},
        Text("limit with its sign, or prose", "带方向的阈值，或文字"),
        ("> 75", "< 200", "slow"),
    ),
    "read_step": ValueForm(
        "step", {"type": "integer", "minimum": 1, "maximum": 5}, Text("1 to 5", "1 至 5"), (), "[1-5]"
    ),
    "read_case_times": ValueForm(
        "case-times",
        {
            "type": "object",
            "properties": {"mean": _text(NUMBER + _TIME_UNIT)},
            "patternProperties": {f"^{NUMBER}{_TIME_UNIT}$": _text(_SHARE)},
            "additionalProperties": False,
        },
        Text("{duration: share, `mean`: duration}", "{时长: 百分比, `mean`: 时长}"),
        ({"7d": "60%", "mean": "5d"},),
    ),
    "read_currency": ValueForm(
        "currency", {"enum": sorted(CURRENCIES)}, Text("code of a currency", "货币代码")
    ),
    "read_language": ValueForm(
        "language", _text(_LANGUAGE), Text("code of a language", "语言代码"), ("en", "zh")
    ),
    "read_time_zone": ValueForm(
        "time-zone",
        _text(_TIME_ZONE),
        Text("name of a time zone", "时区名称"),
        ("Europe/Vienna", "Asia/Shanghai"),
    ),
    "read_rule_code": ValueForm(
        "rule-code", _text(RULE_CODE), Text("code of a rule", "规则代码"), ("SLM014", "SLM"), RULE_CODE
    ),
    "read_code_pattern": ValueForm(
        "code-pattern",
        {"type": "string", "minLength": 1, "maxLength": 100, "format": "regex"},
        Text("short regular expression", "简短的正则表达式"),
        ("[A-Z]{3}-[0-9]{2}",),
    ),
    "read_site_count": ValueForm(
        "site-count", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, Text("count", "整数"), (3,)
    ),
    "read_week": ValueForm(
        "week-hours",
        {
            "anyOf": [
                {"const": "24x7"},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_A_DAY}(?:-{_A_DAY})?$"},
                    "additionalProperties": _text(f"{_TIMES}(?: ?, ?{_TIMES})*"),
                },
            ]
        },
        Text("`24x7` or {days: times}", "`24x7` 或 {星期: 时段}"),
        ("24x7", {"mon-fri": "08:30-12:00, 13:00-17:30"}),
    ),
    "read_times": ValueForm(
        "day-times", _text(f"{_TIMES}(?: ?, ?{_TIMES})*"), Text("times", "时段"), ("09:00-18:00",)
    ),
    "read_country": ValueForm("country", _text("[A-Z]{2}"), Text("code of a country", "国家代码"), ("CN",)),
}
"""The types of value that a function reads, by its name."""

FORMS: dict[str, ValueForm] = {form.name: form for form in (*TYPES.values(), *READERS.values())}
"""All types of value by their names."""

TOPIC: JsonSchema = {"anyOf": [_FIGURE, _PROSE, {"type": "array", "items": {"$ref": "#/$defs/topic"}}]}
"""What a map of results holds under each topic."""

YEARLY_SHARE: JsonSchema = {**_text(f"{_SHARE}(?:/y)?"), "examples": ["20%"]}
"""A chance a year, whose year need not be said."""
