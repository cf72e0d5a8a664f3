"""What can be wrong with the shape of a design and with its references: the rules SHP001… and REF001…."""

from __future__ import annotations

from itsm_compiler.diagnostics import Kind, RuleInfo, Severity, Text


def _rule(code: str, name: str, message: Text, help_: Text, why: Text) -> RuleInfo:
    kind = Kind.REFERENCE if code.startswith("REF") else Kind.SHAPE
    return RuleInfo(code, name, kind, Severity.ERROR, message, help_, why)


_ONE_NAME = Text(
    "A name that is not of the language would be read by nobody, and nobody would notice.",
    "语言之外的名称不会被读取，而且没人会发觉。",
)
_ONE_FORM = Text(
    "Figures can be computed with and compared only when everyone writes them in one form.",
    "写法统一，数值才能计算和比较。",
)
_ONE_SPACE = Text(
    "Everything in a design is referred to by its bare id, so each id may stand for one thing only.",
    "设计中的一切都只凭标识引用，所以一个标识只能指一样东西。",
)

STRUCTURE: tuple[RuleInfo, ...] = (
    _rule(
        "SHP001",
        "unknown-field",
        Text("unknown field `{field}` in {inside}", "{inside}中没有字段 `{field}`"),
        Text("{remedy}", "{remedy}"),
        _ONE_NAME,
    ),
    _rule(
        "SHP002",
        "missing-field",
        Text("{inside} lacks `{field}`", "{inside}缺少 `{field}`"),
        Text(
            "add `{field}`, without which the entry means nothing", "请补上 `{field}`，没有它这一条就没有意义"
        ),
        Text(
            "A few fields say what an entry is about; without them nothing else in it can be understood.",
            "少数字段说明一条内容究竟是什么；没有它们，其余内容都无从理解。",
        ),
    ),
    _rule(
        "SHP003",
        "unknown-section",
        Text("unknown section `{field}`", "没有名为 `{field}` 的部分"),
        Text("{remedy}", "{remedy}"),
        _ONE_NAME,
    ),
    _rule(
        "SHP004",
        "unknown-choice",
        Text("`{field}` cannot be `{value}`", "`{field}` 不能取 `{value}`"),
        Text("{remedy}", "{remedy}"),
        Text(
            "A word outside the list would be in force nowhere: no rule and no figure knows what it means.",
            "清单以外的词在哪里都不起作用：没有规则或计算认得它。",
        ),
    ),
    _rule(
        "SHP005",
        "empty-value",
        Text("`{field}` is empty", "`{field}` 是空的"),
        Text("fill it in or remove it", "请填写，或删去这一项"),
        Text(
            "A name without a value looks settled and says nothing.",
            "只有名称没有值，看上去像是定了，其实什么也没说。",
        ),
    ),
    _rule(
        "SHP006",
        "not-a-map",
        Text("`{field}` must be a map, not {value}", "`{field}` 应为键值表，而不是{value}"),
        Text(
            "write its fields below it, or in braces: `{{name: value}}`",
            "请在其下逐项写字段，或写成 `{{名称: 值}}`",
        ),
        Text("What has several fields is written as a map.", "含有多个字段的内容要写成键值表。"),
    ),
    _rule(
        "SHP007",
        "not-one-value",
        Text("`{field}` takes {form}, not {found}", "`{field}` 应为{form}，而不是{found}"),
        Text("write {form}: {example}", "请写{form}：{example}"),
        Text(
            "Where one value is expected a list or a map would leave open which one counts.",
            "此处只能有一个值；写成列表或键值表，就不清楚以哪个为准。",
        ),
    ),
    _rule(
        "SHP009",
        "said-twice",
        Text("`{field}` is said twice", "`{field}` 写了两遍"),
        Text("keep one of the two", "请保留其中一处"),
        Text(
            "Of two figures for one thing nobody knows which one counts.",
            "同一件事有两个数字，就不知以哪个为准。",
        ),
    ),
    _rule(
        "SHP010",
        "unfit-value",
        Text("`{value}` does not fit `{field}`", "`{value}` 不适合 `{field}`"),
        Text("see the field in the language reference", "请参阅语言说明中的该字段"),
        _ONE_FORM,
    ),
    _rule(
        "SHP011",
        "more-faults",
        Text(
            "more than {most} faults in the shape of this design; the rest is not listed",
            "本设计的形式错误超过 {most} 处，其余不再列出",
        ),
        Text("mend those listed and check again", "请先修正已列出的错误，再重新检查"),
        Text("A design full of faults usually has one cause.", "一份设计满是错误，通常只有一个原因。"),
    ),
    _rule(
        "SHP012",
        "malformed-id",
        Text("`{value}` cannot be an id", "`{value}` 不能作标识"),
        Text("{remedy}", "{remedy}"),
        Text(
            "Ids stand in links, file names and addresses, so they keep to small letters, digits and hyphens.",
            "标识会用在链接、文件名和网址中，所以只用小写字母、数字和连字符。",
        ),
    ),
    _rule(
        "SHP013",
        "duplicate-id",
        Text("`{value}` is already the id of {other}", "标识 `{value}` 已用于{other}"),
        Text(
            "give one of the two another id and adjust what refers to it",
            "请给其中之一换一个标识，并相应修改引用",
        ),
        _ONE_SPACE,
    ),
    _rule(
        "SHP014",
        "reserved-id",
        Text("`{value}` cannot be an id: {reason}", "`{value}` 不能作标识：{reason}"),
        Text("choose a longer word, such as `{value}-1`", "请换一个更长的词，例如 `{value}-1`"),
        _ONE_SPACE,
    ),
    _rule(
        "SHP015",
        "extension-value",
        Text(
            "`{field}` breaks the organisation's schema: {reason}", "`{field}` 不符合本组织的模式：{reason}"
        ),
        Text("see `{schema}`", "请参阅 `{schema}`"),
        Text(
            "The organisation laid down what its own fields may hold.", "自有字段可以写什么，由组织自行规定。"
        ),
    ),
    _rule(
        "SHP016",
        "extension-schema",
        Text("`{value}` cannot be used as a schema: {reason}", "`{value}` 不能用作模式：{reason}"),
        Text(
            "name a JSON Schema (a JSON file inside the design) that needs no other file",
            "请指定设计文件夹内一个不依赖其他文件的 JSON Schema 文件",
        ),
        Text(
            "A schema is read from the design alone, so that it means the same on every machine.",
            "模式只从设计本身读取，在任何机器上含义才都一样。",
        ),
    ),
)

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

