"""Prose that lacks a language of the design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm_compiler import wording
from itsm_compiler.diagnostics import Kind, Severity, Text
from itsm_compiler.rules.rule import Example, Problem, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itsm_compiler.rules.rule import Context

RULE = rule(
    "DOC009",
    "text-lacks-language",
    kind=Kind.GAP,
    severity=Severity.ERROR,
    factors=("SLM-24",),
    message=Text(
        "this text is not written in {languages}, a language of the design",
        "这段文字缺少设计所用的语言 {languages}",
    ),
    help=Text("add it beside the others: `{{en: Mail, zh: 邮件}}`", "请补写：`{{en: Mail, zh: 邮件}}`"),
    why=Text(
        "Each party signs the text it can read; a document half in another language is signed by nobody.",
        "各方签署的是自己读得懂的文本；夹杂另一种语言的文件无人会签。",
    ),
)
EXAMPLE = Example(
    at="services.office-it.name",
    set={"design.languages": ["en", "zh"], "services.office-it.name": {"en": "Office IT"}},
)


def check(context: Context) -> Iterator[Problem]:
    """Every text given by language that leaves one of the design's languages out; plain text counts for all."""
    languages = context.design.head.languages
    if len(languages) > 1:
        for path, prose in context.written.texts:
            lacking = [language for language in languages if not prose.has(language)]
            if lacking:
                yield Problem(path, {"languages": wording.listing(lacking)})
