"""The rules for people and programs: the list of all, and one rule or success factor explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler.diagnostics import Text
from itsm_compiler.knowledge import areas, factors
from itsm_compiler.reports.chapters import chapter
from itsm_compiler.reports.json import as_text
from itsm_compiler.reports.tables import table
from itsm_compiler.rules import docs
from itsm_compiler.rules.catalogue import catalogue, rules
from itsm_compiler.rules.organisation import installed_rules, known_rules
from itsm_compiler.rules.register import rules_by_factor
from itsm_compiler.terminal import COLUMNS, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itsm_compiler.diagnostics import Language, RuleInfo
    from itsm_compiler.rules.rule import Rule

HEADINGS = (
    Text("rule", "规则"),
    Text("name", "名称"),
    Text("strength", "强度"),
    Text("kind", "性质"),
    Text("profile", "级别"),
    Text("success factors", "成功因素"),
)
FACTORS = Text("Success factors that it answers", "对应的成功因素")
LOOKS_AT = Text("What a machine can look at", "机器可查内容")
ANSWERED = Text("Rules that answer it", "对应的规则")
SAME = Text("Says the same as", "含义相同")
NO_RULE = Text("none: it is left to people", "无：由人工判断")
PROFILE = Text("from profile `{profile}` on", "自 `{profile}` 级别起")


def as_table(language: Language) -> str:
    """A line for each rule."""
    rows = [
        (
            info.id,
            info.name,
            docs.SEVERITIES[info.severity][language],
            docs.KINDS[info.kind][language],
            str(info.profile),
            ", ".join(info.factors),
        )
        for info in known_rules().values()
    ]
    return "\n".join(table([heading[language] for heading in HEADINGS], rows)) + "\n"


def as_json(language: Language) -> str:
    """A JSON list; sentences hold the `{places}` that a finding fills."""
    return as_text(
        [
            {
                "id": info.id,
                "name": info.name,
                "kind": info.kind,
                "severity": info.severity,
                "profile": info.profile,
                "success_factors": list(info.factors),
                "message": docs.plain(info.message)[language],
                "why": info.why[language],
                "help": docs.plain(info.help)[language],
            }
            for info in known_rules().values()
        ]
    )


def find_rule(name: str, packs: Iterable[Rule] = ()) -> RuleInfo | None:
    """The rule with that id or name, whatever its case; `packs` are rules of a design's own."""
    known = known_rules() | {rule.id: rule.info for rule in packs}
    return known.get(name.upper()) or next(
        (info for info in known.values() if info.name == name.lower()), None
    )


def explain_rule(info: RuleInfo, language: Language, packs: Iterable[Rule] = ()) -> str:
    """What a rule reports, why, what to do, when it fires, and for the sake of which success factors."""
    found = next((rule for rule in (*rules(), *installed_rules(), *packs) if rule.id == info.id), None)
    facts = [
        docs.SEVERITIES[info.severity][language],
        docs.KINDS[info.kind][language],
        PROFILE.format({"profile": info.profile})[language],
    ]
    if found is not None and found.mandatory:
        facts.append(docs.MANDATORY[language])
    lines = [f"{info.id} {info.name}", " · ".join(facts)]
    lines += chapter(docs.REPORTS[language], docs.plain(info.message)[language])
    lines += chapter(docs.WHY[language], info.why[language])
    lines += chapter(docs.REMEDY[language], docs.plain(info.help)[language])
    if found is not None and found.example is not None:
        lines += chapter(docs.FAILS[language], *docs.failing(found.example, language))
        lines += chapter(docs.PASSES[language], *docs.passing(found.example, language))
    if info.factors:
        texts = factors()
        lines += chapter(
            FACTORS[language], *(f"{code}  {texts[code].text[language]}" for code in info.factors)
        )
    return "\n".join(lines) + "\n"


def explain_factor(code: str, language: Language) -> str:
    """What a success factor demands, what is looked at, and which rules answer it."""
    factor, known = factors()[code], catalogue()
    facts = (
        areas()[factor.area][language],
        docs.SEVERITIES[factor.strength][language],
        PROFILE.format({"profile": factor.profile})[language],
    )
    lines = [code, " · ".join(facts), "", *wrapped(factor.text[language], COLUMNS)]
    lines += chapter(LOOKS_AT[language], factor.check)
    answers = [f"{rule}  {docs.plain(known[rule].message)[language]}" for rule in rules_by_factor()[code]]
    lines += chapter(ANSWERED[language], *(answers or [NO_RULE[language]]))
    if factor.same_as:
        lines += chapter(
            SAME[language], *(f"{other}  {factors()[other].text[language]}" for other in factor.same_as)
        )
    return "\n".join(lines) + "\n"