_SPECIAL = (
    _rule(
        "SHP060",
        "span-order",
        Text("`{value}` ends before it begins", "`{value}` 的结束早于开始"),
        Text("put the first day before the last: {example}", "请先写首日，再写末日：{example}"),
        _ONE_FORM,
    ),
    _rule(
        "SHP061",
        "hours-overlap",
        Text("the times of `{field}` overlap", "`{field}` 的时段互相重叠"),
        Text("write each open time once", "每段开放时间只写一次"),
        _ONE_FORM,
    ),
    _rule(
        "SHP062",
        "hours-twice",
        Text("`{day}` is named twice", "`{day}` 写了两遍"),
        Text("name each day once, in one line of the hours", "每一天只在一行中写一次"),
        _ONE_FORM,
    ),
    _rule(
        "SHP063",
        "hours-midnight",
        Text("`{value}` goes over midnight", "`{value}` 跨过了午夜"),
        Text(
            "write it as two days: until `24:00`, and from `00:00` on the next",
            "请分成两天写：前一天到 `24:00`，后一天从 `00:00` 起",
        ),
        _ONE_FORM,
    ),
    _rule(
        "SHP064",
        "out-of-range",
        Text("`{field}` must be {bounds}, not `{value}`", "`{field}` 应{bounds}，而不是 `{value}`"),
        Text("write a number within these bounds", "请写范围以内的数字"),
        _ONE_FORM,
    ),
    _rule(
        "SHP065",
        "hours-empty",
        Text("`{value}` has a time without length", "`{value}` 含有长度为零的时段"),
        Text("write `00:00-24:00` for a whole day", "全天请写 `00:00-24:00`"),
        _ONE_FORM,
    ),
)

REFERENCES: tuple[RuleInfo, ...] = (
    _rule(
        "REF001",
        "dangling-reference",
        Text("`{value}` is nothing in this design", "本设计中没有 `{value}`"),
        Text("{remedy}", "{remedy}"),
        Text(
            "What is referred to and not there is promised by nobody.", "引用了却不存在的东西，没有人承担。"
        ),
    ),
    _rule(
        "REF002",
        "wrong-kind",
        Text("`{value}` is {other}, {wanted} is wanted here", "`{value}` 是{other}，此处需要{wanted}"),
        Text("{remedy}", "{remedy}"),
        Text(
            "Each field refers to one kind of thing, so that figures and documents can follow it.",
            "每个字段只引用一类对象，计算和文档才能跟得上。",
        ),
    ),
    RuleInfo(
        "REF003",
        "near-mention",
        Kind.WEAKNESS,
        Severity.WARNING,
        Text(
            "`{value}` is read as words, but is nearly the id `{near}`",
            "`{value}` 按文字理解，但与标识 `{near}` 只差一点",
        ),
        Text(
            "write `{near}`, or write the words so that they don't look like an id",
            "请写 `{near}`，或改写文字，使其不像标识",
        ),
        Text(
            "A slip in an id would turn a reference into mere words.",
            "标识写错一个字母，引用就会变成普通文字。",
        ),
    ),
    RuleInfo(
        "REF004",
        "references-unchecked",
        Kind.REFERENCE,
        Severity.INFO,
        Text(
            "{count} references lead to nothing that could be read; they are checked once all files can be",
            "有 {count} 处引用指向未能读取的内容；全部文件可读后再检查",
        ),
        Text("mend the files first", "请先修正文件"),
        Text("What cannot be read may hold what is missing.", "读不出的文件里，可能正有所缺的内容。"),
    ),
)

_FORM_RULES = tuple(
    _rule(
        code,
        name,
        Text(
            f"`{{field}}` must be {form.en}, not `{{value}}`",
            f"`{{field}}` 应为{form.zh}，而不是 `{{value}}`",
        ),
        Text("{remedy}", "{remedy}"),
        _ONE_FORM,
    )
    for code, name, form, _ in FORMS.values()
)

FAULTS: tuple[RuleInfo, ...] = (*STRUCTURE, *_FORM_RULES, *_SPECIAL, *REFERENCES)
"""Every rule that this room finds, in the order of their codes."""

FAULTS_BY_NAME: dict[str, RuleInfo] = {rule.name: rule for rule in FAULTS}

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
