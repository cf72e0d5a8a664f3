"""What is expected where a value cannot be read, and how that is written."""

from __future__ import annotations

from itsm_compiler.diagnostics import Text

FORMS: dict[str, tuple[str, str, Text, str]] = {
    "prose": ("SHP020", "not-text", Text("text", "文字"), "`Mail` / `{en: Mail, zh: 邮件}`"),
    "prose_language": ("SHP021", "no-language", Text("a language", "语言代码"), "`{en: Mail, zh: 邮件}`"),
    "id": ("SHP022", "no-reference", Text("an id", "标识"), "`mail-server`"),
    "duration": ("SHP023", "no-duration", Text("a duration", "时长"), "`15m` `4h` `2d` `30sm` `8sh` `3wd`"),
    "share": ("SHP024", "no-share", Text("a share", "百分比"), "`99.9%`"),
    "money": ("SHP025", "no-money", Text("an amount of money", "金额"), "`12000` `12000 EUR` `12000/mo`"),
    "rate": ("SHP026", "no-rate", Text("a rate", "频率"), "`40/mo` `5%/y` `2/y`"),
    "date": ("SHP027", "no-date", Text("a date", "日期"), "`2027-07-01`"),
    "date_calendar": (
        "SHP028",
        "no-such-day",
        Text("a day of the calendar", "真实存在的日期"),
        "`2027-02-28`",
    ),
    "span": ("SHP029", "no-span", Text("a span of days", "日期区间"), "`2027-07-01/2028-06-30`"),
    "period": (
        "SHP030",
        "no-period",
        Text("a period", "周期"),
        "`day` `week` `month` `quarter` `half-year` `year` `on-demand` `15m`",
    ),
    "measure": ("SHP031", "no-value", Text("a figure", "数值"), "`99.9%` `4h` `12000 EUR` `2`"),
    "number": ("SHP032", "no-number", Text("a number", "数字"), "`40` `2.5`"),
    "count": ("SHP033", "no-count", Text("a whole number", "整数"), "`3`"),
    "truth": ("SHP034", "no-truth", Text("true or false", "真假值"), "`true` `false`"),
    "when": (
        "SHP035",
        "no-day",
        Text("a date or the id of a task or milestone", "日期、任务或里程碑的标识"),
        "`2027-07-01` `go-live-test`",
    ),
    "occasion": (
        "SHP036",
        "no-occasion",
        Text("a date, a task, a span of days or a period", "日期、任务、日期区间或周期"),
        "`2027-07-01` `2027-07-01/2027-07-05` `month`",
    ),
    "allowance": ("SHP037", "no-allowance", Text("a duration per period", "每周期的时长"), "`4h/mo`"),
    "answer_target": (
        "SHP038",
        "no-answer-target",
        Text("a share in a time", "限时接听比例"),
        "`80% in 20s`",
    ),
    "currency": ("SHP039", "no-currency", Text("the code of a currency", "货币代码"), "`EUR` `CNY`"),
    "language": ("SHP040", "no-language-code", Text("the code of a language", "语言代码"), "`en` `zh`"),
    "time_zone": (
        "SHP041",
        "no-time-zone",
        Text("the name of a time zone", "时区名称"),
        "`Europe/Vienna` `Asia/Shanghai`",
    ),
    "rule_code": ("SHP042", "no-rule-code", Text("the code of a rule", "规则代码"), "`SLM014` `SLM`"),
    "code_pattern": (
        "SHP043",
        "no-code-pattern",
        Text("a short pattern without repeated groups", "不含重复分组的简短模式"),
        "`[A-Z]{3}-[0-9]{2}`",
    ),
    "hours": (
        "SHP044",
        "no-hours",
        Text("the hours of a week", "一周的服务时间"),
        '`24x7` / `{mon-fri: "08:00-12:00, 13:00-17:00"}`',
    ),
    "hours_day": (
        "SHP045",
        "no-weekday",
        Text("a day of the week or a stretch of days", "星期或星期区间"),
        "`mon` `mon-fri` `sat`",
    ),
    "hours_times": (
        "SHP046",
        "no-times",
        Text("times of a day", "一天中的时段"),
        '`"08:00-12:00, 13:00-17:00"`',
    ),
    "country": ("SHP050", "no-country", Text("the code of a country", "国家代码"), "`CN` `AT`"),
    "dependency": (
        "SHP051",
        "no-dependency",
        Text("an id, a part or a choice of parts", "标识、部件或可选部件"),
        "`mail` / `{part: mail, soft: …}` / `{any: [line-a, line-b], need: 1}`",
    ),
    "threshold": (
        "SHP052",
        "no-threshold",
        Text("a limit with its direction", "带方向的阈值"),
        '`"> 75"` `"< 200"`',
    ),
    "version": ("SHP053", "no-version", Text("a version", "版本号"), '`"1.0"`'),
    "variable": ("SHP054", "no-variable", Text("the name of a variable", "变量名"), "`rolled_back`"),
    "expression": ("SHP055", "no-expression", Text("a formula", "公式"), "`1 - rolled_back / changes`"),
    "volume": ("SHP056", "no-volume", Text("a number or a rate", "数字或频率"), "`200` `40/mo`"),
    "cost": (
        "SHP057",
        "no-cost",
        Text("an amount of money or the id of a cost", "金额或成本的标识"),
        "`12000` `tool-rent`",
    ),
    "span_or_period": (
        "SHP058",
        "no-stretch",
        Text("a span of days or a period", "日期区间或周期"),
        "`2027-01-01/2027-12-31` `year`",
    ),
    "list": ("SHP059", "no-list", Text("a list", "列表"), "`[one, another]`"),
}
"""By the kind of a reading error: code and name of the rule, what is expected, and how that is written."""

SYNONYMS = {
    "line": "prose",
    "prose_text": "prose",
    "funds": "cost",
    "string_type": "prose",
    "int_type": "count",
    "int_from_float": "count",
    "int_parsing": "count",
    "int_parsing_size": "count",
    "float_type": "number",
    "finite_number": "number",
    "bool_type": "truth",
    "bool_parsing": "truth",
    "tuple_type": "list",
    "list_type": "list",
}
"""Kinds of reading errors that are reported as another kind."""
