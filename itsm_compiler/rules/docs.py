"""The page of all rules: what each demands, why, what to do, and an example that makes it fire."""

from __future__ import annotations

import json
from collections import defaultdict
from string import Formatter
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Language, Profile, Severity, Text
from itsm_compiler.knowledge import areas
from itsm_compiler.rules.catalogue import catalogue, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.diagnostics import RuleInfo
    from itsm_compiler.rules.rule import Example, Rule

OTHER_AREAS = {
    "SRC": Text("files of a design", "设计文件"),
    "SHP": Text("shape", "形式"),
    "REF": Text("references", "引用"),
    "RUL": Text("waivers, silences and names of rules", "豁免、屏蔽与规则名称"),
    "INT": Text("the compiler itself", "编译器自身"),
}
TITLE = Text("Rules", "规则")
INTRODUCTION = Text(
    "Every rule of the compiler with its reason and its remedy. This page is generated from the rules themselves; "
    "`itsmc explain RULE` shows one of them. A *contradiction* is reported in every profile and fails in every status; "
    "a *gap* of strength error fails from `review` on, and so does a *weakness*; in an `approved` design warnings "
    "without a waiver fail too.",
    "编译器的全部规则及其理由和处理办法。本页由规则自动生成；用 `itsmc explain 规则编号` 可查看单条规则。"
    "“矛盾”在任何要求级别都会报告，在任何状态下都使检查失败；强度为“错误”的“缺漏”和“不足”自 `review` 起使检查失败；"
    "在 `approved` 状态下，没有豁免的警告同样使检查失败。",
)
KINDS = {
    Kind.SHAPE: Text("shape", "形式"),
    Kind.REFERENCE: Text("reference", "引用"),
    Kind.CONTRADICTION: Text("contradiction", "矛盾"),
    Kind.GAP: Text("gap", "缺漏"),
    Kind.WEAKNESS: Text("weakness", "不足"),
}
SEVERITIES = {
    Severity.ERROR: Text("error", "错误"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.INFO: Text("note", "提示"),
}
PROFILES = {
    Profile.ESSENTIAL: Text("from essential on", "essential 起"),
    Profile.STANDARD: Text("from standard on", "standard 起"),
    Profile.FULL: Text("full only", "仅 full"),
}
FACTORS = Text("success factors", "成功因素")
REPORTS = Text("Reports", "报告")
REMEDY = Text("What to do", "处理办法")
EXAMPLE = Text("Fires when this is changed in `specs/{base}`:", "在 `specs/{base}` 中作如下修改即会触发：")
SET, DELETE, AT = Text("set", "设置"), Text("delete", "删除"), Text("finds", "发现于")
LONGEST_VALUE = 160


def rules_page(language: Language) -> str:
    """The whole page as Markdown."""
    by_area: dict[str, list[RuleInfo]] = defaultdict(list)
    for info in catalogue().values():
        by_area[info.id[:3]].append(info)
    running = {rule.id: rule for rule in rules()}
    names = OTHER_AREAS | areas()
    lines = [f"# {TITLE[language]}", "", INTRODUCTION[language], ""]
    for code in (*areas(), *OTHER_AREAS):
        if code in by_area:
            lines += [f"## {code} · {names[code][language]}", ""]
            for info in by_area[code]:
                lines += _rule(info, running.get(info.id), language)
    return "\n".join(lines).rstrip() + "\n"


def plain(text: Text) -> Text:
    """A sentence of a rule as it stands before its places are filled: `{place}`, and single braces elsewhere."""
    places = {
        place for sentence in (text.en, text.zh) for _, place, _, _ in Formatter().parse(sentence) if place
    }
    return text.format({place: f"{{{place}}}" for place in places})


def _rule(info: RuleInfo, rule: Rule | None, language: Language) -> Iterator[str]:
    facts = [
        SEVERITIES[info.severity][language],
        KINDS[info.kind][language],
        PROFILES[info.profile][language],
    ]
    if info.factors:
        facts.append(f"{FACTORS[language]} {', '.join(info.factors)}")
    yield from (f"### {info.id} {info.name}", "", " · ".join(facts), "")
    yield from (f"{REPORTS[language]}: {plain(info.message)[language]}", "")
    yield from (info.why[language], "")
    yield from (f"{REMEDY[language]}: {plain(info.help)[language]}", "")
    if rule is not None and rule.example is not None:
        yield from _example(rule.example, language)


def _example(example: Example, language: Language) -> Iterator[str]:
    yield from (EXAMPLE.format({"base": example.base})[language], "", "```text")
    for path, value in example.set.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if len(shown) > LONGEST_VALUE:
            shown = shown[: LONGEST_VALUE - 1] + "…"
        yield f"{SET[language]} {path} = {shown}"
    yield from (f"{DELETE[language]} {path}" for path in example.delete)
    yield from (f"{AT[language]} {example.at}", "```", "")
