"""The rules of the engine itself: about waivers, silences, names of rules, missing sections and its own crashes."""

from __future__ import annotations

from itsm_compiler.diagnostics import Kind, RuleInfo, Severity, Text

_ACCEPTED = Text(
    "Whoever accepts a gap answers for it by name and until a day; otherwise an exception becomes the rule unnoticed.",
    "谁接受缺口，谁就要署名并定下期限；否则例外会在不知不觉中成为常态。",
)
_STALE = Text(
    "An exception that excuses nothing hides the next real problem at the same place.",
    "没有实际作用的例外，会掩盖同一处以后出现的真正问题。",
)

INTERNAL_ERROR = RuleInfo(
    "INT001",
    "internal-error",
    Kind.SHAPE,
    Severity.ERROR,
    Text("internal error in rule `{rule}`: {reason}", "规则 `{rule}` 内部出错：{reason}"),
    Text(
        "this is a bug of the compiler, not of your design; please report it. Until then: `--ignore {rule}`",
        "这是编译器的缺陷，不是设计的问题，请反馈；在修复之前可使用 `--ignore {rule}`",
    ),
    Text(
        "A rule that fails says so instead of passing over what it should have found; all others are still applied.",
        "规则出错时会明确报告，而不是漏掉本应发现的问题；其余规则照常执行。",
    ),
)
MISSING_SECTION = RuleInfo(
    "PLN001",
    "missing-section",
    Kind.GAP,
    Severity.ERROR,
    Text("the design has no `{section}`, though {who} for it", "设计中没有 `{section}`，而{who}需要它"),
    Text(
        "write the section `{section}`, or say why there is none: `design: {{none: {{{section}: the reason}}}}`",
        "补写 `{section}` 部分，或说明为何没有：`design: {{none: {{{section}: 理由}}}}`",
    ),
    Text(
        "One missing section leaves many things hanging; it is reported once, with the number of what waits for it.",
        "缺少一个部分，会使许多内容悬空；因此只报告一次，并说明有多少内容在等它。",
    ),
)
UNKNOWN_RULE = RuleInfo(
    "RUL001",
    "unknown-rule",
    Kind.REFERENCE,
    Severity.ERROR,
    Text("there is no rule `{rule}`", "没有编号为 `{rule}` 的规则"),
    Text("list the rules with `itsmc rules`", "用 `itsmc rules` 查看全部规则"),
    Text("A mistyped rule would be neither ignored nor waived.", "规则编号写错，就什么也没有忽略或豁免。"),
)
WAIVER_EXPIRED = RuleInfo(
    "RUL002",
    "waiver-expired",
    Kind.WEAKNESS,
    Severity.WARNING,
    Text("waiver `{id}` expired on {day}", "豁免 `{id}` 已于 {day} 到期"),
    Text(
        "mend what it excused, or have it accepted anew with a later `expires`",
        "解决所豁免的问题，或重新获批并更新 `expires`",
    ),
    _ACCEPTED,
)
WAIVER_UNUSED = RuleInfo(
    "RUL003",
    "waiver-unused",
    Kind.WEAKNESS,
    Severity.WARNING,
    Text(
        "waiver `{id}` waives nothing: `{rule}` finds no fault here",
        "豁免 `{id}` 没有作用：`{rule}` 在此处没有发现问题",
    ),
    Text("delete the waiver", "删除该豁免"),
    _STALE,
)
WAIVER_UNAPPROVED = RuleInfo(
    "RUL004",
    "waiver-without-approver",
    Kind.GAP,
    Severity.ERROR,
    Text("waiver `{id}` does not say who accepts the gap", "豁免 `{id}` 没有写明由谁接受缺口"),
    Text("name the role: `approved_by: service-owner`", "写明角色：`approved_by: service-owner`"),
    _ACCEPTED,
)
SILENCE_UNUSED = RuleInfo(
    "RUL005",
    "silence-unused",
    Kind.WEAKNESS,
    Severity.WARNING,
    Text(
        "this comment silences nothing: `{rule}` finds no fault here",
        "这条注释没有作用：`{rule}` 在此处没有发现问题",
    ),
    Text("delete the comment", "删除该注释"),
    _STALE,
)
SILENCE_EXPIRED = RuleInfo(
    "RUL006",
    "silence-expired",
    Kind.WEAKNESS,
    Severity.WARNING,
    Text("this comment stopped silencing `{rule}` on {day}", "这条注释自 {day} 起不再屏蔽 `{rule}`"),
    Text("mend what it silenced, or give it a later `until`", "解决所屏蔽的问题，或更新 `until`"),
    _ACCEPTED,
)
SILENCE_UNREASONED = RuleInfo(
    "RUL007",
    "silence-without-reason",
    Kind.GAP,
    Severity.ERROR,
    Text("this comment silences `{rule}` without a reason", "这条注释屏蔽了 `{rule}` 却没有说明理由"),
    Text('add why: `reason="interim, see CHG-7"`', '补充理由：`reason="临时安排，见 CHG-7"`'),
    _ACCEPTED,
)
SILENCE_UNAPPROVED = RuleInfo(
    "RUL008",
    "silence-without-approver",
    Kind.GAP,
    Severity.ERROR,
    Text(
        "in an approved design somebody answers for silencing `{rule}`",
        "已批准的设计中，屏蔽 `{rule}` 须有人负责",
    ),
    Text("add the role: `by=service-owner`", "补充角色：`by=service-owner`"),
    _ACCEPTED,
)
MANDATORY = RuleInfo(
    "RUL009",
    "rule-cannot-be-excused",
    Kind.CONTRADICTION,
    Severity.ERROR,
    Text(
        "rule `{rule}` can be neither ignored nor waived nor made weaker",
        "规则 `{rule}` 不能忽略、豁免，也不能降低严重程度",
    ),
    Text("mend what it finds and delete the exception", "解决它发现的问题，并删除该例外"),
    Text(
        "What has the wrong form is not part of the design, and some rules the organisation keeps for itself.",
        "格式错误的内容不属于设计；另有一些规则由组织规定必须遵守。",
    ),
)
PACK_LEFT_OUT = RuleInfo(
    "RUL010",
    "pack-left-out",
    Kind.REFERENCE,
    Severity.INFO,
    Text(
        "the rule pack `{pack}` was left out: a design's own packs are used only when it is trusted",
        "未使用规则包 `{pack}`：设计自带的规则包须经信任才会使用",
    ),
    Text(
        "run the check with `--trust` if you know who wrote it, or install the pack",
        "如果了解其来源，请加 `--trust` 运行；也可以安装该规则包",
    ),
    Text(
        "A pack is code of whoever may write to the repository; rules that nobody may leave out belong in an installed package.",
        "规则包是代码，凡能写入仓库的人都能改动；任何人都不得略过的规则，应放在安装的软件包中。",
    ),
)
PACK_UNUSABLE = RuleInfo(
    "RUL011",
    "pack-unusable",
    Kind.REFERENCE,
    Severity.ERROR,
    Text("the rule pack `{pack}` cannot be used: {reason}", "无法使用规则包 `{pack}`：{reason}"),
    Text(
        "mend the pack or its name; `itsmc rules test PACK` tries it, `itsmc schema rule-pack` prints its form",
        "改正规则包或其路径；可用 `itsmc rules test 规则包` 试运行，用 `itsmc schema rule-pack` 查看其格式",
    ),
    Text(
        "A check without the rules that the design asks for would pass what they forbid.",
        "缺少设计所要求的规则，检查就会放过这些规则所禁止的内容。",
    ),
)
PACK_RULE_FAILS = RuleInfo(
    "RUL012",
    "pack-rule-fails",
    Kind.REFERENCE,
    Severity.ERROR,
    Text(
        "rule `{rule}` of a rule pack cannot be applied: {reason}",
        "无法执行规则包中的规则 `{rule}`：{reason}",
    ),
    Text(
        "mend the rule and its example; `itsmc rules test PACK` runs them. Until then: `--ignore {rule}`",
        "改正该规则及其示例，可用 `itsmc rules test 规则包` 试运行；在此之前可使用 `--ignore {rule}`",
    ),
    Text(
        "A rule that fails says so instead of passing over what it should have found; all others are still applied.",
        "规则出错时会明确报告，而不是漏掉本应发现的问题；其余规则照常执行。",
    ),
)

OWN = (
    INTERNAL_ERROR,
    MISSING_SECTION,
    UNKNOWN_RULE,
    WAIVER_EXPIRED,
    WAIVER_UNUSED,
    WAIVER_UNAPPROVED,
    SILENCE_UNUSED,
    SILENCE_EXPIRED,
    SILENCE_UNREASONED,
    SILENCE_UNAPPROVED,
    MANDATORY,
    PACK_LEFT_OUT,
    PACK_UNUSABLE,
    PACK_RULE_FAILS,
)
