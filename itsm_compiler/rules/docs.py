"""The pages of the rules, one an area: what each demands, why, what to do, an example that passes and one that fails."""

from __future__ import annotations

import json
from string import Formatter
from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Kind, Language, Profile, Severity, Text
from itsm_compiler.knowledge import areas, factors
from itsm_compiler.rules.catalogue import catalogue, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

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
    "Every rule of the compiler with its reason and its remedy; `itsmc explain RULE` shows one of them. A *contradiction* "
    "is reported in every profile and fails in every status; a *gap* of strength error fails from `review` on, and so does "
    "a *weakness*; in an `approved` design warnings without a waiver fail too.",
    "编译器的全部规则及其理由和处理办法；用 `itsmc explain 规则编号` 可查看单条规则。“矛盾”在任何要求级别都会报告，在任何状态下都使检查失败；"
    "强度为“错误”的“缺漏”和“不足”自 `review` 起使检查失败；在 `approved` 状态下，没有豁免的警告同样使检查失败。",
)
READING = Text(
    "An example is a change to one of the example designs, which lie in [`specs`]({up}/specs): lines marked `-` are what the "
    "design says, with which the rule passes; lines marked `+` are what it fails with.",
    "示例是对 [`specs`]({up}/specs) 中示例设计的修改：以 `-` 开头的行是设计原文，规则通过；以 `+` 开头的行是修改后的内容，规则不通过。",
)
GENERATED = Text(
    "These pages are generated from the rules themselves.",
    "各页均由规则自动生成。",
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
FACTORS = Text("Success factors", "成功因素")
REPORTS = Text("What it reports", "报告内容")
WHY = Text("Why it matters", "理由")
REMEDY = Text("What to do", "处理办法")
EXAMPLE = Text("Example", "示例")
MANDATORY = Text("cannot be excused", "不可豁免")
PASSES, FAILS = Text("Passes", "通过的写法"), Text("Fails", "不通过的写法")
AS_IT_IS = Text("`specs/{base}` as it is", "`specs/{base}` 的原文")
CHANGED = Text("`specs/{base}` with this change", "对 `specs/{base}` 作如下修改")
GIVEN = Text("given {line}", "已有 {line}")
WITHOUT = Text("without {path}", "去掉 {path}")
FOUND = Text("reported at {at}", "报告于 {at}")
IN_DESIGN = Text("in `specs/{base}`{when}, reported at `{at}`", "见 `specs/{base}`{when}，报告于 `{at}`")
AS_STATUS = Text(" judged as `{status}`", "（按 `{status}` 状态检查）")
ON_DAY = Text(" on {day}", "（检查日期 {day}）")
AREA, COUNT, RULE, PROFILE = (
    Text("area", "领域"),
    Text("rules", "规则数"),
    Text("rule", "规则"),
    Text("profile", "级别"),
)
STRENGTH, KIND = Text("strength", "强度"), Text("kind", "性质")
ALL_AREAS = Text("All areas", "全部领域")
OTHER_LANGUAGE = Text("中文", "English")
COLON = Text(": ", "：")
LONGEST_VALUE = 160
FOLDERS: dict[Language, str] = {"en": "docs/rules", "zh": "docs/rules/zh"}
INDEX = "README"


def page_names() -> dict[str, tuple[str, Language]]:
    """The files of the pages, each with its area (`README` for the index) and its language."""
    return {
        f"{folder}/{area}.md": (area, language)
        for language, folder in FOLDERS.items()
        for area in (INDEX, *areas(), *OTHER_AREAS)
    }


def page(area: str, language: Language) -> str:
    """The page of an area, or the index of all, as Markdown."""
    lines = _index(language) if area == INDEX else _area(area, language)
    return "\n".join(lines).rstrip() + "\n"


def rules_page(language: Language) -> str:
    """All rules on one page, as Markdown."""
    lines = [f"# {TITLE[language]}", "", INTRODUCTION[language], ""]
    for code, infos in _by_area().items():
        lines += [f"## {_title(code, language)}", "", *_rules(infos, language)]
    return "\n".join(lines).rstrip() + "\n"


def plain(text: Text) -> Text:
    """A sentence of a rule as it stands before its places are filled: `{place}`, and single braces elsewhere."""
    places = {
        place for sentence in (text.en, text.zh) for _, place, _, _ in Formatter().parse(sentence) if place
    }
    return text.format({place: f"{{{place}}}" for place in places})


def passing(example: Example, language: Language) -> Iterator[str]:
    """With what a rule passes: the example design, and what it says at the places that the example changes."""
    yield AS_IT_IS.format({"base": example.base})[language]
    yield from (GIVEN.format({"line": line})[language] for line in _lines(example.given))
    yield from (line for path in (*example.set, *example.delete) for line in _written(example, path))


def failing(example: Example, language: Language) -> Iterator[str]:
    """With what a rule fails: the change to the example design, and where it is then reported."""
    yield CHANGED.format({"base": example.base})[language]
    yield from _lines(example.set)
    yield from (WITHOUT.format({"path": path})[language] for path in example.delete)
    yield FOUND.format({"at": example.at})[language]


def _by_area() -> dict[str, list[RuleInfo]]:
    found: dict[str, list[RuleInfo]] = {code: [] for code in (*areas(), *OTHER_AREAS)}
    for info in catalogue().values():
        found[info.id[:3]].append(info)
    return found


def _title(code: str, language: Language) -> str:
    return f"{code} · {(OTHER_AREAS | areas())[code][language]}"


def _up(language: Language) -> str:
    """The way from a page to the folder of the project."""
    return "/".join([".."] * (FOLDERS[language].count("/") + 1))


def _other(language: Language, area: str) -> str:
    """The link to the same page in the other language."""
    target = f"zh/{area}.md" if language == "en" else f"../{area}.md"
    return f"[{OTHER_LANGUAGE[language]}]({target})"


def _index(language: Language) -> Iterator[str]:
    yield from (f"# {TITLE[language]}", "", _other(language, INDEX), "")
    yield from (INTRODUCTION[language], "", READING.format({"up": _up(language)})[language], "")
    yield from (GENERATED[language], "", f"| {AREA[language]} | {COUNT[language]} |", "|---|---|")
    for code, infos in _by_area().items():
        yield f"| [{_title(code, language)}]({code}.md) | {len(infos)} |"


def _area(code: str, language: Language) -> Iterator[str]:
    infos = _by_area()[code]
    yield from (f"# {_title(code, language)}", "")
    yield from (f"[{ALL_AREAS[language]}]({INDEX}.md) · {_other(language, code)}", "")
    yield "| " + " | ".join(text[language] for text in (RULE, STRENGTH, KIND, PROFILE)) + " |"
    yield "|---|---|---|---|"
    for info in infos:
        link = f"[{info.id} {info.name}](#{info.id.lower()}-{info.name})"
        yield f"| {link} | {SEVERITIES[info.severity][language]} | {KINDS[info.kind][language]} | {info.profile} |"
    yield ""
    yield from _rules(infos, language)


def _rules(infos: list[RuleInfo], language: Language) -> Iterator[str]:
    running = {rule.id: rule for rule in rules()}
    for info in infos:
        yield from _rule(info, running.get(info.id), language)


def _rule(info: RuleInfo, rule: Rule | None, language: Language) -> Iterator[str]:
    facts = [
        SEVERITIES[info.severity][language],
        KINDS[info.kind][language],
        PROFILES[info.profile][language],
    ]
    yield from (f"### {info.id} {info.name}", "", " · ".join(facts), "")
    yield from _paragraph(REPORTS, plain(info.message)[language], language)
    yield from _paragraph(WHY, info.why[language], language)
    yield from _paragraph(REMEDY, plain(info.help)[language], language)
    if rule is not None and rule.example is not None:
        yield from _example(rule.example, language)
    if info.factors:
        texts = factors()
        yield from _paragraph(FACTORS, "", language)
        yield from (f"- `{code}` {texts[code].text[language]}" for code in info.factors)
        yield ""


def _paragraph(title: Text, text: str, language: Language) -> Iterator[str]:
    yield from (f"**{title[language]}**{COLON[language]}{text}".rstrip(), "")


def _example(example: Example, language: Language) -> Iterator[str]:
    """The example as a difference: what the design says, and with what the rule fails."""
    when = (AS_STATUS.format({"status": example.status})[language] if example.status else "") + (
        ON_DAY.format({"day": example.as_of})[language] if example.as_of else ""
    )
    where = IN_DESIGN.format({"base": example.base, "when": when, "at": example.at})[language]
    yield from _paragraph(EXAMPLE, where, language)
    yield "```diff"
    yield from (f"  {line}" for line in _lines(example.given))
    for path in (*example.delete, *example.set):
        yield from (f"- {line}" for line in _written(example, path))
    yield from (f"+ {line}" for line in _lines(example.set))
    yield from ("```", "")


def _lines(changes: Mapping[str, Any]) -> Iterator[str]:
    return (_line(path, value) for path, value in changes.items())


def _written(example: Example, path: str) -> Iterator[str]:
    """What the example design says at a path, if anything."""
    from itsm_compiler.rules.trial import example_design, patched, path_of  # noqa: PLC0415 -- a list shows no example

    node: Any = patched(example_design(example.base), example.given).sections
    for step in path_of(path):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return
    yield _line(path, node)


def _line(path: str, value: Any) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{path}: {shown}" if len(shown) <= LONGEST_VALUE else f"{path}: {shown[: LONGEST_VALUE - 1]}…"
