"""What can be wrong with the shape of a design and with its references: the rules SHP001… and REF001…."""

from __future__ import annotations

from itsm_compiler.diagnostics import Kind, RuleInfo, Severity, Text
from itsm_compiler.model.expected import FORMS


def _rule(code: str, name: str, message: Text, help_: Text, why: Text) -> RuleInfo:
    kind = Kind.REFERENCE if code.startswith("REF") else Kind.SHAPE
    return RuleInfo(code, name, kind, Severity.ERROR, message, help_, why)


def _escaped(example: str) -> str:
    """An example in a sentence with places."""
    return example.replace("{", "{{").replace("}", "}}")


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

_STRUCTURE: tuple[RuleInfo, ...] = (
    _rule(
        "SHP001",
        "unknown-field",
        Text("unknown field `{field}` in {inside}", "{inside}中没有字段 `{field}`"),
        Text("use one of the fields that the entry has", "请使用该条目已有的字段"),
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
        Text("use one of the sections of the language", "请使用语言规定的部分名称"),
        _ONE_NAME,
    ),
    _rule(
        "SHP004",
        "unknown-choice",
        Text("`{field}` cannot be `{value}`", "`{field}` 不能取 `{value}`"),
        Text("choose one of the words of the list", "请从可选的词中选择"),
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
        Text(
            "use small letters, digits and single hyphens, at most 64 characters",
            "请用小写字母、数字和单个连字符，最多 64 个字符",
        ),
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

_REFERENCES: tuple[RuleInfo, ...] = (
    _rule(
        "REF001",
        "dangling-reference",
        Text("`{value}` names nothing in this design", "本设计中没有 `{value}`"),
        Text(
            "write the id of something that the design has, or add it to the design",
            "请写设计中已有的标识，或在设计中补上",
        ),
        Text(
            "What is referred to and not there is promised by nobody.", "引用了却不存在的东西，没有人承担。"
        ),
    ),
    _rule(
        "REF002",
        "wrong-kind",
        Text("`{value}` is {other}, {wanted} is wanted here", "`{value}` 是{other}，此处需要{wanted}"),
        Text("write the id of a thing of the kind that is wanted", "请写所需类别的标识"),
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
    RuleInfo(
        "REF005",
        "unknown-word",
        Kind.WEAKNESS,
        Severity.WARNING,
        Text(
            "`{value}` names nothing in this design and is read as a word",
            "`{value}` 不是本设计中的任何对象，按普通文字理解",
        ),
        Text(
            "write the id of what is meant; a word of your own begins with a capital letter",
            "请写所指对象的标识；如确为普通文字，请改写得不像标识（例如首字母大写）",
        ),
        Text(
            "Where an id or words may stand, a reference to something that is gone must not pass as words.",
            "既可写标识又可写文字的地方，指向已不存在对象的引用不能当作文字放过。",
        ),
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
        Text(f"it is written like this: {_escaped(example)}", f"写法示例：{_escaped(example)}"),
        _ONE_FORM,
    )
    for code, name, form, example in FORMS.values()
)

FAULTS: tuple[RuleInfo, ...] = (*_STRUCTURE, *_FORM_RULES, *_SPECIAL, *_REFERENCES)
"""Every rule that this room finds, in the order of their codes."""

FAULTS_BY_NAME: dict[str, RuleInfo] = {rule.name: rule for rule in FAULTS}
